package tui

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/charmbracelet/bubbles/textinput"
	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/model"
	"example.org/meldeportal/tui/style"
)

// CaseList is the patient list: typing filters at once.
type CaseList struct {
	sh     *Shell
	query  textinput.Model
	index  *caseIndex
	hits   []int // into index.rows; nil = all
	list   cursorList
	loaded bool
	load   int          // counts loads, so that a late answer of an older one is dropped
	mark   int64        // of the store's changes that are in the index
	behind bool         // changes came while a new index was being made
	adding int          // people there were before a new one was begun, 0 otherwise
	latest *model.Draft // the draft worked on last, nil when there is none
}

// NewCaseList shows the cases of the Einrichtung.
func NewCaseList(sh *Shell) *CaseList {
	c := &CaseList{sh: sh, query: newInput(false), index: newCaseIndex(nil)}
	c.query.Focus()
	return c
}

// casesMsg carries the cases read so far; last is the final one, with the mark of
// the changes in it.
type casesMsg struct {
	load  int
	index *caseIndex
	mark  int64
	err   error
	last  bool
}

// changedMsg carries what has changed.
type changedMsg struct {
	load    int
	changes model.Changes
	err     error
}

// latestMsg carries the draft worked on last.
type latestMsg struct {
	draft *model.Draft
	err   error
}

// Start reads the cases, or what has changed of them, and the draft to go on with.
func (c *CaseList) Start() tea.Cmd {
	if c.loaded {
		return tea.Batch(c.readChanged(), c.readLatest())
	}
	return tea.Batch(c.read(), c.readLatest())
}

// readLatest looks for the draft worked on last: after a lost connection that is
// where the person was.
func (c *CaseList) readLatest() tea.Cmd {
	desk := c.sh.Desk()
	return func() tea.Msg {
		drafts, err := desk.Drafts(context.Background(), "")
		if err != nil || len(drafts) == 0 {
			return latestMsg{nil, err}
		}
		return latestMsg{&drafts[0], nil}
	}
}

// firstPage is how many cases are shown before all of them are read.
const firstPage = 500

func (c *CaseList) read() tea.Cmd {
	c.load++
	load, desk, send := c.load, c.sh.Desk(), c.sh.Send
	first := !c.loaded
	return func() tea.Msg {
		var rows []caseRow
		mark, err := desk.Mark(context.Background()) // first: what changes meanwhile is read again later
		if err != nil {
			return casesMsg{load: load, err: err}
		}
		err = desk.Cases(context.Background(), func(chunk []model.Case) error {
			for i := range chunk {
				rows = append(rows, rowOf(&chunk[i]))
			}
			if first && len(rows) >= firstPage {
				first = false
				send(casesMsg{load: load, index: newCaseIndex(append([]caseRow(nil), rows...))})
			}
			return nil
		})
		return casesMsg{load: load, index: newCaseIndex(rows), mark: mark, err: err, last: true}
	}
}

// readChanged reads what has changed since the cases were read.
func (c *CaseList) readChanged() tea.Cmd {
	load, desk, mark := c.load, c.sh.Desk(), c.mark
	return func() tea.Msg {
		changes, err := desk.Changes(context.Background(), mark)
		return changedMsg{load, changes, err}
	}
}

// change takes over changed cases. People who came or went and changed names need
// a new index, which is made beside the screen.
func (c *CaseList) change(msg changedMsg) tea.Cmd {
	switch {
	case msg.load != c.load:
		c.behind = true
		return nil
	case msg.err != nil:
		c.sh.Fail(msg.err)
		return nil
	}
	var moved []caseRow
	for i := range msg.changes.Cases {
		if r := rowOf(&msg.changes.Cases[i]); !c.index.put(r) {
			moved = append(moved, r)
		}
	}
	if len(moved) == 0 && !slices.ContainsFunc(msg.changes.Removed, c.index.has) {
		c.mark = max(c.mark, msg.changes.Mark)
		return nil
	}
	c.load++
	load, rows := c.load, slices.Clone(c.index.rows)
	return func() tea.Msg {
		rows = without(merged(rows, moved), msg.changes.Removed)
		return casesMsg{load: load, index: newCaseIndex(rows), mark: msg.changes.Mark, last: true}
	}
}

// merged are rows with others in the place of those of the same cases.
func merged(rows, others []caseRow) []caseRow {
	at := map[string]int{}
	for i := range rows {
		at[rows[i].id] = i
	}
	for _, r := range others {
		if i, known := at[r.id]; known {
			rows[i] = r
		} else {
			rows = append(rows, r)
		}
	}
	return rows
}

