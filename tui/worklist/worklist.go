package worklist

import (
	"context"
	"fmt"
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/lipgloss"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/model"
	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/model/listing"
	"example.org/meldeportal/model/people"
	"example.org/meldeportal/model/worklist"
	"example.org/meldeportal/tui/kit"
	"example.org/meldeportal/tui/lists"
	"example.org/meldeportal/tui/looking"
	"example.org/meldeportal/tui/place"
	"example.org/meldeportal/tui/shell"
	"example.org/meldeportal/tui/style"
	"example.org/meldeportal/tui/wording"
	"example.org/meldeportal/tui/work"
)

// Worklist is the first screen after signing in: what waits for somebody, the
// most urgent first (F-04). Typing goes to the patient list. It holds the part of the list
// around the cursor, however long the list is; where something is searched, filtered or
// sorted all of it is read beside the screen.
type Worklist struct {
	sh      *shell.Shell
	tasks   tasks
	over    []worklist.Gewartet  // that are not held back any more
	art     worklist.Aufgabenart // the group that is to be in sight
	agenda  work.Agenda
	list    kit.CursorList
	loaded  bool
	left    int // records an update has still to look at
	reading shell.ListReading
	next    bool // a task is to be opened once the list is read
	opening bool // what a task needs is on its way; keys typed meanwhile belong to it

	looking *looking.Looking
	marking shell.Marking[taskKey]
	another bool // another view is asked for and not in sight yet
}

// newWorklist shows what there is to do.
func newWorklist(sh *shell.Shell) *Worklist {
	l := &Worklist{sh: sh, agenda: work.Agenda{Desk: sh.Desk(), Now: sh.Services().Now}}
	l.looking = looking.New(sh, func() lists.Listing {
		list := l.listing()
		list.Among = lists.InGroup(l.tasks.art)
		return list
	}, l.look)
	l.marking.Key = func(i int) (taskKey, bool) { return keyOfTask(l.tasks.at(i)) }
	l.marking.Held = l.tasks.held
	return l
}

// listing is the list for whoever reads it beside the screen.
func (l *Worklist) listing() lists.Agenda {
	return lists.Agenda{Rows: lists.Tasks(nil, l.sh.KnownPeople(), l.sh.Services().Now), Desk: l.sh.Desk()}
}

// look shows another view, from its top. Keys wait for it, lest they mean a task of the
// one before.
func (l *Worklist) look() tea.Cmd {
	l.another, l.list.At = true, 0
	return l.Start()
}

// pageMsg carries a part of what there is to do.
type pageMsg struct {
	to   *Worklist
	n    int
	art  worklist.Aufgabenart
	page worklist.Page
	over []worklist.Gewartet
	err  error
}

// tasksMsg carries what there is to do, and which of it a view has.
type tasksMsg struct {
	to    *Worklist
	n     int
	tasks []worklist.Aufgabe
	over  []worklist.Gewartet
	view  listing.View
	rows  []int
	err   error
}

// leftMsg tells how many records an update of the program has still to look at.
type leftMsg struct {
	to   *Worklist
	n    int
	left int
}

// taskReadMsg says that what a task needs was read; open goes there.
type taskReadMsg struct {
	to   *Worklist
	task worklist.Aufgabe
	open func() tea.Cmd
	err  error
}

// A list that is not longer than wholeMost is held whole, to be marked at once; of a
// longer one a part of pageSize.
const (
	wholeMost = 500
	pageSize  = 201
)

// Start reads the tasks around the cursor, or all of them where there is a view.
func (l *Worklist) Start() tea.Cmd {
	if !l.looking.View.Plain() {
		return l.sift()
	}
	n := wholeMost
	if l.tasks.page.Total > wholeMost {
		n = max(pageSize, 4*ahead*l.list.Page)
	}
	desk, span := l.sh.Desk(), worklist.Span{Art: l.art, From: l.list.At - n/2, N: n}
	return l.reading.Begin(l.sh, func(ctx context.Context, n int) tea.Msg {
		page, err := desk.Tasks.WorklistPage(ctx, span, l.toldOf(n))
		if err != nil || span.Art != worklist.AufgabeGesperrt {
			return pageMsg{to: l, n: n, art: span.Art, page: page, err: err}
		}
		over, err := desk.Tasks.Waited(ctx)
		return pageMsg{l, n, span.Art, page, over, err}
	})
}

