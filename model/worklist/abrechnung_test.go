package worklist

import (
	"reflect"
	"testing"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/land"
)

func TestWhatWasPaidStandsBesideWhatWasExpected(t *testing.T) {
	t.Parallel()
	diagnose := func(day model.Datum) *model.Report {
		r := &model.Report{}
		r.Meldung.Typ, r.Meldung.Tumorzuordnung.Diagnosedatum = model.TypDiagnose, day
		r.Patient.Stammdaten.Versicherung = model.VersicherungGKV
		r.Patient.Stammdaten.VersichertendatenGKV = &model.VersichertendatenGKV{IKNR: "105313145", GKVVersichertennummer: "A123456780"}
		return r
	}
	conference := &model.Report{}
	conference.Meldung.Typ = model.TypTumorkonferenz
	var a Abrechnung
	a.Add(diagnose("2026-02-10"), 1950, "2026-05-14", land.Default)
	a.Add(diagnose("2026-03-31"), 0, "2026-05-14", land.Default)
	a.Add(diagnose("2026-04-01"), 1800, "2026-05-14", land.Default)
	a.Add(conference, 0, "2026-05-14", land.Default) // which earns nothing
	want := []Abgerechnet{{"2026/2", 1, 1950, 1, 1800, 0}, {"2026/1", 2, 3900, 1, 1950, 1950}}
	if got := a.Quartale(); !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
	if got, want := a.Summe(), (Abgerechnet{"", 3, 5850, 2, 3750, 1950}); got != want {
		t.Errorf("together %+v, want %+v", got, want)
	}
}
