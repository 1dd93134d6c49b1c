package sent

import (
	"context"
	"fmt"
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/model"
	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/model/people"
	"example.org/meldeportal/tui/kit"
	"example.org/meldeportal/tui/place"
	"example.org/meldeportal/tui/shell"
	"example.org/meldeportal/tui/style"
	"example.org/meldeportal/tui/wording"
)

// Transmissions shows every report on its way to the registry. It holds the part
// of the list around the cursor, however long the list is.
type Transmissions struct {
	sh      *shell.Shell
	page    model.DeliveryPage
	loaded  bool
	list    kit.CursorList
	reading shell.ListReading
}

// NewTransmissions lists the deliveries of the Einrichtung, newest first.
func NewTransmissions(sh *shell.Shell) *Transmissions { return &Transmissions{sh: sh} }

// deliveriesMsg carries the part of the list that was asked for.
type deliveriesMsg struct {
	to   *Transmissions
	n    int
	page model.DeliveryPage
	err  error
}

// around is how many deliveries are held at least on each side of the cursor.
const around = 100

// Start reads the deliveries around the cursor.
func (t *Transmissions) Start() tea.Cmd {
	side := max(around, t.list.Page)
	desk, span := t.sh.Desk(), t.page.Near(t.list.At, side)
	return t.reading.Begin(t.sh, func(ctx context.Context, n int) tea.Msg {
		page, err := desk.Sent.DeliveryPage(ctx, span)
		return deliveriesMsg{t, n, page, err}
	})
}

// Update takes keys, the deliveries and news.
func (t *Transmissions) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyMsg:
		t.list.Key(msg, t.page.Total())
		if !t.covers() {
			return t.Start()
		}
	case deliveriesMsg:
		if msg.to == t && t.reading.Mine(msg.n) {
			return t.take(msg)
		}
	case answer.News:
		if t.sh.Top() == kit.Screen(t) { // behind a receipt it is read again when it is back
			return t.Start()
		}
	case shell.Returned:
		return t.Start()
	}
	return nil
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
	if again || msg.err == nil && !t.covers() {
		return t.Start()
	}
	return nil
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
	t.list.At = max(0, min(t.list.At, page.Total()-1))
}

// covers reports whether all that may be in sight around the cursor was read.
func (t *Transmissions) covers() bool {
	first, last := max(0, t.list.At-t.list.Page), min(t.page.Total()-1, t.list.At+t.list.Page)
	return last < 0 || t.page.At(first) != nil && t.page.At(last) != nil
}

// Title counts what waits.
func (t *Transmissions) Title() (string, string) {
	counts := t.page.Counts
	return "Übertragung", fmt.Sprintf("%s %s %d abgelehnt %s %d angenommen",
		wording.Plural(counts[model.StateQueued]+counts[model.StateSending], "wartet", "warten"), style.DotSign, counts[model.StateRejected],
		style.DotSign, counts[model.StateAccepted])
}

// Body lists the deliveries.
func (t *Transmissions) Body(w, h int) string {
	lines := append(t.linkLines(w),
		style.Muted.Render("   "+kit.Pad("Status", 14)+kit.Pad("Name", transmissionName(w))+kit.Pad("Anlass", kit.SendingCells(w))+kit.Pad("Datum", kit.DayCells(w))+"Quittung"))
	t.list.Fit(h-len(lines), t.page.Total())
	from, to := t.list.Window(t.page.Total())
	for i := from; i < to; i++ {
		lines = append(lines, t.draw(i, w))
	}
	if t.page.Total() == 0 && t.loaded {
		lines = append(lines, "   Noch keine Meldung abgeschlossen.")
	}
	return strings.Join(lines, "\n")
}

// transmissionName is the column of names: what the others leave.
func transmissionName(w int) int {
	return kit.NameCells(w - 18 - outcomeCells(w) - kit.DayCells(w) - kit.SendingCells(w))
}

// outcomeCells is the column of receipts: a narrow window leaves it to the name.
func outcomeCells(w int) int {
	if kit.Narrow(w) {
		return 0
	}
	return 12
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

func (t *Transmissions) draw(i, w int) string {
	d := t.page.At(i)
	if d == nil {
		return "   " + style.MoreSign
	}
	who := t.page.People[d.CaseID]
	line := kit.Cell(wording.StateOf(d), 14) + kit.Cell(people.Name(&who), transmissionName(w)) + t.what(d, w) + kit.DayCell(d.Date, w) + forms.Clean(t.outcome(d, w))
	if i == t.list.At {
		return " " + style.FocusSign + " " + style.Focus.Render(line)
	}
	return "   " + line
}

// what names what was sent; what nobody can read by the beginning of its number.
func (t *Transmissions) what(d *model.Delivery, w int) string {
	if d.Damaged && d.Typ == "" {
		return kit.Cell(people.DamagedWord+" "+model.ShortID(d.Transaktionsnummer), kit.SendingCells(w))
	}
	return kit.SendingCell(wording.SendingOf(d), w)
}

func (t *Transmissions) outcome(d *model.Delivery, w int) string {
	switch {
	case d.Damaged:
		return people.DamagedWord
	case d.State == model.StateQueued && d.Sperre.Holds(t.sh.Services().Now()):
		return "gehalten " + wording.SperreText(d.Sperre)
	case d.State == model.StateQueued && d.Attempts > 0:
		return fmt.Sprintf("Versuch %d um %s", d.Attempts+1, wording.Clock(d.NextAt, t.sh.Services().Now()))
	case d.Receipt != nil:
		at := d.Receipt.ReceivedAt.Local()
		if w < 100 {
			return at.Format("02.01.06")
		}
		return at.Format("02.01.2006 15:04")
	}
	return d.Reason
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
	if d.State == model.StateAccepted || d.Reason == "" {
		return "Transaktionsnummer " + d.Transaktionsnummer
	}
	return wording.StateName(d.State) + ": " + d.Reason
}

// Actions are what can be done with the deliveries.
func (t *Transmissions) Actions() []kit.Action {
	off := ""
	selected := t.page.At(t.list.At)
	if selected == nil {
		off = "Es gibt noch keine Übertragung."
	}
	return []kit.Action{
		{Keys: []string{"enter", "ctrl+j"}, Label: "Öffnen", Help: "Zeigt Stand und Quittung.", Off: off,
			Do: func() tea.Cmd { return t.sh.Open(place.Receipt{Delivery: *selected}) }},
		{Keys: []string{"f5"}, Label: "Senden", Help: "Versucht jetzt, wartende Meldungen zu übermitteln.", Do: t.sh.SyncNow},
		{Keys: []string{"f10", "esc"}, Label: "Zurück", Help: "Zurück zur vorigen Maske.", Do: t.sh.Pop},
	}
}

// Caret finds nothing to type here: the shell puts it on the selected line.
func (t *Transmissions) Caret() (int, int, bool) { return 0, 0, false }

// Busy until the deliveries around the cursor are read.
func (t *Transmissions) Busy() bool { return !t.loaded || t.reading.Running() && !t.covers() }

// Leave has nothing to save.
func (t *Transmissions) Leave() tea.Cmd {
	t.reading.Cancel()
	return nil
}
