package field_test

import (
	"fmt"
	"slices"
	"testing"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/field"
)

func fm(orte ...string) *model.Diagnose {
	d := &model.Diagnose{}
	for _, ort := range orte {
		d.MengeFM = append(d.MengeFM, model.Fernmetastase{Diagnosedatum: "2026-05-01", Lokalisation: model.Code(ort)})
	}
	return d
}

func TestDiffNamesWhatCameWentAndChanged(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		before, after *model.Diagnose
		want          []string
	}{
		"nothing":            {fm("HEP"), fm("HEP"), nil},
		"a value":            {fm("HEP"), fm("PUL"), []string{"Diagnose.Menge_FM[0].Lokalisation HEP>PUL"}},
		"the first one went": {fm("HEP", "PUL", "OSS"), fm("PUL", "OSS"), []string{"-Diagnose.Menge_FM[0].Diagnosedatum 2026-05-01>", "-Diagnose.Menge_FM[0].Lokalisation HEP>"}},
		"one came between":   {fm("HEP", "OSS"), fm("HEP", "PUL", "OSS"), []string{"Diagnose.Menge_FM[1].Diagnosedatum >2026-05-01", "Diagnose.Menge_FM[1].Lokalisation >PUL"}},
		"a part came":        {nil, &model.Diagnose{CTNM: &model.TNM{T: "2"}}, []string{"Diagnose.cTNM.T >2"}},
		"one changed before": {fm("HEP", "OSS"), fm("PUL", "OSS"), []string{"Diagnose.Menge_FM[0].Lokalisation HEP>PUL"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a, b := &model.Report{}, &model.Report{}
			a.Meldung.Diagnose, b.Meldung.Diagnose = c.before, c.after
			var got []string
			for _, d := range field.Diff(dataset.Report, a, b) {
				sign := ""
				if d.Gone {
					sign = "-"
				}
				got = append(got, fmt.Sprintf("%s%s %s>%s", sign, d.ID, d.Before, d.After))
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}
