package interview

import (
	"errors"
	"fmt"
	"strings"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/model/field"
	"example.org/meldeportal/tui/ask"
	"example.org/meldeportal/tui/terminal"
	"example.org/meldeportal/tui/together"
	"example.org/meldeportal/tui/wording"
	"example.org/meldeportal/tui/work"
)

// Saving in line mode: what is answered is on the disk before the next question,
// or the person hears that it is not. What could not be saved stays in the form,
// is tried again with every answer and by Enter alone, and keeps the report from
// being completed and the person from leaving without a question.

// ErrUnsaved is ask.ErrAgain where an answer is not on the disk, which has been said.
var ErrUnsaved = fmt.Errorf("unsaved: %w", ask.ErrAgain)

// SayUnsaved says that something is not on the disk and why.
func (z *Session) SayUnsaved(err error) {
	z.Say("%s", wording.Sentences("Nicht gesichert", wording.Sentence(err), "Enter versucht es noch einmal"))
}

// SayOvercome says that what SayUnsaved was said of is on the disk now: what was heard
// cannot be taken back.
func (z *Session) SayOvercome() { z.Say("Jetzt ist alles gesichert.") }

// Confirm says in words what the field holds now, after it has been judged and
// saved.
func (l *Sheet) Confirm() error {
	l.Form.Confirm()
	if err := l.Keep(); err != nil {
		return err
	}
	q := l.Form.Question()
	if h := l.Form.Heard(); h != nil { // what was not understood is shown in the line, but is no value
		q.Value = strings.TrimSpace(strings.TrimSuffix(q.Value, strings.ReplaceAll(h.Not, ", ", " ")))
	}
	word := "Gespeichert: "
	if l.Unkept {
		word = "Unverändert: "
	}
	l.z.Say("%s", wording.Sentences(word+wording.OrEmpty(ValueText(q))))
	if q.Finding != "" {
		l.z.Say("%s", wording.Sentences(q.Finding, ":zurueck fragt das Feld noch einmal"))
	}
	return nil
}

// Keep judges and saves what has changed or could not be saved before.
func (l *Sheet) Keep() error {
	if l.unsaved == nil && l.Form.Changes() == l.changes {
		return nil
	}
	l.Look()
	return l.save()
}

// write writes what the form holds, and tells when that was beside the draft, because
// somebody else was faster; the questions go on in it. That there is nothing to save in
// a draft that changed elsewhere is said once.
func (l *Sheet) write() error {
	err := l.Write(l.z.During, l.snapshot())
	var moved *answer.Moved
	switch {
	case errors.As(err, &moved) && l.Moved != nil:
		l.z.Fail(moved)
		l.Moved(moved)
	case answer.Outdated(err):
		if !l.outdated {
			l.z.Fail(err)
		}
		l.outdated = true
		return nil
	}
	if answer.Failed(err) == nil && !errors.Is(err, answer.ErrNothing) {
		l.Unkept = false
	}
	l.meets(err)
	if l.gaveWay(err) && l.Meet != nil { // the draft keeps it
		return l.write()
	}
	return err
}

// meets has the form hold what a colleague has saved, and reads out what that is.
func (l *Sheet) meets(err error) {
	var met *together.Met
	if !errors.As(err, &met) {
		return
	}
	told := l.Meet(met)
	l.met = met.No
	l.Look()
	for _, c := range told.Taken {
		l.z.Say("Von %s eingetragen: %s, %s.", forms.Clean(told.By), c.Label, wording.OrEmpty(c.After))
	}
	if len(told.Clashes) > 0 {
		l.sayChoices()
	}
}

// gaveWay keeps what of a colleague's Stammdaten the save has taken the place of, and reads
// out both; it reports whether there was anything.
func (l *Sheet) gaveWay(err error) bool {
	var over *answer.Overwritten
	if !errors.As(err, &over) || together.GaveWay(over, l.Report, l.Aside, l.z.Desk.Station.Who().Login, l.z.Env()) == "" {
		return false
	}
	l.sayChoices()
	return true
}

// sayChoices reads out what two people entered otherwise at once.
func (l *Sheet) sayChoices() []together.Choice {
	all := together.Choices(l.Report, l.Aside.Abweichungen, l.z.Desk.Station.Who().Login, l.z.Env())
	for i, c := range all {
		if c.Decided {
			continue
		}
		l.z.Say("%d: %s wurde zugleich verschieden eingetragen: von Ihnen %s, von %s %s. Es gilt Ihre Angabe; :beide lässt wählen.", i+1, c.Label, c.Mine, c.Who, c.Theirs)
	}
	return all
}

