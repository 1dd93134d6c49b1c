package rule

import (
	"regexp"
	"strings"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/catalog"
)

// freitext are the rules about free text and extra items (P-360 to P-366).
var freitext = []Rule{
	{ID: "P-360", Severity: Warnung, Source: "UL", For: nurPathologie,
		Text: "Bitte mindestens Einrichtung oder Nachname des Einsenders angeben.",
		Find: onPathologie(func(p *model.Pathologie, hit Hit) {
			e := &p.Einsender
			if e.Form == einsenderStrukturiert && *model.OrEmpty(e.Strukturiert) == (model.EinsenderStrukturiert{}) {
				hit(ids("Pathologie.Einsender.strukturiert.Einrichtung", "Pathologie.Einsender.strukturiert.Nachname"))
			}
		})},
	{ID: "P-361", Severity: Warnung, Source: "UL", For: nurPathologie,
		Text: "Der vollständige Befundtext wird erwartet.",
		Find: onPathologie(func(p *model.Pathologie, hit Hit) {
			if strings.TrimSpace(string(p.Befundtext)) == "" {
				hit(ids("Pathologie.Befundtext"))
			}
		})},
	{ID: "P-362", Severity: Hinweis, Source: "UL", For: nurPathologie,
		Text: "Die Einsendenummer fehlt.",
		Find: onPathologie(func(p *model.Pathologie, hit Hit) {
			if model.OrEmpty(p.Histologie).HistologieEinsendeNr == "" {
				hit(ids("Pathologie.Histologie.Histologie_EinsendeNr"))
			}
		})},
	{ID: "P-363", Severity: Warnung, Source: "PRX",
		Text: "Zusatzangabe ohne Inhalt.",
		Find: func(c *Case, hit Hit) {
			for i, z := range c.Report.Meldung.MengeZusatzitem {
				if z.Wert == "" && z.Bemerkung == "" {
					hit(ids(item("Menge_Zusatzitem", i)+".Wert", item("Menge_Zusatzitem", i)+".Bemerkung"))
				}
			}
		}},
	{ID: "P-364", Severity: Hinweis, Source: "X",
		Text: "{land} ist kein gültiger Ländercode.",
		Find: findLandUnbekannt},
	{ID: "P-365", Severity: Hinweis, Source: "X", For: mitBefund,
		Text: "Dieser Befund gehört in das Modul {modul}.",
		Find: findBefundMitModulfeld},
	{ID: "P-366", Severity: Warnung, Source: "PRX", For: mitBefund,
		Text: "Bitte die TNM-Felder verwenden.",
		Find: func(c *Case, hit Hit) {
			list, id := weitereKlassifikationen(c.Report)
			for i, k := range list {
				if tnmName.MatchString(string(k.Name)) {
					hit(ids(item(id, i) + ".Name"))
				}
			}
		}},
}

var (
	nurPathologie = []model.Zweig{model.TypPathologie}
	mitBefund     = []model.Zweig{model.TypDiagnose, model.TypOP, model.TypVerlauf, model.TypPathologie}
)

const einsenderStrukturiert model.Zweig = "strukturiert"

var (
	tnmName  = regexp.MustCompile(`(?i)^\s*(?:UICC|TNM)\b`)
	her2Name = regexp.MustCompile(`(?i)\b(?:HER-? ?2|c-?erbB-?2|ERBB2)`)
	rasName  = regexp.MustCompile(`(?i)\b[KNH]?-?RAS\b`)
)

// onPathologie hands the pathology of the report to find; an absent one counts as empty.
func onPathologie(find func(*model.Pathologie, Hit)) func(*Case, Hit) {
	return func(c *Case, hit Hit) { find(model.OrEmpty(c.Report.Meldung.Pathologie), hit) }
}

// findLandUnbekannt looks at the countries a report names: the patient's and,
// in pathology, that of the sender of the specimen.
func findLandUnbekannt(c *Case, hit Hit) {
	lands := []coded{{"Patient.Adresse.Land", string(c.Report.Patient.Stammdaten.Adresse.Land)}}
	if e := model.OrEmpty(c.Report.Meldung.Pathologie).Einsender; c.Report.Meldung.Typ == model.TypPathologie && e.Form == einsenderStrukturiert {
		lands = append(lands, coded{"Pathologie.Einsender.strukturiert.Land", string(model.OrEmpty(e.Strukturiert).Land)})
	}
	for _, land := range lands {
		if land.Code != "" && !catalog.Land(land.Code) {
			hit(ids(land.ID), "land", land.Code)
		}
	}
}

// findBefundMitModulfeld finds molecular findings that the module of the tumour
// has a field for. In other tumours they are right where they are.
func findBefundMitModulfeld(c *Case, hit Hit) {
	m, code := moduleOf(c.Report), icd(c.Report)
	list, id := genetik(c.Report)
	for i, g := range list {
		name := string(g.Bezeichnung)
		switch {
		case her2Name.MatchString(name) && (m.Mamma != nil || brust.has(code)):
			hit(ids(item(id, i)+".Bezeichnung"), "modul", "Mamma")
		case rasName.MatchString(name) && (m.Darm != nil || darm.has(code)):
			hit(ids(item(id, i)+".Bezeichnung"), "modul", "Darm")
		}
	}
}
