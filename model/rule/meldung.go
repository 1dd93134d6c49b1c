package rule

import (
	"regexp"
	"slices"
	"strconv"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/land"
)

// meldung are the rules about the report itself, its ids and its deadline
// (P-020 to P-038).
var meldung = []Rule{
	{ID: "P-020", Severity: Fehler, Source: "UL",
		Text: "Die Meldungs-ID {id} wurde bereits für einen anderen Sachverhalt verwendet.",
		Find: findReusedMeldungID},
	{ID: "P-021", Severity: Warnung, Source: "UL",
		Text: "Diese Meldung wurde am {datum} unverändert gesendet. Doppelmeldungen werden vom Register abgelehnt.",
		Find: findUnchanged},
	{ID: "P-022", Severity: Fehler, Source: "UL",
		Text:        "IDs dürfen keine Personen- oder Behandlungsangaben enthalten: {feld}.",
		Find:        findTellingPatientID,
		FindWarnung: findTellingID},
	{ID: "P-023", Severity: Warnung, Source: "X",
		Text: "„Unbekannt“ ist bei Eigener Leistung nur für Altdaten vorgesehen.",
		Find: func(c *Case, hit Hit) {
			if c.Report.Meldung.EigeneLeistung == "U" {
				hit(ids("Eigene_Leistung"))
			}
		}},
	{ID: "P-024", Severity: Warnung, Source: "UL, HKR",
		Text: "Widerspruch des Patienten: Die Meldung wird mit Begründung W übermittelt. Bitte bestätigen.",
		Find: func(c *Case, hit Hit) {
			if Objects(c.Report) {
				hit(ids(idMeldebegruendung))
			}
		}},
	{ID: "P-025", Severity: Hinweis, Source: "PRX", For: allBut(model.TypTod),
		Text: "Meldebegründung „verstorben“, aber kein Sterbedatum bekannt. Bitte Todesmeldung prüfen.",
		Find: func(c *Case, hit Hit) {
			if c.Report.Meldung.Meldebegruendung == "V" && sterbedatum(c) == "" {
				hit(ids(idMeldebegruendung))
			}
		}},
	{ID: "P-026", Severity: Warnung, Source: "X", For: allBut(model.TypPathologie),
		Text: "Begründung D gilt nur für Ärzte ohne unmittelbaren Patientenkontakt.",
		Find: func(c *Case, hit Hit) {
			if c.Report.Meldung.Meldebegruendung == "D" {
				hit(ids(idMeldebegruendung))
			}
		}},
	{ID: "P-027", Severity: Hinweis, Source: "PRX", For: []model.Zweig{model.TypPathologie},
		Text: "Pathologiemeldungen werden in der Regel mit Begründung D übermittelt.",
		Find: func(c *Case, hit Hit) {
			if !in(c.Report.Meldung.Meldebegruendung, "", "D") {
				hit(ids(idMeldebegruendung))
			}
		}},
	{ID: "P-028", Severity: Hinweis, Source: "X",
		Text: "Dieses Feld wird derzeit nur in Niedersachsen verwendet.",
		Find: func(c *Case, hit Hit) {
			if c.Report.Meldung.EinwilligungNichtMeldepflichtig != "" {
				hit(ids("Einwilligung_nicht_meldepflichtig"))
			}
		}},
	{ID: "P-029", Severity: Hinweis, Source: "X", For: allBut(model.TypDiagnose, model.TypVerlauf),
		Text: "Die Zertifizierungsangabe wird üblicherweise bei Diagnose oder Verlauf gemacht.",
		Find: func(c *Case, hit Hit) {
			if c.Report.Meldung.Zertifizierung != "" {
				hit(ids("Zertifizierung"))
			}
		}},
	{ID: "P-030", Severity: Fehler, Source: "LOG",
		Text: "{feld} ({datum}) liegt nach dem Meldedatum.",
		Find: func(c *Case, hit Hit) {
			last := meldedatum(c)
			eachEventDate(c.Report, func(at spot, d model.Datum) {
				if d.CertainlyAfter(last) {
					hit(ids(at.id()), "feld", Label(c, at.id()), "datum", d.German())
				}
			})
		}},
	{ID: "P-031", Severity: Fehler, Source: "LOG",
		Text: "Das Meldedatum liegt in der Zukunft.",
		Find: func(c *Case, hit Hit) {
			if c.Report.Meldedatum.CertainlyAfter(c.Today) {
				hit(ids("Meldedatum"))
			}
		}},
	{ID: "P-032", Severity: Warnung, Source: "HKR",
		Text: "Das Ereignis liegt vor Beginn der Meldepflicht {inland} ({pflichtbeginn}).",
		Find: func(c *Case, hit Hit) {
			if event, id := EventField(c.Report); c.config.In().Meldepflicht.CertainlyAfter(event) {
				hit(ids(id))
			}
		}},
	{ID: "P-033", Severity: Hinweis, Source: "HKR", Since: func(l *land.Land) model.Datum { return l.FristSeit },
		Text: "Die Meldefrist von {wochen} ist überschritten (Ereignis {datum}).",
		Find: findLate},
	{ID: "P-034", Severity: Warnung, Source: "HKR", For: []model.Zweig{model.TypDiagnose},
		Text: "Verdachtsdiagnosen sollen nicht gemeldet werden.",
		Find: func(c *Case, hit Hit) {
			if d := c.Report.Meldung.Diagnose; d != nil && verdacht.MatchString(string(d.PrimaertumorDiagnosetext)) {
				hit(ids("Diagnose.Primaertumor_Diagnosetext"))
			}
		}},
	{ID: "P-035", Severity: Hinweis, Source: "PRX",
		Text: "Der Freitext {feld} enthält den Patientennamen.",
		Find: findNameInText},
	{ID: "P-036", Severity: Fehler, Source: "HKR",
		Text: "Für diese Person liegt ein Widerspruch vor; die Begründung „informiert“ ist nicht möglich.",
		Find: func(c *Case, hit Hit) {
			if c.Report.Meldung.Meldebegruendung == "I" && sentObjection(c) {
				hit(ids(idMeldebegruendung))
			}
		}},
	{ID: "P-037", Severity: Warnung, Source: "HKR",
		Text: "Bitte den Grund angeben, warum nicht informiert wurde.",
		Find: func(c *Case, hit Hit) {
			if m := &c.Report.Meldung; m.Meldebegruendung == "A" && m.Anmerkung == "" {
				hit(ids("Anmerkung", idMeldebegruendung))
			}
		}},
	{ID: "P-038", Severity: Warnung, Source: "PRX",
		Text: "Von dieser Meldung gibt es noch einen Entwurf in anderer Fassung. Bitte vergleichen und einen von beiden löschen.",
		Find: func(c *Case, hit Hit) {
			for _, p := range c.History {
				if p.Draft && sameMeldung(c.Report, p.Report) {
					hit(ids(idMeldungID))
					return
				}
			}
		}},
}

