package rule

import (
	"slices"
	"strings"

	"example.org/meldeportal/model"
)

// histologie are the rules about the histological finding (P-100 to P-113).
var histologie = []Rule{
	{ID: "P-100", Severity: Fehler, Source: "LOG",
		Text: "Mehr Lymphknoten befallen ({b}) als untersucht ({u}).",
		Find: onHistologie(func(_ *Case, h *model.Histologie, id string, hit Hit) {
			if more(h.LKBefallen, h.LKUntersucht) {
				hit(ids(id+".LK_befallen", id+".LK_untersucht"), "b", string(h.LKBefallen), "u", string(h.LKUntersucht))
			}
		})},
	{ID: "P-101", Severity: Fehler, Source: "LOG",
		Text: "Mehr Sentinel-Lymphknoten befallen ({b}) als untersucht ({u}).",
		Find: onHistologie(func(_ *Case, h *model.Histologie, id string, hit Hit) {
			if more(h.SentinelLKBefallen, h.SentinelLKUntersucht) {
				hit(ids(id+".Sentinel_LK_befallen", id+".Sentinel_LK_untersucht"),
					"b", string(h.SentinelLKBefallen), "u", string(h.SentinelLKUntersucht))
			}
		})},
	{ID: "P-102", Severity: Warnung, Source: "PRX",
		Text: "Sentinel-Lymphknoten sind in der Gesamtzahl der untersuchten Lymphknoten enthalten.",
		Find: onHistologie(func(_ *Case, h *model.Histologie, id string, hit Hit) {
			if more(h.SentinelLKUntersucht, h.LKUntersucht) {
				hit(ids(id+".LK_untersucht", id+".Sentinel_LK_untersucht"))
			}
		})},
	{ID: "P-103", Severity: Warnung, Source: "PRX",
		Text: "Zahl der untersuchten Lymphknoten fehlt.",
		Find: onHistologie(func(_ *Case, h *model.Histologie, id string, hit Hit) {
			if h.LKBefallen != "" && h.LKUntersucht == "" {
				hit(ids(id+".LK_untersucht", id+".LK_befallen"))
			}
			if h.SentinelLKBefallen != "" && h.SentinelLKUntersucht == "" {
				hit(ids(id+".Sentinel_LK_untersucht", id+".Sentinel_LK_befallen"))
			}
		})},
	{ID: "P-104", Severity: Hinweis, Source: "IARC, PRX",
		Text: "Grading {g} ist bei nicht invasiven Tumoren unüblich.",
		Find: onHistologie(func(c *Case, h *model.Histologie, id string, hit Hit) {
			found := c.histologieMorphologien()
			if in(h.Grading, "1", "2", "3", "4", "M", "H") && !gradedThough(h, icd(c.Report)) && allBehave(found, "012") {
				hit(ids(id+".Grading", found[0].ID), "g", string(h.Grading))
			}
		})},
	{ID: "P-105", Severity: Warnung, Source: "LOG",
		Text: "Borderline-Grading passt nicht zu Dignität /3.",
		Find: onHistologie(func(c *Case, h *model.Histologie, id string, hit Hit) {
			for _, m := range c.histologieMorphologien() {
				if h.Grading == "B" && strings.HasSuffix(m.Code, "/3") {
					hit(ids(id+".Grading", m.ID))
				}
			}
		})},
	{ID: "P-106", Severity: Warnung, Source: "X",
		Text: "Grading 0 gilt nur für das Melanom der Konjunktiva.",
		Find: onHistologie(func(c *Case, h *model.Histologie, id string, hit Hit) {
			if h.Grading == "0" && !conjunctivalMelanoma(c.Report) {
				hit(ids(id + ".Grading"))
			}
		})},
	{ID: "P-107", Severity: Hinweis, Source: "HKR, PRX",
		Text: "Für diese Tumorart ist Grading „trifft nicht zu“ (T) üblich.",
		Find: onHistologie(func(c *Case, h *model.Histologie, id string, hit Hit) {
			if !in(h.Grading, "1", "2", "3", "4", "L", "M", "H") || conjunctivalMelanoma(c.Report) {
				return
			}
			for _, m := range c.histologieMorphologien() {
				if ohneGrading.has(m.Code) {
					hit(ids(id+".Grading", m.ID))
					return
				}
			}
		})},
	{ID: "P-108", Severity: Warnung, Source: "IARC",
		Text: "Grading {g} widerspricht der Morphologie {morph}.",
		Find: onHistologie(func(c *Case, h *model.Histologie, id string, hit Hit) {
			for _, m := range c.histologieMorphologien() {
				if contradicts(h.Grading, m.Code, site(c.Report)) {
					hit(ids(id+".Grading", m.ID), "g", string(h.Grading), "morph", m.Code)
				}
			}
		})},
	{ID: "P-109", Severity: Hinweis, Source: "UL",
		Text: "Mehrere Morphologien bitte nur bei Mischtumoren angeben.",
		Find: onHistologie(func(c *Case, _ *model.Histologie, _ string, hit Hit) {
			found := c.histologieMorphologien()
			for i := 1; i < len(found); i++ {
				if three(found[i].Code) != three(found[0].Code) {
					hit(ids(found[i].ID))
					return
				}
			}
		})},
	{ID: "P-110", Severity: Fehler, Source: "LOG",
		Text: "Das Histologiedatum liegt vor der Geburt.",
		Find: onHistologie(func(c *Case, h *model.Histologie, id string, hit Hit) {
			if stamm(c).Geburtsdatum.CertainlyAfter(h.TumorHistologiedatum) {
				hit(ids(id+".Tumor_Histologiedatum", idGeburtsdatum))
			}
		})},
	{ID: "P-111", Severity: Warnung, Source: "LOG",
		Text: "Das Histologiedatum liegt nach dem Sterbedatum.",
		Find: onHistologie(func(c *Case, h *model.Histologie, id string, hit Hit) {
			code, _ := diagnosesicherung(c.Report)
			if code != "7.3" && h.TumorHistologiedatum.CertainlyAfter(sterbedatum(c)) {
				hit(ids(id + ".Tumor_Histologiedatum"))
			}
		})},
	{ID: "P-112", Severity: Hinweis, Source: "PRX",
		Text: "Die Histologie enthält keinen Befund.",
		Find: onHistologie(func(c *Case, h *model.Histologie, id string, hit Hit) {
			if len(c.histologieMorphologien()) == 0 && h.MorphologieFreitext == "" {
				hit(ids(id+".Morphologie_ICD_O", id+".Morphologie_Freitext"))
			}
		})},
	{ID: "P-113", Severity: Hinweis, Source: "PRX", For: []model.Zweig{model.TypOP},
		Text: "Metastasenhistologie bei M0: bitte prüfen.",
		Find: func(c *Case, hit Hit) {
			for _, t := range c.tnm() {
				for _, m := range c.morphologien() {
					if t.M == "0" && strings.HasSuffix(m.Code, "/6") {
						hit(ids(t.ID+".M", m.ID))
					}
				}
			}
		}},
}

