package dataset

import (
	"example.org/meldeportal/model"
	"example.org/meldeportal/model/field"
)

// modul mounts a module where the tumour calls for it, or where it is there.
func modul[P, C any](id, label string, part *field.Part, fits *field.Cond, at func(*P) **C) field.Row {
	return field.Row{ID: id, Label: label, Part: part, Class: tumorklasse, AskIf: askedForPart(fits, at), At: field.Opt(at)}
}

// reduced is a part with only some rows of another, as the modules of
// Pathologie are.
func reduced(name string, full *field.Part, ids ...string) *field.Part {
	part := &field.Part{Name: name}
	for _, row := range full.Rows {
		for _, id := range ids {
			if row.ID == id {
				part.Rows = append(part.Rows, row)
			}
		}
	}
	return part
}

// ModulAllgemein holds contacts and study participation.
var ModulAllgemein = &field.Part{Name: "Modul_Allgemein_Typ", Rows: []field.Row{
	{ID: "Sozialdienstkontakt", Label: "Sozialdienst", Part: DatumN,
		At: field.Opt(func(m *model.ModulAllgemein) **model.DatumN { return &m.Sozialdienstkontakt })},
	{ID: "Psychoonkologiekontakt", Label: "Psychoonkologie", Part: DatumN,
		At: field.Opt(func(m *model.ModulAllgemein) **model.DatumN { return &m.Psychoonkologiekontakt })},
	{ID: "Studienteilnahme", Label: "Studienteilnahme", Part: DatumNU,
		At: field.Opt(func(m *model.ModulAllgemein) **model.DatumNU { return &m.Studienteilnahme })},
}}

func modulAllgemein[P any](at func(*P) **model.ModulAllgemein) field.Row {
	return field.Row{ID: "Modul_Allgemein", Label: "Kontakte und Studien", Part: ModulAllgemein, Class: field.Klinisch, At: field.Opt(at)}
}

// DatumN is the day of a contact or the answer that there was none.
var DatumN = &field.Part{Name: "Datum_N_Typ", Rows: []field.Row{
	{ID: "Datum", Label: "Datum", Type: DatumE, Choice: "DatumN", Required: true,
		Hint: "Tag des Kontakts; oder darunter „kein Kontakt“",
		At:   field.At(func(d *model.DatumN) *model.Datum { return &d.Datum })},
	{ID: "N", Label: "Kein Kontakt", Type: FestN, Choice: "DatumN", Required: true,
		Hint: "Es gab keinen Kontakt",
		At:   field.At(func(d *model.DatumN) *model.Code { return &d.N })},
}}

// DatumNU is the day of joining a study, or no, or unknown.
var DatumNU = &field.Part{Name: "Datum_NU_Typ", Rows: []field.Row{
	{ID: "Datum", Label: "Datum", Type: DatumE, Choice: "DatumNU", Required: true,
		Hint: "Tag der Aufnahme in die Studie; oder darunter nein/unbekannt",
		At:   field.At(func(d *model.DatumNU) *model.Datum { return &d.Datum })},
	neinOderUnbekannt(NU, field.Span{Until: V304}),
	neinOderUnbekannt(NUTyp, field.Span{Since: V305}), // the type has a name now
}}

func neinOderUnbekannt(typ *field.Type, span field.Span) field.Row {
	return field.Row{ID: "NU", Label: "Nein oder unbekannt", Type: typ, Choice: "DatumNU", Required: true, Span: span,
		Hint: "Keine Teilnahme, oder nicht bekannt",
		At:   field.At(func(d *model.DatumNU) *model.Code { return &d.NU })}
}

