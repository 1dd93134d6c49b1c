package store

import (
	"errors"
	"slices"
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
	if err := v.DeleteDraft(t.Context(), d.ID, d.Rev); err != nil {
		t.Fatal(err)
	}
	mark := must(v.Mark(t.Context()))(t)
	if err := v.DeleteCase(t.Context(), c.ID); err != nil {
		t.Fatal(err)
	}
	changes := must(v.Changes(t.Context(), mark))(t)
	if !slices.Equal(changes.Removed, []string{c.ID}) || changes.Mark == mark {
		t.Errorf("changes = %+v, want the removed case", changes)
	}
	if again := must(v.Changes(t.Context(), changes.Mark))(t); len(again.Removed) != 0 {
		t.Errorf("changes after them = %+v, want none", again)
	}
	if _, err := v.Case(t.Context(), c.ID); !errors.Is(err, ErrNotFound) {
		t.Errorf("Case = %v, want ErrNotFound", err)
	}
	if err := v.DeleteCase(t.Context(), c.ID); !errors.Is(err, ErrNotFound) {
		t.Errorf("again = %v, want ErrNotFound", err)
	}
}
