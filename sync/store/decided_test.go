package store

import (
	"errors"
	"testing"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/worklist"
)

// standOf is what is kept of a case.
func keptOf(t *testing.T, v *Vault, id string) worklist.Stand {
	t.Helper()
	return must(v.Stand(t.Context(), id))(t)
}

func TestDecisionAboutATaskIsKeptWithWhatIsToBeDone(t *testing.T) {
	t.Parallel()
	path := testPath(t)
	v := &Vault{openStore(t, path), testKey, testLogin}
	c := newCase(t, v, "Muster")
	d := newDraft(t, v, c.ID, "fertig")
	about := worklist.Entscheid{Grund: "verzogen", Bis: "2026-06-01", Von: "Meier", Am: noon}
	if err := v.Decide(t.Context(), c.ID, worklist.FrageEntwurf, d.ID, &about); err != nil {
		t.Fatal(err)
	}
	again := &Vault{openStore(t, path), testKey, testLogin}
	s := keptOf(t, again, c.ID)
	if len(s.Offen) != 1 || s.Offen[0].Entscheid == nil || s.Offen[0].Entscheid.Grund != "verzogen" || !s.Offen[0].Entscheid.Am.Equal(noon) {
		t.Fatalf("kept = %+v, want the draft with what was decided", s)
	}
	if changes := must(again.Changes(t.Context(), 1))(t); len(changes.Cases) != 1 {
		t.Errorf("changes = %+v, want the case for colleagues", changes)
	}
	if err := again.Decide(t.Context(), c.ID, worklist.FrageEntwurf, d.ID, nil); err != nil {
		t.Fatal(err)
	}
	if s = keptOf(t, again, c.ID); len(s.Offen) != 1 || s.Offen[0].Entscheid != nil {
		t.Errorf("kept = %+v, want it open again", s)
	}
}

// A colleague may have done it meanwhile; what she did ends the decision, too.
func TestNobodyDecidesAboutWhatIsDone(t *testing.T) {
	t.Parallel()
	v := newVault(t)
	c := newCase(t, v, "Muster")
	d := newDraft(t, v, c.ID, "fertig")
	about := &worklist.Entscheid{Grund: "verzogen", Am: noon.Add(time.Hour)}
	if err := v.Decide(t.Context(), c.ID, worklist.FrageEntwurf, d.ID, about); err != nil {
		t.Fatal(err)
	}
	must(v.Queue(t.Context(), complete(v, d, "t1")))(t)
	if s := keptOf(t, v, c.ID); s.Asks(worklist.FrageEntwurf, d.ID) != nil || s.Asks(worklist.FrageUnterwegs, "t1") == nil {
		t.Errorf("kept = %+v, want the delivery on its way", s)
	}
	if err := v.Decide(t.Context(), c.ID, worklist.FrageEntwurf, d.ID, about); !errors.Is(err, ErrNotNow) {
		t.Errorf("Decide about the completed draft = %v, want ErrNotNow", err)
	}
}

// What nobody can read decides nothing: the task is there again, and can be decided anew.
func TestDamagedDecisionLeavesTheTask(t *testing.T) {
	t.Parallel()
	v := newVault(t)
	c := newCase(t, v, "Muster")
	d := newDraft(t, v, c.ID, "fertig")
	about := &worklist.Entscheid{Grund: "verzogen", Am: noon.Add(time.Hour)}
	decide := func() {
		t.Helper()
		if err := v.Decide(t.Context(), c.ID, worklist.FrageEntwurf, d.ID, about); err != nil {
			t.Fatal(err)
		}
	}
	decide()
	must(v.store.db.Writer.Exec("UPDATE decided SET body = CAST('x' AS BLOB)"))(t)
	must(v.AddDraft(t.Context(), model.Draft{PatientID: c.ID, Report: testReport("anderer")}))(t)
	s := keptOf(t, v, c.ID)
	if len(s.Offen) != 2 || s.Offen[0].Entscheid != nil {
		t.Errorf("kept = %+v, want both drafts open", s)
	}
	decide()
	if s = keptOf(t, v, c.ID); s.Asks(worklist.FrageEntwurf, d.ID).Entscheid == nil {
		t.Errorf("kept = %+v, want it decided anew", s)
	}
}
