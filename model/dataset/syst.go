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
		Help: "Das Ziel, mit dem die Therapie begonnen wurde, nicht ihr Ergebnis.",
		At:   field.At(func(s *model.SYST) *model.Code { return &s.Intention })},
	{ID: "Stellung_OP", Label: "Stellung zur OP", Type: SYSTStellungOP, Required: true,
		Hint: "Zeitlich zur Operation des Primärtumors; eine Biopsie zählt nicht",
		Help: "Gemeint ist die Operation des Primärtumors, nicht die Probeentnahme.",
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
		Help: "Tag der ersten Gabe; ist nur der Monat bekannt: 05.2026. Das Jahr allein genügt hier nicht.\nVon diesem Tag an laufen die zwölf Wochen der Meldefrist.",
		At:   field.At(func(s *model.SYST) *model.Datum { return &s.Beginn })},
	{ID: "Menge_Substanz", Element: "Menge_Substanz/Substanz", Label: "Substanzen", Part: Substanz,
		Hint: "Jede Substanz einzeln",
		At:   field.Each(func(s *model.SYST) *[]model.Substanz { return &s.MengeSubstanz })},
	{ID: "Ende_Grund", Label: "Grund des Endes", Type: SYSTEndeGrund, RequiredIf: systEnde, Level: field.Minimum,
		Hint: "Nötig, wenn das Ende gemeldet wird",
		Help: "Der Grund, aus dem die Therapie endete; auch ein planmäßiges Ende ist einer.\nNötig, sobald das Ende gemeldet wird.",
		At:   field.At(func(s *model.SYST) *model.Code { return &s.EndeGrund })},
	{ID: "Ende", Label: "Ende", Type: DatumE, RequiredIf: systEnde, Level: field.Minimum,
		Hint: "Genauer Tag der letzten Gabe",
		Help: "Tag der letzten Gabe. Er darf nicht vor dem Beginn liegen.",
		At:   field.At(func(s *model.SYST) *model.Datum { return &s.Ende })},
	nebenwirkungen(func(s *model.SYST) *model.Nebenwirkungen { return &s.Nebenwirkungen }),
	modulAllgemein(func(s *model.SYST) **model.ModulAllgemein { return &s.ModulAllgemein }),
}}

// Substanz is one substance, by name or by ATC code.
var Substanz = &field.Part{Name: "Substanz", Rows: []field.Row{
	{ID: "Bezeichnung", Label: "Substanz", Type: Substanzbezeichnung, Choice: "Substanz", Required: true,
		Hint: "Wirkstoff, nicht Handelsname; oder der ATC-Code",
		Help: "Jede Substanz einzeln mit ihrem Wirkstoff: Fluorouracil, nicht der Handelsname.\nDie Substanzen des gewählten Protokolls stehen in der Liste oben (Leertaste).",
		At:   field.At(func(s *model.Substanz) *model.Text { return &s.Bezeichnung })},
	{ID: "ATC", Label: "ATC-Code", Part: ATC, Choice: "Substanz", Required: true,
		At: field.Opt(func(s *model.Substanz) **model.ATC { return &s.ATC })},
}}

// ATC is an ATC code with the year of its edition.
var ATC = &field.Part{Name: "Substanz/ATC", Rows: []field.Row{
	{ID: "", Element: "Code", Label: "ATC-Code", Type: ATCCode, Required: true,
		Hint: "Alle sieben Zeichen, z. B. L01CD01",
		Help: "Der siebenstellige ATC-Code des Wirkstoffs, z. B. L01CD01 für Paclitaxel.\nEntweder Name oder ATC-Code.",
		At:   field.At(func(a *model.ATC) *model.Code { return &a.Code })},
	{ID: "Version", Label: "ATC-Jahr", Type: Katalogjahr, Required: true,
		Hint: "Jahr des Katalogs",
		Help: "Das Jahr des ATC-Katalogs, aus dem der Code stammt.",
		At:   field.At(func(a *model.ATC) *model.Code { return &a.Version })},
}}
