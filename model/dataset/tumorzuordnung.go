package dataset

import (
	"example.org/meldeportal/model"
	"example.org/meldeportal/model/field"
)

// Tumorzuordnung names the primary tumour; it is the same in all report types.
var Tumorzuordnung = &field.Part{Name: "Tumorzuordnung_Typ", Rows: []field.Row{
	{ID: "Tumor_ID", Element: "@Tumor_ID", Label: "Tumor-ID", Type: ID50, Required: true, Class: field.Meldungsbezogen,
		Hint: "In allen Meldungen zu diesem Tumor gleich",
		Help: "Kennung des Primärtumors in Ihrem Haus, eindeutig für die Person.\nSie darf nichts über die Person verraten.",
		At:   field.At(func(t *model.Tumorzuordnung) *model.Text { return &t.TumorID })},
	{ID: "Primaertumor_ICD", Label: "Diagnose (ICD-10)", Part: TumorICD, Required: true,
		Hint: "Code oder Wort, z. B. c504 oder Brust",
		Help: "Immer der Primärtumor, auch wenn die Meldung von einer Metastase handelt.\nMetastasen (C77 bis C79) sind hier falsch; ist der Primärtumor unbekannt, gilt C80.",
		At:   field.One(func(t *model.Tumorzuordnung) *model.ICD { return &t.PrimaertumorICD })},
	{ID: "Diagnosedatum", Label: "Diagnosedatum", Type: DatumETMV, Required: true,
		Class: field.Identitaet | field.Epidemiologisch | field.Klinisch,
		Hint:  "Tag der Diagnose; Monat (05.2026) oder Jahr (2026) genügt",
		Help:  "Das Datum, an dem der Primärtumor zum ersten Mal festgestellt wurde, in jedem Meldungstyp.\nPathologie: wenn bekannt das klinische Datum, sonst das der eigenen früheren Befunde oder der Entnahme.",
		At:    field.At(func(t *model.Tumorzuordnung) *model.Datum { return &t.Diagnosedatum })},
	{ID: "Seitenlokalisation", Label: "Seite", Type: Seitenlokalisation, RequiredIf: paarigesOrgan, Level: field.Minimum,
		Hint: "Bei paarigen Organen erforderlich",
		Help: "Brust, Lunge, Niere, Eierstock und andere paarige Organe brauchen links oder rechts.\nSind beide Seiten erkrankt, sind das meist zwei Tumoren mit je eigener Meldung.\nBei unpaarigen Organen und Systemerkrankungen: trifft nicht zu.",
		At:   field.At(func(t *model.Tumorzuordnung) *model.Code { return &t.Seitenlokalisation })},
	{ID: "Morphologie_ICD_O", Label: "Morphologie (ICD-O-3)", Part: MorphologieICDO,
		Hint: "Code oder Wort, z. B. 8500/3 oder duktal",
		At:   field.Opt(func(t *model.Tumorzuordnung) **model.ICDO { return &t.MorphologieICDO })},
}}
