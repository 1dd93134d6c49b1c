package wording

import (
	"strings"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/model"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/field"
	"example.org/meldeportal/model/rule"
)

// Tally counts findings in words: 2 Fehler, 1 Warnung.
func Tally(found []rule.Finding) string {
	counts := map[rule.Severity]int{}
	for _, f := range found {
		counts[f.Severity]++
	}
	var parts []string
	for _, k := range []struct {
		severity  rule.Severity
		one, many string
	}{{rule.Fehler, "Fehler", "Fehler"}, {rule.Warnung, "Warnung", "Warnungen"}, {rule.Hinweis, "Hinweis", "Hinweise"}} {
		if n := counts[k.severity]; n > 0 {
			parts = append(parts, Plural(n, k.one, k.many))
		}
	}
	if len(parts) == 0 {
		return "keine Mängel"
	}
	return strings.Join(parts, ", ")
}

func StepText(p forms.Step) string {
	var parts []string
	for _, c := range []struct {
		n         int
		one, many string
	}{{p.Fehler, "Fehler", "Fehler"}, {p.Warnungen, "Warnung", "Warnungen"}} {
		if c.n > 0 {
			parts = append(parts, Plural(c.n, c.one, c.many))
		}
	}
	return strings.Join(parts, ", ")
}

func SeverityWord(s rule.Severity) string {
	switch s {
	case rule.Fehler:
		return "Fehler"
	case rule.Warnung:
		return "Warnung"
	}
	return "Hinweis"
}

// FieldName is the field of a report a finding is about.
func FieldName(report *model.Report, f rule.Finding) string {
	if len(f.Fields) == 0 {
		return ""
	}
	b, ok := field.Lookup(dataset.Report, report, f.Fields[0])
	if !ok {
		return ""
	}
	up, ok := b.Up()
	switch {
	case ok && b.Row.ID == "" && up.Row.Label != "":
		return up.Row.Label
	case ok && strings.Contains(up.ID, "."): // deeper than the report type: say where
		return up.Row.Label + " / " + b.Row.Label
	}
	return b.Row.Label
}
