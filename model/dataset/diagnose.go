package dataset

import (
	"example.org/meldeportal/model"
	"example.org/meldeportal/model/field"
)

// Diagnose reports a tumour for the first time. ICD code and date of diagnosis
// stand in Tumorzuordnung.
var Diagnose = &field.Part{Name: "Diagnose_Typ", Rows: []field.Row{
	{ID: "Primaertumor_Diagnosetext", Label: "Diagnosetext", Type: DT1000,
		Hint: "Wortlaut der Diagnose, keine Verdachtsdiagnose",
		At:   field.At(func(d *model.Diagnose) *model.Text { return &d.PrimaertumorDiagnosetext })},
	{ID: "Primaertumor_Topographie_ICD_O", Label: "Topographie (ICD-O-3)", Part: TopographieICDO,
		Hint: "Code oder Wort; sonst den Sitz als Text angeben",
		At:   field.Opt(func(d *model.Diagnose) **model.ICDO { return &d.PrimaertumorTopographieICDO })},
	{ID: "Primaertumor_Topographie_Freitext", Label: "Topographie (Text)", Type: F255,
		Hint: "Sitz des Tumors in Worten",
		At:   field.At(func(d *model.Diagnose) *model.Text { return &d.PrimaertumorTopographieFreitext })},
	{ID: "Diagnosesicherung", Label: "Diagnosesicherung", Type: Diagnosesicherung, Required: true,
		Hint: "Sicherste Untersuchung bis zum Diagnosedatum",
		Help: "Zählt, was am Diagnosedatum vorlag; die Histologie geht der Bildgebung vor.\n6 und 7 sind alte Codes: bitte 7.2 (Metastase) oder 7.1 (Primärtumor).\n9 nur, wenn es wirklich nicht zu klären ist.",
		At:   field.At(func(d *model.Diagnose) *model.Code { return &d.Diagnosesicherung })},
	{ID: "Menge_Fruehere_Tumorerkrankung", Element: "Menge_Fruehere_Tumorerkrankung/Fruehere_Tumorerkrankung",
		Label: "Frühere Tumoren", Part: FruehereTumorerkrankung,
		Hint: "Jede frühere Tumorerkrankung einzeln, mit Jahr",
		At:   field.Each(func(d *model.Diagnose) *[]model.FruehereTumorerkrankung { return &d.MengeFruehereTumorerkrankung })},
	histologie(func(d *model.Diagnose) **model.Histologie { return &d.Histologie }),
	fernmetastasen(func(d *model.Diagnose) *[]model.Fernmetastase { return &d.MengeFM }),
	tnm("cTNM", "cTNM", "Stadium vor jeder Therapie", func(d *model.Diagnose) **model.TNM { return &d.CTNM }),
	tnm("pTNM", "pTNM", "Stadium nach der Operation", func(d *model.Diagnose) **model.TNM { return &d.PTNM }),
	weitereKlassifikationen(func(d *model.Diagnose) *[]model.WeitereKlassifikation { return &d.MengeWeitereKlassifikation }),
	genetik(func(d *model.Diagnose) *[]model.GenetischeVariante { return &d.MengeGenetik }),
	leistungszustand(func(d *model.Diagnose) *model.Code { return &d.AllgemeinerLeistungszustand }),
	modulAllgemein(func(d *model.Diagnose) **model.ModulAllgemein { return &d.ModulAllgemein }),
	modulMamma(ModulMamma, func(d *model.Diagnose) **model.ModulMamma { return &d.ModulMamma }),
	modulDarm(ModulDarm, func(d *model.Diagnose) **model.ModulDarm { return &d.ModulDarm }),
	modulProstata(ModulProstata, func(d *model.Diagnose) **model.ModulProstata { return &d.ModulProstata }),
	modulMalignesMelanom(ModulMalignesMelanom, func(d *model.Diagnose) **model.ModulMalignesMelanom { return &d.ModulMalignesMelanom }),
	modulDKKR(func(d *model.Diagnose) **model.ModulDKKR { return &d.ModulDKKR }),
	modulDKKRTumor(func(d *model.Diagnose) **model.ModulDKKRTumor { return &d.ModulDKKRTumor }),
}}

// FruehereTumorerkrankung is an earlier tumour of the same person.
var FruehereTumorerkrankung = &field.Part{Name: "Fruehere_Tumorerkrankung", Rows: []field.Row{
	{ID: "Freitext", Label: "Bezeichnung", Type: F255,
		Hint: "Erkrankung in Worten",
		At:   field.At(func(f *model.FruehereTumorerkrankung) *model.Text { return &f.Freitext })},
	{ID: "ICD", Label: "ICD-10", Part: TumorICD,
		At: field.Opt(func(f *model.FruehereTumorerkrankung) **model.ICD { return &f.ICD })},
	{ID: "Diagnosedatum", Label: "Diagnosejahr", Type: Jahr,
		Hint: "Nur das Jahr, JJJJ",
		At:   field.At(func(f *model.FruehereTumorerkrankung) *model.Jahr { return &f.Diagnosedatum })},
}}
