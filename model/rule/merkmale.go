package rule

import "example.org/meldeportal/model"

// MerkmaleOf is what lists and the work list know of a report.
func MerkmaleOf(r *model.Report) model.Merkmale {
	m := model.Merkmale{
		Typ: r.Meldung.Typ, Date: EventDate(r), ICD: r.Meldung.Tumorzuordnung.PrimaertumorICD.Code,
		MeldungID: r.Meldung.MeldungID, TumorID: r.Meldung.Tumorzuordnung.TumorID,
		Widerspruch: Objects(r),
	}
	if t, ok := therapieOf(r); ok {
		m.Meldeanlass, m.TherapieID, m.Beginn = t.Meldeanlass, t.ID, t.Beginn
	}
	return m
}
