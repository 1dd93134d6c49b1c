package desk

import (
	"context"
	"log/slog"
	"sync"

	"bytes"
	"errors"
	"reflect"
	"slices"
	"testing"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/model/land"
	"example.org/meldeportal/model/rule"
	"example.org/meldeportal/sync/outbox"
	"example.org/meldeportal/sync/store"
)

// A correction is the whole report under its Meldung_ID, gone on with when it
// was begun; it leaves only when it changes something, under a number of its
// own, and the portal takes it.
func TestCorrectionReplacesTheSentReport(t *testing.T) {
	t.Parallel()
	w := newWorkplace(t)
	sent := w.sent(model.TypDiagnose)
	original, err := w.Report(t.Context(), sent.Transaktionsnummer)
	w.must(err)
	draft, err := w.Correct(t.Context(), sent.Transaktionsnummer)
	w.must(err)
	if draft.Ersetzt != sent.Transaktionsnummer || draft.Report.Meldung.MeldungID != original.Meldung.MeldungID || draft.Report.Meldung.Anmerkung != "Korrekturmeldung" {
		t.Errorf("correction = %+v, want it under the same Meldung_ID with the remark", draft)
	}
	if !rule.SameContent(&draft.Report, &original, land.Default) {
		t.Error("the correction does not begin with what was sent")
	}
	if again, err := w.Correct(t.Context(), sent.Transaktionsnummer); err != nil || again.ID != draft.ID {
		t.Errorf("second time = %q, %v, want the draft that was begun, %q", again.ID, err, draft.ID)
	}
	_, err = w.Complete(t.Context(), draft.ID, draft.Rev, []string{"P-344"})
	wantFailure(t, err, answer.FailUnchanged)

	draft.Report.Meldung.Diagnose.AllgemeinerLeistungszustand = "2"
	w.must(w.SaveDraft(t.Context(), &draft))
	next := w.arrives(w.submit(draft))
	if next.Transaktionsnummer == sent.Transaktionsnummer || next.Ersetzt != sent.Transaktionsnummer || next.MeldungID != original.Meldung.MeldungID {
		t.Errorf("delivery = %+v, want a new number that names the old one", next)
	}
	document, _, found, err := w.registry.Document(t.Context(), next.Transaktionsnummer)
	if err != nil || !found || !bytes.Contains(document, []byte(`Meldung_ID="`+string(original.Meldung.MeldungID)+`"`)) || !bytes.Contains(document, []byte("Korrekturmeldung")) {
		t.Errorf("at the portal: %v, %v, want the correction under the Meldung_ID", found, err)
	}
	if first, err := w.Report(t.Context(), sent.Transaktionsnummer); err != nil || !reflect.DeepEqual(first, original) {
		t.Errorf("first version = %+v, %v, want it readable as it was", first, err)
	}
	_, err = w.Correct(t.Context(), sent.Transaktionsnummer)
	wantFailure(t, err, answer.FailSuperseded)
	if _, err = w.Correct(t.Context(), next.Transaktionsnummer); err != nil {
		t.Errorf("correction of the correction = %v, want a draft", err)
	}
}

// arrives waits for the receipt of a delivery.
func (w *workplace) arrives(d model.Delivery) model.Delivery {
	w.t.Helper()
	for deadline := time.Now().Add(20 * time.Second); ; time.Sleep(10 * time.Millisecond) {
		got, err := w.vault.Delivery(w.t.Context(), d.Transaktionsnummer)
		w.must(err)
		if got.State == model.StateAccepted {
			if got.Receipt == nil || got.Receipt.Transaktionsnummer != d.Transaktionsnummer || got.Settled.IsZero() {
				w.t.Errorf("accepted without its receipt: %+v", got)
			}
			return got
		}
		if time.Now().After(deadline) || got.State == model.StateRejected {
			w.t.Fatalf("delivery is %s: %s", got.State, got.Reason)
		}
	}
}

