package together

import (
	"fmt"
	"slices"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/model"
	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/field"
	"example.org/meldeportal/tui/wording"
)

// Met says that a save met what a colleague had saved. The form does not hold that yet.
type Met struct {
	*answer.Merged
	No   int         // counts those of a sitting, from 1
	Mine model.Draft // what was to be saved
}

// Unwrap is the answer itself.
func (m *Met) Unwrap() error { return m.Merged }

// Told is what a person has to know of it.
type Told struct {
	By      string
	Taken   []forms.Change     // what the colleague changed, as it is in the form now
	Clashes []model.Abweichung // what both changed
	labels  []string           // of those
}

// Take puts what is stored now into the form, which may hold more than was saved.
func (m *Met) Take(form *forms.Form, report *model.Report, beside *model.Beside, env forms.Env) *Told {
	merged := field.Merge(dataset.Report, &m.Draft.Report, &m.Mine.Report, report)
	t := &Told{By: m.By, Taken: forms.Changes(dataset.Report, report, merged.Report, field.Diff(dataset.Report, report, merged.Report), env)}
	form.Adopt(merged)
	were := beside.Abweichungen
	*beside, _ = model.MergeBeside(m.Draft.Beside(), m.Mine.Beside(), *beside)
	for _, a := range beside.Abweichungen {
		if !a.Entschieden && !slices.ContainsFunc(were, a.Is) {
			t.Clashes, t.labels = append(t.Clashes, a), append(t.labels, choice(report, a, env).Label)
		}
	}
	return t
}

// Sentence says it, "" where there is nothing to be said.
func (t *Told) Sentence() string {
	var parts []string
	switch who := forms.Clean(t.By); {
	case len(t.Taken) == 1:
		parts = append(parts, "Von "+who+" übernommen: "+t.Taken[0].Label)
	case len(t.Taken) > 1:
		parts = append(parts, fmt.Sprintf("%d Felder von %s übernommen", len(t.Taken), who))
	}
	if len(t.Clashes) > 0 {
		parts = append(parts, clashing(t.labels))
	}
	return wording.Sentences(parts...)
}
