package rule

import (
	"slices"
	"strconv"
	"strings"

	"example.org/meldeportal/model"
)

// modul are the rules about the organ modules (P-300 to P-324).
var modul = []Rule{
	{ID: "P-300", Severity: Warnung, Source: "UL",
		Text: "Modul Mamma passt nicht zur Diagnose {icd}.",
		Find: onModule(func(c *Case, m module, hit Hit) {
			if m.Mamma != nil {
				demandICD(c, m.ID+".Modul_Mamma", brust, hit)
			}
		})},
	{ID: "P-301", Severity: Warnung, Source: "UL",
		Text: "Modul Darm passt nicht zur Diagnose {icd}.",
		Find: onModule(func(c *Case, m module, hit Hit) {
			if m.Darm != nil {
				demandICD(c, m.ID+".Modul_Darm", darm, hit)
			}
		})},
	{ID: "P-302", Severity: Warnung, Source: "UL",
		Text: "{feld} gilt nur für Rektumtumoren.",
		Find: onDarm(findRektumfelder)},
	{ID: "P-303", Severity: Warnung, Source: "UL",
		Text: "Modul Prostata passt nicht zur Diagnose {icd}.",
		Find: onModule(func(c *Case, m module, hit Hit) {
			if m.Prostata != nil {
				demandICD(c, m.ID+".Modul_Prostata", prostata, hit)
			}
		})},
	{ID: "P-304", Severity: Warnung, Source: "UL",
		Text: "Modul Malignes Melanom passt nicht zur Diagnose {icd}.",
		Find: onModule(func(c *Case, m module, hit Hit) {
			if m.MalignesMelanom != nil && !(genital.has(icd(c.Report)) && melanomMorphologie(c.Report)) {
				demandICD(c, m.ID+".Modul_Malignes_Melanom", hautmelanom, hit)
			}
		})},
	{ID: "P-306", Severity: Warnung, Source: "LOG",
		Text: "Der Menopausenstatus passt nicht zum Geschlecht „männlich“.",
		Find: onMamma(func(c *Case, id string, m *model.ModulMamma, hit Hit) {
			if m.PraetherapeutischerMenopausenstatus != "" && c.Report.Patient.Stammdaten.Geschlecht == "M" {
				hit(ids(id+"Praetherapeutischer_Menopausenstatus", idGeschlecht))
			}
		})},
	{ID: "P-307", Severity: Fehler, Source: "X",
		Text: "Gleason {a}+{b} ergibt nicht {s}.",
		Find: onGleason(func(id string, g gleason, hit Hit) {
			score, err := strconv.Atoi(strings.TrimRight(g.score, "ab"))
			if err == nil && g.first+g.second != score {
				g.hit(id, hit)
			}
		})},
	{ID: "P-308", Severity: Fehler, Source: "UL",
		Text: "{s} passt nicht zu den Gleason-Graden {a}+{b}.",
		Find: onGleason(func(id string, g gleason, hit Hit) {
			if g.score == "7a" && !g.is(3, 4) || g.score == "7b" && !g.is(4, 3) {
				g.hit(id, hit)
			}
		})},
	{ID: "P-309", Severity: Hinweis, Source: "PRX",
		Text: "Bitte 7a (3+4) oder 7b (4+3) angeben.",
		Find: onGleason(func(id string, g gleason, hit Hit) {
			if g.score == "7" && (g.is(3, 4) || g.is(4, 3)) {
				hit(ids(id + "ScoreErgebnis"))
			}
		})},
	{ID: "P-310", Severity: Fehler, Source: "LOG",
		Text: "Mehr positive Stanzen als entnommene.",
		Find: onProstata(func(_ *Case, id string, p *model.ModulProstata, hit Hit) {
			positive, ok1 := anzahl(p.AnzahlPosStanzen)
			all, ok2 := anzahl(p.AnzahlStanzen)
			if ok1 && ok2 && positive > all {
				hit(ids(id+"AnzahlPosStanzen", id+"AnzahlStanzen"))
			}
		})},
	{ID: "P-311", Severity: Warnung, Source: "LOG",
		Text: "Ca-Befall angegeben, aber keine positive Stanze.",
		Find: onProstata(func(_ *Case, id string, p *model.ModulProstata, hit Hit) {
			if n, ok := anzahl(p.AnzahlPosStanzen); ok && n == 0 && model.OrEmpty(p.CaBefallStanze).Prozentzahl != "" {
				hit(ids(id+"CaBefallStanze.Prozentzahl", id+"AnzahlPosStanzen"))
			}
		})},
	{ID: "P-312", Severity: Hinweis, Source: "PRX",
		Text: "Datum zur Stanze bzw. zum PSA-Wert fehlt.",
		Find: onProstata(func(_ *Case, id string, p *model.ModulProstata, hit Hit) {
			if p.AnlassGleasonScore == "S" && p.DatumStanzen == "" {
				hit(ids(id + "DatumStanzen"))
			}
			if p.PSA != "" && p.DatumPSA == "" {
				hit(ids(id + "DatumPSA"))
			}
		})},
	{ID: "P-313", Severity: Warnung, Source: "UL, TNM",
		Text: "Tumordicke {d} mm passt nicht zu pT{t}.",
		Find: onMelanom(func(c *Case, id string, m *model.ModulMalignesMelanom, hit Hit) {
			thickness, ok := dezimal(m.Tumordicke)
			for _, t := range pathologicT(c.Report) {
				if ok && !melanomDicke.fits(t.T, thickness) {
					hit(ids(id+"Tumordicke", t.ID+".T"), "d", string(m.Tumordicke), "t", string(t.T))
				}
			}
		})},
	{ID: "P-314", Severity: Warnung, Source: "UL",
		Text: "Tumordicke {d} mm ist ungewöhnlich.",
		Find: onMelanom(func(_ *Case, id string, m *model.ModulMalignesMelanom, hit Hit) {
			if d, ok := dezimal(m.Tumordicke); ok && (d < 0.1 || d > 10) {
				hit(ids(id+"Tumordicke"), "d", string(m.Tumordicke))
			}
		})},
	{ID: "P-315", Severity: Hinweis, Source: "X, UL",
		Text: "Ulzeration passt nicht zu pT{t}: Ein ulzerierter Tumor hat den Buchstaben b. Bitte beides prüfen.",
		Find: onMelanom(func(c *Case, id string, m *model.ModulMalignesMelanom, hit Hit) {
			for _, t := range pathologicT(c.Report) {
				if m.Ulzeration == "J" && ohneUlzeration(t.T) {
					hit(ids(id+"Ulzeration", t.ID+".T"), "t", string(t.T))
				}
			}
		})},
	{ID: "P-316", Severity: Warnung, Source: "X",
		Text: "Sicherheitsabstand widerspricht dem Residualstatus.",
		Find: onMelanom(func(c *Case, id string, m *model.ModulMalignesMelanom, hit Hit) {
			margin, err := strconv.Atoi(string(m.SicherheitsabstandPrimaertumor))
			local, localID := localR(c.Report)
			if err == nil && (margin == 0 && local == "R0" || margin > 0 && restGeblieben(local)) {
				hit(ids(id+"Sicherheitsabstand_Primaertumor", localID))
			}
		})},
	{ID: "P-317", Severity: Hinweis, Source: "UL",
		Text: "LDH wird bei Metastasierung erwartet.",
		Find: onMelanom(func(c *Case, id string, m *model.ModulMalignesMelanom, hit Hit) {
			// From a thick or ulcerated T on it is measured to look for metastases.
			if m.LDH != "" && !metastasized(c.Report) && lowRiskMelanoma(c.Report) {
				hit(ids(id + "LDH"))
			}
		})},
	{ID: "P-318", Severity: Warnung, Source: "UL",
		Text: "Abstand {a} cm ist für das Rektum unplausibel (Einheit cm).",
		Find: onDarm(func(_ *Case, id string, d *model.ModulDarm, hit Hit) {
			if cm, ok := anzahl(d.RektumAbstandAnokutanlinie); ok && cm > 16 {
				hit(ids(id+"RektumAbstandAnokutanlinie"), "a", string(d.RektumAbstandAnokutanlinie))
			}
		})},
	{ID: "P-319", Severity: Warnung, Source: "TNM",
		Text: "Tumorgröße {g} mm passt nicht zu pT{t}.",
		Find: onMamma(func(c *Case, id string, m *model.ModulMamma, hit Hit) {
			size, ok := dezimal(m.TumorgroesseInvasiv)
			for _, t := range pathologicT(c.Report) {
				if ok && t.YSymbol == "" && !mammaGroesse.fits(t.T, size) {
					hit(ids(id+"TumorgroesseInvasiv", t.ID+".T"), "g", string(m.TumorgroesseInvasiv), "t", string(t.T))
				}
			}
		})},
	{ID: "P-320", Severity: Warnung, Source: "X",
		Text: "Präparatkontrolle setzt eine Markierung durch Mammografie oder Sonografie voraus.",
		Find: onMamma(func(_ *Case, id string, m *model.ModulMamma, hit Hit) {
			if in(m.IntraopPraeparatkontrolle, "M", "S") && in(m.PraeopDrahtmarkierung, "N", "T") {
				hit(ids(id+"IntraopPraeparatkontrolle", id+"PraeopDrahtmarkierung"))
			}
		})},
	{ID: "P-321", Severity: Hinweis, Source: "UL", For: []model.Zweig{model.TypDiagnose},
		Text: "Modulangaben zu {organ} fehlen.",
		Find: findModulangabenFehlen},
	{ID: "P-322", Severity: Hinweis, Source: "PRX",
		Text: "Kontaktdatum liegt vor der Diagnose.",
		Find: onModule(func(c *Case, m module, hit Hit) {
			for _, d := range m.kontaktdaten() {
				if diagnosedatum(c).CertainlyAfter(d.Date) {
					hit(ids(d.ID, idDiagnosedatum))
				}
			}
		})},
	{ID: "P-323", Severity: Hinweis, Source: "X",
		Text: "Komplikation nach Prostatektomie ohne bekannte Operation.",
		Find: onProstata(func(c *Case, id string, p *model.ModulProstata, hit Hit) {
			if p.KomplPostOPClavienDindo != "" && c.Report.Meldung.Typ != model.TypOP && len(tumourReports(c, model.TypOP)) == 0 {
				hit(ids(id + "KomplPostOP_ClavienDindo"))
			}
		})},
	{ID: "P-324", Severity: Fehler, Source: "LOG",
		Text: "{feld} ({datum}) ist unplausibel.",
		Find: onModule(func(c *Case, m module, hit Hit) {
			for _, d := range append(m.kontaktdaten(), m.prostatadaten()...) {
				if c.Report.Patient.Stammdaten.Geburtsdatum.CertainlyAfter(d.Date) || d.Date.CertainlyAfter(meldedatum(c)) {
					hit(ids(d.ID), "feld", Label(c, d.ID), "datum", d.Date.German())
				}
			}
		})},
}

