package tui

import (
	"context"
	"slices"
	"testing"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/tui/place"
)

const total = "Verlauf.Gesamtbeurteilung_Tumorstatus"

// onDisk waits until what the grid remembers is on the disk.
func onDisk(s *Series) func(*desktop) {
	return func(d *desktop) {
		d.t.Helper()
		for slices.ContainsFunc(s.lines, func(l *seriesLine) bool { return l.unsaved() }) {
			d.give(<-d.msgs)
		}
		for _, a := range []*autosave{s.keep, s.keepWay} {
			if err := a.flush(context.Background(), nil); err != nil {
				d.t.Fatal(err)
			}
		}
	}
}

func TestTheWayBackOfTheSeriesSurvivesARestart(t *testing.T) {
	t.Parallel()
	desk := newSeriesDesk(2)
	d, s := openSeries(t, desk)
	d.press("tab", "v", "tab").do(withPeople(s, "x000z", "x001z")).press("f7").press("up", "up", "home", "right", "right", "k", "tab").do(onDisk(s))
	want := func(s *Series, what string, values ...string) {
		t.Helper()
		got := []string{s.pattern[total], s.lines[0].value(total), s.lines[1].value(total)}
		if !slices.Equal(got, values) {
			t.Errorf("%s: pattern and lines are %q, want %q", what, got, values)
		}
	}
	want(s, "as entered", "V", "K", "V")
	d, s = openSeries(t, desk)
	d.press("ctrl+z").do(onDisk(s))
	want(s, "one step back after a restart", "V", "V", "V")
	d, s = openSeries(t, desk)
	d.press("ctrl+z").do(onDisk(s))
	want(s, "F7 taken back", "V", "", "")
	d.press("ctrl+y").do(onDisk(s))
	d, s = openSeries(t, desk)
	d.press("ctrl+y").do(onDisk(s))
	want(s, "made again after a restart", "V", "K", "V")
	d.press("ctrl+z", "ctrl+z", "ctrl+z")
	want(s, "all taken back", "", "", "")
	d.press("ctrl+z").see("nichts, was rückgängig")
}

func TestTheWayBackLeavesAloneWhatWasChangedElsewhere(t *testing.T) {
	t.Parallel()
	desk := newSeriesDesk(2)
	d, s := openSeries(t, desk)
	d.press("tab", "v").do(withPeople(s, "x000z", "x001z")).press("f7").do(onDisk(s))
	desk.mu.Lock()
	desk.drafted["d-c0"].Report.Meldung.Verlauf.GesamtbeurteilungTumorstatus = "P" // in its full form
	desk.mu.Unlock()
	d, s = openSeries(t, desk)
	d.press("ctrl+z")
	if a, b := s.lines[0].value(total), s.lines[1].value(total); a != "P" || b != "" {
		t.Errorf("lines are %q and %q, want the P of the form kept and the V taken back", a, b)
	}
}

func TestAHalfTypedCellIsThereAgain(t *testing.T) {
	t.Parallel()
	desk := newSeriesDesk(1)
	d, s := openSeries(t, desk)
	d.do(withPeople(s, "x000z")).press("up", "home", "right", "31", "1")
	d.give(saveDue{by: s.keep, seq: s.typedSeq})
	d.do(onDisk(s))
	d, s = openSeries(t, desk)
	if !s.typing || s.cell().Text() != "311" {
		t.Fatalf("after a restart typing = %v, row %d, column %d", s.typing, s.row, s.col)
	}
	d.press("0", "tab")
	if got := s.lines[0].value("Verlauf.Untersuchungsdatum_Verlauf"); got != "2026-10-31" {
		t.Errorf("typed on: the date is %q, want 2026-10-31", got)
	}
	d.press("shift+tab", "11")
	d.give(saveDue{by: s.keep, seq: s.typedSeq})
	d.do(onDisk(s))
	d, s = openSeries(t, desk)
	if !s.typing || s.cell().Text() != "11" {
		t.Errorf("typed over a date: comes back as %q, want 11", s.cell().Text())
	}
	d.press("ctrl+z", "tab", "k", "backspace")
	d.give(saveDue{by: s.keep, seq: s.typedSeq})
	d.do(onDisk(s))
	_, s = openSeries(t, desk)
	if !s.typing || s.cell().Text() != "" {
		t.Errorf("an emptied cell comes back as %q", s.cell().Text())
	}
}

