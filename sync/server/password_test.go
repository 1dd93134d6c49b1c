package server_test

import (
	"context"
	"errors"
	"testing"

	"example.org/meldeportal/sync/portal"
	"example.org/meldeportal/sync/totp"
)

// A new password wants the old one with a fresh code and follows the rule; then the old one
// is worth nothing, and of the sessions only the one in use goes on.
func TestAPasswordIsChangedByItsOwner(t *testing.T) {
	t.Parallel()
	f, ctx := start(t), context.Background()
	c := f.signedIn(t)
	const next = "laterne ananas keller"
	for name, try := range map[string]struct {
		old, code, next string
		want            portal.Code
	}{
		"a wrong password": {"falsch falsch falsch", "", next, portal.CodeLoginFailed},
		"a wrong code":     {password, "000000", next, portal.CodeLoginFailed},
		"too short":        {password, "", "kurz", portal.CodePasswordRule},
		"a common one":     {password, "", "passwortpasswort", portal.CodePasswordRule},
		"her name":         {password, "", "Anna Beispiel 2026", portal.CodePasswordRule},
	} {
		if try.code == "" {
			try.code = f.code(t)
		}
		var e *portal.Error
		if err := c.ChangePassword(ctx, login, try.old, try.code, try.next); !errors.As(err, &e) || e.Code != try.want {
			t.Errorf("%s: %v, want %s", name, err, try.want)
		}
		f.advance(30 * totp.Period) // no penalty of the throttle
	}
	c = f.signedIn(t) // the old password counts still
	other := f.signedIn(t)
	f.must(t, c.ChangePassword(ctx, login, password, f.code(t), next))
	f.advance(totp.Period)
	if _, err := c.Extend(ctx); err != nil {
		t.Errorf("her session ended: %v", err)
	}
	if _, err := other.Extend(ctx); err == nil {
		t.Error("another session goes on")
	}
	if _, err := f.client(t).SignIn(ctx, login, password, f.code(t)); err == nil {
		t.Error("the old password signs in")
	}
	if _, err := f.client(t).SignIn(ctx, login, next, f.code(t)); err != nil {
		t.Errorf("the new one: %v", err)
	}
}
