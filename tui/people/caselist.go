package people

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/charmbracelet/bubbles/textinput"
	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/model"
	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/model/people"
	"example.org/meldeportal/model/rights"
	"example.org/meldeportal/tui/kit"
	"example.org/meldeportal/tui/lists"
	"example.org/meldeportal/tui/looking"
	"example.org/meldeportal/tui/place"
	"example.org/meldeportal/tui/shell"
	"example.org/meldeportal/tui/style"
	"example.org/meldeportal/tui/wording"
)

// CaseList is the patient list: typing filters at once.
type CaseList struct {
	sh     *shell.Shell
	query  textinput.Model
	Index  *people.Index
	hits   []int // into index.rows; nil = all
	rows   []int // of the view's filters, in its order; nil = not found yet
	places map[int]int
	list   kit.CursorList
	loaded bool
	mark   int64        // of the store's changes that are in the index
	came   int          // people read so far
	all    int          // people there are, as far as that was told
	adding int          // people there were before a new one was begun, 0 otherwise
	wanted bool         // a new person is asked for and waits until everybody is read
	latest *model.Draft // the draft worked on last, nil when there is none
	looked bool         // it was looked for

	people, last shell.ListReading // of the cases, and of the draft worked on last
	looking      *looking.Looking
	sifting      shell.ListReading
}

// NewCaseList shows the cases of the Einrichtung.
func NewCaseList(sh *shell.Shell) *CaseList {
	c := &CaseList{sh: sh, query: forms.NewInput(""), Index: people.NewIndex(nil)}
	c.query.Focus()
	c.looking = looking.New(sh, func() lists.Listing { return lists.People{Known: c.Index.Frozen()} }, c.look)
	return c
}

// casesMsg tells how many of all cases are read, and carries those read first, or in
// the end all of them with the mark of the changes in it.
type casesMsg struct {
	n         int
	index     *people.Index // nil: the number is all that is told
	read, all int
	mark      int64
	err       error
	last      bool
}

// changedMsg carries what has changed.
type changedMsg struct {
	n       int
	changes model.Changes
	err     error
}

// latestMsg carries the draft worked on last.
type latestMsg struct {
	n     int
	draft *model.Draft
	err   error
}

// Start reads the cases, or what has changed of them, and the draft to go on with.
func (c *CaseList) Start() tea.Cmd { return tea.Batch(c.read(), c.readLatest()) }

// readLatest looks for the draft worked on last: after a lost connection that is
// where the person was.
func (c *CaseList) readLatest() tea.Cmd {
	desk := c.sh.Desk()
	return c.last.Begin(c.sh, func(ctx context.Context, n int) tea.Msg {
		draft, err := desk.Drafts.LatestDraft(ctx)
		return latestMsg{n, draft, err}
	})
}

// read reads all cases the first time, and later what has changed.
func (c *CaseList) read() tea.Cmd {
	if c.loaded {
		return c.readChanged()
	}
	return c.readAll()
}

func (c *CaseList) readAll() tea.Cmd {
	desk, send := c.sh.Desk(), c.sh.Send
	return c.people.Begin(c.sh, func(ctx context.Context, n int) tea.Msg {
		index, mark, err := desk.People.Index(ctx, func(first *people.Index, read, all int) {
			send(casesMsg{n: n, index: first, read: read, all: all})
		})
		return casesMsg{n: n, index: index, mark: mark, err: err, last: true}
	})
}

// readChanged reads what has changed since the cases were read.
func (c *CaseList) readChanged() tea.Cmd {
	desk, mark := c.sh.Desk(), c.mark
	return c.people.Begin(c.sh, func(ctx context.Context, n int) tea.Msg {
		changes, err := desk.People.Changes(ctx, mark)
		return changedMsg{n, changes, err}
	})
}

// change takes over changed cases. People who came or went and changed names need
// a new index, which is made beside the screen and belongs to the same reading.
func (c *CaseList) change(msg changedMsg) tea.Cmd {
	if !c.people.Mine(msg.n) {
		return nil
	}
	if msg.err != nil {
		c.sh.Fail(msg.err)
		return c.readBehind()
	}
	moved, same := c.Index.Change(&msg.changes)
	if same {
		c.mark = max(c.mark, msg.changes.Mark)
		return tea.Batch(c.readBehind(), c.sift())
	}
	index := c.Index.Frozen()
	return func() tea.Msg {
		return casesMsg{n: msg.n, index: index.With(moved, msg.changes.Removed), mark: msg.changes.Mark, last: true}
	}
}

