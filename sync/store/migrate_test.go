package store

import (
	"errors"
	"sync"
	"testing"
)

// Several processes may meet a new or an old file at the same time.
func TestOpeningAtOnceMigratesOnce(t *testing.T) {
	t.Parallel()
	path := testPath(t)
	var wait sync.WaitGroup
	errs := make(chan error, 8)
	for range cap(errs) {
		wait.Go(func() {
			s, err := Open(t.Context(), path, testOptions("id"))
			if err == nil {
				err = s.Close()
			}
			errs <- err
		})
	}
	wait.Wait()
	close(errs)
	for err := range errs {
		if err != nil {
			t.Errorf("Open at once with others = %v, want nil", err)
		}
	}
	s := openStore(t, path)
	steps := migrations
	if got := must(s.version(t.Context()))(t); got != len(steps) || got == 0 {
		t.Errorf("version = %d, want %d", got, len(steps))
	}
}

func TestMigratedStoreOpensAgain(t *testing.T) {
	t.Parallel()
	path := testPath(t)
	s := must(Open(t.Context(), path, testOptions("id")))(t)
	c := newCase(t, &Vault{s, testKey, testLogin}, "Muster")
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	again := &Vault{openStore(t, path), testKey, testLogin}
	if got, err := again.Case(t.Context(), c.ID); err != nil || got.Patient.Stammdaten.Nachname != "Muster" {
		t.Errorf("case after reopening = %+v, %v, want it unchanged", got, errors.Unwrap(err))
	}
}
