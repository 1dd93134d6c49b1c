package worklist

import (
	"slices"
	"testing"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/land"
	"example.org/meldeportal/model/rule"
)

func paidCase(typ model.Zweig, day model.Datum) rule.Case {
	r := &model.Report{}
	r.Meldung.Typ = typ
	r.Meldung.EigeneLeistung = "J"
	r.Meldung.Tumorzuordnung.Diagnosedatum = day
	r.Meldung.OP = &model.OP{Datum: day}
	r.Meldung.ST = &model.ST{Meldeanlass: "behandlungsbeginn", MengeBestrahlung: []model.Bestrahlung{{Beginn: day}}}
	r.Meldung.SYST = &model.SYST{Meldeanlass: "behandlungsbeginn", Beginn: day}
	r.Meldung.Verlauf = &model.Verlauf{UntersuchungsdatumVerlauf: day}
	r.Meldung.Tod = &model.Tod{Sterbedatum: day}
	s := &r.Patient.Stammdaten
	s.Versicherung = model.VersicherungGKV
	s.VersichertendatenGKV = &model.VersichertendatenGKV{IKNR: "100696012", GKVVersichertennummer: "A123456780"}
	return rule.Case{Report: r, Today: "2026-11-25"}
}

func TestFeeFollowsOccasionAndDayOfService(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		typ  model.Zweig
		day  model.Datum
		want string
	}{
		{model.TypDiagnose, "2024-01-31", "18,00 €"}, {model.TypDiagnose, "2024-02-01", "19,50 €"}, {model.TypDiagnose, "2026-05-15~T", "19,50 €"},
		{model.TypVerlauf, "2020-03-01", "8,00 €"}, {model.TypVerlauf, "2026-03-01", "9,00 €"},
		{model.TypTod, "2026-03-01", "9,00 €"}, {model.TypOP, "2023-12-31", "5,00 €"}, {model.TypOP, "2026-03-01", "9,00 €"},
		{model.TypST, "2026-03-01", "9,00 €"}, {model.TypSYST, "2026-03-01", "9,00 €"},
		{model.TypPathologie, "2023-03-01", "4,00 €"}, {model.TypPathologie, "2026-03-01", "4,50 €"},
		{model.TypTumorkonferenz, "2026-03-01", "0,00 €, dieser Anlass wird nicht vergütet"},
	} {
		e := Verguetung(paidCase(c.typ, c.day), &land.Hessen)
		if got := e.Text(); got != c.want {
			t.Errorf("%s on %s: got %q, want %q", c.typ, c.day, got, c.want)
		}
	}
}

func TestFeeSaysWhatIsMissingForIt(t *testing.T) {
	t.Parallel()
	c := paidCase(model.TypDiagnose, "2026-03-01")
	c.Report.Patient.Stammdaten.VersichertendatenGKV.GKVVersichertennummer = ""
	e := Verguetung(c, &land.Hessen)
	if got, want := e.Text(), "19,50 €, es fehlt: Versichertennummer"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	c.Report.Meldung.Tumorzuordnung.Diagnosedatum = ""
	if e = Verguetung(c, &land.Hessen); !slices.Equal(e.Fehlt, []string{"Tumorzuordnung.Diagnosedatum", "Patient.Versichertendaten_GKV.GKV_Versichertennummer"}) {
		t.Errorf("got %v, want date and number", e.Fehlt)
	}
	s := &c.Report.Patient.Stammdaten
	s.Versicherung, s.VersichertendatenSonstige = model.VersicherungSonstige, &model.VersichertendatenSonstige{Ersatzkode: "970000011"}
	if e = Verguetung(c, &land.Hessen); e.Cents != 0 || e.Grund == "" {
		t.Errorf("with Ersatzkode: got %+v, want nothing and why", e)
	}
	s.Versicherung, s.VersichertendatenPKV = model.VersicherungPKV, &model.VersichertendatenPKV{IKNR: "168140950"}
	if e = Verguetung(c, &land.Hessen); e.Cents != 1950 {
		t.Errorf("private: got %d cents, want 1950", e.Cents)
	}
}
