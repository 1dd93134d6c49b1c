package rule

import (
	"strings"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/catalog"
)

// stadium are the rules about stages, lymph nodes and distant metastases beside
// a TNM (P-133 to P-153).
var stadium = []Rule{
	{ID: "P-133", Severity: Warnung, Source: "X, PRX", For: []model.Zweig{model.TypDiagnose, model.TypVerlauf},
		Text: "M1 angegeben, aber keine Fernmetastase dokumentiert.",
		Find: onTNM(func(c *Case, t tnmBlock, hit Hit) {
			if list, id := fernmetastasen(c.Report); starts(t.M, "1") && len(list) == 0 {
				hit(ids(id, t.ID+".M"))
			}
		})},
	{ID: "P-134", Severity: Warnung, Source: "LOG", For: nurDiagnose,
		Text: "Fernmetastasen dokumentiert, aber M0 angegeben.",
		Find: findM0},
	{ID: "P-135", Severity: Warnung, Source: "TNM",
		Text: "M1 entspricht in der Regel UICC-Stadium IV.",
		Find: onTNM(func(c *Case, t tnmBlock, hit Hit) {
			if starts(t.M, "1") && t.UICCStadium != "" && !t.stageIV() && !ohneStadiumIV.has(icd(c.Report)) {
				hit(ids(t.ID+".UICC_Stadium", t.ID+".M"))
			}
		})},
	{ID: "P-136", Severity: Warnung, Source: "TNM",
		Text: "UICC-Stadium IV setzt bei dieser Diagnose M1 voraus.",
		Find: onTNM(func(c *Case, t tnmBlock, hit Hit) {
			if t.stageIV() && t.M == "0" && stadiumIVNurM1.has(icd(c.Report)) {
				hit(ids(t.ID+".UICC_Stadium", t.ID+".M"))
			}
		})},
	{ID: "P-137", Severity: Warnung, Source: "TNM",
		Text: "UICC-Stadium 0 passt nicht zur TNM-Formel.",
		Find: onTNM(func(_ *Case, t tnmBlock, hit Hit) {
			if in(t.UICCStadium, "0", "0is", "0a") && (starts(t.T, "1234") || starts(t.N, "123") || starts(t.M, "1")) {
				hit(append(ids(t.ID+".UICC_Stadium"), t.given()...))
			}
		})},
	{ID: "P-138", Severity: Warnung, Source: "TNM",
		Text: "Stadium „okk“ (okkultes Karzinom) gibt es nur bei Lungentumoren.",
		Find: onTNM(func(c *Case, t tnmBlock, hit Hit) {
			if code := icd(c.Report); t.UICCStadium == "okk" && code != "" && three(code) != "C34" {
				hit(ids(t.ID+".UICC_Stadium", idICD))
			}
		})},
	{ID: "P-139", Severity: Warnung, Source: "TNM",
		Text: "Serummarker (S) und Stadium IS gelten nur für Hodentumoren.",
		Find: onTNM(func(c *Case, t tnmBlock, hit Hit) {
			code := icd(c.Report)
			if code == "" || three(code) == "C62" {
				return
			}
			if t.S != "" {
				hit(ids(t.ID+".S", idICD))
			}
			if t.UICCStadium == "IS" {
				hit(ids(t.ID+".UICC_Stadium", idICD))
			}
		})},
	{ID: "P-143", Severity: Warnung, Source: "LOG",
		Text: "pN positiv, aber kein befallener Lymphknoten angegeben.",
		Find: onTNM(func(c *Case, t tnmBlock, hit Hit) {
			h, id := histologieOf(c.Report)
			if h == nil || t.PraefixN != "p" || !starts(t.N, "123") || positiveWithoutNode(t.N, c) {
				return
			}
			if n, ok := anzahl(h.LKBefallen); ok && n == 0 {
				hit(ids(t.ID+".N", id+".LK_befallen"))
			}
		})},
	{ID: "P-144", Severity: Warnung, Source: "LOG",
		Text: "pN0, aber befallene Lymphknoten angegeben.",
		Find: onTNM(func(c *Case, t tnmBlock, hit Hit) {
			h, id := histologieOf(c.Report)
			if h == nil || t.PraefixN != "p" || !in(t.N, "0", "0(sn)", "0(i-)") {
				return
			}
			if n, ok := anzahl(h.LKBefallen); ok && n > 0 {
				hit(ids(t.ID+".N", id+".LK_befallen"))
			}
		})},
	{ID: "P-145", Severity: Hinweis, Source: "PRX",
		Text: "Zahl der untersuchten Lymphknoten fehlt.",
		Find: onTNM(func(c *Case, t tnmBlock, hit Hit) {
			h, id := histologieOf(c.Report)
			if h != nil && t.PraefixN == "p" && starts(t.N, "0123") && h.LKUntersucht == "" && h.SentinelLKUntersucht == "" {
				hit(ids(id+".LK_untersucht", id+".Sentinel_LK_untersucht", t.ID+".N"))
			}
		})},
	{ID: "P-149", Severity: Warnung, Source: "PRX", For: diagnostik,
		Text: "Die Fernmetastase wurde vor dem Primärtumor diagnostiziert; bitte Daten prüfen.",
		Find: onFM(func(c *Case, f model.Fernmetastase, id string, hit Hit) {
			if days, ok := f.Diagnosedatum.SureDaysBefore(c.Report.Meldung.Tumorzuordnung.Diagnosedatum); ok && days > 30 {
				hit(ids(id+".Diagnosedatum", idDiagnosedatum))
			}
		})},
	{ID: "P-150", Severity: Hinweis, Source: "PRX", For: nurDiagnose,
		Text: "Später aufgetretene Metastasen bitte als Verlauf melden.",
		Find: onFM(func(c *Case, f model.Fernmetastase, id string, hit Hit) {
			if days, ok := c.Report.Meldung.Tumorzuordnung.Diagnosedatum.SureDaysBefore(f.Diagnosedatum); ok && days > 120 {
				hit(ids(id+".Diagnosedatum", idDiagnosedatum))
			}
		})},
	{ID: "P-151", Severity: Hinweis, Source: "LOG",
		Text: "Lokalisation {lok} ist doppelt angegeben.",
		Find: func(c *Case, hit Hit) {
			list, id := fernmetastasen(c.Report)
			for i, f := range list {
				if f.Lokalisation != "" && mentioned(list[:i], f) {
					hit(ids(item(id, i)+".Lokalisation"), "lok", string(f.Lokalisation))
				}
			}
		}},
	{ID: "P-152", Severity: Hinweis, Source: "PRX",
		Text: "„Generalisiert“ neben einzelnen Lokalisationen ist überflüssig.",
		Find: func(c *Case, hit Hit) {
			list, id := fernmetastasen(c.Report)
			for i, f := range list {
				if f.Lokalisation == "GEN" && len(list) > 1 {
					hit(ids(item(id, i) + ".Lokalisation"))
				}
			}
		}},
	{ID: "P-153", Severity: Hinweis, Source: "PRX", For: nurDiagnose,
		Text: "Bitte die Stadieneinteilung als Weitere Klassifikation angeben (z. B. Ann Arbor, Binet, ISS).",
		Find: func(c *Case, hit Hit) {
			if list, id := weitereKlassifikationen(c.Report); id != "" && len(list) == 0 && mitAndererStufe.has(icd(c.Report)) && !hirn.has(topographie(c.Report).Code) {
				hit(ids(id, idICD))
			}
		}},
}

