package outbox_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/rule"
	"example.org/meldeportal/sync/outbox"
	"example.org/meldeportal/sync/refportal"
	"example.org/meldeportal/sync/store"
)

func TestAReportWithAFehlerDoesNotLeave(t *testing.T) {
	t.Parallel()
	h := furnish(t)
	c := h.newCase()
	d := h.newDraft(c, func(r *model.Report) { r.Patient.Stammdaten.Geschlecht = "" })
	_, err := h.complete(d, "P-001", "P-002", "P-052") // no confirmation helps
	var refused *outbox.Refused
	if !errors.As(err, &refused) || len(refused.Findings) == 0 || refused.Findings[0].Severity != rule.Fehler {
		t.Fatalf("got %v, want a refusal with a Fehler", err)
	}
	if got, err := h.vault.Draft(t.Context(), d.ID); err != nil || got.Rev != d.Rev {
		t.Errorf("draft after the refusal: got revision %d, %v, want it unchanged", got.Rev, err)
	}
	if list, err := h.vault.Deliveries(t.Context(), c); err != nil || len(list) != 0 {
		t.Errorf("deliveries: got %d, %v, want none", len(list), err)
	}
}

func TestAWarnungWantsAConfirmation(t *testing.T) {
	t.Parallel()
	h := furnish(t)
	d := h.newDraft(h.newCase(), func(r *model.Report) { r.Patient.Stammdaten.Geburtsdatum = "1910-01-01" })
	_, err := h.complete(d)
	var refused *outbox.Refused
	if !errors.As(err, &refused) || len(refused.Findings) == 0 {
		t.Fatalf("got %v, want a refusal", err)
	}
	for _, f := range refused.Findings {
		if f.Severity != rule.Warnung {
			t.Fatalf("%s is %s, want Warnungen only", f.Rule, f.Severity)
		}
	}
	if delivery, err := h.complete(d, rules(refused.Findings)...); err != nil || delivery.State != model.StateQueued {
		t.Errorf("confirmed: got %+v, %v, want it queued", delivery, err)
	}
}

// A draft that is held back stays a draft; with the day of its end it may leave.
func TestAHeldDraftDoesNotLeave(t *testing.T) {
	t.Parallel()
	for name, until := range map[string]model.Datum{"until a day": model.DatumOf(newClock().now().AddDate(0, 0, 1)), "until somebody lifts it": ""} {
		h := furnish(t)
		c := h.newCase()
		d := h.newDraft(c, nil)
		d.Sperre = &model.Sperre{Grund: "Rückfrage", Bis: until}
		h.must(h.vault.SaveDraft(t.Context(), &d))
		_, err := h.complete(d)
		var held *outbox.Held
		if !errors.As(err, &held) || held.Sperre.Grund != "Rückfrage" {
			t.Errorf("%s: got %v, want it held back for its reason", name, err)
		}
		if list, err := h.vault.Deliveries(t.Context(), c); err != nil || len(list) != 0 {
			t.Errorf("%s: got %d deliveries, %v, want none", name, len(list), err)
		}
		h.advance(48 * time.Hour)
		if _, err := h.complete(d); (err == nil) != (until != "") {
			t.Errorf("%s, two days later: got %v", name, err)
		}
	}
}

func TestADraftSavedElsewhereIsNotCompleted(t *testing.T) {
	t.Parallel()
	h := furnish(t)
	c := h.newCase()
	d := h.newDraft(c, nil)
	elsewhere, err := h.secondVault().Draft(t.Context(), d.ID)
	h.must(err)
	elsewhere.Report.Meldung.Diagnose.AllgemeinerLeistungszustand = "1"
	h.must(h.vault.SaveDraft(t.Context(), &elsewhere))
	if _, err := h.complete(d); !errors.Is(err, store.ErrStale) {
		t.Errorf("got %v, want %v", err, store.ErrStale)
	}
}

func TestADraftIsCompletedOnce(t *testing.T) {
	t.Parallel()
	h := furnish(t)
	c := h.newCase()
	d := h.newDraft(c, nil)
	if _, err := h.complete(d); err != nil {
		t.Fatalf("complete: %v", err)
	}
	if _, err := h.complete(d); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("completed again: got %v, want %v", err, store.ErrNotFound)
	}
	if list, err := h.vault.Deliveries(t.Context(), c); err != nil || len(list) != 1 {
		t.Errorf("deliveries: got %d, %v, want 1", len(list), err)
	}
}

