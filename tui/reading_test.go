package tui

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/answer"
)

// However much changes while a list is read, one more reading follows and no more:
// a list must get filled beside a colleague who types.
func TestNewsDuringAReadingMakeOneMore(t *testing.T) {
	t.Parallel()
	const news = 200
	for list, test := range map[string]struct{ key, want string }{
		"Patienten": {"f3", "1 von 1"}, "Arbeitsliste": {"", "6 Aufgaben"}, "Übertragung": {"f6", "1 wartet"},
	} {
		t.Run(list, func(t *testing.T) {
			t.Parallel()
			desk := listDesk()
			d := signedIn(t, desk)
			if test.key != "" {
				d.press(test.key)
			}
			desk.waitFor(t, list)
			for range news {
				d.give(answer.News{})
				d.give(answer.News{Cases: []string{"c1"}})
			}
			time.Sleep(50 * time.Millisecond) // readings that should not be would begin now
			desk.openGate()
			d.see(test.want).settle()
			if got := desk.readings(list); got < 1 || got > 2 {
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
	desk := listDesk()
	d := signedIn(t, desk)
	d.press("f6")
	desk.waitFor(t, "Übertragung")
	d.give(answer.News{})
	desk.change(func() { desk.deliveries[0].State = model.StateAccepted })
	desk.openGate()
	d.see("0 warten").see("1 angenommen")
}

// A reading ends with its screen and with signing out.
func TestReadingEndsWithItsScreen(t *testing.T) {
	t.Parallel()
	for name, leave := range map[string]func(*desktop){
		"screen":   func(d *desktop) { d.press("esc") },
		"sign out": func(d *desktop) { d.run(d.sh.SignOut()) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			desk := newDesktop(t, listDesk())
			desk.sh.during, desk.sh.stopNews = context.WithCancel(context.Background())
			ended := make(chan error, 1)
			screen := NewTransmissions(desk.sh)
			desk.sh.stack = append(desk.sh.stack, screen)
			read := screen.Start()
			go func() { ended <- read().(deliveriesMsg).err }()
			desk.desk.waitFor(t, "Übertragung")
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
		desk := listDesk()
		d := signedIn(t, desk)
		desk.waitFor(t, "Patienten")
		if from != "" {
			d.press(from)
		}
		d.press("ctrl+n").see("noch nicht zu Ende gelesen").see("wird gelesen")
		if _, ok := d.sh.Top().(*CaseList); !ok {
			t.Fatalf("in front is %T before everybody is read, want the patient list", d.sh.Top())
		}
		d.press("neumann") // waits for the form
		desk.openGate()
		d.see("Neue Person").see("neumann")
	}
}

func TestWaitingForANewPersonCanBeBrokenOff(t *testing.T) {
	t.Parallel()
	desk := listDesk()
	d := signedIn(t, desk)
	desk.waitFor(t, "Patienten")
	d.press("f3", "ctrl+n", "esc")
	desk.openGate()
	d.see("1 von 1").settle()
	if _, ok := d.sh.Top().(*CaseList); !ok {
		t.Errorf("in front is %T after Esc, want the patient list", d.sh.Top())
	}
}

// The list of deliveries is held in part, wherever the cursor is.
func TestTransmissionsHoldAPartOfTheList(t *testing.T) {
	t.Parallel()
	desk := &deskDouble{person: caseOf("c1", "Ahorn")}
	for i := range 5000 {
		desk.deliveries = append(desk.deliveries, model.Delivery{Transaktionsnummer: fmt.Sprintf("t%04d", i), CaseID: "c1",
			State: model.StateRejected, Reason: fmt.Sprintf("Grund %04d", i)})
	}
	d := newDesktop(t, desk)
	d.open(NewTransmissions(d.sh)).see("Grund 0000").press("end").see("Grund 4999").press("pgup").see("Grund 4982")
	d.press("home").see("Grund 0000")
	for range 30 {
		d.press("pgdown")
	}
	screen := d.settle().sh.Top().(*Transmissions)
	d.press("down").see(fmt.Sprintf("Grund %04d", screen.list.at))
	if desk.most > 2*around+1 || len(screen.page.Deliveries) > 2*around+1 {
		t.Errorf("%d deliveries were asked for at once, want no more than %d", desk.most, 2*around+1)
	}
}

// The cursor stays on a delivery when newer ones come before it.
func TestCursorStaysOnTheDelivery(t *testing.T) {
	t.Parallel()
	desk := &deskDouble{person: caseOf("c1", "Ahorn")}
	for _, number := range []string{"t3", "t2", "t1"} {
		desk.deliveries = append(desk.deliveries, model.Delivery{Transaktionsnummer: number, CaseID: "c1", State: model.StateQueued})
	}
	d := newDesktop(t, desk)
	d.open(NewTransmissions(d.sh)).see("3 warten").press("down").see("Transaktionsnummer t2")
	desk.change(func() {
		desk.deliveries = append([]model.Delivery{{Transaktionsnummer: "t4", CaseID: "c1", State: model.StateQueued}}, desk.deliveries...)
	})
	d.give(answer.News{})
	d.see("4 warten").see("Transaktionsnummer t2")
}
