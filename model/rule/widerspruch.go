package rule

import (
	"slices"
	"strconv"
	"strings"

	"example.org/meldeportal/model"
)

// widerspruch are the rules about statements of one report that exclude each other
// (P-520 to P-525).
var widerspruch = []Rule{
	{ID: "P-520", Severity: Warnung, Source: "UL, LOG", For: nurVerlauf,
		Text: "Vollremission und Fernmetastasen (M1) schließen sich aus. Bitte Gesamtbeurteilung oder Metastasen prüfen.",
		Find: onVerlauf(func(c *Case, v *model.Verlauf, hit Hit) {
			if v.GesamtbeurteilungTumorstatus != "V" {
				return
			}
			if len(v.MengeFM) > 0 {
				hit(ids(idGesamt, "Verlauf.Menge_FM"))
			}
			for _, t := range c.tnm() {
				if starts(t.M, "1") {
					hit(ids(idGesamt, t.ID+".M"))
				}
			}
		})},
	{ID: "P-521", Severity: Warnung, Source: "LOG", For: nurTumorkonferenz,
		Text: "Anlass und Art der Tumorkonferenz widersprechen sich: {anlass} und {typ}.",
		Find: onTumorkonferenz(func(_ *Case, k *model.Tumorkonferenz, hit Hit) {
			if k.Meldeanlass == "diagnose" && k.Typ == "postth" || k.Meldeanlass == "behandlungsende" && k.Typ == "praeth" {
				hit(ids("Tumorkonferenz.Typ", "Tumorkonferenz.Meldeanlass"), "anlass", konferenzwort[k.Meldeanlass], "typ", konferenzwort[k.Typ])
			}
		})},
	{ID: "P-522", Severity: Hinweis, Source: "LOG", For: nurTod,
		Text: "Tod durch diesen Tumor ({icd}), aber als Todesursache steht nur ein anderer. Bitte „tumorbedingt“ und die Todesursachen prüfen.",
		Find: onTod(func(c *Case, t *model.Tod, hit Hit) {
			code, causes := icd(c.Report), todesursachen(t)
			if t.TodTumorbedingt != "J" || code == "" {
				return
			}
			other := func(cause coded) bool { return tumorursachen.has(cause.Code) }
			own := func(cause coded) bool {
				return three(cause.Code) == three(code) || ungenaueTumorursache.has(cause.Code) || siteOfCode(cause.Code) == siteOfCode(code)
			}
			if i := slices.IndexFunc(causes, other); i >= 0 && !slices.ContainsFunc(causes, own) {
				hit(ids(causes[i].ID, idTumorbedingt, idICD), "icd", code)
			}
		})},
	{ID: "P-523", Severity: Warnung, Source: "LOG, TNM",
		Text: "Eine Fernmetastase {lok} kann es bei der Diagnose {icd} nicht geben: {warum}.",
		Find: func(c *Case, hit Hit) {
			list, id := fernmetastasen(c.Report)
			for i, f := range list {
				for _, row := range keineFernmetastase {
					if row.icd.has(icd(c.Report)) && (row.lok == nil || in(f.Lokalisation, row.lok...)) {
						hit(ids(item(id, i)+".Lokalisation", idICD), "lok", string(f.Lokalisation), "icd", icd(c.Report), "warum", row.warum)
						break
					}
				}
			}
		}},
	{ID: "P-524", Severity: Hinweis, Source: "PRX",
		Text: "{feld}: {wert} liegt außerhalb des Üblichen ({von} bis {bis}). Bitte Einheit und Komma prüfen.",
		Find: func(c *Case, hit Hit) {
			eachMeasure(c, func(m measure) {
				if n, ok := dezimal(m.value); ok && (n < m.from || n > m.to) {
					hit(ids(m.id), "feld", Label(c, m.id), "wert", strings.Replace(string(m.value), ".", ",", 1), "von", germanNumber(m.from), "bis", germanNumber(m.to))
				}
			})
		}},
}

var konferenzwort = map[model.Code]string{
	"diagnose": "bei der Diagnose", "behandlungsende": "am Ende der Behandlung", "postth": "nach der Therapie", "praeth": "vor der Therapie",
}

// ungenaueTumorursache are causes of death that any tumour may be meant by.
var ungenaueTumorursache = codes("C76–C80", "C97", "D48")

// keineFernmetastase are places where a tumour has no distant metastasis, as it stands
// there itself or everywhere.
var keineFernmetastase = []struct {
	icd   codeSet
	lok   []model.Code // nil = any
	warum string
}{
	{codes("C70–C72", "D32–D33", "D42–D43"), []model.Code{"BRA"}, "der Tumor liegt selbst im Zentralnervensystem"},
	{codes("C22"), []model.Code{"HEP"}, "der Tumor liegt selbst in der Leber"},
	{codes("C90–C95", "D45–D47"), nil, "eine Erkrankung des Blutes hat keine Fernmetastasen"},
	{codes("C81–C86"), []model.Code{"LYM", "MAR"}, "ein Lymphom befällt Lymphknoten und Knochenmark selbst"},
}

// siteOfCode is the three-character site of a diagnosis, that of in-situ tumours, too.
func siteOfCode(code string) string {
	for _, row := range topographieZuICD {
		if row.icd.has(code) && row.first() != "" {
			return row.first()
		}
	}
	return three(code)
}

// measure is a number of a report and how far it usually reaches.
type measure struct {
	id       string
	value    model.Zahl
	from, to float64
}

// eachMeasure visits the numbers that have a usual reach. Tumour thickness has a rule
// of its own (P-314), doses too (P-189).
func eachMeasure(c *Case, visit func(measure)) {
	m := c.module()
	if p := m.Prostata; p != nil {
		id := m.ID + ".Modul_Prostata."
		visit(measure{id + "PSA", p.PSA, 0, 5000})
		visit(measure{id + "AnzahlStanzen", p.AnzahlStanzen, 0, 60})
	}
	if l := m.MalignesMelanom; l != nil {
		id := m.ID + ".Modul_Malignes_Melanom."
		visit(measure{id + "LDH", l.LDH, 20, 10000})
		visit(measure{id + "Sicherheitsabstand_Primaertumor", l.SicherheitsabstandPrimaertumor, -1, 100})
	}
	if b := m.Mamma; b != nil {
		id := m.ID + ".Modul_Mamma."
		visit(measure{id + "TumorgroesseInvasiv", b.TumorgroesseInvasiv, 0, 250})
		visit(measure{id + "TumorgroesseDCIS", b.TumorgroesseDCIS, 0, 250})
	}
	if h, id := histologieOf(c.Report); h != nil {
		visit(measure{id + ".LK_untersucht", h.LKUntersucht, 0, 120})
		visit(measure{id + ".Sentinel_LK_untersucht", h.SentinelLKUntersucht, 0, 25})
	}
}

func germanNumber(n float64) string {
	return strings.Replace(strconv.FormatFloat(n, 'f', -1, 64), ".", ",", 1)
}
