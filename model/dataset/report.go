package dataset

import (
	"example.org/meldeportal/model"
	"example.org/meldeportal/model/field"
)

// Report is the root of the field table, with everything any edition of the
// schema has; Of has the table of one of them. The Meldung stands without a step
// of its own in the field ids: "Tumorzuordnung.Diagnosedatum", "Diagnose.cTNM.T".
// The frame around these parts, Menge_Patient and the like, is model/obds's.
var Report = editions.Whole()

// Of is the field table of one edition.
func Of(e field.Edition) *field.Part { return editions.Of(e) }

// For is the field table as it is asked for reports in an edition: what it has
// not is asked only where there is a value already.
func For(e field.Edition) *field.Part { return editions.For(e) }

// editions is the table with the rows of all editions, also those that a later
// edition replaced.
var editions = &field.Part{Name: "oBDS", Rows: []field.Row{
	{ID: "Absender", Label: "Absender", Part: Absender, Required: true, Class: field.Meldungsbezogen,
		At: field.One(func(r *model.Report) *model.Absender { return &r.Absender })},
	{ID: "Meldedatum", Label: "Meldedatum", Type: DatumE, Required: true, Class: field.Meldungsbezogen,
		Hint: "Tag, an dem die Meldung fertiggestellt wird",
		At:   field.At(func(r *model.Report) *model.Datum { return &r.Meldedatum })},
	{ID: "Patient", Label: "Patient", Part: Patient, Required: true, Class: field.Identitaet,
		At: field.One(func(r *model.Report) *model.Patient { return &r.Patient })},
	{ID: "", Element: "Meldung", Label: "Meldung", Part: Meldung, Required: true, Class: field.Klinisch,
		At: field.One(func(r *model.Report) *model.Meldung { return &r.Meldung })},
	{ID: "Melder", Label: "Melder", Part: Melder, Required: true, Class: field.Meldungsbezogen,
		At: field.One(func(r *model.Report) *model.Melder { return &r.Melder })},
}}

// Own are the fields and parts the program sets itself and no form asks for:
// who sends, who reports, when, and the numbers of the report.
var Own = []string{"Absender", "Meldedatum", "Melder", "Meldung_ID", "Melder_ID", "Typ"}
