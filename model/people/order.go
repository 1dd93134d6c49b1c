package people

import (
	"slices"
	"strings"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
)

// sortByName orders as German telephone books do: ä as ae (DIN 5007-2), and what
// is shorter first, so that Müller stands before Müller-Wolf: a tab comes before a
// hyphen, a comma behind it. What nobody can read comes first.
func sortByName(rows []Row) {
	c := collate.New(language.MustParse("de-u-co-phonebk"))
	var buf collate.Buffer
	type keyed struct {
		key []byte
		row Row
	}
	all := make([]keyed, len(rows))
	for i, r := range rows {
		all[i] = keyed{slices.Clone(c.KeyFromString(&buf, strings.Replace(r.Name, ", ", "\t", 1)+"\x00"+r.Born)), r}
		buf.Reset()
		if r.Damaged {
			all[i].key = nil
		}
	}
	slices.SortStableFunc(all, func(a, b keyed) int { return slices.Compare(a.key, b.key) })
	for i := range all {
		rows[i] = all[i].row
	}
}
