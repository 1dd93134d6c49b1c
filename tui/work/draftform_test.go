package work

import (
	"testing"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/rule"
)

func TestADraftGivesItsValuesBehindWhatWasCompleted(t *testing.T) {
	t.Parallel()
	report := func(id model.Text) *model.Report {
		return &model.Report{Meldung: model.Meldung{MeldungID: id, Typ: model.TypDiagnose, Tumorzuordnung: model.Tumorzuordnung{TumorID: "1"}}}
	}
	past := []rule.Past{{Report: report("1"), Sent: true}, {Report: report("2"), Sent: true}, {Report: report("3"), Draft: true}, {Report: report("4"), Draft: true}}
	got := earlierOf(past, report("4"))
	want := []struct {
		id     model.Text
		origin string
	}{{"4", "andere Fassung"}, {"2", "Diagnose"}, {"1", "Diagnose"}, {"3", "Entwurf Diagnose"}}
	if len(got) != len(want) {
		t.Fatalf("got %d earlier reports, want %d", len(got), len(want))
	}
	for i, w := range want {
		if got[i].Report.Meldung.MeldungID != w.id || got[i].Origin != w.origin {
			t.Errorf("%d: got %s from %q, want %s from %q", i, got[i].Report.Meldung.MeldungID, got[i].Origin, w.id, w.origin)
		}
	}
}
