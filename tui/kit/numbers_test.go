package kit

import "testing"

func TestDigitsPickARowAsSoonAsNoOtherNumberBeginsLikeThem(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		keys string
		n    int
		at   int
		sure bool
		ok   bool
	}{
		{"3", 12, 2, true, true}, {"1", 12, 0, false, true}, {"12", 12, 11, true, true}, {"1", 9, 0, true, true},
		{"15", 12, 4, true, true}, // 15 is none, 5 is one
		{"0", 12, 0, false, false}, {"x", 12, 0, false, false}, {"1x2", 12, 1, true, true},
	} {
		var p Numbers
		var at int
		var sure, ok bool
		for _, k := range c.keys {
			at, sure, ok = p.Key(string(k), c.n)
		}
		if at != c.at || sure != c.sure || ok != c.ok {
			t.Errorf("%q of %d: got row %d, sure %v, ok %v", c.keys, c.n, at, sure, ok)
		}
	}
}
