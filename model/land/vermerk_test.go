package land

import (
	"testing"

	"example.org/meldeportal/model"
)

func TestTheMarkOfACorrectionStandsOnceAndFirst(t *testing.T) {
	t.Parallel()
	for remark, want := range map[model.Text]model.Text{
		"":                                   "Korrekturmeldung",
		"Korrekturmeldung":                   "Korrekturmeldung",
		"Bitte um Rückruf":                   "Korrekturmeldung: Bitte um Rückruf",
		"Korrekturmeldung: Bitte um Rückruf": "Korrekturmeldung: Bitte um Rückruf",
		"Seite falsch. Korrekturmeldung":     "Korrekturmeldung: Seite falsch.",
	} {
		if got := Hessen.WithVermerk(remark); got != want {
			t.Errorf("%q with the mark = %q, want %q", remark, got, want)
		}
		if got := Hessen.WithVermerk(Hessen.WithVermerk(remark)); got != want {
			t.Errorf("%q marked twice = %q, want %q", remark, got, want)
		}
	}
	if got := Hessen.WithoutVermerk("Korrekturmeldung: Bitte um Rückruf"); got != "Bitte um Rückruf" {
		t.Errorf("without the mark = %q, want the remark", got)
	}
}
