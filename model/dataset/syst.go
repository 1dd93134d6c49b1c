package dataset

import (
	"example.org/meldeportal/model"
	"example.org/meldeportal/model/field"
)

// SYST reports begin or end of a systemic therapy.
var SYST = &field.Part{Name: "SYST_Typ", Rows: []field.Row{
	{ID: "SYST_ID", Element: "@SYST_ID", Label: "SYST-ID", Type: ID50, Class: field.Meldungsbezogen,
		Hint: "Gleich in der Meldung zum Beginn und zum Ende",
		At:   field.At(func(s *model.SYST) *model.Text { return &s.SYSTID })},
	meldeanlassTherapie(func(s *model.SYST) *model.Code { return &s.Meldeanlass }),
	{ID: "Intention", Label: "Intention", Type: SYSTIntention, Required: true,
		Hint: "Ziel der Therapie",
		At:   field.At(func(s *model.SYST) *model.Code { return &s.Intention })},
	{ID: "Stellung_OP", Label: "Stellung zur OP", Type: SYSTStellungOP, Required: true,
		Hint: "Zeitlich zur Operation des Primärtumors; eine Biopsie zählt nicht",
		At:   field.At(func(s *model.SYST) *model.Code { return &s.StellungOP })},
	{ID: "Therapieart", Label: "Therapieart", Type: Therapieart, Required: true, Class: field.Epidemiologisch | field.Klinisch,
		Hint: "Genau eine; Kombinationen haben eigene Codes",
		Help: "Beispiel: Chemotherapie mit Antikörper ist CI.\nAuch Abwarten ist hier zu melden: AS, WS oder WW.",
		At:   field.At(func(s *model.SYST) *model.Code { return &s.Therapieart })},
	{ID: "Protokoll", Label: "Protokoll", Type: Protokoll,
		Hint: "Name des Schemas, z. B. FOLFOX",
		At:   field.At(func(s *model.SYST) *model.Text { return &s.Protokoll })},
	{ID: "Beginn", Label: "Beginn", Type: DatumET, Required: true,
		Hint: "Tag oder Monat der ersten Gabe",
		At:   field.At(func(s *model.SYST) *model.Datum { return &s.Beginn })},
	{ID: "Menge_Substanz", Element: "Menge_Substanz/Substanz", Label: "Substanzen", Part: Substanz,
		Hint: "Jede Substanz einzeln",
		At:   field.Each(func(s *model.SYST) *[]model.Substanz { return &s.MengeSubstanz })},
	{ID: "Ende_Grund", Label: "Grund des Endes", Type: SYSTEndeGrund, RequiredIf: systEnde, Level: field.Minimum,
		Hint: "Nötig, wenn das Ende gemeldet wird",
		At:   field.At(func(s *model.SYST) *model.Code { return &s.EndeGrund })},
	{ID: "Ende", Label: "Ende", Type: DatumE, RequiredIf: systEnde, Level: field.Minimum,
		Hint: "Genauer Tag der letzten Gabe",
		At:   field.At(func(s *model.SYST) *model.Datum { return &s.Ende })},
	nebenwirkungen(func(s *model.SYST) *model.Nebenwirkungen { return &s.Nebenwirkungen }),
	modulAllgemein(func(s *model.SYST) **model.ModulAllgemein { return &s.ModulAllgemein }),
}}

// Substanz is one substance, by name or by ATC code.
var Substanz = &field.Part{Name: "Substanz", Rows: []field.Row{
	{ID: "Bezeichnung", Label: "Substanz", Type: Substanzbezeichnung, Choice: "Substanz", Required: true,
		Hint: "Wirkstoff, nicht Handelsname; oder der ATC-Code",
		At:   field.At(func(s *model.Substanz) *model.Text { return &s.Bezeichnung })},
	{ID: "ATC", Label: "ATC-Code", Part: ATC, Choice: "Substanz", Required: true,
		At: field.Opt(func(s *model.Substanz) **model.ATC { return &s.ATC })},
}}

// ATC is an ATC code with the year of its edition.
var ATC = &field.Part{Name: "Substanz/ATC", Rows: []field.Row{
	{ID: "", Element: "Code", Label: "ATC-Code", Type: ATCCode, Required: true,
		Hint: "Alle sieben Zeichen, z. B. L01CD01",
		At:   field.At(func(a *model.ATC) *model.Code { return &a.Code })},
	{ID: "Version", Label: "ATC-Jahr", Type: Katalogjahr, Required: true,
		Hint: "Jahr des Katalogs",
		At:   field.At(func(a *model.ATC) *model.Code { return &a.Version })},
}}