// readBehind ends a reading; one more follows for what changed meanwhile.
func (c *CaseList) readBehind() tea.Cmd {
	if c.people.End() {
		return c.read()
	}
	return nil
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
		return c.offer(msg)
	case siftedMsg:
		if msg.to == c && c.sifting.Mine(msg.n) {
			return c.sifted(msg)
		}
	case answer.News:
		return c.Start()
	case shell.Returned:
		if c.loaded {
			return tea.Batch(c.Start(), c.newWanted())
		}
		return c.Start()
	}
	return nil
}

// offer keeps the draft worked on last and, after signing in, says so.
func (c *CaseList) offer(msg latestMsg) tea.Cmd {
	if !c.last.Mine(msg.n) {
		return nil
	}
	first := c.latest == nil
	if msg.err == nil {
		c.latest, c.looked = msg.draft, true
	}
	if first && c.latest != nil && len(c.sh.Stack) == 1 && c.sh.Message == "" {
		c.sh.Say("Zuletzt: " + wording.ReportTitle(&c.latest.Report) + ". F8 setzt fort.")
	}
	if c.last.End() {
		return c.readLatest()
	}
	return nil
}

func (c *CaseList) key(k tea.KeyMsg) tea.Cmd {
	if c.list.Key(k, c.count()) {
		return nil
	}
	before := c.query.Value()
	forms.TypeInto(&c.query, k)
	if c.query.Value() != before {
		c.filter()
		c.list.At = 0
	}
	return nil
}

func (c *CaseList) take(msg casesMsg) tea.Cmd {
	if !c.people.Mine(msg.n) {
		return nil
	}
	if msg.err != nil {
		c.wanted = false
		c.sh.Fail(msg.err)
		return c.readBehind()
	}
	c.came, c.all = msg.read, msg.all
	if msg.index == nil {
		return nil
	}
	selected, had := c.selected()
	c.Index, c.loaded, c.mark = msg.index, c.loaded || msg.last, msg.mark
	c.rows, c.places = nil, nil
	sifts := c.sift()
	c.filter()
	if had {
		c.reselect(selected.ID)
	}
	if c.adding > 0 && c.Index.Len() > c.adding {
		c.adding = 0
		c.selectNewest()
	}
	if !msg.last {
		return sifts
	}
	return tea.Batch(sifts, c.readBehind(), c.newWanted())
}

// selectNewest puts the cursor on the person that was saved last.
func (c *CaseList) selectNewest() {
	var newest people.Row
	for i := range c.Index.Len() {
		if r := c.Index.Row(i); newest.ID == "" || r.Updated > newest.Updated {
			newest = r
		}
	}
	c.clear()
	c.reselect(newest.ID)
}

// filter shows who is typed for, of those the view has, in its order.
func (c *CaseList) filter() {
	c.looking.View.Words = c.query.Value()
	c.hits = nil
	typed := strings.TrimSpace(c.query.Value()) != ""
	if typed {
		c.hits = c.Index.Find(c.query.Value())
	}
	switch {
	case !c.viewed():
	case !typed:
		c.hits = c.rows
	default:
		among := slices.DeleteFunc(slices.Clone(c.hits), func(row int) bool { _, ok := c.places[row]; return !ok })
		slices.SortFunc(among, func(a, b int) int { return c.places[a] - c.places[b] })
		c.hits = among
	}
}

// viewed reports that the list is filtered or sorted beside what is typed.
func (c *CaseList) viewed() bool {
	return len(c.looking.View.Filters) > 0 || c.looking.View.Sort != ""
}

func (c *CaseList) filtered() bool { return strings.TrimSpace(c.query.Value()) != "" || c.viewed() }

// siftedMsg brings the rows of the view, and of which index they are.
type siftedMsg struct {
	to    *CaseList
	n     int
	index *people.Index
	rows  []int
	err   error
}

// look shows another view of the list.
func (c *CaseList) look() tea.Cmd {
	if c.query.Value() != c.looking.View.Words {
		c.query.SetValue(c.looking.View.Words)
	}
	c.sifting.Cancel()
	c.rows, c.places, c.list.At = nil, nil, 0
	sifts := c.sift()
	c.filter()
	return sifts
}

// sift finds the rows of the view beside the screen: of many people that takes longer
// than a key may. Keys wait for it, lest they mean somebody of the list before.
func (c *CaseList) sift() tea.Cmd {
	if !c.viewed() {
		return nil
	}
	index, list, view := c.Index, lists.People{Known: c.Index.Frozen()}, c.looking.View
	view.Words = ""
	return c.sifting.Begin(c.sh, func(ctx context.Context, n int) tea.Msg {
		rows, err := list.Sift(ctx, view)
		return siftedMsg{c, n, index, rows, err}
	})
}

