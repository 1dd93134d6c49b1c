package stage

import (
	"context"
	"reflect"
	"slices"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/field"
)

func (d draftsDouble) SaveReport(_ context.Context, draft, was *model.Draft, own bool) error {
	if d.Slow != nil {
		<-d.Slow
	}
	d.Mu.Lock()
	defer d.Mu.Unlock()
	if d.Fail != nil {
		return d.Fail
	}
	if d.Faster && !own {
		return &answer.Failure{Kind: answer.FailStale}
	}
	if d.Faster {
		d.Faster = false
		draft.ID, draft.Rev, draft.Fassung = "d2", 1, "Fassung von Meier, 23.11.2026 10:41"
		d.Stored, d.Saves = *draft, d.Saves+1
		return &answer.Moved{DraftID: draft.ID, Fassung: draft.Fassung}
	}
	met := d.meet(draft, was)
	draft.Rev, draft.Neu = draft.Rev+1, false
	d.Stored, d.Saves = *draft, d.Saves+1
	if met != nil {
		met.Draft = *draft
		met.Draft.Report = *field.Copy(&draft.Report)
		return met
	}
	if !reflect.DeepEqual(was.Report.Patient, draft.Report.Patient) {
		d.Person.Patient, d.Was = draft.Report.Patient, append(d.Was, was.Report.Patient)
	}
	return nil
}

// meet puts the draft together with what schulz has made of it.
func (d draftsDouble) meet(draft, was *model.Draft) *answer.Merged {
	theirs := d.Theirs
	if theirs == nil {
		return nil
	}
	d.Theirs = nil
	m := field.Merge(dataset.Report, &theirs.Report, &was.Report, &draft.Report)
	draft.Report = *m.Report
	for _, c := range m.Clashes {
		draft.Abweichungen = model.AddAbweichung(draft.Abweichungen, model.Abweichung{Feld: c.ID, Steht: c.Mine, Wert: c.Theirs, Von: "schulz", Gegen: "meier", Am: Today})
	}
	return &answer.Merged{By: "schulz", At: Today}
}

func (d draftsDouble) DraftsOf(context.Context, string) ([]model.Draft, error) {
	d.Mu.Lock()
	defer d.Mu.Unlock()
	return append([]model.Draft(nil), d.Open...), nil
}

func (d draftsDouble) LatestDraft(context.Context) (*model.Draft, error) {
	d.Mu.Lock()
	defer d.Mu.Unlock()
	if len(d.Open) == 0 {
		return nil, nil
	}
	latest := d.Open[0]
	return &latest, nil
}

func (d draftsDouble) Draft(context.Context, string) (model.Draft, error) {
	d.Mu.Lock()
	defer d.Mu.Unlock()
	return d.Stored, nil
}

// NewDraft makes a draft as the store does, as far as the screens see it.
func (d draftsDouble) NewDraft(_ context.Context, caseID string, r *model.Report) (model.Draft, error) {
	d.Mu.Lock()
	defer d.Mu.Unlock()
	draft := NewDraft()
	draft.PatientID = caseID
	draft.Report.Meldung = field.Copy(r).Meldung
	m := &draft.Report.Meldung
	m.MeldungID, m.MelderID = "m1", "M1"
	if m.Tumorzuordnung.TumorID == "" {
		m.Tumorzuordnung.TumorID = "T-new"
	}
	if m.ST != nil && m.ST.STID == "" {
		m.ST.STID = "S-new"
	}
	draft.Rev, draft.Neu = 0, true
	d.Stored, d.Made = draft, d.Made+1
	return draft, nil
}

// BeginDraft gives a duplicate the person's own Stammdaten, as the store does.
func (d draftsDouble) BeginDraft(_ context.Context, caseID string, r *model.Report) (model.Draft, error) {
	draft := NewDraft()
	draft.ID, draft.PatientID = "d2", caseID
	begun := field.Copy(r)
	begun.Patient = draft.Report.Patient
	begun.Patient.Stammdaten.Nachname = "Zimmer"
	draft.Report = *begun
	return draft, nil
}

func (d draftsDouble) DeleteDraft(_ context.Context, id string, _ int) error {
	d.Mu.Lock()
	defer d.Mu.Unlock()
	d.Ended = "delete " + id
	for _, o := range d.Open {
		d.Thrown = append(d.Thrown, model.Thrown{Draft: o, At: Today})
	}
	d.Open = nil
	return nil
}

func (d basketDouble) Basket(context.Context) ([]model.Thrown, error) {
	d.Mu.Lock()
	defer d.Mu.Unlock()
	return slices.Clone(d.Thrown), nil
}

func (d basketDouble) TakeBack(_ context.Context, id string) (model.Draft, error) {
	d.Mu.Lock()
	defer d.Mu.Unlock()
	for i := range d.Thrown {
		if back := d.Thrown[i].Draft; back.ID == id {
			d.Thrown, d.Open = slices.Delete(slices.Clone(d.Thrown), i, i+1), append(d.Open, back)
			return back, nil
		}
	}
	return model.Draft{}, &answer.Failure{Kind: answer.FailNotFound}
}
