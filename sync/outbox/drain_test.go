package outbox_test

import (
	"context"
	"log/slog"
	"slices"
	"testing"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/sync/outbox"
	"example.org/meldeportal/sync/portal"
	"example.org/meldeportal/sync/refportal/faults"
	"example.org/meldeportal/sync/seal"
	"example.org/meldeportal/sync/store"
)

// alone sets up sending by a site token, and is the program that sends by it.
func (h *house) alone() (drain func() error, x *store.Sender, token portal.SiteToken, c *portal.Client) {
	h.t.Helper()
	secret, key := portal.RandomToken(), (*seal.Key)(nil)
	token, err := h.client.MakeSiteToken(h.t.Context(), secret, "test", []byte("held"))
	h.must(err)
	key, err = seal.NewKey()
	h.must(err)
	_, err = h.vault.SetSender(h.t.Context(), token.ID, token.Ends, key)
	h.must(err)
	x, err = h.openStore().Sender(h.t.Context(), token.ID, key)
	h.must(err)
	h.t.Cleanup(func() { _ = x.Close() })
	c = h.newClient(h.url)
	c.Resume(secret)
	return func() error {
		ctx, cancel := context.WithTimeout(h.t.Context(), patience)
		defer cancel()
		return outbox.NewSending(x, c, outbox.Options{Now: h.now, Jitter: none, Log: slog.New(slog.NewTextHandler(h.log, nil))}).Drain(ctx)
	}, x, token, c
}

// states are those of deliveries in the store.
func (h *house) states(sent []model.Delivery) (states []model.State) {
	for i := range sent {
		states = append(states, h.delivery(sent[i].Transaktionsnummer).State)
	}
	return states
}

// While nobody is signed in what waits is sent in one go, each report once; who comes in takes
// the receipts over, and sends nothing again.
func TestWhatWaitsIsSentWhileNobodyIsSignedIn(t *testing.T) {
	t.Parallel()
	h := build(t)
	var sent []model.Delivery
	for range 3 {
		c := h.newCase()
		for range 20 {
			sent = append(sent, h.submit(c))
		}
	}
	drain, x, _, _ := h.alone()
	h.must(drain())
	received, err := h.portal.Receipts(t.Context())
	h.must(err)
	if len(received) != len(sent) {
		t.Fatalf("the portal has %d, want %d", len(received), len(sent))
	}
	if n, _, err := x.Waiting(t.Context()); n != 0 || err != nil {
		t.Errorf("still to be sent are %d, %v", n, err)
	}
	h.must(drain())
	if got := h.states(sent); slices.Contains(got, model.StateAccepted) {
		t.Error("accepted before anybody took the receipts over")
	}
	moved, err := h.vault.TakeIn(t.Context())
	h.must(err)
	if got := h.states(sent); len(moved) != len(sent) || slices.ContainsFunc(got, func(s model.State) bool { return s != model.StateAccepted }) {
		t.Errorf("taken over were %d, the states are %v", len(moved), got)
	}
	places := map[string][]int64{}
	for _, d := range sent {
		got := h.delivery(d.Transaktionsnummer)
		places[d.CaseID] = append(places[d.CaseID], got.Receipt.LogIndex)
	}
	for id, at := range places {
		if !slices.IsSorted(at) {
			t.Errorf("%s arrived in the order %v", id, at)
		}
	}
}

// Whatever goes wrong is left to the next round, which ends; the report arrives once.
func TestARoundEndsWhateverGoesWrong(t *testing.T) {
	t.Parallel()
	for name, fault := range map[string]faults.Fault{"lost answer": faults.LostAnswer, "refused": faults.RefusedConnection, "maintenance": faults.Unavailable} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := build(t)
			drain, _, _, _ := h.alone()
			d := h.submit(h.newCase())
			h.faults.Inject(fault)
			if err := drain(); (err != nil) != (name == "maintenance") { // the others are tried again at once
				t.Errorf("the round ends with %v", err)
			}
			h.advance(time.Minute)
			h.must(drain())
			_, err := h.vault.TakeIn(t.Context())
			h.must(err)
			h.wantState(d.Transaktionsnummer, model.StateAccepted)
			if received, err := h.portal.Receipts(t.Context()); err != nil || len(received) != 1 {
				t.Errorf("the portal has %d, %v", len(received), err)
			}
		})
	}
}

// By a token that has ended nothing is sent and nothing is lost.
func TestByATokenThatHasEndedNothingIsSent(t *testing.T) {
	t.Parallel()
	h := build(t)
	drain, _, token, _ := h.alone()
	d := h.submit(h.newCase())
	h.must(h.client.EndSiteToken(t.Context(), token.ID))
	if err := drain(); problemOf(err) != portal.SessionExpired {
		t.Errorf("it says %v", err)
	}
	if got := h.wantState(d.Transaktionsnummer, model.StateQueued); got.Attempts != 0 {
		t.Errorf("%d attempts", got.Attempts)
	}
}

// What is refused is refused again to whoever comes in, with its reason.
func TestWhatIsRefusedAloneHasItsReasonInside(t *testing.T) {
	t.Parallel()
	h := build(t)
	drain, _, _, _ := h.alone()
	c := h.newCase()
	d := h.queue(h.newDraft(c, func(r *model.Report) { r.Meldung.Tumorzuordnung.Diagnosedatum = "1900-01-01" }))
	after := h.submit(c)
	h.must(drain())
	r := h.start(newQueue(h.vault), h.client, none)
	r.hears(d.Transaktionsnummer, model.StateSending, model.StateRejected)
	if got := h.wantState(d.Transaktionsnummer, model.StateRejected); got.Reason == "" || got.Code != string(portal.CodeReportInvalid) {
		t.Errorf("refused with %q, %s", got.Reason, got.Code)
	}
	h.until("the next one", func() (any, bool) {
		s := h.delivery(after.Transaktionsnummer).State
		return s, s == model.StateAccepted
	})
}