// onHistologie hands the Histologie of the report to find, where there is one.
func onHistologie(find func(c *Case, h *model.Histologie, id string, hit Hit)) func(*Case, Hit) {
	return func(c *Case, hit Hit) {
		if h, id := histologieOf(c.Report); h != nil {
			find(c, h, id, hit)
		}
	}
}

// more reports whether a number is greater than another; both must be there.
func more(a, b model.Zahl) bool {
	x, ok1 := anzahl(a)
	y, ok2 := anzahl(b)
	return ok1 && ok2 && x > y
}

// gradedThough reports whether a tumour is graded though it is not invasive: the
// ductal one of the breast, urothelium, and the central nervous system by WHO.
func gradedThough(h *model.Histologie, icd string) bool {
	if trotzdemGradiert.has(icd) {
		return true
	}
	return slices.ContainsFunc(h.MorphologieICDO, func(m model.ICDO) bool { return urothelInSitu.has(string(m.Code)) })
}

var (
	trotzdemGradiert = codes("D05", "C70–C72", "D32", "D33", "D35.2–D35.4", "D42", "D43", "D44.3–D44.5")
	urothelInSitu    = morphs("8120", "8130", "8131")
)

// allBehave reports whether there are morphologies and all have one of some
// behaviour digits.
func allBehave(all []coded, digits string) bool {
	for _, m := range all {
		if _, behaviour, ok := splitMorph(m.Code); !ok || strings.IndexByte(digits, behaviour) < 0 {
			return false
		}
	}
	return len(all) > 0
}

// conjunctivalMelanoma is the one tumour that is graded 0, and the melanoma that
// is graded at all.
func conjunctivalMelanoma(r *model.Report) bool {
	if !strings.HasPrefix(icd(r), "C69.0") {
		return false
	}
	for _, m := range morphologien(r) {
		if melanom.has(m.Code) {
			return true
		}
	}
	return false
}

// contradicts reports whether a grading differs from those a morphology implies at
// a site (T-9): L counts as 1 or 2, M as 2 or 3, H as 3 or 4.
func contradicts(grading model.Code, morph, site string) bool {
	digits := string(grading)
	if wide, ok := gradVon[grading]; ok {
		digits = wide
	}
	implied := impliedGrades(morph, site)
	return implied != "" && digits != "" && strings.Trim(digits, "1234") == "" && !strings.ContainsAny(digits, implied)
}

// impliedGrades are the grades a morphology can have at a site, "" for any.
func impliedGrades(morph, site string) string {
	if netG2G3.has(morph) && three(site) == "C34" {
		return "2"
	}
	for _, row := range gradDerMorphologie {
		if row.morph.has(morph) {
			return row.grades
		}
	}
	return ""
}
