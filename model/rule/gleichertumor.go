package rule

import (
	"strings"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/catalog"
)

// gleicherTumor are the rules that compare the tumour with what other reports
// of the patient say (P-071 to P-073).
var gleicherTumor = []Rule{
	{ID: "P-071", Severity: Hinweis, Source: "UL",
		Text: "Diagnosedatum, Diagnose oder Seite weichen von einer früheren {meldung} zu diesem Tumor ab.",
		Find: func(c *Case, hit Hit) {
			for _, p := range c.History {
				if !sameTumour(c.Report, p.Report) || sameMeldung(c.Report, p.Report) {
					continue
				}
				if fields := differences(&c.Report.Meldung.Tumorzuordnung, &p.Report.Meldung.Tumorzuordnung); fields != nil {
					hit(fields, "meldung", "Meldung ("+otherwise(p.Report, fields)+")")
					return
				}
			}
		}},
	{ID: "P-072", Severity: Warnung, Source: "UL", For: nurDiagnose,
		Text: "Zu diesem Tumor gibt es bereits eine Diagnosemeldung. Für Ergänzungen bitte diese korrigieren.",
		Find: func(c *Case, hit Hit) {
			for _, p := range c.History {
				if p.Report.Meldung.Typ == model.TypDiagnose && sameTumour(c.Report, p.Report) &&
					c.Report.Meldung.MeldungID != p.Report.Meldung.MeldungID {
					hit(ids(idTumorID))
					return
				}
			}
		}},
	{ID: "P-073", Severity: Warnung, Source: "IARC", For: nurDiagnose,
		Text: "Möglicherweise derselbe Tumor wie {tumor}; bitte vor einer Neuanlage prüfen.",
		Find: findSameTumour},
}

// differences are the ids of what two descriptions of a tumour tell differently;
// what one of them leaves open is no difference.
func differences(a, b *model.Tumorzuordnung) []string {
	var fields []string
	if x, y := three(string(a.PrimaertumorICD.Code)), three(string(b.PrimaertumorICD.Code)); x != "" && y != "" && x != y {
		fields = append(fields, idICD)
	}
	if a.Diagnosedatum != "" && b.Diagnosedatum != "" && exact(a.Diagnosedatum) != exact(b.Diagnosedatum) {
		fields = append(fields, idDiagnosedatum)
	}
	if a.Seitenlokalisation != "" && b.Seitenlokalisation != "" && a.Seitenlokalisation != b.Seitenlokalisation {
		fields = append(fields, idSeite)
	}
	return fields
}

// otherwise names a report and what it says in some fields about the tumour: "OP vom
// 03.02.2026: Diagnosedatum 12.01.2026, Seite R".
func otherwise(r *model.Report, fields []string) string {
	name, t := string(r.Meldung.Typ), &r.Meldung.Tumorzuordnung
	if day := EventDate(r).German(); day != "" {
		name += " vom " + day
	}
	values := map[string]string{idICD: "ICD " + string(t.PrimaertumorICD.Code), idDiagnosedatum: "Diagnosedatum " + t.Diagnosedatum.German(),
		idSeite: "Seite " + string(t.Seitenlokalisation)}
	var says []string
	for _, id := range fields {
		says = append(says, values[id])
	}
	return name + ": " + strings.Join(says, ", ")
}

// exact writes an exact date without its letter, so that spellings compare.
func exact(d model.Datum) model.Datum { return model.Datum(strings.TrimSuffix(string(d), "~E")) }

func findSameTumour(c *Case, hit Hit) {
	new := c.Report.Meldung.Tumorzuordnung.TumorID
	for _, p := range c.History {
		if p.Report.Meldung.Tumorzuordnung.TumorID == new {
			return // a known tumour is no new one
		}
	}
	for _, p := range c.History {
		if maybeSame(c.Report, p.Report) {
			t := &p.Report.Meldung.Tumorzuordnung
			hit(ids(idTumorID, idICD), "tumor", string(t.PrimaertumorICD.Code)+" ("+t.Diagnosedatum.German()+")")
			return
		}
	}
}

// maybeSame reports whether two reports may be about one tumour by the
// international rules: same site, same side, same group of morphologies.
func maybeSame(a, b *model.Report) bool {
	x, y := siteThree(a), siteThree(b)
	if x == "" || x != y {
		return false
	}
	if (paired(a) || paired(b)) && a.Meldung.Tumorzuordnung.Seitenlokalisation != b.Meldung.Tumorzuordnung.Seitenlokalisation {
		return false
	}
	return sameGroup(morphologien(a), morphologien(b))
}

// siteThree is the three-character topography, derived from the ICD code where
// none is given: that is the same but for melanoma and in-situ tumours.
func siteThree(r *model.Report) string {
	if topo := topographie(r); topo.Code != "" {
		return three(topo.Code)
	}
	code := icd(r)
	for _, row := range topographieZuICD {
		if row.icd.has(code) {
			return row.first()
		}
	}
	return three(code)
}

// sameGroup reports whether any two morphologies belong to one group (T-8).
func sameGroup(a, b []coded) bool {
	for _, x := range a {
		for _, y := range b {
			f, ok1 := catalog.Morphology(x.Code)
			g, ok2 := catalog.Morphology(y.Code)
			if ok1 && ok2 && groupsMeet(f.Group, g.Group) {
				return true
			}
		}
	}
	return false
}

// groupsMeet compares two groups of T-8: the unspecific ones count as equal to
// any group of their kind, carcinoma (05), haematopoietic (14), anything (17).
func groupsMeet(a, b string) bool {
	return a == b || a == "17" || b == "17" ||
		a == "05" && in(b, karzinomgruppen...) || b == "05" && in(a, karzinomgruppen...) ||
		a == "14" && in(b, blutgruppen...) || b == "14" && in(a, blutgruppen...)
}