// sift finds what belongs to the view.
func (l *Worklist) sift() tea.Cmd {
	desk, list, view := l.sh.Desk(), l.listing(), l.looking.View
	return l.reading.Begin(l.sh, func(ctx context.Context, n int) tea.Msg {
		rows, err := list.Read(ctx, l.toldOf(n))
		if err != nil {
			return tasksMsg{to: l, n: n, err: err}
		}
		found, err := rows.Sift(ctx, view)
		if err != nil {
			return tasksMsg{to: l, n: n, err: err}
		}
		over, err := desk.Tasks.Waited(ctx)
		return tasksMsg{l, n, rows.All, over, view, found, err}
	})
}

// toldOf hears how much of the store is left to be brought over, for a reading.
func (l *Worklist) toldOf(n int) func(left int) {
	send := l.sh.Send
	return func(left int) { send(leftMsg{l, n, left}) }
}

// Update takes keys, the tasks and news.
func (l *Worklist) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyMsg:
		return l.key(msg)
	case pageMsg:
		if msg.to == l && l.reading.Mine(msg.n) {
			return l.took(msg.err, func() { l.takePage(msg) })
		}
	case tasksMsg:
		if msg.to == l && l.reading.Mine(msg.n) {
			return l.took(msg.err, func() {
				l.stay(func() { l.tasks.set(msg.tasks, msg.view, msg.rows) })
				l.art, l.over = l.tasks.art, msg.over
			})
		}
	case leftMsg:
		if msg.to == l && l.reading.Mine(msg.n) {
			l.left = msg.left
		}
	case actedMsg:
		if msg.to == l {
			return l.acted(msg)
		}
	case taskReadMsg:
		if msg.to == l && l.opening {
			return l.goTo(msg)
		}
	case shell.Begun:
		if l.sh.Top() == kit.Screen(l) {
			l.sh.Say("Eine neue Person wurde angefangen und nicht fertig: " + people.NameOf(&msg.Person.Stammdaten) + ". Strg+N setzt fort.")
		}
	case answer.News:
		if l.sh.Top() == kit.Screen(l) || !l.loaded { // behind other screens it is read again when it is back
			return l.Start()
		}
	case shell.Returned:
		return l.Start()
	case shell.NextTask:
		l.next = true
		return l.Start()
	}
	return nil
}

// goOn opens the task the cursor is at, or the first one behind it.
func (l *Worklist) goOn() tea.Cmd {
	l.next = false
	for i := l.list.At; i < l.tasks.count(); i++ {
		if t := l.tasks.at(i); t != nil && t.Open() {
			l.list.At = i
			return l.open()
		}
	}
	l.sh.Say("Die Arbeitsliste hat hier keine weitere Aufgabe.")
	return nil
}

// took ends a reading: what was read is shown, and read again where it is not what is to
// be in sight.
func (l *Worklist) took(err error, show func()) tea.Cmd {
	again := l.reading.End()
	if err != nil {
		l.sh.Fail(err)
	} else {
		l.loaded = true
		show()
	}
	again = again || err == nil && !l.covers()
	l.another = l.another && again && err == nil
	switch {
	case again:
		return l.Start()
	case l.next && err == nil:
		return l.goOn()
	}
	return nil
}

// takePage shows a part of the list. A group that has become empty gives way to all.
func (l *Worklist) takePage(msg pageMsg) {
	switch {
	case msg.art != l.art || !l.looking.View.Plain(): // of the group or view before
	case msg.art != "" && msg.page.Total == 0:
		l.art, l.another = "", true
	default:
		l.stay(func() { l.tasks.turnPage(msg.art, msg.page) })
		l.over = msg.over
	}
}

// stay keeps the cursor on its task while others come and go.
func (l *Worklist) stay(change func()) {
	selected := l.tasks.at(l.list.At)
	if selected == nil {
		change()
		l.list.At = max(0, min(l.list.At, l.tasks.count()-1))
		return
	}
	was := *selected
	change()
	l.list.At = l.tasks.find(was, l.list.At)
}

