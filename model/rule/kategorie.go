package rule

import (
	"strconv"
	"strings"

	"example.org/meldeportal/model"
)

// kategorie are the rules about what TNM knows at an organ: its categories, its
// editions, how many lymph nodes an N stands for, the thickness of a melanoma, the
// grades (P-410 to P-417).
var kategorie = []Rule{
	{ID: "P-410", Severity: Warnung, Source: "TNM",
		Text: "{kat}{wert} gibt es bei der Diagnose {icd} in der {v}. Auflage des TNM nicht. Bitte Kategorie, Auflage und Diagnose prüfen.",
		Find: onTNM(findFremdeKategorie)},
	{ID: "P-411", Severity: Warnung, Source: "TNM, PRX",
		Text: "Die 9. Auflage des TNM gilt bei der Diagnose {icd} erst für Diagnosen ab {ab}.",
		Find: onTNM(func(c *Case, t tnmBlock, hit Hit) {
			from := neunteAuflageAb(icd(c.Report))
			if day := t.day(c); t.Version == "9" && from.CertainlyAfter(day) {
				hit(ids(t.ID+".Version", idICD), "icd", icd(c.Report), "ab", from.German())
			}
		})},
	{ID: "P-412", Severity: Warnung, Source: "TNM",
		Text: "pN{n} heißt bei dieser Diagnose: {anzahl} Lymphknoten befallen; angegeben sind {b}. Bitte beides mit dem Befund vergleichen.",
		Find: onTNM(findLymphknotenzahl)},
	{ID: "P-413", Severity: Warnung, Source: "TNM",
		Text: "pN0 setzt untersuchte Lymphknoten voraus. Wurde keiner untersucht, ist pNX oder cN0 anzugeben.",
		Find: onTNM(func(c *Case, t tnmBlock, hit Hit) {
			h, id := histologieOf(c.Report)
			if h != nil && t.PraefixN == "p" && starts(t.N, "0") && h.LKUntersucht == "0" && in(h.SentinelLKUntersucht, "", "0") {
				hit(ids(t.ID+".N", id+".LK_untersucht"))
			}
		})},
	{ID: "P-414", Severity: Warnung, Source: "LOG",
		Text: "Es sind mehr Sentinel-Lymphknoten befallen ({s}) als Lymphknoten insgesamt ({b}). Sentinel-Lymphknoten zählen bei allen mit.",
		Find: onHistologie(func(_ *Case, h *model.Histologie, id string, hit Hit) {
			if more(h.SentinelLKBefallen, h.LKBefallen) {
				hit(ids(id+".LK_befallen", id+".Sentinel_LK_befallen"), "s", string(h.SentinelLKBefallen), "b", string(h.LKBefallen))
			}
		})},
	{ID: "P-415", Severity: Warnung, Source: "TNM",
		Text: "Eine Tumordicke von {d} mm passt nicht zu T{t} (8. Auflage: Tis ohne Dicke, T1a unter 0,8 mm ohne Ulzeration, T1b 0,8 bis 1,0 mm oder ulzeriert).",
		Find: onMelanom(findDickeImEinzelnen)},
	{ID: "P-416", Severity: Hinweis, Source: "TNM",
		Text: "Den Grad {g} gibt es bei der Diagnose {icd} nicht; dort wird von 1 bis 3 gezählt.",
		Find: onHistologie(func(c *Case, h *model.Histologie, id string, hit Hit) {
			if code := icd(c.Report); h.Grading == "4" && dreiGrade.has(code) {
				hit(ids(id+".Grading", idICD), "g", string(h.Grading), "icd", code)
			}
		})},
}

// dreiGrade are organs whose tumours have three grades.
var dreiGrade = codes("C50", "D05")

// day is the day a TNM speaks of: its own, or that of the diagnosis.
func (t tnmBlock) day(c *Case) model.Datum {
	if t.Datum != "" {
		return t.Datum
	}
	return diagnosedatum(c)
}

