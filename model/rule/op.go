package rule

import (
	"slices"
	"strconv"
	"strings"

	"example.org/meldeportal/model"
)

// op are the rules about operations (P-160 to P-176).
var op = []Rule{
	{ID: "P-160", Severity: Fehler, Source: "LOG", For: []model.Zweig{model.TypOP},
		Text: "Das OP-Datum {datum} liegt vor der Geburt bzw. nach dem Tod.",
		Find: onOP(func(c *Case, op *model.OP, hit Hit) {
			if outsideLife(c, op.Datum) {
				hit(ids("OP.Datum"), "datum", op.Datum.German())
			}
		})},
	{ID: "P-161", Severity: Warnung, Source: "X, IARC", For: []model.Zweig{model.TypOP},
		Text: "Die Operation liegt vor dem Diagnosedatum.",
		Find: onOP(func(c *Case, op *model.OP, hit Hit) {
			// The operation may be what led to the diagnosis, which the histology dates.
			if days, ok := op.Datum.SureDaysBefore(diagnosedatum(c)); ok && days > 30 {
				hit(ids("OP.Datum", idDiagnosedatum))
			}
		})},
	{ID: "P-162", Severity: Warnung, Source: "HKR", For: []model.Zweig{model.TypOP},
		Text:        "Die OPS-Version soll dem OP-Jahr entsprechen ({jahr}).",
		Find:        onOP(findOPSVersion(func(years int) bool { return years > 1 })),
		FindWarnung: onOP(findOPSVersion(func(years int) bool { return years == 1 }))}, // about the turn of a year
	{ID: "P-163", Severity: Warnung, Source: "HKR, UL", For: []model.Zweig{model.TypOP},
		Text: "Keine Operation aus Kapitel 5 angegeben.",
		Find: onOP(func(_ *Case, op *model.OP, hit Hit) {
			if in(op.Intention, "K", "P") && !slices.ContainsFunc(op.MengeOPS, inKapitel5) {
				hit(ids("OP.Menge_OPS", "OP.Intention"))
			}
		})},
	{ID: "P-164", Severity: Warnung, Source: "UL", For: []model.Zweig{model.TypOP},
		Text: "Bei einem diagnostischen Eingriff ist kein Residualstatus zu erwarten.",
		Find: onOP(findResidualstatusNachDiagnostik)},
	{ID: "P-165", Severity: Warnung, Source: "UL", For: []model.Zweig{model.TypOP},
		Text: "Bei kurativer Operation wird der lokale Residualstatus erwartet.",
		Find: onOP(func(_ *Case, op *model.OP, hit Hit) {
			if op.Intention == "K" && in(residualstatus(op).LokaleBeurteilung, "", "U") {
				hit(ids(lokalR, "OP.Intention"))
			}
		})},
	{ID: "P-166", Severity: Fehler, Source: "LOG", For: []model.Zweig{model.TypOP},
		Text: "Die Gesamtbeurteilung R0 widerspricht dem lokalen Residualstatus.",
		Find: onOP(func(_ *Case, op *model.OP, hit Hit) {
			if r := residualstatus(op); r.Gesamtbeurteilung == "R0" && restGeblieben(r.LokaleBeurteilung) {
				hit(ids(gesamtR, lokalR))
			}
		})},
	{ID: "P-167", Severity: Warnung, Source: "UL, PRX", For: []model.Zweig{model.TypOP},
		Text: "Gesamtbeurteilung R0 trotz M1: bitte prüfen, ob alle Metastasen entfernt wurden.",
		Find: onOP(func(_ *Case, op *model.OP, hit Hit) {
			if residualstatus(op).Gesamtbeurteilung == "R0" && op.TNM != nil && starts(op.TNM.M, "1") {
				hit(ids(gesamtR, "OP.TNM.M"))
			}
		})},
	{ID: "P-168", Severity: Hinweis, Source: "UL",
		For:  []model.Zweig{model.TypOP, model.TypST, model.TypSYST},
		Text: "„Fehlende Angabe“ soll nicht als Platzhalter verwendet werden.",
		Find: func(c *Case, hit Hit) {
			if intention(&c.Report.Meldung) == "X" {
				hit(ids(string(c.Report.Meldung.Typ) + ".Intention"))
			}
		}},
	{ID: "P-169", Severity: Hinweis, Source: "LOG", For: []model.Zweig{model.TypOP},
		Text: "Komplikation {k} ist doppelt angegeben.",
		Find: onOP(findKomplikationDoppelt)},
	{ID: "P-170", Severity: Hinweis, Source: "HKR", For: []model.Zweig{model.TypOP},
		Text: "Komplikationen außerhalb der Liste werden mit T80–T88 verschlüsselt.",
		Find: onOP(func(_ *Case, op *model.OP, hit Hit) {
			for i, k := range komplikationen(op) {
				if k.ICD != nil && k.ICD.Code != "" && !t80BisT88.has(string(k.ICD.Code)) {
					hit(ids(item("OP.Komplikationen.Menge_Komplikation", i) + ".ICD"))
				}
			}
		})},
	{ID: "P-171", Severity: Warnung, Source: "PRX", For: []model.Zweig{model.TypOP},
		Text: "Nur ein Hauptoperateur ist möglich.",
		Find: onOP(findHauptoperateure)},
	{ID: "P-172", Severity: Hinweis, Source: "PRX", For: []model.Zweig{model.TypOP},
		Text: "Die Seite im OPS-Code {ops} weicht von der Tumorseite ab.",
		Find: onOP(findOPSSeite)},
	{ID: "P-173", Severity: Hinweis, Source: "UL, HKR", For: []model.Zweig{model.TypOP},
		Text: "Bitte OPS-Codes endständig verschlüsseln: {ops}.",
		Find: onOP(findOPSNichtEndstaendig)},
	{ID: "P-174", Severity: Warnung, Source: "PRX", For: []model.Zweig{model.TypOP},
		Text: "Eine Operation mit diesem Datum und Code ist bereits gemeldet.",
		Find: onOP(findOPDoppelt)},
	{ID: "P-175", Severity: Hinweis, Source: "PRX", For: []model.Zweig{model.TypOP},
		Text: "Revision ohne vorherige Operation.",
		Find: onOP(func(c *Case, op *model.OP, hit Hit) {
			if op.Intention == "R" && len(bekannteOPs(c, op.Datum)) == 0 {
				hit(ids("OP.Intention"))
			}
		})},
	{ID: "P-176", Severity: Warnung, Source: "PRX", For: []model.Zweig{model.TypOP},
		Text: "Residualstatus weicht vom Pathologiebefund ab.",
		Find: onOP(findResidualstatusAbweichend)},
}

