package arrival

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/tui/kit"
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
	reading bool
	bytes   int64 // that are read
}

// The questions.
const pathAsk, wayAsk, decisionsAsk = 0, 1, 2

// NewAsking asks for a delivery.
func NewAsking(sh *shell.Shell) *asking {
	q := work.IntakeQuestions()
	return &asking{sh: sh, words: q, form: kit.NewDialog(
		forms.Ask{Label: q[pathAsk].Label, Hint: "oBDS-Datei, auch .gz oder .zip, oder ein Ordner mit solchen; ganzer Pfad oder vom Heimatverzeichnis aus."},
		forms.Ask{Hint: "Ziffer oder Pfeile wählen, wie die Meldungen übernommen werden.", Options: q[wayAsk].Options},
		forms.Ask{Label: q[decisionsAsk].Label, Hint: "Leer: was zu diesem System schon entschieden ist. Enter sieht die Lieferung an."})}
}

// readMsg brings the delivery, bytesMsg how far it is read.
type (
	readMsg struct {
		to  *asking
		its work.Intake
		err error
	}
	bytesMsg struct {
		to *asking
		n  int64
	}
)

func (a *asking) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyMsg:
		a.form.Key(msg)
	case bytesMsg:
		if msg.to == a {
			a.bytes = msg.n
		}
	case readMsg:
		if msg.to == a {
			return a.read(msg)
		}
	}
	return nil
}

func (a *asking) read(msg readMsg) tea.Cmd {
	a.reading = false
	if msg.err != nil {
		a.sh.Fail(msg.err)
		return nil
	}
	if a.sh.Top() != kit.Screen(a) {
		return nil
	}
	return a.sh.Replace(newDelivery(a.sh, msg.its))
}

// bytesStep is how much is read before the screen says so.
const bytesStep = 1 << 20

func (a *asking) look() tea.Cmd {
	asked := work.IntakeAnswered([]string{a.form.Value(pathAsk), a.form.Value(wayAsk), a.form.Value(decisionsAsk)})
	switch {
	case a.reading:
		return nil
	case asked.Path == "":
		a.form.Move(pathAsk)
		a.sh.Say("Bitte eine Datei oder einen Ordner angeben; Esc geht zurück.")
		return nil
	}
	a.reading, a.bytes = true, 0
	desk, send := a.sh.Desk(), a.sh.Send
	ctx := a.sh.While(a)
	return func() tea.Msg {
		said := int64(0)
		its, err := work.ReadIntake(ctx, desk, asked, func(n int64) {
			if n-said >= bytesStep || n < said {
				said = n
				send(bytesMsg{a, n})
			}
		})
		return readMsg{a, its, err}
	}
}

func (a *asking) Title() (string, string) {
	if a.reading {
		return "Import", "wird gelesen, " + wording.Thousands(int(a.bytes>>10)) + " kB"
	}
	return "Import", ""
}

func (a *asking) Body(w, _ int) string {
	lines := append([]string{"", " Was ist geliefert worden?", ""}, a.form.Lines(w)...)
	lines = append(lines, "")
	lines = append(lines, kit.Paragraph("Zuerst wird nur gezeigt, was käme. Übernommen wird erst, was Sie danach bestätigen.", w)...)
	return strings.Join(lines, "\n")
}

func (a *asking) Hint() string { return a.form.Hint() }

func (a *asking) Actions() []kit.Action {
	return []kit.Action{
		kit.Enter(a.form, "Ansehen", "Liest die Lieferung und zeigt, was käme.", a.look),
		{Keys: []string{"f12"}, Label: "Ansehen", Help: "Liest die Lieferung und zeigt, was käme.", Do: a.look},
		{Keys: []string{"f10", "esc"}, Label: "Zurück", Help: "Zurück, ohne etwas zu übernehmen; was noch gelesen wird, bricht ab.", Do: a.sh.Pop},
	}
}

// Busy while the delivery is read.
func (a *asking) Busy() bool { return a.reading }

// askingTop is where the questions begin.
const askingTop = 3

func (a *asking) Caret() (x, y int, ok bool) {
	x, y = a.form.Caret()
	return x, y + askingTop, a.form.At() != wayAsk
}
