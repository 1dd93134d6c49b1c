package outbox_test

import (
	"context"
	"fmt"
	"sync/atomic"
	"testing"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/sync/outbox"
	"example.org/meldeportal/sync/portal"
)

// reading counts how often the feed is asked for.
type reading struct {
	outbox.Carrier
	asked atomic.Int64
}

func (r *reading) Events(ctx context.Context, after int64) (portal.Events, error) {
	r.asked.Add(1)
	return r.Carrier.Events(ctx, after)
}

// says has the registry say something about a report.
func (h *house) says(tnr string, e portal.Event) {
	h.t.Helper()
	h.must(h.portal.Tell(h.t.Context(), tnr, e))
}

func TestWhatTheRegistrySaysComesBack(t *testing.T) {
	t.Parallel()
	h := build(t)
	d := h.submit(h.newCase())
	carrier := &reading{Carrier: h.client}
	r := h.start(newQueue(h.vault), carrier, none)
	r.hears(d.Transaktionsnummer, model.StateSending, model.StateAccepted)
	h.until("the first reading", func() (any, bool) { return nil, carrier.asked.Load() > 0 })
	for n := range portal.MaxEvents + 3 { // more than one answer has
		h.says(d.Transaktionsnummer, portal.Event{Kind: portal.EventQuestion, Text: fmt.Sprint("Frage ", n)})
	}
	h.says(d.Transaktionsnummer, portal.Event{Kind: portal.EventResult, Ergebnis: "abgelehnt", Text: "Nein.", Findings: []portal.Finding{{Rule: "P-020", Text: "Bitte prüfen.", Field: "Meldedatum"}}})
	before := carrier.asked.Load()
	h.advance(16*time.Second - time.Millisecond)
	r.Kick()
	time.Sleep(50 * time.Millisecond)
	if asked := carrier.asked.Load() - before; asked > 0 {
		t.Errorf("asked %d times before it was time", asked)
	}
	h.advance(time.Millisecond)
	r.Kick()
	r.hears(d.Transaktionsnummer, append([]model.State{model.StateSending, model.StateAccepted}, append(repeated(model.StateAccepted, portal.MaxEvents+3), model.StateRejected)...)...)
	all, err := h.vault.Answers(t.Context(), d.CaseID)
	h.must(err)
	last := all[len(all)-1]
	if len(all) != portal.MaxEvents+4 || last.Ergebnis != model.ErgebnisAbgelehnt || last.Befunde[0].Feld != "Meldedatum" || last.MeldungID == "" {
		t.Errorf("%d came back, the last %+v", len(all), last)
	}
	if got := h.wantState(d.Transaktionsnummer, model.StateRejected); got.Reason != "Nein. P-020: Bitte prüfen." {
		t.Errorf("reason %q", got.Reason)
	}
}

func repeated(s model.State, n int) (all []model.State) {
	for range n {
		all = append(all, s)
	}
	return all
}

// Without a session nothing is read; whoever signs in again reads at once.
func TestASignInReadsWhatCameMeanwhile(t *testing.T) {
	t.Parallel()
	h := build(t)
	d := h.submit(h.newCase())
	carrier := &reading{Carrier: h.client}
	r := h.start(newQueue(h.vault), carrier, none)
	r.hears(d.Transaktionsnummer, model.StateSending, model.StateAccepted)
	h.says(d.Transaktionsnummer, portal.Event{Kind: portal.EventResult, Ergebnis: "angenommen"})
	h.must(h.portal.ResetOTP(t.Context(), login)) // staff end the session
	h.advance(20 * time.Second)
	r.Kick()
	h.until("the end of the session", func() (any, bool) { l := r.Link(); return l, l.Ended && l.Online })
	before := carrier.asked.Load()
	h.advance(time.Minute)
	r.Kick()
	time.Sleep(50 * time.Millisecond)
	if asked := carrier.asked.Load() - before; asked > 0 {
		t.Errorf("asked %d times without a session", asked)
	}
	h.must(h.enter(h.client))
	_, err := h.client.Extend(t.Context())
	r.Session(err)
	h.until("the result", func() (any, bool) {
		got := h.delivery(d.Transaktionsnummer).Ergebnis
		return got, got == model.ErgebnisAngenommen
	})
}

// A program that reads by itself keeps nobody signed in.
func TestReadingTheFeedMovesNoSession(t *testing.T) {
	t.Parallel()
	h := build(t)
	for range 15 {
		h.advance(time.Minute)
		_, err := h.client.Events(t.Context(), 0)
		if err != nil {
			return
		}
	}
	t.Error("the session is still there after 15 minutes in which nobody worked")
}

// An answer to a question leaves at once, once, and its word is kept.
func TestAnAnswerReachesTheRegistry(t *testing.T) {
	t.Parallel()
	h := build(t)
	d := h.submit(h.newCase())
	r := h.start(newQueue(h.vault), h.client, none)
	r.hears(d.Transaktionsnummer, model.StateSending, model.StateAccepted)
	h.says(d.Transaktionsnummer, portal.Event{Kind: portal.EventQuestion, Text: "Stimmt der Tag?", Feld: "Meldedatum"})
	r.Hurry()
	question := func() (got model.Rueckmeldung) {
		all, err := h.vault.Answers(t.Context(), d.CaseID)
		h.must(err)
		if len(all) > 0 {
			got = all[0]
		}
		return got
	}
	h.until("the question", func() (any, bool) { return nil, question().Text != "" })
	asked := question()
	a, err := h.sender.Reply(&asked, " Ja. ", h.now())
	h.must(err)
	h.must(h.vault.Reply(t.Context(), asked.Nummer, a))
	r.Answered()
	h.until("the portal's word", func() (any, bool) { q := question(); return q, q.Antwort != nil && !q.Antwort.Waits() })
	if got := question().Antwort; got.Text != "Ja." || got.Grund != "" || got.Quittung.IsZero() {
		t.Errorf("kept %+v", got)
	}
	all, err := h.portal.Answers(t.Context())
	h.must(err)
	if len(all) != 1 || all[0].Reply.Text != "Ja." || all[0].Question.Text != "Stimmt der Tag?" || all[0].MelderID != melderID {
		t.Errorf("at the portal: %+v", all)
	}
}
