package store

import (
	"errors"
	"testing"
)

func TestOnlyAnEmptyCaseIsDeleted(t *testing.T) {
	t.Parallel()
	v := newVault(t)
	c, sent := newCase(t, v, "Muster"), newCase(t, v, "Wolf")
	queue(t, v, sent.ID, "t1")
	d := must(v.NewDraft(t.Context(), c.ID, testReport("x")))(t)
	for _, id := range []string{c.ID, sent.ID} {
		if err := v.DeleteCase(t.Context(), id); !errors.Is(err, ErrInUse) {
			t.Errorf("DeleteCase = %v, want ErrInUse", err)
		}
	}
	if err := v.DeleteDraft(t.Context(), d.ID); err != nil {
		t.Fatal(err)
	}
	mark := must(v.Mark(t.Context()))(t)
	if err := v.DeleteCase(t.Context(), c.ID); err != nil {
		t.Fatal(err)
	}
	if now := must(v.Mark(t.Context()))(t); now == mark {
		t.Error("others are not told that something changed")
	}
	if _, err := v.Case(t.Context(), c.ID); !errors.Is(err, ErrNotFound) {
		t.Errorf("Case = %v, want ErrNotFound", err)
	}
	if err := v.DeleteCase(t.Context(), c.ID); !errors.Is(err, ErrNotFound) {
		t.Errorf("again = %v, want ErrNotFound", err)
	}
}
