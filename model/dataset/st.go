package dataset

import (
	"example.org/meldeportal/model"
	"example.org/meldeportal/model/field"
)

// ST reports begin or end of a radiotherapy.
var ST = &field.Part{Name: "ST_Typ", Rows: []field.Row{
	{ID: "ST_ID", Element: "@ST_ID", Label: "ST-ID", Type: ID50, Class: field.Meldungsbezogen,
		Hint: "Gleich in der Meldung zum Beginn und zum Ende",
		At:   field.At(func(s *model.ST) *model.Text { return &s.STID })},
	meldeanlassTherapie(func(s *model.ST) *model.Code { return &s.Meldeanlass }),
	{ID: "Intention", Label: "Intention", Type: STIntention, Required: true,
		Hint: "Ziel der Bestrahlung",
		Help: "Das Ziel, mit dem die Bestrahlung begonnen wurde. O ist für wenige Metastasen gedacht, die alle heilend bestrahlt werden.",
		At:   field.At(func(s *model.ST) *model.Code { return &s.Intention })},
	{ID: "Stellung_OP", Label: "Stellung zur OP", Type: STStellungOP, Required: true,
		Hint: "Zeitlich zur Operation des Primärtumors",
		Help: "Gemeint ist die Operation des Primärtumors, nicht die Probeentnahme.",
		At:   field.At(func(s *model.ST) *model.Code { return &s.StellungOP })},
	{ID: "Menge_Bestrahlung", Element: "Menge_Bestrahlung/Bestrahlung", Label: "Bestrahlungen", Part: Bestrahlung,
		RequiredIf: always, Level: field.Minimum,
		Hint: "Eine je Zielgebiet und Seite, nicht je Sitzung",
		At:   field.Each(func(s *model.ST) *[]model.Bestrahlung { return &s.MengeBestrahlung })},
	{ID: "Ende_Grund", Label: "Grund des Endes", Type: STEndeGrund, RequiredIf: stEnde, Level: field.Minimum,
		Hint: "Nötig, wenn das Ende gemeldet wird",
		Help: "Der Grund, aus dem nicht weiter bestrahlt wurde; auch ein planmäßiges Ende ist einer.\nNötig, sobald das Ende gemeldet wird.",
		At:   field.At(func(s *model.ST) *model.Code { return &s.EndeGrund })},
	nebenwirkungen(func(s *model.ST) *model.Nebenwirkungen { return &s.Nebenwirkungen }),
	modulAllgemein(func(s *model.ST) **model.ModulAllgemein { return &s.ModulAllgemein }),
}}

func meldeanlassTherapie[P any](at func(*P) *model.Code) field.Row {
	return field.Row{ID: "Meldeanlass", Label: "Meldeanlass", Type: MeldeanlassTherapie, Required: true, Class: field.Meldungsbezogen,
		Hint: "Beginn oder Ende der Behandlung",
		Help: "Beginn und Ende sind zwei Meldungen mit derselben Kennung der Therapie.\nEine Behandlung an einem einzigen Tag wird nur als Ende gemeldet.",
		At:   field.At(at)}
}

// Bestrahlung is one irradiated target with its method.
var Bestrahlung = &field.Part{Name: "Bestrahlung", Rows: []field.Row{
	{ID: "Beginn", Label: "Beginn", Type: DatumE, RequiredIf: always, Level: field.Minimum,
		Hint: "Genauer Tag der ersten Bestrahlung",
		Help: "Tag der ersten Sitzung dieser Bestrahlung.\nWechselt Ziel oder Technik, ist das eine neue Bestrahlung mit eigenem Beginn.",
		At:   field.At(func(b *model.Bestrahlung) *model.Datum { return &b.Beginn })},
	{ID: "Ende", Label: "Ende", Type: DatumE, RequiredIf: stEnde, Level: field.Minimum,
		Hint: "Genauer Tag der letzten Bestrahlung",
		Help: "Tag der letzten Sitzung; nötig in der Meldung zum Ende.",
		At:   field.At(func(b *model.Bestrahlung) *model.Datum { return &b.Ende })},
	{ID: "Applikationsart", Label: "Applikationsart", Part: Applikationsart, Required: true,
		At: field.One(func(b *model.Bestrahlung) *model.Applikationsart { return &b.Applikationsart })},
}}

