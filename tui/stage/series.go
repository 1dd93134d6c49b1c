package stage

import (
	"context"
	"fmt"
	"slices"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/model/field"
	"example.org/meldeportal/model/rule"
	"example.org/meldeportal/model/worklist"
	"example.org/meldeportal/tui/work"
)

// SeriesDesk is a workplace with several people, each with a reported tumour.
type SeriesDesk struct {
	DeskDouble
	Drafted   map[string]*model.Draft
	Completed []string
	Refused   string // case whose report is refused
}

// What is otherwise at it than at a double's.
type (
	seriesPeople struct {
		work.People
		*SeriesDesk
	}
	seriesDrafts struct {
		work.Drafts
		*SeriesDesk
	}
	seriesReports struct {
		work.Reports
		*SeriesDesk
	}
)

func (d *SeriesDesk) Desk() *work.Desk {
	desk := d.DeskDouble.Desk()
	desk.People, desk.Drafts, desk.Reports = seriesPeople{desk.People, d}, seriesDrafts{desk.Drafts, d}, seriesReports{desk.Reports, d}
	return desk
}

func NewSeriesDesk(n int) *SeriesDesk {
	d := &SeriesDesk{Drafted: map[string]*model.Draft{}}
	for i := range n {
		p := NewDraft().Report.Patient
		p.PatientID = model.Text(fmt.Sprintf("X%03dz", i))
		p.Stammdaten.Nachname = model.Text("Person" + string(rune('a'+i/26)) + string(rune('a'+i%26)))
		c := model.Case{ID: fmt.Sprintf("c%d", i), Patient: p}
		d.Persons = append(d.Persons, c)
		d.Due = append(d.Due, worklist.Nachsorge{CaseID: c.ID, TumorID: model.Text("T" + c.ID), Last: "2026-01-01"})
	}
	return d
}

func (d seriesPeople) Case(_ context.Context, id string) (model.Case, error) {
	i := slices.IndexFunc(d.Persons, func(c model.Case) bool { return c.ID == id })
	if i < 0 {
		return model.Case{}, &answer.Failure{Kind: answer.FailInternal}
	}
	return d.Persons[i], nil
}

func (d seriesReports) History(_ context.Context, caseID, _ string) ([]rule.Past, error) {
	c, err := seriesPeople{nil, d.SeriesDesk}.Case(context.Background(), caseID)
	if err != nil {
		return nil, err
	}
	r := NewDraft().Report
	r.Patient = c.Patient
	r.Meldung.MeldungID = model.Text("m-" + caseID)
	r.Meldung.Tumorzuordnung = model.Tumorzuordnung{TumorID: model.Text("T" + caseID), Diagnosedatum: "2025-05-01", Seitenlokalisation: "L",
		PrimaertumorICD: model.ICD{Code: "C50.4", Version: "10 2025 GM"}}
	past := []rule.Past{{Report: &r, Sent: true}}
	if caseID == "c2" { // has two
		second := r
		second.Meldung.Tumorzuordnung.TumorID, second.Meldung.Tumorzuordnung.PrimaertumorICD.Code = "T-second", "C18.7"
		past = append(past, rule.Past{Report: &second, Sent: true})
	}
	return past, nil
}

func (d seriesDrafts) NewDraft(_ context.Context, caseID string, r *model.Report) (model.Draft, error) {
	d.Mu.Lock()
	defer d.Mu.Unlock()
	draft := NewDraft()
	draft.ID, draft.PatientID = "d-"+caseID, caseID
	draft.Report.Meldung = field.Copy(r).Meldung
	draft.Report.Meldung.MeldungID, draft.Report.Meldung.MelderID = model.Text("m-"+draft.ID), "M1"
	i := slices.IndexFunc(d.Persons, func(c model.Case) bool { return c.ID == caseID })
	draft.Report.Patient = d.Persons[i].Patient
	kept := draft
	d.Drafted[draft.ID] = &kept
	return draft, nil
}

func (d seriesDrafts) SaveReport(_ context.Context, draft, _ *model.Draft, _ bool) error {
	d.Mu.Lock()
	defer d.Mu.Unlock()
	if d.Fail != nil {
		return d.Fail
	}
	draft.Rev++
	kept := *draft
	d.Drafted[draft.ID] = &kept
	return nil
}

func (d seriesDrafts) SaveDraft(ctx context.Context, draft *model.Draft) error {
	return d.SaveReport(ctx, draft, nil, true)
}

func (d seriesDrafts) Draft(_ context.Context, id string) (model.Draft, error) {
	d.Mu.Lock()
	defer d.Mu.Unlock()
	if kept := d.Drafted[id]; kept != nil {
		return *kept, nil
	}
	return model.Draft{}, &answer.Failure{Kind: answer.FailInternal}
}

func (d seriesDrafts) DraftsOf(_ context.Context, caseID string) (all []model.Draft, err error) {
	d.Mu.Lock()
	defer d.Mu.Unlock()
	for _, kept := range d.Drafted {
		if kept.PatientID == caseID {
			all = append(all, *kept)
		}
	}
	return all, nil
}

func (d seriesDrafts) DeleteDraft(_ context.Context, id string, _ int) error {
	d.Mu.Lock()
	defer d.Mu.Unlock()
	delete(d.Drafted, id)
	return nil
}

func (d seriesReports) Complete(_ context.Context, id string, rev int, _ []string) (model.Delivery, error) {
	d.Mu.Lock()
	defer d.Mu.Unlock()
	kept := d.Drafted[id]
	if kept.PatientID == d.Refused || kept.Rev != rev {
		return model.Delivery{}, &answer.Refusal{Findings: []rule.Finding{{Rule: "P-001", Severity: rule.Fehler, Text: "So nicht.", Fields: []string{"Meldebegruendung"}}}}
	}
	delete(d.Drafted, id)
	d.Completed = append(d.Completed, id)
	sent := model.Delivery{Transaktionsnummer: "4f1c-" + id, CaseID: kept.PatientID, State: model.StateQueued, Art: model.SendungMeldung,
		MeldungID: kept.Report.Meldung.MeldungID}
	d.Sendings = append(d.Sendings, sent)
	return sent, nil
}
