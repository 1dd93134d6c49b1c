package desk

import (
	"path/filepath"
	"testing"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/model/rights"
	"example.org/meldeportal/sync/store"
	"example.org/meldeportal/sync/totp"
)

// A sent report is opened in full with a fresh code alone, for a while, and each opening
// is a line of the audit; a wrong code, a used one or no role opens nothing.
func TestASentReportIsOpenedWithAFreshCode(t *testing.T) {
	t.Parallel()
	before := time.Now()
	w := newWorkplace(t)
	tnr := w.sent(model.TypDiagnose).Transaktionsnummer
	secret, _, err := w.registry.Secret(t.Context(), anna)
	w.must(err)
	used, _ := totp.Code(secret, before) // the one she signed in with, or an older one
	fresh, _ := totp.Code(secret, time.Now().Add(30*time.Second))
	wantFailure(t, w.OpenFull(t.Context(), tnr, password, used), answer.FailCredentials)
	wantFailure(t, w.OpenFull(t.Context(), tnr, "falsch falsch falsch", fresh), answer.FailCredentials)
	if w.Opened(tnr) || w.openings() != 0 {
		t.Fatal("opened by a code that was used, or by a wrong password")
	}
	w.must(w.OpenFull(t.Context(), tnr, password, fresh))
	if !w.Opened(tnr) || w.Opened(w.sent(model.TypOP).Transaktionsnummer) || w.openings() != 1 {
		t.Errorf("opened: %v, lines %d; want this one alone, with its line", w.Opened(tnr), w.openings())
	}
	now := w.now
	w.now = func() time.Time { return now().Add(freshFor) }
	if w.Opened(tnr) {
		t.Error("still open afterwards")
	}
	hers := w.colleague()
	hers.portal = w.portal
	w.must(w.vault.SetRoles(t.Context(), berta, rights.Stammdaten))
	wantFailure(t, hers.OpenFull(t.Context(), tnr, password, "000000"), answer.FailRole)
}

// A file is written with a fresh code alone; that of the sign-in is one for a while.
func TestAFileIsWrittenWithAFreshCode(t *testing.T) {
	t.Parallel()
	w := newWorkplace(t)
	path := func(name string) string { return filepath.Join(t.TempDir(), name) }
	write := func(name string) error { _, err := w.SaveFile(t.Context(), path(name), []byte("x")); return err }
	now := w.now
	w.must(write("at once"))
	w.now = func() time.Time { return now().Add(freshFor) }
	wantFailure(t, write("later"), answer.FailNotFresh)
	wantFailure(t, w.Freshen(t.Context(), password, "000000"), answer.FailCredentials)
	wantFailure(t, write("with a wrong code"), answer.FailNotFresh)
	secret, _, err := w.registry.Secret(t.Context(), anna)
	w.must(err)
	code, _ := totp.Code(secret, time.Now().Add(30*time.Second))
	w.must(w.Freshen(t.Context(), password, code))
	w.must(write("with a fresh one"))
	w.now = func() time.Time { return now().Add(-time.Hour) }
	wantFailure(t, write("by a clock that was put back"), answer.FailNotFresh)
}

// openings are the lines about reports that were opened in full.
func (w *workplace) openings() (n int) {
	w.t.Helper()
	_, err := w.vault.Audit(w.t.Context(), func(l store.Line) {
		if l.Action == rights.Geoeffnet && l.Object != "" && l.Login == anna {
			n++
		}
	})
	w.must(err)
	return n
}
