package desk

import "testing"

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
