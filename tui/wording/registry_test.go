package wording

import (
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