// ModulMamma holds breast cancer items.
var ModulMamma = &field.Part{Name: "Modul_Mamma_Typ", Rows: []field.Row{
	{ID: "Praetherapeutischer_Menopausenstatus", Label: "Menopausenstatus", Type: Menopausenstatus,
		Hint: "Vor Beginn der Therapie",
		At:   field.At(func(m *model.ModulMamma) *model.Code { return &m.PraetherapeutischerMenopausenstatus })},
	{ID: "HormonrezeptorStatus_Oestrogen", Label: "Östrogenrezeptor", Type: Hormonrezeptor,
		Hint: "Positiv ab einem IRS von 1",
		At:   field.At(func(m *model.ModulMamma) *model.Code { return &m.HormonrezeptorStatusOestrogen })},
	{ID: "HormonrezeptorStatus_Progesteron", Label: "Progesteronrezeptor", Type: Hormonrezeptor,
		Hint: "Positiv ab einem IRS von 1",
		At:   field.At(func(m *model.ModulMamma) *model.Code { return &m.HormonrezeptorStatusProgesteron })},
	{ID: "Her2neuStatus", Label: "HER2/neu", Type: Hormonrezeptor,
		Hint: "Positiv bei IHC 3+, oder 2+ mit positiver In-situ-Hybridisierung",
		At:   field.At(func(m *model.ModulMamma) *model.Code { return &m.Her2neuStatus })},
	{ID: "PraeopDrahtmarkierung", Label: "Drahtmarkierung", Type: Drahtmarkierung,
		Hint: "Vor der Operation, und womit gesteuert",
		At:   field.At(func(m *model.ModulMamma) *model.Code { return &m.PraeopDrahtmarkierung })},
	{ID: "IntraopPraeparatkontrolle", Label: "Präparatkontrolle", Type: Praeparatkontrolle,
		Hint: "Während der Operation, und womit",
		At:   field.At(func(m *model.ModulMamma) *model.Code { return &m.IntraopPraeparatkontrolle })},
	{ID: "TumorgroesseInvasiv", Label: "Größe invasiv", Type: ZahlMM,
		Hint: "Größter Durchmesser in mm, ganze Zahl; U für unbekannt",
		At:   field.At(func(m *model.ModulMamma) *model.Zahl { return &m.TumorgroesseInvasiv })},
	{ID: "TumorgroesseDCIS", Label: "Größe DCIS", Type: ZahlMM,
		Hint: "Größter Durchmesser in mm, ganze Zahl; U für unbekannt",
		At:   field.At(func(m *model.ModulMamma) *model.Zahl { return &m.TumorgroesseDCIS })},
}}

// ModulMammaPathologie is what Pathologie may carry of it.
var ModulMammaPathologie = reduced("Modul_Mamma_patho_Typ", ModulMamma,
	"HormonrezeptorStatus_Oestrogen", "HormonrezeptorStatus_Progesteron", "Her2neuStatus", "TumorgroesseInvasiv", "TumorgroesseDCIS")

func modulMamma[P any](part *field.Part, at func(*P) **model.ModulMamma) field.Row {
	return modul("Modul_Mamma", "Modul Mamma", part, mammatumor, at)
}

