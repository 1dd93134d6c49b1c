package tui

import (
	"context"
	"fmt"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/model"
	"example.org/meldeportal/model/rule"
	"example.org/meldeportal/tui/style"
)

// CaseFile is the record of one person: tumours, drafts and sent reports.
type CaseFile struct {
	sh      *Shell
	id      string
	content caseContent
	loaded  bool
	opening bool // a draft is on its way; keys typed meanwhile belong to it
	list    cursorList
}

// NewCaseFile opens the record of a case.
func NewCaseFile(sh *Shell, caseID string) *CaseFile { return &CaseFile{sh: sh, id: caseID} }

// caseContent is everything the record shows.
type caseContent struct {
	person     model.Case
	drafts     []model.Draft
	deliveries []model.Delivery
	past       []rule.Past
}

// caseMsg carries the content of a record.
type caseMsg struct {
	id      string
	content caseContent
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
	desk, id := c.sh.Desk(), c.id
	return func() tea.Msg {
		content, err := readCase(desk, id)
		return caseMsg{id, content, err}
	}
}

func readCase(desk Desk, id string) (c caseContent, err error) {
	ctx := context.Background()
	if c.person, err = desk.Case(ctx, id); err != nil {
		return c, err
	}
	if c.drafts, err = desk.Drafts(ctx, id); err != nil {
		return c, err
	}
	if c.deliveries, err = desk.Deliveries(ctx, id); err != nil {
		return c, err
	}
	c.past, err = desk.History(ctx, id, "")
	return c, err
}

// Update takes keys, the content and news.
func (c *CaseFile) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyMsg:
		c.list.key(msg, c.count())
	case caseMsg:
		return c.take(msg)
	case draftMsg:
		return c.openDraft(msg)
	case News:
		if msg.CaseID == c.id || msg.CaseID == "" {
			return c.read()
		}
	case Returned:
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
		return nil
	}
	c.content, c.loaded = msg.content, true
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
	return c.sh.Push(NewEditor(c.sh, msg.draft))
}

func (c *CaseFile) count() int { return len(c.content.drafts) + len(c.content.deliveries) }

// Title names the person.
func (c *CaseFile) Title() (string, string) {
	if !c.loaded {
		return "Akte", ""
	}
	p := &c.content.person.Patient
	return fmt.Sprintf("%s *%s %s", personName(&p.Stammdaten), p.Stammdaten.Geburtsdatum.German(), p.Stammdaten.Geschlecht),
		forms.Clean(string(p.PatientID))
}

// Body lists tumours, then drafts and sent reports (F-03).
func (c *CaseFile) Body(w, h int) string {
	if !c.loaded {
		return ""
	}
	lines := c.tumourLines()
	head := "   " + pad("Meldeanlass", 14) + pad("Datum", 12) + pad("Status", 15) + "Quittung"
	lines = append(lines, "", " "+style.Title.Render("Entwürfe und übermittelte Meldungen"), style.Muted.Render(head))
	c.list.fit(h-len(lines), c.count())
	from, to := c.list.window(c.count())
	for i := from; i < to; i++ {
		lines = append(lines, c.draw(i))
	}
	if c.count() == 0 {
		lines = append(lines, "   Stammdaten gespeichert. Meldeanlass noch offen: Strg+N beginnt eine Meldung.")
	}
	return strings.Join(lines, "\n")
}

// tumourLines lists the person's tumours, one line each, from all reports.
func (c *CaseFile) tumourLines() []string {
	tumours := tumoursOf(c.content.past)
	if len(tumours) == 0 {
		return []string{" Noch kein Tumor dokumentiert."}
	}
	var lines []string
	for i := range tumours {
		lines = append(lines, " "+numbered(i, &tumours[i], c.sh.services.Lists))
	}
	return lines
}

