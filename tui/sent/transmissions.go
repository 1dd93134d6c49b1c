package sent

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/model"
	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/model/listing"
	"example.org/meldeportal/tui/kit"
	"example.org/meldeportal/tui/lists"
	"example.org/meldeportal/tui/looking"
	"example.org/meldeportal/tui/place"
	"example.org/meldeportal/tui/shell"
	"example.org/meldeportal/tui/style"
	"example.org/meldeportal/tui/wording"
	"example.org/meldeportal/tui/work"
)

// Transmissions shows every report on its way to the registry. It holds the part
// of the list around the cursor, however long the list is. Where something is searched,
// filtered or sorted, the numbers of what belongs to it are found beside the screen, and
// the parts are read by those.
type Transmissions struct {
	sh      *shell.Shell
	looking *looking.Looking
	marking shell.Marking[string] // Transaktionsnummern
	agenda  work.Agenda
	columns []listing.Column[lists.SentRow]
	page    model.DeliveryPage
	loaded  bool
	list    kit.CursorList
	reading shell.ListReading
	moved   []string // rows in sight that are to be read anew
	told    bool     // what is about unknown numbers was asked for
	late    bool     // deliveries moved during the reading on its way

	found   []int64 // of the view, while there is one
	sifted  bool    // all of them are found
	took    time.Duration
	sifting shell.ListReading
}

// NewTransmissions lists the deliveries of the Einrichtung, newest first.
func NewTransmissions(sh *shell.Shell) *Transmissions {
	t := &Transmissions{sh: sh, columns: lists.SentColumns(sh.Services().Now), sifted: true}
	t.looking = looking.New(sh, func() lists.Listing { return t.listing() }, t.look)
	t.agenda = work.Agenda{Desk: sh.Desk(), Now: sh.Services().Now}
	t.marking.Key = t.numberAt
	t.marking.Held = func() (int, int) { return t.page.From, t.page.From + len(t.page.Deliveries) }
	return t
}

// transmissionsOf lists those with some numbers, without any all.
func transmissionsOf(sh *shell.Shell, only []string) *Transmissions {
	t := NewTransmissions(sh)
	t.looking.View.Only("nummer", only...)
	t.sifted = t.plain()
	return t
}

// listing is the list for whoever reads it beside the screen.
func (t *Transmissions) listing() lists.Sendings {
	return lists.Sendings{Desk: t.sh.Desk(), Known: t.sh.KnownPeople(), Now: t.sh.Services().Now}
}

// deliveriesMsg carries the part of the list that was asked for.
type deliveriesMsg struct {
	to   *Transmissions
	n    int
	page model.DeliveryPage
	err  error
}

// movedMsg carries the rows that moved.
type movedMsg struct {
	to   *Transmissions
	n    int
	page model.DeliveryPage
	err  error
}

// foundMsg carries the numbers that belong to the view, as far as they are found.
type foundMsg struct {
	to    *Transmissions
	n     int
	found []int64
	all   bool
	took  time.Duration
	err   error
}

// bulkMost is how many deliveries of a view are held whole, to be marked at once.
const bulkMost = 500

// around is how many deliveries are held at least on each side of the cursor.
const around = 100

// apartMsg brings what house and portal know differently.
type apartMsg struct {
	to  *Transmissions
	is  model.Abgleich
	err error
}

// readApart reads it, once.
func (t *Transmissions) readApart() tea.Cmd {
	if t.told || t.sh.Desk().Registry == nil {
		return nil
	}
	t.told = true
	desk, ctx := t.sh.Desk(), t.sh.While(t)
	return func() tea.Msg {
		is, err := desk.Registry.Abgleich(ctx)
		return apartMsg{t, is, err}
	}
}

// Start reads the deliveries around the cursor; of a view it finds them first.
func (t *Transmissions) Start() tea.Cmd {
	if !t.loaded && !t.sifted && !t.sifting.Running() {
		return t.look()
	}
	side := max(around, 2*ahead*t.list.Page)
	list, view, found, span := lists.Sendings{Desk: t.sh.Desk()}, t.looking.View, t.found, t.page.Near(t.list.At, side)
	switch {
	case t.plain():
	case len(found) <= bulkMost:
		span = model.DeliverySpan{N: bulkMost}
	default:
		span = model.DeliverySpan{From: t.list.At - side, N: 2*side + 1}
	}
	return t.reading.Begin(t.sh, func(ctx context.Context, n int) tea.Msg {
		page, err := list.Part(ctx, view, found, span)
		return deliveriesMsg{t, n, page, err}
	})
}

