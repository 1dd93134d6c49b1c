package rule

import (
	"slices"
	"strings"

	"example.org/meldeportal/model"
)

// verlauf are the rules about follow-ups (P-240 to P-258). P-242 to P-249 hold
// the overall assessment against the single states (the whole matrix stands in
// verlaufsmatrix_test.go); U, X and F are neutral there: a state with one of
// them counts as not given.
var verlauf = []Rule{
	{ID: "P-240", Severity: Fehler, Source: "LOG", For: nurVerlauf,
		Text: "Das Untersuchungsdatum liegt vor der Geburt bzw. nach dem Tod.",
		Find: onVerlauf(func(c *Case, v *model.Verlauf, hit Hit) {
			if outsideLife(c, v.UntersuchungsdatumVerlauf) {
				hit(ids(idUntersuchung))
			}
		})},
	{ID: "P-241", Severity: Warnung, Source: "LOG", For: nurVerlauf,
		Text: "Der Verlauf liegt vor dem Diagnosedatum.",
		Find: onVerlauf(func(c *Case, v *model.Verlauf, hit Hit) {
			if diagnosedatum(c).CertainlyAfter(v.UntersuchungsdatumVerlauf) {
				hit(ids(idUntersuchung, idDiagnosedatum))
			}
		})},
	{ID: "P-242", Severity: Fehler, Source: "UL", For: nurVerlauf,
		Text: "Vollremission widerspricht dem Einzelstatus {feld} = {wert}.",
		Find: forbidStates(overall("V"), "T", "P", "N", "R")},
	{ID: "P-243", Severity: Warnung, Source: "PRX", For: nurVerlauf,
		Text: "Bei fraglichem Befund bitte „Vollremission mit residualen Auffälligkeiten“ prüfen.",
		Find: forbidStates(overall("V"), "F")},
	{ID: "P-244", Severity: Warnung, Source: "UL", For: nurVerlauf,
		Text: "CRr widerspricht dem Einzelstatus {feld} = {wert}.",
		Find: forbidStates(overall("R"), "P", "R")},
	{ID: "P-245", Severity: Warnung, Source: "UL", For: nurVerlauf,
		Text: "Bei Tumorfreiheit „Vollremission“ statt „{wert}“ verwenden.",
		Find: onVerlauf(findTumorfreiOhneVollremission)},
	{ID: "P-246", Severity: Warnung, Source: "UL", For: nurVerlauf,
		Text: "Einzelstatus {feld} = {wert} spricht für Progression, Rezidiv oder divergentes Geschehen.",
		Find: forbidStates(overall("T", "B", "K"), "P", "R")},
	{ID: "P-247", Severity: Warnung, Source: "UL", For: nurVerlauf,
		Text: "Progression ohne progredienten Einzelstatus.",
		Find: onVerlauf(func(_ *Case, v *model.Verlauf, hit Hit) {
			if s := givenStates(v); v.GesamtbeurteilungTumorstatus == "P" && len(s) > 0 && !s.any("P", "R") && len(v.MengeFM) == 0 {
				hit(ids(idGesamt))
			}
		})},
	{ID: "P-248", Severity: Warnung, Source: "X", For: nurVerlauf,
		Text: "Rezidiv ohne Einzelstatus „Rezidiv“.",
		Find: onVerlauf(func(c *Case, v *model.Verlauf, hit Hit) {
			biochemical := three(icd(c.Report)) == "C61"
			if s := givenStates(v); v.GesamtbeurteilungTumorstatus == "Y" && len(s) > 0 && !s.any("R") && !biochemical {
				hit(ids(idGesamt))
			}
		})},
	{ID: "P-249", Severity: Warnung, Source: "HKR", For: nurVerlauf,
		Text: "Divergentes Geschehen erfordert gegensätzliche Einzelbefunde.",
		Find: onVerlauf(func(_ *Case, v *model.Verlauf, hit Hit) {
			s := givenStates(v)
			if v.GesamtbeurteilungTumorstatus == "D" && !(s.any("P", "R") && s.any("K", "T", "N")) {
				hit(ids(idGesamt))
			}
		})},
	{ID: "P-250", Severity: Warnung, Source: "UL", For: nurVerlauf,
		Text: "Diese Beurteilung ist als Statusänderung zu melden.",
		Find: onVerlauf(func(_ *Case, v *model.Verlauf, hit Hit) {
			if v.Meldeanlass == statusmeldung && in(v.GesamtbeurteilungTumorstatus, "P", "Y", "D", "T", "B") {
				hit(ids(idVerlaufAnlass, idGesamt))
			}
		})},
	{ID: "P-251", Severity: Warnung, Source: "UL", For: nurVerlauf,
		Text: "„Keine Änderung“ ist als Statusmeldung zu melden.",
		Find: onVerlauf(func(_ *Case, v *model.Verlauf, hit Hit) {
			if v.Meldeanlass == statusaenderung && v.GesamtbeurteilungTumorstatus == "K" {
				hit(ids(idVerlaufAnlass, idGesamt))
			}
		})},
	{ID: "P-252", Severity: Warnung, Source: "X", For: nurVerlauf,
		Text: "Neue Fernmetastasen bitte mit Lokalisation und Datum angeben.",
		Find: onVerlauf(func(_ *Case, v *model.Verlauf, hit Hit) {
			// Not at P: what is known may have grown without anything new.
			if v.VerlaufTumorstatusFernmetastasen == "R" && len(v.MengeFM) == 0 {
				hit(ids("Verlauf.Menge_FM", idStatusFM))
			}
		})},
	{ID: "P-253", Severity: Warnung, Source: "LOG", For: nurVerlauf,
		Text: "Keine Fernmetastasen nachweisbar, aber Fernmetastasen angegeben.",
		Find: onVerlauf(func(_ *Case, v *model.Verlauf, hit Hit) {
			if v.VerlaufTumorstatusFernmetastasen == "K" && len(v.MengeFM) > 0 {
				hit(ids(idStatusFM, "Verlauf.Menge_FM"))
			}
		})},
	{ID: "P-254", Severity: Hinweis, Source: "UL", For: nurVerlauf,
		Text: "„Fehlende Angabe“ soll nicht als Platzhalter verwendet werden.",
		Find: onVerlauf(findPlatzhalter)},
	{ID: "P-255", Severity: Hinweis, Source: "X", For: nurVerlauf,
		Text: "Lokalrezidiv ohne vorherige Tumorfreiheit.",
		Find: onVerlauf(func(c *Case, v *model.Verlauf, hit Hit) {
			if v.VerlaufLokalerTumorstatus == "R" && !slices.ContainsFunc(earlier(c), tumorfrei) {
				hit(ids(idStatusLokal))
			}
		})},
	{ID: "P-256", Severity: Hinweis, Source: "LOG", For: nurVerlauf,
		Text: "Die Metastase ist nach dem Untersuchungsdatum diagnostiziert.",
		Find: onVerlauf(func(_ *Case, v *model.Verlauf, hit Hit) {
			for i, fm := range v.MengeFM {
				if fm.Diagnosedatum.CertainlyAfter(v.UntersuchungsdatumVerlauf) {
					hit(ids(item("Verlauf.Menge_FM", i)+".Diagnosedatum", idUntersuchung))
				}
			}
		})},
	{ID: "P-257", Severity: Hinweis, Source: "X", For: nurVerlauf,
		Text: "Nach Vollremission ist bei erneutem Tumornachweis „Rezidiv“ anzugeben.",
		Find: onVerlauf(func(c *Case, v *model.Verlauf, hit Hit) {
			if in(v.GesamtbeurteilungTumorstatus, "T", "K", "B") && inRemission(c) {
				hit(ids(idGesamt))
			}
		})},
	{ID: "P-258", Severity: Hinweis, Source: "HKR", For: nurVerlauf,
		Text: "Unveränderter Verlauf: {inland} wird eine Meldung pro Halbjahr vergütet.",
		Find: onVerlauf(findStatusmeldungImHalbjahr)},
}

