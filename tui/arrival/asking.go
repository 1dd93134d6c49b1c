package arrival

import (
	"context"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/model/intake"
	"example.org/meldeportal/tui/kit"
	"example.org/meldeportal/tui/parcel"
	"example.org/meldeportal/tui/shell"
	"example.org/meldeportal/tui/wording"
	"example.org/meldeportal/tui/work"
)

// asking asks what is delivered, and reads it.
type asking struct {
	shell.QuietScreen
	sh      *shell.Shell
	form    *forms.Dialog
	words   []work.Question
	reading shell.ListReading
	far     intake.Progress // of the reading
}

// The questions.
const pathAsk, wayAsk, decisionsAsk = 0, 1, 2

// NewAsking asks for a delivery.
func NewAsking(sh *shell.Shell) *asking {
	q := parcel.IntakeQuestions()
	return &asking{sh: sh, words: q, form: kit.NewDialog(
		forms.Ask{Label: q[pathAsk].Label, Hint: "oBDS-Datei, auch .gz oder .zip, oder ein Ordner mit solchen; ganzer Pfad oder vom Heimatverzeichnis aus."},
		forms.Ask{Hint: "Ziffer oder Pfeile wählen, wie die Meldungen übernommen werden.", Options: q[wayAsk].Options},
		forms.Ask{Label: q[decisionsAsk].Label, Hint: "Leer: was zu diesem System schon entschieden ist. Enter sieht die Lieferung an."})}
}

// readMsg brings the delivery, readingMsg how far it is read; n is the reading's number.
type (
	readMsg struct {
		to  *asking
		n   int
		its parcel.Intake
		err error
	}
	readingMsg struct {
		to  *asking
		n   int
		far intake.Progress
	}
)

func (a *asking) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyMsg:
		a.form.Key(msg)
	case readingMsg:
		if msg.to == a && a.reading.Mine(msg.n) {
			a.far = msg.far
		}
	case readMsg:
		if msg.to == a && a.reading.Mine(msg.n) {
			return a.read(msg)
		}
	}
	return nil
}

func (a *asking) read(msg readMsg) tea.Cmd {
	a.reading.End()
	if msg.err != nil {
		a.sh.Fail(msg.err)
		return nil
	}
	if a.sh.Top() != kit.Screen(a) {
		return nil
	}
	return a.sh.Replace(newDelivery(a.sh, msg.its))
}

func (a *asking) look() tea.Cmd {
	asked := parcel.IntakeAnswered([]string{a.form.Value(pathAsk), a.form.Value(wayAsk), a.form.Value(decisionsAsk)})
	switch {
	case a.reading.Running():
		return nil
	case asked.Path == "":
		a.form.Move(pathAsk)
		a.sh.Say("Bitte eine Datei oder einen Ordner angeben; Esc geht zurück.")
		return nil
	}
	a.far = intake.Progress{Step: intake.Reading}
	desk, send := a.sh.Desk(), a.sh.Send
	return a.reading.Begin(a.sh, func(ctx context.Context, n int) tea.Msg {
		its, err := parcel.ReadIntake(ctx, desk, asked, func(far intake.Progress) { send(readingMsg{a, n, far}) })
		return readMsg{a, n, its, err}
	})
}

// back stops the reading, after which other answers can be given; else it leaves.
func (a *asking) back() tea.Cmd {
	if !a.reading.Running() {
		return a.sh.Pop()
	}
	a.reading.Cancel()
	a.sh.Say(wording.IntakeStopped)
	return nil
}

func (a *asking) Title() (string, string) {
	if a.reading.Running() {
		return "Import", wording.IntakeProgress(a.far)
	}
	return "Import", ""
}

func (a *asking) Body(w, _ int) string {
	lines := append([]string{"", " Was ist geliefert worden?", ""}, a.form.Lines(w)...)
	lines = append(lines, "")
	lines = append(lines, kit.Paragraph("Zuerst wird nur gezeigt, was käme. Übernommen wird erst, was Sie danach bestätigen.", w)...)
	return strings.Join(lines, "\n")
}

func (a *asking) Hint() string {
	if a.reading.Running() {
		return "Esc bricht ab; übernommen ist noch nichts."
	}
	return a.form.Hint()
}

func (a *asking) Actions() []kit.Action {
	return []kit.Action{
		kit.Enter(a.form, "Ansehen", "Liest die Lieferung und zeigt, was käme.", a.look),
		{Keys: []string{"f12"}, Label: "Ansehen", Help: "Liest die Lieferung und zeigt, was käme.", Do: a.look},
		{Keys: []string{"f10", "esc"}, Label: "Zurück", Help: "Bricht das Lesen ab, sonst zurück; übernommen ist nichts.", Do: a.back},
	}
}

// Leave ends what is still read.
func (a *asking) Leave() tea.Cmd {
	a.reading.Cancel()
	return nil
}

// Busy while the delivery is read.
func (a *asking) Busy() bool { return a.reading.Running() }

// askingTop is where the questions begin.
const askingTop = 3

func (a *asking) Caret() (x, y int, ok bool) {
	x, y = a.form.Caret()
	return x, y + askingTop, a.form.At() != wayAsk
}
