package sent

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/tui/people"
	"example.org/meldeportal/tui/stage"
)

// However much changes while a list is read, one more reading follows and no more:
// a list must get filled beside a colleague who types.
func TestNewsDuringAReadingMakeOneMore(t *testing.T) {
	t.Parallel()
	const news = 200
	for list, test := range map[string]struct{ key, want string }{
		"Patienten": {"f3", "1 von 1"}, "Arbeitsliste": {"", "5 Aufgaben"}, "Übertragung": {"f6", "1 wartet"},
	} {
		t.Run(list, func(t *testing.T) {
			t.Parallel()
			desk := stage.ListDesk()
			d := newDesktop(t, desk).SlowlyRead()
			if test.key != "" {
				d.Press(test.key)
			}
			desk.WaitFor(t, list)
			for range news {
				d.Give(answer.News{})
				d.Give(answer.News{Cases: []string{"c1"}})
			}
			time.Sleep(50 * time.Millisecond) // readings that should not be would begin now
			desk.OpenGate()
			d.See(test.want).Settle()
			if got := desk.Readings(list); got < 1 || got > 2 {
				t.Errorf("%s was read %d times with %d news during the first reading, want 2 at the most", list, got, 2*news)
			} else {
				t.Logf("%s: %d news during a reading, %d readings in all", list, 2*news, got)
			}
		})
	}
}

// What changes during a reading is there after the one that follows.
func TestWhatChangesDuringAReadingIsShown(t *testing.T) {
	t.Parallel()
	desk := stage.ListDesk()
	d := signedIn(t, desk)
	d.Press("f6")
	desk.WaitFor(t, "Übertragung")
	d.Give(answer.News{})
	desk.Change(func() { desk.Sendings[0].State = model.StateAccepted })
	desk.OpenGate()
	d.See("0 warten").See("1 angenommen")
}

// A reading ends with its screen and with signing out.
// News of deliveries that moved read the rows that are in sight and moved, and no page:
// a queue that leaves has four of them a second.
func TestNewsOfMovedDeliveriesReadTheirRows(t *testing.T) {
	t.Parallel()
	const news = 150
	desk := &stage.DeskDouble{Person: stage.CaseOf("c1", "Ahorn")}
	desk.Sendings = nil
	for i := range 600 {
		desk.Sendings = append(desk.Sendings, model.Delivery{Transaktionsnummer: fmt.Sprintf("t%03d", i), CaseID: "c1", State: model.StateQueued})
	}
	d := signedIn(t, desk)
	d.Press("f6").See("600 warten").Settle()
	rows := func() (n int) { desk.Change(func() { n, desk.Rows = desk.Rows, 0 }); return n }
	page := rows()
	for i := range news {
		var tnr string
		desk.Change(func() { desk.Sendings[i].State, tnr = model.StateAccepted, desk.Sendings[i].Transaktionsnummer })
		d.Give(answer.News{Cases: []string{"c1"}, Moved: []string{tnr}})
	}
	d.See("450 warten").See("150 angenommen").Settle()
	if got := rows(); got == 0 || got > news+page {
		t.Errorf("%d news read %d rows, want each row once and one page of %d at the most", news, got, page)
	}
	desk.Change(func() { desk.Sendings[0].State = model.StateRejected })
	d.Give(answer.News{Cases: []string{"c1"}})
	if d.See("1 abgelehnt").Settle(); rows() < page {
		t.Error("news of anything else do not read the page")
	}
}

func TestWhatMovesDuringAReadingIsShown(t *testing.T) {
	t.Parallel()
	desk := stage.ListDesk()
	d := signedIn(t, desk)
	d.Press("f6")
	desk.WaitFor(t, "Übertragung")
	for range 50 {
		d.Give(answer.News{Cases: []string{"c1"}, Moved: []string{desk.Sendings[0].Transaktionsnummer}})
	}
	desk.Change(func() { desk.Sendings[0].State = model.StateAccepted })
	desk.OpenGate()
	d.See("0 warten").See("1 angenommen").Settle()
	if got := desk.Readings("Übertragung"); got > 2 {
		t.Errorf("50 news during a reading made %d readings, want 2 at the most", got)
	}
}

