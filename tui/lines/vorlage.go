package lines

import (
	"errors"
	"strings"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/tui/ask"
	"example.org/meldeportal/tui/interview"
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
	values, asked := t.Parts(r.Form)
	free, taken := work.Apart(r.Form, values)
	if len(taken) > 0 {
		over, err := r.z.Sure("Schon anders ausgefüllt: " + strings.Join(taken, ", ") + ". Mit der Vorlage überschreiben?")
		if err != nil {
			return err
		}
		if over {
			free = values
		}
	}
	from := "Vorlage " + t.Name
	if err := r.Told(work.CarriedText(r.Form.Carry(free, from), from)); err != nil {
		return err
	}
	return r.askParameters(t, asked)
}

// askParameters asks what a template leaves open, each as the form itself asks
// it, and goes back to where the person stood.
func (r *lineReport) askParameters(t work.Template, asked []forms.TemplateValue) error {
	at := r.Form.Cursor()
	for i := 0; i < len(asked); {
		v := asked[i]
		if !r.Form.Goto(v.ID) {
			i++ // an answer has hidden it
			continue
		}
		switch err := r.askParameter(t, v); {
		case err == nil:
			i++
		case !errors.Is(err, ask.ErrAgain):
			return err
		}
	}
	_, err := r.GoTo(at)
	return err
}

func (r *lineReport) askParameter(t work.Template, v forms.TemplateValue) error {
	q, proposal := r.Form.Question(), "Enter allein lässt das Feld leer"
	if cell := r.Form.Cell(v.ID); v.Text != "" {
		proposal = "Enter allein nimmt " + interview.ValueText(forms.Question{Value: cell.Show(v.Text), Meaning: cell.Meaning(v.Text, false)})
	}
	text, err := r.z.Ask(wording.Sentences("Frage der Vorlage. "+interview.QuestionText(q), proposal), []ask.Command{ask.Back("Beendet die Fragen der Vorlage.")})
	switch {
	case err != nil:
		return err
	case text != "":
		return r.Enter(q, text)
	}
	r.Form.Carry(map[string]string{v.ID: v.Text}, "Vorlage "+t.Name)
	return r.Keep()
}

// chooseTemplate lets a person choose among the templates of the report's type,
// and rename or delete one.
func (r *lineReport) chooseTemplate() (chosen work.Template, err error) {
	var all []work.Template
	err = r.z.StayAt(ask.Place{
		Tell: func() (err error) {
			if all, err = work.TemplatesFor(r.z.During, r.z.Desk, r.Report.Meldung.Typ); err != nil {
				return r.z.Failed(err, ask.ErrBack)
			}
			if len(all) == 0 {
				r.z.Say("Es gibt noch keine Vorlage für diesen Meldeanlass; :alsvorlage macht eine aus einer Meldung.")
				return ask.ErrBack
			}
			return nil
		},
		List: func() (int, func(int) string) {
			return len(all), func(i int) string { return all[i].Name + ", " + work.TemplateText(&all[i].Template) }
		},
		Question: "Vorlage: Nummer wählt, Enter allein geht zurück; :umbenennen NUMMER NAME, :loeschen NUMMER.",
		Commands: func() []ask.Command { return r.z.templateCommands(all) },
		Pick:     func(i int) error { chosen = all[i]; return ask.ErrChosen }})
	return chosen, ask.Chosen(err)
}

func (z *line) templateCommands(all []work.Template) []ask.Command {
	acts := interview.Of(all, func(t *work.Template) []work.Act { return work.TemplateActs(z.Desk, t) })
	return append(z.EntryCommands(len(all), acts, func(int) interview.Doing { return goesOn }), ask.Back("Nichts wählen."))
}

// goesOn is a place that stays after an act.
var goesOn = interview.Doing{After: stays}

func stays(work.Done) error { return nil }

// useWords say what a template does with a field.
var useWords = [...]string{work.KeepValue: "wird übernommen", work.AskValue: "wird gefragt", work.LeaveOut: "bleibt weg"}

// saveTemplate makes a template of what the report holds.
func (r *lineReport) saveTemplate(name string) (err error) {
	r.Form.Confirm()
	if err := r.Keep(); err != nil {
		return err
	}
	parts := r.Form.Parts()
	if len(parts) == 0 {
		r.z.Say("Die Meldung enthält noch nichts, was eine Vorlage behalten könnte.")
		return nil
	}
	if name, err = r.z.WordsOr(name, "Name der Vorlage, unter dem Sie sie wiederfinden. Enter allein geht zurück.", "Keine Vorlage machen."); err != nil {
		return err
	}
	use := work.FirstUses(parts)
	if err := r.chooseUses(parts, use); err != nil {
		return err
	}
	return r.keepTemplate(work.MakeTemplate(work.NewTemplateKey(r.z.Services.Now()), name, r.Report.Meldung.Typ, parts, use))
}

// chooseUses asks which fields the template keeps, asks for and leaves out.
func (r *lineReport) chooseUses(parts []forms.Part, use []work.FieldUse) error {
	r.z.Say("Person und Nummern bleiben außen vor; Daten und die Meldebegründung werden beim Anwenden gefragt.")
	return ask.Chosen(r.z.StayAt(ask.Place{
		Question: "Nummer wechselt zwischen übernehmen, beim Anwenden fragen und weglassen. Enter allein speichert die Vorlage, :zurueck verwirft sie.",
		List: func() (int, func(int) string) {
			return len(parts), func(i int) string { return parts[i].Label + ", " + parts[i].Value + ", " + useWords[use[i]] }
		},
		Commands: func() []ask.Command { return []ask.Command{ask.Back("Keine Vorlage machen.")} },
		Pick:     func(i int) error { use[i] = (use[i] + 1) % work.FieldUse(len(useWords)); return nil },
		Enter:    func() error { return ask.ErrChosen }}))
}

// keepTemplate keeps the template; one of the same name and type is replaced
// after a question.
func (r *lineReport) keepTemplate(t work.Template) error {
	known, err := work.ReadTemplates(r.z.During, r.z.Desk)
	if err != nil {
		return r.z.Failed(err, nil)
	}
	return r.z.Act(work.Keeping(r.z.Desk, known, t), "", goesOn)
}

// duplicate begins the same report for another person.
func (r *lineReport) duplicate(who string) (err error) {
	if who, err = r.z.WordsOr(who, "Für welche Person? Name, Geburtsdatum oder Nummer. Enter allein geht zurück.", "Nicht duplizieren."); err != nil {
		return ask.Stay(err)
	}
	row, err := r.z.FindPerson(who, "Nummer nimmt die Person, Enter allein geht zurück.")
	if err != nil {
		return ask.Stay(err)
	}
	made := work.DuplicateOf(r.Report)
	if err := made.Begin(r.z.During, r.z.Desk, row.ID); err != nil {
		return r.z.Failed(err, nil)
	}
	r.z.Say("%s", made.Said())
	r.next = made
	return errGone
}
