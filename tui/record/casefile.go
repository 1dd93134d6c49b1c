package record

import (
	"context"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/model"
	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/model/people"
	"example.org/meldeportal/model/record"
	"example.org/meldeportal/tui/kit"
	"example.org/meldeportal/tui/lists"
	"example.org/meldeportal/tui/place"
	"example.org/meldeportal/tui/shell"
	"example.org/meldeportal/tui/style"
	"example.org/meldeportal/tui/wording"
	"example.org/meldeportal/tui/work"
)

// CaseFile is the record of one person: tumours, drafts and sent reports.
type CaseFile struct {
	sh      *shell.Shell
	id      string
	content work.Record
	loaded  bool
	load    int  // counts readings, so that a late answer of an older one is dropped
	opening bool // a draft is on its way; keys typed meanwhile belong to it
	list    kit.CursorList
}

// NewCaseFile opens the record of a case.
func NewCaseFile(sh *shell.Shell, caseID string) *CaseFile { return &CaseFile{sh: sh, id: caseID} }

// Place is the record of the person.
func (c *CaseFile) Place() place.Place { return place.Record{CaseID: c.id} }

// caseMsg carries the content of a record.
type caseMsg struct {
	id      string
	load    int
	read    bool // the content is what is there now; err may tell of something else
	content work.Record
	err     error
}

// draftMsg carries a draft that was made or read in order to be opened.
type draftMsg struct {
	caseID string
	draft  model.Draft
	err    error
}

// Start reads the record.
func (c *CaseFile) Start() tea.Cmd { return c.read() }

func (c *CaseFile) read() tea.Cmd {
	c.load++
	desk, id, load := c.sh.Desk(), c.id, c.load
	ctx := c.sh.While(c)
	return func() tea.Msg {
		content, err := work.ReadRecord(ctx, desk, id)
		return caseMsg{id, load, err == nil, content, err}
	}
}

// Update takes keys, the content and news.
func (c *CaseFile) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyMsg:
		c.list.Key(msg, c.count())
	case caseMsg:
		return c.take(msg)
	case actedMsg:
		return c.acted(msg)
	case draftMsg:
		return c.openDraft(msg)
	case answer.News:
		if msg.About(c.id) {
			return c.read()
		}
	case shell.Returned:
		return c.read()
	}
	return nil
}

func (c *CaseFile) take(msg caseMsg) tea.Cmd {
	if msg.id != c.id {
		return nil
	}
	if msg.err != nil {
		c.sh.Fail(msg.err)
	}
	if msg.read && msg.load == c.load {
		if c.loaded {
			c.list.At = msg.content.Follow(c.content.Rows(), c.list.At)
		}
		msg.content.Last = c.content.Last
		c.content, c.loaded = msg.content, true
	}
	return nil
}

func (c *CaseFile) openDraft(msg draftMsg) tea.Cmd {
	if msg.caseID != c.id || !c.opening {
		return nil
	}
	c.opening = false
	if msg.err != nil {
		c.sh.Fail(msg.err)
		return nil
	}
	return c.sh.Open(place.Report{Draft: msg.draft})
}

func (c *CaseFile) count() int { return len(c.content.Drafts) + len(c.content.Deliveries) }

// Title names the person.
func (c *CaseFile) Title() (string, string) {
	if !c.loaded {
		return "Akte", ""
	}
	if c.content.Person.Damaged {
		return "Akte " + style.DotSign + " " + people.DamagedWord, model.ShortID(c.id)
	}
	p := &c.content.Person.Patient
	name := strings.TrimSpace(wording.NameAndBirth(&p.Stammdaten) + " " + string(p.Stammdaten.Geschlecht))
	return wording.Objected(name, c.content.Person.Widerspruch),
		forms.Clean(string(p.PatientID))
}

// Aside is the course of the tumours.
func (c *CaseFile) Aside(w int) []string { return c.course(w) }

// Holds is the draft or what was sent under the cursor.
func (c *CaseFile) Holds() (string, func(context.Context) ([]lists.Part, error)) {
	return lists.Holding{Desk: c.sh.Desk(), Services: c.sh.Services()}.Entry(&c.content, c.list.At)
}

