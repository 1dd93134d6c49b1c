package dataset

import (
	"example.org/meldeportal/model"
	"example.org/meldeportal/model/field"
)

// TNM is one TNM classification. The form may take a whole formula and spread
// it over these fields.
var TNM = &field.Part{Name: "TNM_Typ", Rows: []field.Row{
	{ID: "ID", Element: "@ID", Label: "TNM-ID", Type: ID50, Class: field.Meldungsbezogen,
		Hint: "Gleich, wenn dasselbe TNM in mehreren Meldungen steht",
		At:   field.At(func(t *model.TNM) *model.Text { return &t.ID })},
	{ID: "Datum", Label: "TNM-Datum", Type: DatumE,
		Hint: "Genauer Tag der Einstufung",
		At:   field.At(func(t *model.TNM) *model.Datum { return &t.Datum })},
	{ID: "Version", Label: "TNM-Auflage", Type: TNMVersion,
		Hint: "Seit 2017 meist die achte",
		At:   field.At(func(t *model.TNM) *model.Code { return &t.Version })},
	{ID: "y_Symbol", Label: "y", Type: TNMYSymbol,
		Hint: "Einstufung während oder nach einer Vorbehandlung",
		At:   field.At(func(t *model.TNM) *model.Code { return &t.YSymbol })},
	{ID: "r_Symbol", Label: "r", Type: TNMRSymbol,
		Hint: "Einstufung eines Rezidivs",
		At:   field.At(func(t *model.TNM) *model.Code { return &t.RSymbol })},
	{ID: "a_Symbol", Label: "a", Type: TNMASymbol,
		Hint: "Einstufung bei einer Autopsie",
		At:   field.At(func(t *model.TNM) *model.Code { return &t.ASymbol })},
	{ID: "c_p_u_Praefix_T", Label: "Präfix T", Type: TNMPraefix,
		Hint: "c klinisch, p pathologisch, u Ultraschall; leer heißt c",
		At:   field.At(func(t *model.TNM) *model.Code { return &t.PraefixT })},
	{ID: "T", Label: "T", Type: TNMT,
		Hint: "Ohne den Buchstaben T: 1c, 2, is(DCIS), X",
		At:   field.At(func(t *model.TNM) *model.Code { return &t.T })},
	{ID: "m_Symbol", Label: "m", Type: TNMmSymbol,
		Hint: "Mehrere Tumoren: m oder ihre Zahl ab 2, ohne Klammern",
		At:   field.At(func(t *model.TNM) *model.Code { return &t.MSymbol })},
	{ID: "c_p_u_Praefix_N", Label: "Präfix N", Type: TNMPraefix,
		Hint: "c klinisch, p pathologisch, u Ultraschall; leer heißt c",
		At:   field.At(func(t *model.TNM) *model.Code { return &t.PraefixN })},
	{ID: "N", Label: "N", Type: TNMN,
		Hint: "Ohne den Buchstaben N: 0, 1mi, 2a, 0(sn), X",
		At:   field.At(func(t *model.TNM) *model.Code { return &t.N })},
	{ID: "c_p_u_Praefix_M", Label: "Präfix M", Type: TNMPraefix,
		Hint: "c klinisch, p pathologisch; leer heißt c, pM0 gibt es nicht",
		At:   field.At(func(t *model.TNM) *model.Code { return &t.PraefixM })},
	{ID: "M", Label: "M", Type: TNMM,
		Hint: "Ohne den Buchstaben M: 0, 1, 1b",
		At:   field.At(func(t *model.TNM) *model.Code { return &t.M })},
	{ID: "L", Label: "L (Lymphgefäße)", Type: TNML,
		Hint: "Befall von Lymphgefäßen",
		At:   field.At(func(t *model.TNM) *model.Code { return &t.L })},
	{ID: "V", Label: "V (Venen)", Type: TNMV,
		Hint: "Befall von Venen",
		At:   field.At(func(t *model.TNM) *model.Code { return &t.V })},
	{ID: "Pn", Label: "Pn (Nervenscheiden)", Type: TNMPn,
		Hint: "Befall von Nervenscheiden",
		At:   field.At(func(t *model.TNM) *model.Code { return &t.Pn })},
	{ID: "S", Label: "S (Serummarker)", Type: TNMS,
		AskIf: askedFor(hodentumor, func(t *model.TNM) *model.Code { return &t.S }),
		Hint:  "Nur bei Hodentumoren",
		Help:  "S1: LDH unter dem 1,5-Fachen der Norm, HCG unter 5000 und AFP unter 1000.\nS2: LDH bis zum 10-Fachen, HCG bis 50000 oder AFP bis 10000.\nS3: darüber.",
		At:    field.At(func(t *model.TNM) *model.Code { return &t.S })},
	{ID: "UICC_Stadium", Label: "UICC-Stadium", Type: TNMUICCStadium,
		Hint: "Römische Zahl mit Buchstabe, z. B. IIIA",
		At:   field.At(func(t *model.TNM) *model.Code { return &t.UICCStadium })},
}}

func tnm[P any](id, label, hint string, at func(*P) **model.TNM) field.Row {
	return field.Row{ID: id, Label: label, Hint: hint, Part: TNM, Class: tumorklasse, At: field.Opt(at)}
}
