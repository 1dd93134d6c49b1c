package outbox_test

import (
	"errors"
	"testing"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/land"
	"example.org/meldeportal/sync/outbox"
	"example.org/meldeportal/sync/refportal/faults"
)

// requestDeletion queues the request to delete an accepted report.
func (h *house) requestDeletion(of string) model.Delivery {
	h.t.Helper()
	d, err := h.vault.QueueDeletion(h.t.Context(), of, func(r *model.Report) (model.Frozen, error) {
		return h.sender.Deletion(r, land.Default.Loeschgruende[2], "", h.now())
	})
	h.must(err)
	return d
}

// A request whose answers are lost arrives once, with the first receipt.
func TestDeletionArrivesOnceWhateverIsLost(t *testing.T) {
	t.Parallel()
	h := build(t)
	d := h.submit(h.newCase())
	r := h.start(newQueue(h.vault), h.client, none)
	r.hears(d.Transaktionsnummer, model.StateSending, model.StateAccepted)
	h.faults.Inject(faults.RefusedConnection, faults.LostAnswer)
	request := h.requestDeletion(d.Transaktionsnummer)
	r.Kick()
	h.until("receipt of the request", func() (any, bool) {
		h.advance(time.Second)
		r.Kick()
		got := h.delivery(request.Transaktionsnummer)
		return got, got.State == model.StateAccepted
	})
	h.wantArrived(d.Transaktionsnummer, request.Transaktionsnummer)
	if got := h.delivery(request.Transaktionsnummer); got.Attempts != 3 || got.Receipt == nil || got.Receipt.LogIndex != 2 {
		t.Errorf("request = %+v, want the first receipt after 3 attempts", got)
	}
}

// The portal's no is kept with its sentence; the report goes on as it was.
func TestRefusedDeletionSaysWhy(t *testing.T) {
	t.Parallel()
	h := build(t)
	d := h.submit(h.newCase())
	r := h.start(newQueue(h.vault), h.client, none)
	r.hears(d.Transaktionsnummer, model.StateSending, model.StateAccepted)
	elsewhere := h.sender
	elsewhere.Melder.ID = "HE-00000009"
	request, err := h.vault.QueueDeletion(t.Context(), d.Transaktionsnummer, func(r *model.Report) (model.Frozen, error) {
		return elsewhere.Deletion(r, land.Default.Loeschgruende[0], "", h.now())
	})
	h.must(err)
	r.Kick()
	r.hears(request.Transaktionsnummer, model.StateSending, model.StateRejected)
	if got := h.wantState(request.Transaktionsnummer, model.StateRejected); got.Code != "site-mismatch" || got.Reason == "" {
		t.Errorf("request = %+v, want the portal's word and sentence", got)
	}
	h.wantState(d.Transaktionsnummer, model.StateAccepted)
}

func TestDeletionWithoutAReasonIsNotWritten(t *testing.T) {
	t.Parallel()
	var s outbox.Sender
	for _, reason := range []string{"", "weil", "Anderer Grund"} {
		if _, err := s.Deletion(diagnose(1), reason, "  ", time.Now()); !errors.Is(err, outbox.ErrNoReason) {
			t.Errorf("reason %q = %v, want ErrNoReason", reason, err)
		}
	}
	if _, err := s.Deletion(diagnose(1), "Anderer Grund", "Probe", time.Now()); err != nil {
		t.Errorf("other reason with words = %v, want a request", err)
	}
}

// What is held back stays here while other reports of the person leave; on its
// day it leaves by itself.
func TestHeldDeliveryLeavesOnItsDay(t *testing.T) {
	t.Parallel()
	h := build(t)
	caseID := h.newCase()
	held, other := h.submit(caseID), h.submit(caseID)
	h.must(h.vault.Hold(t.Context(), held.Transaktionsnummer, &model.Sperre{Grund: "Rückfrage", Bis: model.DatumOf(h.now().AddDate(0, 0, 1))}))
	r := h.start(newQueue(h.vault), h.client, none)
	r.hears(other.Transaktionsnummer, model.StateSending, model.StateAccepted)
	h.wantState(held.Transaktionsnummer, model.StateQueued)
	if got := r.Link().Waiting; got != 0 {
		t.Errorf("waiting = %d, want 0: it is held", got)
	}
	r.stop()
	h.advance(24 * time.Hour)
	h.must(h.enter(h.client)) // the next day
	next := h.start(newQueue(h.vault), h.client, none)
	next.hears(held.Transaktionsnummer, model.StateSending, model.StateAccepted)
	h.wantArrived(other.Transaktionsnummer, held.Transaktionsnummer)
}