func TestReadingEndsWithItsScreen(t *testing.T) {
	t.Parallel()
	for name, leave := range map[string]func(*stage.Desktop){
		"screen":   func(d *stage.Desktop) { d.Press("esc") },
		"sign out": func(d *stage.Desktop) { d.Run(d.Sh.SignOut()) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			desk := newDesktop(t, stage.ListDesk())
			desk.Sh.During, desk.Sh.StopNews = context.WithCancel(context.Background())
			ended := make(chan error, 1)
			screen := NewTransmissions(desk.Sh)
			desk.Sh.Stack = append(desk.Sh.Stack, screen)
			read := screen.Start()
			go func() { ended <- read().(deliveriesMsg).err }()
			desk.Desk.WaitFor(t, "Übertragung")
			leave(desk)
			select {
			case err := <-ended:
				if !errors.Is(err, context.Canceled) {
					t.Errorf("reading ended with %v, want it broken off", err)
				}
			case <-time.After(10 * time.Second):
				t.Error("the reading goes on though nobody waits for it")
			}
		})
	}
}

// Before everybody is read a new person may be one who is known.
func TestNewPersonWaitsUntilEverybodyIsRead(t *testing.T) {
	t.Parallel()
	for _, from := range []string{"f3", ""} {
		desk := stage.ListDesk()
		d := newDesktop(t, desk).SlowlyRead()
		if from != "" {
			d.Press(from)
		}
		d.Press("ctrl+n").See("noch nicht zu Ende gelesen").See("wird gelesen")
		if _, ok := d.Sh.Top().(*people.CaseList); !ok {
			t.Fatalf("in front is %T before everybody is read, want the patient list", d.Sh.Top())
		}
		d.Press("neumann") // waits for the form
		desk.OpenGate()
		d.See("Neue Person").See("neumann")
	}
}

func TestWaitingForANewPersonCanBeBrokenOff(t *testing.T) {
	t.Parallel()
	desk := stage.ListDesk()
	d := newDesktop(t, desk).SlowlyRead()
	d.Press("f3", "ctrl+n", "esc")
	desk.OpenGate()
	d.See("1 von 1").Settle()
	if _, ok := d.Sh.Top().(*people.CaseList); !ok {
		t.Errorf("in front is %T after Esc, want the patient list", d.Sh.Top())
	}
}

// The list of deliveries is held in part, wherever the cursor is.
func TestTransmissionsHoldAPartOfTheList(t *testing.T) {
	t.Parallel()
	desk := &stage.DeskDouble{Person: stage.CaseOf("c1", "Ahorn")}
	for i := range 5000 {
		desk.Sendings = append(desk.Sendings, model.Delivery{Transaktionsnummer: fmt.Sprintf("t%04d", i), CaseID: "c1",
			State: model.StateRejected, Reason: fmt.Sprintf("Grund %04d", i)})
	}
	d := newDesktop(t, desk)
	d.Open(NewTransmissions(d.Sh)).See("Grund 0000").Press("end").See("Grund 4999").Press("pgup").See("Grund 4982")
	d.Press("home").See("Grund 0000")
	for range 30 {
		d.Press("pgdown")
	}
	screen := d.Settle().Sh.Top().(*Transmissions)
	d.Press("down").See(fmt.Sprintf("Grund %04d", screen.list.At))
	most := 0
	desk.Change(func() { most = desk.Most }) // what comes is still being read
	if most > 2*around+1 || len(screen.page.Deliveries) > 2*around+1 {
		t.Errorf("%d deliveries were asked for at once, want no more than %d", most, 2*around+1)
	}
}

// The cursor stays on a delivery when newer ones come before it.
func TestCursorStaysOnTheDelivery(t *testing.T) {
	t.Parallel()
	desk := &stage.DeskDouble{Person: stage.CaseOf("c1", "Ahorn")}
	for _, number := range []string{"t3", "t2", "t1"} {
		desk.Sendings = append(desk.Sendings, model.Delivery{Transaktionsnummer: number, CaseID: "c1", State: model.StateQueued})
	}
	d := newDesktop(t, desk)
	d.Open(NewTransmissions(d.Sh)).See("3 warten").Press("down").See("Transaktionsnummer t2")
	desk.Change(func() {
		desk.Sendings = append([]model.Delivery{{Transaktionsnummer: "t4", CaseID: "c1", State: model.StateQueued}}, desk.Sendings...)
	})
	d.Give(answer.News{})
	d.See("4 warten").See("Transaktionsnummer t2")
}
