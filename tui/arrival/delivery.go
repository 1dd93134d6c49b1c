package arrival

import (
	"context"
	"fmt"
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/model/intake"
	"example.org/meldeportal/tui/kit"
	"example.org/meldeportal/tui/parcel"
	"example.org/meldeportal/tui/shell"
	"example.org/meldeportal/tui/style"
	"example.org/meldeportal/tui/wording"
	"example.org/meldeportal/tui/work"
)

// Delivery shows what a delivery would bring, line by line, and has it decided; once
// it is stored, what became of each line.
type Delivery struct {
	shell.QuietScreen
	sh     *shell.Shell
	its    parcel.Intake
	list   kit.CursorList
	acting bool // a decision is looked through, or the delivery is being stored
	far    intake.Progress
	stop   context.CancelFunc // of storing, nil = nothing is being stored
	ending bool               // it was stopped, and the answer is still to come
}

func newDelivery(sh *shell.Shell, its parcel.Intake) *Delivery {
	d := &Delivery{sh: sh, its: its}
	send := sh.Send
	d.its.Told = func(far intake.Progress) { send(farMsg{d, far}) }
	return d
}

// decidedMsg brings the sitting after a decision, takenMsg what was stored, farMsg how
// far that is.
type (
	farMsg struct {
		to  *Delivery
		far intake.Progress
	}
	decidedMsg struct {
		to  *Delivery
		its parcel.Intake
		err error
	}
	takenMsg struct {
		to   *Delivery
		done work.Done
		err  error
	}
)

// Update takes keys and answers.
func (d *Delivery) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyMsg:
		d.list.Key(msg, len(d.its.Rows()))
	case farMsg:
		if msg.to == d {
			d.far = msg.far
		}
	case decidedMsg:
		if msg.to == d {
			d.decided(msg)
		}
	case takenMsg:
		if msg.to == d {
			d.taken(msg)
		}
	}
	return nil
}

func (d *Delivery) decided(msg decidedMsg) {
	d.acting = false
	d.its = msg.its
	if msg.err != nil {
		d.sh.Fail(msg.err)
	}
}

func (d *Delivery) taken(msg takenMsg) {
	ending := d.ending
	d.stop()
	d.acting, d.stop, d.ending = false, nil, false
	if msg.done.Carried != nil {
		d.its = d.its.Over(msg.done.Carried)
		said := msg.done.Said
		if ending {
			said = wording.IntakeTooLate + said
		}
		d.sh.Say(forms.Clean(said))
	}
	if msg.err != nil {
		d.sh.Fail(msg.err)
	}
}

// ask shows what may become of the line, and of all of its kind.
func (d *Delivery) ask() tea.Cmd {
	l := d.its.Line(d.list.At)
	var entries []kit.Action
	for i, v := range l.Verdicts() {
		key := fmt.Sprint(i + 1)
		if v.All {
			key = string(rune('a' + slices.Index(l.Choices, v.Choice)))
		}
		entries = append(entries, d.choice(key, l, v.Choice, v.All))
	}
	return d.sh.Push(shell.NewMenu(d.sh, "Was wird daraus?", entries))
}

func (d *Delivery) choice(key string, l *intake.Line, c intake.Choice, all bool) kit.Action {
	label, help := forms.Clean(wording.ChoiceText(c)), "Gilt für diese Zeile."
	if all {
		label, help = "alle "+label, "Gilt für alle Zeilen der Art „"+string(l.Kind)+"“, auch in der nächsten Lieferung des Systems."
	}
	return kit.Action{Keys: []string{key}, Label: label, Help: help, Do: func() tea.Cmd { return d.decide(l, c, all) }}
}

func (d *Delivery) decide(l *intake.Line, c intake.Choice, all bool) tea.Cmd {
	d.acting, d.far = true, intake.Progress{Step: intake.Comparing}
	its, ctx := d.its, d.sh.During
	return func() tea.Msg {
		next, err := its.Decide(ctx, l, c, all)
		return decidedMsg{d, next, err}
	}
}

func (d *Delivery) run(a work.Act, g work.Given) tea.Cmd {
	ctx, stop := context.WithCancel(d.sh.While(d))
	d.acting, d.stop, d.far = true, stop, intake.Progress{Step: intake.Comparing}
	return func() tea.Msg {
		done, err := a.Do(ctx, g)
		return takenMsg{d, done, err}
	}
}

