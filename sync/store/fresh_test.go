package store

import (
	"errors"
	"testing"

	"example.org/meldeportal/model"
)

// A fresh draft is stored nowhere before its first save, which begins it under the id it
// had; where somebody only was changes neither its revision nor whose it is, is no act,
// and leaves the rows proven.
func TestFreshDraftIsStoredWithItsFirstSave(t *testing.T) {
	t.Parallel()
	v := newVault(t)
	c := newCase(t, v, "Muster")
	d, err := v.Fresh(t.Context(), c.ID, testReport("x"))
	if err != nil {
		t.Fatal(err)
	}
	if drafts, err := v.Drafts(t.Context(), ""); err != nil || len(drafts) != 0 {
		t.Fatalf("%d drafts before anything is saved, %v", len(drafts), err)
	}
	id, was := d.ID, d
	d.Report.Meldung.Anmerkung = "erfunden"
	if err := v.SaveReport(t.Context(), &d, &was, "Fassung"); err != nil || d.ID != id || d.Rev != 1 || d.Neu {
		t.Fatalf("first save: id %q rev %d neu %v, %v", d.ID, d.Rev, d.Neu, err)
	}
	lines := len(auditOf(t, v))
	d.Cursor = "Meldebegruendung"
	if err := v.KeepPlace(t.Context(), &d); err != nil {
		t.Fatal(err)
	}
	now, err := v.Draft(t.Context(), id)
	if err != nil || now.Cursor != d.Cursor || now.Rev != 1 || !now.Updated.Equal(d.Updated) || now.Report.Meldung.Anmerkung != "erfunden" {
		t.Errorf("place kept: %+v, %v", now, err)
	}
	if after := len(auditOf(t, v)); after != lines {
		t.Errorf("the audit has %d lines, want %d", after, lines)
	}
	if drafts, err := v.Drafts(t.Context(), c.ID); err != nil || len(drafts) != 1 || drafts[0].Damaged {
		t.Errorf("drafts of the case: %+v, %v", drafts, err)
	}
	d.Rev = 7
	if err := v.KeepPlace(t.Context(), &d); !errors.Is(err, ErrStale) {
		t.Errorf("place in an older state: %v, want ErrStale", err)
	}
}

// begun is a fresh draft that is stored.
func begun(t *testing.T, v *Vault, caseID string, r model.Report) model.Draft {
	t.Helper()
	d := must(v.Fresh(t.Context(), caseID, r))(t)
	if err := v.SaveDraft(t.Context(), &d); err != nil {
		t.Fatal(err)
	}
	return d
}
