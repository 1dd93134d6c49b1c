package worklist

import (
	"slices"
	"testing"

	"example.org/meldeportal/model"
)

func TestFollowUpsAreDueByTumour(t *testing.T) {
	t.Parallel()
	told := func(typ model.Zweig, tumour model.Text, day model.Datum) model.Vorgang {
		return delivery(string(typ)+string(tumour)+string(day), func(v *model.Vorgang) { v.Typ, v.TumorID, v.Date, v.CaseID = typ, tumour, day, "c1" })
	}
	writing := entwurf("e1", "2026-05-01")
	writing.Typ = model.TypVerlauf
	refused := told(model.TypVerlauf, "T1", "2026-05-01")
	refused.State = model.StateRejected
	two := []model.Vorgang{told(model.TypDiagnose, "T1", "2025-01-01"), told(model.TypDiagnose, "T2", "2024-01-01"), told(model.TypVerlauf, "T2", "2025-06-01")}
	for what, c := range map[string]struct {
		more []model.Vorgang
		want []Nachsorge
	}{
		"both tumours":                 {nil, []Nachsorge{{"c1", "T1", "2025-01-01"}, {"c1", "T2", "2025-06-01"}}},
		"one was seen lately":          {[]model.Vorgang{told(model.TypVerlauf, "T1", "2026-04-01")}, []Nachsorge{{"c1", "T2", "2025-06-01"}}},
		"one is being written":         {[]model.Vorgang{writing}, []Nachsorge{{"c1", "T2", "2025-06-01"}}},
		"the latest was refused":       {[]model.Vorgang{refused}, []Nachsorge{{"c1", "T1", "2025-01-01"}, {"c1", "T2", "2025-06-01"}}},
		"an operation says nothing":    {[]model.Vorgang{told(model.TypOP, "T1", "2026-04-01")}, []Nachsorge{{"c1", "T1", "2025-01-01"}, {"c1", "T2", "2025-06-01"}}},
		"the person has died":          {[]model.Vorgang{told(model.TypTod, "T1", "2026-04-01")}, nil},
		"a tumour nobody has numbered": {[]model.Vorgang{told(model.TypDiagnose, "", "2020-01-01")}, []Nachsorge{{"c1", "T1", "2025-01-01"}, {"c1", "T2", "2025-06-01"}}},
	} {
		got := slices.DeleteFunc(Nachsorgen(slices.Concat(two, c.more)), func(n Nachsorge) bool { return !n.Due("2026-02-01") })
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: got %v, want %v", what, got, c.want)
		}
	}
}
