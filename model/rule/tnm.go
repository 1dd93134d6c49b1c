package rule

import (
	"strings"

	"example.org/meldeportal/model"
)

// tnm are the rules about single TNM blocks (P-120 to P-154); those about their
// connection with metastases and stages stand in stadium.go.
var tnm = []Rule{
	{ID: "P-120", Severity: Fehler, Source: "UL",
		Text: "Ein TNM ohne T, N, M oder UICC-Stadium ist nicht zulässig.",
		Find: onTNM(func(_ *Case, t tnmBlock, hit Hit) {
			if t.T == "" && t.N == "" && t.M == "" && t.UICCStadium == "" {
				hit(ids(t.ID+".T", t.ID+".N", t.ID+".M", t.ID+".UICC_Stadium"))
			}
		})},
	{ID: "P-121", Severity: Hinweis, Source: "PRX", For: nurDiagnose,
		Text: "Bitte das klinische TNM vollständig angeben (ggf. X).",
		Find: onBlock(".cTNM", func(_ *Case, t tnmBlock, hit Hit) {
			if empty := missing(t.ID+".N", model.Text(t.N), t.ID+".M", model.Text(t.M)); t.T != "" && empty != nil {
				hit(empty)
			}
		})},
	{ID: "P-122", Severity: Warnung, Source: "X", For: diagnostik,
		Text: "Das prätherapeutische TNM enthält den Präfix p.",
		Find: onBlock(".cTNM", func(_ *Case, t tnmBlock, hit Hit) {
			if t.PraefixT == "p" {
				hit(ids(t.ID + ".c_p_u_Praefix_T"))
			}
			if t.PraefixN == "p" {
				hit(ids(t.ID + ".c_p_u_Praefix_N"))
			}
		})},
	{ID: "P-123", Severity: Warnung, Source: "X", For: diagnostik,
		Text: "Das pTNM enthält keine pathologische Kategorie (fehlender Präfix bedeutet c).",
		Find: onBlock(".pTNM", func(_ *Case, t tnmBlock, hit Hit) {
			if (t.T != "" || t.N != "") && !t.pathological() {
				hit(ids(t.ID+".c_p_u_Praefix_T", t.ID+".c_p_u_Praefix_N"))
			}
		})},
	{ID: "P-124", Severity: Warnung, Source: "TNM",
		Text: "pM0 und pMX sind nicht definiert; bitte cM0 verwenden.",
		Find: onTNM(func(_ *Case, t tnmBlock, hit Hit) {
			if starts(t.M, "0X") && t.PraefixM == "p" {
				hit(ids(t.ID+".c_p_u_Praefix_M", t.ID+".M"))
			}
		})},
	{ID: "P-125", Severity: Hinweis, Source: "TNM",
		Text: "MX soll nicht mehr verwendet werden.",
		Find: onTNM(func(_ *Case, t tnmBlock, hit Hit) {
			if t.M == "X" {
				hit(ids(t.ID + ".M"))
			}
		})},
	{ID: "P-126", Severity: Warnung, Source: "X", For: nurDiagnose,
		Text: "Das r-Symbol (Rezidiv) passt nicht zu einer Diagnosemeldung.",
		Find: onTNM(func(_ *Case, t tnmBlock, hit Hit) {
			if t.RSymbol != "" {
				hit(ids(t.ID + ".r_Symbol"))
			}
		})},
	{ID: "P-127", Severity: Hinweis, Source: "TNM", For: []model.Zweig{model.TypVerlauf},
		Text: "Bei einem Rezidiv-TNM fehlt das r-Symbol.",
		Find: onTNM(func(c *Case, t tnmBlock, hit Hit) {
			if c.Report.Meldung.Verlauf.GesamtbeurteilungTumorstatus == "Y" && t.RSymbol == "" {
				hit(ids(t.ID+".r_Symbol", "Verlauf.Gesamtbeurteilung_Tumorstatus"))
			}
		})},
	{ID: "P-128", Severity: Warnung, Source: "X",
		Text: "Das a-Symbol (Autopsie) setzt den Tod des Patienten voraus.",
		Find: onTNM(func(c *Case, t tnmBlock, hit Hit) {
			if t.ASymbol != "" && sterbedatum(c) == "" {
				hit(ids(t.ID + ".a_Symbol"))
			}
		})},
	{ID: "P-129", Severity: Hinweis, Source: "X",
		Text: "y-Symbol angegeben, aber keine Vorbehandlung bekannt.",
		Find: onTNM(func(c *Case, t tnmBlock, hit Hit) {
			if t.YSymbol != "" && !pretreated(c, t) {
				hit(ids(t.ID + ".y_Symbol"))
			}
		})},
	{ID: "P-130", Severity: Warnung, Source: "TNM",
		Text: "Tis/Ta passt nicht zu Dignität /3.",
		Find: onTNM(func(c *Case, t tnmBlock, hit Hit) {
			if all := c.morphologien(); (isTis(t.T) || t.T == "a") && allBehave(all, "3") && !inSituInvasiveCode(t.T, all, icd(c.Report)) {
				hit(ids(t.ID+".T", all[0].ID))
			}
		})},
	{ID: "P-131", Severity: Warnung, Source: "TNM",
		Text: "Ein invasives T passt nicht zu einer In-situ-Diagnose.",
		Find: onTNM(func(c *Case, t tnmBlock, hit Hit) {
			if starts(t.T, "1234") && inSitu.has(icd(c.Report)) {
				hit(ids(t.ID+".T", idICD))
			}
		})},
	{ID: "P-132", Severity: Warnung, Source: "TNM",
		Text: "Tis mit Metastasen ist widersprüchlich.",
		Find: onTNM(func(_ *Case, t tnmBlock, hit Hit) {
			if !isTis(t.T) || t.T == "is(Paget)" {
				return
			}
			if starts(t.N, "123") {
				hit(ids(t.ID+".T", t.ID+".N"))
			}
			if starts(t.M, "1") {
				hit(ids(t.ID+".T", t.ID+".M"))
			}
		})},
	{ID: "P-140", Severity: Warnung, Source: "TNM, PRX",
		Text: "TNM-Auflage {v} passt nicht zum Datum {datum}.",
		Find: onTNM(func(c *Case, t tnmBlock, hit Hit) {
			day, id := t.Datum, t.ID+".Datum"
			if day == "" {
				day, id = c.Report.Meldung.Tumorzuordnung.Diagnosedatum, idDiagnosedatum
			}
			edition, ok := tnmAuflagen[t.Version]
			if ok && (edition.from.CertainlyAfter(day) || edition.until != "" && day.CertainlyAfter(edition.until)) {
				hit(ids(t.ID+".Version", id), "v", string(t.Version), "datum", day.German())
			}
		})},
	{ID: "P-141", Severity: Hinweis, Source: "TNM",
		Text: "Für diese Diagnose ist kein TNM vorgesehen; bitte Weitere Klassifikation verwenden.",
		Find: onTNM(func(c *Case, t tnmBlock, hit Hit) {
			if given := t.given(); given != nil && ohneTNM.has(icd(c.Report)) {
				hit(append(given, idICD))
			}
		})},
	{ID: "P-142", Severity: Warnung, Source: "TNM",
		Text: "Ta gibt es nur bei Harnwegs- und Penistumoren.",
		Find: onTNM(func(c *Case, t tnmBlock, hit Hit) {
			if code := icd(c.Report); t.T == "a" && code != "" && !mitTa.has(code) {
				hit(ids(t.ID+".T", idICD))
			}
		})},
	{ID: "P-146", Severity: Hinweis, Source: "X",
		Text: "L, V und Pn gehören üblicherweise zum pathologischen TNM.",
		Find: onTNM(func(_ *Case, t tnmBlock, hit Hit) {
			if invasion := t.invasion(); invasion != nil && !t.pathological() {
				hit(invasion)
			}
		})},
	{ID: "P-147", Severity: Hinweis, Source: "PRX",
		Text: "{kat} {wert} ist keine bekannte TNM-Kategorie.",
		Find: onTNM(findUnknownCategory)},
	{ID: "P-148", Severity: Warnung, Source: "LOG",
		Text: "Das TNM-Datum {datum} ist unplausibel.",
		Find: onTNM(func(c *Case, t tnmBlock, hit Hit) {
			days, ok := t.Datum.SureDaysBefore(c.Report.Meldung.Tumorzuordnung.Diagnosedatum)
			if stamm(c).Geburtsdatum.CertainlyAfter(t.Datum) || ok && days > 365 {
				hit(ids(t.ID+".Datum"), "datum", t.Datum.German())
			}
		})},
	{ID: "P-154", Severity: Hinweis, Source: "PRX",
		Text: "Die TNM-Auflage fehlt.",
		Find: onTNM(func(_ *Case, t tnmBlock, hit Hit) {
			if t.Version == "" && (t.given() != nil || t.UICCStadium != "") {
				hit(ids(t.ID + ".Version"))
			}
		})},
}

