package catalog

import (
	"strings"
	"testing"
)

func TestTheOwnTableOfSitesTellsPrimaryTumoursFromOthers(t *testing.T) {
	t.Parallel()
	for pair, want := range map[string]Vorkommen{
		"8140/3 C18.7": VorkommenGueltig,
		"8500/3 C50.4": VorkommenGueltig,
		"8500/3 C25.0": VorkommenGueltig,
		"8720/3 C69.3": VorkommenGueltig,
		"9680/3 C16.2": VorkommenGueltig,
		"8120/3 C64.9": VorkommenSelten,
		"9533/0 C71.0": VorkommenSelten,
		"8140/3 C71.2": VorkommenAusgeschlossen,
		"9061/3 C61.9": VorkommenAusgeschlossen,
		"8312/3 C34.1": VorkommenAusgeschlossen,
		"8500/3 C73.9": VorkommenAusgeschlossen,
		"9861/3 C50.4": VorkommenAusgeschlossen,
		"8140/6 C71.2": VorkommenUnbekannt, // a metastasis says nothing of the primary site
		"8140/3 C80.9": VorkommenUnbekannt,
		"kein/3 C50.4": VorkommenUnbekannt,
		"8140/3 C5":    VorkommenUnbekannt,
		"8140 C50.4":   VorkommenUnbekannt,
	} {
		morph, topo, _ := strings.Cut(pair, " ")
		if got := OwnOrte().Vorkommen(morph, topo); got != want {
			t.Errorf("%s: got %d, want %d", pair, got, want)
		}
	}
}

func TestTheOwnTableOfSitesAgreesWithTheSitesOfTheMorphologies(t *testing.T) {
	t.Parallel()
	named := 0
	file := read("morphologie")
	for _, row := range file.rows {
		for _, topo := range strings.Fields(file.cell(row, "orte")) {
			if len(topo) == len("C50") {
				topo += ".9"
			}
			named++
			if code := file.cell(row, "code"); OwnOrte().Vorkommen(code, topo) > VorkommenGueltig {
				t.Errorf("%s at %s: got unusual, want usual: the list of morphologies names the site", code, topo)
			}
		}
	}
	if named == 0 {
		t.Error("got no site in the list of morphologies, want some")
	}
}

func TestATableOfPairsKnowsWhatItNamesAndNothingElse(t *testing.T) {
	t.Parallel()
	list := NewOrte("PathCHART 2025", []OrtPaar{
		{"C50", "8500/3", VorkommenGueltig}, {"C50.0", "8500/3", VorkommenSelten}, {"C61", "8500/2", VorkommenAusgeschlossen}})
	for pair, want := range map[string]Vorkommen{
		"8500/3 C50.4": VorkommenGueltig,
		"8500/3 C50.0": VorkommenSelten,
		"8500/2 C61.9": VorkommenAusgeschlossen,
		"8140/3 C71.2": VorkommenUnbekannt,
	} {
		morph, topo, _ := strings.Cut(pair, " ")
		if got := list.Vorkommen(morph, topo); got != want {
			t.Errorf("%s: got %d, want %d", pair, got, want)
		}
	}
}
