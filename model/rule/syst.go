package rule

import (
	"slices"
	"strconv"
	"strings"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/catalog"
)

// syst are the rules about systemic therapy alone (P-210 to P-227); those it
// shares with radiotherapy stand in st.go.
var syst = []Rule{
	{ID: "P-210", Severity: Fehler, Source: "LOG", For: nurSYST,
		Text: "Das Ende der Therapie liegt vor dem Beginn.",
		Find: onSYST(func(_ *Case, s *model.SYST, hit Hit) {
			if s.Beginn.CertainlyAfter(s.Ende) {
				hit(ids("SYST.Ende", "SYST.Beginn"))
			}
		})},
	{ID: "P-211", Severity: Fehler, Source: "UL, LKR", For: nurSYST,
		Text: "Zum Behandlungsende gehören Ende-Datum und Grund.",
		Find: onTherapie(func(_ *Case, t Therapie, hit Hit) {
			if fields := t.missingEnd(); t.Meldeanlass == model.Behandlungsende && len(fields) > 0 {
				hit(fields)
			}
		})},
	{ID: "P-212", Severity: Warnung, Source: "PRX", For: nurSYST,
		Text: "Bei „Behandlungsbeginn“ bitte kein Ende angeben.",
		Find: onTherapie(func(_ *Case, t Therapie, hit Hit) {
			if fields := t.givenEnd(); t.Meldeanlass == model.Behandlungsbeginn && len(fields) > 0 {
				hit(fields)
			}
		})},
	{ID: "P-213", Severity: Warnung, Source: "UL", For: nurSYST,
		Text: "Eintägige Therapien nur mit „Behandlungsende“ melden.",
		Find: onTherapie(func(_ *Case, t Therapie, hit Hit) {
			if t.Meldeanlass == model.Behandlungsbeginn && t.oneDay() {
				hit(ids("SYST.Meldeanlass", "SYST.Ende"))
			}
		})},
	{ID: "P-214", Severity: Warnung, Source: "LOG", For: nurSYST,
		Text: "Abwartende Strategie mit Substanzangabe ist widersprüchlich.",
		Find: onSYST(func(_ *Case, s *model.SYST, hit Hit) {
			if abwartend(s.Therapieart) && (len(s.MengeSubstanz) > 0 || s.Protokoll != "") {
				hit(ids("SYST.Therapieart"))
			}
		})},
	{ID: "P-215", Severity: Warnung, Source: "PRX", For: nurSYST,
		Text: "Bitte Protokoll oder Substanzen angeben.",
		Find: onSYST(func(_ *Case, s *model.SYST, hit Hit) {
			if in(s.Therapieart, medikamentoes...) && s.Protokoll == "" && len(s.MengeSubstanz) == 0 {
				hit(ids("SYST.Menge_Substanz", "SYST.Protokoll"))
			}
		})},
	{ID: "P-216", Severity: Hinweis, Source: "UL", For: nurSYST,
		Text: "Substanz {s} gehört zur Therapieart {t}.",
		Find: onSYST(findSubstanzFremderArt)},
	{ID: "P-217", Severity: Warnung, Source: "X", For: nurSYST,
		Text: "Bitte jede Substanz einzeln angeben.",
		Find: onSYST(func(c *Case, s *model.SYST, hit Hit) {
			for i, sub := range s.MengeSubstanz {
				if _, listed := c.config.Lists.SubstanzArt(string(sub.Bezeichnung)); !listed && strings.ContainsAny(string(sub.Bezeichnung), ",;/+") {
					hit(ids(item(mengeSubstanz, i) + ".Bezeichnung"))
				}
			}
		})},
	{ID: "P-218", Severity: Hinweis, Source: "PRX", For: nurSYST,
		Text: "Die ATC-Version soll dem Therapiejahr entsprechen.",
		Find: onSYST(findATCVersion)},
	{ID: "P-219", Severity: Hinweis, Source: "PRX", For: nurSYST,
		Text: "ATC-Code {atc} ist keine antineoplastische Substanz.",
		Find: onSYST(func(c *Case, s *model.SYST, hit Hit) {
			for i, sub := range s.MengeSubstanz {
				atc := model.OrEmpty(sub.ATC).Code
				if _, listed := c.config.Lists.ATCArt(string(atc)); atc != "" && !listed && !starts(atc, "L") && !strings.HasPrefix(string(atc), "V10") {
					hit(ids(item(mengeSubstanz, i)+".ATC"), "atc", string(atc))
				}
			}
		})},
	{ID: "P-220", Severity: Warnung, Source: "X, IARC", For: nurSYST,
		Text: "Die Therapie beginnt vor dem Diagnosedatum.",
		Find: onSYST(func(c *Case, s *model.SYST, hit Hit) {
			if diagnosedatum(c).CertainlyAfter(s.Beginn) {
				hit(ids("SYST.Beginn", idDiagnosedatum))
			}
		})},
	{ID: "P-221", Severity: Fehler, Source: "LOG", For: nurSYST,
		Text: "Die Therapiedaten liegen nach dem Tod bzw. vor der Geburt.",
		Find: onSYST(func(c *Case, s *model.SYST, hit Hit) {
			if outsideLife(c, s.Beginn) {
				hit(ids("SYST.Beginn"))
			} else if outsideLife(c, s.Ende) {
				hit(ids("SYST.Ende"))
			}
		})},
	{ID: "P-222", Severity: Hinweis, Source: "HKR", For: nurSYST,
		Text: "Additive systemische Therapie ist als „adjuvant“ (A) zu melden.",
		Find: onSYST(findAdditiveTherapie)},
	{ID: "P-223", Severity: Hinweis, Source: "HKR", For: nurSYST,
		Text: "Bitte Stammzellart und Substanzen der Konditionierung angeben.",
		Find: onSYST(func(_ *Case, s *model.SYST, hit Hit) {
			if s.Therapieart == "SZ" && len(s.MengeSubstanz) == 0 {
				hit(ids(mengeSubstanz))
			}
		})},
	{ID: "P-224", Severity: Hinweis, Source: "PRX", For: nurSYST,
		Text: "Bei „Sonstiges“ bitte die Therapie näher bezeichnen.",
		Find: onSYST(func(c *Case, s *model.SYST, hit Hit) {
			if s.Therapieart == "SO" && s.Protokoll == "" && c.Report.Meldung.Anmerkung == "" {
				hit(ids("SYST.Protokoll", "Anmerkung"))
			}
		})},
	{ID: "P-225", Severity: Hinweis, Source: "LOG", For: nurSYST,
		Text: "Substanz {s} ist doppelt angegeben.",
		Find: onSYST(findSubstanzDoppelt)},
	{ID: "P-226", Severity: Hinweis, Source: "HKR, PRX", For: nurSYST,
		Text: "Abwartende Strategie bitte nur bei Tumoren melden, für die sie nach Leitlinie definiert ist.",
		Find: onSYST(func(c *Case, s *model.SYST, hit Hit) {
			usual, waits := abwartendBei[s.Therapieart]
			if code := icd(c.Report); waits && code != "" && !usual.has(code) {
				hit(ids("SYST.Therapieart", idICD))
			}
		})},
	{ID: "P-227", Severity: Hinweis, Source: "PRX", For: nurSYST,
		Text: "Hormontherapie ist bei dieser Diagnose ungewöhnlich.",
		Find: onSYST(func(c *Case, s *model.SYST, hit Hit) {
			if code := icd(c.Report); s.Therapieart == "HO" && code != "" && !hormontherapieBei.has(code) {
				hit(ids("SYST.Therapieart", idICD))
			}
		})},
}

