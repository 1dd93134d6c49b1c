package main

import (
	"fmt"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/sync/desk"
)

// finding is one clinical picture the demo's invented reports are made of.
type finding struct {
	icd, topography, morphology, grading model.Code
	side                                 []model.Code // nil where there is none to state
	sex                                  model.Code   // "" = any
	t, n                                 model.Code
	stage                                model.Code
}

var findings = []finding{
	{"C50.4", "C50.4", "8500/3", "2", []model.Code{"L", "R"}, "W", "1c", "0", "IA"},
	{"C50.2", "C50.2", "8520/3", "2", []model.Code{"L", "R"}, "W", "2", "1", "IIB"},
	{"C18.7", "C18.7", "8140/3", "2", nil, "", "3", "1a", "IIIB"},
	{"C20", "C20.9", "8140/3", "2", nil, "", "3", "0", "IIA"},
	{"C34.1", "C34.1", "8070/3", "3", []model.Code{"L", "R"}, "", "2a", "1", "IIB"},
	{"C61", "C61.9", "8140/3", "T", nil, "M", "2", "0", "IIB"},
	{"C67.2", "C67.2", "8120/3", "H", nil, "", "2", "0", "II"},
	{"C16.0", "C16.0", "8140/3", "3", nil, "", "3", "1", "III"},
}

// diagnosis invents a Diagnose report for a person, complete but for what
// completing adds.
func (v *inventor) diagnosis(p model.Patient, today time.Time) model.Report {
	f := v.findingFor(p.Stammdaten.Geschlecht)
	day := today.AddDate(0, 0, -20-v.IntN(60))
	date := model.DatumOf(day)
	edition := model.Code(fmt.Sprintf("10 %d GM", day.Year()))
	side := model.Code("T")
	if f.side != nil {
		side = pick(v, f.side)
	}
	r := model.Report{Patient: p, Meldung: model.Meldung{
		Meldebegruendung: "I", EigeneLeistung: "J",
		Tumorzuordnung: model.Tumorzuordnung{
			PrimaertumorICD: model.ICD{Code: f.icd, Version: edition}, Diagnosedatum: date, Seitenlokalisation: side,
			MorphologieICDO: &model.ICDO{Code: f.morphology, Version: "33"},
		},
		Diagnose: &model.Diagnose{
			PrimaertumorTopographieICDO: &model.ICDO{Code: f.topography, Version: "33"},
			Diagnosesicherung:           "7.1",
			Histologie: &model.Histologie{TumorHistologiedatum: date,
				MorphologieICDO: []model.ICDO{{Code: f.morphology, Version: "33"}}, Grading: f.grading},
			CTNM:                        &model.TNM{Version: "8", PraefixT: "c", T: f.t, PraefixN: "c", N: f.n, PraefixM: "c", M: "0", UICCStadium: f.stage},
			AllgemeinerLeistungszustand: pick(v, []model.Code{"0", "1"}),
		},
	}}
	desk.Number(&r.Meldung, model.TypDiagnose, model.Text(demoSite.MelderID))
	return r
}

func (v *inventor) findingFor(sex model.Code) finding {
	for {
		if f := pick(v, findings); f.sex == "" || f.sex == sex {
			return f
		}
	}
}

// halfTyped invents a report somebody left in the middle.
func (v *inventor) halfTyped(p model.Patient, today time.Time) model.Report {
	r := v.diagnosis(p, today)
	r.Meldung.Diagnose.Histologie, r.Meldung.Diagnose.CTNM = nil, nil
	r.Meldung.Diagnose.AllgemeinerLeistungszustand = ""
	r.Meldung.Tumorzuordnung.Seitenlokalisation = ""
	return r
}