const (
	lokalR  = "OP.Residualstatus.Lokale_Beurteilung_Residualstatus"
	gesamtR = "OP.Residualstatus.Gesamtbeurteilung_Residualstatus"
)

func diagnosedatum(c *Case) model.Datum { return c.Report.Meldung.Tumorzuordnung.Diagnosedatum }

// outsideLife reports whether a date certainly lies before birth or after the
// known death.
func outsideLife(c *Case, d model.Datum) bool {
	return c.Report.Patient.Stammdaten.Geburtsdatum.CertainlyAfter(d) || d.CertainlyAfter(sterbedatum(c))
}

// onOP hands the operation of the report to find; an absent one counts as empty.
func onOP(find func(*Case, *model.OP, Hit)) func(*Case, Hit) {
	return func(c *Case, hit Hit) { find(c, model.OrEmpty(c.Report.Meldung.OP), hit) }
}

// findOPSVersion finds the codes of an edition that is so many years off the operation.
func findOPSVersion(off func(years int) bool) func(*Case, *model.OP, Hit) {
	return func(_ *Case, op *model.OP, hit Hit) {
		date, ok := op.Datum.Time()
		if !ok {
			return
		}
		for i, ops := range op.MengeOPS {
			version, err := strconv.Atoi(string(ops.Version))
			if err == nil && off(max(version-date.Year(), date.Year()-version)) {
				hit(ids(item("OP.Menge_OPS", i)+".Version", "OP.Datum"), "jahr", strconv.Itoa(date.Year()))
			}
		}
	}
}