// plain reports that the list is shown as it comes.
func (t *Transmissions) plain() bool { return t.looking.View.Plain() }

// look shows another view of the list, from its top.
func (t *Transmissions) look() tea.Cmd {
	t.sifting.Cancel()
	t.reading.Cancel()
	t.list.At, t.found, t.sifted = 0, nil, t.plain()
	t.moved, t.late = nil, false
	t.page = model.DeliveryPage{Counts: t.page.Counts}
	if t.plain() {
		return t.Start()
	}
	send := t.sh.Send
	return t.sift(func(n int, found []int64) { send(foundMsg{to: t, n: n, found: found}) })
}

// sift finds what belongs to the view.
func (t *Transmissions) sift(told func(n int, found []int64)) tea.Cmd {
	list, view := t.listing(), t.looking.View
	return t.sifting.Begin(t.sh, func(ctx context.Context, n int) tea.Msg {
		begun := time.Now()
		found, err := list.Sift(ctx, view, func(found []int64) { told(n, found) })
		return foundMsg{t, n, found, true, time.Since(begun), err}
	})
}

// quick is how long finding may take that is done anew with all news; a longer list
// stays as it was found until it is looked at anew.
const quick = time.Second / 5

// again reads what is in sight anew, and finds it anew where that is quick.
func (t *Transmissions) again() tea.Cmd {
	if t.staying() {
		return t.Start()
	}
	return t.sift(func(int, []int64) {})
}

// staying reports that which deliveries are listed is not found anew.
func (t *Transmissions) staying() bool { return t.plain() || !t.sifted || t.took > quick }

// hear reads what news are about: of deliveries that moved the rows that are held.
func (t *Transmissions) hear(news answer.News) tea.Cmd {
	if len(news.Moved) == 0 || !t.loaded || !t.staying() {
		return t.again()
	}
	for i := range t.page.Deliveries {
		if tnr := t.page.Deliveries[i].Transaktionsnummer; slices.Contains(news.Moved, tnr) && !slices.Contains(t.moved, tnr) {
			t.moved = append(t.moved, tnr)
		}
	}
	return t.readMoved()
}

// readMoved reads the rows that moved, and the counts, once no other reading is on its
// way: that one may have come too early.
func (t *Transmissions) readMoved() tea.Cmd {
	if t.reading.Running() {
		t.late = true
		return nil
	}
	desk, moved := t.sh.Desk(), t.moved
	t.moved, t.late = nil, false
	return t.reading.Begin(t.sh, func(ctx context.Context, n int) tea.Msg {
		page, err := desk.Walks.DeliveriesOf(ctx, moved)
		return movedMsg{t, n, page, err}
	})
}

// takeMoved shows rows in the place of the same ones. Where the list has become longer
// they may stand elsewhere.
func (t *Transmissions) takeMoved(msg movedMsg) tea.Cmd {
	again := t.reading.End()
	if msg.err != nil {
		t.sh.Fail(msg.err)
		return nil
	}
	if again || msg.page.Total() != t.page.Total() {
		return t.Start()
	}
	t.page.Counts = msg.page.Counts
	for i := range msg.page.Deliveries {
		d := &msg.page.Deliveries[i]
		same := func(s model.Delivery) bool { return s.Transaktionsnummer == d.Transaktionsnummer }
		if at := slices.IndexFunc(t.page.Deliveries, same); at >= 0 {
			t.page.Deliveries[at] = *d
		}
	}
	return t.catchUp()
}

// catchUp reads what moved during a reading.
func (t *Transmissions) catchUp() tea.Cmd {
	if !t.late {
		return nil
	}
	return t.readMoved()
}

// foundSome takes numbers that were found.
func (t *Transmissions) foundSome(msg foundMsg) tea.Cmd {
	if msg.all {
		t.sifted, t.took = true, msg.took
		if t.sifting.End() {
			return tea.Batch(t.again(), t.Start())
		}
	}
	if msg.err != nil {
		t.sh.Fail(msg.err)
		return nil
	}
	t.found = msg.found
	if !t.covers() || msg.all {
		return t.Start()
	}
	return nil
}

