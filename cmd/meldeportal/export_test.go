package main

import (
	"strings"
	"testing"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/sync/store"
)

// completed is a sent report with a Meldebegründung.
func completed(meldung string, reason model.Code, state model.State) store.Sent {
	r := reportOf("A", "1", meldung)
	r.Meldung.Meldebegruendung = reason
	return store.Sent{Delivery: model.Delivery{State: state, Art: model.SendungMeldung}, Report: *r}
}

// An objection that stands keeps all reports of the person out; one that was
// corrected or refused does not.
func TestExportLeavesOutWhoHasObjected(t *testing.T) {
	t.Parallel()
	before, after := completed("m1", "I", model.StateAccepted), completed("m2", "W", model.StateQueued)
	for name, c := range map[string]struct {
		sent     []store.Sent
		asked    bool
		out, not int // reports in the packages, people left out
	}{
		"objected later":  {sent: []store.Sent{before, after}, not: 1},
		"asked for":       {sent: []store.Sent{before, after}, asked: true, out: 2},
		"corrected":       {sent: []store.Sent{completed("m1", "W", model.StateAccepted), before}, out: 1},
		"refused":         {sent: []store.Sent{before, completed("m2", "W", model.StateRejected)}, out: 1},
		"nothing to send": {sent: []store.Sent{completed("m2", "W", model.StateElsewhere)}},
	} {
		e := &export{most: 10, objecting: c.asked}
		if err := e.person(c.sent, time.Time{}); err != nil {
			t.Fatal(err)
		}
		out := 0
		for _, p := range e.pending {
			out += p.reports
		}
		if out != c.out || e.leftOut != c.not {
			t.Errorf("%s: %d reports, %d people left out, want %d and %d", name, out, e.leftOut, c.out, c.not)
		}
		if says := strings.Contains(e.said(), "--mit-widerspruch"); says != (c.not > 0) {
			t.Errorf("%s: says %q", name, e.said())
		}
	}
}