func TestALineFollowsItsDelivery(t *testing.T) {
	t.Parallel()
	desk := newSeriesDesk(3)
	d, s := openSeries(t, desk)
	d.press(seriesPattern...).do(withPeople(s, "x000z", "x001z")).press("f7").do(onDisk(s))
	d.press("f12").see("Serie abschließen").press("f12").see("2 auf dem Weg").do(onDisk(s))
	reply := func(id string, state model.State, reason string) {
		desk.mu.Lock()
		for i := range desk.deliveries {
			if v := &desk.deliveries[i]; v.CaseID == id {
				v.State, v.Reason = state, reason
			}
		}
		desk.mu.Unlock()
		d.give(answer.News{Cases: []string{id}})
	}
	reply("c0", model.StateAccepted, "")
	d.see("✓ 4f1c-d").see("1 angenommen")
	reply("c1", model.StateRejected, "Kein Diagnosedatum.")
	d.see("abgelehnt").press("f3", "up").see("Abgelehnt: Kein Diagnosedatum. Enter").press("end", "enter").see("Übertragung · ").press("f10")
	_, s = openSeries(t, desk)
	if len(s.lines) != 1 || s.lines[0].caseID != "c1" || !s.lines[0].done {
		t.Errorf("%d lines after a restart, want the refused one alone", len(s.lines))
	}
}

func TestALineCompletedInItsFullFormFollowsItsDelivery(t *testing.T) {
	t.Parallel()
	desk := newSeriesDesk(1)
	d, s := openSeries(t, desk)
	d.press(seriesPattern...).do(withPeople(s, "x000z")).press("f7").do(onDisk(s))
	d.press("up", "end", "enter").see("Verlauf · Personaa")
	id := s.lines[0].id
	if _, err := d.sh.Desk().Reports.Complete(t.Context(), id, desk.drafted[id].Rev, nil); err != nil {
		t.Fatal(err)
	}
	d.run(d.sh.Pop())
	d.see("1 auf dem Weg").press("f3", "up", "home").see("die Antwort erscheint hier")
	_, s = openSeries(t, desk)
	if len(s.lines) != 1 || !s.lines[0].done {
		t.Errorf("after a restart: %d lines, want the one that waits", len(s.lines))
	}
}

// unreadable is a memory that cannot be read.
type unreadable struct{ Memory }

func (unreadable) Recall(context.Context, string) (map[string][]byte, error) {
	return nil, &answer.Failure{Kind: answer.FailInternal}
}

func TestASeriesThatCannotBeReadIsNotOverwritten(t *testing.T) {
	t.Parallel()
	desk := newSeriesDesk(1)
	d, s := openSeries(t, desk)
	d.press("g", "tab").do(withPeople(s, "x000z")).do(onDisk(s))
	before := string(desk.remembered(seriesName))
	d = newDesktop(t, nil)
	list := d.sh.Screen(place.Patients{})
	d.sh.Seat(desk.desk(), list)
	d.sh.Desk().Memory = unreadable{d.sh.Desk().Memory}
	d.run(list.Start())
	s = NewSeries(d.sh)
	d.open(s).do(idle(s)).press("h", "tab", "v", "tab").do(onDisk(s))
	if err := d.sh.FlushDrafts(); err != nil {
		t.Fatal(err)
	}
	if got := string(desk.remembered(seriesName)); got != before {
		t.Errorf("remembered is %s, want %s", got, before)
	}
	d.press("esc").see("Anmeldung") // nothing is waited for
}