var (
	brust       = codes("C50", "D05")
	darm        = codes("C18–C20", "D01.0–D01.2")
	rektum      = codes("C20", "D01.2")
	prostata    = codes("C61", "D07.5", "D40.0")
	hautmelanom = codes("C43", "D03")
	genital     = codes("C51.0", "C60", "C63.2") // whose melanomas the ICD codes by organ
)

// The reach of T1 to T4 in millimetres.
var (
	melanomDicke = reach{{0, 1}, {1, 2}, {2, 4}, {4, 1e9}}
	mammaGroesse = reach{{-1, 20}, {20, 50}, {50, 1e9}, {-1, 1e9}} // T4 is no matter of size
)

// reach says above which and up to which size a tumour is T1, T2, T3, T4.
type reach [4]struct{ above, upTo float64 }

// fits reports whether a size lies in the reach of a T category; other
// categories fit any size.
func (r reach) fits(t model.Code, size float64) bool {
	if !starts(t, "1234") {
		return true
	}
	limits := r[t[0]-'1']
	return limits.above < size && size <= limits.upTo
}

// lowRiskMelanoma reports whether a report describes a melanoma of stage IIA at the
// most, without a lymph node.
func lowRiskMelanoma(r *model.Report) bool {
	blocks := tnmBlocks(r)
	return len(blocks) > 0 && !slices.ContainsFunc(blocks, func(t tnmBlock) bool {
		return starts(t.T, "4") || in(t.T, "3b") || starts(t.N, "123")
	})
}

