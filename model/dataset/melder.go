package dataset

import (
	"example.org/meldeportal/model"
	"example.org/meldeportal/model/field"
)

// Absender is who produces the document. Its values come from the settings of
// the installation; staff see them, but do not type them into a report.
var Absender = &field.Part{Name: "Absender_Typ", Rows: []field.Row{
	{ID: "Absender_ID", Element: "@Absender_ID", Label: "Absender-ID", Type: ID50, Required: true,
		Hint: "Vom Krebsregister vergeben",
		At:   field.At(func(a *model.Absender) *model.Text { return &a.AbsenderID })},
	{ID: "Software_ID", Element: "@Software_ID", Label: "Software", Type: F255, Required: true,
		Hint: "Kennung dieses Programms",
		At:   field.At(func(a *model.Absender) *model.Text { return &a.SoftwareID })},
	{ID: "Software_Version", Element: "@Software_Version", Label: "Software-Version", Type: F255, Required: true,
		Hint: "Version dieses Programms",
		At:   field.At(func(a *model.Absender) *model.Text { return &a.SoftwareVersion })},
	{ID: "Installations_ID", Element: "@Installations_ID", Label: "Installations-ID", Type: F255,
		Hint: "Bleibt für eine Installation immer gleich",
		At:   field.At(func(a *model.Absender) *model.Text { return &a.InstallationsID })},
	{ID: "Bezeichnung", Label: "Einrichtung", Type: A255,
		Hint: "Name der sendenden Einrichtung",
		At:   field.At(func(a *model.Absender) *model.Text { return &a.Bezeichnung })},
	{ID: "Ansprechpartner", Label: "Ansprechpartner", Type: N255,
		Hint: "Wen das Register bei Rückfragen anruft; nur Buchstaben",
		At:   field.At(func(a *model.Absender) *model.Text { return &a.Ansprechpartner })},
	{ID: "Anschrift", Label: "Anschrift", Type: A255,
		Hint: "Straße, PLZ und Ort in einer Zeile",
		At:   field.At(func(a *model.Absender) *model.Text { return &a.Anschrift })},
	{ID: "Telefon", Label: "Telefon", Type: A255,
		Hint: "Mit Vorwahl",
		At:   field.At(func(a *model.Absender) *model.Text { return &a.Telefon })},
	{ID: "EMail", Label: "E-Mail", Type: A255,
		Hint: "Adresse für Rückfragen",
		At:   field.At(func(a *model.Absender) *model.Text { return &a.EMail })},
}}

// Melder is the site or physician on whose behalf a report is made.
var Melder = &field.Part{Name: "Melder_Typ", Rows: []field.Row{
	{ID: "ID", Element: "@ID", Label: "Melder-ID", Type: ID50, Required: true,
		Hint: "Vom Krebsregister vergeben",
		At:   field.At(func(m *model.Melder) *model.Text { return &m.ID })},
	{ID: "Ident_Nummern", Label: "Amtliche Nummern", Part: IdentNummern,
		At: field.Opt(func(m *model.Melder) **model.IdentNummern { return &m.IdentNummern })},
	{ID: "KH_Abt_Station_Praxis", Label: "Einrichtung", Type: A255,
		Hint: "Krankenhaus mit Abteilung, oder Praxis",
		At:   field.At(func(m *model.Melder) *model.Text { return &m.KHAbtStationPraxis })},
	{ID: "Arztname", Label: "Ärztin/Arzt", Type: N255,
		Hint: "Name mit Titel, z. B. Dr. Beispiel; keine Ziffern",
		At:   field.At(func(m *model.Melder) *model.Text { return &m.Arztname })},
	{ID: "Anschrift", Label: "Anschrift", Type: A255,
		Hint: "Straße und Hausnummer",
		At:   field.At(func(m *model.Melder) *model.Text { return &m.Anschrift })},
	{ID: "PLZ", Label: "Postleitzahl", Type: MelderPLZ,
		Hint: "Fünf Ziffern",
		At:   field.At(func(m *model.Melder) *model.Code { return &m.PLZ })},
	{ID: "Ort", Label: "Ort", Type: A255,
		At: field.At(func(m *model.Melder) *model.Text { return &m.Ort })},
	{ID: "Bankname", Label: "Bank", Type: A255,
		Hint: "Nur für die Vergütung",
		At:   field.At(func(m *model.Melder) *model.Text { return &m.Bankname })},
	{ID: "Kontoinhaber", Label: "Kontoinhaber", Type: N255,
		Hint: "Nur Buchstaben, keine Ziffern oder Klammern",
		At:   field.At(func(m *model.Melder) *model.Text { return &m.Kontoinhaber })},
	{ID: "BIC", Label: "BIC", Type: BIC,
		Hint: "Höchstens 11 Zeichen",
		At:   field.At(func(m *model.Melder) *model.Text { return &m.BIC })},
	{ID: "IBAN", Label: "IBAN", Type: IBAN,
		Hint: "Ohne Leerzeichen, höchstens 34 Zeichen",
		At:   field.At(func(m *model.Melder) *model.Text { return &m.IBAN })},
}}

// IdentNummern are the official numbers of a site or physician.
var IdentNummern = &field.Part{Name: "Ident_Nummern_Typ", Rows: []field.Row{
	{ID: "IKNR", Label: "IK der Einrichtung", Type: Ziffern9,
		Hint: "Institutionskennzeichen, neun Ziffern",
		At:   field.At(func(n *model.IdentNummern) *model.Code { return &n.IKNR })},
	{ID: "LANR", Label: "Arztnummer (LANR)", Type: Ziffern9,
		Hint: "Lebenslange Arztnummer, neun Ziffern",
		At:   field.At(func(n *model.IdentNummern) *model.Code { return &n.LANR })},
	{ID: "BSNR", Label: "Betriebsstätte (BSNR)", Type: Ziffern9,
		Hint: "Betriebsstättennummer, neun Ziffern",
		At:   field.At(func(n *model.IdentNummern) *model.Code { return &n.BSNR })},
	{ID: "ZANR", Label: "Zahnarztnummer (ZANR)", Type: Ziffern9,
		Hint: "Neun Ziffern",
		At:   field.At(func(n *model.IdentNummern) *model.Code { return &n.ZANR })},
}}
