package desk

import (
	"cmp"
	"context"
	"encoding/json"
	"testing"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/model/land"
	"example.org/meldeportal/sync/portal"
)

// A request to delete goes the way of a report: queued, delivered once, with a
// receipt; afterwards the report does not count as sent any more.
func TestDeletionTravelsLikeAReport(t *testing.T) {
	t.Parallel()
	w := newWorkplace(t)
	sent := w.sent(model.TypDiagnose)
	before, err := w.History(t.Context(), sent.CaseID, "")
	w.must(err)
	request, err := w.RequestDeletion(t.Context(), sent.Transaktionsnummer, "Anderer Grund", " Probemeldung ")
	w.must(err)
	if request.Art != model.SendungLoeschantrag || request.Ersetzt != sent.Transaktionsnummer || request.MeldungID != sent.MeldungID || request.Transaktionsnummer == sent.Transaktionsnummer {
		t.Errorf("request = %+v, want one about the report under its own number", request)
	}
	w.arrives(request)
	document, _, found, err := w.registry.Document(t.Context(), request.Transaktionsnummer)
	var told portal.Deletion
	if err != nil || !found || json.Unmarshal(document, &told) != nil {
		t.Fatalf("at the portal: %s, %v, %v", document, found, err)
	}
	if told.MeldungID != string(sent.MeldungID) || told.Grund != "Anderer Grund" || told.Text != "Probemeldung" || told.MelderID != site {
		t.Errorf("request = %+v, want which report and why", told)
	}
	after, err := w.History(t.Context(), sent.CaseID, "")
	w.must(err)
	if len(after) != len(before) {
		t.Errorf("reports that stand = %d, want %d: nobody has granted it", len(after), len(before))
	}
	w.must(w.registry.Decide(t.Context(), request.Transaktionsnummer, true, ""))
	w.comesBack(request)
	if after, err = w.History(t.Context(), sent.CaseID, ""); err != nil || len(after) != len(before)-1 {
		t.Errorf("reports that stand = %d, %v, want %d without the deleted one", len(after), err, len(before)-1)
	}
	if _, err := w.Report(t.Context(), sent.Transaktionsnummer); err != nil {
		t.Errorf("the deleted report = %v, want it readable here", err)
	}
	_, err = w.RequestDeletion(t.Context(), sent.Transaktionsnummer, land.Default.Loeschgruende[0], "")
	wantFailure(t, err, answer.FailSuperseded)
	_, err = w.Correct(t.Context(), sent.Transaktionsnummer)
	wantFailure(t, err, answer.FailSuperseded)
}

// comesBack waits until the registry has said something about what was sent: who asks for it
// reads at once.
func (w *workplace) comesBack(d model.Delivery) model.Delivery {
	w.t.Helper()
	w.SyncNow()
	for deadline := time.Now().Add(20 * time.Second); ; time.Sleep(10 * time.Millisecond) {
		got, err := w.vault.Delivery(w.t.Context(), d.Transaktionsnummer)
		w.must(err)
		if got.Ergebnis != "" {
			return got
		}
		if time.Now().After(deadline) {
			w.t.Fatal("the registry said nothing")
		}
	}
}

func TestDeletionWantsAReason(t *testing.T) {
	t.Parallel()
	w := newWorkplace(t)
	sent := w.sent(model.TypOP)
	for _, reason := range []string{"", "weil", "Anderer Grund"} {
		_, err := w.RequestDeletion(t.Context(), sent.Transaktionsnummer, reason, " ")
		wantFailure(t, err, answer.FailNoReason)
	}
	if list, err := w.Deliveries(t.Context(), sent.CaseID); err != nil || len(list) == 0 || list[0].Art == model.SendungLoeschantrag {
		t.Errorf("deliveries = %+v, %v, want no request", list, err)
	}
}

func TestOnlyAReportWithAReceiptIsDeleted(t *testing.T) {
	t.Parallel()
	w := newWorkplace(t)
	draft := w.draft()
	paper, err := w.MarkPaper(t.Context(), draft.ID, draft.Rev)
	w.must(err)
	_, err = w.RequestDeletion(t.Context(), paper.Transaktionsnummer, land.Default.Loeschgruende[0], "")
	wantFailure(t, err, answer.FailNotNow)
}

// Whether a report may be deleted is decided where the request is queued.
func TestOfTwoRequestsToDeleteOneIsQueued(t *testing.T) {
	t.Parallel()
	w := newWorkplace(t)
	sent := w.sent(model.TypDiagnose)
	answers := make(chan error, 2)
	for _, d := range []*Desk{w.Desk, w.colleague()} {
		go func() {
			_, err := d.RequestDeletion(context.Background(), sent.Transaktionsnummer, land.Default.Loeschgruende[0], "")
			answers <- err
		}()
	}
	first, second := <-answers, <-answers
	if (first == nil) == (second == nil) {
		t.Errorf("the answers are %v and %v, want one request queued", first, second)
	}
	wantFailure(t, cmp.Or(first, second), answer.FailSuperseded)
}
