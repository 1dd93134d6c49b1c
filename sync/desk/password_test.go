package desk

import (
	"context"
	"strings"
	"testing"
	"time"

	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/sync/portal"
	"example.org/meldeportal/sync/totp"
)

const newPassword = "laterne ananas keller"

// The password is changed at the portal and in the store in one act; the session goes on.
func TestThePasswordIsChangedAtThePortalAndInTheStore(t *testing.T) {
	t.Parallel()
	w := newStation(t)
	wantFailure(t, w.ChangePassword(t.Context(), password, "123456", "kurz"), answer.FailPasswordRule)
	wantFailure(t, w.ChangePassword(t.Context(), password, "123456", "anna.beispiel 2026 im Dienst"), answer.FailPasswordRule)
	wantFailure(t, w.ChangePassword(t.Context(), "falsch falsch falsch", "123456", newPassword), answer.FailPassword)
	wantFailure(t, w.ChangePassword(t.Context(), password, "000000", newPassword), answer.FailCredentials)
	if _, err := w.door.Unlock(t.Context(), anna, newPassword); err == nil {
		t.Error("the portal said no, and the store opens with the new one")
	}
	asked := w.portal.change
	w.portal.change = func(ctx context.Context, login, old, code, next string) error {
		return &portal.Error{Kind: portal.Timeout}
	}
	wantFailure(t, w.ChangePassword(t.Context(), password, "123456", newPassword), answer.FailPasswordOpen)
	for _, both := range []string{password, newPassword} {
		a, err := w.door.Unlock(t.Context(), anna, both)
		w.must(err)
		w.must(a.Close())
	}
	w.portal.change = asked
	w.must(w.ChangePassword(t.Context(), password, freshCode(w), newPassword))
	_, err := w.door.Unlock(t.Context(), anna, password)
	wantFailure(t, err, answer.FailStoreLocked)
	_, err = w.door.Portal.Apart().SignIn(t.Context(), anna, newPassword, freshCode(w))
	w.must(err)
	if lines := w.log.String(); strings.Contains(lines, newPassword) {
		t.Error("the password is in the log")
	}
}

// freshCode is one of a new secret: a code counts once.
func freshCode(w *workplace) string {
	w.must(w.registry.ResetOTP(w.t.Context(), anna))
	secret, _, err := w.registry.Secret(w.t.Context(), anna)
	w.must(err)
	code, _ := totp.Code(secret, time.Now())
	return code
}