// onTNM hands every TNM of the report to find.
func onTNM(find func(c *Case, t tnmBlock, hit Hit)) func(*Case, Hit) {
	return func(c *Case, hit Hit) {
		for _, t := range c.tnm() {
			find(c, t, hit)
		}
	}
}

// onBlock hands the TNM whose id ends so to find.
func onBlock(suffix string, find func(c *Case, t tnmBlock, hit Hit)) func(*Case, Hit) {
	return onTNM(func(c *Case, t tnmBlock, hit Hit) {
		if strings.HasSuffix(t.ID, suffix) {
			find(c, t, hit)
		}
	})
}

// pathological reports whether any category carries the prefix p.
func (t tnmBlock) pathological() bool {
	return t.PraefixT == "p" || t.PraefixN == "p" || t.PraefixM == "p"
}

// given are the ids of the categories T, N and M that are there.
func (t tnmBlock) given() []string {
	return notEmpty(t.ID, "T", t.T, "N", t.N, "M", t.M)
}

// invasion are the ids of L, V and Pn that are there.
func (t tnmBlock) invasion() []string {
	return notEmpty(t.ID, "L", t.L, "V", t.V, "Pn", t.Pn)
}

// notEmpty are the ids of the fields of a block that are not empty, from pairs of
// name and value.
func notEmpty(block string, pairs ...model.Code) []string {
	var there []string
	for i := 0; i < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			there = append(there, block+"."+string(pairs[i]))
		}
	}
	return there
}

// inSituInvasiveCode reports whether a tumour has an invasive code though it stays
// in the epithelium: Ta of the penis (verrucous) and Paget's disease.
func inSituInvasiveCode(t model.Code, all []coded, icd string) bool {
	if t == "a" {
		return three(icd) == "C60"
	}
	return len(all) > 0 && paget.has(all[0].Code)
}

func isTis(t model.Code) bool { return strings.HasPrefix(string(t), "is") }

// pretreated reports whether a radiotherapy or systemic therapy of the tumour
// is known that began before the TNM, or, without its date, at all.
func pretreated(c *Case, t tnmBlock) bool {
	day := t.Datum
	if day == "" {
		day = EventDate(c.Report)
	}
	for _, p := range ofTumour(c) {
		therapy := in(p.Report.Meldung.Typ, model.TypST, model.TypSYST)
		if therapy && !EventDate(p.Report).CertainlyAfter(day) {
			return true
		}
	}
	return false
}
