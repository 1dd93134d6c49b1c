package work

import (
	"context"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/model"
	"example.org/meldeportal/model/record"
)

// DuplicateDraft begins the draft at the person's own tumour, where there is
// just one of the same kind that is reported already.
func DuplicateDraft(ctx context.Context, desk *Desk, caseID string, bare *model.Report) (model.Draft, error) {
	past, err := desk.Reports.History(ctx, caseID, "")
	if err != nil {
		return model.Draft{}, err
	}
	m := &bare.Meldung
	if t := record.Alike(record.Tumours(past), m.Tumorzuordnung.PrimaertumorICD.Code); t != nil && m.Typ != model.TypDiagnose {
		m.Tumorzuordnung = t.Part
	}
	return desk.Drafts.BeginDraft(ctx, caseID, bare)
}

// DuplicateOpen is what is said of a new duplicate behind its person.
const DuplicateOpen = ". Meldebegründung und Daten sind noch auszufüllen."

// MarkDuplicate says of the values of a duplicate that they are taken over, marks
// what it still lacks and goes to the first of these.
func MarkDuplicate(form *forms.Form, from *model.Report, open []string) {
	for _, part := range []string{"Tumorzuordnung", string(from.Meldung.Typ)} {
		form.MarkFrom(forms.Earlier{Report: from, Origin: "Duplikat"}, part)
	}
	missing := map[string]string{}
	for _, id := range open {
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
