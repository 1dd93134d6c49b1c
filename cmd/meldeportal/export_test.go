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

// An objection keeps all reports of the person out, also those from before.
func TestExportLeavesOutWhoHasObjected(t *testing.T) {
	t.Parallel()
	before, after := completed("m1", "I", model.StateAccepted), completed("m2", "W", model.StateQueued)
	for name, c := range map[string]struct {
		sent           []store.Sent
		objects, asked bool
		out, not       int // reports in the packages, people left out
	}{
		"no objection":    {sent: []store.Sent{before}, out: 1},
		"objected later":  {sent: []store.Sent{before, after}, objects: true, not: 1},
		"asked for":       {sent: []store.Sent{before, after}, objects: true, asked: true, out: 2},
		"only in a draft": {sent: []store.Sent{before}, objects: true, not: 1},
		"nothing to send": {sent: []store.Sent{completed("m2", "W", model.StateElsewhere)}, objects: true},
	} {
		e := &export{most: 10, objecting: c.asked}
		if err := e.person(&model.Case{Widerspruch: c.objects}, c.sent, time.Time{}); err != nil {
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
