package dataset

import (
	"example.org/meldeportal/model"
	"example.org/meldeportal/model/field"
)

// OP reports one operation.
var OP = &field.Part{Name: "OP_Typ", Rows: []field.Row{
	{ID: "OP_ID", Element: "@OP_ID", Label: "OP-ID", Type: ID50, Class: field.Meldungsbezogen,
		Hint: "Vergibt das Programm",
		At:   field.At(func(o *model.OP) *model.Text { return &o.OPID })},
	{ID: "Intention", Label: "Intention", Type: OPIntention, Required: true,
		Hint: "Ziel der Operation",
		Help: "Das Ziel, mit dem operiert wurde, nicht das Ergebnis. Eine Operation wegen einer Komplikation ist R.",
		At:   field.At(func(o *model.OP) *model.Code { return &o.Intention })},
	{ID: "Datum", Label: "OP-Datum", Type: DatumE, Required: true,
		Hint: "Genauer Tag der Operation",
		Help: "Hier ist nur ein genauer Tag möglich.\nIst er nicht bekannt, bitte beim operierenden Haus nachfragen; ein erfundener Tag ist falsch.",
		At:   field.At(func(o *model.OP) *model.Datum { return &o.Datum })},
	{ID: "Menge_OPS", Element: "Menge_OPS/OPS", Label: "OPS-Codes", Part: OPS, Required: true,
		Hint: "Mindestens ein Code",
		At:   field.Each(func(o *model.OP) *[]model.OPS { return &o.MengeOPS })},
	histologie(func(o *model.OP) **model.Histologie { return &o.Histologie }),
	tnm("TNM", "TNM", "Stadium nach der Operation", func(o *model.OP) **model.TNM { return &o.TNM }),
	{ID: "Residualstatus", Label: "Residualstatus", Part: Residualstatus,
		At: field.Opt(func(o *model.OP) **model.Residualstatus { return &o.Residualstatus })},
	weitereKlassifikationen(func(o *model.OP) *[]model.WeitereKlassifikation { return &o.MengeWeitereKlassifikation }),
	genetik(func(o *model.OP) *[]model.GenetischeVariante { return &o.MengeGenetik }),
	{ID: "Komplikationen", Label: "Komplikationen", Part: Komplikationen, Required: true,
		At: field.One(func(o *model.OP) *model.Komplikationen { return &o.Komplikationen })},
	{ID: "Menge_Operateur", Element: "Menge_Operateur/Operateur", Label: "Operateure", Part: Operateur, Class: field.Meldungsbezogen,
		Hint: "Freiwillig: wer operiert hat",
		At:   field.Each(func(o *model.OP) *[]model.Operateur { return &o.MengeOperateur })},
	modulAllgemein(func(o *model.OP) **model.ModulAllgemein { return &o.ModulAllgemein }),
	modulMamma(ModulMamma, func(o *model.OP) **model.ModulMamma { return &o.ModulMamma }),
	modulDarm(ModulDarm, func(o *model.OP) **model.ModulDarm { return &o.ModulDarm }),
	modulProstata(ModulProstata, func(o *model.OP) **model.ModulProstata { return &o.ModulProstata }),
	modulMalignesMelanom(ModulMalignesMelanom, func(o *model.OP) **model.ModulMalignesMelanom { return &o.ModulMalignesMelanom }),
}}

// OPS is one procedure code.
var OPS = &field.Part{Name: "OPS", Rows: []field.Row{
	{ID: "", Element: "Code", Label: "OPS-Code", Type: OPSCode, Required: true,
		Hint: "z. B. 5-870.a1; Seite als R, L oder B am Ende",
		Help: "Buchstaben im Code sind klein, die Seite am Ende ist groß: 5-895.14L.\nBitte so genau wie möglich, nicht nur die Gruppe.",
		At:   field.At(func(o *model.OPS) *model.Code { return &o.Code })},
	{ID: "Version", Label: "OPS-Jahr", Type: Katalogjahr, Required: true,
		Hint: "Jahr des Katalogs, meist das der Operation",
		At:   field.At(func(o *model.OPS) *model.Code { return &o.Version })},
}}

// Komplikationen is N or U, or the list of complications.
var Komplikationen = &field.Part{Name: "Komplikationen", Rows: []field.Row{
	{ID: "Komplikation_nein_oder_unbekannt", Label: "Komplikationen N/U", Type: KomplikationNU, Choice: "Komplikationen", Required: true,
		Hint: "Keine Komplikation oder unbekannt; sonst die Liste",
		Help: "Entweder „keine“ oder „unbekannt“, oder die Liste der Komplikationen darunter.",
		At:   field.At(func(k *model.Komplikationen) *model.Code { return &k.NeinOderUnbekannt })},
	{ID: "Menge_Komplikation", Element: "Menge_Komplikation/Komplikation", Label: "Komplikationen", Part: Komplikation,
		Choice: "Komplikationen", Required: true,
		Hint: "Jede Komplikation als Kürzel oder ICD-Code",
		At:   field.Each(func(k *model.Komplikationen) *[]model.Komplikation { return &k.MengeKomplikation })},
}}

// Komplikation is one complication.
var Komplikation = &field.Part{Name: "Komplikation_Typ", Rows: []field.Row{
	{ID: "Kuerzel", Label: "Komplikation", Type: KomplikationKuerzel, Choice: "Komplikation", Required: true,
		Hint: "Kürzel oder Wort, z. B. Nachblutung; oder ein ICD-Code",
		Help: "Kürzel der Komplikation oder ihr ICD-10-Code; ein Eintrag je Komplikation.",
		At:   field.At(func(k *model.Komplikation) *model.Code { return &k.Kuerzel })},
	{ID: "ICD", Label: "Komplikation (ICD)", Part: KomplikationICD, Choice: "Komplikation", Required: true,
		Hint: "Nur Kapitel E, G, I, K, M, R und T; am besten T80 bis T88",
		At:   field.Opt(func(k *model.Komplikation) **model.ICD { return &k.ICD })},
}}

// Operateur is one surgeon.
var Operateur = &field.Part{Name: "Operateur_Typ", Rows: []field.Row{
	{ID: "Nachname", Label: "Nachname", Type: N255, Required: true,
		Hint: "Nachname der operierenden Person",
		Help: "Nur, wenn Ihr Haus die Operierenden melden will; das Schema verlangt dann den Nachnamen.",
		At:   field.At(func(o *model.Operateur) *model.Text { return &o.Nachname })},
	{ID: "Vornamen", Label: "Vornamen", Type: N255,
		Hint: "Vorname der operierenden Person",
		At:   field.At(func(o *model.Operateur) *model.Text { return &o.Vornamen })},
	{ID: "Hauptoperateur", Label: "Hauptoperateur", Type: JNU, Required: true,
		Hint: "Hat diese Person die Operation geleitet?",
		Help: "Ja bei der Person, die die Operation verantwortet.",
		At:   field.At(func(o *model.Operateur) *model.Code { return &o.Hauptoperateur })},
}}
