package rule

import (
	"fmt"
	"strconv"
	"strings"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/dataset"
)

// st are the rules about radiotherapy (P-180 to P-204); some hold for systemic
// therapy as well.
var st = []Rule{
	{ID: "P-180", Severity: Fehler, Source: "LOG", For: nurST,
		Text: "Das Ende der Bestrahlung liegt vor dem Beginn.",
		Find: onBestrahlung(func(_ *Case, b bestrahlung, hit Hit) {
			if b.Beginn.CertainlyAfter(b.Ende) {
				hit(ids(b.field("Ende"), b.field("Beginn")))
			}
		})},
	{ID: "P-181", Severity: Fehler, Source: "UL, LKR", For: nurST,
		Text: "Zum Behandlungsende gehören Ende-Datum und Grund.",
		Find: onTherapie(func(_ *Case, t Therapie, hit Hit) {
			if fields := t.missingEnd(); t.Meldeanlass == model.Behandlungsende && len(fields) > 0 {
				hit(fields)
			}
		})},
	{ID: "P-182", Severity: Warnung, Source: "PRX", For: nurST,
		Text: "Bei „Behandlungsbeginn“ bitte kein Ende angeben.",
		Find: onST(findEndeBeimBeginn)},
	{ID: "P-183", Severity: Fehler, Source: "UL, LKR", For: nurST,
		Text: "Das Beginn-Datum der Bestrahlung fehlt.",
		Find: onTherapie(func(_ *Case, t Therapie, hit Hit) {
			if t.Meldeanlass == model.Behandlungsbeginn && t.Beginn == "" {
				hit(ids(t.beginnField()))
			}
		})},
	{ID: "P-184", Severity: Warnung, Source: "UL", For: nurST,
		Text: "Eintägige Behandlungen nur mit „Behandlungsende“ melden.",
		Find: onST(findEintaegigeBestrahlung)},
	{ID: "P-185", Severity: Warnung, Source: "X, UL", For: nurST,
		Text: "Für dieses Zielgebiet ist die Seite (links/rechts) anzugeben; beidseitige Bestrahlungen einzeln melden.",
		Find: onBestrahlung(findSeiteFehlt)},
	{ID: "P-186", Severity: Hinweis, Source: "PRX", For: nurST,
		Text: "Seitenangabe bei unpaarem Zielgebiet.",
		Find: onBestrahlung(func(c *Case, b bestrahlung, hit Hit) {
			target := b.zielgebiet.CodeVersion2021
			if target != "" && !in(target, zielgebietMitSeite...) && target != thoraxwand && in(b.seite, "L", "R") && !dataset.Paarig(model.Code(icd(c.Report))) {
				hit(ids(b.branchField("Seite_Zielgebiet")))
			}
		})},
	{ID: "P-187", Severity: Hinweis, Source: "PRX", For: nurST,
		Text: "Bitte den Zielgebietsschlüssel 2021 verwenden.",
		Find: onBestrahlung(func(_ *Case, b bestrahlung, hit Hit) {
			if b.zielgebiet.CodeVersion2014 != "" && b.Beginn.CertainlyAfter("2022-12-31") {
				hit(ids(b.branchField("Zielgebiet.CodeVersion2014"), b.field("Beginn")))
			}
		})},
	{ID: "P-188", Severity: Fehler, Source: "LOG", For: nurST,
		Text: "Die Einzeldosis ist größer als die Gesamtdosis.",
		Find: onBestrahlung(findEinzeldosisZuGross)},
	{ID: "P-189", Severity: Warnung, Source: "PRX", For: nurST,
		Text: "Dosisangabe {dosis} Gy ist ungewöhnlich (Einheit Gy, nicht cGy).",
		Find: onBestrahlung(findDosisUngewoehnlich)},
	{ID: "P-190", Severity: Warnung, Source: "LKR", For: nurST,
		Text: "Bitte angeben, ob ein Boost gegeben wurde.",
		Find: onBestrahlung(func(c *Case, b bestrahlung, hit Hit) {
			ended := model.OrEmpty(c.Report.Meldung.ST).Meldeanlass == model.Behandlungsende
			if ended && in(b.Applikationsart.Art, perkutan, kontakt) && b.boost == "" {
				hit(ids(b.branchField("Boost")))
			}
		})},
	{ID: "P-191", Severity: Hinweis, Source: "UL, HKR", For: therapien,
		Text: "Stellung zur OP passt nicht zu den bekannten Operationen.",
		Find: onTherapie(findStellungOhneOP)},
	{ID: "P-192", Severity: Warnung, Source: "X", For: nurST,
		Text: "Nach R0 ist „adjuvant“, nach R1/R2/RX „additiv“ anzugeben.",
		Find: onTherapie(findStellungGegenR)},
	{ID: "P-193", Severity: Hinweis, Source: "X", For: nurST,
		Text: "„Lokal kurativ bei Oligometastasierung“ ohne bekannte Fernmetastase.",
		Find: onST(func(c *Case, st *model.ST, hit Hit) {
			if st.Intention == "O" && !knownMetastasis(c) {
				hit(ids("ST.Intention"))
			}
		})},
	{ID: "P-194", Severity: Warnung, Source: "PRX", For: therapien,
		Text: "Abbruch durch Tod: bitte Todesmeldung und Datum prüfen.",
		Find: onTherapie(findAbbruchDurchTod)},
	{ID: "P-195", Severity: Hinweis, Source: "UL", For: nurST,
		Text: "Radiochemotherapie: die systemische Therapie ist gesondert zu melden.",
		Find: onBestrahlung(findRadiochemoOhneSYST)},
	{ID: "P-196", Severity: Warnung, Source: "X, IARC", For: nurST,
		Text: "Die Bestrahlung beginnt vor dem Diagnosedatum.",
		Find: onBestrahlung(func(c *Case, b bestrahlung, hit Hit) {
			if diagnosedatum(c).CertainlyAfter(b.Beginn) {
				hit(ids(b.field("Beginn"), idDiagnosedatum))
			}
		})},
	{ID: "P-197", Severity: Fehler, Source: "LOG", For: nurST,
		Text: "Die Bestrahlungsdaten liegen nach dem Tod bzw. vor der Geburt.",
		Find: onBestrahlung(func(c *Case, b bestrahlung, hit Hit) {
			if fields := b.outsideLife(c); len(fields) > 0 {
				hit(fields)
			}
		})},
	{ID: "P-198", Severity: Hinweis, Source: "PRX", For: nurST,
		Text: "Ungewöhnlich lange Bestrahlungsdauer ({tage} Tage).",
		Find: onBestrahlung(func(_ *Case, b bestrahlung, hit Hit) {
			if n, ok := b.Beginn.DaysTo(b.Ende); ok && n > 100 && b.Applikationsart.Art == perkutan {
				hit(ids(b.field("Ende"), b.field("Beginn")), "tage", strconv.Itoa(n))
			}
		})},
	{ID: "P-199", Severity: Hinweis, Source: "PRX", For: nurST,
		Text: "Therapieart {typ} ist bei dieser Diagnose ungewöhnlich.",
		Find: onBestrahlung(findMetabolischUngewoehnlich)},
	{ID: "P-200", Severity: Warnung, Source: "LOG", For: therapien,
		Text: "Nebenwirkung Grad 5 (tödlich), aber kein Tod dokumentiert.",
		Find: onTherapie(findToedlicheNebenwirkung)},
	{ID: "P-201", Severity: Hinweis, Source: "UL", For: therapien,
		Text: "Zum Behandlungsende sollten die Nebenwirkungen bekannt sein.",
		Find: onTherapie(func(_ *Case, t Therapie, hit Hit) {
			if t.Meldeanlass == model.Behandlungsende && t.Nebenwirkungen.GradMaximal2OderUnbekannt == "U" {
				hit(ids(t.field("Nebenwirkungen.Grad_maximal2_oder_unbekannt")))
			}
		})},
	{ID: "P-202", Severity: Warnung, Source: "UL", For: nurST,
		Text: "Es ist keine Teilbestrahlung angegeben.",
		Find: onST(func(_ *Case, st *model.ST, hit Hit) {
			if len(st.MengeBestrahlung) == 0 {
				hit(ids(mengeBestrahlung))
			}
		})},
	{ID: "P-203", Severity: Hinweis, Source: "LOG", For: nurST,
		Text: "Teilbestrahlung ist doppelt angegeben.",
		Find: onST(findTeilbestrahlungDoppelt)},
	{ID: "P-204", Severity: Hinweis, Source: "UL", For: nurST,
		Text: "Bei metabolischer Therapie ist kein Zielgebiet erforderlich.",
		Find: onBestrahlung(func(_ *Case, b bestrahlung, hit Hit) {
			if b.Applikationsart.Art == metabolisch && b.zielgebiet != (model.Zielgebiet{}) {
				hit(ids(b.zielgebietField()))
			}
		})},
}

