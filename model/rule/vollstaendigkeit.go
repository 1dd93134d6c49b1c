package rule

import (
	"slices"
	"strings"

	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/field"
)

// Vollstaendigkeit counts the Mindestanforderungen of a report: what the schema
// or the registry demands of it as it stands, and what is missing of that or
// has a value the schema refuses, by field id, in the order of the table. What
// the program sets itself does not count.
func Vollstaendigkeit(c Case) (erfuellt, gesamt int, fehlt []string) {
	var n count
	d := derivation{minimum: Warnung, count: &n}
	field.Walk(dataset.Report, c.Report, d.visit)
	d.choices()
	d.stage(c.Report)
	return n.done, n.done + len(n.lacking), n.lacking
}

// count is how much of what is demanded is there as the schema takes it.
type count struct {
	done    int
	lacking []string // field ids
}

// met counts a field that is there. A nil count counts nothing.
func (n *count) met(b *field.Bound) {
	if n != nil && !own(b.ID) && b.Demanded() >= field.ByMinimum {
		n.done++
	}
}

// lacks counts a field that is not there, or not so.
func (n *count) lacks(by field.Demand, id string) {
	if n != nil && by >= field.ByMinimum && !own(id) {
		n.lacking = append(n.lacking, id)
	}
}

// own reports that the program sets a field itself.
func own(id string) bool {
	return slices.ContainsFunc(dataset.Own, func(part string) bool {
		rest, within := strings.CutPrefix(id, part)
		return within && (rest == "" || rest[0] == '.')
	})
}