// positiveWithoutNode reports whether an N is positive though no lymph node need be
// involved: micrometastasis, deposits in the fat of the bowel, metastases on the way
// to the nodes in melanoma (N1c) and Merkel cell carcinoma (N2).
func positiveWithoutNode(n model.Code, c *Case) bool {
	value, code := string(n), icd(c.Report)
	switch {
	case strings.HasPrefix(value, "1mi"):
		return true
	case strings.HasPrefix(value, "1c"):
		return darm.has(code) || hautmelanom.has(code) || melanomMorphologie(c.Report)
	}
	return bare(value) == "2" && merkel(c.Report)
}

func (t tnmBlock) stageIV() bool { return strings.HasPrefix(string(t.UICCStadium), "IV") }

// findM0 wants at least one M, and every one given to start with 0.
func findM0(c *Case, hit Hit) {
	list, fm := fernmetastasen(c.Report)
	if len(list) == 0 {
		return
	}
	var fields []string
	for _, t := range c.tnm() {
		if t.M != "" && !starts(t.M, "0") {
			return
		}
		if t.M != "" {
			fields = append(fields, t.ID+".M")
		}
	}
	if fields != nil {
		hit(append(fields, fm))
	}
}

// onFM hands every distant metastasis of the report to find.
func onFM(find func(c *Case, f model.Fernmetastase, id string, hit Hit)) func(*Case, Hit) {
	return func(c *Case, hit Hit) {
		list, id := fernmetastasen(c.Report)
		for i, f := range list {
			find(c, f, item(id, i), hit)
		}
	}
}

func mentioned(list []model.Fernmetastase, f model.Fernmetastase) bool {
	for _, other := range list {
		if other.Lokalisation == f.Lokalisation && exact(other.Diagnosedatum) == exact(f.Diagnosedatum) {
			return true
		}
	}
	return false
}

// findUnknownCategory looks the categories up in the lists of TNM, without what
// they carry in brackets; is(…) is looked up with its brackets.
func findUnknownCategory(_ *Case, t tnmBlock, hit Hit) {
	for _, category := range []struct {
		name  string
		value model.Code
	}{{"T", t.T}, {"N", t.N}, {"M", t.M}} {
		if value := bare(string(category.value)); value != "" && !listed("TNM-"+category.name, value) {
			hit(ids(t.ID+"."+category.name), "kat", category.name, "wert", string(category.value))
		}
	}
}

// bare cuts off bracketed additions such as (sn), (i+) or (2).
func bare(value string) string {
	if strings.HasPrefix(value, "is") {
		return value
	}
	value, _, _ = strings.Cut(value, "(")
	return strings.TrimSpace(value)
}

// listed reports whether a list of the program has a code in this very spelling;
// without the list nothing is unknown.
func listed(list, code string) bool {
	l, ok := catalog.Get(list)
	if !ok {
		return true
	}
	entry, ok := l.Entry(code)
	return ok && entry.Code == code
}
