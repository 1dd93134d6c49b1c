package tui

import (
	"testing"
	"time"

	"example.org/meldeportal/model"
)

func TestUnbrokenTypingIsSavedInTime(t *testing.T) {
	t.Parallel()
	clock := &handClock{now: today}
	d := newDesktop(t, &deskDouble{})
	d.sh.Services().Clock = clock
	e := NewEditor(d.sh, newDraft())
	d.open(e)
	e.form.Goto("Anmerkung")
	d.run(e.noticed())
	for range clock.goOn(time.Minute) {
		d.due()
	}
	written(t, d, &e.editing)
	typedOn(t, d, clock, 67, func() int {
		written(t, d, &e.editing)
		_, draft := d.desk.state()
		return len(draft.Report.Meldung.Anmerkung)
	})
}

// written waits until what was handed over is on the disk and the screen knows.
func written(t *testing.T, d *desktop, e *editing) {
	t.Helper()
	for e.saved < e.handed {
		select {
		case msg := <-d.msgs:
			d.give(msg)
		case <-time.After(10 * time.Second):
			t.Fatal("nothing was written")
		}
	}
}

func TestUnbrokenTypingIntoStammdatenIsSavedInTime(t *testing.T) {
	t.Parallel()
	clock := &handClock{now: today}
	d := newDesktop(t, &deskDouble{})
	d.sh.Services().Clock = clock
	person := newDraft().Report.Patient
	person.Stammdaten.Nachname = ""
	e := NewCaseEditor(d.sh, model.Case{ID: "c1", Patient: person})
	d.open(e)
	e.form.Goto("Patient.Stammdaten.Nachname")
	d.run(e.noticed())
	for range clock.goOn(time.Minute) {
		d.due()
	}
	written(t, d, &e.editing)
	typedOn(t, d, clock, 30, func() int {
		written(t, d, &e.editing)
		d.desk.mu.Lock()
		defer d.desk.mu.Unlock()
		return len(d.desk.person.Patient.Stammdaten.Nachname)
	})
}
