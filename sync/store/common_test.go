package store

import (
	"errors"
	"sync"
	"testing"
)

func TestWhatAllHaveInCommonIsMadeOnce(t *testing.T) {
	t.Parallel()
	v := newVault(t)
	colleague := &Vault{v.store, v.key, "wolf"}
	var wait sync.WaitGroup
	var mu sync.Mutex
	made, got := 0, map[string]bool{}
	for i := range 8 {
		wait.Go(func() {
			who := v
			if i%2 == 1 {
				who = colleague
			}
			content, err := who.Common(t.Context(), "schluessel", func() ([]byte, error) {
				mu.Lock()
				defer mu.Unlock()
				made++
				return []byte{byte(made)}, nil
			})
			mu.Lock()
			defer mu.Unlock()
			if err != nil {
				t.Error(err)
			}
			got[string(content)] = true
		})
	}
	wait.Wait()
	if made != 1 || len(got) != 1 {
		t.Errorf("made %d times, read as %d contents, want one", made, len(got))
	}
	if all := must(v.Memory(t.Context(), ""))(t); len(all) != 0 {
		t.Errorf("memory = %q, want nothing of what all have in common", all)
	}
}

func TestWhatAllHaveInCommonIsNotMadeAnewWhereItIsDamaged(t *testing.T) {
	t.Parallel()
	v := newVault(t)
	one := func() ([]byte, error) { return []byte("geheim"), nil }
	must(v.Common(t.Context(), "schluessel", one))(t)
	if _, err := v.store.db.Writer.Exec("UPDATE memory SET body = ?", make([]byte, 100)); err != nil {
		t.Fatal(err)
	}
	if content, err := v.Common(t.Context(), "schluessel", one); !errors.Is(err, ErrDamaged) {
		t.Errorf("got %q, %v, want ErrDamaged", content, err)
	}
	fails := errors.New("no")
	if _, err := v.Common(t.Context(), "anderer", func() ([]byte, error) { return nil, fails }); !errors.Is(err, fails) {
		t.Errorf("got %v, want why it could not be made", err)
	}
}