// ModulDarm holds bowel cancer items; most of them are about the rectum.
var ModulDarm = &field.Part{Name: "Modul_Darm_Typ", Rows: []field.Row{
	{ID: "RektumAbstandAnokutanlinie", Label: "Abstand Anokutanlinie", Type: ZahlCM,
		AskIf: askedFor(rektumtumor, func(m *model.ModulDarm) *model.Zahl { return &m.RektumAbstandAnokutanlinie }),
		Hint:  "Rektum: Unterrand des Tumors, in cm; U für unbekannt",
		At:    field.At(func(m *model.ModulDarm) *model.Zahl { return &m.RektumAbstandAnokutanlinie })},
	{ID: "RektumAbstandAboralerResektionsrand", Label: "Abstand aboraler Rand", Type: ZahlMM,
		AskIf: askedFor(rektumtumor, func(m *model.ModulDarm) *model.Zahl { return &m.RektumAbstandAboralerResektionsrand }),
		Hint:  "Rektum: Tumor bis zum unteren Resektionsrand, in mm; U für unbekannt",
		At:    field.At(func(m *model.ModulDarm) *model.Zahl { return &m.RektumAbstandAboralerResektionsrand })},
	{ID: "RektumAbstandCircResektionsebene", Label: "Abstand zirkulär", Type: ZahlMM,
		AskIf: askedFor(rektumtumor, func(m *model.ModulDarm) *model.Zahl { return &m.RektumAbstandCircResektionsebene }),
		Hint:  "Rektum: Tumor bis zur umlaufenden Resektionsebene, in mm; U für unbekannt",
		At:    field.At(func(m *model.ModulDarm) *model.Zahl { return &m.RektumAbstandCircResektionsebene })},
	{ID: "RektumQualitaetTME", Label: "Qualität der TME", Type: RektumQualitaetTME,
		AskIf: askedFor(rektumtumor, func(m *model.ModulDarm) *model.Code { return &m.RektumQualitaetTME }),
		Hint:  "Rektum: Güte der Mesorektumexzision",
		At:    field.At(func(m *model.ModulDarm) *model.Code { return &m.RektumQualitaetTME })},
	{ID: "RektumMRTDuennschichtAngabemesorektaleFaszie", Label: "MRT: Abstand Faszie", Type: MesorektaleFaszie,
		AskIf: askedFor(rektumtumor, func(m *model.ModulDarm) *model.Code { return &m.RektumMRTDuennschichtAngabemesorektaleFaszie }),
		Hint:  "Rektum: mm bis zur mesorektalen Faszie; D ohne Maß, N kein MRT, U",
		Help:  "Ganze Zahl von 0 bis 99 ohne führende Null.\nD: MRT gemacht, Abstand nicht angegeben. N: kein MRT gemacht. U: unbekannt.",
		At:    field.At(func(m *model.ModulDarm) *model.Code { return &m.RektumMRTDuennschichtAngabemesorektaleFaszie })},
	{ID: "ArtEingriff", Label: "Art des Eingriffs", Type: ArtEingriff,
		Hint: "Geplant oder Notfall",
		At:   field.At(func(m *model.ModulDarm) *model.Code { return &m.ArtEingriff })},
	{ID: "RektumAnzeichnungStomaposition", Label: "Stoma angezeichnet", Type: Stomaposition,
		AskIf: askedFor(rektumtumor, func(m *model.ModulDarm) *model.Code { return &m.RektumAnzeichnungStomaposition }),
		Hint:  "Rektum: Position vor der Operation angezeichnet?",
		At:    field.At(func(m *model.ModulDarm) *model.Code { return &m.RektumAnzeichnungStomaposition })},
	{ID: "GradRektumAnastomoseninsuffizienz", Label: "Insuffizienz Anastomose", Type: Anastomoseninsuffizienz,
		AskIf: askedFor(rektumtumor, func(m *model.ModulDarm) *model.Code { return &m.GradRektumAnastomoseninsuffizienz }),
		Hint:  "Rektum: Grad B oder C; K bei keiner oder Grad A",
		At:    field.At(func(m *model.ModulDarm) *model.Code { return &m.GradRektumAnastomoseninsuffizienz })},
	{ID: "ASA", Label: "ASA", Type: ASA,
		Hint: "Narkoserisiko 1 bis 5; leer, wenn unbekannt",
		At:   field.At(func(m *model.ModulDarm) *model.Code { return &m.ASA })},
	{ID: "RASMutation", Label: "RAS", Type: RASMutation,
		Hint: "Ergebnis der Untersuchung von KRAS und NRAS",
		At:   field.At(func(m *model.ModulDarm) *model.Code { return &m.RASMutation })},
}}

// ModulDarmPathologie is what Pathologie may carry of it.
var ModulDarmPathologie = reduced("Modul_Darm_patho_Typ", ModulDarm,
	"RektumAbstandAboralerResektionsrand", "RektumAbstandCircResektionsebene", "RektumQualitaetTME", "RASMutation")

func modulDarm[P any](part *field.Part, at func(*P) **model.ModulDarm) field.Row {
	return modul("Modul_Darm", "Modul Darm", part, darmtumor, at)
}

// ModulProstata holds prostate cancer items.
var ModulProstata = &field.Part{Name: "Modul_Prostata_Typ", Rows: []field.Row{
	{ID: "GleasonScore", Label: "Gleason-Score", Part: GleasonScore,
		At: field.Opt(func(m *model.ModulProstata) **model.GleasonScore { return &m.GleasonScore })},
	{ID: "AnlassGleasonScore", Label: "Gleason aus", Type: AnlassGleasonScore,
		Hint: "Stanze oder Operationspräparat",
		At:   field.At(func(m *model.ModulProstata) *model.Code { return &m.AnlassGleasonScore })},
	{ID: "DatumStanzen", Label: "Datum der Stanzen", Type: DatumE,
		Hint: "Genauer Tag",
		At:   field.At(func(m *model.ModulProstata) *model.Datum { return &m.DatumStanzen })},
	{ID: "AnzahlStanzen", Label: "Stanzen entnommen", Type: AnzahlStanzen,
		Hint: "Anzahl, höchstens 99",
		At:   field.At(func(m *model.ModulProstata) *model.Zahl { return &m.AnzahlStanzen })},
	{ID: "AnzahlPosStanzen", Label: "Stanzen positiv", Type: AnzahlStanzen,
		Hint: "Wie viele davon Tumor enthalten",
		At:   field.At(func(m *model.ModulProstata) *model.Zahl { return &m.AnzahlPosStanzen })},
	{ID: "CaBefallStanze", Label: "Befall der Stanze", Part: CaBefallStanze,
		At: field.Opt(func(m *model.ModulProstata) **model.CaBefallStanze { return &m.CaBefallStanze })},
	{ID: "PSA", Label: "PSA", Type: PSA,
		Hint: "In ng/ml, höchstens drei Nachkommastellen",
		At:   field.At(func(m *model.ModulProstata) *model.Zahl { return &m.PSA })},
	{ID: "DatumPSA", Label: "Datum PSA", Type: DatumETOptional,
		Hint: "Tag oder Monat der Blutabnahme",
		At:   field.At(func(m *model.ModulProstata) *model.Datum { return &m.DatumPSA })},
	{ID: "KomplPostOP_ClavienDindo", Label: "Clavien-Dindo III/IV", Type: JNU,
		Hint: "Komplikation binnen sechs Monaten nach radikaler Prostatektomie?",
		At:   field.At(func(m *model.ModulProstata) *model.Code { return &m.KomplPostOPClavienDindo })},
}}

