package sent

import (
	"fmt"
	"strings"

	"github.com/charmbracelet/bubbles/textinput"
	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/model"
	"example.org/meldeportal/tui/kit"
	"example.org/meldeportal/tui/place"
	"example.org/meldeportal/tui/shell"
	"example.org/meldeportal/tui/style"
	"example.org/meldeportal/tui/wording"
)

// deletion asks why a sent report should be deleted and, after a yes, asks the
// registry to do so. Nothing is deleted here.
type deletion struct {
	shell.QuietScreen
	sh      *shell.Shell
	number  string // of the report
	caseID  string
	title   string
	list    kit.CursorList
	text    textinput.Model
	typing  bool // the focus is in the text
	sending bool
}

// deletionSentences say how far a request is.
var deletionSentences = map[model.State]string{
	model.StateAccepted: "Der Löschantrag ist beim Register eingegangen. Das Register entscheidet.",
	model.StateRejected: "Das Register hat den Löschantrag abgelehnt. Die Meldung gilt weiter.",
	model.StateSending:  "Der Löschantrag wird gerade übermittelt.",
	model.StateQueued:   "Der Löschantrag ist gestellt; er wird im Hintergrund übermittelt.",
}

func (r *Receipt) RequestDeletion() tea.Cmd {
	title, _ := r.Title()
	d := &deletion{sh: r.sh, number: r.Delivery.Transaktionsnummer, caseID: r.Delivery.CaseID,
		title: strings.Replace(title, "Übertragung", "Löschantrag", 1), text: forms.NewInput("")}
	return r.sh.Push(d)
}

// deletionMsg is the request on its way.
type deletionMsg struct {
	to       *deletion
	delivery model.Delivery
	err      error
}

func (d *deletion) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyMsg:
		d.key(msg)
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
		return d.sh.Swap(place.Receipt{Delivery: msg.delivery})
	}
	return nil
}

func (d *deletion) key(k tea.KeyMsg) {
	switch name := k.String(); {
	case d.typing && (name == "shift+tab" || name == "up"):
		d.focus(false)
	case d.typing:
		forms.TypeInto(&d.text, k)
	case name == "tab":
		d.focus(true)
	case d.list.Key(k, len(d.reasons())):
	case len(name) == 1 && name[0] >= '1' && int(name[0]-'1') < len(d.reasons()):
		d.list.At = int(name[0] - '1')
		d.focus(true)
	}
}

// focus goes into the text or back to the reasons.
func (d *deletion) focus(typing bool) {
	d.typing = typing
	if typing {
		d.text.Focus()
	} else {
		d.text.Blur()
	}
}

// next goes from the reason to the text, and from there to the question.
func (d *deletion) next() tea.Cmd {
	if !d.typing {
		d.focus(true)
		return nil
	}
	return d.ask()
}

// reasons are those the registry takes.
func (d *deletion) reasons() []string { return d.sh.Services().Config.In().Loeschgruende }

func (d *deletion) reason() string { return d.reasons()[d.list.At] }

// other reports that the reason needs words of its own.
func (d *deletion) other() bool { return d.sh.Services().Config.In().NeedsText(d.reason()) }

func (d *deletion) ask() tea.Cmd {
	if d.other() && strings.TrimSpace(d.text.Value()) == "" {
		d.focus(true)
		d.sh.Say("Bitte den Grund in eigenen Worten angeben, ohne Namen.")
		return nil
	}
	return d.sh.Push(shell.NewAsk(d.sh, "Löschung beantragen?", "Grund: "+d.reason()+". "+wording.DeletionMeans, "Beantragen", d.send))
}

func (d *deletion) send() tea.Cmd {
	d.sending = true
	desk, number, reason, text := d.sh.Desk(), d.number, d.reason(), strings.TrimSpace(d.text.Value())
	ctx := d.sh.During
	return func() tea.Msg {
		delivery, err := desk.Sent.RequestDeletion(ctx, number, reason, text)
		return deletionMsg{d, delivery, err}
	}
}

func (d *deletion) Title() (string, string) { return d.title, "" }

func (d *deletion) Body(w, _ int) string {
	lines := []string{"", " Warum soll die Meldung gelöscht werden?", ""}
	for i, reason := range d.reasons() {
		lines = append(lines, d.reasonLine(i, reason))
	}
	d.text.Width = max(10, w-deletionText-4)
	sign, label := "   ", kit.Pad("Erläuterung", deletionText-3)
	if d.typing {
		sign, label = " "+style.FocusSign+" ", style.Focus.Render(label)
	}
	lines = append(lines, "", sign+label+d.text.View(), "")
	for _, l := range strings.Split(ansi.Wordwrap(wording.DeletionMeans, w-3, ""), "\n") {
		lines = append(lines, " "+l)
	}
	return strings.Join(lines, "\n")
}

// deletionText is where the text begins.
const deletionText = 17

func (d *deletion) reasonLine(i int, reason string) string {
	line := fmt.Sprintf("%d  %s", i+1, reason)
	switch {
	case i == d.list.At && !d.typing:
		return " " + style.FocusSign + " " + style.Focus.Render(line)
	case i == d.list.At:
		return "   " + style.Focus.Render(line) + "  (gewählt)"
	}
	return "   " + line
}

func (d *deletion) Hint() string {
	if d.typing {
		return "Bei „Anderer Grund“ nötig, sonst freiwillig; bitte ohne Namen. Enter fragt noch einmal nach."
	}
	return "Ziffer oder Pfeile wählen den Grund, Enter geht weiter."
}

func (d *deletion) Actions() []kit.Action {
	return []kit.Action{
		{Keys: []string{"enter", "ctrl+j"}, Label: "Weiter", Help: "Geht zur Erläuterung, von dort zur Rückfrage.", Do: d.next},
		{Keys: []string{"f12"}, Label: "Beantragen", Help: "Stellt den Löschantrag nach einer Rückfrage.", Do: d.ask},
		{Keys: []string{"f10", "esc"}, Label: "Zurück", Help: "Zurück zur Quittung, ohne Antrag.", Do: d.sh.Pop},
	}
}

func (d *deletion) Caret() (x, y int, ok bool) {
	return deletionText + forms.CaretIn(&d.text), 4 + len(d.reasons()), d.typing
}

// Busy while the request is queued.
func (d *deletion) Busy() bool { return d.sending }
