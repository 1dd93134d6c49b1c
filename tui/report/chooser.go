package report

import (
	"fmt"
	"strings"

	"github.com/charmbracelet/bubbles/textinput"
	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/model"
	"example.org/meldeportal/model/land"
	"example.org/meldeportal/model/record"
	"example.org/meldeportal/model/rule"
	"example.org/meldeportal/tui/kit"
	"example.org/meldeportal/tui/place"
	"example.org/meldeportal/tui/shell"
	"example.org/meldeportal/tui/style"
	"example.org/meldeportal/tui/wording"
	"example.org/meldeportal/tui/work"
)

// Chooser asks what a new report is about: which tumour, where there is a
// choice, and which occasion (F-16). The draft is made by the answer, so that
// coming here and going away leaves nothing behind.
type Chooser struct {
	sh      *shell.Shell
	want    place.Occasion
	past    []rule.Past
	name    string // of the person
	objects bool   // she has objected
	tumours []record.Tumour
	tumour  int  // number of the chosen one, len(tumours) = a new one
	asking  bool // for the tumour
	kinds   []record.Anlass
	query   textinput.Model
	list    kit.CursorList
	loaded  bool
	making  bool           // a draft is on its way; keys typed meanwhile belong to it
	from    *work.Template // fills the draft once it is there, nil = nothing does
}

// NewChooser asks about a report for a person.
func NewChooser(sh *shell.Shell, want place.Occasion) *Chooser {
	c := &Chooser{sh: sh, want: want, query: forms.NewInput("")}
	c.query.Focus()
	return c
}

// knownMsg brings the person's reports.
type knownMsg struct {
	to      *Chooser
	past    []rule.Past
	name    string // of the person
	objects bool   // she has objected
	err     error
}

// madeMsg brings the new draft.
type madeMsg struct {
	to    *Chooser
	draft model.Draft
	err   error
}

// Start reads what is known of the person.
func (c *Chooser) Start() tea.Cmd {
	desk, id := c.sh.Desk(), c.want.CaseID
	ctx := c.sh.While(c)
	return func() tea.Msg {
		past, err := desk.Reports.History(ctx, id, "")
		if err != nil {
			return knownMsg{to: c, err: err}
		}
		person, err := desk.People.Case(ctx, id)
		s := &person.Patient.Stammdaten
		return knownMsg{c, past, wording.NameAndBirth(s), person.Widerspruch, err}
	}
}

// Update takes keys and answers.
func (c *Chooser) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyMsg:
		return c.key(msg)
	case knownMsg:
		if msg.to == c {
			c.learn(msg)
		}
	case madeMsg:
		if msg.to == c {
			return c.begin(msg)
		}
	}
	return nil
}

// learn takes the person's reports. The only tumour, and one the way here has
// named, needs no question.
func (c *Chooser) learn(msg knownMsg) {
	c.loaded = true
	if msg.err != nil {
		c.sh.Fail(msg.err)
		return
	}
	c.past, c.name, c.objects, c.tumours = msg.past, msg.name, msg.objects, record.Tumours(msg.past)
	for i := range c.tumours {
		if c.tumours[i].Part.TumorID == c.want.TumorID {
			c.take(i)
			return
		}
	}
	c.take(0)
	c.asking = len(c.tumours) > 1
}

// take chooses a tumour and offers its occasions.
func (c *Chooser) take(i int) {
	c.tumour, c.asking = i, false
	c.kinds = record.Anlaesse(c.sh.Services().Config.In(), c.past, c.chosen())
	c.query.SetValue("")
	c.list.At = c.likely()
}

// chosen is the tumour, nil for a new one.
func (c *Chooser) chosen() *record.Tumour {
	if c.tumour >= len(c.tumours) {
		return nil
	}
	return &c.tumours[c.tumour]
}

