package wording

import (
	"testing"
	"unicode/utf8"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/land"
)

func TestEachOccasionAndWhatBecameOfItHasAName(t *testing.T) {
	t.Parallel()
	whole, short, whatShort := map[string]bool{}, map[string]bool{}, map[string]bool{}
	for _, a := range land.Default.Anlaesse {
		whole[Occasion(a.Typ, a.Sub)] = true
		narrow := ShortOccasion(a.Typ, a.Sub)
		if short[narrow] = true; utf8.RuneCountInString(narrow) > 14 {
			t.Errorf("%q has more than 14 cells", narrow)
		}
		for _, s := range []Sending{{"", a.Typ, a.Sub, ""}, {model.SendungMeldung, a.Typ, a.Sub, "t1"}, {model.SendungLoeschantrag, a.Typ, a.Sub, "t1"}} {
			name := s.Short()
			if whatShort[name] = true; utf8.RuneCountInString(name) > 21 {
				t.Errorf("%q has more than 21 cells", name)
			}
		}
	}
	n := len(land.Default.Anlaesse)
	if len(whole) != n || len(short) != n || len(whatShort) != 3*n {
		t.Errorf("%d occasions: %d, %d and %d names, want one for each: %v", n, len(whole), len(short), len(whatShort), whatShort)
	}
}

func TestAnUnknownOccasionIsToldAsItStands(t *testing.T) {
	t.Parallel()
	if got := Occasion(model.TypST, "pause"); got != "Strahlentherapie pause" {
		t.Errorf("got %q", got)
	}
	if got := (Sending{}).Whole(); got != "beschädigt" {
		t.Errorf("without a type: got %q, want beschädigt", got)
	}
}
