package desk

import (
	"errors"
	"strings"
	"testing"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/model/rule"
	"example.org/meldeportal/sync/store"
)

func (w *workplace) completes(d model.Draft, confirmed ...string) (model.Delivery, error) {
	return w.Complete(w.t.Context(), d.ID, d.Rev, confirmed)
}

func TestAReportWithAFehlerDoesNotLeave(t *testing.T) {
	t.Parallel()
	w := offline(t)
	c := w.newCase()
	d := w.newDraft(c, model.TypDiagnose, func(r *model.Report) { r.Patient.Stammdaten.Geschlecht = "" })
	_, err := w.completes(d, "P-001", "P-002", "P-052") // no confirmation helps
	var refused *answer.Refusal
	if !errors.As(err, &refused) || len(refused.Findings) == 0 || refused.Findings[0].Severity != rule.Fehler {
		t.Fatalf("got %v, want a refusal with a Fehler", err)
	}
	if got, err := w.vault.Draft(t.Context(), d.ID); err != nil || got.Rev != d.Rev {
		t.Errorf("draft after the refusal: got revision %d, %v, want it unchanged", got.Rev, err)
	}
	if list, err := w.vault.Deliveries(t.Context(), c); err != nil || len(list) != 0 {
		t.Errorf("deliveries: got %d, %v, want none", len(list), err)
	}
}

func TestAWarnungWantsAConfirmation(t *testing.T) {
	t.Parallel()
	w := offline(t)
	d := w.newDraft(w.newCase(), model.TypDiagnose, func(r *model.Report) { r.Patient.Stammdaten.Geburtsdatum = "1910-01-01" })
	_, err := w.completes(d)
	var refused *answer.Refusal
	if !errors.As(err, &refused) || len(refused.Findings) == 0 {
		t.Fatalf("got %v, want a refusal", err)
	}
	for _, f := range refused.Findings {
		if f.Severity != rule.Warnung {
			t.Fatalf("%s is %s, want Warnungen only", f.Rule, f.Severity)
		}
	}
	if delivery, err := w.completes(d, rulesOf(refused)...); err != nil || delivery.State != model.StateQueued {
		t.Errorf("confirmed: got %+v, %v, want it queued", delivery, err)
	}
}

// A draft that is held back stays a draft; with the day of its end it may leave.
func TestAHeldDraftDoesNotLeave(t *testing.T) {
	t.Parallel()
	for name, until := range map[string]model.Datum{"until a day": model.DatumOf(time.Now().AddDate(0, 0, 1)), "until somebody lifts it": ""} {
		w := offline(t)
		c := w.newCase()
		d := w.newDraft(c, model.TypDiagnose, nil)
		d.Sperre = &model.Sperre{Grund: "Rückfrage", Bis: until}
		w.must(w.SaveDraft(t.Context(), &d))
		_, err := w.completes(d)
		var held *answer.Failure
		if !errors.As(err, &held) || held.Kind != answer.FailHeld || held.Sperre.Grund != "Rückfrage" {
			t.Errorf("%s: got %v, want it held back for its reason", name, err)
		}
		if list, err := w.vault.Deliveries(t.Context(), c); err != nil || len(list) != 0 {
			t.Errorf("%s: got %d deliveries, %v, want none", name, len(list), err)
		}
		later := &Desk{who: w.who, vault: w.vault, sender: w.sender, outbox: w.outbox, now: func() time.Time { return time.Now().AddDate(0, 0, 2) }}
		if _, err := later.Complete(t.Context(), d.ID, d.Rev, every()); (err == nil) != (until != "") {
			t.Errorf("%s, two days later: got %v", name, err)
		}
	}
}

func TestADraftSavedElsewhereIsNotCompleted(t *testing.T) {
	t.Parallel()
	w := offline(t)
	c := w.newCase()
	d := w.newDraft(c, model.TypDiagnose, nil)
	elsewhere, err := w.colleague().vault.Draft(t.Context(), d.ID)
	w.must(err)
	elsewhere.Report.Meldung.Diagnose.AllgemeinerLeistungszustand = "1"
	w.must(w.vault.SaveDraft(t.Context(), &elsewhere))
	if _, err := w.completes(d); !errors.Is(err, store.ErrStale) {
		t.Errorf("got %v, want %v", err, store.ErrStale)
	}
}

func TestADraftIsCompletedOnce(t *testing.T) {
	t.Parallel()
	w := offline(t)
	c := w.newCase()
	d := w.newDraft(c, model.TypDiagnose, nil)
	if _, err := w.completes(d); err != nil {
		t.Fatalf("complete: %v", err)
	}
	if _, err := w.completes(d); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("completed again: got %v, want %v", err, store.ErrNotFound)
	}
	if list, err := w.vault.Deliveries(t.Context(), c); err != nil || len(list) != 1 {
		t.Errorf("deliveries: got %d, %v, want 1", len(list), err)
	}
}

// What a form could not put into the report is a Warnung like any other; the
// document says nothing of it.
func TestWhatTheFormDidNotUnderstandWantsAConfirmation(t *testing.T) {
	t.Parallel()
	w := offline(t)
	w.unread = func(memory []byte) map[string]string { return map[string]string{"Diagnose.pTNM": string(memory)} }
	d := w.newDraft(w.newCase(), model.TypDiagnose, nil)
	d.Form = []byte("xyz")
	w.must(w.vault.SaveDraft(t.Context(), &d))
	_, err := w.completes(d)
	var refused *answer.Refusal
	if !errors.As(err, &refused) || len(refused.Findings) != 1 || refused.Findings[0].Rule != "E-Rest" || !strings.Contains(refused.Findings[0].Text, "„xyz“") {
		t.Fatalf("got %v, want a refusal that quotes what is left", err)
	}
	delivery, err := w.completes(d, "E-Rest")
	w.must(err)
	sent, err := w.vault.Document(t.Context(), delivery.Transaktionsnummer)
	w.must(err)
	if strings.Contains(string(sent), "xyz") {
		t.Errorf("the document says xyz")
	}
}
