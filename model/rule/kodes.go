package rule

import (
	"strconv"
	"strings"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/catalog"
)

// kodes are the rules about codes that no edition has, and about codes and editions
// out of their years (P-450 to P-456).
var kodes = []Rule{
	{ID: "P-450", Severity: Warnung, Source: "IARC, UL",
		Text: "Die Morphologie {morph} gibt es in der ICD-O-3 nicht. Bitte vier Ziffern und Dignität prüfen.",
		Find: func(c *Case, hit Hit) {
			for _, m := range c.morphologien() {
				if _, known := catalog.Morphology(m.Code); len(m.Code) == len("8500/3") && !known {
					hit(ids(m.ID), "morph", m.Code)
				}
			}
		}},
	{ID: "P-451", Severity: Warnung, Source: "IARC, UL", For: diagnostik,
		Text: "Die Topographie {topo} gibt es in der ICD-O-3 nicht.",
		Find: func(c *Case, hit Hit) {
			topo := topographie(c.Report)
			if _, known := catalog.Topography(topo.Code); len(topo.Code) == len("C50.4") && !known {
				hit(ids(topo.ID), "topo", topo.Code)
			}
		}},
	{ID: "P-452", Severity: Warnung, Source: "UL",
		Text: "Die Diagnose {icd} gibt es in der ICD-10-GM seit {jahr} nicht mehr; bitte den Nachfolger angeben.",
		Find: func(c *Case, hit Hit) {
			code := icd(c.Report)
			until, _ := catalog.ICDNames(code)
			if last, ok := model.Datum(until).Time(); ok && diagnosedatum(c).CertainlyAfter(model.Datum(until)) {
				hit(ids(idICD), "icd", code, "jahr", strconv.Itoa(last.Year()+1))
			}
		}},
	{ID: "P-453", Severity: Warnung, Source: "UL", For: nurTod,
		Text: "Die Todesursache {icd} gibt es in der ICD-10-GM nicht.",
		Find: onTod(func(_ *Case, t *model.Tod, hit Hit) {
			for _, cause := range todesursachen(t) {
				if unknownTumourCode(cause.Code) {
					hit(ids(cause.ID), "icd", cause.Code)
				}
			}
		})},
	{ID: "P-454", Severity: Warnung, Source: "PRX", For: nurSYST,
		Text: "Den ATC-Code {atc} gibt es nicht.",
		Find: onSYST(func(c *Case, s *model.SYST, hit Hit) {
			for i, sub := range s.MengeSubstanz {
				code := string(model.OrEmpty(sub.ATC).Code)
				if _, listed := c.config.Lists.ATCArt(code); starts(code, "L") && !listed && !hasAnyPrefix(code, atcGruppenL) {
					hit(ids(item(mengeSubstanz, i)+".ATC"), "atc", code)
				}
			}
		})},
	{ID: "P-455", Severity: Warnung, Source: "UL, PRX",
		Text: "Die Morphologie {morph} gibt es erst seit der ICD-O-Ausgabe {ab}; angegeben ist die Ausgabe {version}.",
		Find: func(c *Case, hit Hit) {
			eachMorphologie(c.Report, func(m model.ICDO, id string) {
				since := morphologieSeit(string(m.Code))
				if in(m.Version, "31", "32") && string(m.Version) < since {
					hit(ids(id+".Version", id), "morph", string(m.Code), "ab", ausgabe[since], "version", ausgabe[string(m.Version)])
				}
			})
		}},
	{ID: "P-456", Severity: Hinweis, Source: "UL, PRX",
		Text: "Die ICD-O-Ausgabe {version} gab es bei der Diagnose ({jahr}) noch nicht; bitte prüfen, nach welcher Ausgabe verschlüsselt wurde.",
		Find: func(c *Case, hit Hit) {
			_, diagnosed, ok := diagnosedatum(c).Years()
			if !ok {
				return
			}
			eachMorphologie(c.Report, func(m model.ICDO, id string) {
				if first, known := ausgabeSeit[m.Version]; known && diagnosed < first {
					hit(ids(id+".Version", idDiagnosedatum), "version", ausgabe[string(m.Version)], "jahr", strconv.Itoa(diagnosed))
				}
			})
		}},
	{ID: "P-457", Severity: Hinweis, Source: "IARC, PRX",
		Text: "Die Morphologie {morph} ist mit der Dignität /{d} nicht bekannt. Bitte die Ziffer hinter dem Strich prüfen.",
		Find: func(c *Case, hit Hit) {
			for _, m := range c.morphologien() {
				if _, behaviour, ok := splitMorph(m.Code); ok && catalog.MorphologyUnnamed(m.Code) && !in(m.Code, nachtraege...) {
					hit(ids(m.ID), "morph", m.Code[:4], "d", string(behaviour))
				}
			}
		}},
}

