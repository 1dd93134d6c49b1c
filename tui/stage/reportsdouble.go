package stage

import (
	"context"
	"fmt"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/model/rule"
)

func (d reportsDouble) History(context.Context, string, string) ([]rule.Past, error) {
	return d.Past, nil
}

func (d reportsDouble) Stamped(r *model.Report) *model.Report {
	stamped := *r
	stamped.Absender = model.Absender{AbsenderID: "A-1", SoftwareID: "s", SoftwareVersion: "1"}
	stamped.Meldedatum = model.DatumOf(Today)
	return &stamped
}

func (d reportsDouble) Complete(_ context.Context, _ string, rev int, confirmed []string) (model.Delivery, error) {
	d.Mu.Lock()
	defer d.Mu.Unlock()
	if d.Refuse != nil {
		return model.Delivery{}, &answer.Refusal{Findings: d.Refuse}
	}
	d.Confirmed = confirmed
	d.Sendings = []model.Delivery{{Transaktionsnummer: fmt.Sprintf("0b6e1f7c-rev-%d", rev), CaseID: "c1", Typ: model.TypDiagnose,
		Date: "2026-05-14", State: model.StateQueued, Completed: Today}}
	return d.Sendings[0], nil
}

func (d reportsDouble) Correct(_ context.Context, number string) (model.Draft, error) {
	draft := NewDraft()
	draft.Report = *d.sentReport()
	draft.Report.Meldung.Anmerkung = "Korrekturmeldung"
	draft.Ersetzt = number
	return draft, nil
}

func (d reportsDouble) Preview(context.Context, *model.Report) ([]byte, error) {
	return []byte(SomeXML), nil
}

func (d reportsDouble) MarkPaper(_ context.Context, id string, _ int) (model.Delivery, error) {
	d.Mu.Lock()
	defer d.Mu.Unlock()
	d.Ended = "paper " + id
	d.Open = nil
	d.Sendings = []model.Delivery{{Transaktionsnummer: "0b6e1f7c-paper", CaseID: "c1", Typ: model.TypDiagnose, State: model.StateElsewhere, Papier: true}}
	return d.Sendings[0], nil
}

func (d reportsDouble) UnmarkPaper(_ context.Context, number string) (model.Draft, error) {
	d.Mu.Lock()
	defer d.Mu.Unlock()
	d.Ended = "not " + number
	d.Open, d.Sendings = []model.Draft{NewDraft()}, nil
	return d.Open[0], nil
}