const idMeldebegruendung = "Meldebegruendung"

// verdacht is how people write that a diagnosis is only suspected.
var verdacht = regexp.MustCompile(`(?i)(?:^|[^\pL\pN])(?:Verdacht|V\.\s?a\.|DD(?:[^\pL\pN]|$))`)

// allBut are all report types except some.
func allBut(some ...model.Zweig) []model.Zweig {
	var types []model.Zweig
	for _, typ := range []model.Zweig{model.TypDiagnose, model.TypPathologie, model.TypOP, model.TypST,
		model.TypSYST, model.TypVerlauf, model.TypTod, model.TypTumorkonferenz} {
		if !in(typ, some...) {
			types = append(types, typ)
		}
	}
	return types
}

// meldedatum is the day of the report; while it is a draft, the day of judging,
// because that is what it would be set to.
func meldedatum(c *Case) model.Datum {
	if c.Report.Meldedatum == "" {
		return c.Today
	}
	return c.Report.Meldedatum
}

func findLate(c *Case, hit Hit) {
	event, id := EventField(c.Report)
	last, ok := c.config.Deadline(event)
	if ok && meldedatum(c).CertainlyAfter(last) {
		hit(ids(id), "wochen", weeks(c.config.Days()), "datum", event.German())
	}
}

// weeks is a number of days in words, in weeks where it comes out even.
func weeks(days int) string {
	if days%7 == 0 {
		return strconv.Itoa(days/7) + " Wochen"
	}
	return strconv.Itoa(days) + " Tagen"
}

// Objects reports whether a report tells of an objection.
func Objects(r *model.Report) bool { return r.Meldung.Meldebegruendung == "W" }

// sentObjection reports whether a delivered report of the person told of an
// objection. It stays in force: the registry deletes the identity data, and no
// later report may say that nobody objected (hessen.md 8).
func sentObjection(c *Case) bool {
	return slices.ContainsFunc(c.History, func(p Past) bool { return p.Sent && Objects(p.Report) })
}