var nurST = []model.Zweig{model.TypST}

const (
	mengeBestrahlung = "ST.Menge_Bestrahlung"
	thoraxwand       = "3.3" // may have a side, needs none
	lymphknoten      = "9."  // how the targets of lymph nodes begin
)

// zielgebietMitSeite are the targets of the key of 2021 that need left or right (T-12).
var zielgebietMitSeite = []model.Code{
	"2.1", "2.4", "2.5", "3.1", "3.2", "3.4", "4.5", "4.6", "4.8", "5.5", "6.3", "6.8",
	"6.10", "6.11", "6.12", "6.13", "6.14", "6.15", "6.16", "6.17", "6.18", "7.2", "7.3",
	"9.1", "9.2", "9.3", "9.10", "9.11",
}

// onST hands the radiotherapy of the report to find; an absent one counts as empty.
func onST(find func(*Case, *model.ST, Hit)) func(*Case, Hit) {
	return func(c *Case, hit Hit) { find(c, model.OrEmpty(c.Report.Meldung.ST), hit) }
}

// onBestrahlung hands each irradiation of the report to find.
func onBestrahlung(find func(*Case, bestrahlung, Hit)) func(*Case, Hit) {
	return func(c *Case, hit Hit) {
		for _, b := range c.bestrahlungen() {
			find(c, b, hit)
		}
	}
}

