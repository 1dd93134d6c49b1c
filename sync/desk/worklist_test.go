package desk

import (
	"testing"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/worklist"
)

// task is the task about a draft or a delivery, nil where there is none.
func (w *workplace) task(id string) *worklist.Aufgabe {
	w.t.Helper()
	all, err := w.Worklist(w.t.Context(), func(int) {})
	w.must(err)
	for i := range all {
		if all[i].DraftID == id || all[i].Transaktionsnummer == id {
			return &all[i]
		}
	}
	return nil
}

// A report is on the work list from its draft to its receipt, until somebody
// has looked at the receipt.
func TestReportWandersThroughTheWorkList(t *testing.T) {
	t.Parallel()
	w := newWorkplace(t)
	draft := w.begunCompletely()
	c, err := w.Case(t.Context(), draft.PatientID)
	w.must(err)
	name := string(c.Patient.Stammdaten.Nachname + ", " + c.Patient.Stammdaten.Vornamen)
	if a := w.task(draft.ID); a == nil || a.Art != worklist.AufgabeFrist && a.Art != worklist.AufgabeEntwurf || a.Person != name || a.CaseID != c.ID || a.Frist == "" {
		t.Fatalf("task of the draft = %+v, want it under %q with a deadline", a, name)
	}
	sent := w.arrives(w.submit(draft))
	if a := w.task(draft.ID); a != nil {
		t.Errorf("task of the completed draft = %+v, want none", a)
	}
	if a := w.task(sent.Transaktionsnummer); a != nil {
		t.Errorf("task of the receipt = %+v, want none of its own", a)
	}
	good := w.accepted()
	if good == nil || good.Meldungen != 3 {
		t.Fatalf("accepted = %+v, want this one and those of the workplace in one line", good)
	}
	w.must(w.Remember(t.Context(), worklist.MerkGesehen, worklist.Gesehen{Bis: good.Bis}.Bytes()))
	if good = w.accepted(); good != nil {
		t.Errorf("accepted after the look = %+v, want none", good)
	}
}

// accepted are the good answers of the work list, nil where there are none.
func (w *workplace) accepted() *worklist.Angenommen {
	w.t.Helper()
	all, err := w.Worklist(w.t.Context(), func(int) {})
	w.must(err)
	for i := range all {
		if all[i].Angenommen != nil {
			return all[i].Angenommen
		}
	}
	return nil
}

// A decision says who made it and when, and colleagues see it.
func TestColleaguesSeeWhatWasDecided(t *testing.T) {
	t.Parallel()
	w := newWorkplace(t)
	draft := w.draft()
	a := w.task(draft.ID)
	w.must(w.Decide(t.Context(), a, &worklist.Entscheid{Grund: "verstorben"}))
	hers := &workplace{t: t, Desk: w.colleague()}
	got := hers.task(draft.ID)
	if got == nil || got.Open() || got.Entscheid.Grund != "verstorben" || got.Entscheid.Von != "Anna Beispiel" || time.Since(got.Entscheid.Am) > time.Hour {
		t.Fatalf("her task = %+v, want it settled by Anna just now", got)
	}
	w.must(hers.Decide(t.Context(), got, nil))
	if a = w.task(draft.ID); a == nil || !a.Open() {
		t.Errorf("task = %+v, want it open again", a)
	}
}

// A colleague's draft is on the list though everything was read before.
func TestWorkListSeesWhatColleaguesChange(t *testing.T) {
	t.Parallel()
	w := newWorkplace(t)
	draft := w.draft()
	if a := w.task(draft.ID); a == nil {
		t.Fatal("no task of the invented draft")
	}
	colleague := w.colleague()
	hers, err := colleague.NewDraft(t.Context(), draft.PatientID, &draft.Report)
	w.must(err)
	w.must(colleague.SaveDraft(t.Context(), &hers))
	w.must(colleague.DeleteDraft(t.Context(), draft.ID, draft.Rev))
	if a := w.task(hers.ID); a == nil || a.Person == "" {
		t.Errorf("task of her draft = %+v, want it with a name", a)
	}
	if a := w.task(draft.ID); a != nil {
		t.Errorf("task of the deleted draft = %+v, want none", a)
	}
}

// A colleague may remove a record and its last draft between two looks.
func TestWorkListForgetsARemovedRecord(t *testing.T) {
	t.Parallel()
	w := newWorkplace(t)
	c := model.Case{Patient: model.Patient{Stammdaten: model.Stammdaten{Nachname: "Kurz"}}}
	w.must(w.SaveCase(t.Context(), &c, nil))
	draft, err := w.NewDraft(t.Context(), c.ID, &model.Report{Meldung: model.Meldung{Typ: model.TypOP}})
	w.must(err)
	w.must(w.SaveDraft(t.Context(), &draft))
	if w.task(draft.ID) == nil {
		t.Fatal("the draft is not on the work list")
	}
	w.must(w.DeleteDraft(t.Context(), draft.ID, draft.Rev))
	w.must(w.DeleteCase(t.Context(), c.ID))
	if a := w.task(draft.ID); a != nil {
		t.Errorf("task of the removed record = %+v, want none", a)
	}
}

// The work list and the record know of an objection as soon as a draft says so.
func TestWorkListMarksWhoHasObjected(t *testing.T) {
	t.Parallel()
	w := newWorkplace(t)
	draft := w.draft()
	for _, reason := range []model.Code{"W", "I", "W"} {
		draft.Report.Meldung.Meldebegruendung = reason
		w.must(w.SaveDraft(t.Context(), &draft))
		c, err := w.Case(t.Context(), draft.PatientID)
		w.must(err)
		if a := w.task(draft.ID); a == nil || a.Widerspruch != (reason == "W") || c.Widerspruch != a.Widerspruch {
			t.Errorf("with %s the task is %+v and the case marked %v", reason, a, c.Widerspruch)
		}
	}
}