// ohneUlzeration reports whether a T category of the melanoma says that it is not
// ulcerated: in situ and all with an a (TNM 8).
func ohneUlzeration(t model.Code) bool {
	return isTis(t) || starts(t, "1234") && strings.HasPrefix(string(t[1:]), "a")
}

// dezimal is a number of the report; ok is false for empty or other text.
func dezimal(z model.Zahl) (n float64, ok bool) {
	n, err := strconv.ParseFloat(string(z), 64)
	return n, err == nil
}

// onModule hands the modules of the report to find.
func onModule(find func(*Case, module, Hit)) func(*Case, Hit) {
	return func(c *Case, hit Hit) { find(c, *c.module(), hit) }
}

// onMamma hands the module to find, where there is one, with what the ids of its fields
// begin with. So do the three that follow.
func onMamma(find func(*Case, string, *model.ModulMamma, Hit)) func(*Case, Hit) {
	return func(c *Case, hit Hit) {
		if m := c.module(); m.Mamma != nil {
			find(c, m.ID+".Modul_Mamma.", m.Mamma, hit)
		}
	}
}

func onDarm(find func(*Case, string, *model.ModulDarm, Hit)) func(*Case, Hit) {
	return func(c *Case, hit Hit) {
		if m := c.module(); m.Darm != nil {
			find(c, m.ID+".Modul_Darm.", m.Darm, hit)
		}
	}
}

