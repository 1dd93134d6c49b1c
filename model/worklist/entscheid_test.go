package worklist

import (
	"slices"
	"testing"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/rule"
)

// decidedTasks are the tasks of a history somebody has decided about.
func decidedTasks(now time.Time, fall []model.Vorgang, all ...Entscheid) []Aufgabe {
	s := StandOf(&model.Case{ID: "c1"}, fall, now)
	s.Decide(all, now)
	l := New(now, rule.Config{})
	l.Put(s)
	return l.Aufgaben(Gesehen{})
}

func TestTaskEndsWithAReasonOrComesUpAgain(t *testing.T) {
	t.Parallel()
	diagnosed := delivery("t1", func(v *model.Vorgang) { v.Typ, v.Date = model.TypDiagnose, "2025-11-01" })
	about := Entscheid{Frage: FrageTherapie, Sache: "M-t1", Grund: "anderswo behandelt", Von: "Meier", Am: mayNoon}
	for _, c := range []struct {
		what string
		bis  model.Datum
		day  int
		want Aufgabenart // "" = not on the list
	}{
		{"settled", "", 0, AufgabeErledigt},
		{"settled, looked up", "", ErledigtTage, AufgabeErledigt},
		{"settled long ago", "", ErledigtTage + 1, ""},
		{"put off", "2026-05-20", 5, AufgabeAufgeschoben},
		{"its day", "2026-05-20", 6, AufgabeGegenstueck},
	} {
		about.Bis = c.bis
		all := decidedTasks(mayNoon.AddDate(0, 0, c.day), []model.Vorgang{diagnosed}, about)
		if c.want == "" && len(all) == 0 {
			continue
		}
		if len(all) != 1 || all[0].Art != c.want || all[0].Entscheid == nil {
			t.Errorf("%s: tasks = %+v, want one that is %q", c.what, all, c.want)
		}
	}
	corrected := diagnosed
	corrected.Transaktionsnummer = "t2"
	about.Bis = ""
	if all := decidedTasks(mayNoon, []model.Vorgang{diagnosed, corrected}, about); len(all) != 1 || all[0].Art != AufgabeErledigt {
		t.Errorf("after a correction: tasks = %+v, want it settled as before", all)
	}
	if all := decidedTasks(mayNoon, []model.Vorgang{diagnosed}); len(all) != 1 || all[0].Art != AufgabeGegenstueck || !all[0].Open() {
		t.Errorf("undecided: tasks = %+v, want what is missing", all)
	}
}

// Whoever writes on in a settled draft wants it again; on its way nothing is settled.
func TestWhatGoesOnIsNotSettled(t *testing.T) {
	t.Parallel()
	d := entwurf("d1", "2026-05-01")
	d.Updated = mayNoon
	settled := Entscheid{Frage: FrageEntwurf, Sache: "d1", Grund: "kein Tumor", Am: mayNoon}
	if all := decidedTasks(mayNoon, []model.Vorgang{d}, settled); len(all) != 1 || all[0].Open() {
		t.Errorf("tasks = %+v, want it settled", all)
	}
	d.Updated = mayNoon.Add(time.Minute)
	if all := decidedTasks(mayNoon.Add(time.Hour), []model.Vorgang{d}, settled); len(all) != 1 || !all[0].Open() {
		t.Errorf("written on: tasks = %+v, want it open", all)
	}
	waits := delivery("w", func(v *model.Vorgang) { v.State = model.StateQueued })
	if all := decidedTasks(mayNoon, []model.Vorgang{waits}, Entscheid{Frage: FrageUnterwegs, Sache: "w", Am: mayNoon}); len(all) != 1 || !all[0].Open() {
		t.Errorf("on its way: tasks = %+v, want it open", all)
	}
}

func TestWaitingTimesAreToldByTheirReason(t *testing.T) {
	t.Parallel()
	held := func(reason string, since model.Datum) Aufgabe {
		return Aufgabe{Sperre: &model.Sperre{Grund: reason, Seit: since}}
	}
	all := []Aufgabe{held("Befund", "2026-05-01"), held("Therapie", ""), held("Befund", "2026-05-10"), held("Befund", "2026-04-01"), {}}
	got := Wartezeiten(all, nil, "2026-05-14")
	if len(got) != 2 || got[0] != (Wartezeit{"Befund", 3, 13, true, 0}) || got[1] != (Wartezeit{"Therapie", 1, 0, false, 0}) {
		t.Errorf("waiting times = %+v, want 13 days for a Befund, and none that nobody knows", got)
	}
}

// The median is that of all holds of the year, also of those that are over: what is let
// go soon would make the waiting look longer than it is.
func TestWaitingTimesHoldWhatWasLetGo(t *testing.T) {
	t.Parallel()
	held := []Aufgabe{{Sperre: &model.Sperre{Grund: "Befund", Seit: "2026-04-01"}}}
	over := []Gewartet{{"Befund", 3}, {"Rückruf Herr K.", 1}, {"Therapie", 20}, {"Befund", 5}, {"Therapie", 30}, {"Therapie", 40}}
	got := Wartezeiten(held, over, "2026-05-14")
	if want := []Wartezeit{{"Befund", 1, 5, true, 2}, {"Therapie", 0, 30, true, 3}}; !slices.Equal(got, want) {
		t.Errorf("waiting times = %+v, want %+v", got, want)
	}
}

// Of two in the middle it is the earlier: nobody is told that she waits longer than she does.
func TestTheMedianOfAnEvenNumberIsTheEarlier(t *testing.T) {
	t.Parallel()
	for want, days := range map[int][]int{4: {9, 4}, 5: {7, 5, 1, 9}, 7: {7}} {
		if got, known := median(days); got != want || !known {
			t.Errorf("of %v: got %d, %v, want %d", days, got, known, want)
		}
	}
}

func TestAHoldIsOverOnItsDay(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		until model.Datum
		days  int
	}{{"", 13}, {"2026-06-01", 13}, {"2026-05-06", 5}} {
		got, known := Vorbei(&model.Sperre{Grund: "Befund", Bis: c.until, Seit: "2026-05-01"}, "2026-05-14")
		if !known || got != (Gewartet{"Befund", c.days}) {
			t.Errorf("until %q: %+v, %v, want %d days", c.until, got, known, c.days)
		}
	}
	if _, known := Vorbei(&model.Sperre{Grund: "Befund"}, "2026-05-14"); known {
		t.Error("nobody knows since when, and yet how long")
	}
}
