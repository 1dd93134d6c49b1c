package store

import (
	"database/sql"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"testing"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/judges"
	"example.org/meldeportal/model/rule"
	"example.org/meldeportal/model/worklist"
)

// shownKinds are what a page can be asked for.
var shownKinds = []worklist.Aufgabenart{"", worklist.AufgabeBeschaedigt, worklist.AufgabeAbgelehnt, worklist.AufgabeFrist, worklist.AufgabeEntwurf, worklist.AufgabeAntwort,
	worklist.AufgabeGegenstueck, worklist.AufgabeAngenommen, worklist.AufgabeWartet, worklist.AufgabeGesperrt, worklist.AufgabeAufgeschoben, worklist.AufgabeErledigt}

// turned reads a kind of tasks page by page.
func (w *wanderer) turned(t *testing.T, art worklist.Aufgabenart, gesehen worklist.Gesehen) (all []worklist.Aufgabe, counts map[worklist.Aufgabenart]int) {
	t.Helper()
	for {
		p, err := w.v.TaskPage(t.Context(), worklist.Span{Art: art, From: len(all), N: 3}, w.order(gesehen))
		if err != nil {
			t.Fatal(err)
		}
		if len(p.Tasks) == 0 || p.Total != 0 && len(p.Tasks) < min(3, p.Total) {
			if p.Total != 0 {
				t.Fatalf("%q from %d: %d of %d tasks on the page", art, len(all), len(p.Tasks), p.Total)
			}
			return all, p.Counts
		}
		if all = append(all, p.Tasks[len(all)-p.From:]...); len(all) == p.Total {
			return all, p.Counts
		}
	}
}

func (w *wanderer) order(gesehen worklist.Gesehen) func([]worklist.Counted) *worklist.Shelves {
	if today := model.DatumOf(w.now); w.places == nil || w.places.Day() != today {
		w.places = worklist.NewPlaces(today, rule.Config{})
	}
	return func(slots []worklist.Counted) *worklist.Shelves { return w.places.Shelves(w.now, gesehen, slots) }
}

// wantPages compares the pages with the list as it is made of everything.
func (w *wanderer) wantPages(t *testing.T, gesehen worklist.Gesehen) (found string) {
	t.Helper()
	l := worklist.New(w.now, rule.Config{})
	for _, s := range kept(t, w.v) {
		l.Put(s)
	}
	whole := l.Aufgaben(gesehen)
	counts := worklist.Count(whole)
	for _, art := range shownKinds {
		want := slices.DeleteFunc(slices.Clone(whole), func(a worklist.Aufgabe) bool {
			return !a.In(art)
		})
		got, gotCounts := w.turned(t, art, gesehen)
		if !reflect.DeepEqual(slices.Clip(got), slices.Clip(want)) && len(got)+len(want) > 0 {
			t.Logf("pages of %q: %+v, want %+v", art, got, want)
			return "tasks of " + string(art)
		}
		if !reflect.DeepEqual(gotCounts, counts) {
			t.Logf("counts = %v, want %v", gotCounts, counts)
			return "counts"
		}
	}
	return ""
}

// Whatever is done, the pages of the work list are the list: every kind of task, in its
// order, with what was seen left out.
func TestThePagesAreTheWorkList(t *testing.T) {
	judges.Alone(t)
	t.Parallel()
	for seed := range uint64(max(2, histories/4)) {
		w := newWanderer(t, 100+seed)
		gesehen := worklist.LiesGesehen(nil)
		for n := range 60 {
			act := w.act()
			if tnr, _, err := w.any(anyDelivery); err == nil && n%5 == 0 {
				gesehen.Mark("2026-05-14", tnr)
			}
			if n == 40 {
				gesehen.Bis = w.now.AddDate(0, 0, -3)
			}
			if found := w.wantPages(t, gesehen); found != "" {
				t.Fatalf("history %d, after act %d, %s: %s", seed, n, act, found)
			}
		}
	}
}