func onProstata(find func(*Case, string, *model.ModulProstata, Hit)) func(*Case, Hit) {
	return func(c *Case, hit Hit) {
		if m := c.module(); m.Prostata != nil {
			find(c, m.ID+".Modul_Prostata.", m.Prostata, hit)
		}
	}
}

func onMelanom(find func(*Case, string, *model.ModulMalignesMelanom, Hit)) func(*Case, Hit) {
	return func(c *Case, hit Hit) {
		if m := c.module(); m.MalignesMelanom != nil {
			find(c, m.ID+".Modul_Malignes_Melanom.", m.MalignesMelanom, hit)
		}
	}
}

// demandICD finds a module that does not go with the diagnosis.
func demandICD(c *Case, id string, fitting codeSet, hit Hit) {
	if code := icd(c.Report); code != "" && !fitting.has(code) {
		hit(ids(id, idICD), "icd", code)
	}
}

// melanomMorphologie reports whether a morphology of the report is a melanoma's.
func melanomMorphologie(r *model.Report) bool {
	for _, m := range morphologien(r) {
		if melanom.has(m.Code) {
			return true
		}
	}
	return false
}

func findRektumfelder(c *Case, id string, d *model.ModulDarm, hit Hit) {
	if code := icd(c.Report); code == "" || rektum.has(code) {
		return
	}
	for _, f := range []struct{ name, value string }{
		{"RektumAbstandAnokutanlinie", string(d.RektumAbstandAnokutanlinie)},
		{"RektumAbstandAboralerResektionsrand", string(d.RektumAbstandAboralerResektionsrand)},
		{"RektumAbstandCircResektionsebene", string(d.RektumAbstandCircResektionsebene)},
		{"RektumQualitaetTME", string(d.RektumQualitaetTME)},
		{"RektumMRTDuennschichtAngabemesorektaleFaszie", string(d.RektumMRTDuennschichtAngabemesorektaleFaszie)},
		{"RektumAnzeichnungStomaposition", string(d.RektumAnzeichnungStomaposition)},
		{"GradRektumAnastomoseninsuffizienz", string(d.GradRektumAnastomoseninsuffizienz)},
	} {
		if f.value != "" {
			hit(ids(id+f.name, idICD), "feld", Label(c, id+f.name))
		}
	}
}

// gleason is a Gleason score with both grades.
type gleason struct {
	first, second int
	score         string
}

func (g gleason) is(first, second int) bool { return g.first == first && g.second == second }

func (g gleason) hit(id string, hit Hit) {
	hit(ids(id+"ScoreErgebnis", id+"GradPrimaer", id+"GradSekundaer"),
		"a", strconv.Itoa(g.first), "b", strconv.Itoa(g.second), "s", g.score)
}

