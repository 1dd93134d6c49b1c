package interview

import (
	"context"
	"errors"
	"strings"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/model"
	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/model/rule"
	"example.org/meldeportal/tui/ask"
	"example.org/meldeportal/tui/together"
	"example.org/meldeportal/tui/wording"
	"example.org/meldeportal/tui/work"
)

// Sheet asks a form question by question.
type Sheet struct {
	z        *Session
	Form     *forms.Form
	Report   *model.Report
	Write    func(context.Context, *work.Snapshot) error
	Judge    func() []rule.Finding
	Aside    *work.Aside                        // of a draft; of Stammdaten what gave way, until the sitting ends
	More     func() []ask.Command               // of the report
	End      string                             // the question behind the last field
	Finish   func() error                       // Enter there
	Answered func() error                       // after an answer was saved, may be nil
	Moved    func(*answer.Moved)                // when it is kept beside its draft; nil where that cannot be
	Meet     func(*together.Met) *together.Told // takes what a colleague has saved meanwhile; nil where nobody else writes
	Parting  func() bool                        // before the person goes back: whether there is more to save; may be nil
	Begun    bool                               // what is written is no case yet
	Unkept   bool                               // a new report in which nothing is entered yet: there is no draft
	Findings []rule.Finding

	met      int // how many of a colleague's saves the form has taken
	changes  int
	cursor   string // as saved last
	page     string // named last
	within   string
	atEnd    bool
	unsaved  error     // why the last answer is not on the disk, nil = it is
	waits    string    // the field whose answer was the first that could not be saved
	outdated bool      // it was said that there is nothing to save in a draft that changed elsewhere
	doubted  [2]string // field and answer that were not taken: the same once more is
}

// Asking is a form that the session asks; its fields say the rest.
func (z *Session) Asking(report *model.Report, form *forms.Form, judge func() []rule.Finding) *Sheet {
	return &Sheet{z: z, Report: report, Form: form, Judge: judge}
}

// Run asks until the person leaves. What is answered is saved at once.
func (l *Sheet) Run() error {
	l.Look()
	l.changes, l.cursor = l.Form.Changes(), l.Form.Cursor()
	for {
		err := l.Step()
		if err == nil || errors.Is(err, ask.ErrAgain) {
			continue
		}
		if err = l.leave(err); !errors.Is(err, ask.ErrAgain) {
			return ask.Stay(err)
		}
	}
}

// Step asks one question and takes its answer.
func (l *Sheet) Step() error {
	if l.atEnd {
		return l.stepEnd()
	}
	l.markPlace()
	q := l.Form.Question()
	l.sayPlace(q)
	text, err := l.z.Ask(l.question(q), l.commands(q))
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

func (l *Sheet) stepEnd() error {
	text, err := l.z.Ask(l.End, l.commands(forms.Question{Kind: forms.AskNothing}))
	if err != nil {
		return err
	}
	if strings.TrimSpace(text) != "" {
		l.z.Say("Hier gibt es nichts einzugeben; :hilfe nennt die Befehle.")
		return nil
	}
	return l.Finish()
}

func (l *Sheet) forward() { l.atEnd = !l.Form.Forward() }

// sayPlace names the page and the group when they are others than before.
func (l *Sheet) sayPlace(q forms.Question) {
	i, n, title := l.Form.Page()
	if title != l.page {
		l.page, l.within = title, ""
		l.z.Say("Abschnitt %d von %d: %s. %s.", i, n, title, wording.Tally(l.Findings))
	}
	if q.Within != l.within {
		if l.within = q.Within; q.Within != "" {
			l.z.Say("In %s:", q.Within)
		}
	}
}

// take gives an answer to the field, says what it became and goes on.
func (l *Sheet) take(q forms.Question, text string) error {
	if err := l.Enter(q, text); err != nil {
		return err
	}
	return l.goOn()
}

// goOn goes on to the next question from one that was answered.
func (l *Sheet) goOn() error {
	l.forward()
	if l.Answered != nil {
		return l.Answered()
	}
	return nil
}

// Enter gives an answer to the field and says what it became; it returns ask.ErrAgain
// where the field is to be asked once more.
func (l *Sheet) Enter(q forms.Question, text string) error {
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
	return l.Confirm()
}

// takeLines collects a text of several lines; each is saved as it comes. One that
// cannot be saved waits with the text for its end.
func (l *Sheet) takeLines(text string) error {
	for {
		l.Form.Answer(text)
		next := "Nächste Zeile. Enter allein beendet den Text."
		if l.Keep() != nil {
			next = "Noch nicht gesichert. " + next
		}
		line, err := l.z.Answer(next)
		if err != nil || line == "" {
			return err
		}
		text += "\n" + line
	}
}

func (l *Sheet) Look() {
	l.Findings = l.Judge()
	l.Form.SetFindings(l.Findings)
}

// Touch has what the form holds saved anew, although nothing was typed.
func (l *Sheet) Touch() { l.changes = -1 }

// Over leaves nothing to be saved: what was written has gone another way.
func (l *Sheet) Over() {
	l.Write, l.unsaved = func(context.Context, *work.Snapshot) error { return nil }, nil
}

// AskOne asks for the value of one field; before stands in front of the question. It
// returns once there is an answer on the disk, or Enter has let it be.
func (l *Sheet) AskOne(id, before string) error {
	l.changes = l.Form.Changes()
	for l.Form.Goto(id) { // not with what is there already
		q := l.Form.Question()
		text, err := l.z.Ask(before+l.question(q), l.valueCommands(q))
		switch {
		case err != nil:
		case text != "":
			err = l.Enter(q, text)
		case l.unsaved != nil:
			err = l.Confirm()
		}
		if err == nil || !errors.Is(err, ask.ErrAgain) {
			return err
		}
	}
	return nil
}

// valueCommands are what can be done at a single value.
func (l *Sheet) valueCommands(q forms.Question) []ask.Command {
	clear := work.ActNamed(work.FormActs(l.Form), "leer")
	return append(l.z.Commands([]work.Act{clear}, l.doing()), l.listing(q), l.explanation(), ask.Back("Zurück; was eingetragen ist, bleibt."))
}