func TestCorrectionKeepsPatientTumourAndType(t *testing.T) {
	t.Parallel()
	w := newWorkplace(t)
	sent := w.sent(model.TypDiagnose)
	for want, change := range map[string]func(*model.Report){
		"P-345": func(r *model.Report) { r.Patient.PatientID = "P-andere" },
		"P-020": func(r *model.Report) { r.Meldung.Tumorzuordnung.TumorID = "T-anderer" },
	} {
		draft, err := w.Correct(t.Context(), sent.Transaktionsnummer)
		w.must(err)
		change(&draft.Report)
		w.must(w.SaveDraft(t.Context(), &draft))
		_, err = w.Complete(t.Context(), draft.ID, draft.Rev, []string{"P-344"})
		refused, ok := err.(*answer.Refusal)
		if !ok || !slices.Contains(rulesOf(refused), want) {
			t.Errorf("error = %v, want a refusal by %s", err, want)
		}
		w.must(w.DeleteDraft(t.Context(), draft.ID, draft.Rev))
	}
}

// The sent version is no second report of the same thing for the rules.
func TestCorrectionIsNoDuplicateOfItself(t *testing.T) {
	t.Parallel()
	w := newWorkplace(t)
	sent := w.sent(model.TypDiagnose)
	draft, err := w.Correct(t.Context(), sent.Transaktionsnummer)
	w.must(err)
	draft.Report.Meldung.Tumorzuordnung.Diagnosedatum = model.DatumOf(time.Now().AddDate(0, 0, -1))
	draft.Report.Meldung.Diagnose.AllgemeinerLeistungszustand = "3"
	history, err := w.History(t.Context(), draft.PatientID, draft.ID)
	w.must(err)
	for _, f := range rule.Check(rule.Case{Report: w.Stamped(&draft.Report), History: history, Today: model.DatumOf(time.Now())}) {
		if slices.Contains([]string{"P-020", "P-021", "P-072", "P-073"}, f.Rule) {
			t.Errorf("finding %s %s, want none about the version it replaces", f.Rule, f.Text)
		}
	}
}

// Of several versions the rules see the last one that was not refused.
func TestHistoryHasEachReportOnce(t *testing.T) {
	t.Parallel()
	w := newWorkplace(t)
	sent := w.sent(model.TypDiagnose)
	before, err := w.History(t.Context(), sent.CaseID, "")
	w.must(err)
	draft, err := w.Correct(t.Context(), sent.Transaktionsnummer)
	w.must(err)
	draft.Report.Meldung.Diagnose.AllgemeinerLeistungszustand = "4"
	w.must(w.SaveDraft(t.Context(), &draft))
	w.submit(draft)
	after, err := w.History(t.Context(), sent.CaseID, "")
	w.must(err)
	if len(after) != len(before) {
		t.Errorf("reports = %d, want %d as before the correction", len(after), len(before))
	}
	if !slices.ContainsFunc(after, func(p rule.Past) bool {
		return p.Sent && p.Report.Meldung.Diagnose != nil && p.Report.Meldung.Diagnose.AllgemeinerLeistungszustand == "4"
	}) {
		t.Error("the corrected version is not among them")
	}
}

// A new report begins with the tumour as the last report says it, and that is a
// correction which was sent after the others.
func TestACorrectionIsNewerThanTheReportsSentBeforeIt(t *testing.T) {
	t.Parallel()
	version := func(id, side model.Text, state model.State) store.Sent {
		s := store.Sent{Delivery: model.Delivery{State: state}}
		s.Report.Meldung.MeldungID, s.Report.Meldung.Tumorzuordnung.Seitenlokalisation = id, model.Code(side)
		return s
	}
	sent := []store.Sent{version("1", "L", model.StateAccepted), version("2", "L", model.StateAccepted),
		version("1", "R", model.StateQueued), version("2", "B", model.StateRejected)}
	var got string
	for _, p := range past(sent) {
		got += string(p.Report.Meldung.MeldungID) + string(p.Report.Meldung.Tumorzuordnung.Seitenlokalisation) + " "
	}
	if want := "2L 1R "; got != want {
		t.Errorf("reports as they stand: %q, want %q", got, want)
	}
}

