package outbox_test

import (
	"errors"
	"os"
	"slices"
	"testing"

	"example.org/meldeportal/model"
	"example.org/meldeportal/sync/portal"
)

func problemOf(err error) portal.Kind {
	var p *portal.Error
	if !errors.As(err, &p) {
		return ""
	}
	return p.Kind
}

// Somebody puts an older copy of the whole store back. What was completed and sent since is
// told by the portal, what only waits in the copy gets the receipt it had, and nothing is
// sent twice.
func TestAnOlderCopyIsNoticedByThePortal(t *testing.T) {
	t.Parallel()
	h := build(t)
	c := h.newCase()
	waiting := h.submit(c)
	copied := h.copyStore()
	since := h.submit(h.newCase())
	r := h.start(newQueue(h.vault), h.client, none)
	for _, d := range []model.Delivery{waiting, since} {
		r.hears(d.Transaktionsnummer, model.StateSending, model.StateAccepted)
	}
	r.stop()
	h.path = copied
	v := h.secondVault()
	before, err := h.portal.Receipts(t.Context())
	h.must(err)
	h.start(newQueue(v), h.client, none)
	h.until("what is missing", func() (any, bool) {
		_, there, err := v.Differs(t.Context())
		return there, err == nil && slices.Equal(there, []string{since.Transaktionsnummer})
	})
	h.until("the receipt", func() (any, bool) {
		d, err := v.Delivery(t.Context(), waiting.Transaktionsnummer)
		return d.State, err == nil && d.State == model.StateAccepted && d.Receipt != nil
	})
	if after, err := h.portal.Receipts(t.Context()); err != nil || len(after) != len(before) {
		t.Errorf("the portal has %d, had %d, %v", len(after), len(before), err)
	}
}

// copyStore is a copy of the store's file as it is now.
func (h *house) copyStore() (path string) {
	h.t.Helper()
	path = h.t.TempDir() + "/store.db"
	for _, suffix := range []string{"", "-wal", ".id"} {
		text, err := os.ReadFile(h.path + suffix)
		h.must(err)
		h.must(os.WriteFile(path+suffix, text, 0o600))
	}
	return path
}

// A portal that was put back knows less than the store: that is told.
func TestAReceiptThatThePortalHasLostIsTold(t *testing.T) {
	t.Parallel()
	h := build(t)
	d := h.submit(h.newCase())
	h.must(h.vault.Accept(t.Context(), d.Transaktionsnummer, model.Receipt{Transaktionsnummer: d.Transaktionsnummer, MelderID: melderID, Digest: h.digest(d), ReceivedAt: h.now(), LogIndex: 1}))
	h.start(newQueue(h.vault), h.client, none)
	h.until("what the portal lacks", func() (any, bool) {
		here, _, err := h.vault.Differs(t.Context())
		return here, err == nil && slices.Equal(here, []string{d.Transaktionsnummer})
	})
}

func (h *house) digest(d model.Delivery) string {
	h.t.Helper()
	document, err := h.vault.Document(h.t.Context(), d.Transaktionsnummer)
	h.must(err)
	return portal.DocumentDigest(document)
}
