package interview

import (
	"fmt"
	"strings"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/model/rule"
	"example.org/meldeportal/tui/ask"
	"example.org/meldeportal/tui/wording"
	"example.org/meldeportal/tui/work"
)

// What can be done at a question of a form, as commands.

// commands are what can be done at a question.
func (l *Sheet) commands(q forms.Question) []ask.Command {
	own := []ask.Command{
		{Name: "zurueck", Help: "Geht eine Frage zurück.", Do: l.backward},
		l.listing(q),
		{Name: "maengel", Help: "Nennt alle Mängel und springt zu einem.", Do: ask.Doing(l.findingsList)},
		{Name: "oeffnen", Help: "Bearbeitet den Eintrag der Gruppe.", Off: notItem(q), Do: ask.Doing(l.open)},
	}
	own = append(own, l.z.Commands(work.FormActs(l.Form), l.doing())...)
	own = append(own, l.explanation(), ask.Command{Name: "verlassen", Help: "Verlässt das Formular; alles bleibt gespeichert.", Do: func(string) error { return ask.ErrBack }})
	if q.Kind == forms.AskLocked {
		own = append(own, ask.Command{Name: "aendern", Help: "Fragt die Stammdaten ab.", Do: ask.Doing(func() error { l.Form.Unlock(); return nil })})
	}
	if l.More != nil {
		own = append(own, l.More()...)
	}
	return own
}

// doing is how the acts of the form are done.
func (l *Sheet) doing() Doing {
	return Doing{
		Shows: map[string]func(string) error{
			"speichern": func(string) error { return l.saveNow() },
			"feld":      l.jump,
			"abschnitt": func(string) error { return l.section() },
		},
		Args: map[string]string{"feld": "NAME"},
		Wrote: func(done work.Done) error {
			if done.Said == "" {
				return l.Confirm()
			}
			l.atEnd = false
			return l.Told(done.Said)
		}}
}

// Told says that something was done once it is on the disk.
func (l *Sheet) Told(said string) error {
	if err := l.Keep(); err != nil {
		return err
	}
	l.z.Say("%s", Named(said))
	return nil
}

func (l *Sheet) explanation() ask.Command {
	return ask.Command{Name: "erklaerung", Help: "Erklärt das Feld: wer es verlangt, welche Form, welche Codes.", Do: ask.Doing(l.explain)}
}

func (l *Sheet) listing(q forms.Question) ask.Command {
	c := ask.Command{Name: "liste", Arg: "[WORT]", Help: "Nennt die Einträge der Liste zum Feld und lässt einen wählen.", Do: l.list}
	if !q.Listed {
		c.Off = "Zu diesem Feld gibt es keine Liste."
	}
	return c
}

func notItem(q forms.Question) string {
	if q.Kind != forms.AskItem {
		return "Hier steht kein Eintrag einer Gruppe."
	}
	return ""
}

func (l *Sheet) backward(string) error {
	if l.atEnd {
		l.atEnd = false
		return nil
	}
	if !l.Form.Backward() {
		l.z.Say("Das ist das erste Feld. :verlassen verlässt das Formular.")
	}
	return l.Keep()
}

func (l *Sheet) jump(name string) error {
	found := forms.Called(l.Form.Targets(), name)
	if len(found) == 0 || name == "" {
		l.z.Say("Kein Feld heißt so. :abschnitt nennt die Abschnitte.")
		return nil
	}
	at := 0
	if len(found) > 1 {
		i, err := l.z.Choose("Welches? Nummer wählt, Enter allein bleibt hier.", len(found), func(i int) string { return found[i].Label + ", " + found[i].Where })
		if err != nil {
			return ask.Stay(err)
		}
		at = i
	}
	_, err := l.GoTo(found[at].ID)
	return err
}

// GoTo goes to a field, if it is asked, and saves what leaving the other one has
// settled.
func (l *Sheet) GoTo(id string) (there bool, err error) {
	if there = l.Form.Goto(id); there {
		l.atEnd = false
	}
	return there, l.Keep()
}

func (l *Sheet) section() error {
	steps := l.Form.Steps()
	i, err := l.z.Choose("Welcher Abschnitt? Nummer springt dorthin, Enter allein bleibt hier.", len(steps), func(i int) string { return stepWords(steps[i]) })
	if err != nil {
		return ask.Stay(err)
	}
	l.Form.Open(steps[i].Title)
	l.atEnd = false
	return l.Keep()
}

func stepWords(s forms.Step) string {
	return strings.TrimSuffix(wording.Sentences(s.Title, fmt.Sprintf("%d von %d ausgefüllt", s.Filled, s.Asked), wording.StepText(s)), ".")
}

// findingsList names the findings and goes to the field of one.
func (l *Sheet) findingsList() error {
	l.Form.Insist()
	if len(l.Findings) == 0 {
		l.z.Say("Keine Mängel.")
		return nil
	}
	l.z.Say("%s.", wording.Tally(l.Findings))
	return l.ToOneOf(l.Findings)
}

// ToOneOf goes to the field of one of the findings.
func (l *Sheet) ToOneOf(found []rule.Finding) error {
	i, err := l.z.Choose("Nummer springt zum Feld, Enter allein bleibt hier.", len(found), func(i int) string { return FindingWords(found[i]) })
	if err != nil {
		return ask.Stay(err)
	}
	return l.ToFinding(found[i])
}

func FindingWords(f rule.Finding) string {
	word := wording.SeverityWord(f.Severity)
	return word + ". " + f.Text
}

func (l *Sheet) ToFinding(f rule.Finding) error {
	for _, id := range f.Fields {
		if there, err := l.GoTo(id); there || err != nil {
			return err
		}
	}
	l.z.Say("Diese Angabe setzt das Programm selbst; es gibt kein Feld dafür. Ist sie falsch, bitte die Betreuung rufen.")
	return nil
}

func (l *Sheet) open() error {
	l.Form.OpenItem()
	return nil
}

// explain reads out what the field table says of the field.
func (l *Sheet) explain() error {
	topic := l.Form.Topic()
	if topic.Row == nil {
		l.z.Say("Die Stammdaten sind aus der Akte übernommen; :aendern fragt sie ab.")
		return nil
	}
	for _, text := range append([]string{topic.Label}, wording.TopicText(&topic, ":liste")...) {
		l.z.SayLines(strings.TrimPrefix(text, "- "))
	}
	l.z.SayLines(wording.ElementText(&topic, l.z.Services.About.Element))
	return nil
}

func (l *Sheet) saveNow() error {
	l.Look()
	if err := l.save(); err != nil {
		return err
	}
	l.z.Say("Gespeichert. %s.", wording.Tally(l.Findings))
	return nil
}