// covers reports whether all that may be in sight around the cursor was read.
func (l *Worklist) covers() bool {
	if plain := l.tasks.view.Plain(); plain != l.looking.View.Plain() || plain && (l.art != l.tasks.art || l.tasks.page.Counts == nil) {
		return false
	}
	return l.held(l.list.Page)
}

// ahead is how many pages on each side of the cursor are held before more is read: whoever
// goes on, line by line, never waits for it.
const ahead = 2

// held reports whether so many lines on each side of the cursor were read.
func (l *Worklist) held(side int) bool {
	first, last := max(0, l.list.At-side), min(l.tasks.count()-1, l.list.At+side)
	return last < 0 || l.tasks.at(first) != nil && l.tasks.at(last) != nil
}

// key moves; a letter or digit goes to the search in the patient list.
func (l *Worklist) key(k tea.KeyMsg) tea.Cmd {
	if l.list.Key(k, l.tasks.count()) {
		if !l.covers() || !l.reading.Running() && !l.held(ahead*l.list.Page) {
			return l.Start()
		}
		return nil
	}
	if k.Type == tea.KeyRunes && !k.Alt {
		return l.sh.ShowPatients(k)
	}
	return nil
}

// Title counts what there is to do, and says what of it is in sight.
func (l *Worklist) Title() (string, string) {
	switch {
	case l.loaded:
	case l.reading.Running() && l.left > 0:
		return "Arbeitsliste", wording.CatchUp(l.left)
	case l.reading.Running():
		return "Arbeitsliste", "wird gelesen " + style.MoreSign
	default:
		return "Arbeitsliste", "nicht gelesen"
	}
	marked := l.marking.Counted(l.tasks.count())
	if where := l.list.Where(l.tasks.count()); where != "" {
		return "Arbeitsliste", marked + where + wording.Plural(l.tasks.count(), "Aufgabe", "Aufgaben")
	}
	if !l.looking.View.All() {
		return "Arbeitsliste", marked + l.looking.Counted(l.tasks.count(), len(l.tasks.all))
	}
	return "Arbeitsliste", marked + wording.Plural(l.tasks.counts[""], "Aufgabe", "Aufgaben")
}

// Body draws the groups and the page of tasks in sight.
func (l *Worklist) Body(w, h int) string {
	if l.loaded && len(l.tasks.counts) == 0 {
		return "\n" + kit.Indented("Nichts zu erledigen: keine Fristen, keine offenen Entwürfe, alle Antworten gesehen.", w) +
			"\n" + kit.Indented("Tippen oder F3 findet eine bekannte Person, Strg+N legt eine neue an.", w)
	}
	lines := append(l.groups(w), l.waiting(w)...)
	if view := l.looking.Line(); view != "" {
		lines = append(lines, kit.Cut(" "+style.Meaning.Render(view), w))
	}
	columns := l.columns(w)
	lines = append(lines, columns.Heads(&l.looking.View, l.looking.Column))
	l.list.Fit(h-len(lines), l.tasks.count())
	from, to := l.list.Window(l.tasks.count())
	for i := from; i < to; i++ {
		lines = append(lines, l.draw(&columns, i, w))
	}
	if l.tasks.count() == 0 && l.loaded && !l.looking.View.All() {
		lines = append(lines, "", "   Keine Aufgabe passt zum Filter. Esc zeigt wieder alle.")
	}
	return strings.Join(lines, "\n")
}

// groups are the names with their counts, in as many lines as they take.
func (l *Worklist) groups(w int) []string {
	lines, width := []string{""}, 0
	for _, g := range l.tasks.groups() {
		name := fmt.Sprintf("%s %d", g.name, l.tasks.counts[g.art])
		look := style.Label
		if g.art == l.tasks.art {
			name, look = "["+name+"]", style.Focus
		}
		if cells := lipgloss.Width(name) + 2; width+cells > w {
			lines, width = append(lines, ""), 0
		}
		width += lipgloss.Width(name) + 2
		lines[len(lines)-1] += " " + look.Render(name) + " "
	}
	return lines
}

