package store

import (
	"errors"
	"slices"
	"testing"
)

func TestFirstUserMakesTheKeyAndAdmitsOthers(t *testing.T) {
	t.Parallel()
	s := openStore(t, testPath(t))
	ctx := t.Context()
	first := must(s.Create(ctx, testSite, testLogin, testPassword))(t)
	c := newCase(t, first, "Muster")
	if err := first.Admit(ctx, "özdemir", "noch ein Kennwort"); err != nil {
		t.Fatalf("Admit: %v", err)
	}
	second := must(s.Unlock(ctx, "özdemir", "noch ein Kennwort"))(t)
	got := must(second.Case(ctx, c.ID))(t)
	if got.Patient.Stammdaten.Nachname != "Muster" {
		t.Errorf("name read by the admitted user = %q, want Muster", got.Patient.Stammdaten.Nachname)
	}
	if users := must(s.Users(ctx))(t); !slices.Equal(users, []string{testLogin, "özdemir"}) {
		t.Errorf("Users = %q, want both", users)
	}
}

func TestUnlockSaysWhyNot(t *testing.T) {
	t.Parallel()
	s := openStore(t, testPath(t))
	ctx := t.Context()
	if _, err := s.Unlock(ctx, testLogin, testPassword); !errors.Is(err, ErrNone) {
		t.Errorf("Unlock of an empty store = %v, want ErrNone", err)
	}
	must(s.Create(ctx, testSite, testLogin, testPassword))(t)
	if _, err := s.Create(ctx, testSite, "zweite", testPassword); !errors.Is(err, ErrNotEmpty) {
		t.Errorf("second Create = %v, want ErrNotEmpty", err)
	}
	if _, err := s.Unlock(ctx, testLogin, "falsch"); !errors.Is(err, ErrWrongPassword) {
		t.Errorf("Unlock with a wrong password = %v, want ErrWrongPassword", err)
	}
	if _, err := s.Unlock(ctx, "niemand", testPassword); !errors.Is(err, ErrUnknownUser) {
		t.Errorf("Unlock of nobody = %v, want ErrUnknownUser", err)
	}
	if _, err := s.db.Writer.Exec("UPDATE keywrap SET wrap = CAST(substr(wrap, 2) || x'00' AS BLOB)"); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Unlock(ctx, testLogin, testPassword); !errors.Is(err, ErrDamaged) {
		t.Errorf("Unlock with a damaged wrap = %v, want ErrDamaged", err)
	}
}

func TestAdmittingAgainReplacesThePassword(t *testing.T) {
	t.Parallel()
	s := openStore(t, testPath(t))
	ctx := t.Context()
	v := must(s.Create(ctx, testSite, testLogin, testPassword))(t)
	if err := v.Admit(ctx, testLogin, "neu"); err != nil {
		t.Fatalf("Admit: %v", err)
	}
	if _, err := s.Unlock(ctx, testLogin, testPassword); !errors.Is(err, ErrWrongPassword) {
		t.Errorf("Unlock with the old password = %v, want ErrWrongPassword", err)
	}
	if _, err := s.Unlock(ctx, testLogin, "neu"); err != nil {
		t.Errorf("Unlock with the new password = %v, want nil", err)
	}
}