// without are rows except those of removed cases.
func without(rows []caseRow, removed []string) []caseRow {
	return slices.DeleteFunc(rows, func(r caseRow) bool { return slices.Contains(removed, r.id) })
}

// Update takes keys, the cases and news.
func (c *CaseList) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyMsg:
		return c.key(msg)
	case casesMsg:
		return c.take(msg)
	case changedMsg:
		return c.change(msg)
	case latestMsg:
		c.offer(msg)
	case News, Returned:
		return c.Start()
	}
	return nil
}

// offer keeps the draft worked on last and, after signing in, says so.
func (c *CaseList) offer(msg latestMsg) {
	if msg.err != nil {
		return
	}
	first := c.latest == nil
	c.latest = msg.draft
	if first && c.latest != nil && len(c.sh.stack) == 1 && c.sh.message == "" {
		c.sh.Say("Zuletzt: " + reportTitle(&c.latest.Report) + ". F8 setzt fort.")
	}
}

func (c *CaseList) key(k tea.KeyMsg) tea.Cmd {
	if c.list.key(k, c.count()) {
		return nil
	}
	before := c.query.Value()
	typeInto(&c.query, k)
	if c.query.Value() != before {
		c.filter()
		c.list.at = 0
	}
	return nil
}

func (c *CaseList) take(msg casesMsg) tea.Cmd {
	if msg.load != c.load {
		return nil
	}
	if msg.err != nil {
		c.sh.Fail(msg.err)
		return nil
	}
	selected, had := c.selected()
	c.index, c.loaded, c.mark = msg.index, c.loaded || msg.last, msg.mark
	c.filter()
	if had {
		c.reselect(selected.id)
	}
	if c.adding > 0 && len(c.index.rows) > c.adding {
		c.adding = 0
		c.selectNewest()
	}
	if msg.last && c.behind {
		c.behind = false
		return c.readChanged()
	}
	return nil
}

// selectNewest puts the cursor on the person that was saved last.
func (c *CaseList) selectNewest() {
	newest := slices.MaxFunc(c.index.rows, func(a, b caseRow) int { return cmp.Compare(a.updated, b.updated) })
	c.clear()
	c.reselect(newest.id)
}

func (c *CaseList) filter() {
	c.hits = nil
	if strings.TrimSpace(c.query.Value()) != "" {
		c.hits = c.index.find(c.query.Value())
	}
}

func (c *CaseList) filtered() bool { return strings.TrimSpace(c.query.Value()) != "" }

func (c *CaseList) count() int {
	if c.filtered() {
		return len(c.hits)
	}
	return len(c.index.rows)
}

func (c *CaseList) row(i int) *caseRow {
	if c.filtered() {
		i = c.hits[i]
	}
	return &c.index.rows[i]
}

func (c *CaseList) selected() (caseRow, bool) {
	if c.list.at >= c.count() {
		return caseRow{}, false
	}
	return *c.row(c.list.at), true
}

func (c *CaseList) reselect(id string) {
	for i := range c.count() {
		if c.row(i).id == id {
			c.list.at = i
			return
		}
	}
}

// Title counts the hits.
func (c *CaseList) Title() (string, string) {
	total := thousands(len(c.index.rows))
	if !c.loaded {
		total += style.MoreSign
	}
	return "Patienten", thousands(c.count()) + " von " + total
}

// The columns of the list; the name takes what is left (see nameCells).
const (
	colBorn, colDiagnosis, colTyp, colState = 11, 8, 15, 12
	colFixed                                = colBorn + colDiagnosis + colTyp + colState
)

// numberCells is the column of the patients' numbers: a wide window shows long
// ones, those the program makes among them, to their end.
func numberCells(w int) int {
	if w < 100 {
		return 11
	}
	return 16
}

func patientCells(w int) int { return nameCells(w - colFixed - numberCells(w) - 3) }

// nameCells is the column of names: what is left, but in a wide window not so
// much that the eye loses the line.
func nameCells(left int) int { return min(max(10, left), 40) }

// Body draws the search line and the page of rows in sight.
func (c *CaseList) Body(w, h int) string {
	c.query.Width = w - 12
	c.list.fit(h-3, c.count())
	lines := []string{" Suche: " + c.query.View(),
		style.Muted.Render("   " + pad(c.nameHead(), patientCells(w)) + pad("Geb.", colBorn) + pad("Pat.-Nr.", numberCells(w)) +
			pad(" ICD-10", colDiagnosis) + pad("Letzter Anlass", colTyp) + pad("Stand", colState))}
	from, to := c.list.window(c.count())
	for i := from; i < to; i++ {
		lines = append(lines, c.draw(i, w))
	}
	if c.count() == 0 && c.loaded {
		lines = append(lines, "", "   Niemand gefunden. Strg+N legt eine neue Person an.")
	}
	return strings.Join(lines, "\n")
}