func TestWhatLeavesIsStampedAndFreeOfHiddenFields(t *testing.T) {
	t.Parallel()
	h := furnish(t)
	d := h.newDraft(h.newCase(), func(r *model.Report) {
		r.Patient.Stammdaten.VersichertendatenPKV = &model.VersichertendatenPKV{IKNR: "168140346"} // the branch that was not chosen
		r.Meldedatum = "2001-01-01"
	})
	delivery, err := h.complete(d)
	h.must(err)
	document, err := h.vault.Document(t.Context(), delivery.Transaktionsnummer)
	h.must(err)
	text := string(document)
	for _, want := range []string{"2026-03-04", melderID, "Mustermann"} {
		if !strings.Contains(text, want) {
			t.Errorf("document lacks %q", want)
		}
	}
	for _, not := range []string{"2001-01-01", "168140346"} {
		if strings.Contains(text, not) {
			t.Errorf("document has %q, which is hidden", not)
		}
	}
	frozen, err := h.vault.Report(t.Context(), delivery.Transaktionsnummer)
	h.must(err)
	if frozen.Patient.Stammdaten.VersichertendatenPKV != nil || frozen.Meldedatum != "2026-03-04" {
		t.Errorf("frozen report: got %+v, %s; want it as it is written", frozen.Patient.Stammdaten.VersichertendatenPKV, frozen.Meldedatum)
	}
}

// canaries are the values of the invented report that tell something about a person.
var canaries = []string{"Mustermann", "Erika", "A123456780", "1961-08-12", "12.08.1961", "Lindenallee", "35390", "Gießen", "frei erfunden",
	"C50.4", "8500/3", "P-0000001"}

func TestTheLogSaysNothingAboutAPerson(t *testing.T) {
	t.Parallel()
	h := build(t)
	c := h.newCase()
	first := h.submit(c).Transaktionsnummer
	h.portal.Inject(refportal.RefusedConnection, refportal.LostAnswer, refportal.Cut, refportal.Nonsense, refportal.Unavailable)
	r := h.start(newQueue(h.vault), h.client, none)
	h.until("accepted", func() (any, bool) {
		r.Hurry()
		return r.heard(first), h.delivery(first).State == model.StateAccepted
	})
	h.sender.Melder.ID = "HE-99999999"
	second := h.submit(c).Transaktionsnummer
	r.Kick()
	r.hears(second, model.StateSending, model.StateRejected)
	text := h.log.String()
	if !strings.Contains(text, first) || !strings.Contains(text, second) || strings.Count(text, "\n") < 8 {
		t.Fatalf("log is too short to prove anything:\n%s", text)
	}
	for _, canary := range append(canaries, password, login) {
		if strings.Contains(text, canary) {
			t.Errorf("log holds %q:\n%s", canary, text)
		}
	}
	document, err := h.vault.Document(t.Context(), first)
	h.must(err)
	for _, canary := range []string{"Mustermann", "A123456780"} { // the search finds what is there
		if !strings.Contains(string(document), canary) {
			t.Errorf("document lacks %q; the canaries are not the report's", canary)
		}
	}
}

// What a form could not put into the report is a Warnung like any other; the
// document says nothing of it.
func TestWhatTheFormDidNotUnderstandWantsAConfirmation(t *testing.T) {
	t.Parallel()
	h := furnish(t)
	h.sender.Unread = func(memory []byte) map[string]string { return map[string]string{"Diagnose.pTNM": string(memory)} }
	d := h.newDraft(h.newCase(), nil)
	d.Form = []byte("xyz")
	h.must(h.vault.SaveDraft(t.Context(), &d))
	_, err := h.complete(d)
	var refused *outbox.Refused
	if !errors.As(err, &refused) || len(refused.Findings) != 1 || refused.Findings[0].Rule != "E-Rest" || !strings.Contains(refused.Findings[0].Text, "„xyz“") {
		t.Fatalf("got %v, want a refusal that quotes what is left", err)
	}
	delivery, err := h.complete(d, "E-Rest")
	h.must(err)
	sent, err := h.vault.Document(t.Context(), delivery.Transaktionsnummer)
	h.must(err)
	if strings.Contains(string(sent), "xyz") {
		t.Errorf("the document says xyz")
	}
}