func TestOnlyAReportWithAReceiptIsCorrected(t *testing.T) {
	t.Parallel()
	w := newWorkplace(t)
	draft := w.draft()
	paper, err := w.MarkPaper(t.Context(), draft.ID, draft.Rev)
	w.must(err)
	_, err = w.Correct(t.Context(), paper.Transaktionsnummer)
	wantFailure(t, err, answer.FailNotNow)
}

func TestHeldDraftIsNotCompleted(t *testing.T) {
	t.Parallel()
	w := newWorkplace(t)
	draft := w.begunCompletely()
	draft.Sperre = &model.Sperre{Grund: "Einwilligung fehlt", Bis: model.DatumOf(time.Now().AddDate(0, 0, 1))}
	w.must(w.SaveDraft(t.Context(), &draft))
	_, err := w.Complete(t.Context(), draft.ID, draft.Rev, nil)
	var held *answer.Failure
	if !errors.As(err, &held) || held.Kind != answer.FailHeld || held.Sperre == nil || *held.Sperre != *draft.Sperre {
		t.Errorf("got %v, want it held back, with reason and day", err)
	}
	draft.Sperre.Bis = model.DatumOf(time.Now()) // its day has come
	w.must(w.SaveDraft(t.Context(), &draft))
	w.arrives(w.submit(draft))
}

func TestPaperIsNeverSentAndIsADraftAgain(t *testing.T) {
	t.Parallel()
	w := newWorkplace(t)
	draft := w.draft()
	draft.Notiz, draft.Form = "auf Papier am Montag", []byte("Schritte")
	w.must(w.SaveDraft(t.Context(), &draft))
	paper, err := w.MarkPaper(t.Context(), draft.ID, draft.Rev)
	w.must(err)
	w.SyncNow()
	if list, err := w.Deliveries(t.Context(), draft.PatientID); err != nil || len(list) != 1 || !list[0].Papier || list[0].State != model.StateElsewhere {
		t.Errorf("deliveries = %+v, %v, want the one on paper", list, err)
	}
	back, err := w.UnmarkPaper(t.Context(), paper.Transaktionsnummer)
	w.must(err)
	draft.ID, draft.Rev, draft.Updated = back.ID, back.Rev, back.Updated
	if !reflect.DeepEqual(back, draft) {
		t.Errorf("draft again:\ngot  %+v\nwant %+v", back, draft)
	}
}

// What was let go is seen by the outbox at once, not when it looks next by itself.
func TestTheOutboxIsWokenByAHold(t *testing.T) {
	t.Parallel()
	w, moved := offline(t), make(chan struct{}, 10)
	w.outbox = outbox.New(w.vault, nil, outbox.Options{Now: w.now, Log: slog.New(slog.DiscardHandler), Alone: true,
		Moved:  func() { moved <- struct{}{} },
		Jitter: func(time.Duration) time.Duration { return time.Hour }}) // it looks by itself in an hour
	d := w.submit(w.newDraft(w.newCase(), model.TypDiagnose, nil))
	var running sync.WaitGroup
	ctx, end := context.WithCancel(t.Context())
	running.Go(func() { w.outbox.Run(ctx) })
	defer running.Wait()
	defer end()
	tomorrow := &model.Sperre{Grund: "Einwilligung fehlt", Bis: model.DatumOf(time.Now().AddDate(0, 0, 1))}
	for i, step := range []func() error{
		func() error { return nil },
		func() error { return w.Hold(t.Context(), d.Transaktionsnummer, tomorrow) },
		func() error { return w.Hold(t.Context(), d.Transaktionsnummer, nil) },
	} {
		w.must(step())
		select {
		case <-moved:
		case <-time.After(20 * time.Second):
			t.Fatalf("step %d: the outbox goes on as if nothing had happened", i)
		}
		if got, want := w.outbox.Link().Waiting, (i+1)%2; got != want {
			t.Errorf("step %d: %d wait, want %d", i, got, want)
		}
	}
}
