package lines

import (
	"fmt"
	"slices"
	"strings"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/model/catalog"
	"example.org/meldeportal/model/rule"
	"example.org/meldeportal/tui/ask"
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
		l.z.Say("%s", done)
		return nil
	}
}

// commands are what can be done at a question.
func (l *lineForm) commands(q forms.Question) []ask.Command {
	own := []ask.Command{
		{Name: "zurueck", Help: "Geht eine Frage zurück.", Do: l.backward},
		{Name: "leer", Help: "Leert das Feld.", Do: l.clear},
		{Name: "liste", Arg: "[WORT]", Help: "Nennt die Einträge der Liste zum Feld und lässt einen wählen.", Off: notListed(q), Do: l.list},
		{Name: "feld", Arg: "NAME", Help: "Springt zu einem Feld; ein Teil des Namens genügt.", Do: l.jump},
		{Name: "abschnitt", Help: "Nennt die Abschnitte und springt zu einem.", Do: l.section},
		{Name: "befunde", Help: "Nennt alle Befunde und springt zu einem.", Do: l.findingsList},
		{Name: "neu", Help: "Fügt der Gruppe einen Eintrag hinzu.", Off: l.form.CanAdd(), Do: l.add},
		{Name: "oeffnen", Help: "Bearbeitet den Eintrag der Gruppe.", Off: notItem(q), Do: l.open},
		{Name: "entfernen", Help: "Entfernt den Eintrag; :rueckgaengig holt ihn zurück.", Off: l.form.CanRemove(),
			Do: l.act(l.form.RemoveItem, "Eintrag entfernt.")},
		{Name: "doppelt", Help: "Legt hinter dem Eintrag einen zweiten mit denselben Werten an.", Off: l.form.CanDuplicate(),
			Do: l.act(l.form.DuplicateItem, "Eintrag verdoppelt.")},
		{Name: "hinauf", Help: "Tauscht den Eintrag mit dem vorigen.", Off: l.form.CanMove(-1), Do: l.act(func() { l.form.MoveItem(-1) }, "Eintrag verschoben.")},
		{Name: "hinab", Help: "Tauscht den Eintrag mit dem nächsten.", Off: l.form.CanMove(1), Do: l.act(func() { l.form.MoveItem(1) }, "Eintrag verschoben.")},
		{Name: "letzter", Help: "Übernimmt den Wert des vorigen Eintrags oder der letzten Meldung zu diesem Tumor.", Off: l.form.CanRepeat(), Do: l.repeat},
		{Name: "rueckgaengig", Help: "Nimmt die letzte Änderung zurück.", Off: l.form.CanUndo(),
			Do: l.act(l.form.Undo, "Zurückgenommen.")},
		{Name: "wiederholen", Help: "Stellt wieder her, was zurückgenommen wurde.", Off: l.form.CanRedo(),
			Do: l.act(l.form.Redo, "Wiederhergestellt.")},
		{Name: "erklaerung", Help: "Erklärt das Feld: wer es verlangt, welche Form, welche Codes.", Do: l.explain},
		{Name: "speichern", Help: "Speichert jetzt. Jede Antwort ist es schon.", Do: l.saveNow},
		{Name: "verlassen", Help: "Verlässt das Formular; alles bleibt gespeichert.", Do: func(string) error { return ask.ErrBack }},
	}
	if q.Kind == forms.AskLocked {
		own = append(own, ask.Command{Name: "aendern", Help: "Fragt die Stammdaten ab.", Do: func(string) error { l.form.Unlock(); return nil }})
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
		l.z.Say("Das ist das erste Feld. :verlassen verlässt das Formular.")
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
	i, err := l.z.Choose("Welcher Abschnitt? Nummer springt dorthin, Enter allein bleibt hier.", len(steps), func(i int) string { return stepWords(steps[i]) })
	if err != nil {
		return ask.Stay(err)
	}
	l.form.Open(steps[i].Title)
	l.atEnd = false
	return l.keep()
}

func stepWords(s forms.Step) string {
	return strings.TrimSuffix(wording.Sentences(s.Title, fmt.Sprintf("%d von %d ausgefüllt", s.Filled, s.Asked), wording.StepText(s)), ".")
}

// findingsList names the findings and goes to the field of one.
func (l *lineForm) findingsList(string) error {
	l.form.Insist()
	if len(l.findings) == 0 {
		l.z.Say("Keine Befunde.")
		return nil
	}
	l.z.Say("%s.", wording.Tally(l.findings))
	return l.toOneOf(l.findings)
}

// toOneOf goes to the field of one of the findings.
func (l *lineForm) toOneOf(found []rule.Finding) error {
	i, err := l.z.Choose("Nummer springt zum Feld, Enter allein bleibt hier.", len(found), func(i int) string { return findingWords(found[i]) })
	if err != nil {
		return ask.Stay(err)
	}
	return l.toFinding(found[i])
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
	l.z.Say("Diese Angabe setzt das Programm selbst; es gibt kein Feld dafür. Ist sie falsch, bitte die Betreuung rufen.")
	return nil
}

func (l *lineForm) add(string) error {
	l.form.AddItem()
	l.atEnd = false
	if err := l.keep(); err != nil {
		return err
	}
	l.z.Say("Neuer Eintrag.")
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
		l.z.Say("Die Stammdaten sind aus der Akte übernommen; :aendern fragt sie ab.")
		return nil
	}
	for _, text := range append([]string{topic.Label}, wording.TopicText(&topic, ":liste")...) {
		l.z.Say("%s", strings.TrimPrefix(text, "- "))
	}
	if text := wording.ElementText(&topic, l.z.services.About.Element); text != "" {
		l.z.Say("%s", text)
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
	l.z.Say("Gespeichert. %s.", wording.Tally(l.findings))
	return nil
}
