package lines

import (
	"errors"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/model"
	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/field"
	"example.org/meldeportal/model/people"
	"example.org/meldeportal/model/rights"
	"example.org/meldeportal/model/rule"
	"example.org/meldeportal/tui/ask"
	"example.org/meldeportal/tui/interview"
	"example.org/meldeportal/tui/wording"
	"example.org/meldeportal/tui/work"
)

// lineReport is a draft that is being written line by line.
type lineReport struct {
	*interview.Sheet
	z       *line
	sitting *work.Report
	sent    *model.Delivery // once it is completed
	next    *work.Duplicate // to go on with
}

// editReport asks a draft's questions, from the field where it was left, and
// then for its completion.
func (z *line) editReport(draft model.Draft) error { return z.editAt(draft, nil) }

// openDraft opens a draft by its id.
func (z *line) openDraft(id string) error {
	d, err := z.Desk.Drafts.Draft(z.During, id)
	if err != nil {
		return z.Failed(err, nil)
	}
	return z.editReport(d)
}

// editAt is editReport of what may be a new duplicate, at the first field that it
// still lacks.
func (z *line) editAt(draft model.Draft, begun *work.Duplicate) error {
	if lacks := z.Desk.Lacks(rights.EntwurfBearbeitet); lacks != "" {
		z.Say("%s", lacks)
		return ask.ErrSaid
	}
	r := z.lineReport(draft)
	r.readPast()
	r.readSent()
	if begun != nil {
		begun.Mark(r.Form)
	}
	z.Say("Meldung %s, %s.", wording.OccasionOf(r.Report), wording.NameAndBorn(&r.Report.Patient.Stammdaten))
	z.sayObjection(r.sitting.Objects())
	defer z.Opened(r.sitting)()
	if err := r.Run(); err != nil && !errors.Is(err, errGone) {
		return err
	}
	switch {
	case r.sent != nil:
		return z.delivery(*r.sent)
	case r.next != nil:
		return z.editAt(r.next.Draft, r.next)
	}
	return nil
}

func (z *line) lineReport(draft model.Draft) *lineReport {
	s := work.OpenReport(z.Services, z.Desk, draft, z.Env())
	judge := func() []rule.Finding { found, _ := s.Judge(); return found }
	r := &lineReport{z: z, sitting: s, Sheet: z.Asking(s.Report, s.Form, judge)}
	r.Aside, r.Unkept, r.Write, r.End = s.Aside, draft.Neu, s.Save, "Ende der Meldung. Enter prüft sie und schließt sie ab."
	r.Finish = func() error { return z.Act(work.ActNamed(s.Acts(), "pruefen"), "", r.doing()) }
	r.More = func() []ask.Command { return z.Commands(s.Acts(), r.doing()) }
	r.Moved, r.Meet = func(m *answer.Moved) { s.GoOnIn(m); r.readPast() }, s.Meet
	return r
}

func (r *lineReport) readPast() {
	r.z.Fail(r.sitting.LearnPast(r.z.During))
}

// readSent reads what a correction replaces.
func (r *lineReport) readSent() {
	if r.sitting.Corrects == "" {
		return
	}
	if !r.z.Fail(r.sitting.LearnSent(r.z.During)) {
		r.z.Say("Korrektur einer gesendeten Meldung. Gesendet wird die ganze Meldung neu.")
	}
}

// sayChanges reads out what a report says otherwise than the one before.
func (z *line) sayChanges(changes []forms.Change) {
	for _, c := range changes {
		z.Say("Änderung %s: vorher %s, jetzt %s.", c.Label, wording.OrEmpty(c.Before), wording.OrEmpty(c.After))
	}
}

// preview reads out what leaves the house.
func (r *lineReport) preview() {
	r.z.read(field.Written(dataset.Report, r.z.Desk.Reports.Stamped(r.Report)))
}

// read reads out everything a report says.
func (z *line) read(report *model.Report) {
	for _, c := range forms.Read(dataset.Report, report, forms.Whole(report.Meldung.Typ), z.Env()) {
		z.Say("Abschnitt %s:", c.Title)
		for _, i := range c.Items {
			if i.Value == "" {
				z.Say("%s:", i.Label)
				continue
			}
			z.Say("%s: %s", i.Label, interview.ValueText(forms.Question{Value: i.Value, Meaning: i.Meaning}))
		}
	}
}

// sayObjection tells what follows from an objection, where there is one.
func (z *line) sayObjection(objects bool) {
	if objects {
		z.Say("%s: %s", people.ObjectionWord, wording.ObjectionMeans)
	}
}

// review reads out what stands against the report, which is saved, and completes it. Fehler keep
// it from leaving, each Warnung wants a yes.
func (r *lineReport) review() error {
	r.Form.Insist()
	r.Look()
	c := r.sitting.Review(r.Findings)
	_, standing := r.sitting.Judge()
	r.z.Say("Prüfen. %s. %s.", wording.NameAndBorn(&r.Report.Patient.Stammdaten), wording.Tally(c.Findings))
	r.z.Say("%s", standing.OneLine())
	for {
		switch what, why := c.Stopped(true); what {
		case work.Free:
			return ask.Stay(r.complete(c))
		case work.Wrong:
			r.z.Say("Nicht abschließbar: %s.", why)
			return r.ToOneOf(c.Of(rule.Fehler))
		case work.Unconfirmed:
			if sure, err := r.confirmed(c); err != nil || !sure {
				return ask.Stay(err)
			}
		case work.Unread:
			r.z.Say("Die gesendete Meldung ließ sich nicht lesen; bitte den Entwurf neu öffnen.")
			return nil
		default:
			r.z.Say("%s", interview.Named(why))
			return nil
		}
	}
}

// confirmed asks about the next open Warnung; a no goes to its field.
func (r *lineReport) confirmed(c *work.Completion) (bool, error) {
	f := c.Open()[0]
	sure, err := r.z.Yes(wording.Sentences("Warnung. "+f.Text, "ja bestätigt, Enter allein springt zum Feld"), ask.Back("Zurück zur Meldung."))
	if err == nil && !sure {
		err = r.ToFinding(f)
	}
	c.Confirmed[f.Rule] = sure
	return sure, err
}

// complete asks for the last time and completes the report.
func (r *lineReport) complete(c *work.Completion) error {
	for _, f := range c.Of(rule.Hinweis) {
		r.z.Say("%s", interview.FindingWords(f))
	}
	r.z.sayChanges(c.Changes)
	sure, err := r.z.Yes("Die Meldung wird abgeschlossen und übermittelt, danach ist sie nur noch lesbar. ja schließt ab, Enter allein geht zurück.",
		append(r.z.Commands([]work.Act{work.ActNamed(r.sitting.Acts(), "vorschau"), work.ActNamed(r.sitting.Acts(), "xml")}, r.doing()), ask.Back("Zurück zur Meldung."))...)
	if err != nil || !sure {
		return err
	}
	made := c.Submit()
	made.Do(r.z.During, r.z.Desk)
	found, refused := made.Refused()
	switch {
	case refused:
		r.Findings = found
		r.readPast()
		r.z.Say("%s", wording.Sentences(work.NotCompleted, ":maengel nennt sie, :pruefen prüft noch einmal"))
		return nil
	case r.z.Fail(made.Err):
		return nil
	}
	r.sent = &made.Delivery
	return r.ended()
}
