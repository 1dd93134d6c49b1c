package sent

import (
	"strings"
	"testing"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/worklist"
	"example.org/meldeportal/tui/stage"
)

// held counts the deliveries that are held back.
func held(desk *stage.DeskDouble) (n int) {
	desk.Mu.Lock()
	defer desk.Mu.Unlock()
	for _, d := range desk.Sendings {
		if d.Sperre != nil {
			n++
		}
	}
	return n
}

// atHand waits until all that a view has is read.
func atHand(d *stage.Desktop) {
	for t := d.Sh.Top().(*Transmissions); t.reading.Running() || len(t.page.Deliveries) < t.total(); {
		d.Give(<-d.Msgs)
	}
}

func TestActsGoOverMarkedDeliveries(t *testing.T) {
	t.Parallel()
	desk := manySent(40)
	for i := range 3 {
		desk.Sendings[4*i].State, desk.Sendings[4*i].Reason = model.StateQueued, ""
	}
	d := signedIn(t, desk)
	d.Open(NewTransmissions(d.Sh)).See("3 warten").Press("wartet").See("3 von 40").Do(atHand).Press("*").See("3 markiert, 3 von 40")
	d.Press("f9", "zurückhalten").See("Zurückhalten").Press("enter").See("Gilt für 3 Meldungen.").Press("2", "enter").See("3 Meldungen: Zurückhalten.")
	if got := held(desk); got != 3 {
		t.Fatalf("%d are held back, want the three marked ones", got)
	}
	d.Press("ctrl+z").See("Zurückgenommen: 3 Meldungen.")
	if got := held(desk); got != 0 {
		t.Fatalf("%d are still held back", got)
	}
	d.Press("esc").See("30 angenommen").Do(atHand).Press("*").See("40 markiert").Press("delete").See("Gesehen: 30 Meldungen?").See("ohne 10 markierte Zeilen: Zu sehen sind angenommene Meldungen").Press("j").See("30 Meldungen: Gesehen.")
	if seen := worklist.LiesGesehen(desk.Remembered(worklist.MerkGesehen)); len(seen.Einzeln) != 30 {
		t.Errorf("%d answers are seen, want 30", len(seen.Einzeln))
	}
	if strings.Contains(d.Screen(), "markiert") {
		t.Errorf("something is still marked:\n%s", d.Screen())
	}
}

func TestALongListIsNotMarkedWhole(t *testing.T) {
	t.Parallel()
	d := signedIn(t, manySent(600))
	d.Open(NewTransmissions(d.Sh)).See("450 angenommen").Press("*").See("Die Liste ist dafür zu lang").Press("+", "+").See("2 markiert").Press("abgelehnt").See("150 von 600").Do(atHand).Press("*").See("150 markiert")
}
