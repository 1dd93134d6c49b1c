package lines

import (
	"errors"
	"strings"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/model"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/tui/wording"
	"example.org/meldeportal/tui/work"
)

// What is used again, in line mode: templates, and the same report for the next
// person.

// useTemplate fills the report from one of the person's templates, after its
// questions.
func (r *lineReport) useTemplate() error {
	t, err := r.chooseTemplate()
	if err != nil {
		return err
	}
	values, asked := t.Parts(r.form)
	free, taken := work.Apart(r.form, values)
	if len(taken) > 0 {
		over, err := r.z.sure("Schon anders ausgefüllt: " + strings.Join(taken, ", ") + ". Mit der Vorlage überschreiben?")
		if err != nil {
			return err
		}
		if over {
			free = values
		}
	}
	n := r.form.Carry(free, "Vorlage "+t.Name)
	if err := r.keep(); err != nil {
		return err
	}
	r.z.say("Aus Vorlage übernommen: %s. :rueckgaengig nimmt sie zurück.", wording.Plural(n, "Wert", "Werte"))
	return r.askParameters(t, asked)
}

// askParameters asks what a template leaves open, each as the form itself asks
// it, and goes back to where the person stood.
func (r *lineReport) askParameters(t work.Template, asked []forms.TemplateValue) error {
	at := r.form.Cursor()
	for i := 0; i < len(asked); {
		v := asked[i]
		if !r.form.Goto(v.ID) {
			i++ // an answer has hidden it
			continue
		}
		switch err := r.askParameter(t, v); {
		case err == nil:
			i++
		case !errors.Is(err, errAgain):
			return err
		}
	}
	_, err := r.goTo(at)
	return err
}

func (r *lineReport) askParameter(t work.Template, v forms.TemplateValue) error {
	q, proposal := r.form.Question(), "Enter allein lässt das Feld leer"
	if cell := r.form.Cell(v.ID); v.Text != "" {
		proposal = "Enter allein nimmt " + valueText(forms.Question{Value: cell.Show(v.Text), Meaning: cell.Meaning(v.Text, false)})
	}
	text, err := r.z.ask(sentences("Frage der Vorlage. "+questionText(q), proposal), []command{back("Beendet die Fragen der Vorlage.")})
	switch {
	case err != nil:
		return err
	case text != "":
		return r.enter(q, text)
	}
	r.form.Carry(map[string]string{v.ID: v.Text}, "Vorlage "+t.Name)
	return r.keep()
}

// chooseTemplate lets a person choose among the templates of the report's type,
// and rename or delete one.
func (r *lineReport) chooseTemplate() (work.Template, error) {
	for at := (reading{}); ; {
		all, err := work.TemplatesFor(r.z.during, r.z.desk, r.report.Meldung.Typ)
		if err != nil {
			r.z.fail(err)
			return work.Template{}, errBack
		}
		if len(all) == 0 {
			r.z.say("Es gibt noch keine Vorlage für diesen Meldeanlass; :alsvorlage macht eine aus einer Meldung.")
			return work.Template{}, errBack
		}
		i, other, err := r.z.pick("Vorlage: Nummer wählt, Enter allein geht zurück; :umbenennen NUMMER NAME, :loeschen NUMMER.", len(all), &at,
			func(i int) string { return all[i].Name + ", " + work.TemplateText(&all[i].Template) }, r.z.templateCommands(all)...)
		switch {
		case errors.Is(err, errAgain):
			continue
		case err != nil:
			return work.Template{}, err
		case i >= 0:
			return all[i], nil
		case other == "":
			return work.Template{}, errBack
		}
		r.z.notOne(len(all), &at)
	}
}

func (z *line) templateCommands(all []work.Template) []command {
	which := func(arg string, do func(t work.Template, rest string) error) error {
		first, rest, _ := strings.Cut(arg, " ")
		i, ok := number(first, len(all))
		if !ok {
			z.say("Bitte die Nummer der Vorlage dazuschreiben, von 1 bis %d.", len(all))
			return nil
		}
		return do(all[i], strings.TrimSpace(rest))
	}
	return []command{
		{name: "umbenennen", arg: "NUMMER NAME", help: "Gibt einer Vorlage einen anderen Namen.", do: func(arg string) error { return which(arg, z.renameTemplate) }},
		{name: "loeschen", arg: "NUMMER", help: "Löscht eine Vorlage nach Rückfrage.", do: func(arg string) error { return which(arg, z.deleteTemplate) }},
		back("Nichts wählen."),
	}
}

