package rule

import (
	"slices"
	"strings"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/catalog"
	"example.org/meldeportal/model/dataset"
)

// tumor are the rules about the tumour: diagnosis, side, topography and
// morphology (P-039 to P-044, P-048 to P-059).
var tumor = []Rule{
	{ID: "P-040", Severity: Fehler, Source: "UL",
		Text: "Metastasen sind nicht als Primärtumor zu melden. Bitte den Primärtumor oder C80.- angeben.",
		Find: func(c *Case, hit Hit) {
			if metastaseICD.has(icd(c.Report)) {
				hit(ids(idICD))
			}
		}},
	{ID: "P-041", Severity: Warnung, Source: "LKR",
		Text: "Mehrere Primärtumoren sind einzeln zu melden (nicht C97).",
		Find: func(c *Case, hit Hit) {
			if three(icd(c.Report)) == "C97" {
				hit(ids(idICD))
			}
		}},
	{ID: "P-042", Severity: Warnung, Source: "UL",
		Text: "Die Diagnose {icd} steht nicht in der Liste der meldepflichtigen Diagnosen.",
		Find: func(c *Case, hit Hit) {
			if code := icd(c.Report); code != "" && code != "M72.4" && !hautkrebs.has(code) && !subdivided(code) && !reportable(code) {
				hit(ids(idICD), "icd", code)
			}
		}},
	{ID: "P-043", Severity: Warnung, Source: "UL",
		Text: "Hautkrebs außer Melanom ist {inland} nur bei ungünstiger Prognose meldepflichtig (Plattenepithelkarzinom mit T3–4, N1–3 oder M1 sowie bestimmte Histologien).",
		Find: func(c *Case, hit Hit) {
			code := icd(c.Report)
			// A report that shows the unfavourable signs itself is not doubted.
			if hautkrebs.has(code) && !(three(code) == "C44" && unfavourableSkin(c.Report)) {
				hit(ids(idICD))
			}
		}},
	{ID: "P-039", Severity: Warnung, Source: "HKR",
		Text: "Hautkrebs außer Melanom ist {inland} erst meldepflichtig, wenn er ab dem {hautkrebsbeginn} festgestellt wurde. Bitte das Diagnosedatum prüfen.",
		Find: func(c *Case, hit Hit) {
			found := c.Report.Meldung.Tumorzuordnung.Diagnosedatum
			if three(icd(c.Report)) == "C44" && unfavourableSkin(c.Report) && c.config.In().Hautkrebs.CertainlyAfter(found) {
				hit(ids(idDiagnosedatum, idICD))
			}
		}},
	{ID: "P-044", Severity: Warnung, Source: "PRX",
		Text: "Bitte die Diagnose {icd} vierstellig verschlüsseln.",
		Find: func(c *Case, hit Hit) {
			if code := icd(c.Report); subdivided(code) {
				hit(ids(idICD), "icd", code)
			}
		}},
	{ID: "P-048", Severity: Warnung, Source: "UL, LKR",
		Text: "{organ} ist ein paariges Organ: Bitte Seite links oder rechts angeben.",
		Find: func(c *Case, hit Hit) {
			if seite(c) == "" && paired(c.Report) {
				hit(ids(idSeite, idICD), "organ", organ(c.Report))
			}
		},
		FindWarnung: func(c *Case, hit Hit) { // unknown may be all there is to know
			if seite(c) == "U" && paired(c.Report) {
				hit(ids(idSeite, idICD), "organ", organ(c.Report))
			}
		}},
	{ID: "P-049", Severity: Warnung, Source: "X, UL",
		Text: "Beidseitiger Befall ist hier mit zwei Meldungen (links, rechts) anzugeben.",
		Find: func(c *Case, hit Hit) {
			if seite(c) == "B" && paired(c.Report) && !bothSidesInOne(c.Report) {
				hit(ids(idSeite, idICD))
			}
		}},
	{ID: "P-050", Severity: Warnung, Source: "UL",
		Text: "Seitenangabe {seite} passt nicht zu einem paarigen Organ.",
		Find: func(c *Case, hit Hit) {
			// C41.3 and C41.4 hold sternum, sacrum and coccyx, too, which have no side.
			if side := seite(c); in(side, "M", "T") && paired(c.Report) && !teilsPaarig.has(site(c.Report)) {
				hit(ids(idSeite, idICD), "seite", string(side))
			}
		}},
	{ID: "P-051", Severity: Hinweis, Source: "UL",
		Text: "Bei diesem Organ ist keine Seitenangabe üblich; bitte „trifft nicht zu“ verwenden.",
		Find: func(c *Case, hit Hit) {
			if in(seite(c), "L", "R", "B") && unpaarig.has(icd(c.Report)) {
				hit(ids(idSeite, idICD))
			}
		}},
	{ID: "P-052", Severity: Warnung, Source: "IARC",
		Text: "Die Diagnose {icd} passt nicht zum Geschlecht „männlich“. Bitte beides prüfen.",
		Find: func(c *Case, hit Hit) {
			if stamm(c).Geschlecht == "M" && weiblich.has(icd(c.Report)) {
				hit(ids(idICD, idGeschlecht), "icd", icd(c.Report))
			}
		}},
	{ID: "P-053", Severity: Warnung, Source: "IARC",
		Text: "Die Diagnose {icd} passt nicht zum Geschlecht „weiblich“. Bitte beides prüfen.",
		Find: func(c *Case, hit Hit) {
			if stamm(c).Geschlecht == "W" && maennlich.has(icd(c.Report)) {
				hit(ids(idICD, idGeschlecht), "icd", icd(c.Report))
			}
		}},
	{ID: "P-054", Severity: Hinweis, Source: "PRX",
		Text: "Brustkrebs beim Mann ist selten; bitte Geschlecht und Diagnose prüfen.",
		Find: func(c *Case, hit Hit) {
			if stamm(c).Geschlecht == "M" && in(three(icd(c.Report)), "C50", "D05") {
				hit(ids(idICD, idGeschlecht))
			}
		}},
	{ID: "P-055", Severity: Warnung, Source: "IARC, PRX", For: diagnostik,
		Text: "Topographie {topo} passt nicht zur Diagnose {icd}.",
		Find: func(c *Case, hit Hit) {
			topo, code := topographie(c.Report), icd(c.Report)
			if topo.Code != "" && code != "" && !topographyFits(code, topo.Code) {
				hit(ids(topo.ID, idICD), "topo", topo.Code, "icd", code)
			}
		}},
	{ID: "P-056", Severity: Warnung, Source: "UL, PRX",
		Text: "Dignität /{d} passt nicht zur Diagnose {icd}.",
		Find: func(c *Case, hit Hit) {
			code := icd(c.Report)
			for _, m := range c.morphologien() {
				if _, behaviour, ok := splitMorph(m.Code); ok && code != "" && !behaviourFits(behaviour, m.Code, code) {
					hit(ids(m.ID, idICD), "d", string(behaviour), "icd", code)
				}
			}
		}},
	{ID: "P-057", Severity: Warnung, Source: "IARC, PRX",
		Text: "Morphologie {morph} passt nicht zur Diagnose {icd}.",
		Find: func(c *Case, hit Hit) {
			code := icd(c.Report)
			for _, m := range c.morphologien() {
				if code != "" && !morphologyFits(m.Code, code) {
					hit(ids(m.ID, idICD), "morph", m.Code, "icd", code)
				}
			}
		}},
	{ID: "P-058", Severity: Warnung, Source: "PRX",
		Text: "Bitte die Morphologie des Primärtumors angeben (Dignität /6 und /9 bezeichnen keine Primärtumoren).",
		Find: func(c *Case, hit Hit) {
			m := c.Report.Meldung.Tumorzuordnung.MorphologieICDO
			if m != nil && (strings.HasSuffix(string(m.Code), "/6") || strings.HasSuffix(string(m.Code), "/9")) {
				hit(ids(idMorphologie))
			}
		}},
	{ID: "P-059", Severity: Hinweis, Source: "PRX", For: []model.Zweig{model.TypDiagnose},
		Text: "Die Morphologie der Tumorzuordnung weicht von der Histologie ab.",
		Find: findDifferingMorphology},
}

