package wording

import (
	"fmt"
	"slices"
	"strings"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/model"
	"example.org/meldeportal/model/catalog"
	"example.org/meldeportal/model/record"
	"example.org/meldeportal/tui/style"
)

// TumourName is a tumour in one line: code, what it means, side, date.
func TumourName(t *record.Tumour, lists *catalog.Shelf) string {
	p := &t.Part
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

// TumourOrNew is one of the tumours there are, or behind them a new one.
func TumourOrNew(all []record.Tumour, i int, lists *catalog.Shelf) string {
	if i >= len(all) {
		return "neuer Tumor"
	}
	return TumourName(&all[i], lists)
}

// Numbered is a tumour with its number in the record: Tumor 1: C50.4 …
func Numbered(i int, t *record.Tumour, lists *catalog.Shelf) string {
	return fmt.Sprintf("Tumor %d: %s", i+1, TumourName(t, lists))
}