// Update takes keys, the deliveries and news.
func (t *Transmissions) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyMsg:
		return t.key(msg)
	case deliveriesMsg:
		if msg.to == t && t.reading.Mine(msg.n) {
			return tea.Batch(t.take(msg), t.readApart())
		}
	case apartMsg:
		if said := wording.ApartText(&msg.is); msg.to == t && msg.err == nil && len(said) > 0 {
			t.sh.Say(strings.Join(said, " "))
		}
	case movedMsg:
		if msg.to == t && t.reading.Mine(msg.n) {
			return t.takeMoved(msg)
		}
	case actedMsg:
		if msg.to == t {
			return t.acted(msg)
		}
	case foundMsg:
		if msg.to == t && t.sifting.Mine(msg.n) {
			return t.foundSome(msg)
		}
	case answer.News:
		if t.sh.Top() == kit.Screen(t) { // behind a receipt it is read again when it is back
			return t.hear(msg)
		}
	case shell.Returned:
		return t.again()
	}
	return nil
}

func (t *Transmissions) key(k tea.KeyMsg) tea.Cmd {
	if !t.list.Key(k, t.total()) && t.looking.Type(k) {
		return t.look()
	}
	if !t.covers() || !t.reading.Running() && !t.held(ahead*t.list.Page) {
		return t.Start()
	}
	return nil
}

// ahead is how many pages on each side of the cursor are held before more is read: whoever
// goes on, line by line, never waits for it.
const ahead = 2

// total is how many deliveries the view has, as far as they are found.
func (t *Transmissions) total() int {
	if t.plain() {
		return t.page.Total()
	}
	return len(t.found)
}

// take shows what was read; the cursor stays on its delivery when others came.
func (t *Transmissions) take(msg deliveriesMsg) tea.Cmd {
	again := t.reading.End()
	t.loaded = true
	if msg.err != nil {
		t.sh.Fail(msg.err)
	} else {
		t.show(msg.page)
	}
	if again || msg.err == nil && t.plain() && !t.covers() {
		return t.Start()
	}
	return t.catchUp()
}

func (t *Transmissions) show(page model.DeliveryPage) {
	selected := t.page.At(t.list.At)
	t.page = page
	if selected != nil {
		same := func(d model.Delivery) bool { return d.Transaktionsnummer == selected.Transaktionsnummer }
		if i := slices.IndexFunc(page.Deliveries, same); i >= 0 {
			t.list.At = page.From + i
		}
	}
	t.list.At = max(0, min(t.list.At, t.total()-1))
}

// covers reports whether all that may be in sight around the cursor was read.
func (t *Transmissions) covers() bool { return t.held(t.list.Page) }

// held reports whether so many lines on each side of the cursor were read.
func (t *Transmissions) held(side int) bool {
	first, last := max(0, t.list.At-side), min(t.total()-1, t.list.At+side)
	return last < 0 || t.page.At(first) != nil && t.page.At(last) != nil
}

// Title counts what waits, or what the view has of all.
func (t *Transmissions) Title() (string, string) {
	counts, marked := t.page.Counts, t.marking.Counted(t.total())
	if !t.looking.View.All() {
		more := ""
		if !t.sifted {
			more = style.MoreSign
		}
		return "Übertragung", marked + t.looking.Counted(t.total(), t.page.Total()) + more
	}
	return "Übertragung", marked + fmt.Sprintf("%s %s %d abgelehnt %s %d angenommen",
		wording.Plural(counts[model.StateQueued]+counts[model.StateSending], "wartet", "warten"), style.DotSign, counts[model.StateRejected],
		style.DotSign, counts[model.StateAccepted])
}

// Body lists the deliveries.
func (t *Transmissions) Body(w, h int) string {
	columns := kit.FitColumns(t.columns, w)
	lines := append(t.aboveLines(w), columns.Heads(&t.looking.View, t.looking.Column))
	t.list.Fit(h-len(lines), t.total())
	from, to := t.list.Window(t.total())
	for i := from; i < to; i++ {
		lines = append(lines, t.draw(&columns, i))
	}
	if t.total() == 0 && t.loaded {
		lines = append(lines, "   "+t.nothing())
	}
	return strings.Join(lines, "\n")
}

func (t *Transmissions) nothing() string {
	switch {
	case t.plain():
		return "Noch keine Meldung abgeschlossen."
	case !t.sifted:
		return "wird gesucht " + style.MoreSign
	}
	return "Nichts gefunden. Esc zeigt wieder alle."
}

