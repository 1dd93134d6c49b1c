package dataset

import (
	"slices"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/field"
)

// DKKRStammdaten is what the Deutsches Kinderkrebsregister asks about a person.
var DKKRStammdaten = &field.Part{Name: "DKKR_Patienten_Stammdaten_Melder_Typ", Rows: []field.Row{
	{ID: "DKKR_Einwilligung", Label: "Einwilligung", Type: DKKREinwilligung, Required: true, Class: field.Meldungsbezogen,
		Hint: "Stand der schriftlichen Einwilligung; einmal je Person, und wenn er sich ändert",
		At:   field.At(func(d *model.DKKRStammdaten) *model.Code { return &d.Einwilligung })},
	{ID: "DKKR_Wohnadresse_bei_Geburt", Label: "Wohnadresse bei Geburt", Part: Geburtsadresse,
		At: field.Opt(func(d *model.DKKRStammdaten) **model.Adresse { return &d.WohnadresseBeiGeburt })},
	{ID: "DKKR_Ort_der_Geburt", Label: "Geburtsort", Part: Geburtsort,
		At: field.Opt(func(d *model.DKKRStammdaten) **model.Geburtsort { return &d.OrtDerGeburt })},
	{ID: "DKKR_Syndrom_Status", Label: "Syndrom mit Krebsrisiko", Part: DKKRSyndromStatus, Required: true,
		At: field.One(func(d *model.DKKRStammdaten) *model.DKKRSyndromStatus { return &d.SyndromStatus })},
}}

// Geburtsadresse is an address of the past, of which nothing is demanded.
var Geburtsadresse = &field.Part{Name: Adresse.Name, Rows: undemanded(Adresse.Rows)}

// undemanded are rows without what is demanded of today's address.
func undemanded(rows []field.Row) []field.Row {
	rows = slices.Clone(rows)
	for i := range rows {
		rows[i].RequiredIf, rows[i].Level, rows[i].Help = nil, 0, ""
	}
	return rows
}

// Geburtsort is where a person was born.
var Geburtsort = &field.Part{Name: "Patienten_Adresse_Ort_Melder_Typ", Rows: []field.Row{
	{ID: "Land", Label: "Land", Type: Land,
		Hint: "Zwei Buchstaben: DE für Deutschland",
		At:   field.At(func(o *model.Geburtsort) *model.Code { return &o.Land })},
	{ID: "PLZ", Label: "Postleitzahl", Type: A10,
		Hint: "Ohne Länderkürzel; in Deutschland fünf Ziffern",
		At:   field.At(func(o *model.Geburtsort) *model.Text { return &o.PLZ })},
	{ID: "Ort", Label: "Ort", Type: A255,
		Hint: "Ort der Geburt, ohne Zusätze",
		At:   field.At(func(o *model.Geburtsort) *model.Text { return &o.Ort })},
}}

// DKKRSyndromStatus says that no syndrome is known, or which ones.
var DKKRSyndromStatus = &field.Part{Name: "DKKR_Syndrom_Status", Rows: []field.Row{
	{ID: "DKKR_Syndrom_Unbekannt_Nein", Label: "Kein Syndrom bekannt", Type: NUTyp, Choice: "DKKRSyndrom", Required: true,
		Hint: "Nein oder unbekannt; oder darunter die Syndrome",
		At:   field.At(func(s *model.DKKRSyndromStatus) *model.Code { return &s.UnbekanntNein })},
	{ID: "DKKR_Menge_Syndrom", Element: "DKKR_Menge_Syndrom/DKKR_Syndrom", Label: "Syndrome", Part: DKKRSyndrom, Choice: "DKKRSyndrom", Required: true,
		Hint: "Jedes erbliche Syndrom einzeln, mit seinen Genen",
		At:   field.Each(func(s *model.DKKRSyndromStatus) *[]model.DKKRSyndrom { return &s.MengeSyndrom })},
}}

