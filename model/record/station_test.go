package record

import (
	"fmt"
	"slices"
	"testing"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/rule"
)

func syst(tumour model.Text, id model.Text, anlass model.Code, from, to model.Datum) rule.Past {
	return rule.Past{Report: &model.Report{Meldung: model.Meldung{Typ: model.TypSYST, Tumorzuordnung: model.Tumorzuordnung{TumorID: tumour},
		SYST: &model.SYST{SYSTID: id, Meldeanlass: anlass, Beginn: from, Ende: to}}}}
}

func TestBeginAndEndOfATherapyAreOneStation(t *testing.T) {
	t.Parallel()
	diagnosis := rule.Past{Report: &model.Report{Meldung: model.Meldung{Typ: model.TypDiagnose,
		Tumorzuordnung: model.Tumorzuordnung{TumorID: "1", Diagnosedatum: "2024-02-01"}, Diagnose: &model.Diagnose{}}}}
	draft := syst("1", "S9", model.Behandlungsbeginn, "2024-06-01", "")
	draft.Draft = true
	past := []rule.Past{
		syst("1", "S1", model.Behandlungsbeginn, "2024-03-01", ""),
		syst("1", "S2", model.Behandlungsbeginn, "2024-04-01", ""),
		syst("2", "S1", model.Behandlungsende, "2024-03-01", "2024-05-01"), // of another tumour
		syst("1", "S1", model.Behandlungsende, "2024-03-01", "2024-05-02"),
		draft, diagnosis,
	}
	var got []string
	for _, s := range Stations(past, "1") {
		got = append(got, fmt.Sprintf("%s %s-%s %v", s.Report.Meldung.Typ, s.From, s.To, s.Open))
	}
	want := []string{"Diagnose 2024-02-01- false", "SYST 2024-03-01-2024-05-02 false", "SYST 2024-04-01- true"}
	if !slices.Equal(got, want) {
		t.Errorf("stations: got %q, want %q", got, want)
	}
}
