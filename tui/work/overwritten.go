package work

import (
	"example.org/meldeportal/forms"
	"example.org/meldeportal/model"
	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/field"
)

// Two people change the same field of the Stammdaten: what is saved last counts,
// as it does when one changes it after the other. The second one is told both
// values, so that she can enter the other one where that is right.

const (
	GaveWayTitle = "Stammdaten: zugleich anderswo geändert"
	GaveWayText  = "In der Akte gilt jetzt Ihre Angabe. Ist die andere richtig, bitte eintragen."
)

// Replaced are the fields in which something of somebody else's gave way: Before
// is hers, After is what counts now.
func Replaced(o *answer.Overwritten, env forms.Env) []forms.Change {
	theirs, mine := &model.Report{Patient: o.Theirs}, &model.Report{Patient: o.Mine}
	before, after := field.Texts(dataset.Report, theirs), field.Texts(dataset.Report, mine)
	found := make([]field.Difference, len(o.Fields))
	for i, id := range o.Fields {
		_, stands := after[id]
		found[i] = field.Difference{ID: id, Gone: !stands, Before: before[id], After: after[id]}
	}
	return forms.Changes(dataset.Report, theirs, mine, found, env)
}
