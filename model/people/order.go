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
	type keyed struct {
		key []byte
		row Row
	}
	c := newNameOrder()
	all := make([]keyed, len(rows))
	for i, r := range rows {
		all[i] = keyed{c.key(&r), r}
	}
	slices.SortStableFunc(all, func(a, b keyed) int { return slices.Compare(a.key, b.key) })
	for i := range all {
		rows[i] = all[i].row
	}
}

// nameOrder gives the keys by which rows are ordered.
type nameOrder struct {
	collator *collate.Collator
	buf      collate.Buffer
}

func newNameOrder() *nameOrder {
	return &nameOrder{collator: collate.New(language.MustParse("de-u-co-phonebk"))}
}

func (o *nameOrder) key(r *Row) []byte {
	if r.Damaged {
		return nil
	}
	key := slices.Clone(o.collator.KeyFromString(&o.buf, strings.Replace(r.Name, ", ", "\t", 1)+"\x00"+r.Born))
	o.buf.Reset()
	return key
}
