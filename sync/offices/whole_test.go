package offices_test

import (
	"slices"
	"testing"

	"example.org/meldeportal/model"
	"example.org/meldeportal/sync/envelope"
	"example.org/meldeportal/sync/offices"
)

// What no office can judge by its part who sealed the report has judged; the registry takes
// that word, and says where nobody gave it.
func TestWhatNoOfficeCanJudgeTheSenderHasJudged(t *testing.T) {
	t.Parallel()
	r := newRegistry(t, newKeys(t), nil)
	late := report(t, anna, "M-1", func(r *model.Report) { // P-030: no office has both days
		r.Meldedatum, r.Meldung.Diagnose.Histologie.TumorHistologiedatum = "2026-03-01", "2026-03-03"
	})
	odd := report(t, anna, "M-2", func(r *model.Report) { r.Meldung.Meldebegruendung = "D" }) // P-026, a Warnung
	good, earlier, forged := report(t, anna, "M-3", nil), report(t, anna, "M-4", nil), report(t, anna, "M-5", nil)
	sent := map[string]struct {
		document []byte
		judged   []string
		result   model.Ergebnis
		rules    []string
	}{
		number(1): {late, whole(t, late), model.ErgebnisAbgelehnt, []string{"P-030"}},
		number(2): {odd, whole(t, odd), model.ErgebnisHinweis, []string{"P-026"}},
		number(3): {good, whole(t, good), model.ErgebnisAngenommen, nil},
		number(4): {earlier, nil, model.ErgebnisHinweis, []string{"S-Ganz"}},                                // of an earlier program
		number(5): {forged, []string{"P-001", "P-026", "P-9999"}, model.ErgebnisHinweis, []string{"P-026"}}, // the others are not for it to say
	}
	for tnr, s := range sent {
		sealed := must[[]byte](t)(envelope.Seal(envelope.Report{Site: site, Tnr: tnr, Created: moment, Document: s.document, Judged: s.judged}, r.list, r.site))
		r.put(t, offices.Eingang{Art: offices.Meldung, Melder: site, Nummer: tnr, Eingang: moment, Schluessel: r.site.Public(), Umschlag: sealed})
	}
	r.carry(t)
	if len(r.heard) != len(sent) {
		t.Fatalf("heard %+v, want a result of each", r.heard)
	}
	for _, b := range r.heard {
		var rules []string
		for _, f := range b.Befunde {
			rules = append(rules, f.Rule)
		}
		if want := sent[b.Nummer]; b.Ergebnis.Ergebnis != string(want.result) || !slices.Equal(rules, want.rules) {
			t.Errorf("%s: got %s %q, want %s %q", b.Nummer, b.Ergebnis.Ergebnis, rules, want.result, want.rules)
		}
	}
}