// mostReasons are told above the list; # counts them all.
const mostReasons = 6

// waiting tells how long reports are held back, reason by reason, above those that are.
func (l *Worklist) waiting(w int) []string {
	if l.tasks.art != worklist.AufgabeGesperrt {
		return nil
	}
	var texts []string
	for _, t := range worklist.Wartezeiten(l.tasks.heldBack(), l.over, l.today()) {
		texts = append(texts, wording.WaitingText(&t))
	}
	if more := len(texts) - mostReasons; more > 0 {
		texts = append(texts[:mostReasons], wording.Plural(more, "weiterer Grund", "weitere Gründe"))
	}
	return kit.Wrapped([]string{" " + forms.Clean(wording.Joined(texts...))}, w-1)
}

func (l *Worklist) today() model.Datum { return model.DatumOf(l.sh.Services().Now()) }

// columns fit the list into a window. Where it is wide enough for that a name and what is
// to be done get more room than they need at least.
func (l *Worklist) columns(w int) kit.Columns[worklist.Aufgabe] {
	all := lists.TaskColumns(nil, l.sh.Services().Now)
	for i := range all {
		switch all[i].Name {
		case lists.KindOfTask:
			word := all[i].Text
			all[i].Text = func(a *worklist.Aufgabe) string { return l.group(a).sign + " " + word(a) }
		case "name":
			all[i].Min = taskName(w)
		case "stand":
			all[i].Min, all[i].Text = taskText(w), l.brief
		}
	}
	return kit.FitColumns(all, w)
}

func taskName(w int) int {
	if kit.Narrow(w) {
		return 12
	}
	return 14
}

// taskText is as wide as a deadline that has passed, and where there is room as
// what is to be done.
func taskText(w int) int {
	if kit.Narrow(w) {
		return 14
	}
	return 23
}

func (l *Worklist) draw(columns *kit.Columns[worklist.Aufgabe], i, w int) string {
	t, here := l.tasks.at(i), i == l.list.At
	if t == nil {
		return "   " + style.MoreSign
	}
	g := l.group(t)
	if t.Angenommen != nil { // no task: one sentence from edge to edge
		return kit.Signs(here, false) + g.look.Render(kit.Cut(g.sign+" "+l.words(t), w-4))
	}
	return columns.LineIn(t, here, l.marking.Has(i), *g.look)
}

// group is how a task is marked: a deadline that is not over yet less loudly.
func (l *Worklist) group(t *worklist.Aufgabe) taskGroup {
	g := *groupOf(t.Art)
	if t.Art == worklist.AufgabeFrist && t.Frist >= model.DatumOf(l.sh.Services().Now()) {
		g.sign, g.look = "?", &style.Warnung
	}
	return g
}

// brief is the first sentence of what is to be done, the line below the list has
// all of it. What is to be done with a draft goes without saying where its
// deadline has to be told.
func (l *Worklist) brief(t *worklist.Aufgabe) string {
	short := *t
	if first, _, more := strings.Cut(t.Text, ". "); more && (t.Art == worklist.AufgabeGegenstueck || t.Art == worklist.AufgabeBeschaedigt) {
		short.Text = first
	}
	if t.Frist != "" && t.DraftID != "" || t.Entscheid != nil {
		short.Text = ""
	}
	return l.words(&short)
}

// words are the deadline, where one runs, and what is to be done.
func (l *Worklist) words(t *worklist.Aufgabe) string {
	return forms.Clean(wording.TaskText(t, l.sh.Services().Now()))
}

// Hint tells all of the selected task.
func (l *Worklist) Hint() string {
	t := l.tasks.at(l.list.At)
	if t == nil {
		return "Namensteile, Geburtsdatum oder Nummer tippen: das öffnet die Patientenliste."
	}
	return wording.Joined(t.Person, wording.ObjectionIn(t.Widerspruch), l.words(t))
}

