package lines

import (
	"fmt"
	"slices"
	"strings"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/model/catalog"
	"example.org/meldeportal/model/rule"
	"example.org/meldeportal/tui/wording"
)

// What can be done at a question of a form, as commands.

// act does something with the elements or the history of the form.
func (l *lineForm) act(do func(), done string) func(string) error {
	return func(string) error {
		do()
		l.atEnd = false
		if err := l.keep(); err != nil {
			return err
		}
		l.z.say("%s", done)
		return nil
	}
}

// commands are what can be done at a question.
func (l *lineForm) commands(q forms.Question) []command {
	own := []command{
		{name: "zurueck", help: "Geht eine Frage zurück.", do: l.backward},
		{name: "leer", help: "Leert das Feld.", do: l.clear},
		{name: "liste", arg: "[WORT]", help: "Nennt die Einträge der Liste zum Feld und lässt einen wählen.", off: notListed(q), do: l.list},
		{name: "feld", arg: "NAME", help: "Springt zu einem Feld; ein Teil des Namens genügt.", do: l.jump},
		{name: "abschnitt", help: "Nennt die Abschnitte und springt zu einem.", do: l.section},
		{name: "befunde", help: "Nennt alle Befunde und springt zu einem.", do: l.findingsList},
		{name: "neu", help: "Fügt der Gruppe einen Eintrag hinzu.", off: l.form.CanAdd(), do: l.add},
		{name: "oeffnen", help: "Bearbeitet den Eintrag der Gruppe.", off: notItem(q), do: l.open},
		{name: "entfernen", help: "Entfernt den Eintrag; :rueckgaengig holt ihn zurück.", off: l.form.CanRemove(),
			do: l.act(l.form.RemoveItem, "Eintrag entfernt.")},
		{name: "doppelt", help: "Legt hinter dem Eintrag einen zweiten mit denselben Werten an.", off: l.form.CanDuplicate(),
			do: l.act(l.form.DuplicateItem, "Eintrag verdoppelt.")},
		{name: "hinauf", help: "Tauscht den Eintrag mit dem vorigen.", off: l.form.CanMove(-1), do: l.act(func() { l.form.MoveItem(-1) }, "Eintrag verschoben.")},
		{name: "hinab", help: "Tauscht den Eintrag mit dem nächsten.", off: l.form.CanMove(1), do: l.act(func() { l.form.MoveItem(1) }, "Eintrag verschoben.")},
		{name: "letzter", help: "Übernimmt den Wert des vorigen Eintrags oder der letzten Meldung zu diesem Tumor.", off: l.form.CanRepeat(), do: l.repeat},
		{name: "rueckgaengig", help: "Nimmt die letzte Änderung zurück.", off: l.form.CanUndo(),
			do: l.act(l.form.Undo, "Zurückgenommen.")},
		{name: "wiederholen", help: "Stellt wieder her, was zurückgenommen wurde.", off: l.form.CanRedo(),
			do: l.act(l.form.Redo, "Wiederhergestellt.")},
		{name: "erklaerung", help: "Erklärt das Feld: wer es verlangt, welche Form, welche Codes.", do: l.explain},
		{name: "speichern", help: "Speichert jetzt. Jede Antwort ist es schon.", do: l.saveNow},
		{name: "verlassen", help: "Verlässt das Formular; alles bleibt gespeichert.", do: func(string) error { return errBack }},
	}
	if q.Kind == forms.AskLocked {
		own = append(own, command{name: "aendern", help: "Fragt die Stammdaten ab.", do: func(string) error { l.form.Unlock(); return nil }})
	}
	if l.more != nil {
		own = append(own, l.more()...)
	}
	return own
}

func notListed(q forms.Question) string {
	if !q.Listed {
		return "Zu diesem Feld gibt es keine Liste."
	}
	return ""
}

func notItem(q forms.Question) string {
	if q.Kind != forms.AskItem {
		return "Hier steht kein Eintrag einer Gruppe."
	}
	return ""
}

func (l *lineForm) backward(string) error {
	if l.atEnd {
		l.atEnd = false
		return nil
	}
	if !l.form.Backward() {
		l.z.say("Das ist das erste Feld. :verlassen verlässt das Formular.")
	}
	return l.keep()
}

