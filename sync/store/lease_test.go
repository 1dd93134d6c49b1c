package store

import (
	"fmt"
	"testing"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/worklist"
)

// asked is the first question about a case, as it is kept.
func asked(t *testing.T, v *Vault, caseID string) worklist.Offen {
	t.Helper()
	s, err := v.Stand(t.Context(), caseID)
	if err != nil || len(s.Offen) == 0 {
		t.Fatalf("Stand = %+v, %v, want questions", s, err)
	}
	return s.Offen[0]
}

// A queue that leaves derives what is to be done about a case once for each report, and
// seals the header of a case only where it says something else.
func TestAReportThatLeavesIsDerivedOnce(t *testing.T) {
	t.Parallel()
	v := newVault(t)
	c := newCase(t, v, "Muster")
	queue(t, v, c.ID, "leaves")
	header := func() string {
		return fmt.Sprintf("%x", must(queryOne(t.Context(), v.store.reader, scanBytes, "SELECT header FROM patient_case WHERE id = ?", c.ID))(t))
	}
	unkept := func() int64 {
		return must(queryOne(t.Context(), v.store.reader, scanNumber, "SELECT count(*) FROM patient_case WHERE "+isUnkept))(t)
	}
	before := header()
	claim(t, v, later(0), 1)
	if unkept() != 1 {
		t.Error("the Stand is derived before the answer is there, and nobody looks")
	}
	if err := v.Accept(t.Context(), "leaves", receipt("leaves")); err != nil {
		t.Fatal(err)
	}
	if o := asked(t, v, c.ID); unkept() != 0 || o.Frage != worklist.FrageAntwort {
		t.Errorf("after the answer %q is asked, and of %d cases nothing is kept", o.Frage, unkept())
	}
	if header() != before {
		t.Error("the header of the case was sealed anew, and says nothing new")
	}
}

func TestWhoLooksSeesThatAReportIsOnItsWay(t *testing.T) {
	t.Parallel()
	v := newVault(t)
	c := newCase(t, v, "Muster")
	queue(t, v, c.ID, "leaves")
	claim(t, v, later(0), 1)
	if err := v.CatchUp(t.Context(), func(int) {}); err != nil {
		t.Fatal(err)
	}
	if o := asked(t, v, c.ID); o.State != model.StateSending {
		t.Errorf("the work list says %q, want that it is on its way", o.State)
	}
}
