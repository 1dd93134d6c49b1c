package shell

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/model"
	"example.org/meldeportal/model/worklist"
	"example.org/meldeportal/tui/kit"
	"example.org/meldeportal/tui/style"
	"example.org/meldeportal/tui/wording"
	"example.org/meldeportal/tui/work"
)

// because asks for one of the usual reasons or another one, and for the day it holds
// to where there is one: why a report is held back (F-34), why a task is settled or put
// off.
type because struct {
	QuietScreen
	sh       *Shell
	form     *forms.Dialog
	asks     asks
	about    string // of how many lines, "" = of one
	above    int    // lines of the body before the reasons
	question string // that is answered, "" = none
	keep     func(reason string, until model.Datum) tea.Cmd
}

// asks is what such a dialog says.
type asks struct {
	label, hint       string // of the reason, "" = as always
	title, verb, help string
	reasons           []string
	reason, day       string                                                  // what stands there now
	dayLabel, dayHint string                                                  // "" = no day is asked
	read              func(string, time.Time) (day model.Datum, wrong string) // the day
	means             string                                                  // says what a day means, with its place as %s
	wantsDay          bool
}

const reasonLine, untilLine = 0, 1

// NewHold asks why a report is held back and until when.
func NewHold(sh *Shell, was *model.Sperre, keep func(*model.Sperre) tea.Cmd) *because {
	a := asks{title: "Meldung zurückhalten", verb: "Zurückhalten", help: "Hält die Meldung zurück; Enter auf der letzten Zeile tut es auch.",
		reasons: work.HoldReasons, dayLabel: "Bis", read: work.HoldUntil, means: "Gesendet wird frühestens am %s.",
		dayHint: "Tag, an dem die Sperre von selbst endet: 0112, +14 (in 14 Tagen). Leer = bis jemand sie aufhebt."}
	if was != nil {
		a.reason, a.day = was.Grund, was.Bis.German()
	}
	return newBecause(sh, a, func(reason string, until model.Datum) tea.Cmd {
		return keep(work.HoldFor(was, reason, until, sh.Services().Now()))
	})
}

// NewSettle asks why nothing is to be done about a task any more.
func NewSettle(sh *Shell, keep func(*worklist.Entscheid) tea.Cmd) *because {
	return newBecause(sh, asks{title: "Aufgabe erledigen", verb: "Erledigt", help: "Nimmt die Aufgabe von der Liste; Enter tut es auch.", reasons: work.SettleReasons},
		func(reason string, _ model.Datum) tea.Cmd { return keep(&worklist.Entscheid{Grund: reason}) })
}

// NewUpAgain asks why a task is put off, and until when.
func NewUpAgain(sh *Shell, was *worklist.Entscheid, keep func(*worklist.Entscheid) tea.Cmd) *because {
	a := asks{title: "Wiedervorlage", verb: "Aufschieben", help: "Schiebt die Aufgabe auf; Enter auf der letzten Zeile tut es auch.",
		reasons: work.HoldReasons, dayLabel: "Am", read: work.UpAgain, means: "Die Aufgabe steht am %s wieder auf der Liste.", wantsDay: true,
		dayHint: "Tag, an dem die Aufgabe wieder auf der Liste steht: 0112, +14 (in 14 Tagen)."}
	if was != nil {
		a.reason, a.day = was.Grund, was.Bis.German()
	}
	return newBecause(sh, a, func(reason string, day model.Datum) tea.Cmd {
		return keep(&worklist.Entscheid{Grund: reason, Bis: day})
	})
}

// NewHandover asks to whom a task is handed, and for a word to her.
func NewHandover(sh *Shell, to []string, keep func(*worklist.Entscheid) tea.Cmd) *because {
	var b *because
	b = newBecause(sh, asks{title: "Übergeben", verb: "Fertig", help: "Übergibt die Aufgabe; Enter auf der letzten Zeile tut es auch.", reasons: to,
		label: "An", hint: "Eine Ziffer nimmt eine Person, sonst den Loginnamen eintippen.",
		dayLabel: "Ein Satz dazu", dayHint: "Steht in der Arbeitsliste bei der Aufgabe. Leer = ohne.",
		read: func(string, time.Time) (model.Datum, string) { return "", "" }},
		func(login string, _ model.Datum) tea.Cmd {
			return keep(&worklist.Entscheid{An: login, Grund: strings.TrimSpace(b.form.Value(untilLine))})
		})
	return b
}