const idMorphologie = "Tumorzuordnung.Morphologie_ICD_O"

// diagnostik are the report types that describe how the tumour was found.
var diagnostik = []model.Zweig{model.TypDiagnose, model.TypPathologie}

func seite(c *Case) model.Code { return c.Report.Meldung.Tumorzuordnung.Seitenlokalisation }

// reportable reports whether the registries' list has the diagnosis.
func reportable(code string) bool {
	facts, ok := catalog.ICD(code)
	return ok && facts.Reportable
}

// subdivided reports whether a three-character code has codes below it.
func subdivided(code string) bool {
	facts, ok := catalog.ICD(code)
	return ok && len(code) == 3 && facts.Subdivided
}

// unfavourableSkin reports whether the report shows signs of a bad prognosis.
func unfavourableSkin(r *model.Report) bool {
	for _, t := range tnmBlocks(r) {
		if starts(t.T, "34") || starts(t.N, "123") || starts(t.M, "1") {
			return true
		}
	}
	return slices.ContainsFunc(morphologien(r), func(m coded) bool { return unguenstig.has(m.Code) })
}

func merkel(r *model.Report) bool {
	return slices.ContainsFunc(morphologien(r), func(m coded) bool { return merkelzell.has(m.Code) })
}

// site is the topography where one is given, else the ICD code.
func site(r *model.Report) string {
	if topo := topographie(r); topo.Code != "" {
		return topo.Code
	}
	return icd(r)
}

