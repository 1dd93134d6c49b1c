package rule

import (
	"strconv"
)

// selten are the rules about combinations that hardly occur (P-074 to P-078,
// table T-7).
var selten = []Rule{
	{ID: "P-074", Severity: Warnung, Source: "IARC", For: diagnostik,
		Text: "Lokalisation {topo} ist im Alter von {alter} Jahren ungewöhnlich.",
		Find: func(c *Case, hit Hit) {
			age, ok := ageAtDiagnosis(c.Report)
			topo := siteOf(c)
			for _, row := range alterTopographie {
				if ok && row.ages.has(age) && row.topo.has(topo.Code) {
					hit(ids(topo.ID, idGeburtsdatum), "topo", topo.Code, "alter", strconv.Itoa(age))
					return
				}
			}
		}},
	{ID: "P-075", Severity: Warnung, Source: "IARC", For: diagnostik,
		Text: "Morphologie {morph} ist im Alter von {alter} Jahren ungewöhnlich.",
		Find: func(c *Case, hit Hit) {
			age, ok := ageAtDiagnosis(c.Report)
			for _, m := range c.morphologien() {
				for _, row := range alterMorphologie {
					if ok && row.ages.has(age) && row.morph.has(m.Code) {
						hit(ids(m.ID, idGeburtsdatum), "morph", m.Code, "alter", strconv.Itoa(age))
					}
				}
			}
		}},
	{ID: "P-076", Severity: Warnung, Source: "IARC", For: diagnostik,
		Text: "Kombination aus Alter {alter}, {topo} und {morph} ist ungewöhnlich.",
		Find: func(c *Case, hit Hit) {
			age, ok := ageAtDiagnosis(c.Report)
			topo := siteOf(c)
			for _, m := range c.morphologien() {
				for _, row := range alterTopographieMorphologie {
					if ok && row.ages.has(age) && row.topo.has(topo.Code) && row.morph.has(m.Code) {
						hit(ids(m.ID, topo.ID, idGeburtsdatum), "alter", strconv.Itoa(age), "topo", topo.Code, "morph", m.Code)
					}
				}
			}
		}},
	{ID: "P-077", Severity: Warnung, Source: "IARC",
		Text: "In-situ-Dignität ist bei {topo} nicht üblich.",
		Find: func(c *Case, hit Hit) {
			topo := siteOf(c)
			for _, m := range c.morphologien() {
				if _, behaviour, ok := splitMorph(m.Code); ok && behaviour == '2' && nieInSitu.has(topo.Code) {
					hit(ids(m.ID, topo.ID), "topo", topo.Code)
				}
			}
		}},
	{ID: "P-078", Severity: Warnung, Source: "IARC",
		Text: "Morphologie {morph} ist bei diesem Geschlecht ungewöhnlich.",
		Find: func(c *Case, hit Hit) {
			unusual := morphNichtBei[stamm(c).Geschlecht]
			for _, m := range c.morphologien() {
				if unusual.has(m.Code) {
					hit(ids(m.ID, idGeschlecht), "morph", m.Code)
				}
			}
		}},
}

// siteOf is the topography with its field; where none is given, the ICD code,
// whose three characters name the same site from C00 to C76.
func siteOf(c *Case) coded {
	if topo := topographie(c.Report); topo.Code != "" {
		return topo
	}
	return coded{idICD, icd(c.Report)}
}