// auflage is the edition of a TNM; where none is given, the one of its day.
func (t tnmBlock) auflage(c *Case) string {
	if t.Version != "" {
		return string(t.Version)
	}
	if day := t.day(c); day.CertainlyAfter("2017-12-31") && !day.CertainlyAfter("2024-12-31") {
		return "8"
	}
	return ""
}

// neunteAuflage are the organs whose part of the ninth edition came before the book
// (AJCC version 9: 2021 to 2025), with the year of their first diagnoses.
var neunteAuflage = []struct {
	icd  codeSet
	from model.Datum
}{
	{codes("C53", "D06", "C21", "D01.3", "C18.1", "C71", "C72", "C16–C20", "C25", "C51", "D07.1"), "2024-01-01"},
	{codes("C34", "C33", "C37", "C11", "C45"), "2025-01-01"},
	{codes("C", "D"), "2026-01-01"},
}

// neunteAuflageAb is the day from which diagnoses of a tumour may be staged by the
// ninth edition.
func neunteAuflageAb(code string) model.Datum {
	for _, row := range neunteAuflage {
		if row.icd.has(code) {
			return row.from
		}
	}
	return ""
}

// findFremdeKategorie looks the categories of a TNM up in those of its organ.
func findFremdeKategorie(c *Case, t tnmBlock, hit Hit) {
	edition := t.auflage(c)
	organ := tnmOrganOf(edition, icd(c.Report), c.morphologien())
	if organ == nil {
		return
	}
	for _, category := range []struct {
		name   string
		value  model.Code
		prefix model.Code
		known  []string
	}{{"T", t.T, t.PraefixT, organ.t}, {"N", t.N, t.PraefixN, organ.n}, {"M", t.M, t.PraefixM, organ.m}} {
		value := bare(string(category.value))
		if value == "" || organ.has(category.known, value, category.prefix == "p") || !listed("TNM-"+category.name, value) {
			continue
		}
		hit(ids(t.ID+"."+category.name, idICD), "kat", string(category.prefix)+category.name, "wert", string(category.value),
			"icd", icd(c.Report), "v", edition)
	}
}

// findLymphknotenzahl looks up how many lymph nodes a pN stands for.
func findLymphknotenzahl(c *Case, t tnmBlock, hit Hit) {
	h, id := histologieOf(c.Report)
	if h == nil || t.PraefixN != "p" || t.YSymbol != "" {
		return
	}
	positive, ok := anzahl(h.LKBefallen)
	row := nodesOf(t.auflage(c), icd(c.Report), bare(string(t.N)), c.morphologien())
	if !ok || positive == 0 || row == nil || row.from <= positive && positive <= row.to {
		return
	}
	hit(ids(t.ID+".N", id+".LK_befallen"), "n", string(t.N), "anzahl", row.words(), "b", strconv.Itoa(positive))
}

// findDickeImEinzelnen holds the letters of T1 and Tis to thickness and ulceration;
// whole categories are judged by P-313, an ulcerated a by P-315.
func findDickeImEinzelnen(c *Case, id string, m *model.ModulMalignesMelanom, hit Hit) {
	thickness, ok := dezimal(m.Tumordicke)
	if !ok || !hautmelanom.has(icd(c.Report)) {
		return
	}
	for _, t := range c.tnm() {
		var wrong bool
		switch {
		case isTis(t.T):
			wrong = thickness > 0
		case t.auflage(c) != "8":
		case t.T == "1a":
			wrong = thickness >= 0.8 && thickness <= 1
		case t.T == "1b":
			wrong = thickness < 0.8 && m.Ulzeration == "N"
		}
		if wrong {
			hit(ids(id+"Tumordicke", t.ID+".T"), "d", strings.Replace(string(m.Tumordicke), ".", ",", 1), "t", string(t.T))
		}
	}
}