func (z *line) renameTemplate(t work.Template, name string) error {
	if name == "" {
		z.say("Bitte den neuen Namen dazuschreiben, zum Beispiel :umbenennen 1 Mamma adjuvant.")
		return nil
	}
	t.Name = name
	return z.done(work.KeepTemplate(z.during, z.desk, t), "Vorlage heißt jetzt „"+name+"“.")
}

func (z *line) deleteTemplate(t work.Template, _ string) error {
	sure, err := z.sure("Vorlage „" + t.Name + "“ löschen? Meldungen, die damit entstanden, bleiben.")
	if err != nil || !sure {
		return stay(err)
	}
	return z.done(z.desk.Memory.Remember(z.during, t.Key, nil), "Vorlage gelöscht.")
}

// done says that something was done, or why it was not.
func (z *line) done(err error, said string) error {
	if err != nil {
		z.fail(err)
		return nil
	}
	z.say("%s", said)
	return nil
}

// useWords say what a template does with a field.
var useWords = [...]string{work.KeepValue: "wird übernommen", work.AskValue: "wird gefragt", work.LeaveOut: "bleibt weg"}

// saveTemplate makes a template of what the report holds.
func (r *lineReport) saveTemplate(name string) (err error) {
	r.form.Confirm()
	if err := r.keep(); err != nil {
		return err
	}
	parts := r.form.Parts()
	if len(parts) == 0 {
		r.z.say("Die Meldung enthält noch nichts, was eine Vorlage behalten könnte.")
		return nil
	}
	if name == "" {
		if name, err = r.z.words("Name der Vorlage, unter dem Sie sie wiederfinden. Enter allein geht zurück.", "Keine Vorlage machen."); err != nil {
			return err
		}
	}
	use := work.FirstUses(parts)
	if err := r.chooseUses(parts, use); err != nil {
		return err
	}
	return r.keepTemplate(work.MakeTemplate(work.NewTemplateKey(r.z.services.Now()), name, r.report.Meldung.Typ, parts, use))
}

// chooseUses asks which fields the template keeps, asks for and leaves out.
func (r *lineReport) chooseUses(parts []forms.Part, use []work.FieldUse) error {
	r.z.say("Person und Nummern bleiben außen vor; Daten und die Meldebegründung werden beim Anwenden gefragt.")
	for at := (reading{}); ; {
		i, other, err := r.z.pick("Nummer wechselt zwischen übernehmen, beim Anwenden fragen und weglassen. Enter allein speichert die Vorlage, :zurueck verwirft sie.",
			len(parts), &at, func(i int) string { return parts[i].Label + ", " + parts[i].Value + ", " + useWords[use[i]] }, back("Keine Vorlage machen."))
		switch {
		case errors.Is(err, errAgain):
		case err != nil:
			return err
		case i >= 0:
			use[i] = (use[i] + 1) % work.FieldUse(len(useWords))
		case other == "":
			return nil
		default:
			r.z.notOne(len(parts), &at)
		}
	}
}

// keepTemplate keeps the template; one of the same name and type is replaced
// after a question.
func (r *lineReport) keepTemplate(t work.Template) error {
	known, err := work.ReadTemplates(r.z.during, r.z.desk)
	if err != nil {
		r.z.fail(err)
		return nil
	}
	if same := work.Named(known, &t); same != nil {
		if sure, err := r.z.sure("Die Vorlage „" + t.Name + "“ gibt es schon. Ersetzen?"); err != nil || !sure {
			return err
		}
		t.Key = same.Key
	}
	return r.z.done(work.KeepTemplate(r.z.during, r.z.desk, t), "Vorlage „"+t.Name+"“ gespeichert: "+work.TemplateText(&t.Template)+". :vorlage wendet sie an.")
}

// duplicated is the same report, begun for another person.
type duplicated struct {
	draft model.Draft
	from  *model.Report // what was taken over
	open  []string      // fields that it still lacks
}

// duplicate begins the same report for another person: the medical values, but
// no date, no number and nothing of the person.
func (r *lineReport) duplicate(who string) (err error) {
	if who == "" {
		if who, err = r.z.words("Für welche Person? Name, Geburtsdatum oder Nummer. Enter allein geht zurück.", "Nicht duplizieren."); err != nil {
			return stay(err)
		}
	}
	row, err := r.z.findPerson(who, "Nummer nimmt die Person, Enter allein geht zurück.")
	if err != nil {
		return stay(err)
	}
	bare, open := forms.ForAnother(dataset.Report, r.report)
	d, err := work.DuplicateDraft(r.z.during, r.z.desk, row.ID, bare)
	if err != nil {
		r.z.fail(err)
		return nil
	}
	r.z.say("Duplikat für %s%s", row.Name, work.DuplicateOpen)
	r.next = &duplicated{d, bare, open}
	return errGone
}
