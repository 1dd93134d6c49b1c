package main

import (
	"fmt"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/sync/desk"
)

// A story is the reports of one invented person about one tumour, the oldest
// first. The demo's work list lives on them: therapies whose end is missing,
// follow-ups that are due, diagnoses nobody has treated yet.

// toldReport is one report of a story and the moment it was delivered.
type toldReport struct {
	report model.Report
	at     time.Time
}

// story invents what was delivered for the n-th person: today's diagnoses for
// most, older tumours with their treatment for every third.
func (v *inventor) story(n int, p model.Patient, at time.Time) []toldReport {
	if n%3 != 0 {
		return []toldReport{{v.diagnosis(p, at), at}}
	}
	begin := at.AddDate(0, -20-v.IntN(8), 0)
	s := storyteller{inventor: v, told: []toldReport{{v.diagnosis(p, begin), begin}}}
	s.operation(begin.AddDate(0, 1, 0))
	switch n % 4 {
	case 0:
		s.chemotherapy(begin.AddDate(0, 2, 0), true)
	case 1:
		s.chemotherapy(begin.AddDate(0, 2, 0), false)
	case 2:
		s.radiation(begin.AddDate(0, 3, 0))
	}
	s.followUp(begin.AddDate(0, 12, 0))
	return s.told
}

// storyteller adds reports to the first one of a story.
type storyteller struct {
	*inventor
	told []toldReport
}

// next is a report about the same tumour; event is the day it tells of.
func (s *storyteller) next(typ model.Zweig, event time.Time) *model.Report {
	first := &s.told[0].report
	r := model.Report{Patient: first.Patient, Meldung: model.Meldung{
		Meldebegruendung: "I", EigeneLeistung: "J", Tumorzuordnung: first.Meldung.Tumorzuordnung}}
	desk.Number(&r.Meldung, typ, model.Text(demoSite.MelderID))
	s.told = append(s.told, toldReport{r, event.AddDate(0, 0, 9)})
	return &s.told[len(s.told)-1].report
}

// operations are procedures by the organ's code, as the tumours of findings need them.
var operations = map[model.Code]model.Code{
	"C50": "5-870.a1", "C18": "5-455.75", "C20": "5-484.31", "C34": "5-324.71", "C61": "5-604.02", "C67": "5-576.20", "C16": "5-437.23",
}

func (s *storyteller) operation(event time.Time) {
	r := s.next(model.TypOP, event)
	op, first := r.Meldung.OP, s.told[0].report.Meldung.Diagnose
	op.Intention, op.Datum = "K", model.DatumOf(event)
	op.MengeOPS = []model.OPS{{Code: operations[r.Meldung.Tumorzuordnung.PrimaertumorICD.Code[:3]], Version: model.Code(fmt.Sprint(event.Year()))}}
	op.Histologie = &model.Histologie{TumorHistologiedatum: op.Datum, MorphologieICDO: first.Histologie.MorphologieICDO, Grading: first.Histologie.Grading}
	op.TNM = &model.TNM{Version: "8", PraefixT: "p", T: first.CTNM.T, PraefixN: "p", N: first.CTNM.N, PraefixM: "c", M: "0"}
	op.Residualstatus = &model.Residualstatus{LokaleBeurteilung: "R0", Gesamtbeurteilung: "R0"}
	op.Komplikationen.NeinOderUnbekannt = "N"
}

// chemotherapy is told by its begin and, when it is over, by its end.
func (s *storyteller) chemotherapy(event time.Time, over bool) {
	begin := s.next(model.TypSYST, event).Meldung.SYST
	*begin = model.SYST{SYSTID: begin.SYSTID, Meldeanlass: "behandlungsbeginn", Intention: "K", StellungOP: "A", Therapieart: "CH",
		Beginn: model.DatumOf(event), MengeSubstanz: []model.Substanz{{Bezeichnung: "Cyclophosphamid"}, {Bezeichnung: "Doxorubicin"}},
		Nebenwirkungen: model.Nebenwirkungen{GradMaximal2OderUnbekannt: "U"}}
	if !over {
		return
	}
	stop := event.AddDate(0, 4, 0)
	end := s.next(model.TypSYST, stop).Meldung.SYST
	*end = *begin
	end.Meldeanlass, end.Ende, end.EndeGrund = "behandlungsende", model.DatumOf(stop), "E"
	end.Nebenwirkungen.GradMaximal2OderUnbekannt = "2"
}

// radiation is told by its begin alone.
func (s *storyteller) radiation(event time.Time) {
	st := s.next(model.TypST, event).Meldung.ST
	st.Meldeanlass, st.Intention, st.StellungOP = "behandlungsbeginn", "K", "A"
	st.MengeBestrahlung = []model.Bestrahlung{{Beginn: model.DatumOf(event), Applikationsart: model.Applikationsart{Art: "Perkutan",
		Perkutan: &model.Perkutan{Radiochemo: "RCN", Zielgebiet: model.Zielgebiet{CodeVersion2021: "8.1"}, SeiteZielgebiet: "T", Strahlenart: "UH"}}}}
	st.Nebenwirkungen.GradMaximal2OderUnbekannt = "U"
}

func (s *storyteller) followUp(event time.Time) {
	v := s.next(model.TypVerlauf, event)
	v.Meldung.Verlauf = &model.Verlauf{Meldeanlass: "statusmeldung", UntersuchungsdatumVerlauf: model.DatumOf(event),
		GesamtbeurteilungTumorstatus: "V", VerlaufLokalerTumorstatus: "K", VerlaufTumorstatusLymphknoten: "K",
		VerlaufTumorstatusFernmetastasen: "K", AllgemeinerLeistungszustand: "0"}
}

// begun are the drafts somebody left in the middle: half-typed diagnoses, some
// of them close to the end of the twelve weeks or beyond it.
func (v *inventor) begun(n int, p model.Patient, now time.Time) model.Report {
	r := v.halfTyped(p, now)
	if n%4 == 0 {
		day := now.AddDate(0, 0, -75-3*n)
		r.Meldung.Tumorzuordnung.Diagnosedatum = model.DatumOf(day)
		r.Meldung.Tumorzuordnung.PrimaertumorICD.Version = model.Code(fmt.Sprintf("10 %d GM", day.Year()))
	}
	return r
}
