package tui

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/model"
	"example.org/meldeportal/model/catalog"
	"example.org/meldeportal/model/field"
	"example.org/meldeportal/model/rule"
)

// lineForm asks a form question by question.
type lineForm struct {
	z      *zeile
	form   *forms.Form
	report *model.Report
	write  func(context.Context, *snapshot) error
	judge  func() []rule.Finding
	more   func() []command // of the report
	end    string           // the question behind the last field
	finish func() error     // Enter there

	findings []rule.Finding
	changes  int
	cursor   string // as saved last
	page     string // named last
	within   string
	atEnd    bool
	begun    bool         // what is written is no case yet
	answered func() error // after an answer was saved, may be nil
}

// lineEnv is what a form needs that is never drawn.
func (z *zeile) lineEnv() forms.Env {
	return forms.Env{Lists: z.services.Lists, Now: z.services.Now}
}

// run asks until the person leaves. What is answered is saved at once.
func (l *lineForm) run() error {
	l.look()
	l.changes, l.cursor = l.form.Changes(), l.form.Cursor()
	for {
		err := l.step()
		switch {
		case err == nil, errors.Is(err, errAgain):
			continue
		case errors.Is(err, errBack):
			l.keepPlace()
			return nil
		}
		l.keepPlace()
		return err
	}
}

// step asks one question and takes its answer.
func (l *lineForm) step() error {
	if l.atEnd {
		return l.stepEnd()
	}
	q := l.form.Question()
	l.sayPlace(q)
	text, err := l.z.ask(questionText(q), l.commands(q))
	if err != nil {
		return err
	}
	if text == "" {
		l.forward()
		return nil
	}
	return l.take(q, text)
}

func (l *lineForm) stepEnd() error {
	text, err := l.z.ask(l.end, l.commands(forms.Question{Kind: forms.AskNothing}))
	if err != nil {
		return err
	}
	if strings.TrimSpace(text) != "" {
		l.z.say("Hier gibt es nichts einzugeben; :hilfe nennt die Befehle.")
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
		l.z.say("Abschnitt %d von %d: %s. %s.", i, n, title, tally(l.findings))
	}
	if q.Within != l.within {
		if l.within = q.Within; q.Within != "" {
			l.z.say("In %s:", q.Within)
		}
	}
}

// questionText is a question as one line: label, mark, value with meaning, what
// stands against it, and what belongs there.
func questionText(q forms.Question) string {
	switch q.Kind {
	case forms.AskLocked:
		return "Stammdaten übernommen. Enter, wenn sie noch stimmen; :aendern fragt sie ab."
	case forms.AskItem:
		return fmt.Sprintf("%s: %s. Enter geht weiter, :oeffnen bearbeitet den Eintrag.", q.Label, q.Value)
	case forms.AskGroup:
		return sentences(q.Label+", Gruppe", q.Demand, plural(q.Items, "Eintrag", "Einträge"), q.Finding, "Enter geht weiter, :neu fügt einen Eintrag hinzu")
	case forms.AskFixed:
		return sentences(q.Label+" steht fest", valueText(q), q.Hint, "Enter geht weiter")
	case forms.AskNothing:
		return "Dieser Abschnitt fragt jetzt nichts. Enter geht weiter."
	}
	now := "leer"
	if q.Value != "" {
		now = valueText(q)
	}
	if q.Origin != "" {
		now += ", aus " + q.Origin
	}
	return sentences(q.Label, q.Demand, "Bisher "+now, q.Finding, q.Hint, fewText(q.Few))
}

// fewText tells a short list.
func fewText(few []forms.Choice) string {
	var all []string
	for _, c := range few {
		if c.Code == c.Label || c.Label == "" {
			all = append(all, c.Code)
		} else {
			all = append(all, c.Code+" "+c.Label)
		}
	}
	if len(all) == 0 {
		return ""
	}
	return "Möglich: " + strings.Join(all, ", ")
}

// valueText is a value with its meaning.
func valueText(q forms.Question) string {
	if q.Meaning == "" {
		return q.Value
	}
	return q.Value + ", " + q.Meaning
}

// sentences joins parts that are not empty, each ended with a point.
func sentences(parts ...string) string {
	var all []string
	for _, p := range parts {
		if p = strings.TrimSpace(p); p == "" {
			continue
		}
		if !strings.HasSuffix(p, ".") && !strings.HasSuffix(p, "?") {
			p += "."
		}
		all = append(all, p)
	}
	return strings.Join(all, " ")
}

