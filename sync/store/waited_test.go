package store

import (
	"slices"
	"testing"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/worklist"
)

// However a hold ends, how long it has held is known: lifted, on its day, with another
// reason, by completing, of a draft and of a report that waits.
func TestHoldsThatAreOverAreKept(t *testing.T) {
	t.Parallel()
	v := newVault(t)
	ctx := t.Context()
	c := newCase(t, v, "Muster")
	today := model.DatumOf(v.store.opt.Now())
	day := func(by int) model.Datum { return model.DatumOf(v.store.opt.Now().AddDate(0, 0, by)) }
	hold := func(tnr string, s *model.Sperre) {
		t.Helper()
		if err := v.Hold(ctx, tnr, s); err != nil {
			t.Fatal(err)
		}
	}
	version(t, v, c.ID, "M1", "t1")
	hold("t1", &model.Sperre{Grund: "Befund", Seit: day(-9)})
	hold("t1", &model.Sperre{Grund: "Befund", Seit: day(-9), Bis: day(3)}) // waits on for the same
	hold("t1", &model.Sperre{Grund: "Rückruf", Seit: today})
	hold("t1", nil)
	version(t, v, newCase(t, v, "Zweite").ID, "M2", "t2")
	hold("t2", &model.Sperre{Grund: "Termin", Seit: day(-5), Bis: day(2)})
	claim(t, v, v.store.opt.Now().AddDate(0, 0, 2), 5)
	d := must(v.AddDraft(ctx, model.Draft{PatientID: c.ID, Report: testReport("x"), Sperre: &model.Sperre{Grund: "Therapie", Seit: day(-4)}}))(t)
	d.Sperre = &model.Sperre{Grund: "Auskunft", Seit: day(-3)}
	if err := v.SaveDraft(ctx, &d); err != nil {
		t.Fatal(err)
	}
	must(v.Queue(ctx, complete(v, d, "t3")))(t)
	want := []worklist.Gewartet{{Grund: "Befund", Tage: 9}, {Grund: "Rückruf"}, {Grund: "Termin", Tage: 5}, {Grund: "Therapie", Tage: 4}, {Grund: "Auskunft", Tage: 3}}
	got := must(v.Waited(ctx))(t)
	for _, w := range want {
		if !slices.Contains(got, w) {
			t.Errorf("%+v is not among %+v", w, got)
		}
	}
	if len(got) != len(want) {
		t.Errorf("kept %+v, want %+v", got, want)
	}
}

func TestHoldsOfTheYearBeforeAreForgotten(t *testing.T) {
	t.Parallel()
	v := newVault(t)
	version(t, v, newCase(t, v, "Muster").ID, "M1", "t1")
	now := v.store.opt.Now()
	let := func(at time.Time) {
		t.Helper()
		v.store.opt.Now = func() time.Time { return at }
		for _, s := range []*model.Sperre{{Grund: "Befund", Seit: model.DatumOf(at.AddDate(0, 0, -2))}, nil} {
			if err := v.Hold(t.Context(), "t1", s); err != nil {
				t.Fatal(err)
			}
		}
	}
	let(now)
	let(now.AddDate(0, 0, waitedDays+1))
	if got := must(v.Waited(t.Context()))(t); len(got) != 1 {
		t.Errorf("kept %+v, want those of a year", got)
	}
	if n := must(queryOne(t.Context(), v.store.reader, scanNumber, "SELECT count(*) FROM waited"))(t); n != 1 {
		t.Errorf("%d rows are left", n)
	}
}
