package sent

import (
	"fmt"
	"testing"

	"example.org/meldeportal/model"
	"example.org/meldeportal/tui/stage"
)

// Whoever walks down a long list line by line never stands before one that is not read:
// what comes is read before it is in sight.
func TestWhoWalksDownNeverWaits(t *testing.T) {
	t.Parallel()
	desk := &stage.DeskDouble{Person: stage.CaseOf("c1", "Ahorn")}
	for i := range 1000 {
		desk.Sendings = append(desk.Sendings, model.Delivery{Transaktionsnummer: fmt.Sprintf("t%03d", i), CaseID: "c1", State: model.StateAccepted})
	}
	d := signedIn(t, desk)
	d.Press("f6").See("1000 angenommen").Settle()
	list := d.Sh.Top().(*Transmissions)
	for i := range 300 {
		d.Press("down")
		if list.Busy() {
			t.Fatalf("line %d is waited for", i+1)
		}
		for i%20 == 0 && list.reading.Running() { // nobody presses faster than a part is read
			d.Give(<-d.Msgs)
		}
	}
}