// Applikationsart is the method of an irradiation, one of four.
var Applikationsart = &field.Part{Name: "Applikationsart", Rows: []field.Row{
	{ID: "Art", Element: "-", Label: "Art", Type: field.Selector, Required: true,
		Hint: "Wie bestrahlt wurde",
		At:   field.At(func(a *model.Applikationsart) *model.Zweig { return &a.Art })},
	{ID: "Perkutan", Label: "Perkutan", Part: Perkutan, Choice: "Art", Required: true,
		Hint: "Von außen durch die Haut",
		At:   field.Opt(func(a *model.Applikationsart) **model.Perkutan { return &a.Perkutan })},
	{ID: "Kontakt", Label: "Kontakt", Part: Kontakt, Choice: "Art", Required: true,
		Hint: "Brachytherapie",
		At:   field.Opt(func(a *model.Applikationsart) **model.Kontakt { return &a.Kontakt })},
	{ID: "Metabolisch", Label: "Metabolisch", Part: Metabolisch, Choice: "Art", Required: true,
		Hint: "Radionuklide im Stoffwechsel",
		At:   field.Opt(func(a *model.Applikationsart) **model.Metabolisch { return &a.Metabolisch })},
	{ID: "Sonstige", Label: "Sonstige", Part: SonstigeApplikation, Choice: "Art", Required: true,
		Hint: "Keine der drei anderen Arten",
		At:   field.Opt(func(a *model.Applikationsart) **model.SonstigeApplikation { return &a.Sonstige })},
}}

// Perkutan is external beam radiotherapy.
var Perkutan = &field.Part{Name: "Perkutan", Rows: []field.Row{
	{ID: "Radiochemo", Label: "Radiochemotherapie", Type: Radiochemo,
		Hint: "Gleichzeitig Chemotherapie oder Sensitizer?",
		At:   field.At(func(p *model.Perkutan) *model.Code { return &p.Radiochemo })},
	{ID: "Stereotaktisch", Label: "Stereotaktisch", Type: Stereotaktisch,
		Hint: "Nur ankreuzen, wenn stereotaktisch bestrahlt wurde",
		At:   field.At(func(p *model.Perkutan) *model.Code { return &p.Stereotaktisch })},
	{ID: "Atemgetriggert", Label: "Atemgetriggert", Type: Atemgetriggert,
		Hint: "Nur ankreuzen, wenn die Atmung den Strahl steuerte",
		At:   field.At(func(p *model.Perkutan) *model.Code { return &p.Atemgetriggert })},
	zielgebietPflicht(func(p *model.Perkutan) *model.Zielgebiet { return &p.Zielgebiet }),
	seiteZielgebiet(true, func(p *model.Perkutan) *model.Code { return &p.SeiteZielgebiet }),
	strahlenart(Strahlenart, "Strahlenart", func(p *model.Perkutan) *model.Code { return &p.Strahlenart }),
	dosis("Gesamtdosis", "Gesamtdosis", "In Gray, mit Boost", Strahlendosis, func(p *model.Perkutan) **model.Dosis { return &p.Gesamtdosis }),
	dosis("Einzeldosis", "Einzeldosis", "In Gray, die häufigste Einzeldosis", Strahlendosis, func(p *model.Perkutan) **model.Dosis { return &p.Einzeldosis }),
	boost(func(p *model.Perkutan) *model.Code { return &p.Boost }),
}}

// Kontakt is brachytherapy.
var Kontakt = &field.Part{Name: "Kontakt", Rows: []field.Row{
	{ID: "Interstitiell_endokavitaer", Label: "Zugang", Type: InterstitiellEndokavitaer, Required: true,
		Hint: "Im Gewebe oder in einer Körperhöhle",
		At:   field.At(func(k *model.Kontakt) *model.Code { return &k.InterstitiellEndokavitaer })},
	{ID: "Rate_Type", Label: "Dosisrate", Type: RateType, Required: true,
		Hint: "HDR, LDR oder PDR",
		At:   field.At(func(k *model.Kontakt) *model.Code { return &k.RateType })},
	zielgebietPflicht(func(k *model.Kontakt) *model.Zielgebiet { return &k.Zielgebiet }),
	seiteZielgebiet(true, func(k *model.Kontakt) *model.Code { return &k.SeiteZielgebiet }),
	strahlenart(StrahlenartKontakt, "Strahlenart", func(k *model.Kontakt) *model.Code { return &k.Strahlenart }),
	dosis("Gesamtdosis", "Gesamtdosis", "In Gray, mit Boost", Strahlendosis, func(k *model.Kontakt) **model.Dosis { return &k.Gesamtdosis }),
	dosis("Einzeldosis", "Einzeldosis", "In Gray, die häufigste Einzeldosis", Strahlendosis, func(k *model.Kontakt) **model.Dosis { return &k.Einzeldosis }),
	boost(func(k *model.Kontakt) *model.Code { return &k.Boost }),
}}

// Metabolisch is therapy with radionuclides; its doses are activities.
var Metabolisch = &field.Part{Name: "Metabolisch", Rows: []field.Row{
	{ID: "Metabolisch_Typ", Label: "Verfahren", Type: MetabolischTyp, Required: true,
		Hint: "Art der Radionuklidtherapie",
		At:   field.At(func(m *model.Metabolisch) *model.Code { return &m.MetabolischTyp })},
	zielgebiet(func(m *model.Metabolisch) **model.Zielgebiet { return &m.Zielgebiet }),
	seiteZielgebiet(false, func(m *model.Metabolisch) *model.Code { return &m.SeiteZielgebiet }),
	strahlenart(Nuklide, "Nuklid", func(m *model.Metabolisch) *model.Code { return &m.Strahlenart }),
	dosis("Gesamtdosis", "Gesamtaktivität", "In GBq, MBq oder kBq", Aktivitaet, func(m *model.Metabolisch) **model.Dosis { return &m.Gesamtdosis }),
	dosis("Einzeldosis", "Einzelaktivität", "In GBq, MBq oder kBq", Aktivitaet, func(m *model.Metabolisch) **model.Dosis { return &m.Einzeldosis }),
}}

