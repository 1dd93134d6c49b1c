package store

import (
	"errors"
	"testing"

	"example.org/meldeportal/model/rights"
)

// Wherever a change of the password is cut off, the one that the portal takes opens the
// store, and after the sign-in with it the other one does not.
func TestACutOffChangeOfThePasswordLocksNobodyOut(t *testing.T) {
	t.Parallel()
	const old, next = testPassword, "ein neues Kennwort"
	for name, c := range map[string]struct {
		cut   func(*Vault) error
		takes string // what the portal takes then
	}{
		"before the portal":   {func(*Vault) error { return nil }, old},
		"the portal said yes": {func(*Vault) error { return nil }, next},
		"done":                {func(v *Vault) error { return v.TakePassword(t.Context()) }, next},
		"the portal said no":  {func(v *Vault) error { return v.LeavePassword(t.Context()) }, old},
		"no, and asked once more": {func(v *Vault) error {
			return errors.Join(v.LeavePassword(t.Context()), v.ReadyPassword(t.Context(), old, next))
		}, next},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := openStore(t, testPath(t))
			v := must(s.Create(t.Context(), testSite, testLogin, old))(t)
			person := newCase(t, v, "Ahorn")
			if err := v.ReadyPassword(t.Context(), "falsches Kennwort", next); !errors.Is(err, ErrWrongPassword) {
				t.Errorf("by a wrong password: %v", err)
			}
			if err := errors.Join(v.ReadyPassword(t.Context(), old, next), c.cut(v)); err != nil {
				t.Fatal(err)
			}
			her := must(s.Enter(t.Context(), testSite, testLogin, c.takes))(t)
			if got := must(her.Case(t.Context(), person.ID))(t); got.Patient.Stammdaten.Nachname != "Ahorn" {
				t.Errorf("read %q", got.Patient.Stammdaten.Nachname)
			}
			other := old
			if c.takes == old {
				other = next
			}
			if _, err := s.Unlock(t.Context(), testLogin, other); !errors.Is(err, ErrWrongPassword) {
				t.Errorf("the other password: %v", err)
			}
			lines, missing := audited(t, her)
			if changed := lines[len(lines)-1].Action == rights.PasswortGeaendert; changed != (c.takes == next) || len(missing) > 0 {
				t.Errorf("written down: %+v, missing %v", lines[len(lines)-1], missing)
			}
		})
	}
}

// Without the portal both open, and nothing is decided.
func TestUntilThePortalHasSpokenBothPasswordsOpen(t *testing.T) {
	t.Parallel()
	s := openStore(t, testPath(t))
	v := must(s.Create(t.Context(), testSite, testLogin, testPassword))(t)
	if err := v.ReadyPassword(t.Context(), testPassword, "ein neues Kennwort"); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		must(s.Unlock(t.Context(), testLogin, testPassword))(t)
		must(s.Unlock(t.Context(), testLogin, "ein neues Kennwort"))(t)
	}
}