// back stops storing and waits for what came of it; again, or with nothing being
// stored, it leaves.
func (d *Delivery) back() tea.Cmd {
	switch {
	case d.stop == nil:
		return d.sh.Pop()
	case d.ending:
		back := d.sh.Pop()
		d.sh.Say(wording.IntakeLeft)
		return back
	}
	d.ending = true
	d.stop()
	d.sh.Say(wording.IntakeStopping)
	return nil
}

// turn changes between all lines and those that want an eye; the cursor stays on its
// line where that is shown.
func (d *Delivery) turn() tea.Cmd {
	was := d.its.Line(d.list.At)
	d.its.All = !d.its.All
	d.list.At = max(0, slices.IndexFunc(d.its.Rows(), func(n int) bool { return &d.its.Look.Lines[n] == was }))
	return nil
}

// Title counts what is open.
func (d *Delivery) Title() (string, string) {
	rows := len(d.its.Rows())
	switch where := d.list.Where(rows); {
	case d.acting:
		return "Import", progress(d.far)
	case d.its.Taken != nil:
		return "Import: übernommen", where + wording.Plural(rows, "Zeile", "Zeilen")
	default:
		return "Import: was käme", where + wording.Plural(rows, "Zeile", "Zeilen") + fmt.Sprintf(", %d offen", len(d.its.Look.OpenLines()))
	}
}

// progress says how far it is, where there is something to count.
func progress(far intake.Progress) string {
	if far.Of == 0 {
		return "einen Augenblick " + style.MoreSign
	}
	return wording.IntakeProgress(far)
}

// The columns; the text takes what is left.
const choiceCells, kindCells = 14, 18

// textLines are kept below the list for the whole text of the selected line.
const textLines = 4

// Body shows the counts, the lines in sight, and the selected one whole.
func (d *Delivery) Body(w, h int) string {
	lines := kit.Paragraph(forms.Clean(wording.IntakeCounts(d.its.Look)), w)
	lines = append(lines, style.Muted.Render("   "+kit.Pad("Was wird", choiceCells)+kit.Pad("Was kommt", kindCells)+"Wer und was"))
	rows := d.its.Rows()
	d.list.Fit(h-len(lines)-textLines, len(rows))
	from, to := d.list.Window(len(rows))
	for i := from; i < to; i++ {
		lines = append(lines, kit.Marked(i == d.list.At, d.draw(&d.its.Look.Lines[rows[i]], w-4), ""))
	}
	if l := d.its.Line(d.list.At); l != nil {
		whole := kit.Paragraph(forms.Clean(wording.IntakeLine(l)), w)
		lines = append(append(lines, ""), whole[:min(len(whole), textLines-1)]...)
	}
	return strings.Join(lines, "\n")
}

func (d *Delivery) draw(l *intake.Line, w int) string {
	became := "–"
	if l.Choice != "" {
		became = string(l.Choice)
	}
	if l.Choice == intake.Open {
		became = "? " + became
	}
	return kit.Pad(became, choiceCells-1) + " " + kit.Pad(string(l.Kind), kindCells-1) + " " + kit.Pad(wording.IntakeLine(l), w-choiceCells-kindCells)
}

// Hint says what comes next.
func (d *Delivery) Hint() string {
	switch {
	case d.its.Taken != nil:
		return "Bericht: " + d.its.Taken.Report
	case d.stop != nil:
		return "Esc bricht ab; dann ist nichts übernommen. Zu sehen ist die Lieferung erst, wenn sie ganz da ist."
	}
	return shell.Told("{entscheiden} entscheidet die Zeile, {aufnehmen} übernimmt. Entschiedenes gilt auch für die nächste Lieferung.")
}

// Actions are what can be done with the delivery.
func (d *Delivery) Actions() []kit.Action {
	return append(d.sh.Keyed(d.its.Acts(d.list.At), shell.Doing{Run: d.run, Shows: map[string]func() tea.Cmd{"entscheiden": d.ask, "alles": d.turn}}),
		kit.Action{Keys: []string{"f10", "esc"}, Label: "Zurück", Help: "Bricht das Übernehmen ab, sonst zurück; was entschieden ist, bleibt gemerkt.", Do: d.back})
}

// Caret finds nothing to type here: the shell puts it on the selected line.
func (d *Delivery) Caret() (int, int, bool) { return 0, 0, false }

// Busy while a decision is looked through, or the delivery is stored.
func (d *Delivery) Busy() bool { return d.acting }
