package desk

import (
	"context"
	"errors"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/model/rule"
)

// every is what somebody confirms who confirms every Warnung.
func every() (ids []string) {
	for _, r := range rule.Rules() {
		ids = append(ids, r.ID)
	}
	return ids
}

// watched is a desk that counts how often it has judged. Between judging and
// queueing something happens.
type watched struct {
	*Desk
	judged int
	before func(judged int)
}

func watch(d *Desk) *watched {
	w := &watched{Desk: &Desk{who: d.who, vault: d.vault, sender: d.sender, now: d.now, outbox: d.outbox}}
	w.unread = func([]byte) map[string]string { // asked for by judging
		w.judged++
		if w.before != nil {
			w.before(w.judged)
		}
		return nil
	}
	return w
}

func (w *watched) completes(draft model.Draft) error {
	_, err := w.Complete(context.Background(), draft.ID, draft.Rev, every())
	return err
}

func objecting(r *model.Report) { r.Meldung.Meldebegruendung = "W" }

// An objection that is queued while a report with "informiert" is being completed
// is either behind it or keeps it from leaving, in whatever order the two come.
func TestNoReportIsQueuedAsInformedBehindAnObjection(t *testing.T) {
	t.Parallel()
	w := offline(t)
	colleague := w.colleague()
	refused, again, rounds := 0, 0, races
	if testing.Short() { // under the race detector, which needs no count
		rounds = 40
	}
	for i := range rounds {
		caseID := w.newCase()
		mine, hers := w.newDraft(caseID, model.TypDiagnose, nil), w.newDraft(caseID, model.TypDiagnose, objecting)
		me, she := watch(w.Desk), watch(colleague)
		var myErr, herErr error
		var both sync.WaitGroup
		both.Go(func() { pause(i%2 == 0); myErr = me.completes(mine) })
		both.Go(func() { pause(i%2 == 1); herErr = she.completes(hers) })
		both.Wait()
		if herErr != nil {
			t.Fatalf("race %d: the objection: %v", i, herErr)
		}
		again += max(0, me.judged-1) + max(0, she.judged-1)
		var why *answer.Refusal
		switch {
		case errors.As(myErr, &why):
			refused++
		case myErr != nil:
			t.Fatalf("race %d: %v", i, myErr)
		default:
			inOrder(t, w, caseID)
		}
	}
	if refused == 0 || refused == rounds || again == 0 {
		t.Errorf("the two orders did not both come up: %d refused, %d judged again", refused, again)
	}
	t.Logf("%d races, %d refused, %d judged again, 0 informed behind an objection", rounds, refused, again)
}

func pause(wait bool) {
	if wait {
		time.Sleep(time.Duration(rand.IntN(4000)) * time.Microsecond)
	}
}

// inOrder wants the report that says "informiert" before the objection.
func inOrder(t *testing.T, w *workplace, caseID string) {
	t.Helper()
	sent, err := w.vault.Reports(t.Context(), caseID)
	w.must(err)
	var order []model.Code
	for i := range sent {
		order = append(order, sent[i].Report.Meldung.Meldebegruendung)
	}
	if !slices.Equal(order, []model.Code{"I", "W"}) {
		t.Errorf("queued in the order %v, want I before W", order)
	}
}

// The objection arrives exactly between judging and queueing.
func TestAnObjectionThatArrivesWhileAReportIsCompletedRefusesIt(t *testing.T) {
	t.Parallel()
	w := offline(t)
	caseID := w.newCase()
	mine, hers := w.newDraft(caseID, model.TypDiagnose, nil), w.newDraft(caseID, model.TypDiagnose, objecting)
	colleague, me := watch(w.colleague()), watch(w.Desk)
	me.before = func(judged int) {
		if judged == 1 {
			if err := colleague.completes(hers); err != nil {
				t.Fatalf("the objection: %v", err)
			}
		}
	}
	err := me.completes(mine)
	var refused *answer.Refusal
	if !errors.As(err, &refused) || !slices.Contains(rulesOf(refused), "P-036") || me.judged != 2 {
		t.Errorf("got %v after %d judgements, want it refused by P-036 after 2", err, me.judged)
	}
}

// A case that goes on changing is not judged for ever, and what changed without
// concern to the report keeps it from nothing.
func TestACaseThatGoesOnChangingIsJudgedThreeTimes(t *testing.T) {
	t.Parallel()
	w := offline(t)
	for changes, want := range map[int]answer.Kind{2: "", 3: answer.FailMoved} {
		caseID := w.newCase()
		mine := w.newDraft(caseID, model.TypDiagnose, nil)
		me := watch(w.Desk)
		me.before = func(judged int) {
			if judged <= changes {
				w.newDraft(caseID, model.TypDiagnose, func(r *model.Report) { r.Meldung.Tumorzuordnung.TumorID = "T-2" })
			}
		}
		err := me.completes(mine)
		if want != "" {
			wantFailure(t, err, want)
		} else if err != nil {
			t.Errorf("%d changes: got %v after %d judgements", changes, err, me.judged)
		}
		if me.judged != 3 {
			t.Errorf("%d changes: judged %d times, want 3", changes, me.judged)
		}
		if _, err := w.vault.Draft(t.Context(), mine.ID); (want == "") == (err == nil) {
			t.Errorf("%d changes: the draft: %v", changes, err)
		}
	}
}
