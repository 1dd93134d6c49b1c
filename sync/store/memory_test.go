package store

import (
	"maps"
	"slices"
	"testing"
)

func TestMemoryIsKeptByPersonAndName(t *testing.T) {
	t.Parallel()
	v := newVault(t)
	colleague := &Vault{v.store, v.key, "wolf"}
	remember(t, v, "vorlage/1", "Mamma")
	remember(t, v, "vorlage/2", "Darm")
	remember(t, v, "vorlage/1", "Mamma links")
	remember(t, v, "codes/icd", "{}")
	remember(t, colleague, "vorlage/1", "ihre")
	got := must(v.Memory(t.Context(), "vorlage/"))(t)
	if names := slices.Sorted(maps.Keys(got)); !slices.Equal(names, []string{"vorlage/1", "vorlage/2"}) || string(got["vorlage/1"]) != "Mamma links" {
		t.Errorf("templates = %q, want the two of this person, the first as last kept", got)
	}
	if all := must(v.Memory(t.Context(), ""))(t); len(all) != 3 {
		t.Errorf("whole memory = %q, want three names", all)
	}
	if err := v.Remember(t.Context(), "vorlage/1", nil); err != nil {
		t.Fatalf("forget: %v", err)
	}
	if got := must(v.Memory(t.Context(), "vorlage/1"))(t); len(got) != 0 {
		t.Errorf("forgotten = %q, want nothing", got)
	}
	if got := must(colleague.Memory(t.Context(), "vorlage/"))(t); string(got["vorlage/1"]) != "ihre" {
		t.Errorf("colleague's = %q, want hers untouched", got)
	}
}

func TestEmptyMemoryIsNotForgotten(t *testing.T) {
	t.Parallel()
	v := newVault(t)
	remember(t, v, "gesehen", "")
	if got := must(v.Memory(t.Context(), "gesehen"))(t); len(got) != 1 {
		t.Errorf("memory = %q, want the empty content under its name", got)
	}
}

// A colleague's memory cannot be moved to another name or person by hand.
func TestMemoryOpensAtItsPlaceOnly(t *testing.T) {
	t.Parallel()
	v := newVault(t)
	remember(t, v, "einstellung/tempo", "schnell")
	for _, move := range []string{"UPDATE memory SET login = 'wolf'", "UPDATE memory SET login = 'meier', name = 'einstellung/x'"} {
		if _, err := v.store.db.Writer.Exec(move); err != nil {
			t.Fatal(err)
		}
		for _, login := range []string{testLogin, "wolf"} {
			moved := &Vault{v.store, v.key, login}
			for name, content := range must(moved.Memory(t.Context(), ""))(t) {
				if content != nil {
					t.Errorf("after %q %s reads %q under %s, want nothing", move, login, content, name)
				}
			}
		}
	}
}

func remember(t *testing.T, v *Vault, name, content string) {
	t.Helper()
	if err := v.Remember(t.Context(), name, []byte(content)); err != nil {
		t.Fatalf("Remember: %v", err)
	}
}