// A day on which many tasks stand is read in parts, and these are the list: cases with
// several of them, too, wherever a page begins.
func TestALongDayIsReadInParts(t *testing.T) {
	t.Parallel()
	w := newWanderer(t, 6)
	for i := range 12 {
		c := newCase(t, w.v, fmt.Sprint("Viele", i))
		for range 1 + i%3 {
			r := w.report()
			r.Meldung.Typ, r.Meldung.OP = model.TypOP, &model.OP{Datum: "2026-05-03"}
			if _, err := w.v.AddDraft(t.Context(), model.Draft{PatientID: c.ID, Report: r}); err != nil {
				t.Fatal(err)
			}
		}
	}
	if found := w.wantPages(t, worklist.Gesehen{}); found != "" {
		t.Error(found)
	}
}

// The comparison sees a question that stands elsewhere; what cannot be read is found out
// again; and nothing is left of cases that are gone.
func TestAPageHealsAndTheComparisonSees(t *testing.T) {
	t.Parallel()
	w := newWanderer(t, 5)
	for range 40 {
		w.act()
	}
	execRaw(t, w.v.store.db.Writer, "UPDATE slot SET name = x'00'; UPDATE open_case SET tasks = x'00'")
	if found := w.wantPages(t, worklist.Gesehen{}); found != "" {
		t.Errorf("damaged rows: %s", found)
	}
	execRaw(t, w.v.store.db.Writer, "DELETE FROM task WHERE (slot, case_id) = (SELECT slot, case_id FROM task ORDER BY settled LIMIT 1); UPDATE sequence SET n = n + 1")
	if w.wantPages(t, worklist.Gesehen{}) == "" {
		t.Error("a question less: the comparison does not see it")
	}
	execRaw(t, w.v.store.db.Writer, "DELETE FROM open_case")
	var left int
	if err := w.v.store.reader.QueryRow("SELECT (SELECT count(*) FROM slot) + (SELECT count(*) FROM task)").Scan(&left); err != nil || left != 0 {
		t.Errorf("%d rows are left of nothing, %v", left, err)
	}
}

// What was read of the slots counts as long as the sequence is the same: nothing changes
// them without counting it, whoever does it for whatever reason.
func TestWhateverChangesSlotsIsCounted(t *testing.T) {
	onFile(t)
	t.Parallel()
	v := office(t, testPath(t))
	sayNow := func(now time.Time) { v.store.opt.Now = func() time.Time { return now } }
	state := func() (slots string, mark int64) {
		t.Helper()
		err := v.store.reader.QueryRow("SELECT (SELECT coalesce(group_concat(n || ' ' || hex(blind) || ' ' || tasks), '') FROM slot), n FROM sequence").Scan(&slots, &mark)
		if err != nil {
			t.Fatal(err)
		}
		return slots, mark
	}
	catchUp := func() error { return v.CatchUp(t.Context(), func(int) {}) }
	for _, c := range []struct {
		name string
		do   func() error
	}{
		{"kept by whoever looks", func() error {
			execRaw(t, v.store.db.Writer, "DELETE FROM open_case; UPDATE sequence SET n = n + 1; UPDATE patient_case SET kept = NULL")
			slots, mark := state()
			if slots != "" {
				t.Errorf("slots of nothing: %q", slots)
			}
			err := catchUp()
			if again, counted := state(); again == "" || counted == mark {
				t.Errorf("caught up: %q, counted from %d to %d", again, mark, counted)
			}
			return err
		}},
		{"sealed anew", func() error {
			if err := errors.Join(v.Admit(t.Context(), leaver, testPassword), v.Revoke(t.Context(), leaver)); err != nil {
				return err
			}
			return v.Reseal(t.Context(), func(int) {})
		}},
		{"swept away", func() error {
			sayNow(later(0).AddDate(1, 0, 0))
			execRaw(t, v.store.db.Writer, "UPDATE open_case SET ends = 1; UPDATE sequence SET n = n + 1")
			slots, mark := state()
			err := v.write(t.Context(), func(*sql.Tx) error { return nil })
			if again, counted := state(); again == slots || counted == mark {
				t.Errorf("%q, then %q; counted from %d to %d", slots, again, mark, counted)
			}
			return err
		}},
	} {
		slots, mark := state()
		if err := c.do(); err != nil {
			t.Fatal(c.name, err)
		}
		if again, counted := state(); again != slots && counted == mark {
			t.Errorf("%s: other slots, not counted", c.name)
		}
	}
}