func (l *lineForm) clear(string) error {
	l.form.Answer("")
	return l.confirm()
}

func (l *lineForm) jump(name string) error {
	found := bestTargets(forms.Find(l.form.Targets(), name), name)
	if len(found) == 0 || name == "" {
		l.z.say("Kein Feld heißt so. :abschnitt nennt die Abschnitte.")
		return nil
	}
	at := 0
	if len(found) > 1 {
		i, err := l.z.choose("Welches? Nummer wählt, Enter allein bleibt hier.", len(found), func(i int) string { return found[i].Label + ", " + found[i].Where })
		if err != nil {
			return stay(err)
		}
		at = i
	}
	_, err := l.goTo(found[at].ID)
	return err
}

// bestTargets are those whose whole name was said, or all.
func bestTargets(found []forms.Target, name string) []forms.Target {
	whole := slices.DeleteFunc(slices.Clone(found), func(t forms.Target) bool { return catalog.Fold(t.Label) != catalog.Fold(name) })
	if len(whole) > 0 {
		return whole
	}
	return found
}

// goTo goes to a field, if it is asked, and saves what leaving the other one has
// settled.
func (l *lineForm) goTo(id string) (there bool, err error) {
	if there = l.form.Goto(id); there {
		l.atEnd = false
	}
	return there, l.keep()
}

func (l *lineForm) section(string) error {
	steps := l.form.Steps()
	i, err := l.z.choose("Welcher Abschnitt? Nummer springt dorthin, Enter allein bleibt hier.", len(steps), func(i int) string { return stepWords(steps[i]) })
	if err != nil {
		return stay(err)
	}
	l.form.Open(steps[i].Title)
	l.atEnd = false
	return l.keep()
}

func stepWords(s forms.Step) string {
	return strings.TrimSuffix(sentences(s.Title, fmt.Sprintf("%d von %d ausgefüllt", s.Filled, s.Asked), wording.StepText(s)), ".")
}

// findingsList names the findings and goes to the field of one.
func (l *lineForm) findingsList(string) error {
	l.form.Insist()
	if len(l.findings) == 0 {
		l.z.say("Keine Befunde.")
		return nil
	}
	l.z.say("%s.", wording.Tally(l.findings))
	i, err := l.z.choose("Nummer springt zum Feld, Enter allein bleibt hier.", len(l.findings), func(i int) string { return findingWords(l.findings[i]) })
	if err != nil {
		return stay(err)
	}
	return l.toFinding(l.findings[i])
}

func findingWords(f rule.Finding) string {
	word := wording.SeverityWord(f.Severity)
	return word + ". " + f.Text
}

func (l *lineForm) toFinding(f rule.Finding) error {
	for _, id := range f.Fields {
		if there, err := l.goTo(id); there || err != nil {
			return err
		}
	}
	l.z.say("Diese Angabe setzt das Programm selbst; es gibt kein Feld dafür. Ist sie falsch, bitte die Betreuung rufen.")
	return nil
}

func (l *lineForm) add(string) error {
	l.form.AddItem()
	l.atEnd = false
	if err := l.keep(); err != nil {
		return err
	}
	l.z.say("Neuer Eintrag.")
	return nil
}

func (l *lineForm) open(string) error {
	l.form.OpenItem()
	return nil
}

// explain reads out what the field table says of the field.
func (l *lineForm) explain(string) error {
	topic := l.form.Topic()
	if topic.Row == nil {
		l.z.say("Die Stammdaten sind aus der Akte übernommen; :aendern fragt sie ab.")
		return nil
	}
	for _, text := range append([]string{topic.Label}, wording.TopicText(&topic, ":liste")...) {
		l.z.say("%s", strings.TrimPrefix(text, "- "))
	}
	if text := wording.ElementText(&topic, l.z.services.About.Element); text != "" {
		l.z.say("%s", text)
	}
	return nil
}

func (l *lineForm) repeat(string) error {
	l.form.Repeat()
	return l.confirm()
}

func (l *lineForm) saveNow(string) error {
	l.look()
	if err := l.save(); err != nil {
		return err
	}
	l.z.say("Gespeichert. %s.", wording.Tally(l.findings))
	return nil
}