// DKKRSyndrom is a syndrome that predisposes to cancer.
var DKKRSyndrom = &field.Part{Name: "DKKR_Syndrom", Rows: []field.Row{
	{ID: "DKKR_Syndrom_Name", Label: "Syndrom", Type: F255, Required: true,
		Hint: "Name des Syndroms, z. B. Li-Fraumeni-Syndrom",
		At:   field.At(func(s *model.DKKRSyndrom) *model.Text { return &s.Name })},
	{ID: "DKKR_Menge_Gen", Element: "DKKR_Menge_Gen/DKKR_Gen_Name", Label: "Gene", Part: DKKRGen, Required: true,
		Hint: "Mindestens ein Gen je Syndrom",
		At:   field.Each(func(s *model.DKKRSyndrom) *[]model.Text { return &s.MengeGen })},
}}

// DKKRGen is one gene of a syndrome.
var DKKRGen = &field.Part{Name: "DKKR_Gen_Name", Rows: []field.Row{
	{ID: "", Element: ".", Label: "Gen", Type: F255, Required: true,
		Hint: "Das veränderte Gen, z. B. TP53",
		At:   field.Self[model.Text]()},
}}

// ModulDKKRTumor is what the Deutsches Kinderkrebsregister asks about a tumour.
var ModulDKKRTumor = &field.Part{Name: "Modul_DKKR_Tumor_Typ", Rows: []field.Row{
	{ID: "DKKR_Hauptwohnsitz_bei_Erstdiagnose_in_Deutschland", Label: "Wohnsitz in Deutschland", Type: JNU, Required: true,
		Hint: "Hauptwohnsitz bei der Erstdiagnose dieses Tumors, nicht der heutige",
		At:   field.At(func(m *model.ModulDKKRTumor) *model.Code { return &m.HauptwohnsitzInDeutschland })},
	{ID: "DKKR_Teilnahme_Therapiestudien", Label: "Therapiestudien", Part: DKKRTherapiestudien, Required: true,
		At: field.One(func(m *model.ModulDKKRTumor) *model.DKKRTherapiestudien { return &m.TeilnahmeTherapiestudien })},
}}

func modulDKKRTumor[P any](at func(*P) **model.ModulDKKRTumor) field.Row {
	row := modul("Modul_DKKR_Tumor", "Modul Kinderkrebs", ModulDKKRTumor, minderjaehrig, at)
	row.Span.Since = V305
	return row
}

// DKKRTherapiestudien says that there is no study, or which ones.
var DKKRTherapiestudien = &field.Part{Name: "DKKR_Teilnahme_Therapiestudien", Rows: []field.Row{
	{ID: "DKKR_Therapiestudien_Unbekannt_Nein", Label: "Keine Studie", Type: NUTyp, Choice: "DKKRStudien", Required: true,
		Hint: "Nein oder unbekannt; oder darunter die Studien",
		At:   field.At(func(t *model.DKKRTherapiestudien) *model.Code { return &t.UnbekanntNein })},
	{ID: "DKKR_Menge_Therapiestudien", Element: "DKKR_Menge_Therapiestudien/DKKR_Studienteilnahme", Label: "Studien", Part: DKKRStudienteilnahme,
		Choice: "DKKRStudien", Required: true, Hint: "Jede Therapiestudie einzeln",
		At: field.Each(func(t *model.DKKRTherapiestudien) *[]model.Therapiestudie { return &t.MengeStudie })},
}}

// DKKRStudienteilnahme is one study.
var DKKRStudienteilnahme = &field.Part{Name: "DKKR_Studienteilnahme", Rows: []field.Row{
	{ID: "DKKR_Studienname", Label: "Name der Studie", Type: F255, Required: true,
		Hint: "Kurzname, z. B. wie in der Einwilligung",
		At:   field.At(func(t *model.Therapiestudie) *model.Text { return &t.Name })},
	{ID: "DKKR_Studiennummer", Label: "Nummer der Studie", Type: F255,
		Hint: "Nummer der Studie, soweit bekannt",
		At:   field.At(func(t *model.Therapiestudie) *model.Text { return &t.Nummer })},
}}
