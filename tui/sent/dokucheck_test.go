package sent

import (
	"testing"

	"example.org/meldeportal/model"
	"example.org/meldeportal/tui/place"
	"example.org/meldeportal/tui/stage"
)

// The own reports are judged with a look at how far that is, which Esc calls off; a line leads
// to the reports it is about, and to them alone.
func TestTheOwnReportsAreCheckedAndOpened(t *testing.T) {
	t.Parallel()
	mine, other := stage.AcceptedDelivery(), stage.AcceptedDelivery()
	other.Transaktionsnummer = "ffffffff-0000-4000-8000-000000000000"
	desk := &stage.DeskDouble{Sendings: []model.Delivery{mine, other}, DeskWork: stage.DeskWork{Own: stage.SomeOwnErrors(mine.Transaktionsnummer), Unread: 2}}
	d := newDesktop(t, desk).Watched()
	desk.ShutGate()
	d.Open(d.Sh.Screen(place.DokuCheck{})).See("Person 1 von 3").See("Esc bricht ab").Press("esc").See("Abgebrochen").See("nichts geprüft")
	desk.OpenGate()
	d.Press("enter").See("1 eigene Meldung").See("2 Meldungen sind nicht lesbar").See("2026-Q4").See("100,0 %").CursorOn("the Doku-Check")
	d.Press("P-", "gibtsnicht").See("Nichts gefunden").Press("esc").See("100,0 %")
	d.Press("enter").See("1 von 2").See("Transaktionsnummer: " + mine.Transaktionsnummer).Press("enter").See("Eingang beim Register")
	d.Press("esc").See("1 von 2").Press("esc").See("2 angenommen").Press("esc").See("Doku-Check")
}
