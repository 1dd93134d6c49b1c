package server

import (
	"context"
	"database/sql"
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"example.org/meldeportal/sync/portal"
	"example.org/meldeportal/sync/seal"
	"example.org/meldeportal/sync/totp"
)

// The check of a code by itself: through HTTP most of a thousand equal requests
// would be sent away before they reach it.
func TestACodeCountsOnceAmongAThousandAtOnce(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	s, err := Open(ctx, t.TempDir(), Options{Database: "test.db", Steps: []string{""}, Cost: seal.Floor})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	password := portal.Hidden(NewPassword())
	if err := errors.Join(s.AddSite(ctx, Site{MelderID: "HE-1", AbsenderID: "A-1", Name: "Klinikum"}),
		s.AddAccount(ctx, Account{Login: "anna", MelderID: "HE-1"}, string(password))); err != nil {
		t.Fatal(err)
	}
	a, _, err := s.factors(ctx, "anna")
	if err != nil {
		t.Fatal(err)
	}
	now := time.Unix(1764000015, 0)
	code, _ := totp.Code(a.secret, now)
	step, fits := totp.Check(a.secret, code, now, a.lastStep)
	if !fits {
		t.Fatal("the code does not fit")
	}
	var accepted, refused atomic.Int32
	var wg sync.WaitGroup
	for range 1000 {
		wg.Go(func() {
			switch err := s.DB.Write(ctx, func(tx *sql.Tx) error { return redeem(tx, a, step) }); {
			case err == nil:
				accepted.Add(1)
			case errors.Is(err, ErrLoginFailed):
				refused.Add(1)
			}
		})
	}
	wg.Wait()
	if accepted.Load() != 1 || refused.Load() != 999 {
		t.Errorf("got %d accepted and %d refused, want 1 and 999", accepted.Load(), refused.Load())
	}
	for name, replace := range map[string]func() error{
		"by staff": func() error { return s.ResetOTP(ctx, "anna") },
		"by request": func() error {
			return s.requestReset(ctx, asker{source: "192.0.2.1"}, portal.Credentials{Loginname: "anna", Passwort: password})
		},
	} {
		a, _, err := s.factors(ctx, "anna")
		if err := errors.Join(err, replace()); err != nil {
			t.Fatal(err)
		}
		if err := s.DB.Write(ctx, func(tx *sql.Tx) error { return redeem(tx, a, step+1) }); !errors.Is(err, ErrLoginFailed) {
			t.Errorf("code checked before the secret was replaced %s: got %v, want %v", name, err, ErrLoginFailed)
		}
	}
}