// paired reports whether the tumour's organ has two sides (T-2).
func paired(r *model.Report) bool {
	if topo := topographie(r); topo.Code != "" {
		facts, _ := catalog.Topography(topo.Code)
		return facts.Paired
	}
	return dataset.Paarig(r.Meldung.Tumorzuordnung.PrimaertumorICD.Code)
}

// organ is the name of the tumour's organ where it has a short one, else its code.
func organ(r *model.Report) string {
	if name, ok := organe[three(site(r))]; ok {
		return name
	}
	return site(r)
}

// bothSidesInOne reports whether both sides may stand in one report (T-2).
func bothSidesInOne(r *model.Report) bool {
	code := icd(r)
	if eierstock.has(code) {
		return true
	}
	for _, m := range morphologien(r) {
		if three(code) == "C64" && nephroblastom.has(m.Code) || strings.HasPrefix(code, "C69.2") && retinoblastom.has(m.Code) {
			return true
		}
	}
	return false
}

// topographyFits looks a pair up in T-3. Diagnoses that the table does not name
// go with any topography.
func topographyFits(code, topo string) bool {
	for _, row := range topographieZuICD {
		if row.icd.has(code) {
			return row.any || row.topo.has(topo)
		}
	}
	return !gleicheDreisteller.has(code) || three(code) == three(topo)
}

// behaviourFits looks a pair up in T-4. Digits beyond 3 do not speak of the
// primary tumour: P-058 and P-113 look at them.
func behaviourFits(behaviour byte, morph, code string) bool {
	fits, ok := icdZuDignitaet[behaviour]
	return !ok || fits.has(code) || slices.ContainsFunc(dignitaetAuchBei[behaviour], func(row morphologieRow) bool {
		return row.morph.has(morph) && row.icd.has(code)
	})
}

// morphologyFits looks a pair up in T-5.
func morphologyFits(morph, code string) bool {
	if _, _, ok := splitMorph(morph); !ok || passtUeberall.has(morph) {
		return true
	}
	for _, row := range icdZuMorphologie {
		if row.morph.has(morph) && !row.icd.has(code) {
			return false
		}
	}
	for _, row := range morphologieFalschBei {
		if row.morph.has(morph) && row.icd.has(code) {
			return false
		}
	}
	for _, row := range morphologieVerlangt {
		if row.icd.has(code) && !row.morph.has(morph) {
			return false
		}
	}
	return true
}

func findDifferingMorphology(c *Case, hit Hit) {
	m := c.Report.Meldung.Tumorzuordnung.MorphologieICDO
	found := c.histologieMorphologien()
	if m == nil || len(m.Code) < 4 || len(found) == 0 {
		return
	}
	for _, h := range found {
		if strings.HasPrefix(h.Code, string(m.Code[:4])) {
			return
		}
	}
	hit(ids(idMorphologie, found[0].ID))
}
