package model

import "testing"

func TestAReportAnswersWhatIsMissedOfItsSpecimen(t *testing.T) {
	t.Parallel()
	about := func(number, patient Text, typ Zweig) *Report {
		r := &Report{Patient: Patient{PatientID: patient}}
		r.Meldung.Typ = typ
		if number != "" {
			r.Meldung.OP = &OP{Histologie: &Histologie{HistologieEinsendeNr: number}}
		}
		return r
	}
	for name, c := range map[string]struct {
		missed Vermisst
		report *Report
		want   bool
	}{
		"the specimen":                   {Vermisst{Grund: VermisstPathologie, Einsendenummer: "H/1"}, about(" h/1", "9", TypOP), true},
		"the person":                     {Vermisst{Grund: VermisstPathologie, Einsendenummer: "H/1", PatientID: "4711"}, about("", "4711", TypDiagnose), true},
		"another specimen of the person": {Vermisst{Grund: VermisstPathologie, Einsendenummer: "H/1", PatientID: "4711"}, about("H/2", "4711", TypOP), false},
		"a therapy of the person":        {Vermisst{Grund: VermisstPathologie, PatientID: "4711"}, about("", "4711", TypST), false},
		"another person":                 {Vermisst{Grund: VermisstPathologie, PatientID: "4711"}, about("", "4712", TypDiagnose), false},
		"nobody":                         {Vermisst{Grund: VermisstPathologie, Einsendenummer: "H/1"}, about("", "", TypDiagnose), false},
		"the end of a therapy":           {Vermisst{Grund: VermisstEnde, PatientID: "4711"}, about("", "4711", TypDiagnose), false},
	} {
		if got := c.missed.AnsweredBy(c.report); got != c.want {
			t.Errorf("%s: answered %v, want %v", name, got, c.want)
		}
	}
}