// onGleason hands a Gleason score of which all three parts are given to find.
func onGleason(find func(id string, g gleason, hit Hit)) func(*Case, Hit) {
	return onProstata(func(_ *Case, id string, p *model.ModulProstata, hit Hit) {
		score := model.OrEmpty(p.GleasonScore)
		first, err1 := strconv.Atoi(string(score.GradPrimaer))
		second, err2 := strconv.Atoi(string(score.GradSekundaer))
		if err1 == nil && err2 == nil && score.ScoreErgebnis != "" {
			find(id+"GleasonScore.", gleason{first, second, string(score.ScoreErgebnis)}, hit)
		}
	})
}

// pathologicT are the TNM blocks of a report with a T by pathology.
func pathologicT(r *model.Report) []tnmBlock {
	var blocks []tnmBlock
	for _, t := range tnmBlocks(r) {
		if t.PraefixT == "p" && t.T != "" {
			blocks = append(blocks, t)
		}
	}
	return blocks
}

// localR is the local residual status of a report with the id of its field.
func localR(r *model.Report) (model.Code, string) {
	m := &r.Meldung
	switch m.Typ {
	case model.TypOP:
		return residualstatus(model.OrEmpty(m.OP)).LokaleBeurteilung, lokalR
	case model.TypPathologie:
		return model.OrEmpty(m.Pathologie).LokaleBeurteilungResidualstatus, "Pathologie.Lokale_Beurteilung_Residualstatus"
	}
	return "", ""
}

func findModulangabenFehlen(c *Case, hit Hit) {
	d := model.OrEmpty(c.Report.Meldung.Diagnose)
	m, p := model.OrEmpty(d.ModulMamma), model.OrEmpty(d.ModulProstata)
	code := icd(c.Report)
	if nonEpithelial(c.morphologien()) && !hautmelanom.has(code) {
		return // receptors and Gleason are about carcinomas
	}
	switch {
	case brust.has(code) && m.HormonrezeptorStatusOestrogen+m.HormonrezeptorStatusProgesteron+m.Her2neuStatus == "":
		hit(ids("Diagnose.Modul_Mamma.HormonrezeptorStatus_Oestrogen", "Diagnose.Modul_Mamma.HormonrezeptorStatus_Progesteron",
			"Diagnose.Modul_Mamma.Her2neuStatus"), "organ", "Brust")
	case three(code) == "C61" && *model.OrEmpty(p.GleasonScore) == (model.GleasonScore{}) && p.PSA == "":
		hit(ids("Diagnose.Modul_Prostata.GleasonScore.ScoreErgebnis", "Diagnose.Modul_Prostata.PSA"), "organ", "Prostata")
	case three(code) == "C43" && model.OrEmpty(d.ModulMalignesMelanom).Tumordicke == "":
		hit(ids("Diagnose.Modul_Malignes_Melanom.Tumordicke"), "organ", "Melanom")
	}
}

// nonEpithelial reports whether a tumour is a sarcoma, a phyllodes tumour or a lymphoma.
func nonEpithelial(morphologies []coded) bool {
	return len(morphologies) > 0 && !slices.ContainsFunc(morphologies, func(m coded) bool { return !keinKarzinom.has(m.Code) })
}

var keinKarzinom = morphs("8710–8979", "8990–9049", "9120–9999")

// dated is a date with the id of its field.
type dated struct {
	ID   string
	Date model.Datum
}

// kontaktdaten are the dates of the general module, none where there is no such module.
func (m module) kontaktdaten() []dated {
	if m.Allgemein == nil {
		return nil
	}
	a, id := m.Allgemein, m.ID+".Modul_Allgemein."
	return []dated{
		{id + "Sozialdienstkontakt.Datum", model.OrEmpty(a.Sozialdienstkontakt).Datum},
		{id + "Psychoonkologiekontakt.Datum", model.OrEmpty(a.Psychoonkologiekontakt).Datum},
		{id + "Studienteilnahme.Datum", model.OrEmpty(a.Studienteilnahme).Datum},
	}
}

// prostatadaten are the dates of the prostate module, none where there is no such module.
func (m module) prostatadaten() []dated {
	if m.Prostata == nil {
		return nil
	}
	p, id := m.Prostata, m.ID+".Modul_Prostata."
	return []dated{{id + "DatumStanzen", p.DatumStanzen}, {id + "DatumPSA", p.DatumPSA}}
}
