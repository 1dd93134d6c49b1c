package model

import (
	"slices"
	"testing"
)

// What either has kept stays, what one has dropped goes, and what either has decided about
// is decided.
func TestWhatGaveWayIsPutTogether(t *testing.T) {
	t.Parallel()
	a, b, c := Abweichung{Feld: "A", Wert: "1"}, Abweichung{Feld: "B", Wert: "2"}, Abweichung{Feld: "C", Wert: "3"}
	decided := a
	decided.Entschieden = true
	for name, test := range map[string]struct{ theirs, was, mine, want []Abweichung }{
		"both keep":         {[]Abweichung{a}, []Abweichung{a}, []Abweichung{a}, []Abweichung{a}},
		"each has one more": {[]Abweichung{a, b}, []Abweichung{a}, []Abweichung{a, c}, []Abweichung{a, c, b}},
		"she has dropped":   {nil, []Abweichung{a}, []Abweichung{a}, nil},
		"I have dropped":    {[]Abweichung{a}, []Abweichung{a}, nil, nil},
		"she has decided":   {[]Abweichung{decided}, []Abweichung{a}, []Abweichung{a}, []Abweichung{decided}},
		"I have decided":    {[]Abweichung{a}, []Abweichung{a}, []Abweichung{decided}, []Abweichung{decided}},
	} {
		got, _ := MergeBeside(Beside{Abweichungen: test.theirs}, Beside{Abweichungen: test.was}, Beside{Abweichungen: test.mine})
		if !slices.Equal(got.Abweichungen, test.want) {
			t.Errorf("%s: got %+v, want %+v", name, got.Abweichungen, test.want)
		}
	}
}

// Of what both have changed mine stands and hers is told; a hold she has lifted is nothing
// to be told.
func TestOfANoteAndAHoldBothChangedMineStands(t *testing.T) {
	t.Parallel()
	hold := func(reason string) *Sperre { return &Sperre{Grund: reason} }
	for name, test := range map[string]struct {
		theirs, was, mine, want Beside
		told                    string
	}{
		"only hers":      {Beside{Notiz: "hers", Sperre: hold("hers")}, Beside{}, Beside{}, Beside{Notiz: "hers", Sperre: hold("hers")}, ""},
		"only mine":      {Beside{}, Beside{}, Beside{Notiz: "mine", Sperre: hold("mine")}, Beside{Notiz: "mine", Sperre: hold("mine")}, ""},
		"both":           {Beside{Notiz: "hers", Sperre: hold("hers")}, Beside{}, Beside{Notiz: "mine", Sperre: hold("mine")}, Beside{Notiz: "mine", Sperre: hold("mine")}, "Notiz=hers Sperre=hers "},
		"the same":       {Beside{Notiz: "one", Sperre: hold("one")}, Beside{}, Beside{Notiz: "one", Sperre: hold("one")}, Beside{Notiz: "one", Sperre: hold("one")}, ""},
		"she has lifted": {Beside{}, Beside{Sperre: hold("was")}, Beside{Sperre: hold("mine")}, Beside{Sperre: hold("mine")}, ""},
		"I have emptied": {Beside{Notiz: "hers"}, Beside{Notiz: "was"}, Beside{}, Beside{}, "Notiz=hers "},
	} {
		got, clashes := MergeBeside(test.theirs, test.was, test.mine)
		told := ""
		for _, c := range clashes {
			told += c.Feld + "=" + c.Wert + " "
		}
		if got.Notiz != test.want.Notiz || got.Sperre.grund() != test.want.Sperre.grund() || told != test.told {
			t.Errorf("%s: got %q, %q, told %q, want %+v, told %q", name, got.Notiz, got.Sperre.grund(), told, test.want, test.told)
		}
	}
}