func inKapitel5(o model.OPS) bool { return strings.HasPrefix(string(o.Code), "5-") }

// residualstatus is what the operation says about rest tumour, empty if nothing.
func residualstatus(op *model.OP) model.Residualstatus { return *model.OrEmpty(op.Residualstatus) }

// restGeblieben reports whether the value says that tumour was left behind.
func restGeblieben(r model.Code) bool {
	return strings.HasPrefix(string(r), "R1") || strings.HasPrefix(string(r), "R2")
}

func findResidualstatusNachDiagnostik(_ *Case, op *model.OP, hit Hit) {
	// An excision has margins to judge, whatever it was meant for (conisation).
	if op.Intention != "D" || slices.ContainsFunc(op.MengeOPS, inKapitel5) {
		return
	}
	r := residualstatus(op)
	if r.LokaleBeurteilung == "R0" || restGeblieben(r.LokaleBeurteilung) {
		hit(ids(lokalR, "OP.Intention"))
	} else if r.Gesamtbeurteilung == "R0" || restGeblieben(r.Gesamtbeurteilung) {
		hit(ids(gesamtR, "OP.Intention"))
	}
}

// intention is the intention of a treatment, "" for reports that have none.
func intention(m *model.Meldung) model.Code {
	switch m.Typ {
	case model.TypOP:
		return model.OrEmpty(m.OP).Intention
	case model.TypST:
		return model.OrEmpty(m.ST).Intention
	case model.TypSYST:
		return model.OrEmpty(m.SYST).Intention
	}
	return ""
}

var t80BisT88 = codes("T80–T88")

// komplikationen are the complications that will be written: "none" or
// "unknown" takes the place of the list.
func komplikationen(op *model.OP) []model.Komplikation {
	if op.Komplikationen.NeinOderUnbekannt != "" {
		return nil
	}
	return op.Komplikationen.MengeKomplikation
}

func findKomplikationDoppelt(_ *Case, op *model.OP, hit Hit) {
	seen := map[model.Code]string{}
	for i, k := range komplikationen(op) {
		code, id := k.Kuerzel, item("OP.Komplikationen.Menge_Komplikation", i)+".Kuerzel"
		if code == "" && k.ICD != nil {
			code, id = k.ICD.Code, item("OP.Komplikationen.Menge_Komplikation", i)+".ICD"
		}
		if first, ok := seen[code]; ok {
			hit(ids(id, first), "k", string(code))
		} else if code != "" {
			seen[code] = id
		}
	}
}

func findHauptoperateure(_ *Case, op *model.OP, hit Hit) {
	var heads []string
	for i, o := range op.MengeOperateur {
		if o.Hauptoperateur == "J" {
			heads = append(heads, item("OP.Menge_Operateur", i)+".Hauptoperateur")
		}
	}
	if len(heads) > 1 {
		slices.Reverse(heads) // the later one is where to jump
		hit(heads)
	}
}

func findOPSSeite(c *Case, op *model.OP, hit Hit) {
	side := c.Report.Meldung.Tumorzuordnung.Seitenlokalisation
	if !in(side, "L", "R") {
		return
	}
	for i, ops := range op.MengeOPS {
		_, suffix := splitOPS(ops.Code)
		if in(suffix, "L", "R") && suffix != side {
			hit(ids(item("OP.Menge_OPS", i), idSeite), "ops", string(ops.Code))
		}
	}
}