// likely is the line the cursor begins on: what was wanted, else what is likely to be
// told next.
func (c *Chooser) likely() int {
	return max(0, record.Likely(c.kinds, c.past, c.chosen(), c.want.Typ, c.want.Sub))
}

// key picks by digit, narrows by letters, or moves.
func (c *Chooser) key(k tea.KeyMsg) tea.Cmd {
	if c.asking {
		return c.keyTumour(k)
	}
	if c.list.Key(k, len(c.found())) {
		return nil
	}
	if c.query.Value() == "" {
		for i := range c.kinds {
			if c.kinds[i].Ziffer == k.String() {
				return c.make(&c.kinds[i])
			}
		}
	}
	before := c.query.Value()
	forms.TypeInto(&c.query, k)
	if c.query.Value() != before {
		c.list.At = 0
	}
	return nil
}

func (c *Chooser) keyTumour(k tea.KeyMsg) tea.Cmd {
	count := len(c.tumours) + 1
	if c.list.Key(k, count) {
		return nil
	}
	for i := range count {
		if strings.ToLower(k.String()) == c.tumourKey(i) {
			c.take(i)
		}
	}
	return nil
}

// tumourKey is the key that takes a tumour at once.
func (c *Chooser) tumourKey(i int) string {
	switch {
	case i == len(c.tumours):
		return "n"
	case i < 9:
		return fmt.Sprint(i + 1)
	}
	return ""
}

// found are the occasions that fit what was typed.
func (c *Chooser) found() []*record.Anlass {
	var hits []*record.Anlass
	for i := range c.kinds {
		if c.kinds[i].Fits(c.query.Value()) {
			hits = append(hits, &c.kinds[i])
		}
	}
	return hits
}

// pick takes the selected line.
func (c *Chooser) pick() tea.Cmd {
	if c.asking {
		c.take(c.list.At)
		return nil
	}
	hits := c.found()
	if c.list.At >= len(hits) {
		c.sh.Say("Kein Meldeanlass fängt so an. Rücktaste löscht, die Ziffern wählen sofort.")
		return nil
	}
	return c.make(hits[c.list.At])
}

// make begins the draft.
func (c *Chooser) make(a *record.Anlass) tea.Cmd {
	c.making = true
	desk, caseID, kind, about := c.sh.Desk(), c.want.CaseID, *a, c.chosen()
	ctx := c.sh.During
	return func() tea.Msg {
		d, err := work.MakeDraft(ctx, desk, caseID, &kind, about)
		return madeMsg{c, d, err}
	}
}

func (c *Chooser) begin(msg madeMsg) tea.Cmd {
	c.making = false
	if msg.err != nil {
		c.sh.Fail(msg.err)
		return nil
	}
	e := NewEditor(c.sh, msg.draft)
	opened := c.sh.Replace(e)
	if c.from == nil {
		return opened
	}
	return tea.Batch(opened, e.apply(*c.from))
}

// askTemplate begins the report with a template: it says the type itself.
func (c *Chooser) askTemplate() tea.Cmd {
	return c.sh.Push(NewTemplatePick(c.sh, "", func(t work.Template) tea.Cmd {
		c.from = &t
		return c.make(&record.Anlass{Anlass: land.Anlass{Typ: t.Typ}})
	}))
}

// occasionCells is the column of the occasions: what there is of them already
// stands near, in a wide window, too.
const occasionCells = 46

// Title says what is asked.
func (c *Chooser) Title() (string, string) {
	if c.asking {
		return wording.Objected("Neue Meldung: zu welchem Tumor?", c.objects), forms.Clean(c.name)
	}
	return wording.Objected("Neue Meldung: welcher Anlass?", c.objects), forms.Clean(c.name)
}

