package store

import (
	"testing"

	"example.org/meldeportal/model"
)

// chained are entries of a portal's log whose receipts follow on each other.
func chained(before string, indexes ...int64) (all []model.Bekannt) {
	for _, index := range indexes {
		k := knownAs("fremd", index)
		k.Receipt.Previous, k.Receipt.Signature = before, "unterschrieben"
		before = k.Receipt.Hash()
		all = append(all, k)
	}
	return all
}

// The portal's log is read as a chain; the first entry that does not follow on what was read stays
// known, and what was read before receipts were signed says nothing.
func TestALogThatIsAnotherOneIsNoticed(t *testing.T) {
	t.Parallel()
	whole := chained("", 3, 4, 7, 9)
	foreign := chained("anderes", 7)
	for name, c := range map[string]struct {
		reads [][]model.Bekannt
		want  int64
	}{
		"at once":                    {[][]model.Bekannt{whole}, 0},
		"bit by bit":                 {[][]model.Bekannt{whole[:1], whole[1:3], whole[3:]}, 0},
		"twice":                      {[][]model.Bekannt{whole[:2], whole[:2], whole[2:]}, 0},
		"an entry is missing":        {[][]model.Bekannt{whole[:1], whole[2:]}, 7},
		"the first is missing":       {[][]model.Bekannt{whole[1:]}, 4},
		"it was written anew":        {[][]model.Bekannt{whole[:2], foreign, whole[3:]}, 7},
		"unsigned before":            {[][]model.Bekannt{{knownAs("fremd", 2)}, chained("unbekannt", 3, 4)}, 0},
		"unsigned before, then gaps": {[][]model.Bekannt{{knownAs("fremd", 2)}, chained("unbekannt", 3), chained("anderes", 4)}, 4},
	} {
		v := newVault(t)
		for _, some := range c.reads {
			must(v.ReadLog(t.Context(), some))(t)
		}
		if got := must(v.Broken(t.Context()))(t); got != c.want {
			t.Errorf("%s: broken at %d, want %d", name, got, c.want)
		}
	}
}