// aboveLines say why nothing leaves, or what the view leaves out.
func (t *Transmissions) aboveLines(w int) []string {
	lines, view := t.linkLines(w), t.looking.Line()
	if view == "" {
		return lines
	}
	view = kit.Cut(" "+style.Meaning.Render(view), w-1)
	if len(lines) == 1 && lines[0] == "" {
		return []string{view}
	}
	return append(lines, view)
}

func (t *Transmissions) draw(columns *kit.Columns[lists.SentRow], i int) string {
	d := t.page.At(i)
	if d == nil {
		return "   " + style.MoreSign
	}
	r := lists.RowOfSent(d, t.page.People)
	r.Open = d.InArbeit
	return columns.Line(&r, i == t.list.At, t.marking.Has(i))
}

// linkLines say why nothing leaves, whole: what to do stands at the end.
func (t *Transmissions) linkLines(w int) []string {
	if reason := t.sh.Desk().Station.Link().Reason; reason != nil {
		lines := kit.Paragraph(forms.Clean(wording.Sentence(reason)), w)
		for i, l := range lines {
			lines[i] = style.Warnung.Render(l)
		}
		return lines
	}
	if damaged := wording.DamagedEntries(wording.CountDamaged(t.page.Deliveries)); damaged != "" {
		return []string{" " + style.Fehler.Render("! "+damaged)}
	}
	return []string{""}
}

// Hint tells the selected delivery's number, and why it was not taken.
func (t *Transmissions) Hint() string {
	d := t.page.At(t.list.At)
	if d == nil {
		return ""
	}
	if d.Damaged {
		return wording.DamagedSentence("Meldung", d.Transaktionsnummer)
	}
	if also := wording.EditedBy(d.InArbeit); also != "" {
		return "Eine neue Fassung " + also + "."
	}
	if d.Ergebnis != "" {
		return wording.ResultHint(d)
	}
	if d.State == model.StateAccepted || d.Reason == "" {
		return "Transaktionsnummer " + d.Transaktionsnummer
	}
	return wording.StateName(d.State) + ": " + d.Reason
}

// Actions are what can be done with the deliveries.
func (t *Transmissions) Actions() []kit.Action {
	off := ""
	selected := t.page.At(t.list.At)
	switch {
	case selected != nil:
	case t.total() > 0 || !t.sifted:
		off = "Die Liste wird noch gelesen; bitte gleich noch einmal."
	default:
		off = "Es ist keine Übertragung in Sicht."
	}
	return slices.Concat([]kit.Action{
		{Keys: []string{"enter", "ctrl+j"}, Label: "Öffnen", Help: "Zeigt Stand und Quittung.", Off: off,
			Do: func() tea.Cmd { return t.sh.Open(place.Receipt{Delivery: *selected}) }},
		{Keys: []string{"f5"}, Label: "Senden", Help: "Versucht jetzt, wartende Meldungen zu übermitteln.", Do: t.sh.SyncNow},
	}, t.sh.Keyed(t.acts(), shell.Doing{Run: t.act}), t.marking.Offers(&t.list, t.total()), t.looking.Offers(), []kit.Action{
		{Keys: []string{"f10"}, Label: "Zurück", Help: "Zurück zur vorigen Maske.", Do: t.sh.Pop},
		t.looking.Shut(t.sh.Pop),
	})
}

// Holds is the delivery under the cursor.
func (t *Transmissions) Holds() (string, func(context.Context) ([]lists.Part, error)) {
	d := t.page.At(t.list.At)
	if d == nil || d.Damaged {
		return "", nil
	}
	about, h := *d, lists.Holding{Desk: t.sh.Desk(), Services: t.sh.Services()}
	return about.Transaktionsnummer + string(about.State), func(ctx context.Context) ([]lists.Part, error) { return h.Delivery(ctx, &about) }
}

// Spaces is while something is searched.
func (t *Transmissions) Spaces() bool { return t.looking.View.Words != "" }

// Caret finds no line to type in: the shell puts it on the selected line.
func (t *Transmissions) Caret() (int, int, bool) { return 0, 0, false }

// Busy until the deliveries around the cursor are read. What is searched is found
// while somebody types on.
func (t *Transmissions) Busy() bool {
	return !t.loaded || t.plain() && t.reading.Running() && !t.covers()
}

// Leave has nothing to save.
func (t *Transmissions) Leave() tea.Cmd {
	t.reading.Cancel()
	t.sifting.Cancel()
	return nil
}