// Spaces is always: the space bar shows the course.
func (c *CaseFile) Spaces() bool { return true }

// Body lists tumours, then drafts and sent reports (F-03).
func (c *CaseFile) Body(w, h int) string {
	if !c.loaded {
		return ""
	}
	return strings.Join(c.lines(w, h), "\n")
}

func (c *CaseFile) lines(w, h int) []string {
	lines := append(c.objectionLines(w), c.damagedLines(w)...)
	lines = append(lines, c.tumourLines()...)
	lines = append(lines, "", " "+style.Title.Render("Entwürfe und übermittelte Meldungen"), style.Muted.Render("   "+recordHead().String()))
	c.list.Fit(h-len(lines), c.count())
	from, to := c.list.Window(c.count())
	for i := from; i < to; i++ {
		lines = append(lines, kit.Marked(i == c.list.At, kit.Cut(c.line(i).String(), w-3), ""))
	}
	if c.count() == 0 {
		lines = append(lines, kit.Wrapped([]string{"   Stammdaten gespeichert. Meldeanlass noch offen: Strg+N beginnt eine Meldung."}, w)...)
	}
	return lines
}

// objectionLines say what follows from an objection.
func (c *CaseFile) objectionLines(w int) []string {
	if !c.content.Person.Widerspruch {
		return nil
	}
	return []string{kit.Cut(" "+style.Warnung.Render(people.ObjectionWord+":")+" "+wording.ObjectionMeans, w-1)}
}

// damagedLines say what of the record cannot be read.
func (c *CaseFile) damagedLines(w int) (lines []string) {
	said := []string{c.content.DamagedRows()}
	if c.content.Person.Damaged {
		said = append(said, "Die Stammdaten sind "+people.DamagedWord+". Nichts ändern; Betreuung rufen (Sicherung).")
	}
	for _, text := range said {
		if text != "" {
			lines = append(lines, kit.Cut(" "+style.Fehler.Render("! "+text), w-1))
		}
	}
	return lines
}

// tumourLines lists the person's tumours, one line each, from all reports.
func (c *CaseFile) tumourLines() []string {
	tumours := record.Tumours(c.content.Past)
	switch {
	case len(tumours) == 0 && c.content.DamagedRows() != "":
		return []string{" Kein Tumor lesbar."}
	case len(tumours) == 0:
		return []string{" Noch kein Tumor dokumentiert."}
	}
	var lines []string
	for i := range tumours {
		lines = append(lines, " "+wording.Numbered(i, &tumours[i], c.sh.Services().Lists))
	}
	return lines
}

// Actions are what can be done with the record.
func (c *CaseFile) Actions() []kit.Action {
	acts := c.content.Acts(c.list.At)
	return append(c.sh.Keyed(acts, c.doing()),
		c.sh.VorgangAction(c, shell.Told(work.ActNamed(acts, "oeffnen").Off)),
		kit.Action{Keys: []string{"f10", "esc"}, Label: "Zurück", Help: "Zurück zur vorigen Maske.", Do: c.sh.Pop})
}

func (c *CaseFile) open() tea.Cmd {
	if c.list.At >= len(c.content.Drafts) {
		return c.sh.Open(place.Receipt{Delivery: c.content.Deliveries[c.list.At-len(c.content.Drafts)]})
	}
	if d := c.draft(); d.Damaged {
		c.sh.Say(wording.DamagedSentence("Entwurf", d.ID))
		return nil
	}
	c.opening = true
	desk, caseID, id := c.sh.Desk(), c.id, c.content.Drafts[c.list.At].ID
	ctx := c.sh.While(c)
	return func() tea.Msg {
		d, err := desk.Drafts.Draft(ctx, id)
		return draftMsg{caseID, d, err}
	}
}

// Caret finds nothing to type here: the shell puts it on the selected line.
func (c *CaseFile) Caret() (int, int, bool) { return 0, 0, false }

// Busy until the record, or the draft to be opened, is read.
func (c *CaseFile) Busy() bool { return !c.loaded || c.opening }

// Leave has nothing to save.
func (c *CaseFile) Leave() tea.Cmd { return nil }
