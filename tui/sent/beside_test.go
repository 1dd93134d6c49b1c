package sent

import (
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/tui/stage"
)

// A wide window shows beside the receipt what was sent; in a narrow one the space bar does.
func TestWhatWasSentStandsBesideItsReceipt(t *testing.T) {
	t.Parallel()
	d := signedIn(t, &stage.DeskDouble{})
	r := NewReceipt(d.Sh, stage.AcceptedDelivery())
	d.Open(r)
	d.Until(func() bool { return r.Report != nil })
	const said = "Tumor-ID: T1"
	if strings.Contains(d.Screen(), said) {
		t.Fatalf("80 columns have no room for it:\n%s", d.Screen())
	}
	d.Press(" ").See(said).Press(" ").See("Transaktionsnummer")
	d.Give(tea.WindowSizeMsg{Width: 120, Height: 40})
	d.See(said).See("Transaktionsnummer")
}

// Beside a list without a line stands no rule: there is nothing it would part.
func TestBesideAnEmptyListStandsNothing(t *testing.T) {
	t.Parallel()
	d := signedIn(t, &stage.DeskDouble{})
	d.Give(tea.WindowSizeMsg{Width: 120, Height: 40})
	d.Open(NewTransmissions(d.Sh)).Settle()
	if strings.Contains(d.Screen(), "│") {
		t.Errorf("a rule beside nothing:\n%s", d.Screen())
	}
}
