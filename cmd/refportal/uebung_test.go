package main

import (
	"testing"

	"example.org/meldeportal/tui/pairs"
)

// Who learns the screen has pairs for an hour, all of them of the middle zone, and what was
// decided is so until it is taken back.
func TestThereIsAnHourToPractise(t *testing.T) {
	t.Parallel()
	e := newExercise(exercisePairs)
	all, p, err := e.Waiting(t.Context(), 1000)
	if err != nil || len(all) != exercisePairs || p.Waiting != exercisePairs {
		t.Fatalf("%d pairs (%+v, %v), want %d", len(all), p, err, exercisePairs)
	}
	for i, one := range all {
		if one.Weight < p.Zones.Review || one.Weight >= p.Zones.Link || i > 0 && one.Weight > all[i-1].Weight {
			t.Errorf("pair %d has weight %v of %v", i, one.Weight, p.Zones)
		}
	}
	for i, verdict := range []pairs.Verdict{pairs.Link, pairs.Apart, pairs.Later} {
		if err := e.Decide(t.Context(), pairs.Decision{Pair: all[i].ID, Verdict: verdict}); err != nil {
			t.Fatal(err)
		}
	}
	if err := e.Ask(t.Context(), all[3].ID, "Namenswechsel"); err != nil {
		t.Fatal(err)
	}
	if err := e.Undo(t.Context(), all[0].ID); err != nil {
		t.Fatal(err)
	}
	if _, p, _ := e.Waiting(t.Context(), 1); p.Waiting != exercisePairs-1 || p.Decided != 1 || p.Later != 1 || p.Asked != 1 {
		t.Errorf("after the decisions: %+v", p)
	}
}
