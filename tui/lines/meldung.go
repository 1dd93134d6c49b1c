package lines

import (
	"context"
	"errors"
	"slices"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/model"
	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/field"
	"example.org/meldeportal/model/people"
	"example.org/meldeportal/model/record"
	"example.org/meldeportal/model/rule"
	"example.org/meldeportal/tui/ask"
	"example.org/meldeportal/tui/wording"
	"example.org/meldeportal/tui/work"
)

// lineReport is a draft that is being written line by line.
type lineReport struct {
	*lineForm
	draft   *model.Draft
	history []rule.Past
	earlier []forms.Earlier // reports of the tumour, the latest first
	sent    *model.Delivery // once it is completed
	before  *model.Report   // the sent report a correction replaces, nil = none
	next    *duplicated     // to go on with
}

// editReport asks a draft's questions, from the field where it was left, and
// then for its completion.
func (z *line) editReport(draft model.Draft) error { return z.editAt(draft, nil) }

// editAt is editReport of what may be a new duplicate, at the first field that it
// still lacks.
func (z *line) editAt(draft model.Draft, begun *duplicated) error {
	report := field.Copy(&draft.Report)
	form := work.DraftForm(&draft, report, z.lineEnv())
	r := &lineReport{draft: &draft}
	r.lineForm = &lineForm{z: z, report: report, form: form, write: r.kept(work.SaveDraft(z.desk, &draft)),
		end: "Ende der Meldung. Enter prüft sie und schließt sie ab."}
	r.judge = func() []rule.Finding {
		return rule.Check(work.Judged(z.services, z.desk, report, r.history, form.Unread()), rule.With(z.services.Config))
	}
	r.finish = func() error { return z.act(work.ActNamed(r.acts(), "pruefen"), "", r.doing()) }
	r.aside = &work.Aside{Notiz: draft.Notiz, Sperre: draft.Sperre}
	r.more = func() []ask.Command { return append(z.commandsOf(r.acts(), r.doing()), r.xmlCommand()) }
	r.readHistory(work.Untouched(&draft))
	r.readBefore()
	if begun != nil {
		work.MarkDuplicate(form, begun.from, begun.open)
	}
	z.Say("Meldung %s, %s.", wording.TypTitle(report.Meldung.Typ), personWords(report))
	z.sayObjection(record.Objects(report, r.history))
	if err := r.run(); err != nil && !errors.Is(err, errGone) {
		return err
	}
	switch {
	case r.sent != nil:
		return z.delivery(*r.sent)
	case r.next != nil:
		return z.editAt(r.next.draft, r.next)
	}
	return nil
}

// kept tells when what was saved is beside the draft, because somebody else was
// faster; the questions go on in it. That there is nothing to save in a draft that
// changed elsewhere is said once.
func (r *lineReport) kept(write func(context.Context, *work.Snapshot) error) func(context.Context, *work.Snapshot) error {
	said := false
	return func(ctx context.Context, s *work.Snapshot) error {
		err := write(ctx, s)
		var moved *answer.Moved
		var f *answer.Failure
		switch {
		case errors.As(err, &moved):
			r.z.Fail(moved)
			r.readHistory(false)
			return err
		case errors.As(err, &f) && f.Kind == answer.FailOutdated:
			if !said {
				r.z.Fail(f)
			}
			said = true
			return nil
		}
		return err
	}
}

func personWords(r *model.Report) string {
	s := &r.Patient.Stammdaten
	return people.NameOf(s) + ", geboren " + s.Geburtsdatum.German()
}

func (r *lineReport) readHistory(fresh bool) {
	past, err := r.z.desk.Reports.History(r.z.during, r.draft.PatientID, r.draft.ID)
	if err != nil {
		r.z.Fail(err)
		return
	}
	r.history = past
	r.earlier = work.KnowLast(r.form, r.report, past, fresh)
}

// readBefore reads what a correction replaces.
func (r *lineReport) readBefore() {
	if r.draft.Ersetzt == "" {
		return
	}
	before, err := r.z.desk.Sent.Report(r.z.during, r.draft.Ersetzt)
	if err != nil {
		r.z.Fail(err)
		return
	}
	r.before = &before
	r.z.Say("Korrektur einer gesendeten Meldung. Gesendet wird die ganze Meldung neu.")
}

// sayChanges reads out what a correction changes and reports whether it may leave.
func (r *lineReport) sayChanges() bool {
	if r.draft.Ersetzt == "" {
		return true
	}
	if r.before == nil {
		r.z.Say("Die gesendete Meldung ließ sich nicht lesen; bitte den Entwurf neu öffnen.")
		return false
	}
	changed := r.z.sayDifference(r.before, r.report)
	if !changed {
		r.z.Say("Keine Änderung gegenüber der gesendeten Meldung. Bitte berichtigen oder den Entwurf in der Akte löschen.")
	}
	return changed
}

// sayDifference reads out what a report says otherwise than the one before and
// reports whether there is anything.
func (z *line) sayDifference(before, after *model.Report) bool {
	changes := forms.Changes(dataset.Report, before, after, rule.Aenderungen(before, after, z.services.Config.In()), z.lineEnv())
	for _, c := range changes {
		z.Say("Änderung %s: vorher %s, jetzt %s.", c.Label, wording.OrEmpty(c.Before), wording.OrEmpty(c.After))
	}
	return len(changes) > 0
}

func (r *lineReport) xmlCommand() ask.Command {
	return ask.Command{Name: "xml", Arg: "DATEI", Help: "Schreibt das Dokument, wie es gesendet wird, in eine Datei.", Do: r.saveXML}
}

