package dataset

import (
	"example.org/meldeportal/model"
	"example.org/meldeportal/model/field"
)

// Verlauf reports a follow-up.
var Verlauf = &field.Part{Name: "Verlauf_Typ", Rows: []field.Row{
	{ID: "Verlauf_ID", Element: "@Verlauf_ID", Label: "Verlauf-ID", Type: ID50, Class: field.Meldungsbezogen,
		Hint: "Vergibt das Programm",
		At:   field.At(func(v *model.Verlauf) *model.Text { return &v.VerlaufID })},
	{ID: "Meldeanlass", Label: "Meldeanlass", Type: MeldeanlassVerlauf, Required: true, Class: field.Meldungsbezogen,
		Hint: "Hat sich der Status geändert?",
		Help: "Geändert: Rezidiv, Progress, neue Metastase oder die erste Beurteilung nach einer Therapie.\nUnverändert: Nachsorge ohne neuen Befund. Ein Todesfall ist ein eigener Meldungstyp.",
		At:   field.At(func(v *model.Verlauf) *model.Code { return &v.Meldeanlass })},
	{ID: "Untersuchungsdatum_Verlauf", Label: "Untersuchungsdatum", Type: DatumE, Required: true,
		Hint: "Genauer Tag der Untersuchung",
		Help: "Tag, an dem der gemeldete Stand erhoben wurde, nicht der Tag des Schreibens.\nVon ihm an laufen die zwölf Wochen der Meldefrist.",
		At:   field.At(func(v *model.Verlauf) *model.Datum { return &v.UntersuchungsdatumVerlauf })},
	{ID: "Gesamtbeurteilung_Tumorstatus", Label: "Gesamtbeurteilung", Type: Gesamtbeurteilung, Required: true,
		Hint: "Tumorgeschehen im Ganzen",
		Help: "Fasst die drei Angaben darunter zusammen und muss zu ihnen passen.\nBei gemischtem Verlauf D, bei einem Rückfall nach Tumorfreiheit Y.",
		At:   field.At(func(v *model.Verlauf) *model.Code { return &v.GesamtbeurteilungTumorstatus })},
	{ID: "Verlauf_Lokaler_Tumorstatus", Label: "Primärtumor", Type: LokalerTumorstatus, RequiredIf: always, Level: field.Want,
		Hint: "Befund am Ort des Primärtumors",
		Help: "Nur der Primärtumor selbst. Muss zur Gesamtbeurteilung passen: Bei Vollremission ist kein Tumor mehr da.",
		At:   field.At(func(v *model.Verlauf) *model.Code { return &v.VerlaufLokalerTumorstatus })},
	{ID: "Verlauf_Tumorstatus_Lymphknoten", Label: "Lymphknoten", Type: Lymphknotenstatus, RequiredIf: always, Level: field.Want,
		Hint: "Nur regionäre Lymphknoten",
		Help: "Nur die regionären Lymphknoten; entfernte zählen zu den Fernmetastasen.",
		At:   field.At(func(v *model.Verlauf) *model.Code { return &v.VerlaufTumorstatusLymphknoten })},
	{ID: "Verlauf_Tumorstatus_Fernmetastasen", Label: "Fernmetastasen", Type: Fernmetastasenstatus, RequiredIf: always, Level: field.Want,
		Hint: "R: neu nach Freiheit; P: weitere kommen hinzu",
		Help: "Neue Fernmetastasen bitte auch einzeln mit Ort und Datum angeben.",
		At:   field.At(func(v *model.Verlauf) *model.Code { return &v.VerlaufTumorstatusFernmetastasen })},
	fernmetastasen(func(v *model.Verlauf) *[]model.Fernmetastase { return &v.MengeFM }),
	histologie(func(v *model.Verlauf) **model.Histologie { return &v.Histologie }),
	tnm("TNM", "TNM", "Stadium bei dieser Untersuchung; beim Rezidiv mit r", func(v *model.Verlauf) **model.TNM { return &v.TNM }),
	weitereKlassifikationen(func(v *model.Verlauf) *[]model.WeitereKlassifikation { return &v.MengeWeitereKlassifikation }),
	genetik(func(v *model.Verlauf) *[]model.GenetischeVariante { return &v.MengeGenetik }),
	leistungszustand(func(v *model.Verlauf) *model.Code { return &v.AllgemeinerLeistungszustand }),
	modulAllgemein(func(v *model.Verlauf) **model.ModulAllgemein { return &v.ModulAllgemein }),
	modulMamma(ModulMamma, func(v *model.Verlauf) **model.ModulMamma { return &v.ModulMamma }),
	modulDarm(ModulDarm, func(v *model.Verlauf) **model.ModulDarm { return &v.ModulDarm }),
	modulProstata(ModulProstata, func(v *model.Verlauf) **model.ModulProstata { return &v.ModulProstata }),
	modulMalignesMelanom(ModulMalignesMelanom, func(v *model.Verlauf) **model.ModulMalignesMelanom { return &v.ModulMalignesMelanom }),
	modulDKKR(func(v *model.Verlauf) **model.ModulDKKR { return &v.ModulDKKR }),
	modulDKKRTumor(func(v *model.Verlauf) **model.ModulDKKRTumor { return &v.ModulDKKRTumor }),
}}
