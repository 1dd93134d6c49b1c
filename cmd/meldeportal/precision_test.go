package main

import (
	"bytes"
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/model"
	"example.org/meldeportal/model/catalog"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/obds"
)

// A date typed in short stands in the document with its precision, and the
// schema's judge takes it.
func TestTypedDatesCarryTheirPrecisionIntoTheDocument(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ id, typed, want string }{
		{"Tumorzuordnung.Diagnosedatum", "0312", `<Diagnosedatum Datumsgenauigkeit="E">2025-12-03</Diagnosedatum>`},
		{"Tumorzuordnung.Diagnosedatum", "-3", `<Diagnosedatum Datumsgenauigkeit="E">2026-11-22</Diagnosedatum>`},
		{"Tumorzuordnung.Diagnosedatum", "12.2024", `<Diagnosedatum Datumsgenauigkeit="T">2024-12-15</Diagnosedatum>`},
		{"Tumorzuordnung.Diagnosedatum", "2024", `<Diagnosedatum Datumsgenauigkeit="M">2024-07-01</Diagnosedatum>`},
		{"Tumorzuordnung.Diagnosedatum", "2024v", `<Diagnosedatum Datumsgenauigkeit="V">2024-07-01</Diagnosedatum>`},
		{"Tumorzuordnung.Diagnosedatum", "031224e", `<Diagnosedatum Datumsgenauigkeit="E">2024-12-03</Diagnosedatum>`},
		{"Diagnose.Modul_Prostata.DatumPSA", "031224", `<DatumPSA>2024-12-03</DatumPSA>`},
		{"Diagnose.Modul_Prostata.DatumPSA", "031224e", `<DatumPSA Datumsgenauigkeit="E">2024-12-03</DatumPSA>`},
		{"Diagnose.Modul_Prostata.DatumPSA", "12.2024", `<DatumPSA Datumsgenauigkeit="T">2024-12-15</DatumPSA>`},
	} {
		document := typedInto(t, c.id, c.typed)
		if !strings.Contains(document, c.want) {
			t.Errorf("%s typed into %s: %s is not in\n%s", c.typed, c.id, c.want, document)
		}
		validate(t, []byte(document))
	}
}

// typedInto is the document of a report after a text was typed into a field of its form.
func typedInto(t *testing.T, id, text string) string {
	t.Helper()
	d, err := obds.Read(strings.NewReader(obdsText("3.0.4", patient("P1", diagnose("M1", "C61")))), obds.Options{})
	if err != nil {
		t.Fatal(err)
	}
	r := d.Reports()[0]
	now := time.Date(2026, time.November, 25, 9, 0, 0, 0, time.UTC)
	f := forms.New(dataset.Report, r, forms.Pages(model.TypDiagnose), forms.Env{Lists: catalog.NewShelf(), Now: func() time.Time { return now }})
	if !f.Goto(id) {
		t.Fatalf("no form asks for %s", id)
	}
	f.Key(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(text)})
	f.Confirm()
	var out bytes.Buffer
	if err := obds.Write(&out, obds.FromReport(r, dataset.Newest)); err != nil {
		t.Fatal(err)
	}
	return out.String()
}
