package rule

import "testing"

// The vectors are numbers the issuing bodies print as examples, the five
// Ersatzkodes of the schema, and invented ones.
func TestCheckDigitsAgreeWithThePublishedVectors(t *testing.T) {
	t.Parallel()
	for _, v := range []struct {
		name  string
		valid func(string) bool
		yes   []string
		no    []string
	}{
		{"KVNR", ValidKVNR,
			[]string{"A123456780", "M317065893", "T220001137", "M314159267", "H271828189", "Z000000017", "X987654326"},
			[]string{"A123456789", "a123456780", "Ä123456780", "A12345678", "A1234567800", "1123456780", ""}},
		{"IK", ValidIK,
			[]string{"105313145", "102114819", "168140346", "950585030", "260326822", "100696012",
				"970000011", "970000022", "970000099", "970001001", "970100001"},
			[]string{"101234567", "10531314", "1053131455", "10531314A", ""}},
		{"LANR", ValidLANR, []string{"123456601"}, []string{"123456701", "12345660", "1234566011", "12345660A", ""}},
	} {
		for _, nr := range v.yes {
			if !v.valid(nr) {
				t.Errorf("%s %q: got invalid, want valid", v.name, nr)
			}
		}
		for _, nr := range v.no {
			if v.valid(nr) {
				t.Errorf("%s %q: got valid, want invalid", v.name, nr)
			}
		}
	}
}
