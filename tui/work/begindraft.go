package work

import (
	"context"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/model"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/people"
	"example.org/meldeportal/model/record"
)

// Duplicate is the same report, begun for another person: the medical values, but no
// date, no number and nothing of the person, not how she was informed either.
type Duplicate struct {
	Draft model.Draft
	from  *model.Report // what was taken over
	open  []string      // fields that it still lacks
}

// DuplicateOf is that of a report, before it is begun.
func DuplicateOf(r *model.Report) *Duplicate {
	bare, open := forms.ForAnother(dataset.Report, r)
	return &Duplicate{from: bare, open: open}
}

// Begin begins it at the person's own tumour, where there is just one of the same kind
// that is reported already.
func (d *Duplicate) Begin(ctx context.Context, desk *Desk, caseID string) error {
	past, err := desk.Reports.History(ctx, caseID, "")
	if err != nil {
		return err
	}
	m := &d.from.Meldung
	if t := record.Alike(record.Tumours(past), m.Tumorzuordnung.PrimaertumorICD.Code); t != nil && m.Typ != model.TypDiagnose {
		m.Tumorzuordnung = t.Part
	}
	d.Draft, err = desk.Drafts.BeginDraft(ctx, caseID, d.from)
	return err
}

// Said tells of it.
func (d *Duplicate) Said() string {
	return "Duplikat für " + people.NameOf(&d.Draft.Report.Patient.Stammdaten) + ". Meldebegründung und Daten sind noch auszufüllen."
}

// Mark says of its values that they are taken over, marks what it still lacks and goes to
// the first of these.
func (d *Duplicate) Mark(form *forms.Form) {
	for _, part := range []string{"Tumorzuordnung", string(d.from.Meldung.Typ)} {
		form.MarkFrom(forms.Earlier{Report: d.from, Origin: "Duplikat"}, part)
	}
	missing := map[string]string{}
	for _, id := range d.open {
		if form.Stored(id) == "" {
			missing[id] = "noch auszufüllen"
		}
	}
	form.Mark(missing)
	for _, t := range form.Targets() {
		if missing[t.ID] != "" {
			form.Goto(t.ID)
			return
		}
	}
}

// MakeDraft begins the draft of an occasion, about a known tumour or with nil a new one,
// with what its writer begins with.
func MakeDraft(ctx context.Context, desk *Desk, caseID string, a *record.Anlass, tumour *record.Tumour) (model.Draft, error) {
	var about *model.Tumorzuordnung
	if tumour != nil {
		about = &tumour.Part
	}
	r := a.Report(about)
	if s, err := ReadSettings(ctx, desk); err == nil && s != (Settings{}) {
		person, err := desk.People.Case(ctx, caseID)
		s.preset(&r.Meldung, err != nil || person.Widerspruch)
	}
	return desk.Drafts.NewDraft(ctx, caseID, r)
}

// presetOrigin names the origin of what a report begins with.
const presetOrigin = "eigene Vorgabe"
