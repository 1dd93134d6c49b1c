package wording

import (
	"strings"
	"testing"
	"time"

	"example.org/meldeportal/model"
)

// A result has its day where it was waited for here; of what came with an import nobody
// knows it, and no day is made up.
func TestAResultHasNoDayThatNobodyKnows(t *testing.T) {
	t.Parallel()
	d := model.Delivery{Ergebnis: model.ErgebnisHinweis}
	if got := ResultText(&d); got != string(model.ErgebnisHinweis) {
		t.Errorf("in a list: %q", got)
	}
	if got := ResultHint(&d); got != "Ergebnis: "+string(model.ErgebnisHinweis)+". Enter zeigt, was das Register dazu sagt." {
		t.Errorf("beneath it: %q", got)
	}
	d.Settled = time.Date(2026, 11, 30, 9, 0, 0, 0, time.Local)
	if got := ResultText(&d); got != "30.11.2026 "+string(model.ErgebnisHinweis) {
		t.Errorf("in a list: %q", got)
	}
}

// Each version of a report says how far it is.
func TestEachStepOfAReportHasItsWord(t *testing.T) {
	t.Parallel()
	var words []string
	for _, d := range []model.Delivery{{State: model.StateDraft}, {State: model.StateQueued}, {State: model.StateSending}, {State: model.StateAccepted},
		{State: model.StateAccepted, Ergebnis: model.ErgebnisAngenommen}, {State: model.StateAccepted, Ergebnis: model.ErgebnisVerguetet, Settled: time.Now(), Reason: "Hinweis."}} {
		words = append(words, StateOf(&d))
		if IsResult(StateOf(&d)) != (d.Ergebnis != "") {
			t.Errorf("%q is taken for a result, or for none", StateOf(&d))
		}
		if d.Ergebnis == model.ErgebnisVerguetet && ResultText(&d) != "vergütet" {
			t.Errorf("in a list: %q", ResultText(&d))
		}
	}
	if got := strings.Join(words, ", "); got != "Entwurf, wartet, wird gesendet, angenommen, beantwortet, vergütet" {
		t.Errorf("got %s", got)
	}
	if got := AnswerText(&model.Rueckmeldung{Art: model.RueckVerguetet, Am: time.Date(2026, 11, 30, 9, 0, 0, 0, time.Local), Cents: 1950, Text: "3. Quartal"}, nil); got != "30.11.2026: 3. Quartal: 19,50 €" {
		t.Errorf("what was paid: %q", got)
	}
}
