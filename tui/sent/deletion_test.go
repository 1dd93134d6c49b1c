package sent

import (
	"testing"

	"example.org/meldeportal/model"
	"example.org/meldeportal/tui/kit"
	"example.org/meldeportal/tui/stage"
	"example.org/meldeportal/tui/work"
)

// What came of a request takes the place of its own screen, and of no other that was
// opened meanwhile.
func TestTheAnswerToARequestShovesNothingAside(t *testing.T) {
	t.Parallel()
	queued := stage.AcceptedDelivery()
	queued.Art, queued.State = model.SendungLoeschantrag, model.StateQueued
	for _, other := range []bool{false, true} {
		d := newDesktop(t, &stage.DeskDouble{Sendings: []model.Delivery{stage.AcceptedDelivery()}})
		d.Open(NewReceipt(d.Sh, stage.AcceptedDelivery())).See("angenommen").Press("alt+l").See("Warum soll die Meldung gelöscht werden?")
		asked := d.Sh.Top().(*deletion)
		if other {
			d.Press("f1").See("Hilfe")
		}
		front := d.Sh.Top()
		d.Give(deletionMsg{to: asked, done: work.Done{Delivery: &queued}})
		if _, receipt := d.Sh.Top().(*Receipt); receipt == other || other && d.Sh.Top() != kit.Screen(front) {
			t.Errorf("another in front %v: now it is %T", other, d.Sh.Top())
		}
	}
}
