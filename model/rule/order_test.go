package rule

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
)

// TestFindingsAreSortedWhateverTheirOrderWas sorts the same findings from a thousand
// orders.
func TestFindingsAreSortedWhateverTheirOrderWas(t *testing.T) {
	t.Parallel()
	want := []string{}
	var all []Finding
	for i, f := range []struct {
		severity Severity
		field    string
	}{
		{Fehler, ""}, {Fehler, "Patient.Nachname"}, {Fehler, "Patient.Nachname"}, {Fehler, "Diagnose.Menge_FM"},
		{Fehler, "Diagnose.Menge_FM[0].Lokalisation"}, {Fehler, "Diagnose.Menge_FM[2].Lokalisation"}, {Fehler, "Diagnose.Menge_FM[10].Lokalisation"},
		{Warnung, "Patient.Nachname"}, {Hinweis, "Meldung_ID"}, {Hinweis, "Gibtsnicht"},
	} {
		id := fmt.Sprintf("P-%03d", i)
		want = append(want, id)
		all = append(all, Finding{Rule: id, Severity: f.severity, Fields: []string{f.field}})
	}
	random := rand.New(rand.NewPCG(1, 2))
	for range 1000 {
		mixed := slices.Clone(all)
		random.Shuffle(len(mixed), func(i, j int) { mixed[i], mixed[j] = mixed[j], mixed[i] })
		sortFindings(mixed)
		var got []string
		for _, f := range mixed {
			got = append(got, f.Rule)
		}
		if !slices.Equal(got, want) {
			t.Fatalf("got %q, want %q", got, want)
		}
	}
}
