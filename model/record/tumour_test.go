package record

import (
	"testing"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/rule"
)

func reported(icd model.Code, draft bool) rule.Past {
	return rule.Past{Draft: draft, Report: &model.Report{Meldung: model.Meldung{Typ: model.TypDiagnose,
		Tumorzuordnung: model.Tumorzuordnung{TumorID: "1", PrimaertumorICD: model.ICD{Code: icd}}}}}
}

func TestADraftNamesATumourOnlyWhileNoCompletedReportDoes(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		past []rule.Past
		want model.Code
	}{
		{[]rule.Past{reported("C61", false), reported("C50.4", true)}, "C61"},
		{[]rule.Past{reported("C50.4", true), reported("C61", false)}, "C61"},
		{[]rule.Past{reported("C61", false), reported("C61.9", false), reported("C50.4", true)}, "C61.9"},
		{[]rule.Past{reported("C50.4", true), reported("C50.5", true)}, "C50.5"},
	} {
		all := Tumours(c.past)
		if len(all) != 1 || all[0].Part.PrimaertumorICD.Code != c.want || len(all[0].Reports) != len(c.past) {
			t.Errorf("got %+v, want one tumour %s of %d reports", all, c.want, len(c.past))
		}
	}
}
