package lines

import (
	"context"
	"encoding/json"
	"errors"
	"strings"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/model"
	"example.org/meldeportal/model/rule"
	"example.org/meldeportal/tui/ask"
	"example.org/meldeportal/tui/wording"
	"example.org/meldeportal/tui/work"
)

// lineForm asks a form question by question.
type lineForm struct {
	z      *line
	form   *forms.Form
	report *model.Report
	write  func(context.Context, *work.Snapshot) error
	judge  func() []rule.Finding
	aside  *work.Aside          // of a draft, nil for Stammdaten
	more   func() []ask.Command // of the report
	end    string               // the question behind the last field
	finish func() error         // Enter there

	findings []rule.Finding
	changes  int
	cursor   string // as saved last
	page     string // named last
	within   string
	atEnd    bool
	begun    bool         // what is written is no case yet
	answered func() error // after an answer was saved, may be nil
	parting  func() bool  // before the person goes back: whether there is more to save; may be nil
	unsaved  error        // why the last answer is not on the disk, nil = it is
	waits    string       // the field whose answer was the first that could not be saved
	outdated bool         // it was said that there is nothing to save in a draft that changed elsewhere
	doubted  [2]string    // field and answer that were not taken: the same once more is
}

// lineEnv is what a form needs that is never drawn.
func (z *line) lineEnv() forms.Env {
	env := z.services.Env()
	if z.usage != nil {
		env.Used = z.usage
	}
	return env
}

// readUsage reads what the person uses most. Without it the lists are in their
// own order, which is no reason to bother anybody.
func (z *line) readUsage() {
	z.usage = work.NewUsage()
	if kept, err := z.desk.Memory.Recall(z.during, work.UsagePrefix); err == nil {
		z.usage.Recall(kept)
	}
}

// keepUsage remembers what was counted. What cannot be kept waits for the next
// answer.
func (z *line) keepUsage() {
	if z.usage == nil || !z.usage.Read {
		return
	}
	for list := range z.usage.Unkept {
		content, err := json.Marshal(z.usage.Most(list))
		if err == nil && z.desk.Memory.Remember(z.during, work.UsagePrefix+list, content) == nil {
			delete(z.usage.Unkept, list)
		}
	}
}

// run asks until the person leaves. What is answered is saved at once.
func (l *lineForm) run() error {
	l.look()
	l.changes, l.cursor = l.form.Changes(), l.form.Cursor()
	for {
		err := l.step()
		if err == nil || errors.Is(err, ask.ErrAgain) {
			continue
		}
		if err = l.leave(err); !errors.Is(err, ask.ErrAgain) {
			return ask.Stay(err)
		}
	}
}

// step asks one question and takes its answer.
func (l *lineForm) step() error {
	if l.atEnd {
		return l.stepEnd()
	}
	l.markPlace()
	q := l.form.Question()
	l.sayPlace(q)
	text, err := l.z.Ask(l.ask(q), l.commands(q))
	switch {
	case err != nil:
		return err
	case text == "" && l.unsaved != nil:
		return l.again()
	case text == "":
		l.forward()
		return nil
	}
	return l.take(q, text)
}

func (l *lineForm) stepEnd() error {
	text, err := l.z.Ask(l.end, l.commands(forms.Question{Kind: forms.AskNothing}))
	if err != nil {
		return err
	}
	if strings.TrimSpace(text) != "" {
		l.z.Say("Hier gibt es nichts einzugeben; :hilfe nennt die Befehle.")
		return nil
	}
	return l.finish()
}

func (l *lineForm) forward() { l.atEnd = !l.form.Forward() }

// sayPlace names the page and the group when they are others than before.
func (l *lineForm) sayPlace(q forms.Question) {
	i, n, title := l.form.Page()
	if title != l.page {
		l.page, l.within = title, ""
		l.z.Say("Abschnitt %d von %d: %s. %s.", i, n, title, wording.Tally(l.findings))
	}
	if q.Within != l.within {
		if l.within = q.Within; q.Within != "" {
			l.z.Say("In %s:", q.Within)
		}
	}
}

// take gives an answer to the field, says what it became and goes on.
func (l *lineForm) take(q forms.Question, text string) error {
	if err := l.enter(q, text); err != nil {
		return err
	}
	return l.goOn()
}

// goOn goes on to the next question from one that was answered.
func (l *lineForm) goOn() error {
	l.forward()
	if l.answered != nil {
		return l.answered()
	}
	return nil
}

// enter gives an answer to the field and says what it became; it returns ask.ErrAgain
// where the field is to be asked once more.
func (l *lineForm) enter(q forms.Question, text string) error {
	switch q.Kind {
	case forms.AskValue:
		if err := l.enterValue(text); err != nil {
			return err
		}
	case forms.AskText:
		if err := l.takeLines(text); err != nil {
			return err
		}
	default:
		l.z.Say("Hier gibt es nichts einzugeben; Enter geht weiter, :hilfe nennt die Befehle.")
		return ask.ErrSaid
	}
	return l.confirm()
}

// takeLines collects a text of several lines; each is saved as it comes. One that
// cannot be saved waits with the text for its end.
func (l *lineForm) takeLines(text string) error {
	for {
		l.form.Answer(text)
		next := "Nächste Zeile. Enter allein beendet den Text."
		if l.keep() != nil {
			next = "Noch nicht gesichert. " + next
		}
		line, err := l.z.Answer(next)
		if err != nil || line == "" {
			return err
		}
		text += "\n" + line
	}
}

func (l *lineForm) look() {
	l.findings = l.judge()
	l.form.SetFindings(l.findings)
}
