package rule

import (
	"strings"

	"example.org/meldeportal/model"
)

// sicherung are the rules about how a diagnosis was made sure and when, and
// about earlier tumours (P-060 to P-070).
var sicherung = []Rule{
	{ID: "P-060", Severity: Warnung, Source: "IARC, UL", For: diagnostik,
		Text: "Mikroskopisch gesicherte Diagnose ohne Morphologiecode.",
		Find: func(c *Case, hit Hit) {
			if code, id := diagnosesicherung(c.Report); in(code, "5", "6", "7", "7.1", "7.2", "7.3") && len(c.morphologien()) == 0 {
				hit(ids(id, idMorphologie))
			}
		}},
	{ID: "P-061", Severity: Warnung, Source: "IARC", For: nurDiagnose,
		Text: "Morphologie {morph} setzt eine mikroskopische Sicherung voraus.",
		Find: func(c *Case, hit Hit) {
			code, id := diagnosesicherung(c.Report)
			if !in(code, "1", "2", "4", "9") {
				return
			}
			for _, m := range c.morphologien() {
				if needsMicroscope(m.Code, site(c.Report)) {
					hit(ids(id, m.ID), "morph", m.Code)
				}
			}
		}},
	{ID: "P-062", Severity: Hinweis, Source: "X", For: diagnostik,
		Text: "Bitte 7.2 (Metastase) bzw. 7.1 (Primärtumor) statt der veralteten Werte 6 und 7 verwenden.",
		Find: func(c *Case, hit Hit) {
			if code, id := diagnosesicherung(c.Report); in(code, "6", "7") {
				hit(ids(id))
			}
		}},
	{ID: "P-063", Severity: Warnung, Source: "LOG", For: diagnostik,
		Text: "Histologie des Primärtumors bei unbekanntem Primärtumor ist widersprüchlich.",
		Find: func(c *Case, hit Hit) {
			if code, id := diagnosesicherung(c.Report); in(code, "7", "7.1") && three(icd(c.Report)) == "C80" {
				hit(ids(id, idICD))
			}
		}},
	{ID: "P-064", Severity: Warnung, Source: "LOG", For: nurDiagnose,
		Text: "Histologie einer Metastase angegeben, aber keine Metastase dokumentiert.",
		Find: func(c *Case, hit Hit) {
			if code, id := diagnosesicherung(c.Report); in(code, "6", "7.2") && !metastatic(c.Report) {
				hit(ids(id, "Diagnose.Menge_FM"))
			}
		}},
	{ID: "P-065", Severity: Warnung, Source: "LOG", For: diagnostik,
		Text: "Autopsiehistologie angegeben, aber kein Sterbedatum bekannt.",
		Find: func(c *Case, hit Hit) {
			if code, id := diagnosesicherung(c.Report); code == "7.3" && sterbedatum(c) == "" && !autopsyTNM(c.Report) {
				hit(ids(id))
			}
		}},
	{ID: "P-066", Severity: Warnung, Source: "UL", For: nurDiagnose,
		Text: "Diagnosesicherung „unbekannt“ bitte nur im Ausnahmefall verwenden.",
		Find: func(c *Case, hit Hit) {
			if code, id := diagnosesicherung(c.Report); code == "9" {
				hit(ids(id))
			}
		}},
	{ID: "P-067", Severity: Hinweis, Source: "UL", For: []model.Zweig{model.TypPathologie},
		Text: "„Unbekannt“ nur, wenn unklar ist, ob das Material vom Primärtumor oder einer Metastase stammt.",
		Find: func(c *Case, hit Hit) {
			if code, id := diagnosesicherung(c.Report); code == "9" {
				hit(ids(id))
			}
		}},
	{ID: "P-068", Severity: Hinweis, Source: "PRX", For: nurDiagnose,
		Text: "Das Histologiedatum liegt deutlich vor dem Diagnosedatum.",
		Find: func(c *Case, hit Hit) {
			h, id := histologieOf(c.Report)
			if h == nil {
				return
			}
			if days, ok := h.TumorHistologiedatum.SureDaysBefore(c.Report.Meldung.Tumorzuordnung.Diagnosedatum); ok && days > 30 {
				hit(ids(id+".Tumor_Histologiedatum", idDiagnosedatum))
			}
		}},
	{ID: "P-069", Severity: Fehler, Source: "LOG", For: nurDiagnose,
		Text: "Das Jahr der früheren Erkrankung liegt nach dem Diagnosejahr.",
		Find: func(c *Case, hit Hit) {
			_, diagnosed, ok := c.Report.Meldung.Tumorzuordnung.Diagnosedatum.Years()
			eachFruehere(c.Report, func(year int, id string) {
				if ok && year > diagnosed {
					hit(ids(id, idDiagnosedatum))
				}
			})
		}},
	{ID: "P-070", Severity: Fehler, Source: "LOG", For: nurDiagnose,
		Text: "Das Jahr der früheren Erkrankung liegt vor der Geburt.",
		Find: func(c *Case, hit Hit) {
			born, _, ok := stamm(c).Geburtsdatum.Years()
			eachFruehere(c.Report, func(year int, id string) {
				if ok && year < born {
					hit(ids(id, idGeburtsdatum))
				}
			})
		}},
}

var nurDiagnose = []model.Zweig{model.TypDiagnose}

// needsMicroscope reports whether a morphology is none that is known without
// microscopy (T-6); 8720 is only at skin and eye. The table is about malignant
// tumours: others, as schwannomas and haemangioblastomas, are known by their image.
func needsMicroscope(morph, site string) bool {
	if _, behaviour, ok := splitMorph(morph); !ok || behaviour == '0' || behaviour == '1' || ohneMikroskop.has(morph) {
		return false
	}
	return !(strings.HasPrefix(morph, "8720") && hautUndAuge.has(site))
}

// metastatic reports whether the report documents any metastasis.
func metastatic(r *model.Report) bool {
	if list, _ := fernmetastasen(r); len(list) > 0 {
		return true
	}
	for _, t := range tnmBlocks(r) {
		if starts(t.N, "123") || starts(t.M, "1") {
			return true
		}
	}
	return false
}

// autopsyTNM reports whether a TNM of the report was made at an autopsy.
func autopsyTNM(r *model.Report) bool {
	for _, t := range tnmBlocks(r) {
		if t.ASymbol != "" {
			return true
		}
	}
	return false
}

// eachFruehere visits the years of earlier tumours that are given.
func eachFruehere(r *model.Report, visit func(year int, id string)) {
	if r.Meldung.Diagnose == nil {
		return
	}
	for i, f := range r.Meldung.Diagnose.MengeFruehereTumorerkrankung {
		if year, ok := jahr(f.Diagnosedatum); ok {
			visit(year, item(mengeFruehere, i)+".Diagnosedatum")
		}
	}
}
