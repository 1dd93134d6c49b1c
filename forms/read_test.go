package forms

import (
	"slices"
	"strings"
	"testing"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/rule"
)

func TestReadTellsEveryValueAndNoEmptyPage(t *testing.T) {
	t.Parallel()
	r := newReport(model.TypDiagnose)
	d := drive(t, r, Pages(model.TypDiagnose))
	d.f.Open("Fernmetastasen")
	d.keys("<C-n>10.2026<Enter>hep<Enter>")
	before := dump(t, r)
	chapters := Read(dataset.Report, r, Pages(model.TypDiagnose), testEnv())
	if after := dump(t, r); after != before {
		t.Errorf("report: got %s, want %s", after, before)
	}
	var titles []string
	for _, c := range chapters {
		titles = append(titles, c.Title)
	}
	if want := []string{"Person", "Fernmetastasen"}; !slices.Equal(titles, want) {
		t.Fatalf("chapters: got %v, want %v", titles, want)
	}
	for _, want := range []Item{{"Fernmetastasen 1", "", "", 1}, {"Ort", "HEP", "Leber", 2}} {
		if items := chapters[1].Items; !slices.Contains(items, want) {
			t.Errorf("items: got %v, want %v among them", items, want)
		}
	}
}

func TestAnEmptyChoiceSaysWhatItOffers(t *testing.T) {
	t.Parallel()
	d := driveDiagnose(t).keys("<PgDn><Tab>").sees("J ja, N nein, U unbekannt").keys("<PgDn><PgUp>").sees("Leertaste zeigt die Liste")
	if d.keys("<Tab>j"); strings.Contains(d.view(), "N nein") {
		t.Errorf("a chosen value still shows what else there is:\n%s", d.view())
	}
}

func TestAFindingBesideItsFieldDoesNotRepeatTheLabel(t *testing.T) {
	t.Parallel()
	d := driveDiagnose(t).keys("<PgDn>x<Tab>")
	d.f.SetFindings([]rule.Finding{{Severity: rule.Fehler, Text: "Meldebegründung: Den Wert gibt es nicht.", Fields: []string{"Meldebegruendung"}}})
	d.sees("! Den Wert gibt es nicht.")
}

func TestAFindingWithoutRoomSaysItInFewWords(t *testing.T) {
	t.Parallel()
	d := driveDiagnose(t).keys("<PgDn>x<Tab>")
	d.f.SetFindings([]rule.Finding{{Severity: rule.Fehler, Text: "Meldebegründung: " + strings.Repeat("Diesen Wert gibt es nicht. ", 3), Fields: []string{"Meldebegruendung"}}})
	d.sees("! nicht in der Liste")
}