// ModulProstataPathologie is what Pathologie may carry of it.
var ModulProstataPathologie = reduced("Modul_Prostata_patho_Typ", ModulProstata,
	"GleasonScore", "AnlassGleasonScore", "DatumStanzen", "AnzahlStanzen", "AnzahlPosStanzen", "CaBefallStanze")

func modulProstata[P any](part *field.Part, at func(*P) **model.ModulProstata) field.Row {
	return modul("Modul_Prostata", "Modul Prostata", part, prostatatumor, at)
}

// GleasonScore is the Gleason grading of a prostate cancer.
var GleasonScore = &field.Part{Name: "GleasonScore_Typ", Rows: []field.Row{
	{ID: "GradPrimaer", Label: "Gleason primär", Type: GleasonGrad,
		Hint: "Häufigster Grad, 1 bis 5",
		At:   field.At(func(g *model.GleasonScore) *model.Code { return &g.GradPrimaer })},
	{ID: "GradSekundaer", Label: "Gleason sekundär", Type: GleasonGrad,
		Hint: "Zweithäufigster Grad, 1 bis 5",
		At:   field.At(func(g *model.GleasonScore) *model.Code { return &g.GradSekundaer })},
	{ID: "ScoreErgebnis", Label: "Gleason-Summe", Type: GleasonErgebnis,
		Hint: "Bei 7 bitte 7a (3+4) oder 7b (4+3)",
		At:   field.At(func(g *model.GleasonScore) *model.Code { return &g.ScoreErgebnis })},
}}

// CaBefallStanze is the share of tumour in the most affected core.
var CaBefallStanze = &field.Part{Name: "CaBefallStanze_Typ", Rows: []field.Row{
	{ID: "Prozentzahl", Label: "Befall in Prozent", Type: Prozentzahl, Choice: "CaBefallStanze", Required: true,
		Hint: "Am stärksten befallene Stanze, 1 bis 100",
		At:   field.At(func(c *model.CaBefallStanze) *model.Zahl { return &c.Prozentzahl })},
	{ID: "U", Label: "Befall unbekannt", Type: FestU, Choice: "CaBefallStanze", Required: true,
		Hint: "Der Anteil ist nicht bekannt",
		At:   field.At(func(c *model.CaBefallStanze) *model.Code { return &c.U })},
}}

// ModulMalignesMelanom holds melanoma items.
var ModulMalignesMelanom = &field.Part{Name: "Modul_Malignes_Melanom_Typ", Rows: []field.Row{
	{ID: "Sicherheitsabstand_Primaertumor", Label: "Sicherheitsabstand", Type: Sicherheitsabstand,
		Hint: "In mm; 0 ohne Abstand, -1 nicht zu beurteilen",
		At:   field.At(func(m *model.ModulMalignesMelanom) *model.Zahl { return &m.SicherheitsabstandPrimaertumor })},
	{ID: "Tumordicke", Label: "Tumordicke", Type: Tumordicke,
		Hint: "Nach Breslow in mm, höchstens zwei Nachkommastellen",
		At:   field.At(func(m *model.ModulMalignesMelanom) *model.Zahl { return &m.Tumordicke })},
	{ID: "LDH", Label: "LDH", Type: LDH,
		Hint: "In U/l, ganze Zahl; 1 µkat/l sind 60 U/l",
		At:   field.At(func(m *model.ModulMalignesMelanom) *model.Zahl { return &m.LDH })},
	{ID: "Ulzeration", Label: "Ulzeration", Type: JNU,
		Hint: "Ist der Tumor ulzeriert?",
		At:   field.At(func(m *model.ModulMalignesMelanom) *model.Code { return &m.Ulzeration })},
}}