// nameHead explains the mark where it is in sight.
func (c *CaseList) nameHead() string {
	from, to := c.list.window(c.count())
	for i := from; i < to; i++ {
		if c.row(i).objects {
			return objectionHead
		}
	}
	return "Name"
}

func (c *CaseList) draw(i, w int) string {
	r := c.row(i)
	line := pad(markName(r.name, r.objects), patientCells(w)-1) + " " + pad(r.born, colBorn) + pad(r.number, numberCells(w)) +
		pad(" "+r.diagnosis, colDiagnosis) + pad(occasion(r), colTyp) + pad(stateText(r), colState)
	if i == c.list.at {
		return " " + style.FocusSign + " " + style.Focus.Render(line)
	}
	return "   " + line
}

func occasion(r *caseRow) string {
	if r.typ == "" {
		return style.DashSign
	}
	return typName(model.Zweig(r.typ)) + " " + shortDate(r.date)
}

// stateText says what is open on a case, most urgent first.
func stateText(r *caseRow) string {
	var parts []string
	add := func(n int32, one, many string) {
		if n > 0 {
			parts = append(parts, plural(int(n), one, many))
		}
	}
	add(r.rejected, "abgelehnt", "abgelehnt")
	add(r.waiting, "wartet", "warten")
	add(r.drafts, "Entwurf", "Entwürfe")
	if len(parts) == 0 && r.accepted > 0 {
		return fmt.Sprintf("%d gemeldet", r.accepted)
	}
	return strings.Join(parts, ", ")
}

// Hint tells more of the selected person.
func (c *CaseList) Hint() string {
	r, ok := c.selected()
	if !ok {
		return "Namensteile, Geburtsdatum, Versichertennummer oder Patienten-Nr. in beliebiger Reihenfolge"
	}
	birthday := ""
	if r.born != "" {
		birthday = "*" + r.born
	}
	return joined(r.name, objectionIn(r.objects), birthday, r.sex, r.insured, r.number, stateText(&r))
}

// Actions are what can be done with the list.
func (c *CaseList) Actions() []Action {
	off := ""
	if c.count() == 0 {
		off = "Es ist niemand ausgewählt."
	}
	return slices.Concat([]Action{
		{Keys: []string{"enter", "ctrl+j"}, Label: "Öffnen", Help: "Öffnet die Akte der ausgewählten Person.", Off: off, Do: c.open},
		{Keys: []string{"ctrl+n"}, Label: "Neue Person", Help: "Legt eine Person mit ihren Stammdaten an; eine Meldung kann später folgen.",
			Do: c.newCase},
		{Keys: []string{"f3", "ctrl+f"}, Label: "Suche leeren", Help: "Leert die Suche und zeigt alle Personen.", Quiet: true, Do: c.clear},
	}, c.sh.houseActions(), []Action{
		{Keys: []string{"f10"}, Label: "Zurück", Help: "Zurück zur Arbeitsliste.", Do: c.sh.Pop},
		{Keys: []string{"esc"}, Label: "Schließen", Help: "Leert die Suche; ist sie leer, zurück zur Arbeitsliste.", Quiet: true, Do: c.shut},
	})
}

// shut closes what is in front: first the search, then the list.
func (c *CaseList) shut() tea.Cmd {
	if c.filtered() {
		return c.clear()
	}
	return c.sh.Pop()
}

func (c *CaseList) newCase() tea.Cmd {
	if c.loaded {
		c.adding = max(1, len(c.index.rows))
	}
	return c.sh.Push(NewCaseEditor(c.sh, model.Case{}))
}

func (c *CaseList) open() tea.Cmd {
	r, _ := c.selected()
	return c.sh.Push(NewCaseFile(c.sh, r.id))
}

func (c *CaseList) clear() tea.Cmd {
	c.query.SetValue("")
	c.filter()
	c.list.at = 0
	return nil
}

// Caret is in the search line.
func (c *CaseList) Caret() (int, int, bool) { return 8 + caretIn(&c.query), 0, !c.list.moved }

// Busy until the first rows are there: before that nothing could be found.
func (c *CaseList) Busy() bool { return !c.loaded && len(c.index.rows) == 0 }

// Leave has nothing to save.
func (c *CaseList) Leave() tea.Cmd { return nil }
