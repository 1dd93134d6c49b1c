package record

import (
	"cmp"
	"slices"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/rule"
)

// Tumour is a primary tumour of a person as her reports tell of it.
type Tumour struct {
	Part    model.Tumorzuordnung // as the latest completed report has it, or the latest draft while there is none
	Reports []*model.Report      // about it, oldest first
}

// Tumours are the tumours the reports of one person are about, the one diagnosed
// first in front.
func Tumours(past []rule.Past) []Tumour {
	var all []Tumour
	at, completed := map[model.Text]int{}, map[model.Text]bool{}
	for _, p := range past {
		t := &p.Report.Meldung.Tumorzuordnung
		if t.TumorID == "" {
			continue
		}
		i, ok := at[t.TumorID]
		if !ok {
			i = len(all)
			at[t.TumorID], all = i, append(all, Tumour{})
		}
		all[i].Reports = append(all[i].Reports, p.Report)
		if !p.Draft || !completed[t.TumorID] {
			all[i].Part = *t
		}
		completed[t.TumorID] = completed[t.TumorID] || !p.Draft
	}
	slices.SortStableFunc(all, func(a, b Tumour) int { return cmp.Compare(a.Part.Diagnosedatum, b.Part.Diagnosedatum) })
	return all
}

// Of are the reports of one type about the tumour, oldest first.
func (t *Tumour) Of(typ model.Zweig) []*model.Report {
	var list []*model.Report
	for _, r := range t.Reports {
		if r.Meldung.Typ == typ {
			list = append(list, r)
		}
	}
	return list
}

// Named is the tumour with an id, nil where there is none.
func Named(all []Tumour, id model.Text) *Tumour {
	i := slices.IndexFunc(all, func(t Tumour) bool { return t.Part.TumorID == id })
	if i < 0 {
		return nil
	}
	return &all[i]
}

// Alike is the only tumour, or the only one with a code; nil where it is not clear.
func Alike(all []Tumour, code model.Code) *Tumour {
	if len(all) == 1 {
		return &all[0]
	}
	var found *Tumour
	for i := range all {
		if all[i].Part.PrimaertumorICD.Code == code {
			if found != nil {
				return nil
			}
			found = &all[i]
		}
	}
	return found
}