var nurSYST = []model.Zweig{model.TypSYST}

const mengeSubstanz = "SYST.Menge_Substanz"

// medikamentoes are the kinds of therapy that consist of substances.
var medikamentoes = []model.Code{"CH", "HO", "IM", "ZS", "CI", "CZ", "CIZ", "IZ"}

// bestandteile are the single kinds of therapy a combined one consists of.
var bestandteile = map[model.Code][]model.Code{
	"CI":  {"CH", "IM"},
	"CZ":  {"CH", "ZS"},
	"CIZ": {"CH", "IM", "ZS"},
	"IZ":  {"IM", "ZS"},
}

// abwartendBei are the tumours for which guidelines define a waiting strategy.
var abwartendBei = map[model.Code]codeSet{
	"AS": codes("C61", "C62", "C64", "C73"),
	"WW": codes("C61", "C82–C91"),
	"WS": codes("C19–C21", "C82–C91"),
}

var hormontherapieBei = codes("C50", "C54", "C61", "C73", "C75", "C80", "D05")

// abwartend reports whether a kind of therapy is a waiting strategy.
func abwartend(art model.Code) bool { return in(art, "AS", "WS", "WW") }

// onSYST hands the systemic therapy of the report to find; an absent one counts as empty.
func onSYST(find func(*Case, *model.SYST, Hit)) func(*Case, Hit) {
	return func(c *Case, hit Hit) { find(c, model.OrEmpty(c.Report.Meldung.SYST), hit) }
}