// Choose asks which of two values is to stand.
func (l *Sheet) Choose() error {
	all := together.Choices(l.Report, l.Aside.Abweichungen, l.z.Desk.Station.Who().Login, l.z.Env())
	words := make([]string, len(all))
	for i, c := range all {
		words[i] = fmt.Sprintf("%s: von Ihnen %s, von %s %s", c.Label, c.Mine, c.Who, c.Theirs)
	}
	at, err := l.z.ChooseFrom("Welches Feld? Nummer wählt, Enter allein geht zurück.", words)
	if err != nil {
		return err
	}
	which, err := l.z.ChooseFrom(all[at].Label+": Was gilt? Nummer wählt, Enter allein geht zurück.", []string{"Ihre Angabe, " + all[at].Mine, "die andere, " + all[at].Theirs})
	switch {
	case err != nil:
		return err
	case all[at].Other == (which == 1):
		together.Keep(l.Aside, at)
	case !together.Swap(l.Form, l.Aside, at, l.z.Services.Now()):
		l.z.Say("%s", together.Changed)
		return nil
	}
	l.Touch()
	if err := l.Keep(); err != nil {
		return err
	}
	l.z.Say("Gespeichert: %s.", all[at].Label)
	return nil
}

// save writes it; it returns ErrUnsaved where that failed.
func (l *Sheet) save() error {
	was, err := l.unsaved, l.write()
	if l.unsaved = answer.Failed(err); l.unsaved != nil {
		l.z.SayUnsaved(l.unsaved)
		if l.waits == "" {
			l.waits = l.Form.Cursor()
		}
		return ErrUnsaved
	}
	if was != nil {
		l.z.SayOvercome()
	}
	l.waits = ""
	l.changes, l.cursor = l.Form.Changes(), l.Form.Cursor()
	l.z.keepUsage()
	return nil
}

func (l *Sheet) snapshot() *work.Snapshot {
	s := &work.Snapshot{Report: *field.Copy(l.Report), Cursor: l.Form.Cursor(), Form: l.Form.Memory(), Met: l.met, Begun: l.Begun}
	if l.Aside != nil {
		kept := *l.Aside
		s.Aside = &kept
	}
	return s
}

// markPlace saves the question the person has come to, once anything was
// answered: killed there, the draft opens there again. A place that cannot be
// saved is nothing a person has typed: the next answer takes it along.
func (l *Sheet) markPlace() {
	if l.Form.Cursor() == l.cursor || l.changes == 0 || l.unsaved != nil {
		return
	}
	if answer.Failed(l.write()) == nil {
		l.cursor = l.Form.Cursor()
	}
}

// again is Enter alone where something is not saved yet.
func (l *Sheet) again() error {
	if err := l.Confirm(); err != nil {
		return err
	}
	return l.goOn()
}

// question is the question of the field; where the answer given to it, or an earlier
// one, is not on the disk, it says so.
func (l *Sheet) question(q forms.Question) string {
	switch {
	case l.unsaved == nil:
		return QuestionText(q)
	case l.waits != q.ID || q.Kind != forms.AskValue && q.Kind != forms.AskText:
		return wording.Sentences("Noch nicht gesichert ist, was zuvor geantwortet wurde; Enter versucht es noch einmal", QuestionText(q))
	}
	return wording.Sentences("Noch nicht gesichert: "+q.Label+", "+wording.OrEmpty(ValueText(q)), q.Finding, q.Hint, allowedText(q),
		"Enter versucht es noch einmal, eine andere Antwort ersetzt diese")
}

// leave saves what is left, the place too. Where that is not possible the person
// stays, unless she gives it up.
func (l *Sheet) leave(way error) error {
	if l.Parting != nil && errors.Is(way, ask.ErrBack) && l.Parting() {
		l.changes = -1 // saved anew, although nothing was typed
	}
	l.Form.Confirm()
	if err := l.Keep(); err != nil {
		return l.z.Part(way)
	}
	l.markPlace()
	return way
}

// Part asks whether to go a way although something is not saved; ask.ErrAgain stays.
// Where nobody can be asked any more it is lost.
func (z *Session) Part(way error) error {
	if cutOff(way) {
		z.Lost = true
		return way
	}
	sure, err := z.Sure("Was noch nicht gesichert ist, geht beim Verlassen verloren. Trotzdem verlassen?")
	switch {
	case cutOff(err):
		way = err
	case err != nil, !sure:
		return ask.ErrAgain
	}
	z.Lost = true
	return way
}

// cutOff reports that no answer will come any more.
func cutOff(err error) bool {
	return errors.Is(err, ask.ErrInputEnd) || errors.Is(err, terminal.ErrHungUp)
}
