package desk

import (
	"slices"
	"testing"

	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/model/rights"
	"example.org/meldeportal/model/worklist"
	"example.org/meldeportal/sync/store"
)

// A draft handed to a colleague is hers on both lists, with the word and from whom, until
// it is taken back; the audit has a line of it.
func TestWhatIsHandedOverIsTheColleagues(t *testing.T) {
	t.Parallel()
	w := newWorkplace(t)
	colleague := w.colleague()
	w.learnColleagues(t.Context())
	if got := w.Colleagues(); !slices.Equal(got, []string{berta}) {
		t.Errorf("colleagues: %q, want %s", got, berta)
	}
	d := w.draft()
	task := w.task(d.ID)
	w.must(w.Decide(t.Context(), task, &worklist.Entscheid{An: berta, Grund: "bitte TNM ergänzen"}))
	for name, desk := range map[string]*Desk{"mine": w.Desk, "hers": colleague} {
		all, err := desk.Worklist(t.Context(), func(int) {})
		w.must(err)
		i := slices.IndexFunc(all, func(a worklist.Aufgabe) bool { return a.DraftID == d.ID })
		if i < 0 || all[i].Zustaendig != berta || all[i].Entscheid.Grund != "bitte TNM ergänzen" || all[i].Entscheid.Von != "Anna Beispiel" || !all[i].Open() {
			t.Errorf("%s list: %+v, want it open and hers", name, all[i])
		}
	}
	d.Report.Meldung.Anmerkung = "ihre"
	w.must(colleague.SaveDraft(t.Context(), &d)) // who goes on writing keeps it
	if a := w.task(d.ID); a.Zustaendig != berta {
		t.Errorf("written on: in the hands of %s", a.Zustaendig)
	}
	w.must(w.Decide(t.Context(), task, nil))
	if a := w.task(d.ID); a.Entscheid != nil {
		t.Errorf("taken back: %+v", a.Entscheid)
	}
	told := false
	_, err := w.vault.Audit(t.Context(), func(l store.Line) {
		told = told || l.Action == rights.Uebergeben && l.Object == d.ID && l.Detail == berta && l.Login == anna
	})
	w.must(err)
	if !told {
		t.Error("no line of the audit says so")
	}
}

// Nothing is handed to who is not there, or may not write reports.
func TestNothingIsHandedToWhoCannotGoOn(t *testing.T) {
	t.Parallel()
	w := newWorkplace(t)
	w.colleague()
	task := w.task(w.draft().ID)
	wantFailure(t, w.Decide(t.Context(), task, &worklist.Entscheid{An: "niemand"}), answer.FailNoGrant)
	w.must(w.SetRoles(t.Context(), berta, rights.Stammdaten))
	wantFailure(t, w.Decide(t.Context(), task, &worklist.Entscheid{An: berta}), answer.FailNoGrant)
}
