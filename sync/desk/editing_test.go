package desk

import (
	"testing"

	"example.org/meldeportal/model"
)

// Who has a draft open is read in the lists of colleagues, and no longer once she has left
// it or her program.
func TestColleaguesSeeWhoHasADraftOpen(t *testing.T) {
	t.Parallel()
	w := newWorkplace(t)
	hers := w.colleague()
	d := w.draft()
	seen := func(want string) {
		t.Helper()
		hers.learnEditing(t.Context())
		drafts, err := hers.DraftsOf(t.Context(), d.PatientID)
		w.must(err)
		tasks, err := hers.Worklist(t.Context(), func(int) {})
		w.must(err)
		found := false
		for _, task := range tasks {
			about := task.DraftID == d.ID
			if found = found || about; about && task.InArbeit != want || !about && task.InArbeit != "" {
				t.Errorf("the task of %q says %q", task.DraftID, task.InArbeit)
			}
		}
		if !found || drafts[0].InArbeit != want || hers.EditedBy(d.ID) != want {
			t.Errorf("task %v, draft %q, form %q; want %q", found, drafts[0].InArbeit, hers.EditedBy(d.ID), want)
		}
	}
	seen("")
	w.present.here = d.ID
	w.sayEditing(t.Context())
	seen(anna)
	if w.learnEditing(t.Context()); w.EditedBy(d.ID) != "" {
		t.Error("her own program tells her of herself")
	}
	if hers.learnEditing(t.Context()) {
		t.Error("what is known is news again")
	}
	w.leaveEditing()
	seen("")
}

// Of a sent report the list of transmissions says who has its correction open.
func TestColleaguesSeeWhoCorrectsAReport(t *testing.T) {
	t.Parallel()
	w := newWorkplace(t)
	hers := w.colleague()
	w.sent(model.TypDiagnose)
	sent := w.sent(model.TypDiagnose)
	correction, err := w.Correct(t.Context(), sent.Transaktionsnummer)
	w.must(err)
	seen := func(want string) {
		t.Helper()
		hers.learnEditing(t.Context())
		page, err := hers.DeliveryPage(t.Context(), model.DeliverySpan{N: 9})
		w.must(err)
		of := map[string]string{}
		for _, d := range page.Deliveries {
			of[d.Transaktionsnummer] = d.InArbeit
		}
		w.must(hers.WalkDeliveries(t.Context(), model.DeliveryQuery{}, func(l *model.DeliveryLine) bool {
			if l.InArbeit != of[l.Transaktionsnummer] {
				t.Errorf("the walk says %q of %s, the page %q", l.InArbeit, l.Transaktionsnummer, of[l.Transaktionsnummer])
			}
			return true
		}))
		if of[sent.Transaktionsnummer] != want || len(of) != 2 {
			t.Errorf("%q of %d reports are open, want %q", of[sent.Transaktionsnummer], len(of), want)
		}
		delete(of, sent.Transaktionsnummer)
		for _, other := range of {
			if other != "" {
				t.Errorf("the other report is open at %q", other)
			}
		}
	}
	seen("")
	w.present.here = correction.ID
	w.sayEditing(t.Context())
	seen(anna)
	w.leaveEditing()
	seen("")
}