// preview reads out what leaves the house.
func (r *lineReport) preview() {
	r.z.read(field.Written(dataset.Report, r.z.desk.Reports.Stamped(r.report)))
}

// read reads out everything a report says.
func (z *line) read(report *model.Report) {
	for _, c := range forms.Read(dataset.Report, report, forms.Whole(report.Meldung.Typ), z.lineEnv()) {
		z.Say("Abschnitt %s:", c.Title)
		for _, i := range c.Items {
			if i.Value == "" {
				z.Say("%s:", i.Label)
				continue
			}
			z.Say("%s: %s", i.Label, valueText(forms.Question{Value: i.Value, Meaning: i.Meaning}))
		}
	}
}

func (r *lineReport) saveXML(path string) error {
	document, err := r.z.desk.Reports.Preview(r.z.during, r.report)
	if err != nil {
		r.z.Fail(err)
		return nil
	}
	r.z.saveFile(r.draft.PatientID, path, r.report, document)
	return nil
}

// sayObjection tells what follows from an objection, where there is one.
func (z *line) sayObjection(objects bool) {
	if objects {
		z.Say("%s: %s", people.ObjectionWord, wording.ObjectionMeans)
	}
}

// saveFile writes the document of a report where the person says.
func (z *line) saveFile(caseID, path string, r *model.Report, document []byte) {
	if path == "" {
		z.Say("Bitte den Namen der Datei dazuschreiben, zum Beispiel :xml meldung.xml.")
		return
	}
	person, err := z.desk.People.Case(z.during, caseID)
	if err != nil {
		z.Fail(err)
		return
	}
	if person.Widerspruch || rule.Objects(r) {
		z.Say("%s: %s", people.ObjectionWord, wording.ObjectionFile)
	}
	whole, err := z.desk.Files.SaveFile(z.during, path, document)
	if err != nil {
		z.Fail(err)
		return
	}
	z.Say("Gespeichert in %s.", whole)
}

// review reads out what stands against the report, which is saved, and completes it. Fehler keep
// it from leaving, each Warnung wants a yes.
func (r *lineReport) review() error {
	r.form.Insist()
	r.look()
	r.z.Say("Prüfen. %s. %s.", personWords(r.report), wording.Tally(r.findings))
	r.z.Say("%s", wording.StandingOf(work.Judged(r.z.services, r.z.desk, r.report, r.history, r.form.Unread()), r.z.services.Config.In()).OneLine())
	if s := r.aside.Sperre; s.Holds(r.z.services.Now()) {
		r.z.Say("%s", wording.HeldSentence(s, named("{aufheben}")))
		return nil
	}
	if fehler := r.of(rule.Fehler); len(fehler) > 0 {
		return r.blocked(fehler)
	}
	for _, f := range r.of(rule.Hinweis) {
		r.z.Say("%s", findingWords(f))
	}
	if !r.sayChanges() {
		return nil
	}
	confirmed, err := r.confirmAll(r.of(rule.Warnung))
	if err != nil {
		return ask.Stay(err)
	}
	sure, err := r.z.Yes("Die Meldung wird abgeschlossen und übermittelt, danach ist sie nur noch lesbar. ja schließt ab, Enter allein geht zurück.",
		append(r.z.commandsOf([]work.Act{work.ActNamed(r.acts(), "vorschau")}, r.doing()), r.xmlCommand(), ask.Back("Zurück zur Meldung."))...)
	if err != nil || !sure {
		return ask.Stay(err)
	}
	return r.submit(confirmed)
}

func (r *lineReport) of(s rule.Severity) []rule.Finding {
	return slices.DeleteFunc(slices.Clone(r.findings), func(f rule.Finding) bool { return f.Severity != s })
}

// blocked goes to the field of one of the Fehler.
func (r *lineReport) blocked(fehler []rule.Finding) error {
	r.z.Say("Nicht abschließbar: %s zuerst zu beheben.", wording.Plural(len(fehler), "Fehler ist", "Fehler sind"))
	i, err := r.z.Choose("Nummer springt zum Feld, Enter allein geht zurück.", len(fehler), func(i int) string { return fehler[i].Text })
	if err != nil {
		return ask.Stay(err)
	}
	return r.toFinding(fehler[i])
}

// confirmAll asks about each Warnung; a no goes to its field.
func (r *lineReport) confirmAll(warnings []rule.Finding) (confirmed []string, err error) {
	for _, f := range warnings {
		if slices.Contains(confirmed, f.Rule) {
			continue
		}
		sure, err := r.z.Yes(wording.Sentences("Warnung. "+f.Text, "ja bestätigt, Enter allein springt zum Feld"), ask.Back("Zurück zur Meldung."))
		if err != nil {
			return nil, err
		}
		if !sure {
			return nil, errors.Join(r.toFinding(f), ask.ErrBack)
		}
		confirmed = append(confirmed, f.Rule)
	}
	return confirmed, nil
}

func (r *lineReport) submit(confirmed []string) error {
	d, err := r.z.desk.Reports.Complete(r.z.during, r.draft.ID, r.draft.Rev, confirmed)
	var refused *answer.Refusal
	switch {
	case errors.As(err, &refused):
		r.findings = refused.Findings
		r.readHistory(false) // what stands against it may have come since the draft was opened
		r.z.Say("Die Meldung kann so nicht abgeschlossen werden; bitte :befunde anhören und beheben, dann :pruefen.")
		return nil
	case err != nil:
		r.z.Fail(err)
		return nil
	}
	r.sent = &d
	return r.ended()
}