// take gives an answer to the field, says what it became and goes on.
func (l *lineForm) take(q forms.Question, text string) error {
	switch q.Kind {
	case forms.AskValue:
		if hits := l.form.Answer(text); len(hits) > 0 {
			if err := l.chooseHit(text, hits); err != nil {
				return err
			}
		}
	case forms.AskText:
		if err := l.takeLines(text); err != nil {
			return err
		}
	default:
		l.z.say("Hier gibt es nichts einzugeben; :hilfe nennt die Befehle.")
		return nil
	}
	l.confirm()
	l.forward()
	if l.answered != nil {
		return l.answered()
	}
	return nil
}

// takeLines collects a text of several lines; each is saved as it comes.
func (l *lineForm) takeLines(text string) error {
	l.form.Answer(text)
	l.keep()
	for {
		line, err := l.z.ask("Nächste Zeile. Enter allein beendet den Text.", nil)
		if errors.Is(err, errAgain) {
			continue
		}
		if err != nil || line == "" {
			return err
		}
		text += "\n" + line
		l.form.Answer(text)
		l.keep()
	}
}

// chooseHit lets the person choose among several hits. Another text searches
// anew, Enter alone leaves the text as typed.
func (l *lineForm) chooseHit(text string, hits []forms.Choice) error {
	l.keep()
	for from := 0; ; {
		l.z.say("%s für „%s“.", plural(len(hits), "Treffer", "Treffer"), text)
		l.z.enumerate(len(hits), from, func(i int) string { return hits[i].Code + ", " + hits[i].Label })
		more := command{name: "mehr", help: "Nennt die nächsten Treffer.", do: func(string) error {
			if from += portion; from >= len(hits) {
				from = 0
			}
			return nil
		}}
		answer, err := l.z.ask("Nummer wählt, ein anderes Wort sucht neu, Enter allein lässt den Text so stehen.", []command{more, back("Nichts wählen.")})
		switch {
		case errors.Is(err, errAgain):
			continue
		case errors.Is(err, errBack):
			return nil
		case err != nil:
			return err
		case strings.TrimSpace(answer) == "":
			return nil
		}
		if i, ok := number(answer, len(hits)); ok {
			l.form.Choose(i)
			return nil
		}
		text, from = answer, 0
		if hits = l.form.Answer(text); len(hits) == 0 {
			return nil
		}
	}
}

// confirm says in words what the field holds now, after it has been judged.
func (l *lineForm) confirm() {
	l.form.Confirm()
	l.keep()
	q := l.form.Question()
	if q.Value == "" {
		l.z.say("Gespeichert: leer.")
	} else {
		l.z.say("%s", sentences("Gespeichert: "+valueText(q)))
	}
	if q.Finding != "" {
		l.z.say("%s", q.Finding)
	}
}

// keep judges and saves what has changed.
func (l *lineForm) keep() {
	if l.form.Changes() == l.changes {
		return
	}
	l.changes = l.form.Changes()
	l.look()
	l.save()
}

func (l *lineForm) look() {
	l.findings = l.judge()
	l.form.SetFindings(l.findings)
}

func (l *lineForm) save() {
	if err := l.write(context.Background(), &snapshot{report: *field.Copy(l.report), cursor: l.form.Cursor(), form: l.form.Memory(), begun: l.begun}); err != nil {
		l.changes = -1 // tried again with the next answer
		l.z.fail(err)
		return
	}
	l.changes, l.cursor = l.form.Changes(), l.form.Cursor()
}

// keepPlace saves where the person stood, so that the draft opens there.
func (l *lineForm) keepPlace() {
	l.form.Confirm()
	l.keep()
	if l.form.Cursor() != l.cursor && l.changes > 0 {
		l.save()
	}
}

// press gives a key of the drawn form to this one.
func (l *lineForm) press(key, done string) func(string) error {
	return func(string) error {
		l.form.Key(formKeys[key])
		l.keep()
		l.atEnd = false
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
			do: l.press("ctrl+k", "Eintrag entfernt.")},
		{name: "doppelt", help: "Legt hinter dem Eintrag einen zweiten mit denselben Werten an.", off: l.form.CanDuplicate(),
			do: l.press("ctrl+t", "Eintrag verdoppelt.")},
		{name: "hinauf", help: "Tauscht den Eintrag mit dem vorigen.", off: l.form.CanMove(-1), do: l.press("alt+up", "Eintrag verschoben.")},
		{name: "hinab", help: "Tauscht den Eintrag mit dem nächsten.", off: l.form.CanMove(1), do: l.press("alt+down", "Eintrag verschoben.")},
		{name: "letzter", help: "Übernimmt den Wert des vorigen Eintrags oder der letzten Meldung zu diesem Tumor.", off: l.form.CanRepeat(), do: l.repeat},
		{name: "rueckgaengig", help: "Nimmt die letzte Änderung zurück.", off: l.form.CanUndo(),
			do: l.press("ctrl+z", "Zurückgenommen.")},
		{name: "wiederholen", help: "Stellt wieder her, was zurückgenommen wurde.", off: l.form.CanRedo(),
			do: l.press("ctrl+y", "Wiederhergestellt.")},
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
	l.keep()
	return nil
}

