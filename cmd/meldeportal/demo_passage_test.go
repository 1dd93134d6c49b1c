package main

import (
	"slices"
	"strings"
	"testing"
	"time"

	"example.org/meldeportal/cmd/internal/stellen"
	"example.org/meldeportal/model"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/tui/passage"
	"example.org/meldeportal/tui/work"
)

// In the demo a delivered report can be followed through all offices, none of which has who
// the person is.
func TestTheDemoShowsWhatTheRegistrySeesOfAReport(t *testing.T) {
	t.Parallel()
	desk := demoDesk(t)
	page, err := desk.Sent.DeliveryPage(t.Context(), model.DeliverySpan{N: 5})
	if err != nil || len(page.Deliveries) == 0 {
		t.Fatal(page, err)
	}
	at := slices.IndexFunc(page.Deliveries, func(d model.Delivery) bool { return d.Receipt != nil })
	s := &work.SentVersion{Desk: desk, Delivery: page.Deliveries[at]}
	if off := work.ActNamed(passage.ActsOn(s), "stellen").Off; off != "" {
		t.Fatalf("off: %s", off)
	}
	lines, err := passage.Read(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	text := strings.Join(lines, "\n")
	for _, want := range []string{"Datenannahmestelle: ", "Vertrauensstelle: ", "Kontrollnummernstelle: ", "Landesauswertungsstelle: ", "    registernummer=1", "    chiffrat=6167652d"} {
		if !strings.Contains(text, want) {
			t.Errorf("it does not show %q:\n%s", want, text)
		}
	}
	if n := strings.Count(text, ": 0 Treffer"); n != 4 {
		t.Errorf("%d offices have nothing that says who she is, want all:\n%s", n, text)
	}
}

// What is looked for is found where it is: the town stands in the last office.
func TestWhatAnOfficeHasInClearIsFound(t *testing.T) {
	t.Parallel()
	_, past, err := inventAll(time.Now())
	if err != nil {
		t.Fatal(err)
	}
	all, err := stellen.Weg{Dir: t.TempDir(), Newest: dataset.Newest, Site: demoSite, Documents: [][]byte{past[0].Document}, Searched: []string{"meldung"}}.Go(t.Context())
	if err != nil || len(all) != 4 {
		t.Fatal(all, err)
	}
	if all[3].Hits == 0 {
		t.Error("a word that stands in the file is not found in it")
	}
}
