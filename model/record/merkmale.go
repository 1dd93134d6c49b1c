package record

import (
	"example.org/meldeportal/model"
	"example.org/meldeportal/model/rule"
)

// MerkmaleOf is what lists and the work list know of a report.
func MerkmaleOf(r *model.Report) model.Merkmale {
	m := model.Merkmale{
		Typ: r.Meldung.Typ, Date: rule.EventDate(r), ICD: r.Meldung.Tumorzuordnung.PrimaertumorICD.Code,
		MeldungID: r.Meldung.MeldungID, TumorID: r.Meldung.Tumorzuordnung.TumorID,
		Widerspruch: rule.Objects(r),
	}
	if t, ok := rule.TherapieOf(r); ok {
		m.Meldeanlass, m.TherapieID, m.Beginn = t.Meldeanlass, t.ID, t.Beginn
	}
	if m.Meldeanlass == "" {
		m.Meldeanlass = SubOf(r)
	}
	return m
}