func (c *CaseList) sifted(msg siftedMsg) tea.Cmd {
	again := c.sifting.End()
	switch {
	case msg.err != nil:
		c.sh.Fail(msg.err)
		return nil
	case again || msg.index != c.Index:
		return c.sift()
	}
	selected, had := c.selected()
	c.rows, c.places = msg.rows, make(map[int]int, len(msg.rows))
	for place, row := range msg.rows {
		c.places[row] = place
	}
	c.filter()
	if had {
		c.reselect(selected.ID)
	}
	return nil
}

func (c *CaseList) count() int {
	if c.filtered() {
		return len(c.hits)
	}
	return c.Index.Len()
}

func (c *CaseList) row(i int) people.Row {
	if c.filtered() {
		i = c.hits[i]
	}
	return c.Index.Row(i)
}

func (c *CaseList) selected() (people.Row, bool) {
	if c.list.At >= c.count() {
		return people.Row{}, false
	}
	return c.row(c.list.At), true
}

func (c *CaseList) reselect(id string) {
	for i := range c.count() {
		if c.row(i).ID == id {
			c.list.At = i
			return
		}
	}
}

// Title counts the hits.
func (c *CaseList) Title() (string, string) {
	total := wording.Thousands(max(c.Index.Len(), c.all))
	switch {
	case c.loaded:
	case c.people.Running() && c.came > 0:
		total += ", gelesen " + wording.Thousands(c.came) + style.MoreSign
	case c.people.Running():
		total += style.MoreSign + ", wird gelesen"
	default:
		total += style.MoreSign + ", nicht zu Ende gelesen"
	}
	return "Patienten", wording.Thousands(c.count()) + " von " + total
}

// Body draws the search line and the page of rows in sight.
func (c *CaseList) Body(w, h int) string {
	c.query.Width = w - 12
	lines := []string{" Suche: " + c.query.View()}
	if n := c.Index.Damaged; n > 0 {
		lines = append(lines, kit.Cut(" "+style.Fehler.Render("! "+wording.Plural(n, "Akte", "Akten")+" "+people.DamagedWord+".")+" Kann jede Person sein; Betreuung rufen. Suche: "+people.DamagedWord, w-1))
	}
	if view := c.looking.Filters(); view != "" {
		lines = append(lines, kit.Cut(" "+style.Meaning.Render(view), w-1))
	}
	heads := slices.Clone(lists.PeopleColumns)
	heads[0].Head = c.nameHead()
	columns := kit.FitColumns(heads, w)
	lines = append(lines, columns.Heads(&c.looking.View, c.looking.Column))
	c.list.Fit(h-1-len(lines), c.count())
	from, to := c.list.Window(c.count())
	for i := from; i < to; i++ {
		lines = append(lines, c.draw(&columns, i))
	}
	if c.count() == 0 {
		lines = append(lines, "", "   "+c.nobody())
	}
	return strings.Join(lines, "\n")
}

// nobody says that nobody was found, as far as that can be said.
func (c *CaseList) nobody() string {
	if c.sifting.Running() {
		return "wird gesucht " + style.MoreSign
	}
	if !c.loaded {
		return "Noch niemand gefunden: " + stillReading
	}
	if damaged := wording.DamagedCases(c.Index.Damaged); damaged != "" {
		return "Niemand gefunden, aber " + damaged
	}
	if c.viewed() {
		return "Niemand gefunden, der zum Filter passt. Esc zeigt wieder alle."
	}
	return "Niemand gefunden. Strg+N legt eine neue Person an."
}

// stillReading is said of a list in which a person may stand who is not read yet.
const stillReading = "die Patientenliste ist noch nicht zu Ende gelesen."

// nameHead explains the mark where it is in sight.
func (c *CaseList) nameHead() string {
	from, to := c.list.Window(c.count())
	for i := from; i < to; i++ {
		if c.row(i).Objects {
			return wording.ObjectionHead
		}
	}
	return "Name"
}

func (c *CaseList) draw(columns *kit.Columns[people.Row], i int) string {
	r := c.row(i)
	return columns.Line(&r, i == c.list.At, false)
}

// Hint tells more of the selected person.
func (c *CaseList) Hint() string {
	r, ok := c.selected()
	if !ok {
		return "Namensteile, Geburtsdatum, Versichertennummer oder Patienten-Nr. in beliebiger Reihenfolge"
	}
	if r.Damaged {
		return wording.DamagedSentence("Akte", r.ID)
	}
	birthday := ""
	if r.Born != "" {
		birthday = "*" + r.Born
	}
	return wording.Joined(r.Name, wording.ObjectionIn(r.Objects), birthday, r.Sex, r.Insured, r.Number, wording.StateText(&r))
}