// Actions are what can be done from here.
func (l *Worklist) Actions() []kit.Action {
	nothing := ""
	t := l.tasks.at(l.list.At)
	switch {
	case !l.loaded:
		nothing = "Die Arbeitsliste wird noch gelesen; bitte gleich noch einmal."
	case t == nil && l.tasks.count() > 0:
		nothing = "Die Arbeitsliste wird noch gelesen; bitte gleich noch einmal."
	case t == nil:
		nothing = "Es gibt nichts zu erledigen."
	}
	return slices.Concat([]kit.Action{
		{Keys: []string{"enter", "ctrl+j"}, Label: "Öffnen", Help: "Öffnet die Aufgabe an der richtigen Stelle.", Off: nothing, Do: l.open},
		{Keys: []string{"f3", "ctrl+f"}, Label: "Patienten", Help: "Zeigt alle Personen. Tippen sucht gleich.", Do: func() tea.Cmd { return l.sh.ShowPatients(tea.KeyMsg{}) }},
	}, l.sh.Keyed(l.acts(t), shell.Doing{Run: l.act}), l.marking.Offers(&l.list, l.tasks.count()), []kit.Action{
		{Keys: []string{"ctrl+n"}, Label: "Neue Person", Help: "Legt eine Person mit ihren Stammdaten an; eine Meldung kann später folgen.", Do: l.newPerson},
		{Keys: []string{"tab", "right"}, Label: "Gruppe", Help: "Zeigt die nächste Gruppe von Aufgaben.", Off: nothing, Do: func() tea.Cmd { return l.turn(1) }},
		{Keys: []string{"shift+tab", "left"}, Label: "Vorige Gruppe", Help: "Zeigt die vorige Gruppe von Aufgaben.", Off: nothing, Quiet: true, Do: func() tea.Cmd { return l.turn(-1) }},
	}, l.looking.Offers(), l.whole(), l.sh.HouseActions(), []kit.Action{
		{Keys: []string{"f10"}, Label: "Abmelden", Help: "Beendet die Sitzung nach einer Frage und zeigt die Anmeldung.", Do: func() tea.Cmd { return l.sh.Push(shell.NewSignOut(l.sh)) }},
	})
}

// acts are those of the marked lines, without any those of the line under the cursor.
func (l *Worklist) acts(t *worklist.Aufgabe) []work.Act {
	marked := l.marking.Marked(l.tasks.count())
	if len(marked) == 0 {
		return l.agenda.Acts(t)
	}
	lines := make([]*worklist.Aufgabe, len(marked))
	for i, at := range marked {
		task := *l.tasks.at(at)
		lines[i] = &task
	}
	return l.agenda.ActsOn(lines)
}

// whole is Esc where something is left out.
func (l *Worklist) whole() []kit.Action {
	if l.looking.View.All() || len(l.marking.Marked(l.tasks.count())) > 0 {
		return nil
	}
	return []kit.Action{l.looking.Shut(func() tea.Cmd { return nil })}
}

func (l *Worklist) turn(by int) tea.Cmd {
	l.art, l.list.At = l.tasks.next(by), 0
	if !l.tasks.view.Plain() {
		l.tasks.filter(l.art)
		return nil
	}
	l.another = true
	return l.Start()
}

func (l *Worklist) newPerson() tea.Cmd {
	back := l.sh.ShowPatients(tea.KeyMsg{})
	return tea.Batch(back, l.sh.Patients().Add())
}

// open goes where the task is done: to the field of a draft, to the receipt of a
// delivery, to the occasion that is missing.
func (l *Worklist) open() tea.Cmd {
	t := l.tasks.at(l.list.At)
	switch t.Ziel() {
	case worklist.ZielUebertragungen:
		run := l.act(l.agenda.Acts(t)[0], work.Given{})
		return tea.Batch(run, l.sh.Open(place.Transmissions{}))
	case worklist.ZielEntwurf:
		return l.read(func(ctx context.Context, desk *work.Desk) (func() tea.Cmd, error) {
			d, err := desk.Drafts.Draft(ctx, t.DraftID)
			return func() tea.Cmd { return l.sh.OpenDraft(d) }, err
		})
	case worklist.ZielSendung:
		return l.readReceipt(*t)
	}
	record := l.sh.Open(place.Record{CaseID: t.CaseID})
	if t.Ziel() == worklist.ZielGegenstueck {
		return tea.Batch(record, l.sh.Open(missing(t)))
	}
	if t.Art == worklist.AufgabeBeschaedigt {
		l.sh.Say(wording.DamagedTask(t.DraftID, t.Transaktionsnummer))
	}
	return record
}

