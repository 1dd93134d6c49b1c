package series

import (
	"context"
	"slices"
	"testing"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/tui/followups"
	"example.org/meldeportal/tui/place"
	"example.org/meldeportal/tui/shell"
	"example.org/meldeportal/tui/stage"
	"example.org/meldeportal/tui/work"
)

const total = "Verlauf.Gesamtbeurteilung_Tumorstatus"

// onDisk waits until what the grid remembers is on the disk.
func onDisk(s *Series) func(*stage.Desktop) {
	return func(d *stage.Desktop) {
		d.T.Helper()
		for slices.ContainsFunc(s.Lines, func(l *followups.Line) bool { return l.Unsaved() }) {
			d.Give(<-d.Msgs)
		}
		for _, a := range []*work.Autosave{s.Keep, s.KeepWay} {
			if err := a.Flush(context.Background(), nil); err != nil {
				d.T.Fatal(err)
			}
		}
	}
}

func TestTheWayBackOfTheSeriesSurvivesARestart(t *testing.T) {
	t.Parallel()
	desk := stage.NewSeriesDesk(2)
	d, s := openSeries(t, desk)
	d.Press("tab", "v", "tab").Do(withPeople(s, "x000z", "x001z")).Press("f7").Press("up", "up", "home", "right", "right", "k", "tab").Do(onDisk(s))
	want := func(s *Series, what string, values ...string) {
		t.Helper()
		got := []string{s.Pattern[total], s.Lines[0].Value(total), s.Lines[1].Value(total)}
		if !slices.Equal(got, values) {
			t.Errorf("%s: pattern and lines are %q, want %q", what, got, values)
		}
	}
	want(s, "as entered", "V", "K", "V")
	d, s = openSeries(t, desk)
	d.Press("ctrl+z").Do(onDisk(s))
	want(s, "one step back after a restart", "V", "V", "V")
	d, s = openSeries(t, desk)
	d.Press("ctrl+z").Do(onDisk(s))
	want(s, "F7 taken back", "V", "", "")
	d.Press("ctrl+y").Do(onDisk(s))
	d, s = openSeries(t, desk)
	d.Press("ctrl+y").Do(onDisk(s))
	want(s, "made again after a restart", "V", "K", "V")
	d.Press("ctrl+z", "ctrl+z", "ctrl+z")
	want(s, "all taken back", "", "", "")
	d.Press("ctrl+z").See("nichts, was rückgängig")
}

func TestTheWayBackLeavesAloneWhatWasChangedElsewhere(t *testing.T) {
	t.Parallel()
	desk := stage.NewSeriesDesk(2)
	d, s := openSeries(t, desk)
	d.Press("tab", "v").Do(withPeople(s, "x000z", "x001z")).Press("f7").Do(onDisk(s))
	desk.Mu.Lock()
	desk.Drafted["d-c0"].Report.Meldung.Verlauf.GesamtbeurteilungTumorstatus = "P" // in its full form
	desk.Mu.Unlock()
	d, s = openSeries(t, desk)
	d.Press("ctrl+z")
	if a, b := s.Lines[0].Value(total), s.Lines[1].Value(total); a != "P" || b != "" {
		t.Errorf("lines are %q and %q, want the P of the form kept and the V taken back", a, b)
	}
}

func TestAHalfTypedCellIsThereAgain(t *testing.T) {
	t.Parallel()
	desk := stage.NewSeriesDesk(1)
	d, s := openSeries(t, desk)
	d.Do(withPeople(s, "x000z")).Press("up", "home", "right", "31", "1")
	d.Give(shell.SaveDue{By: s.Keep, Seq: s.typedSeq})
	d.Do(onDisk(s))
	d, s = openSeries(t, desk)
	if !s.typing || s.cell().Text() != "311" {
		t.Fatalf("after a restart typing = %v, row %d, column %d", s.typing, s.row, s.col)
	}
	d.Press("0", "tab")
	if got := s.Lines[0].Value("Verlauf.Untersuchungsdatum_Verlauf"); got != "2026-10-31" {
		t.Errorf("typed on: the date is %q, want 2026-10-31", got)
	}
	d.Press("shift+tab", "11")
	d.Give(shell.SaveDue{By: s.Keep, Seq: s.typedSeq})
	d.Do(onDisk(s))
	d, s = openSeries(t, desk)
	if !s.typing || s.cell().Text() != "11" {
		t.Errorf("typed over a date: comes back as %q, want 11", s.cell().Text())
	}
	d.Press("ctrl+z", "tab", "k", "backspace")
	d.Give(shell.SaveDue{By: s.Keep, Seq: s.typedSeq})
	d.Do(onDisk(s))
	_, s = openSeries(t, desk)
	if !s.typing || s.cell().Text() != "" {
		t.Errorf("an emptied cell comes back as %q", s.cell().Text())
	}
}