func findEndeBeimBeginn(_ *Case, st *model.ST, hit Hit) {
	if st.Meldeanlass != model.Behandlungsbeginn {
		return
	}
	var fields []string
	for _, b := range bestrahlungen(st) {
		if b.Ende != "" {
			fields = append(fields, b.field("Ende"))
		}
	}
	if st.EndeGrund != "" {
		fields = append(fields, "ST.Ende_Grund")
	}
	if len(fields) > 0 {
		hit(fields)
	}
}

func findEintaegigeBestrahlung(_ *Case, st *model.ST, hit Hit) {
	if st.Meldeanlass != model.Behandlungsbeginn || len(st.MengeBestrahlung) == 0 {
		return
	}
	first := st.MengeBestrahlung[0].Beginn
	for _, b := range st.MengeBestrahlung {
		if b.Beginn.Day() == "" || b.Beginn != b.Ende || b.Beginn != first {
			return
		}
	}
	hit(ids("ST.Meldeanlass", item(mengeBestrahlung, 0)+".Ende"))
}

// findSeiteFehlt finds targets that need left or right and have another side. Lymph
// nodes are irradiated across the middle, in one volume.
func findSeiteFehlt(_ *Case, b bestrahlung, hit Hit) {
	target := b.zielgebiet.CodeVersion2021
	if !in(target, zielgebietMitSeite...) || in(b.seite, "L", "R") || b.seite == "B" && strings.HasPrefix(string(target), lymphknoten) {
		return
	}
	hit(ids(b.branchField("Seite_Zielgebiet"), b.branchField("Zielgebiet.CodeVersion2021")))
}

func findEinzeldosisZuGross(_ *Case, b bestrahlung, hit Hit) {
	single, ok1 := dezimal(b.einzel.Dosis)
	total, ok2 := dezimal(b.gesamt.Dosis)
	if ok1 && ok2 && b.einzel.Einheit == b.gesamt.Einheit && single > total {
		hit(ids(b.branchField("Einzeldosis.Dosis"), b.branchField("Gesamtdosis.Dosis")))
	}
}

func findDosisUngewoehnlich(_ *Case, b bestrahlung, hit Hit) {
	if b.Applikationsart.Art != perkutan {
		return
	}
	if d, ok := dezimal(b.einzel.Dosis); ok && (d < 0.5 || d > 30) {
		hit(ids(b.branchField("Einzeldosis.Dosis")), "dosis", string(b.einzel.Dosis))
	}
	if d, ok := dezimal(b.gesamt.Dosis); ok && (d < 1 || d > 100) {
		hit(ids(b.branchField("Gesamtdosis.Dosis")), "dosis", string(b.gesamt.Dosis))
	}
}

func findRadiochemoOhneSYST(c *Case, b bestrahlung, hit Hit) {
	if b.Applikationsart.Art != perkutan || b.radiochemo != "RCJ" || b.Beginn == "" && b.Ende == "" {
		return
	}
	for _, t := range bekannteTherapien(c, model.TypSYST) {
		if t.overlaps(b.Beginn, b.Ende) {
			return
		}
	}
	hit(ids(b.branchField("Radiochemo")))
}

func findMetabolischUngewoehnlich(c *Case, b bestrahlung, hit Hit) {
	code := icd(c.Report)
	if b.Applikationsart.Art != metabolisch || code == "" {
		return
	}
	if b.metabolischTyp == "PSMA" && three(code) != "C61" || b.metabolischTyp == "RJT" && three(code) != "C73" {
		hit(ids(b.branchField("Metabolisch_Typ"), idICD), "typ", string(b.metabolischTyp))
	}
}

func findTeilbestrahlungDoppelt(_ *Case, st *model.ST, hit Hit) {
	seen := map[string]string{}
	for _, b := range bestrahlungen(st) {
		key := fmt.Sprint(b.Applikationsart.Art, b.zielgebiet, b.seite, b.Beginn, b.Ende)
		if first, ok := seen[key]; ok && b.Applikationsart.Art != "" {
			hit(ids(b.field("Applikationsart.Art"), first))
			continue
		}
		seen[key] = b.field("Applikationsart.Art")
	}
}

// knownMetastasis reports whether another report on the tumour tells of one.
func knownMetastasis(c *Case) bool {
	for _, p := range ofTumour(c) {
		if metastasized(p.Report) {
			return true
		}
	}
	return false
}

// metastasized reports whether a report documents M1 or a distant metastasis.
func metastasized(r *model.Report) bool {
	for _, t := range tnmBlocks(r) {
		if starts(t.M, "1") {
			return true
		}
	}
	fm, _ := fernmetastasen(r)
	return len(fm) > 0
}
