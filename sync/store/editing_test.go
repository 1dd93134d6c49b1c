package store

import (
	"maps"
	"testing"
	"time"
)

// Who has a draft open is told to the others, until she leaves it or is not heard of for
// two minutes; it keeps nobody from saving.
func TestWhoHasADraftOpenIsToldToTheOthers(t *testing.T) {
	t.Parallel()
	s := openStore(t, testPath(t))
	v := must(s.Create(t.Context(), testSite, testLogin, testPassword))(t)
	d := must(v.NewDraft(t.Context(), newCase(t, v, "Ahorn").ID, testReport("x")))(t)
	now := s.opt.Now()
	told := func(what, station string, want map[string]Editor) {
		t.Helper()
		if got := must(v.Editing(t.Context(), station))(t); !maps.Equal(got, want) {
			t.Errorf("%s: %v, want %v", what, got, want)
		}
	}
	mark := func(station, draft string) {
		t.Helper()
		if err := v.MarkEditing(t.Context(), station, draft); err != nil {
			t.Fatal(err)
		}
	}
	mark("a", d.ID)
	told("her own station", "a", map[string]Editor{})
	told("another one", "b", map[string]Editor{d.ID: {Login: v.Login(), MeldungID: d.Report.Meldung.MeldungID}})
	if err := v.SaveDraft(t.Context(), &d); err != nil {
		t.Errorf("kept from saving: %v", err)
	}
	mark("a", "")
	told("after she left", "b", map[string]Editor{})
	mark("a", d.ID)
	s.opt.Now = func() time.Time { return now.Add(EditingLasts + time.Hour) }
	told("not heard of", "b", map[string]Editor{})
	mark("b", "another")
	if n := must(queryOne(t.Context(), s.reader, scanNumber, "SELECT count(*) FROM editing"))(t); n != 1 {
		t.Errorf("%d rows, want what is over swept away", n)
	}
}
