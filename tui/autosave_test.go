package tui

import (
	"testing"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/tui/editing"
	"example.org/meldeportal/tui/people"
	"example.org/meldeportal/tui/report"
	"example.org/meldeportal/tui/stage"
)

func TestUnbrokenTypingIsSavedInTime(t *testing.T) {
	t.Parallel()
	clock := &stage.HandClock{Time: stage.Today}
	d := newDesktop(t, &stage.DeskDouble{})
	d.Sh.Services().Clock = clock
	e := report.NewEditor(d.Sh, stage.NewDraft())
	d.Open(e)
	e.Form.Goto("Anmerkung")
	d.Run(e.Noticed())
	for range clock.GoOn(time.Minute) {
		d.Due()
	}
	written(t, d, &e.Sheet)
	stage.TypedOn(t, d, clock, 67, func() int {
		written(t, d, &e.Sheet)
		_, draft := d.Desk.State()
		return len(draft.Report.Meldung.Anmerkung)
	})
}

// written waits until what was handed over is on the disk and the screen knows.
func written(t *testing.T, d *stage.Desktop, e *editing.Sheet) {
	t.Helper()
	for e.Saved < e.Handed {
		select {
		case msg := <-d.Msgs:
			d.Give(msg)
		case <-time.After(10 * time.Second):
			t.Fatal("nothing was written")
		}
	}
}

func TestUnbrokenTypingIntoStammdatenIsSavedInTime(t *testing.T) {
	t.Parallel()
	clock := &stage.HandClock{Time: stage.Today}
	d := newDesktop(t, &stage.DeskDouble{})
	d.Sh.Services().Clock = clock
	person := stage.NewDraft().Report.Patient
	person.Stammdaten.Nachname = ""
	e := people.NewCaseEditor(d.Sh, model.Case{ID: "c1", Patient: person})
	d.Open(e)
	e.Form.Goto("Patient.Stammdaten.Nachname")
	d.Run(e.Noticed())
	for range clock.GoOn(time.Minute) {
		d.Due()
	}
	written(t, d, &e.Sheet)
	stage.TypedOn(t, d, clock, 30, func() int {
		written(t, d, &e.Sheet)
		d.Desk.Mu.Lock()
		defer d.Desk.Mu.Unlock()
		return len(d.Desk.Person.Patient.Stammdaten.Nachname)
	})
}
