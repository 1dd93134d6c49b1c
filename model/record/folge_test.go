package record

import (
	"testing"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/land"
	"example.org/meldeportal/model/rule"
)

func TestWhatIsLikelyToldNext(t *testing.T) {
	t.Parallel()
	told := func(icd model.Code, types ...model.Zweig) []rule.Past {
		var past []rule.Past
		for _, typ := range types {
			r := &model.Report{Meldung: model.Meldung{Typ: typ, Tumorzuordnung: model.Tumorzuordnung{TumorID: "T1", PrimaertumorICD: model.ICD{Code: icd}}}}
			if typ == model.TypSYST {
				r.Meldung.SYST = &model.SYST{SYSTID: "S1", Meldeanlass: model.Behandlungsbeginn}
			}
			past = append(past, rule.Past{Report: r, Sent: true})
		}
		return past
	}
	for _, c := range []struct {
		what string
		past []rule.Past
		typ  model.Zweig
		sub  model.Code
	}{
		{"nothing", nil, model.TypDiagnose, ""},
		{"a finding", told("C50.4", model.TypPathologie), model.TypDiagnose, ""},
		{"a diagnosis", told("C50.4", model.TypDiagnose), model.TypOP, ""},
		{"a diagnosis and its board", told("C50.4", model.TypDiagnose, model.TypTumorkonferenz), model.TypOP, ""},
		{"a lymphoma", told("C83.3", model.TypDiagnose), model.TypSYST, model.Behandlungsbeginn},
		{"a leukaemia", told("C92.0", model.TypDiagnose), model.TypSYST, model.Behandlungsbeginn},
		{"many tumours", told("C97", model.TypDiagnose), model.TypOP, ""},
		{"a soft tissue", told("C80.9", model.TypDiagnose), model.TypOP, ""},
		{"an operation", told("C50.4", model.TypDiagnose, model.TypOP), model.TypVerlauf, "statusmeldung"},
		{"a therapy", told("C50.4", model.TypDiagnose, model.TypOP, model.TypSYST), model.TypSYST, model.Behandlungsende},
		{"a death", told("C50.4", model.TypDiagnose, model.TypTod), "", ""},
	} {
		var tumour *Tumour
		if all := Tumours(c.past); len(all) > 0 {
			tumour = &all[0]
		}
		if typ, sub := Next(c.past, tumour); typ != c.typ || sub != c.sub {
			t.Errorf("after %s: got %s %s, want %s %s", c.what, typ, sub, c.typ, c.sub)
		}
	}
}

// What the way there says is likelier than the course of an illness.
func TestWhatIsWantedIsLikely(t *testing.T) {
	t.Parallel()
	all := Anlaesse(land.Default, nil, nil)
	for want, occasion := range map[int]struct {
		typ model.Zweig
		sub model.Code
	}{0: {"", ""}, 2: {model.TypOP, ""}, 4: {model.TypST, model.Behandlungsende}, -1: {model.TypST, "x"}} {
		if got := Likely(all, nil, nil, occasion.typ, occasion.sub); got != want {
			t.Errorf("%+v: at %d, want %d", occasion, got, want)
		}
	}
}