// findSubstanzFremderArt leaves waiting strategies to P-214 and takes any
// substance at a stem cell transplantation, where P-223 asks for those of the
// conditioning. What the list counts among the others (SO) accompanies any kind:
// folinic acid its fluorouracil, a corticosteroid R-CHOP or abiraterone.
func findSubstanzFremderArt(c *Case, s *model.SYST, hit Hit) {
	if s.Therapieart == "" || s.Therapieart == "SZ" || abwartend(s.Therapieart) {
		return
	}
	for i, sub := range s.MengeSubstanz {
		art, id, listed := substanzArt(c.config.Lists, sub, item(mengeSubstanz, i))
		if listed && art != "SO" && art != s.Therapieart && !slices.Contains(bestandteile[s.Therapieart], art) {
			hit(ids(id, "SYST.Therapieart"), "s", substanzName(sub), "t", string(art))
		}
	}
}

// substanzArt is the kind of therapy a listed substance belongs to and the id of
// the field that names it.
func substanzArt(lists *catalog.Shelf, sub model.Substanz, id string) (art model.Code, field string, listed bool) {
	name, lookup := string(sub.Bezeichnung), lists.SubstanzArt
	field = id + ".Bezeichnung"
	if name == "" {
		name, lookup = string(model.OrEmpty(sub.ATC).Code), lists.ATCArt
		field = id + ".ATC"
	}
	kind, listed := lookup(name)
	return model.Code(kind), field, listed
}

// substanzName is what the report calls a substance.
func substanzName(sub model.Substanz) string {
	if sub.Bezeichnung != "" {
		return string(sub.Bezeichnung)
	}
	return string(model.OrEmpty(sub.ATC).Code)
}

func findATCVersion(_ *Case, s *model.SYST, hit Hit) {
	date, ok := s.Beginn.Time()
	if !ok {
		return
	}
	for i, sub := range s.MengeSubstanz {
		if v := model.OrEmpty(sub.ATC).Version; v != "" && string(v) != strconv.Itoa(date.Year()) {
			hit(ids(item(mengeSubstanz, i)+".ATC.Version", "SYST.Beginn"))
		}
	}
}

func findAdditiveTherapie(c *Case, s *model.SYST, hit Hit) {
	ops := tumorOPs(c, s.Beginn)
	if !in(s.StellungOP, "S", "O") || len(ops) == 0 {
		return
	}
	last := ops[len(ops)-1]
	days, ok := last.Datum.DaysTo(s.Beginn)
	r := residualstatus(last).LokaleBeurteilung
	if ok && days <= 120 && (restGeblieben(r) || r == "RX") {
		hit(ids("SYST.Stellung_OP"))
	}
}

func findSubstanzDoppelt(_ *Case, s *model.SYST, hit Hit) {
	seen := map[string]string{}
	for i, sub := range s.MengeSubstanz {
		id := item(mengeSubstanz, i) + ".Bezeichnung"
		if sub.Bezeichnung == "" {
			id = item(mengeSubstanz, i) + ".ATC"
		}
		name := strings.ToLower(strings.TrimSpace(substanzName(sub)))
		if first, twice := seen[name]; twice {
			hit(ids(id, first), "s", substanzName(sub))
		} else if name != "" {
			seen[name] = id
		}
	}
}