// splitOPS parts a procedure code from its side: "5-870.a1L" is "5-870.a1", "L".
func splitOPS(code model.Code) (base, side model.Code) {
	if n := len(code) - 1; n > 0 && strings.ContainsRune("RLB", rune(code[n])) {
		return code[:n], code[n:]
	}
	return code, ""
}

func findOPSNichtEndstaendig(c *Case, op *model.OP, hit Hit) {
	for i, ops := range op.MengeOPS {
		base, _ := splitOPS(ops.Code)
		deeper := func(other model.OPS) bool {
			longer, _ := splitOPS(other.Code)
			return len(longer) > len(base) && strings.HasPrefix(string(longer), string(base))
		}
		short := inKapitel5(ops) && !strings.Contains(string(base), ".") && !ungeteilt(base)
		if divided, known := c.config.Lists.Divided(string(base), string(ops.Version)); known {
			short = divided
		}
		if base != "" && (short || slices.ContainsFunc(op.MengeOPS, deeper)) {
			hit(ids(item("OP.Menge_OPS", i)), "ops", string(ops.Code))
		}
	}
}

// ungeteilteOPS are codes of chapter 5 that the OPS does not subdivide: a whole code
// has three digits. Without the official list of the year (BfArM) these are those
// of which it is known.
var ungeteilteOPS = []model.Code{"5-673", "5-691", "5-730", "5-731", "5-757"}

// ungeteilt reports whether a code of three digits may be whole. What only says
// more about another operation (5-93 to 5-99: microsurgery, a second operation, one
// called off) is not asked for more.
func ungeteilt(base model.Code) bool {
	return strings.HasPrefix(string(base), "5-9") && base >= "5-93" || slices.Contains(ungeteilteOPS, base)
}

func findOPDoppelt(c *Case, op *model.OP, hit Hit) {
	for _, other := range tumourReports(c, model.TypOP) {
		past := model.OrEmpty(other.Meldung.OP)
		if past.Datum.Day() == "" || past.Datum.Day() != op.Datum.Day() {
			continue
		}
		for i, ops := range op.MengeOPS {
			same := func(o model.OPS) bool { return o.Code == ops.Code }
			if ops.Code != "" && slices.ContainsFunc(past.MengeOPS, same) {
				hit(ids(item("OP.Menge_OPS", i), "OP.Datum"))
				return
			}
		}
	}
}

// bekannteOPs are the operations on this tumour known from other reports that
// are not certainly later than a date, oldest first; all where there is no date.
func bekannteOPs(c *Case, until model.Datum) []*model.OP {
	var known []*model.OP
	for _, r := range tumourReports(c, model.TypOP) {
		if past := model.OrEmpty(r.Meldung.OP); !past.Datum.CertainlyAfter(until) {
			known = append(known, past)
		}
	}
	slices.SortStableFunc(known, func(a, b *model.OP) int { return strings.Compare(a.Datum.Day(), b.Datum.Day()) })
	return known
}

// tumorOPs are the known operations to which a therapy may stand in relation:
// a biopsy is none in the sense of Stellung_OP (HKR).
func tumorOPs(c *Case, until model.Datum) []*model.OP {
	return slices.DeleteFunc(bekannteOPs(c, until), func(o *model.OP) bool { return o.Intention == "D" })
}

func findResidualstatusAbweichend(c *Case, op *model.OP, hit Hit) {
	number := model.OrEmpty(op.Histologie).HistologieEinsendeNr
	if number == "" || residualstatus(op).LokaleBeurteilung != "R0" {
		return
	}
	for _, r := range tumourReports(c, model.TypPathologie) {
		p := model.OrEmpty(r.Meldung.Pathologie)
		if model.OrEmpty(p.Histologie).HistologieEinsendeNr == number && restGeblieben(p.LokaleBeurteilungResidualstatus) {
			hit(ids(lokalR, "OP.Histologie.Histologie_EinsendeNr"))
			return
		}
	}
}
