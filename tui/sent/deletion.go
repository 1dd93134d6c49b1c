package sent

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/model"
	"example.org/meldeportal/tui/kit"
	"example.org/meldeportal/tui/place"
	"example.org/meldeportal/tui/shell"
	"example.org/meldeportal/tui/wording"
	"example.org/meldeportal/tui/work"
)

// deletion asks why a sent report should be deleted and, after a yes, asks the
// registry to do so. Nothing is deleted here.
type deletion struct {
	shell.QuietScreen
	sh      *shell.Shell
	act     work.Act
	title   string
	form    *forms.Dialog
	sending bool
}

// The questions: one of the reasons the registry takes, and words of one's own.
const reasonAsk, textAsk = 0, 1

// deletionSentences say how far a request is.
var deletionSentences = map[model.State]string{
	model.StateAccepted: "Der Löschantrag ist beim Register eingegangen. Das Register entscheidet.",
	model.StateRejected: "Das Register hat den Löschantrag abgelehnt. Die Meldung gilt weiter.",
	model.StateSending:  "Der Löschantrag wird gerade übermittelt.",
	model.StateQueued:   "Der Löschantrag ist gestellt; er wird im Hintergrund übermittelt.",
}

func (r *Receipt) RequestDeletion(a work.Act) tea.Cmd {
	title, _ := r.Title()
	d := &deletion{sh: r.sh, act: a,
		title: strings.Replace(title, "Übertragung", "Löschantrag", 1),
		form: kit.NewDialog(
			forms.Ask{Hint: "Ziffer oder Pfeile wählen den Grund, Enter geht weiter.", Options: a.Land.Loeschgruende},
			forms.Ask{Label: "Erläuterung", Hint: "Bei „Anderer Grund“ nötig, sonst freiwillig; bitte ohne Namen. Enter fragt noch einmal nach."})}
	return r.sh.Push(d)
}

// deletionMsg is the request on its way.
type deletionMsg struct {
	to   *deletion
	done work.Done
	err  error
}

func (d *deletion) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyMsg:
		d.form.Key(msg)
	case deletionMsg:
		if msg.to == d {
			return d.answered(msg)
		}
	}
	return nil
}

func (d *deletion) answered(msg deletionMsg) tea.Cmd {
	d.sending = false
	switch {
	case msg.err != nil:
		d.sh.Fail(msg.err)
	case d.sh.Top() == kit.Screen(d):
		return d.sh.Swap(place.Receipt{Delivery: *msg.done.Delivery})
	}
	return nil
}

func (d *deletion) reason() string { return d.form.Value(reasonAsk) }

func (d *deletion) text() string { return strings.TrimSpace(d.form.Value(textAsk)) }

func (d *deletion) ask() tea.Cmd {
	if wants := work.DeletionWants(d.act.Land, d.reason(), d.text()); wants != "" {
		d.form.Move(textAsk)
		d.sh.Say(wants)
		return nil
	}
	sure := d.act.Sure
	return d.sh.Push(shell.NewAsk(d.sh, sure.Title, "Grund: "+d.reason()+". "+sure.Text, sure.Verb, d.send))
}

func (d *deletion) send() tea.Cmd {
	d.sending = true
	ctx, given := d.sh.During, work.Given{Reason: d.reason(), Text: d.text()}
	return func() tea.Msg {
		done, err := d.act.Do(ctx, given)
		return deletionMsg{d, done, err}
	}
}

func (d *deletion) Title() (string, string) { return d.title, "" }

// deletionTop is where the reasons begin.
const deletionTop = 3

func (d *deletion) Body(w, _ int) string {
	lines := []string{"", " Warum soll die Meldung gelöscht werden?", ""}
	asked := d.form.Lines(w)
	words := len(asked) - 1
	lines = append(append(lines, asked[:words]...), "", asked[words], "")
	for _, l := range strings.Split(ansi.Wordwrap(wording.DeletionMeans, w-3, ""), "\n") {
		lines = append(lines, " "+l)
	}
	return strings.Join(lines, "\n")
}

func (d *deletion) Hint() string { return d.form.Hint() }

func (d *deletion) Actions() []kit.Action {
	return []kit.Action{
		kit.Enter(d.form, "Weiter", "Fragt noch einmal nach.", d.ask),
		{Keys: []string{"f12"}, Label: "Beantragen", Help: "Stellt den Löschantrag nach einer Rückfrage.", Do: d.ask},
		{Keys: []string{"f10", "esc"}, Label: "Zurück", Help: "Zurück zur Quittung, ohne Antrag.", Do: d.sh.Pop},
	}
}

func (d *deletion) Caret() (x, y int, ok bool) {
	x, y = d.form.Caret()
	if d.form.Last() {
		return x, y + deletionTop + 1, true
	}
	return x, y + deletionTop, false
}

// Busy while the request is queued.
func (d *deletion) Busy() bool { return d.sending }
