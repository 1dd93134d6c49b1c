package rule

import (
	"strconv"
	"strings"

	"example.org/meldeportal/model"
)

// abstand are the rules about dates too far from the diagnosis, and about the year
// that is still written in January (P-480 to P-484).
var abstand = []Rule{
	{ID: "P-480", Severity: Hinweis, Source: "PRX", For: nurDiagnose,
		Text: "{feld} ({datum}) liegt mehr als {spanne} nach der Diagnose vom {diag}. Bitte beide Jahre prüfen.",
		Find: func(c *Case, hit Hit) {
			eachDiagnosticDate(c, func(id string, d model.Datum, reach dateReach) {
				if days, ok := diagnosedatum(c).SureDaysBefore(d); ok && days > reach.after {
					hit(ids(id, idDiagnosedatum), "feld", Label(c, id), "datum", d.German(), "spanne", spanne(reach.after), "diag", diagnosedatum(c).German())
				}
			})
		}},
	{ID: "P-481", Severity: Hinweis, Source: "PRX",
		Text: "{feld} ({datum}) liegt mehr als {spanne} vor der Diagnose vom {diag}. Bitte beide Jahre prüfen.",
		Find: func(c *Case, hit Hit) {
			eachDiagnosticDate(c, func(id string, d model.Datum, reach dateReach) {
				if days, ok := d.SureDaysBefore(diagnosedatum(c)); ok && days > reach.before {
					hit(ids(id, idDiagnosedatum), "feld", Label(c, id), "datum", d.German(), "spanne", spanne(reach.before), "diag", diagnosedatum(c).German())
				}
			})
		}},
	{ID: "P-482", Severity: Hinweis, Source: "PRX", For: []model.Zweig{model.TypOP, model.TypST, model.TypSYST, model.TypVerlauf, model.TypTumorkonferenz},
		Text: "{feld} ({datum}) liegt vor der Diagnose vom {diag}. Ist nach dem Jahreswechsel noch das alte Jahr geschrieben worden?",
		Find: func(c *Case, hit Hit) {
			eachEventDate(c.Report, func(at spot, d model.Datum) {
				if oldYear(d, diagnosedatum(c), meldedatum(c)) {
					hit(ids(at.id(), idDiagnosedatum), "feld", Label(c, at.id()), "datum", d.German(), "diag", diagnosedatum(c).German())
				}
			})
		}},
	{ID: "P-483", Severity: Hinweis, Source: "PRX",
		Text: "{feld} ({datum}) liegt fast genau ein Jahr zurück. Ist das Jahr richtig?",
		Find: func(c *Case, hit Hit) {
			// Only while it is written: a report that was sent has been looked at.
			if event, id := EventField(c.Report); c.Report.Meldedatum == "" && lastJanuary(event, c.Today) {
				hit(ids(id), "feld", Label(c, id), "datum", event.German())
			}
		}},
	{ID: "P-484", Severity: Warnung, Source: "PRX", For: therapien,
		Text: "Zwischen Beginn und Ende der Therapie liegen {jahre} Jahre. Bitte beide Jahre prüfen.",
		Find: onTherapie(func(_ *Case, t Therapie, hit Hit) {
			if days, ok := t.Beginn.SureDaysBefore(t.Ende); ok && t.Meldeanlass == model.Behandlungsende && days > 15*365 {
				hit(ids(t.beginnField(), t.endeField()), "jahre", strconv.Itoa(days/365))
			}
		})},
}

// dateReach is how many days before and after the diagnosis a date is usual.
type dateReach struct{ before, after int }

// What belongs to the diagnosis lies about it. A PSA is known for longer; molecular
// findings and other classifications may follow a relapse, in a report of the course.
var (
	reachHistologie = dateReach{before: 10 * 365, after: 365} // P-068 looks at the days before
	reachStanze     = dateReach{before: 365, after: 365}
	reachPSA        = dateReach{before: 2 * 365, after: 365}
	reachBefund     = dateReach{before: 365, after: 365}
)

// eachDiagnosticDate visits the dates of what belongs to a diagnosis.
func eachDiagnosticDate(c *Case, visit func(id string, d model.Datum, reach dateReach)) {
	note := func(id string, d model.Datum, reach dateReach) {
		if d != "" {
			visit(id, d, reach)
		}
	}
	m := c.module()
	if p := m.Prostata; p != nil && c.Report.Meldung.Typ != model.TypVerlauf {
		note(m.ID+".Modul_Prostata.DatumStanzen", p.DatumStanzen, reachStanze)
		note(m.ID+".Modul_Prostata.DatumPSA", p.DatumPSA, reachPSA)
	}
	if c.Report.Meldung.Typ != model.TypDiagnose {
		return
	}
	if h, id := histologieOf(c.Report); h != nil {
		note(id+".Tumor_Histologiedatum", h.TumorHistologiedatum, reachHistologie)
	}
	for _, t := range c.tnm() {
		note(t.ID+".Datum", t.Datum, reachBefund)
	}
	genes, id := genetik(c.Report)
	for i := range genes {
		note(item(id, i)+".Datum", genes[i].Datum, reachBefund)
	}
	others, id := weitereKlassifikationen(c.Report)
	for i := range others {
		note(item(id, i)+".Datum", others[i].Datum, reachBefund)
	}
}

// spanne is a number of days in words, in whole years.
func spanne(days int) string {
	if days < 2*365 {
		return "ein Jahr"
	}
	return strconv.Itoa(days/365) + " Jahre"
}

// oldYear reports whether a date of the first months, a year on, would lie behind the
// diagnosis and before the report: the year of the winter before was written.
func oldYear(d, diagnosis, reported model.Datum) bool {
	day := d.Day()
	if !firstMonths(day) || !diagnosis.CertainlyAfter(d) {
		return false
	}
	year, err := strconv.Atoi(day[:4])
	if err != nil {
		return false
	}
	next := model.Datum(strconv.Itoa(year+1) + day[4:])
	return !diagnosis.CertainlyAfter(next) && !next.CertainlyAfter(reported)
}

// lastJanuary reports whether a date of the first months lies about a year before a
// day of the first months.
func lastJanuary(d, today model.Datum) bool {
	days, ok := d.DaysTo(today)
	return ok && firstMonths(d.Day()) && firstMonths(today.Day()) && days > 365-21 && days < 365+45
}

// firstMonths reports whether a day ("2026-01-14") lies in January or February.
func firstMonths(day string) bool {
	return len(day) == len("2026-01-14") && (strings.HasPrefix(day[4:], "-01-") || strings.HasPrefix(day[4:], "-02-"))
}
