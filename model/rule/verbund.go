package rule

import (
	"example.org/meldeportal/model"
)

// verbund are the rules about a report among the other reports of its patient
// (P-340 to P-346).
var verbund = []Rule{
	{ID: "P-340", Severity: Hinweis, Source: "UL", For: therapien,
		Text: "Kein gemeldeter Behandlungsbeginn zu diesem Behandlungsende.",
		Find: onEnde(func(c *Case, t Therapie, hit Hit) {
			if _, found := t.sameID(beginReports(c)); !found && !t.oneDay() {
				hit(ids(t.idField(), t.field("Meldeanlass")))
			}
		})},
	{ID: "P-341", Severity: Warnung, Source: "UL", For: therapien,
		Text: "Bitte dieselbe Therapie-ID wie beim Behandlungsbeginn verwenden.",
		Find: onEnde(findTherapieIDAnders)},
	{ID: "P-342", Severity: Warnung, Source: "LOG", For: nurSYST,
		Text: "Das Beginn-Datum weicht vom gemeldeten Behandlungsbeginn ab.",
		Find: onEnde(func(c *Case, t Therapie, hit Hit) {
			begin, found := t.sameID(beginReports(c))
			if found && (t.Beginn.CertainlyAfter(begin.Beginn) || begin.Beginn.CertainlyAfter(t.Beginn)) {
				hit(ids("SYST.Beginn"))
			}
		})},
	{ID: "P-343", Severity: Hinweis, Source: "PRX",
		For:  []model.Zweig{model.TypOP, model.TypST, model.TypSYST, model.TypVerlauf, model.TypTod, model.TypTumorkonferenz},
		Text: "Zu diesem Tumor liegt lokal keine Diagnosemeldung vor.",
		Find: func(c *Case, hit Hit) {
			if len(tumourReports(c, model.TypDiagnose)) == 0 {
				hit(ids(idTumorID))
			}
		}},
	{ID: "P-344", Severity: Warnung, Source: "UL",
		Text: "Korrektur: Die neue Meldung ersetzt die frühere vollständig.",
		Find: func(c *Case, hit Hit) {
			if corrected(c) != nil {
				hit(ids("Meldung_ID"))
			}
		}},
	{ID: "P-345", Severity: Fehler, Source: "UL",
		Text: "Patient oder Meldungstyp einer gesendeten Meldung kann nicht geändert werden; bitte Löschung beim Register beantragen.",
		Find: func(c *Case, hit Hit) {
			sent := corrected(c)
			if sent != nil && sent.Patient.PatientID != c.Report.Patient.PatientID {
				hit(ids("Patient.Patient_ID"))
			}
			if sent != nil && sent.Meldung.Typ != c.Report.Meldung.Typ {
				hit(ids("Typ"))
			}
		}},
}

// onEnde hands a therapy to find whose end the report tells.
func onEnde(find func(*Case, Therapie, Hit)) func(*Case, Hit) {
	return onTherapie(func(c *Case, t Therapie, hit Hit) {
		if t.Meldeanlass == model.Behandlungsende {
			find(c, t, hit)
		}
	})
}

// beginReports are the therapies of the tumour, of the judged report's type,
// whose begin another report tells.
func beginReports(c *Case) []Therapie {
	var begun []Therapie
	for _, r := range tumourReports(c, c.Report.Meldung.Typ) {
		if t, ok := TherapieOf(r); ok && t.Meldeanlass == model.Behandlungsbeginn {
			begun = append(begun, t)
		}
	}
	return begun
}

// sameID is the therapy of a list with the same id.
func (t Therapie) sameID(list []Therapie) (Therapie, bool) {
	for _, other := range list {
		if t.ID != "" && other.ID == t.ID {
			return other, true
		}
	}
	return Therapie{}, false
}

// findTherapieIDAnders looks for a begin on the same day under another id,
// unless the therapy's own begin is known: two may begin on one day.
func findTherapieIDAnders(c *Case, t Therapie, hit Hit) {
	begun := beginReports(c)
	if _, found := t.sameID(begun); found {
		return
	}
	for _, b := range begun {
		if t.Beginn.Day() != "" && b.Beginn.Day() == t.Beginn.Day() {
			hit(ids(t.idField(), t.beginnField()))
			return
		}
	}
}

// corrected is the sent report the judged one corrects, nil for a new report.
func corrected(c *Case) *model.Report {
	for _, p := range c.History {
		if p.Sent && sameMeldung(c.Report, p.Report) {
			return p.Report
		}
	}
	return nil
}

// otherReports are the other reports of the patient without earlier versions of
// the judged one.
func otherReports(c *Case) []*model.Report {
	var others []*model.Report
	for _, p := range c.History {
		if !sameMeldung(c.Report, p.Report) {
			others = append(others, p.Report)
		}
	}
	return others
}

// tumourReports are the other reports of a type on the judged report's tumour.
func tumourReports(c *Case, typ model.Zweig) []*model.Report {
	var reports []*model.Report
	for _, p := range ofTumour(c) {
		if p.Report.Meldung.Typ == typ {
			reports = append(reports, p.Report)
		}
	}
	return reports
}
