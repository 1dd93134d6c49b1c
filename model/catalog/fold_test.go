package catalog

import "testing"

func TestFoldMakesSpellingsEqual(t *testing.T) {
	t.Parallel()
	const decomposed = "Gebarmutter\u0308"
	for in, want := range map[string]string{
		"Gebärmutter-Hals (Cervix)": "gebaermutter hals cervix",
		"GROSSER Fuß":               "grosser fuss",
		"Sézary-Syndrom":            "sezary syndrom",
		"  Brust,  oben ":           "brust oben",
		"Ga\u0308nge":               "gaenge",
		"A\u0308rztin":              "aerztin",
		"n\u0303":                   "n",
		"":                          "",
		"—":                         "",
		decomposed:                  "gebarmutter", // the mark stands behind an r: no umlaut
	} {
		if got := Fold(in); got != want {
			t.Errorf("Fold(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestCompactLeavesLettersAndDigits(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"C50.4": "c504", "c50,4": "c504", " C504 ": "c504", "5-870.a1L": "5870a1l", "8500/3": "85003", "10 2024 GM": "102024gm",
	} {
		if got := Compact(in); got != want {
			t.Errorf("Compact(%q) = %q, want %q", in, got, want)
		}
	}
}

func FuzzFoldIsStable(f *testing.F) {
	for _, s := range []string{"Müller", "ÄÖÜß", "a\u0308", "\xff\xfe", "Ⅳ ½", "İ", "ﬃ", "ǅ"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		once := Fold(s)
		if twice := Fold(once); twice != once {
			t.Errorf("Fold(%q) = %q, folded again %q", s, once, twice)
		}
	})
}
