package outbox_test

import (
	"context"
	"errors"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/rule"
	"example.org/meldeportal/sync/outbox"
)

// every is what somebody confirms who confirms every Warnung.
func every() (ids []string) {
	for _, r := range rule.Rules() {
		ids = append(ids, r.ID)
	}
	return ids
}

// watched is the store as Submit needs it; before it queues something happens.
type watched struct {
	desk
	judged int
	before func(judged int)
}

func (c *watched) Around(ctx context.Context, draftID string, rev int) (outbox.Around, error) {
	c.judged++
	return c.desk.Around(ctx, draftID, rev)
}

func (c *watched) Queue(ctx context.Context, a outbox.Around, done outbox.Completed) (model.Delivery, error) {
	if c.before != nil {
		c.before(c.judged)
	}
	return c.desk.Queue(ctx, a, done)
}

func objecting(r *model.Report) { r.Meldung.Meldebegruendung = "W" }

func (h *house) completeOn(d outbox.Desk, draft model.Draft) (model.Delivery, error) {
	return h.sender.Submit(context.Background(), d, h.now(), draft.ID, draft.Rev, every())
}

// An objection that is queued while a report with "informiert" is being completed
// is either behind it or keeps it from leaving, in whatever order the two come.
func TestNoReportIsQueuedAsInformedBehindAnObjection(t *testing.T) {
	t.Parallel()
	h := furnish(t)
	colleague := h.secondVault()
	refused, again := 0, 0
	for i := range races {
		caseID := h.newCase()
		mine, hers := h.newDraft(caseID, nil), h.newDraft(caseID, objecting)
		me, she := &watched{desk: desk{h.vault}}, &watched{desk: desk{colleague}}
		var myErr, herErr error
		var both sync.WaitGroup
		both.Go(func() { pause(i%2 == 0); _, myErr = h.completeOn(me, mine) })
		both.Go(func() { pause(i%2 == 1); _, herErr = h.completeOn(she, hers) })
		both.Wait()
		if herErr != nil {
			t.Fatalf("race %d: the objection: %v", i, herErr)
		}
		again += max(0, me.judged-1) + max(0, she.judged-1)
		var why *outbox.Refused
		switch {
		case errors.As(myErr, &why):
			refused++
		case myErr != nil:
			t.Fatalf("race %d: %v", i, myErr)
		default:
			inOrder(t, h, caseID)
		}
	}
	if refused == 0 || refused == races || again == 0 {
		t.Errorf("the two orders did not both come up: %d refused, %d judged again", refused, again)
	}
	t.Logf("%d races, %d refused, %d judged again, 0 informed behind an objection", races, refused, again)
}

func pause(wait bool) {
	if wait {
		time.Sleep(time.Duration(rand.IntN(4000)) * time.Microsecond)
	}
}

// inOrder wants the report that says "informiert" before the objection.
func inOrder(t *testing.T, h *house, caseID string) {
	t.Helper()
	sent, err := h.vault.Reports(t.Context(), caseID)
	h.must(err)
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
	h := furnish(t)
	caseID := h.newCase()
	mine, hers := h.newDraft(caseID, nil), h.newDraft(caseID, objecting)
	me := &watched{desk: desk{h.vault}}
	me.before = func(judged int) {
		if judged == 1 {
			if _, err := h.completeOn(desk{h.secondVault()}, hers); err != nil {
				t.Fatalf("the objection: %v", err)
			}
		}
	}
	_, err := h.completeOn(me, mine)
	var refused *outbox.Refused
	if !errors.As(err, &refused) || !slices.Contains(rules(refused.Findings), "P-036") || me.judged != 2 {
		t.Errorf("got %v after %d judgements, want it refused by P-036 after 2", err, me.judged)
	}
}

// A case that goes on changing is not judged for ever, and what changed without
// concern to the report keeps it from nothing.
func TestACaseThatGoesOnChangingIsJudgedThreeTimes(t *testing.T) {
	t.Parallel()
	h := furnish(t)
	for changes, want := range map[int]error{2: nil, 3: outbox.ErrMoved} {
		caseID := h.newCase()
		mine := h.newDraft(caseID, nil)
		me := &watched{desk: desk{h.vault}}
		me.before = func(judged int) {
			if judged <= changes {
				h.newDraft(caseID, func(r *model.Report) { r.Meldung.Tumorzuordnung.TumorID = "T-2" })
			}
		}
		_, err := h.completeOn(me, mine)
		if !errors.Is(err, want) {
			t.Errorf("%d changes: got %v after %d judgements, want %v", changes, err, me.judged, want)
		}
		if _, err := h.vault.Draft(t.Context(), mine.ID); (want == nil) == (err == nil) {
			t.Errorf("%d changes: the draft: %v", changes, err)
		}
	}
}
