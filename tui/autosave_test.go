package tui

import (
	"strings"
	"testing"
	"time"

	"example.org/meldeportal/model"
)

// typedOn types a letter every 300 ms without a pause, so that no pause saves, and
// hands over what became due meanwhile. saved counts the letters on the disk.
func typedOn(t *testing.T, d *desktop, clock *handClock, letters int, saved func() int) {
	t.Helper()
	const between = 300 * time.Millisecond
	var when []time.Time
	worst := time.Duration(0)
	for range letters {
		d.press("a")
		when = append(when, clock.Now())
		for range clock.goOn(between) {
			d.due()
		}
		n := saved()
		if n < len(when) {
			worst = max(worst, clock.Now().Sub(when[n]))
		}
		if n < len(when) != strings.Contains(d.screen(), "ungespeichert") {
			t.Fatalf("%d of %d letters are saved; the screen says:\n%s", n, len(when), d.screen())
		}
	}
	t.Logf("%d letters typed, %d on the disk, the oldest one that was not had waited %v", letters, saved(), worst)
	if worst > 2*time.Second {
		t.Errorf("a letter waited %v for being saved, want at most 2s", worst)
	}
}

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

func TestUnbrokenTypingIntoACellIsSavedInTime(t *testing.T) {
	t.Parallel()
	clock := &handClock{now: today}
	desk := newSeriesDesk(1)
	d, s := openSeries(t, desk)
	d.sh.Services().Clock = clock
	d.do(withPeople(s, "x000z")).press("up", "home", "right")
	d.do(onDisk(s))
	typedOn(t, d, clock, 30, func() int {
		d.do(onDisk(s))
		left, err := readSeries(t.Context(), d.sh.Desk())
		if err != nil {
			t.Fatal(err)
		}
		if left.cell == nil {
			return 0
		}
		return len(left.cell.Text)
	})
}