// ModulMalignesMelanomPathologie is what Pathologie may carry of it.
var ModulMalignesMelanomPathologie = reduced("Modul_Malignes_Melanom_patho_Typ", ModulMalignesMelanom,
	"Sicherheitsabstand_Primaertumor", "Tumordicke", "Ulzeration")

func modulMalignesMelanom[P any](part *field.Part, at func(*P) **model.ModulMalignesMelanom) field.Row {
	return modul("Modul_Malignes_Melanom", "Modul Melanom", part, melanom, at)
}

// ModulDKKR holds items of the Deutsches Kinderkrebsregister.
var ModulDKKR = &field.Part{Name: "Modul_DKKR_Typ", Rows: []field.Row{
	{ID: "Meldung_EW_DKKR", Label: "Einwilligung DKKR", Type: MeldungEWDKKR, Class: field.Meldungsbezogen,
		Hint: "Einmal je Person, und wenn sie sich ändert",
		At:   field.At(func(m *model.ModulDKKR) *model.Code { return &m.MeldungEWDKKR })},
	{ID: "Meldung_Austausch", Label: "Datenaustausch", Type: MeldungAustausch, Class: field.Meldungsbezogen,
		Hint: "Über den Austausch mit dem Kinderkrebsregister informiert?",
		At:   field.At(func(m *model.ModulDKKR) *model.Code { return &m.MeldungAustausch })},
	{ID: "GPOH_Therapiestudienpatient", Label: "GPOH-Studie", Part: GPOHTherapiestudienpatient,
		At: field.Opt(func(m *model.ModulDKKR) **model.GPOHTherapiestudienpatient { return &m.GPOHTherapiestudienpatient })},
	{ID: "Menge_Syndrome", Element: "Menge_Syndrome/Syndrom_oder_sonstiges", Label: "Syndrome", Hint: "Jedes erbliche Syndrom einzeln", Part: Syndrom,
		At: field.Each(func(m *model.ModulDKKR) *[]model.Text { return &m.MengeSyndrome })},
}}

func modulDKKR[P any](at func(*P) **model.ModulDKKR) field.Row {
	row := modul("Modul_DKKR", "Modul Kinderkrebs (alt)", ModulDKKR, minderjaehrig, at)
	row.Retired = V305 // "Obsolete" there, but still valid
	return row
}

// Syndrom is one item of the list of syndromes.
var Syndrom = &field.Part{Name: "Syndrom_oder_sonstiges", Rows: []field.Row{
	{ID: "", Element: ".", Label: "Syndrom", Type: F255E, Required: true,
		Hint: "Angeborenes Syndrom oder andere Besonderheit, in Worten",
		At:   field.Self[model.Text]()},
}}

// GPOHTherapiestudienpatient says whether the child is in a GPOH study, and in which.
var GPOHTherapiestudienpatient = &field.Part{Name: "GPOH_Therapiestudienpatient", Rows: []field.Row{
	{ID: "unbekannt_nein", Label: "Keine Studie", Type: GPOHUnbekanntNein, Choice: "GPOH", Required: true,
		Hint: "Nicht angegeben oder nein; oder darunter die Studien",
		At:   field.At(func(g *model.GPOHTherapiestudienpatient) *model.Code { return &g.UnbekanntNein })},
	{ID: "Menge_GPOH_Therapiestudien", Element: "Menge_GPOH_Therapiestudien/Therapiestudie", Label: "Studien", Hint: "Jede Therapiestudie einzeln", Part: Therapiestudie,
		Choice: "GPOH", Required: true,
		At: field.Each(func(g *model.GPOHTherapiestudienpatient) *[]model.Therapiestudie { return &g.MengeGPOHTherapiestudien })},
}}

// Therapiestudie is one GPOH study.
var Therapiestudie = &field.Part{Name: "Therapiestudie", Rows: []field.Row{
	{ID: "GPOH_Therapiestudienname", Label: "Name der Studie", Type: F255E, Required: true,
		Hint: "Kurzname, z. B. wie in der Einwilligung",
		At:   field.At(func(t *model.Therapiestudie) *model.Text { return &t.Name })},
	{ID: "GPOH_Therapiestudiennummer", Label: "Nummer der Studie", Type: F255,
		Hint: "Nummer der Person in der Studie, soweit vorhanden",
		At:   field.At(func(t *model.Therapiestudie) *model.Text { return &t.Nummer })},
}}
