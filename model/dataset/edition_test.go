package dataset_test

import (
	"slices"
	"testing"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/dataset"
)

func TestEditionsAreKnownByName(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"3.0.0", "3.0.1", "3.0.2", "3.0.3", "3.0.4", "3.0.5"} {
		if e, ok := dataset.ByVersion(name); !ok || dataset.Version(e) != name {
			t.Errorf("%s: got %d, %t", name, e, ok)
		}
	}
	for _, name := range []string{"", "3", "3.0", "3.0.6", "3.0.50", "3.1.0", " 3.0.5"} {
		if _, ok := dataset.ByVersion(name); ok {
			t.Errorf("%q is known, want unknown", name)
		}
	}
	if got := dataset.Editions(); got != "3.0.0 bis 3.0.5" {
		t.Errorf("got %q", got)
	}
}

func TestBeyondNamesWhatAnEditionHasNoPlaceFor(t *testing.T) {
	t.Parallel()
	r := &model.Report{Meldung: model.Meldung{Typ: model.TypDiagnose, Diagnose: &model.Diagnose{
		ModulDKKR:      &model.ModulDKKR{MeldungEWDKKR: "6"},
		ModulDKKRTumor: &model.ModulDKKRTumor{HauptwohnsitzInDeutschland: "J"},
		ModulAllgemein: &model.ModulAllgemein{Studienteilnahme: &model.DatumNU{NU: "N"}},
	}}}
	r.Patient.DKKR = &model.DKKRStammdaten{Einwilligung: "1"}
	var lost []string
	for _, b := range dataset.Beyond(r, dataset.V304) {
		lost = append(lost, b.ID)
	}
	if want := []string{"Patient.DKKR_Patienten_Stammdaten", "Diagnose.Modul_DKKR_Tumor"}; !slices.Equal(lost, want) {
		t.Errorf("3.0.4 loses %q, want %q", lost, want)
	}
	if lost := dataset.Beyond(r, dataset.V305); len(lost) > 0 {
		t.Errorf("3.0.5 loses %s, want nothing", lost[0].ID)
	}
}