// Body lists tumours, or the chosen tumour and the occasions.
func (c *Chooser) Body(w, h int) string {
	if !c.loaded {
		return ""
	}
	if c.asking {
		return c.drawTumours(h)
	}
	c.query.Width = w - 14
	lines := []string{" Tumor:  " + c.tumourName(c.tumour), " Anlass: " + c.query.View(), ""}
	hits := c.found()
	c.list.Fit(h-len(lines), len(hits))
	from, to := c.list.Window(len(hits))
	for i := from; i < to; i++ {
		a := hits[i]
		lines = append(lines, kit.Marked(i == c.list.At, kit.Pad(a.Ziffer, 3)+kit.Pad(a.Worte, min(w-31, occasionCells))+" ", c.known(a)))
	}
	return strings.Join(lines, "\n")
}

func (c *Chooser) drawTumours(h int) string {
	count := len(c.tumours) + 1
	c.list.Fit(h-1, count)
	lines := []string{""}
	from, to := c.list.Window(count)
	for i := from; i < to; i++ {
		lines = append(lines, kit.Marked(i == c.list.At, kit.Pad(c.tumourKey(i), 3)+c.tumourName(i), ""))
	}
	return strings.Join(lines, "\n")
}

func (c *Chooser) tumourName(i int) string {
	return wording.TumourOrNew(c.tumours, i, c.sh.Services().Lists)
}

// known says what there already is of an occasion for this tumour.
func (c *Chooser) known(a *record.Anlass) string {
	t := c.chosen()
	if t == nil {
		return ""
	}
	var count int
	var last model.Datum
	for _, r := range t.Of(a.Typ) {
		if a.Sub == "" || record.SubOf(r) == a.Sub {
			count, last = count+1, rule.EventDate(r)
		}
	}
	if count == 0 {
		return ""
	}
	return forms.Clean(fmt.Sprintf("%d vorhanden, %s", count, last.German()))
}

// Hint tells of the occasion already reported on paper (F-26).
func (c *Chooser) Hint() string {
	switch {
	case !c.loaded:
		return "Frühere Meldungen werden gelesen " + style.MoreSign
	case c.asking:
		return "Ziffer oder Enter wählt den Tumor; n beginnt einen neuen. Mehrere Tumoren: je eine Meldung."
	}
	return "Ziffer wählt sofort, Buchstaben suchen. Bereits auf Papier gemeldet? Dann bitte nicht erneut melden."
}

// Actions are what can be done here.
func (c *Chooser) Actions() []kit.Action {
	off := ""
	switch {
	case len(c.tumours) == 0:
		off = "Zu dieser Person ist noch kein Tumor bekannt."
	case c.asking:
		off = "Die Tumoren stehen hier schon zur Wahl."
	}
	return []kit.Action{
		{Keys: []string{"enter", "ctrl+j"}, Label: "Nehmen", Help: "Nimmt die ausgewählte Zeile; erst mit dem Anlass entsteht der Entwurf.", Do: c.pick},
		{Keys: []string{"tab"}, Label: "Anderer Tumor", Help: "Zeigt die bekannten Tumoren der Person und „neuer Tumor“.", Off: off, Quiet: off != "", Do: c.askTumour},
		{Keys: []string{"f7"}, Label: "Vorlage", Help: "Beginnt die Meldung mit einer Ihrer Vorlagen.", Do: c.askTemplate},
		{Keys: []string{"f10", "esc"}, Label: "Zurück", Help: "Zurück zur Akte; es entsteht nichts.", Do: c.sh.Pop},
	}
}

func (c *Chooser) askTumour() tea.Cmd {
	c.asking, c.list.At = true, c.tumour
	return nil
}

// Caret is in the line that is typed into.
func (c *Chooser) Caret() (int, int, bool) {
	return 9 + forms.CaretIn(&c.query), 1, !c.asking && c.loaded && !c.list.Moved
}

// Busy until the person's reports are known, and while the draft is made.
func (c *Chooser) Busy() bool { return !c.loaded || c.making }

// Leave has nothing to save.
func (c *Chooser) Leave() tea.Cmd { return nil }
