package tui

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/model"
	"example.org/meldeportal/model/catalog"
	"example.org/meldeportal/model/rule"
	"example.org/meldeportal/tui/style"
)

// knownTumour is a primary tumour of a person as her reports tell of it.
type knownTumour struct {
	part    model.Tumorzuordnung // as the latest report has it
	reports []*model.Report      // about it, oldest first
}

// tumoursOf are the tumours the reports of one person are about, the one
// diagnosed first in front.
func tumoursOf(past []rule.Past) []knownTumour {
	var all []knownTumour
	at := map[model.Text]int{}
	for _, p := range past {
		t := &p.Report.Meldung.Tumorzuordnung
		if t.TumorID == "" {
			continue
		}
		i, ok := at[t.TumorID]
		if !ok {
			i = len(all)
			at[t.TumorID], all = i, append(all, knownTumour{})
		}
		all[i].part, all[i].reports = *t, append(all[i].reports, p.Report)
	}
	slices.SortStableFunc(all, func(a, b knownTumour) int { return cmp.Compare(a.part.Diagnosedatum, b.part.Diagnosedatum) })
	return all
}

// of are the reports of one type about the tumour, oldest first.
func (t *knownTumour) of(typ model.Zweig) []*model.Report {
	var list []*model.Report
	for _, r := range t.reports {
		if r.Meldung.Typ == typ {
			list = append(list, r)
		}
	}
	return list
}

// name is a tumour in one line: code, what it means, side, date.
func (t *knownTumour) name(lists *catalog.Shelf) string {
	p := &t.part
	parts := []string{strings.TrimSpace(string(p.PrimaertumorICD.Code) + " " + meaningOf(lists, "ICD10", p.PrimaertumorICD.Code))}
	if p.Seitenlokalisation != "" && p.Seitenlokalisation != "T" {
		parts = append(parts, meaningOf(lists, "Seitenlokalisation", p.Seitenlokalisation))
	}
	parts = append(parts, p.Diagnosedatum.German())
	parts = slices.DeleteFunc(parts, func(s string) bool { return s == "" })
	if len(parts) == 0 {
		return "noch ohne Angaben"
	}
	return forms.Clean(strings.Join(parts, " "+style.DotSign+" "))
}

// meaningOf is what a code means, "" when the list does not know it.
func meaningOf(lists *catalog.Shelf, list string, code model.Code) string {
	l, ok := lists.Get(list)
	if !ok {
		return ""
	}
	e, _ := l.Entry(string(code))
	return e.Label
}

// numbered is a tumour with its number in the record: Tumor 1: C50.4 …
func numbered(i int, t *knownTumour, lists *catalog.Shelf) string {
	return fmt.Sprintf("Tumor %d: %s", i+1, t.name(lists))
}