// Actions are what can be done with the list.
func (c *CaseList) Actions() []kit.Action {
	off := ""
	if c.count() == 0 {
		off = "Es ist niemand ausgewählt."
	}
	return slices.Concat([]kit.Action{
		{Keys: []string{"enter", "ctrl+j"}, Label: "Öffnen", Help: "Öffnet die Akte der ausgewählten Person.", Off: off, Do: c.open},
		{Keys: []string{"ctrl+n"}, Label: "Neue Person", Help: "Legt eine Person mit ihren Stammdaten an; eine Meldung kann später folgen.", Off: c.sh.Desk().Lacks(rights.PersonAngelegt),
			Do: c.Add},
		{Keys: []string{"f3", "ctrl+f"}, Label: "Suche leeren", Help: "Leert die Suche und zeigt alle Personen.", Quiet: true, Do: c.clear},
	}, c.sh.HouseActions(), c.looking.Offers(), []kit.Action{
		{Keys: []string{"f10"}, Label: "Zurück", Help: "Zurück zur Arbeitsliste.", Do: c.sh.Pop},
		{Keys: []string{"esc"}, Label: "Schließen", Help: "Leert die Suche; ist sie leer, zurück zur Arbeitsliste.", Quiet: true, Do: c.shut},
	})
}

// shut closes what is in front: first the search, then the list.
func (c *CaseList) shut() tea.Cmd {
	if c.wanted {
		c.wanted = false
		return nil
	}
	if c.filtered() {
		return c.clear()
	}
	return c.sh.Pop()
}

// Add begins a new person. Before everybody is read nobody can tell whether she
// is known: then she is begun as soon as that is done; keys typed meanwhile wait.
func (c *CaseList) Add() tea.Cmd {
	c.wanted = true
	if c.loaded {
		return c.newWanted()
	}
	c.sh.Say("Bitte warten: " + stillReading + " Die neue Person folgt; Esc bricht ab.")
	if c.people.Running() {
		return nil
	}
	return c.read()
}

func (c *CaseList) newWanted() tea.Cmd {
	if !c.wanted || c.sh.Top() != kit.Screen(c) {
		return nil
	}
	c.wanted = false
	if damaged := wording.DamagedCases(c.Index.Damaged); damaged != "" {
		return c.sh.Push(shell.NewAsk(c.sh, "Neue Person anlegen?", damaged+" "+wording.DamagedAdvice, "Trotzdem anlegen", c.begin))
	}
	return c.begin()
}

// begin opens the form of a new person.
func (c *CaseList) begin() tea.Cmd {
	c.adding = max(1, c.Index.Len())
	return c.sh.Open(place.Person{})
}

func (c *CaseList) open() tea.Cmd {
	r, _ := c.selected()
	return c.sh.Open(place.Record{CaseID: r.ID})
}

// Search shows who fits what is typed, from its first key on.
func (c *CaseList) Search(k tea.KeyMsg) tea.Cmd {
	return tea.Batch(c.clear(), c.key(k))
}

// Latest is the draft worked on last, and whether it was looked for.
func (c *CaseList) Latest() (d *model.Draft, looked bool) { return c.latest, c.looked }

// Known are the people read so far, and whether these are all.
func (c *CaseList) Known() (known *people.Index, all bool) { return c.Index, c.loaded }

// clear shows everybody.
func (c *CaseList) clear() tea.Cmd {
	c.query.SetValue("")
	c.looking.View.Words, c.looking.View.Filters = "", nil
	return c.look()
}

// Holds is the person under the cursor.
func (c *CaseList) Holds() (string, func(context.Context) ([]lists.Part, error)) {
	r, ok := c.selected()
	if !ok {
		return "", nil
	}
	h := lists.Holding{Desk: c.sh.Desk(), Services: c.sh.Services()}
	return fmt.Sprint(r.ID, r.Updated), func(ctx context.Context) ([]lists.Part, error) { return h.Person(ctx, r.ID) }
}

// Spaces is while somebody is searched for.
func (c *CaseList) Spaces() bool { return c.query.Value() != "" }

// Caret is in the search line.
func (c *CaseList) Caret() (int, int, bool) { return 8 + forms.CaretIn(&c.query), 0, !c.list.Moved }

// Busy until the first rows are there, before which nothing could be found, and
// while a new person waits for the last ones.
func (c *CaseList) Busy() bool {
	return c.people.Running() && !c.loaded && c.Index.Len() == 0 || c.wanted || c.sifting.Running() && c.rows == nil
}

// Leave has nothing to save. The reading goes on: the list is kept up to date
// wherever one is.
func (c *CaseList) Leave() tea.Cmd {
	c.wanted = false
	return nil
}