var nurVerlauf = []model.Zweig{model.TypVerlauf}

const (
	idVerlaufAnlass = "Verlauf.Meldeanlass"
	idUntersuchung  = "Verlauf.Untersuchungsdatum_Verlauf"
	idGesamt        = "Verlauf.Gesamtbeurteilung_Tumorstatus"
	idStatusLokal   = "Verlauf.Verlauf_Lokaler_Tumorstatus"
	idStatusLK      = "Verlauf.Verlauf_Tumorstatus_Lymphknoten"
	idStatusFM      = "Verlauf.Verlauf_Tumorstatus_Fernmetastasen"
)

const (
	statusaenderung model.Code = "statusaenderung"
	statusmeldung   model.Code = "statusmeldung"
)

// onVerlauf hands the follow-up of the report to find; an absent one counts as empty.
func onVerlauf(find func(*Case, *model.Verlauf, Hit)) func(*Case, Hit) {
	return func(c *Case, hit Hit) { find(c, model.OrEmpty(c.Report.Meldung.Verlauf), hit) }
}

// status is the state of one of the three sites a follow-up looks at.
type status struct {
	id, name string
	value    model.Code
}

type states []status

// allStates are the three single states, empty ones included.
func allStates(v *model.Verlauf) states {
	return states{
		{idStatusLokal, "lokal", v.VerlaufLokalerTumorstatus},
		{idStatusLK, "Lymphknoten", v.VerlaufTumorstatusLymphknoten},
		{idStatusFM, "Fernmetastasen", v.VerlaufTumorstatusFernmetastasen},
	}
}