func (c *CaseFile) draw(i int) string {
	var typ model.Zweig
	var date model.Datum
	var status, receipt string
	if i < len(c.content.drafts) {
		d := &c.content.drafts[i]
		typ, date = d.Report.Meldung.Typ, rule.EventDate(&d.Report)
		status, receipt = stateName(model.StateDraft), "zuletzt "+clock(d.Updated, c.sh.services.Now())
	} else {
		d := &c.content.deliveries[i-len(c.content.drafts)]
		typ, date = d.Typ, d.Date
		status, receipt = stateName(d.State), receiptText(d)
	}
	line := pad(typName(typ), 14) + pad(date.German(), 12) + pad(status, 15) + forms.Clean(receipt)
	if i == c.list.at {
		return " " + style.FocusSign + " " + style.Focus.Render(line)
	}
	return "   " + line
}

// receiptText is the receipt as a list shows it: when, and the number's start.
func receiptText(d *model.Delivery) string {
	if d.Receipt != nil {
		return millis(d.Receipt.ReceivedAt) + " " + d.Transaktionsnummer[:min(8, len(d.Transaktionsnummer))]
	}
	return d.Reason
}

// Hint tells of the selected line.
func (c *CaseFile) Hint() string {
	switch {
	case !c.loaded:
		return "Akte wird gelesen …"
	case c.list.at < len(c.content.drafts):
		return "Enter setzt den Entwurf an derselben Stelle fort."
	case c.count() > 0:
		return "Bereits gesendet, nur lesbar. Enter zeigt Quittung, Stand und Inhalt."
	}
	return ""
}

// Actions are what can be done with the record.
func (c *CaseFile) Actions() []Action {
	nothing, noDraft := "", ""
	if c.count() == 0 {
		nothing = "Es gibt noch keine Meldung; Strg+N beginnt eine."
	}
	if c.list.at >= len(c.content.drafts) {
		noDraft = "Gelöscht werden können nur Entwürfe."
	}
	return []Action{
		{Keys: []string{"enter", "ctrl+j"}, Label: "Öffnen", Help: "Setzt den Entwurf fort oder zeigt die Quittung.", Off: nothing, Do: c.open},
		{Keys: []string{"ctrl+n"}, Label: "Neue Meldung", Help: "Fragt nach Tumor und Meldeanlass und beginnt die Meldung.", Do: c.newReport},
		{Keys: []string{"f4", "ctrl+l"}, Label: "Stammdaten", Help: "Zeigt und ändert die Stammdaten.",
			Do: func() tea.Cmd { return c.sh.Push(NewCaseEditor(c.sh, c.content.person)) }},
		{Keys: []string{"ctrl+k"}, Label: "Entwurf löschen", Help: "Löscht den ausgewählten Entwurf nach Rückfrage.", Off: noDraft, Do: c.askDelete},
		{Keys: []string{"f10", "esc"}, Label: "Zurück", Help: "Zurück zur vorigen Maske.", Do: c.sh.Pop},
	}
}

func (c *CaseFile) open() tea.Cmd {
	if c.list.at >= len(c.content.drafts) {
		return c.sh.Push(NewReceipt(c.sh, c.content.deliveries[c.list.at-len(c.content.drafts)]))
	}
	c.opening = true
	desk, caseID, id := c.sh.Desk(), c.id, c.content.drafts[c.list.at].ID
	return func() tea.Msg {
		d, err := desk.Draft(context.Background(), id)
		return draftMsg{caseID, d, err}
	}
}

func (c *CaseFile) newReport() tea.Cmd { return c.sh.Push(NewChooser(c.sh, c.id, wanted{})) }

func (c *CaseFile) askDelete() tea.Cmd {
	desk, id := c.sh.Desk(), c.content.drafts[c.list.at].ID
	return c.sh.Push(newAsk(c.sh, "Entwurf löschen?", "Der Entwurf wird endgültig gelöscht. Gesendete Meldungen bleiben.",
		"Löschen", func() tea.Cmd {
			return func() tea.Msg {
				if err := desk.DeleteDraft(context.Background(), id); err != nil {
					return caseMsg{id: c.id, err: err}
				}
				return Returned{}
			}
		}))
}

// Caret is nowhere: there is nothing to type.
func (c *CaseFile) Caret() (int, int, bool) { return 0, 0, false }

// Busy until the record, or the draft to be opened, is read.
func (c *CaseFile) Busy() bool { return !c.loaded || c.opening }

// Leave has nothing to save.
func (c *CaseFile) Leave() tea.Cmd { return nil }
