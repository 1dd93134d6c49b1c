package offices_test

import (
	"context"
	"errors"
	"testing"

	"example.org/meldeportal/model/linkage"
	"example.org/meldeportal/sync/offices/auswertung"
)

// seen: who decides sees how far components agree and what stands in clear, and is told how
// far the work has come.
func seen(t *testing.T, r *registry) {
	t.Helper()
	ctx := context.Background()
	linked, err := r.auswertung.Pairs(ctx, auswertung.Verbunden, 10)
	if err != nil || len(linked) == 0 {
		t.Fatalf("linked pairs: %v, %v", linked, err)
	}
	id := linked[0].ID
	for _, side := range []auswertung.Side{linked[0].A, linked[0].B} {
		sight, err := r.auswertung.Sight(ctx, side.Bericht)
		if o := sight.Open; err != nil || o.PLZ != "35390" || o.Year != 1964 || o.Month != 12 || o.Sex != 'W' || sight.Reports != 2 {
			t.Errorf("sight of %d: %+v, %v", side.Bericht, sight, err)
		}
	}
	if _, err := r.auswertung.Sight(ctx, 4711); !errors.Is(err, auswertung.ErrPair) {
		t.Errorf("a report that is not there: %v", err)
	}
	tally := func(want auswertung.Tally) {
		t.Helper()
		got, err := r.auswertung.Tally(ctx)
		got.Zones = linkage.Zones{}
		if err != nil || got != want {
			t.Errorf("tally %+v, %v, want %+v", got, err, want)
		}
	}
	before, err := r.auswertung.Tally(ctx)
	if err != nil || before.Zones.Link <= before.Zones.Review {
		t.Fatalf("tally %+v, %v", before, err)
	}
	if err := r.auswertung.Later(ctx, id, "Anna", "Angaben reichen nicht"); err != nil {
		t.Fatal(err)
	}
	tally(auswertung.Tally{Open: 1, Later: 1, Decided: before.Decided - 1})
	if err := r.auswertung.Ask(ctx, id, "Anna", "Namenswechsel"); err != nil {
		t.Fatal(err)
	}
	tally(auswertung.Tally{Open: 1, Asked: 1, Decided: before.Decided - 1})
	for range 2 {
		if err := r.auswertung.Undo(ctx, id, "Anna", "vertippt"); err != nil {
			t.Fatal(err)
		}
	}
	tally(auswertung.Tally{Decided: before.Decided})
}
