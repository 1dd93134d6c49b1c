package desk

import (
	"testing"
	"time"

	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/sync/totp"
)

// nextCode is the one-time code of the next half minute, where that of this one is used.
func (w *workplace) nextCode(login string) string {
	w.t.Helper()
	secret, _, err := w.registry.Secret(w.t.Context(), login)
	w.must(err)
	code, _ := totp.Code(secret, time.Now().Add(30*time.Second))
	return code
}

// The recovery key is made for whom the portal confirms with a code, and lets in whom it
// confirms, of this Einrichtung.
func TestTheRecoveryKeyNeedsThePortal(t *testing.T) {
	t.Parallel()
	w := newStation(t)
	w.door.Existing = w.openStore
	_, err := w.door.Confirmed(t.Context(), anna, password, "000000")
	wantFailure(t, err, answer.FailCredentials)
	archive, err := w.door.Confirmed(t.Context(), anna, password, w.nextCode(anna))
	w.must(err)
	paper, err := archive.NewPaper(t.Context())
	w.must(err)
	w.must(archive.Close())
	_, err = w.door.Recover(t.Context(), paper+"x", berta, password, w.code(berta))
	wantFailure(t, err, answer.FailMistyped)
	who, err := w.door.Recover(t.Context(), paper, berta, password, w.nextCode(berta))
	w.must(err)
	if who.Login != berta {
		t.Errorf("let in is %+v", who)
	}
	archive, err = w.door.Unlock(t.Context(), berta, password)
	w.must(err)
	w.must(archive.Close())
}