// givenStates are the single states that say something.
func givenStates(v *model.Verlauf) states {
	return slices.DeleteFunc(allStates(v), func(s status) bool { return in(s.value, "", "U", "X", "F") })
}

// any reports whether a state has one of some values.
func (s states) any(values ...model.Code) bool {
	return slices.ContainsFunc(s, func(one status) bool { return in(one.value, values...) })
}

// overall is a condition on the overall assessment.
func overall(values ...model.Code) func(*model.Verlauf) bool {
	return func(v *model.Verlauf) bool { return in(v.GesamtbeurteilungTumorstatus, values...) }
}

// forbidStates finds single states the overall assessment does not allow.
func forbidStates(when func(*model.Verlauf) bool, values ...model.Code) func(*Case, Hit) {
	return onVerlauf(func(_ *Case, v *model.Verlauf, hit Hit) {
		if !when(v) {
			return
		}
		for _, s := range allStates(v) {
			if in(s.value, values...) {
				hit(ids(s.id, idGesamt), "feld", s.name, "wert", string(s.value))
			}
		}
	})
}

// trotzTumorfreiheit are the assessments that need a tumour somewhere. The text
// of P-245 knows only K, the matrix asks the same of T and B.
var trotzTumorfreiheit = map[model.Code]string{
	"K": "keine Änderung",
	"T": "Teilremission",
	"B": "klinische Besserung",
}

func findTumorfreiOhneVollremission(_ *Case, v *model.Verlauf, hit Hit) {
	s := givenStates(v)
	name, ok := trotzTumorfreiheit[v.GesamtbeurteilungTumorstatus]
	if ok && len(s) > 0 && !s.any("T", "P", "N", "R") {
		hit(ids(idGesamt), "wert", name)
	}
}

func findPlatzhalter(_ *Case, v *model.Verlauf, hit Hit) {
	if v.GesamtbeurteilungTumorstatus == "X" {
		hit(ids(idGesamt))
	}
	for _, s := range allStates(v) {
		if s.value == "X" {
			hit(ids(s.id))
		}
	}
}

// earlier are the other reports on the tumour whose event is not certainly
// later than that of the judged one, in the order of their events.
func earlier(c *Case) []*model.Report {
	var before []*model.Report
	for _, p := range ofTumour(c) {
		if !EventDate(p.Report).CertainlyAfter(EventDate(c.Report)) {
			before = append(before, p.Report)
		}
	}
	slices.SortStableFunc(before, func(a, b *model.Report) int { return strings.Compare(EventDate(a).Day(), EventDate(b).Day()) })
	return before
}

// inRemission reports whether the last word of earlier follow-ups was a complete
// remission: a recurrence or progression told since then ends it.
func inRemission(c *Case) (remission bool) {
	for _, r := range earlier(c) {
		if r.Meldung.Typ != model.TypVerlauf {
			continue
		}
		switch model.OrEmpty(r.Meldung.Verlauf).GesamtbeurteilungTumorstatus {
		case "V":
			remission = true
		case "Y", "P", "D":
			remission = false
		}
	}
	return remission
}

// tumorfrei reports whether a report tells that no tumour was left: R0, or a
// complete remission with or without residual abnormalities.
func tumorfrei(r *model.Report) bool {
	m := &r.Meldung
	switch m.Typ {
	case model.TypOP:
		rest := residualstatus(model.OrEmpty(m.OP))
		return rest.LokaleBeurteilung == "R0" || rest.Gesamtbeurteilung == "R0"
	case model.TypPathologie:
		return model.OrEmpty(m.Pathologie).LokaleBeurteilungResidualstatus == "R0"
	case model.TypVerlauf:
		return in(model.OrEmpty(m.Verlauf).GesamtbeurteilungTumorstatus, "V", "R")
	}
	return false
}

func findStatusmeldungImHalbjahr(c *Case, v *model.Verlauf, hit Hit) {
	now, ok := v.UntersuchungsdatumVerlauf.Time()
	if !ok || v.Meldeanlass != statusmeldung {
		return
	}
	for _, r := range tumourReports(c, model.TypVerlauf) {
		past := model.OrEmpty(r.Meldung.Verlauf)
		then, ok := past.UntersuchungsdatumVerlauf.Time()
		near := then.After(now.AddDate(0, -6, 0)) && then.Before(now.AddDate(0, 6, 0))
		if ok && near && past.Meldeanlass == statusmeldung {
			hit(ids(idUntersuchung, idVerlaufAnlass))
			return
		}
	}
}