// NewReply asks what is answered to the registry: to a question, or where there is a usual
// answer, which stands there already, to what it lacks.
func NewReply(sh *Shell, title string, now work.Given, keep func(string) tea.Cmd) *because {
	if now.Reason == "" {
		title = "Rückfrage beantworten"
	}
	b := newBecause(sh, asks{title: title, verb: "Senden", reason: now.Reason, help: "Sendet die Antwort; Enter tut es auch.",
		label: "Antwort", hint: "Was dem Register in Worten geantwortet wird. Eine falsche Angabe berichtigt eine Korrektur."},
		func(text string, _ model.Datum) tea.Cmd { return keep(text) })
	b.question = now.Text
	return b
}

func newBecause(sh *Shell, a asks, keep func(string, model.Datum) tea.Cmd) *because {
	lines := []forms.Ask{{Label: cmp.Or(a.label, "Grund"), Text: a.reason, Hint: cmp.Or(a.hint, "Eine Ziffer nimmt einen der üblichen Gründe, sonst den Grund eintippen.")}}
	if a.dayLabel != "" {
		lines = append(lines, forms.Ask{Label: a.dayLabel, Text: a.day, Hint: a.dayHint})
	}
	return &because{sh: sh, asks: a, keep: keep, form: kit.NewDialog(lines...)}
}

// of says how many lines an act is about.
func (b *because) of(a work.Act) *because {
	b.about = Told(a.About)
	return b
}

func (b *because) Update(msg tea.Msg) tea.Cmd {
	k, ok := msg.(tea.KeyMsg)
	if !ok || b.usual(k) {
		return nil
	}
	if b.form.Key(k) {
		return b.done()
	}
	return nil
}

// usual takes a usual reason by its digit.
func (b *because) usual(k tea.KeyMsg) bool {
	if b.form.At() != reasonLine || b.form.Value(reasonLine) != "" {
		return false
	}
	n, err := strconv.Atoi(k.String())
	if err != nil || n < 1 || n > len(b.asks.reasons) {
		return false
	}
	b.form.Set(reasonLine, b.asks.reasons[n-1])
	if b.asks.dayLabel != "" {
		b.form.Move(untilLine)
	}
	return true
}

func (b *because) done() tea.Cmd {
	reason := strings.TrimSpace(b.form.Value(reasonLine))
	if reason == "" {
		b.form.Move(reasonLine)
		b.sh.Say(b.form.Hint() + " Esc ändert nichts.")
		return nil
	}
	until, wrong := b.until()
	if wrong == "" && until == "" && b.asks.wantsDay {
		wrong = "Bitte den Tag angeben, z. B. 0112 oder +14."
	}
	if wrong != "" {
		b.form.Move(untilLine)
		b.sh.Say(wrong)
		return nil
	}
	back := b.sh.Pop()
	return tea.Batch(back, b.keep(reason, until))
}

// until is the day typed, or what is wrong with it.
func (b *because) until() (model.Datum, string) {
	if b.asks.dayLabel == "" || strings.TrimSpace(b.form.Value(untilLine)) == "" {
		return "", ""
	}
	return b.asks.read(b.form.Value(untilLine), b.sh.Services().Now())
}

func (b *because) Title() (string, string) { return b.asks.title, "" }

func (b *because) Body(w, _ int) string {
	lines := []string{""}
	if b.about != "" {
		lines = kit.Wrapped([]string{"  " + forms.Clean(wording.Sentences("Gilt für "+b.about))}, w-1)
	}
	if b.question != "" {
		lines = append(lines, kit.Wrapped([]string{"  " + forms.Clean(b.question)}, w-1)...)
	}
	b.above = len(lines)
	for i, r := range b.asks.reasons {
		lines = append(lines, "    "+style.Focus.Render(fmt.Sprint(i+1))+"  "+r)
	}
	lines = append(append(lines, ""), b.form.Lines(w)...)
	if d, wrong := b.until(); d != "" && wrong == "" {
		lines = append(lines, "", "    "+fmt.Sprintf(b.asks.means, d.German()))
	}
	return strings.Join(lines, "\n")
}

func (b *because) Hint() string { return b.form.Hint() }

func (b *because) Actions() []kit.Action {
	return []kit.Action{
		{Keys: []string{"f2"}, Label: b.asks.verb, Help: b.asks.help, Do: b.done},
		{Keys: []string{"f10", "esc"}, Label: "Zurück", Help: "Zurück, ohne etwas zu ändern.", Do: b.sh.Pop},
	}
}

func (b *because) Caret() (x, y int, ok bool) {
	x, y = b.form.Caret()
	return x, y + len(b.asks.reasons) + b.above + 1, true
}
