package work

import (
	"testing"
	"time"

	"example.org/meldeportal/model"
)

// How long a report waits counts on while the reason stays, and anew with another one.
func TestTheWaitCountsOnWhileTheReasonStays(t *testing.T) {
	t.Parallel()
	was := &model.Sperre{Grund: "wartet auf Befund", Seit: "2026-11-01"}
	now := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	if s := HoldFor(was, " wartet auf Befund ", "2026-12-01", now); s.Seit != was.Seit || s.Bis != "2026-12-01" {
		t.Errorf("the same reason: %+v", s)
	}
	for _, was := range []*model.Sperre{was, nil} {
		if s := HoldFor(was, "wartet auf Auskunft", "", now); s.Seit != "2026-11-22" {
			t.Errorf("another reason than %+v: since %s", was, s.Seit)
		}
	}
}
