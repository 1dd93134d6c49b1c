package store

import (
	"testing"
	"time"

	"example.org/meldeportal/model"
)

// soon waits for the news of a change: a server tells it in a moment, a file at once.
func soon(t *testing.T, v *Vault, mark int64) {
	t.Helper()
	for end := time.Now().Add(10 * time.Second); must(v.Mark(t.Context()))(t) == mark && time.Now().Before(end); time.Sleep(time.Millisecond) {
		onServer(t)
	}
}

func TestChangesOfAnotherProcessAreSeen(t *testing.T) {
	t.Parallel()
	path := testPath(t)
	mine := &Vault{openStore(t, path), testKey, testLogin}
	other := must(Open(t.Context(), path, testOptions("other")))(t)
	t.Cleanup(func() { _ = other.Close() })
	hers := &Vault{other, testKey, testLogin}

	quiet := newCase(t, mine, "Muster")
	busy := newCase(t, mine, "Wolf")
	mark := must(mine.Mark(t.Context()))(t)
	changed := func() (ids []string, cases []model.Case) {
		t.Helper()
		changes := must(mine.Changes(t.Context(), mark))(t)
		mark = changes.Mark
		for _, c := range changes.Cases {
			ids = append(ids, c.ID)
		}
		return ids, changes.Cases
	}
	if got, _ := changed(); len(got) != 0 {
		t.Errorf("changes at first = %q, want none", got)
	}
	queue(t, hers, busy.ID, "t1")
	soon(t, mine, mark)
	if got, cases := changed(); len(got) != 1 || got[0] != busy.ID || cases[0].Waiting != 1 {
		t.Errorf("changes after her delivery = %q, want %q with one waiting", got, busy.ID)
	}
	if err := mine.SaveCase(t.Context(), &quiet, &quiet.Patient); err != nil {
		t.Fatal(err)
	}
	if got, _ := changed(); len(got) != 1 || got[0] != quiet.ID {
		t.Errorf("changes after my own save = %q, want %q", got, quiet.ID)
	}
	if got, _ := changed(); len(got) != 0 {
		t.Errorf("changes at last = %q, want none", got)
	}
}
