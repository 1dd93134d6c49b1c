package rule

import (
	"slices"
	"testing"

	"example.org/meldeportal/model"
)

func dueCase(typ model.Zweig, day model.Datum) Case {
	r := &model.Report{}
	r.Meldung.Typ = typ
	r.Meldung.EigeneLeistung = "J"
	r.Meldung.Tumorzuordnung.Diagnosedatum = day
	r.Meldung.Verlauf = &model.Verlauf{UntersuchungsdatumVerlauf: day}
	s := &r.Patient.Stammdaten
	s.Versicherung = model.VersicherungGKV
	s.VersichertendatenGKV = &model.VersichertendatenGKV{IKNR: "100696012", GKVVersichertennummer: "A123456780"}
	return Case{Report: r, Today: "2026-11-25"}
}

func TestCompletenessCountsWhatIsDemandedAndNames(t *testing.T) {
	t.Parallel()
	c := dueCase(model.TypVerlauf, "2026-03-01")
	done, all, lacking := Vollstaendigkeit(c)
	if done == 0 || all != done+len(lacking) || !slices.Contains(lacking, "Patient.Nachname") || slices.Contains(lacking, "Meldung_ID") {
		t.Fatalf("got %d of %d, lacking %v", done, all, lacking)
	}
	c.Report.Patient.Stammdaten.Nachname = "Müller"
	if now, total, _ := Vollstaendigkeit(c); now != done+1 || total != all {
		t.Errorf("with a surname: got %d of %d, want %d of %d", now, total, done+1, all)
	}
	for _, wrong := range []struct {
		id  string
		set func()
	}{
		{idGeburtsdatum, func() { c.Report.Patient.Stammdaten.Geburtsdatum = "k" }},
		{idGeschlecht, func() { c.Report.Patient.Stammdaten.Geschlecht = "k" }},
	} {
		wrong.set()
		if now, total, lacking := Vollstaendigkeit(c); now > done+1 || total != all || !slices.Contains(lacking, wrong.id) {
			t.Errorf("with k as %s: got %d of %d, lacking %v; want it among these", wrong.id, now, total, lacking)
		}
	}
	for _, f := range Check(c) {
		if (f.Rule == idPflicht || f.Rule == idMinimum && f.Severity == Warnung) && !own(f.Fields[0]) && !slices.Contains(lacking, f.Fields[0]) {
			t.Errorf("%s at %v is not counted", f.Rule, f.Fields)
		}
	}
}
