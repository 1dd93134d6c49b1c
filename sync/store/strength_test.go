package store

import (
	"errors"
	"testing"

	"example.org/meldeportal/sync/seal"
)

// Whose password was sealed when a guess cost less is brought to today's cost by her next
// sign-in, and by a sign-in only; a store that cannot be written lets her in all the same.
func TestASignInBringsThePasswordToTodaysCost(t *testing.T) {
	onFile(t)
	t.Parallel()
	s := openStore(t, testPath(t))
	must(s.Create(t.Context(), testSite, testLogin, testPassword))(t)
	cost := func() seal.Cost {
		return seal.CostOf(must(queryOne(t.Context(), s.reader, scanBytes, "SELECT pair FROM keywrap WHERE login = ?", testLogin))(t))
	}
	if got := cost(); got != seal.Floor {
		t.Fatalf("made with %+v", got)
	}
	more := seal.Floor
	more.Time++
	s.opt.Cost = more
	if _, err := s.Unlock(t.Context(), testLogin, "ein anderes Kennwort"); !errors.Is(err, ErrWrongPassword) || cost() != seal.Floor {
		t.Errorf("a wrong password: %v, cost %+v", err, cost())
	}
	execRaw(t, s.db.Writer, "CREATE TRIGGER no BEFORE UPDATE ON keywrap BEGIN SELECT RAISE(ABORT, 'no'); END")
	must(s.Unlock(t.Context(), testLogin, testPassword))(t)
	execRaw(t, s.db.Writer, "DROP TRIGGER no")
	must(s.Unlock(t.Context(), testLogin, testPassword))(t)
	if got := cost(); got != more {
		t.Errorf("after a sign-in it is %+v, want %+v", got, more)
	}
	s.opt.Cost = seal.Floor // an older program takes nothing back
	must(s.Unlock(t.Context(), testLogin, testPassword))(t)
	if got := cost(); got != more {
		t.Errorf("taken back to %+v", got)
	}
}
