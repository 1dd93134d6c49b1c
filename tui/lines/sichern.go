package lines

import (
	"errors"
	"fmt"
	"strings"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/model/field"
	"example.org/meldeportal/tui/ask"
	"example.org/meldeportal/tui/terminal"
	"example.org/meldeportal/tui/wording"
	"example.org/meldeportal/tui/work"
)

// Saving in line mode: what is answered is on the disk before the next question,
// or the person hears that it is not. What could not be saved stays in the form,
// is tried again with every answer and by Enter alone, and keeps the report from
// being completed and the person from leaving without a question.

// errUnsaved is ask.ErrAgain where an answer is not on the disk, which has been said.
var errUnsaved = fmt.Errorf("unsaved: %w", ask.ErrAgain)

// sayUnsaved says that something is not on the disk and why.
func (z *line) sayUnsaved(err error) {
	z.Say("%s", wording.Sentences("Nicht gesichert", wording.Sentence(err), "Enter versucht es noch einmal"))
}

// confirm says in words what the field holds now, after it has been judged and
// saved.
func (l *lineForm) confirm() error {
	l.form.Confirm()
	if err := l.keep(); err != nil {
		return err
	}
	q := l.form.Question()
	if h := l.form.Heard(); h != nil { // what was not understood is shown in the line, but is no value
		q.Value = strings.TrimSpace(strings.TrimSuffix(q.Value, strings.ReplaceAll(h.Not, ", ", " ")))
	}
	l.z.Say("%s", wording.Sentences("Gespeichert: "+wording.OrEmpty(valueText(q))))
	if q.Finding != "" {
		l.z.Say("%s", wording.Sentences(q.Finding, ":zurueck fragt das Feld noch einmal"))
	}
	return nil
}

// keep judges and saves what has changed or could not be saved before.
func (l *lineForm) keep() error {
	if l.unsaved == nil && l.form.Changes() == l.changes {
		return nil
	}
	l.look()
	return l.save()
}

// save writes what the form holds; it returns errUnsaved where that failed.
func (l *lineForm) save() error {
	err := l.write(l.z.during, l.snapshot())
	l.z.sayGaveWay(err)
	if l.unsaved = work.Failed(err); l.unsaved != nil {
		l.z.sayUnsaved(l.unsaved)
		if l.waits == "" {
			l.waits = l.form.Cursor()
		}
		return errUnsaved
	}
	l.waits = ""
	l.changes, l.cursor = l.form.Changes(), l.form.Cursor()
	l.z.keepUsage()
	return nil
}

func (l *lineForm) snapshot() *work.Snapshot {
	s := &work.Snapshot{Report: *field.Copy(l.report), Cursor: l.form.Cursor(), Form: l.form.Memory(), Begun: l.begun}
	if l.aside != nil {
		kept := *l.aside
		s.Aside = &kept
	}
	return s
}

// markPlace saves the question the person has come to, once anything was
// answered: killed there, the draft opens there again. A place that cannot be
// saved is nothing a person has typed: the next answer takes it along.
func (l *lineForm) markPlace() {
	if l.form.Cursor() == l.cursor || l.changes == 0 || l.unsaved != nil {
		return
	}
	if err := l.write(l.z.during, l.snapshot()); work.Failed(err) == nil {
		l.z.sayGaveWay(err)
		l.cursor = l.form.Cursor()
	}
}

// again is Enter alone where something is not saved yet.
func (l *lineForm) again() error {
	if err := l.confirm(); err != nil {
		return err
	}
	return l.goOn()
}

// ask is the question of the field; where the answer given to it, or an earlier
// one, is not on the disk, it says so.
func (l *lineForm) ask(q forms.Question) string {
	switch {
	case l.unsaved == nil:
		return questionText(q)
	case l.waits != q.ID || q.Kind != forms.AskValue && q.Kind != forms.AskText:
		return wording.Sentences("Noch nicht gesichert ist, was zuvor geantwortet wurde; Enter versucht es noch einmal", questionText(q))
	}
	return wording.Sentences("Noch nicht gesichert: "+q.Label+", "+wording.OrEmpty(valueText(q)), q.Finding, q.Hint, allowedText(q),
		"Enter versucht es noch einmal, eine andere Antwort ersetzt diese")
}

// leave saves what is left, the place too. Where that is not possible the person
// stays, unless she gives it up.
func (l *lineForm) leave(way error) error {
	if l.parting != nil && errors.Is(way, ask.ErrBack) && l.parting() {
		l.changes = -1 // saved anew, although nothing was typed
	}
	l.form.Confirm()
	if err := l.keep(); err != nil {
		return l.z.part(way)
	}
	l.markPlace()
	return way
}

// part asks whether to go a way although something is not saved; ask.ErrAgain stays.
// Where nobody can be asked any more it is lost.
func (z *line) part(way error) error {
	if cutOff(way) {
		z.lost = true
		return way
	}
	sure, err := z.Sure("Was noch nicht gesichert ist, geht beim Verlassen verloren. Trotzdem verlassen?")
	switch {
	case cutOff(err):
		way = err
	case err != nil, !sure:
		return ask.ErrAgain
	}
	z.lost = true
	return way
}

// cutOff reports that no answer will come any more.
func cutOff(err error) bool {
	return errors.Is(err, ask.ErrInputEnd) || errors.Is(err, terminal.ErrHungUp)
}

// sayGaveWay tells it line by line.
func (z *line) sayGaveWay(err error) {
	var over *answer.Overwritten
	if !errors.As(err, &over) {
		return
	}
	for _, c := range work.Replaced(over, z.lineEnv()) {
		z.Say("%s wurde zugleich anderswo geändert: anderswo %s, von Ihnen %s.", c.Label, wording.OrEmpty(c.Before), wording.OrEmpty(c.After))
	}
	z.Say("%s", work.GaveWayText)
}
