package dataset

import (
	"example.org/meldeportal/model"
	"example.org/meldeportal/model/field"
)

// Tod reports the death of the patient.
var Tod = &field.Part{Name: "Tod_Typ", Rows: []field.Row{
	{ID: "Abschluss_ID", Element: "@Abschluss_ID", Label: "Abschluss-ID", Type: ID50, Class: field.Meldungsbezogen,
		Hint: "Vergibt das Programm",
		At:   field.At(func(t *model.Tod) *model.Text { return &t.AbschlussID })},
	{ID: "Sterbedatum", Label: "Sterbedatum", Type: DatumE, Required: true,
		Class: field.Identitaet | field.Epidemiologisch | field.Klinisch | field.Sterbefallbezogen,
		Hint:  "Genauer Tag",
		Help:  "Möglichst der Tag, sonst Monat oder Jahr. Kein anderes Ereignis der Person darf später liegen.",
		At:    field.At(func(t *model.Tod) *model.Datum { return &t.Sterbedatum })},
	{ID: "Tod_tumorbedingt", Label: "Tod tumorbedingt", Type: JNU, Required: true,
		Hint: "Ja auch bei Metastasen oder Folgen der Behandlung",
		Help: "J, wenn der Tod auf den Tumor oder seine Behandlung zurückgeht; dann bitte auch die Todesursache angeben.",
		At:   field.At(func(t *model.Tod) *model.Code { return &t.TodTumorbedingt })},
	{ID: "Menge_Todesursachen", Element: "Menge_Todesursachen/Todesursache_ICD", Label: "Todesursachen", Part: AllgemeinICD,
		RequiredIf: field.If(func(_ *model.Report, t *model.Tod) bool { return t.TodTumorbedingt == "J" || t.TodTumorbedingt == "N" }).
			Says("wenn bekannt ist, ob der Tod tumorbedingt war"),
		Level: field.Want,
		Hint:  "Wie im Totenschein, die unmittelbare Ursache zuerst",
		At:    field.Each(func(t *model.Tod) *[]model.ICD { return &t.MengeTodesursachen })},
	modulDKKR(func(t *model.Tod) **model.ModulDKKR { return &t.ModulDKKR }),
	modulDKKRTumor(func(t *model.Tod) **model.ModulDKKRTumor { return &t.ModulDKKRTumor }),
}}