func TestALineFollowsItsDelivery(t *testing.T) {
	t.Parallel()
	desk := stage.NewSeriesDesk(3)
	d, s := openSeries(t, desk)
	d.Press(seriesPattern...).Do(withPeople(s, "x000z", "x001z")).Press("f7").Do(onDisk(s))
	d.Press("f12").See("Serie abschließen").Press("f12").See("2 auf dem Weg").Do(onDisk(s))
	reply := func(id string, state model.State, reason string) {
		desk.Mu.Lock()
		for i := range desk.Sendings {
			if v := &desk.Sendings[i]; v.CaseID == id {
				v.State, v.Reason = state, reason
			}
		}
		desk.Mu.Unlock()
		d.Give(answer.News{Cases: []string{id}})
	}
	reply("c0", model.StateAccepted, "")
	d.See("✓ 4f1c-d").See("1 angenommen")
	reply("c1", model.StateRejected, "Kein Diagnosedatum.")
	d.See("abgelehnt").Press("f3", "up").See("Abgelehnt: Kein Diagnosedatum. Enter").Press("end", "enter").See("Übertragung · ").Press("f10")
	_, s = openSeries(t, desk)
	if len(s.Lines) != 1 || s.Lines[0].CaseID != "c1" || !s.Lines[0].Done {
		t.Errorf("%d lines after a restart, want the refused one alone", len(s.Lines))
	}
}

func TestALineCompletedInItsFullFormFollowsItsDelivery(t *testing.T) {
	t.Parallel()
	desk := stage.NewSeriesDesk(1)
	d, s := openSeries(t, desk)
	d.Press(seriesPattern...).Do(withPeople(s, "x000z")).Press("f7").Do(onDisk(s))
	d.Press("up", "end", "enter").See("Verlauf Statusmeldung · Personaa")
	id := s.Lines[0].Id
	if _, err := d.Sh.Desk().Reports.Complete(t.Context(), id, desk.Drafted[id].Rev, nil); err != nil {
		t.Fatal(err)
	}
	d.Run(d.Sh.Pop())
	d.See("1 auf dem Weg").Press("f3", "up", "home").See("die Antwort erscheint hier")
	_, s = openSeries(t, desk)
	if len(s.Lines) != 1 || !s.Lines[0].Done {
		t.Errorf("after a restart: %d lines, want the one that waits", len(s.Lines))
	}
}

// unreadable is a memory that cannot be read.
type unreadable struct{ work.Memory }

func (unreadable) Recall(context.Context, string) (map[string][]byte, error) {
	return nil, &answer.Failure{Kind: answer.FailInternal}
}

func TestASeriesThatCannotBeReadIsNotOverwritten(t *testing.T) {
	t.Parallel()
	desk := stage.NewSeriesDesk(1)
	d, s := openSeries(t, desk)
	d.Press("g", "tab").Do(withPeople(s, "x000z")).Do(onDisk(s))
	before := string(desk.Remembered("serie"))
	d = newDesktop(t, nil)
	list := d.Sh.Screen(place.Patients{})
	d.Sh.Seat(desk.Desk(), list)
	d.Sh.Desk().Memory = unreadable{d.Sh.Desk().Memory}
	d.Run(list.Start())
	s = NewSeries(d.Sh)
	d.Open(s).Do(idle(s)).Press("h", "tab", "v", "tab").Do(onDisk(s))
	if err := d.Sh.FlushDrafts(); err != nil {
		t.Fatal(err)
	}
	if got := string(desk.Remembered("serie")); got != before {
		t.Errorf("remembered is %s, want %s", got, before)
	}
	d.Press("esc").See("Anmeldung") // nothing is waited for
}