// SonstigeApplikation is any other method; it may be empty.
var SonstigeApplikation = &field.Part{Name: "Sonstige", Rows: []field.Row{
	zielgebiet(func(s *model.SonstigeApplikation) **model.Zielgebiet { return &s.Zielgebiet }),
	seiteZielgebiet(false, func(s *model.SonstigeApplikation) *model.Code { return &s.SeiteZielgebiet }),
	dosis("Gesamtdosis", "Gesamtdosis", "In Gray", Strahlendosis, func(s *model.SonstigeApplikation) **model.Dosis { return &s.Gesamtdosis }),
	dosis("Einzeldosis", "Einzeldosis", "In Gray", Strahlendosis, func(s *model.SonstigeApplikation) **model.Dosis { return &s.Einzeldosis }),
}}

// Zielgebiet is the irradiated target by the key of 2021 or of 2014.
var Zielgebiet = &field.Part{Name: "Zielgebiet_Typ", Rows: []field.Row{
	{ID: "CodeVersion2021", Label: "Zielgebiet", Type: Zielgebiet2021, Choice: "Zielgebiet", Required: true,
		Hint: "Nummer oder Wort, z. B. 3.4 oder Lunge",
		Help: "Schlüssel von 2021; gilt für alle neuen Meldungen.\nDie Nummern sind Text: 2.1 und 2.10 sind verschiedene Gebiete.",
		At:   field.At(func(z *model.Zielgebiet) *model.Code { return &z.CodeVersion2021 })},
	{ID: "CodeVersion2014", Label: "Zielgebiet (2014)", Type: Zielgebiet2014, Choice: "Zielgebiet", Required: true,
		Hint: "Nur für alte Behandlungen; mit Punkt am Ende, z. B. 3.4.+",
		At:   field.At(func(z *model.Zielgebiet) *model.Code { return &z.CodeVersion2014 })},
}}

// Strahlendosis is a dose.
var Strahlendosis = dosisteil("Strahlendosis_Typ", "Dosis", "Zahl über 0, z. B. 50.4", DosisEinheit)

// Aktivitaet is the activity of a radionuclide.
var Aktivitaet = dosisteil("Aktivitaets_Typ", "Aktivität", "Zahl über 0, z. B. 7.4", AktivitaetEinheit)

func dosisteil(name, label, hint string, einheit *field.Type) *field.Part {
	return &field.Part{Name: name, Rows: []field.Row{
		{ID: "Dosis", Label: label, Type: Dosis, Required: true, Hint: hint, RequiredIf: stEnde, Level: field.Minimum,
			At: field.At(func(d *model.Dosis) *model.Zahl { return &d.Dosis })},
		{ID: "Einheit", Label: "Einheit", Type: einheit, Required: true,
			Hint: "Gy; bei metabolischer Therapie kBq, MBq oder GBq",
			At:   field.At(func(d *model.Dosis) *model.Code { return &d.Einheit })},
	}}
}

func zielgebietPflicht[P any](at func(*P) *model.Zielgebiet) field.Row {
	return field.Row{ID: "Zielgebiet", Label: "Zielgebiet", Part: Zielgebiet, Required: true, At: field.One(at)}
}

func zielgebiet[P any](at func(*P) **model.Zielgebiet) field.Row {
	return field.Row{ID: "Zielgebiet", Label: "Zielgebiet", Part: Zielgebiet, At: field.Opt(at)}
}

func seiteZielgebiet[P any](required bool, at func(*P) *model.Code) field.Row {
	return field.Row{ID: "Seite_Zielgebiet", Label: "Seite des Zielgebiets", Type: SeiteZielgebiet, Required: required,
		Hint: "T, wenn das Gebiet keine Seite hat",
		At:   field.At(at)}
}

func strahlenart[P any](t *field.Type, label string, at func(*P) *model.Code) field.Row {
	return field.Row{ID: "Strahlenart", Label: label, Type: t, RequiredIf: always, Level: field.Minimum,
		Hint: "Womit bestrahlt wurde",
		At:   field.At(at)}
}

func dosis[P any](id, label, hint string, part *field.Part, at func(*P) **model.Dosis) field.Row {
	return field.Row{ID: id, Label: label, Hint: hint, Part: part, At: field.Opt(at)}
}

func boost[P any](at func(*P) *model.Code) field.Row {
	return field.Row{ID: "Boost", Label: "Boost", Type: Boost, RequiredIf: stEnde, Level: field.Minimum,
		Hint: "Wurde ein Boost gegeben, und wie?",
		At:   field.At(at)}
}