// nachtraege are morphologies of ICD-O-3.2 that the list of the program lacks.
var nachtraege = words("8077/0 8441/2 8455/2 8455/3 8842/3 8975/1 9138/1 9673/1 9680/1 9702/1 9740/0 9741/1 9749/1 9766/3 9968/1")

// Editions of ICD-O-3, by the code of the schema, and the first year of diagnoses they
// were used for in Germany, reckoned generously.
var (
	ausgabe     = map[string]string{"31": "3 (2003)", "32": "3, erste Revision (2014)", "33": "3, zweite Revision (2019)"}
	ausgabeSeit = map[model.Code]int{"32": 2011, "33": 2018}
)

// neueMorphologien are codes that a revision of ICD-O-3 brought, by the edition that
// first had them (IARC: updates of 2011 and ICD-O-3.2 of 2019).
var neueMorphologien = map[string][]string{
	"32": {"8150/1", "8163/2", "8163/3", "8480/1", "8552/3", "8975/1", "9395/3", "9425/3", "9431/1", "9432/1", "9509/1",
		"9597/3", "9688/3", "9712/3", "9724/3", "9725/3", "9726/3", "9735/3", "9737/3", "9738/3", "9741/1", "9751/3", "9759/3",
		"9806/3", "9807/3", "9808/3", "9809/3", "9811/3", "9812/3", "9813/3", "9814/3", "9815/3", "9816/3", "9817/3", "9818/3",
		"9831/3", "9865/3", "9869/3", "9898/3", "9911/3", "9965/3", "9966/3", "9967/3", "9968/3", "9971/1", "9971/3", "9975/3", "9991/3", "9992/3"},
	"33": {"8023/3", "8044/3", "8054/3", "8085/3", "8086/3", "8243/3", "8256/3", "8257/3", "8339/3", "8455/2", "8455/3", "8474/3",
		"8509/2", "8509/3", "8519/2", "8594/1", "8815/3", "8859/1", "9133/1", "9385/3", "9396/3", "9445/3", "9476/3", "9477/3", "9478/3",
		"9673/1", "9680/1", "9695/1", "9702/1", "9715/3", "9749/3", "9766/3", "9819/3", "9877/3", "9878/3", "9879/3", "9912/3", "9968/1", "9993/3"},
}

// morphologieSeit is the edition of ICD-O-3 that first had a morphology.
func morphologieSeit(code string) string {
	for _, edition := range []string{"33", "32"} {
		if in(code, neueMorphologien[edition]...) {
			return edition
		}
	}
	return "31"
}

// atcGruppenL are the groups of chapter L of the ATC; below them there are new codes
// every year.
var atcGruppenL = words("L01A L01B L01C L01D L01E L01F L01X L02A L02B L03A L04A")

// eachMorphologie visits every morphology of a report with its id.
func eachMorphologie(r *model.Report, visit func(m model.ICDO, id string)) {
	if m := r.Meldung.Tumorzuordnung.MorphologieICDO; m != nil {
		visit(*m, idMorphologie)
	}
	if h, id := histologieOf(r); h != nil {
		for i, m := range h.MorphologieICDO {
			visit(m, item(id+".Morphologie_ICD_O", i))
		}
	}
}

// unknownTumourCode reports whether a code of ICD-10 lies among the malignant tumours,
// all of which are known, and is none of them. The fifth characters are not.
func unknownTumourCode(code string) bool {
	if len(code) < len("C50") || code[0] != 'C' || strings.HasSuffix(code, "-") {
		return false
	}
	_, known := catalog.ICDNames(code[:min(len(code), len("C50.4"))])
	return !known
}