func (l *lineForm) clear(string) error {
	l.form.Answer("")
	l.confirm()
	return nil
}

func (l *lineForm) list(word string) error {
	hits := l.form.Choices(word)
	if len(hits) == 0 {
		l.z.say("Kein Treffer.")
		return nil
	}
	i, err := l.z.choose("Nummer wählt, Enter allein lässt das Feld, wie es ist.", len(hits), func(i int) string { return hits[i].Code + ", " + hits[i].Label })
	if err != nil {
		return stay(err)
	}
	l.form.Choose(i)
	l.confirm()
	l.forward()
	return nil
}

func (l *lineForm) jump(name string) error {
	found := bestTargets(forms.Find(l.form.Targets(), name), name)
	if len(found) == 0 || name == "" {
		l.z.say("Kein Feld heißt so. :abschnitt nennt die Abschnitte.")
		return nil
	}
	at := 0
	if len(found) > 1 {
		i, err := l.z.choose("Welches? Nummer wählt.", len(found), func(i int) string { return found[i].Label + ", " + found[i].Where })
		if err != nil {
			return stay(err)
		}
		at = i
	}
	l.goTo(found[at].ID)
	return nil
}

// bestTargets are those whose whole name was said, or all.
func bestTargets(found []forms.Target, name string) []forms.Target {
	whole := slices.DeleteFunc(slices.Clone(found), func(t forms.Target) bool { return catalog.Fold(t.Label) != catalog.Fold(name) })
	if len(whole) > 0 {
		return whole
	}
	return found
}

func (l *lineForm) goTo(id string) bool {
	ok := l.form.Goto(id)
	if ok {
		l.atEnd = false
	}
	l.keep()
	return ok
}

func (l *lineForm) section(string) error {
	steps := l.form.Steps()
	i, err := l.z.choose("Abschnitt wählen: Nummer.", len(steps), func(i int) string { return stepWords(steps[i]) })
	if err != nil {
		return stay(err)
	}
	l.form.Open(steps[i].Title)
	l.keep()
	l.atEnd = false
	return nil
}

func stepWords(s forms.Step) string {
	return strings.TrimSuffix(sentences(s.Title, fmt.Sprintf("%d von %d ausgefüllt", s.Filled, s.Asked), stepText(s)), ".")
}

// findingsList names the findings and goes to the field of one.
func (l *lineForm) findingsList(string) error {
	l.form.Insist()
	if len(l.findings) == 0 {
		l.z.say("Keine Befunde.")
		return nil
	}
	l.z.say("%s.", tally(l.findings))
	i, err := l.z.choose("Nummer springt zum Feld, Enter allein bleibt hier.", len(l.findings), func(i int) string { return findingWords(l.findings[i]) })
	if err != nil {
		return stay(err)
	}
	l.toFinding(l.findings[i])
	return nil
}

func findingWords(f rule.Finding) string {
	word, _ := severityWord(f.Severity)
	return word + ". " + f.Text
}

func (l *lineForm) toFinding(f rule.Finding) {
	for _, id := range f.Fields {
		if l.goTo(id) {
			return
		}
	}
	l.z.say("Diese Angabe setzt das Programm selbst; bitte Betreuung rufen.")
}

func (l *lineForm) add(string) error {
	l.form.AddItem()
	l.keep()
	l.atEnd = false
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
	for _, line := range topicLines(&topic, l.z.services.About.Element, 1<<10) {
		if line = strings.TrimLeft(ansi.Strip(line), " -"); line != "" {
			l.z.say("%s", line)
		}
	}
	return nil
}

func (l *lineForm) repeat(string) error {
	l.form.Key(formKeys["ctrl+d"])
	l.confirm()
	return nil
}

func (l *lineForm) saveNow(string) error {
	l.look()
	l.save()
	if l.changes >= 0 {
		l.z.say("Gespeichert. %s.", tally(l.findings))
	}
	return nil
}
