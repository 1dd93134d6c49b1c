package desk

import (
	"testing"

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
		e := &exporting{Export: Export{Most: 10, Objecting: c.asked}}
		if err := e.person(&model.Case{Widerspruch: c.objects}, c.sent); err != nil {
			t.Fatal(err)
		}
		out := 0
		for _, p := range e.pending {
			out += p.reports
		}
		if out != c.out || e.done.LeftOut != c.not {
			t.Errorf("%s: %d reports, %d people left out, want %d and %d", name, out, e.done.LeftOut, c.out, c.not)
		}
	}
}
