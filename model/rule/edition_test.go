package rule

import (
	"slices"
	"testing"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/dataset"
)

func TestWhatTheSentEditionHasNotIsAFehler(t *testing.T) {
	t.Parallel()
	r := &model.Report{Meldung: model.Meldung{Typ: model.TypTod, Tod: &model.Tod{ModulDKKRTumor: &model.ModulDKKRTumor{HauptwohnsitzInDeutschland: "J"}}}}
	found := func(c Config, id string) bool {
		return slices.ContainsFunc(Check(Case{Report: r}, With(c)), func(f Finding) bool {
			return f.Rule == id && f.Severity == Fehler && f.Fields[0] == "Tod.Modul_DKKR_Tumor"
		})
	}
	if !found(Config{Edition: dataset.V304}, idFassung) {
		t.Error("3.0.4 has no such module, and nobody says so")
	}
	if found(Config{}, idFassung) || found(Config{Edition: dataset.V305}, idFassung) {
		t.Error("3.0.5 has the module, and it is refused")
	}
}

func TestTheRetiredModuleIsToldOnlyWhereItIsRetired(t *testing.T) {
	t.Parallel()
	r := &model.Report{Meldung: model.Meldung{Typ: model.TypTod, Tod: &model.Tod{ModulDKKR: &model.ModulDKKR{MeldungEWDKKR: "6"}}}}
	told := func(c Config) bool {
		return slices.ContainsFunc(Check(Case{Report: r}, With(c)), func(f Finding) bool { return f.Rule == "P-327" })
	}
	if told(Config{Edition: dataset.V304}) || !told(Config{}) {
		t.Error("want the Hinweis in 3.0.5 alone")
	}
}
