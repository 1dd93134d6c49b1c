package rule

import (
	"testing"

	"example.org/meldeportal/model"
)

func TestASideOfATargetNeverBlocks(t *testing.T) {
	t.Parallel()
	for side, want := range map[model.Code]Severity{"U": Warnung, "B": Warnung, "T": Warnung, "": Warnung, "L": Aus} {
		r := &model.Report{Meldung: model.Meldung{Typ: model.TypST, ST: &model.ST{MengeBestrahlung: []model.Bestrahlung{{
			Applikationsart: model.Applikationsart{Art: perkutan, Perkutan: &model.Perkutan{
				Zielgebiet: model.Zielgebiet{CodeVersion2021: "3.1"}, SeiteZielgebiet: side}}}}}}}
		got := Aus
		for _, f := range Check(Case{Report: r}, ContentOnly()) {
			if f.Rule == "P-185" {
				got = f.Severity
			}
		}
		if got != want {
			t.Errorf("side %q: got %s, want %s", side, got, want)
		}
	}
}
