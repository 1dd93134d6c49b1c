package obds_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/obds"
)

func written(t *testing.T, change func(*model.Report)) string {
	t.Helper()
	r := &model.Report{Meldung: model.Meldung{Typ: model.TypOP, OP: &model.OP{}}}
	change(r)
	return string(write(t, obds.FromReport(r, dataset.Newest)))
}

func TestWriterWritesTheShortestForm(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name   string
		change func(*model.Report)
		want   string
		absent string
	}{
		{"an exact date gets its precision", func(r *model.Report) { r.Meldung.Tumorzuordnung.Diagnosedatum = "2026-05-14" },
			`<Diagnosedatum Datumsgenauigkeit="E">2026-05-14</Diagnosedatum>`, ""},
		{"an estimated day", func(r *model.Report) { r.Meldung.Tumorzuordnung.Diagnosedatum = "2026-05-15~T" },
			`<Diagnosedatum Datumsgenauigkeit="T">2026-05-15</Diagnosedatum>`, ""},
		{"a date that has no precision", func(r *model.Report) { r.Meldung.OP.Datum = "2026-05-14~E" }, `<Datum>2026-05-14</Datum>`, ""},
		{"an optional precision", func(r *model.Report) { r.Meldung.OP.ModulProstata = &model.ModulProstata{DatumPSA: "2026-05-14"} },
			`<DatumPSA>2026-05-14</DatumPSA>`, ""},
		{"an optional precision that is stated", func(r *model.Report) { r.Meldung.OP.ModulProstata = &model.ModulProstata{DatumPSA: "2026-05-14~E"} },
			`<DatumPSA Datumsgenauigkeit="E">2026-05-14</DatumPSA>`, ""},
		{"no empty list", func(r *model.Report) { r.Meldung.OP.MengeOPS = []model.OPS{} }, `<OP>`, "Menge_OPS"},
		{"no empty value", func(r *model.Report) { r.Patient.Stammdaten.Titel = "" }, `<Adresse/>`, "Titel"},
		{"a branch that is chosen and empty", func(r *model.Report) { r.Patient.Stammdaten.Versicherung = model.VersicherungSonstige },
			`<Patienten_Stammdaten><Versichertendaten_Sonstige/>`, ""},
		{"no branch that is not chosen", func(r *model.Report) {
			r.Patient.Stammdaten.Versicherung = model.VersicherungPKV
			r.Patient.Stammdaten.VersichertendatenPKV = &model.VersichertendatenPKV{IKNR: "168140346"}
			r.Patient.Stammdaten.VersichertendatenGKV = &model.VersichertendatenGKV{IKNR: "105313145"}
		}, `<Versichertendaten_PKV><IKNR>168140346</IKNR></Versichertendaten_PKV>`, "GKV"},
		{"no report type that is not chosen", func(r *model.Report) { r.Meldung.Diagnose = &model.Diagnose{Diagnosesicherung: "7.1"} }, `<OP>`, "Diagnose>"},
		{"marks in texts", func(r *model.Report) { r.Meldung.Anmerkung = "a<b & c>d\r\n\"e\"\tf" },
			"<Anmerkung>a&lt;b &amp; c&gt;d&#13;\n\"e\"\tf</Anmerkung>", ""},
		{"marks in attributes", func(r *model.Report) { r.Meldung.MeldungID = "a<b&\"c\"\td\ne" }, `Meldung_ID="a&lt;b&amp;&quot;c&quot;&#9;d&#10;e"`, ""},
		{"the version and nothing before it", func(*model.Report) {},
			`<?xml version="1.0" encoding="UTF-8"?>` + "\n" + `<oBDS xmlns="http://www.basisdatensatz.de/oBDS/XML" Schema_Version="3.0.5"><Absender/>`, "xsi"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got := written(t, c.change)
			if !strings.Contains(got, c.want) || c.absent != "" && strings.Contains(got, c.absent) {
				t.Errorf("got %s\nwant it with %s and without %q", got, c.want, c.absent)
			}
		})
	}
}

func TestTextsWithAnyLineEndSurvive(t *testing.T) {
	t.Parallel()
	want := model.Text("a\r\nb\rc\nd\te ")
	r := &model.Report{Meldung: model.Meldung{Typ: model.TypOP, OP: &model.OP{}, Anmerkung: want}}
	d, err := obds.Read(bytes.NewReader(write(t, obds.FromReport(r, dataset.Newest))), obds.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if got := d.Reports()[0].Meldung.Anmerkung; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestCharactersThatXMLLacksAreNotWritten(t *testing.T) {
	t.Parallel()
	for _, text := range []model.Text{"a\x01b", "a\xffb", "a\uffffb"} {
		r := &model.Report{Meldung: model.Meldung{Typ: model.TypOP, OP: &model.OP{}, Anmerkung: text}}
		err := obds.Write(new(bytes.Buffer), obds.FromReport(r, dataset.Newest))
		if err == nil || strings.Contains(err.Error(), string(text)) {
			t.Errorf("%q: got %v, want an error that does not quote the text", text, err)
		}
	}
}

func TestWriterReturnsTheErrorOfItsOutput(t *testing.T) {
	t.Parallel()
	full := errors.New("disk full")
	if err := obds.Write(fullDisk{full}, read(t, readFile(t, own))); !errors.Is(err, full) {
		t.Errorf("got %v, want %v", err, full)
	}
}

type fullDisk struct{ err error }

func (f fullDisk) Write([]byte) (int, error) { return 0, f.err }
