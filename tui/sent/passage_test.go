package sent

import (
	"context"
	"errors"
	"testing"

	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/tui/stage"
)

// looked is a registry that one can look into.
type looked struct {
	said []answer.Office
	err  error
}

func (l looked) Passage(context.Context, string) ([]answer.Office, error) { return l.said, l.err }

func TestWhatTheRegistrySeesIsShownFromTheReceipt(t *testing.T) {
	t.Parallel()
	d := signedIn(t, &stage.DeskDouble{})
	r := NewReceipt(d.Sh, stage.AcceptedDelivery())
	d.Open(r).See(r.Delivery.Transaktionsnummer)
	look := func() *stage.Desktop {
		t.Helper()
		for _, a := range r.Actions() {
			if a.Label == "Was das Register sieht" {
				d.Run(a.Do())
				return d
			}
		}
		t.Fatal("the receipt does not offer it")
		return nil
	}
	look().See("meldeportal demo")
	d.Sh.Desk().Passage = looked{said: []answer.Office{{Title: "Amt", Knows: "weiß wenig.", Tables: []answer.OfficeTable{{Name: "meldung", Columns: []string{"stand"}, Rows: [][]string{{"\x1b[31mda"}}}}}}}
	look().See("Amt: weiß wenig.").See("stand=").See("0 Treffer")
	d.Press("esc").See(r.Delivery.Transaktionsnummer)
	d.Sh.Desk().Passage = looked{err: &answer.Failure{Kind: answer.FailDiskFull, Err: errors.New("full")}}
	look().See("voll")
}
