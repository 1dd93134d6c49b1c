package arrival

import (
	"testing"

	"example.org/meldeportal/tui/stage"
)

func TestReadingADeliveryTellsHowFarItIsAndIsStopped(t *testing.T) {
	t.Parallel()
	desk := &stage.DeskDouble{DeskWork: stage.DeskWork{Delivered: stage.SomeDelivery()}}
	desk.ShutGate()
	d := asked(t, desk).See("wird gelesen, Datei 3 von 400, 1.234 Meldungen").See("Esc bricht ab")
	if !d.Sh.Top().Busy() {
		t.Error("the screen is not busy while it reads")
	}
	d.Press("esc").See("Es ist nichts übernommen").See("Was ist geliefert worden?")
	if d.Sh.Top().Busy() {
		t.Error("the screen is still busy")
	}
	desk.OpenGate()
	d.Press("enter").See("Import: was käme").Press("esc")
	if n := desk.Readings("delivery"); n != 2 || desk.Carried != 0 {
		t.Errorf("read %d times, stored %d times; want 2, 0", n, desk.Carried)
	}
}

func TestStoringADeliveryTellsHowFarItIsAndIsStopped(t *testing.T) {
	t.Parallel()
	desk := &stage.DeskDouble{DeskWork: stage.DeskWork{Delivered: stage.SomeDelivery()}}
	d := storing(t, opened(t, desk)).Press("esc").See("wird abgebrochen").See("Es ist nichts übernommen").See("3 Zeilen")
	if d.Sh.Top().Busy() || desk.Carried != 0 {
		t.Errorf("busy %t, stored %d times; want neither", d.Sh.Top().Busy(), desk.Carried)
	}
	desk.OpenGate()
	d.Press("f12").See("Lieferung übernehmen?").Press("j").See("Import: übernommen")
	if desk.Carried != 1 {
		t.Errorf("stored %d times, want once", desk.Carried)
	}
}

// Who stops what can be seen already hears that it is so.
func TestADeliveryIsStoppedTooLate(t *testing.T) {
	t.Parallel()
	desk := &stage.DeskDouble{DeskWork: stage.DeskWork{Delivered: stage.SomeDelivery(), TooLate: true}}
	d := storing(t, opened(t, desk)).Press("esc").See("zu spät").See("Import: übernommen").See("bericht.txt")
	if d.Sh.Top().Busy() || desk.Carried != 1 {
		t.Errorf("busy %t, stored %d times; want it stored", d.Sh.Top().Busy(), desk.Carried)
	}
}

// storing is a delivery being stored as long as the gate is shut.
func storing(t *testing.T, d *stage.Desktop) *stage.Desktop {
	t.Helper()
	d.Desk.ShutGate()
	return d.Press("f12").See("Lieferung übernehmen?").Press("j").See("wird übernommen, 1.200 von 5.000 Meldungen").See("Esc bricht ab")
}