// readReceipt opens a delivery; an answer that is looked at is remembered.
func (l *Worklist) readReceipt(t worklist.Aufgabe) tea.Cmd {
	today := l.today()
	return l.read(func(ctx context.Context, desk *work.Desk) (func() tea.Cmd, error) {
		d, _, err := work.ReadVersions(ctx, desk, model.Delivery{CaseID: t.CaseID, Transaktionsnummer: t.Transaktionsnummer})
		if err == nil && t.Art == worklist.AufgabeAntwort {
			_, err = work.See(ctx, desk, today, &t)
		}
		return func() tea.Cmd { return l.sh.Open(place.Receipt{Delivery: d}) }, err
	})
}

// missing is what the chooser offers for a counterpart: the end of a therapy
// that was begun; after a Diagnose what is likely told next of it (record.Next).
func missing(t *worklist.Aufgabe) place.Occasion {
	switch t.Typ {
	case model.TypST, model.TypSYST:
		return place.Occasion{CaseID: t.CaseID, TumorID: t.TumorID, Typ: t.Typ, Sub: model.Behandlungsende}
	}
	return place.Occasion{CaseID: t.CaseID, TumorID: t.TumorID}
}

// read fetches what a task needs; keys typed meanwhile belong to what opens.
func (l *Worklist) read(fetch func(context.Context, *work.Desk) (func() tea.Cmd, error)) tea.Cmd {
	l.opening = true
	desk, task := l.sh.Desk(), *l.tasks.at(l.list.At)
	ctx := l.sh.While(l)
	return func() tea.Msg {
		open, err := fetch(ctx, desk)
		return taskReadMsg{l, task, open, err}
	}
}

func (l *Worklist) goTo(msg taskReadMsg) tea.Cmd {
	l.opening = false
	switch {
	case wording.IsDamaged(msg.err):
		l.sh.Say(wording.DamagedTask(msg.task.DraftID, msg.task.Transaktionsnummer))
	case msg.err != nil:
		l.sh.Fail(msg.err)
	default:
		return msg.open()
	}
	return nil
}

// act does something with a task, then reads the tasks again.
func (l *Worklist) act(a work.Act, g work.Given) tea.Cmd {
	ctx := l.sh.During
	return func() tea.Msg {
		done, err := a.Do(ctx, g)
		return actedMsg{l, done, err}
	}
}

// actedMsg says what came of it.
type actedMsg struct {
	to   *Worklist
	done work.Done
	err  error
}

func (l *Worklist) acted(msg actedMsg) tea.Cmd {
	if msg.err != nil {
		l.sh.Fail(msg.err)
		return l.Start()
	}
	l.agenda.Took(msg.done)
	l.marking.Clear()
	if l.sh.Top() == kit.Screen(l) {
		l.sh.Say(shell.Told(msg.done.Said))
	}
	return l.Start()
}

// Holds is the task under the cursor.
func (l *Worklist) Holds() (string, func(context.Context) ([]lists.Part, error)) {
	t := l.tasks.at(l.list.At)
	if t == nil || t.Angenommen != nil {
		return "", nil
	}
	task, h := *t, lists.Holding{Desk: l.sh.Desk(), Services: l.sh.Services()}
	return fmt.Sprint(task.Art, task.Sache, task.CaseID, task.DraftID, task.Transaktionsnummer, task.Text), func(ctx context.Context) ([]lists.Part, error) { return h.Task(ctx, &task) }
}

// Spaces is never: words are typed behind /.
func (l *Worklist) Spaces() bool { return false }

// Caret finds nothing to type here: typing leads to the search.
func (l *Worklist) Caret() (int, int, bool) { return 0, 0, false }

// Busy while what a task needs is being read, or another view or part of the list.
func (l *Worklist) Busy() bool {
	return l.opening || l.another || l.loaded && l.reading.Running() && !l.covers()
}

// Leave has nothing to save.
func (l *Worklist) Leave() tea.Cmd {
	l.reading.Cancel()
	return nil
}
