package store

import (
	"errors"
	"reflect"
	"slices"
	"testing"
	"time"

	"example.org/meldeportal/model"
)

func tnrs(deliveries []model.Delivery) []string {
	var list []string
	for _, d := range deliveries {
		list = append(list, d.Transaktionsnummer)
	}
	return list
}

// later is after every time the test's clock shows.
func later(d time.Duration) time.Time { return noon.Add(24*time.Hour + d) }

func claim(t testing.TB, v *Vault, now time.Time, n int) []model.Delivery {
	t.Helper()
	return must(v.Claim(t.Context(), "sender", now, time.Minute, n))(t)
}

func TestCompletedDraftIsFrozenAndQueued(t *testing.T) {
	t.Parallel()
	v := newVault(t)
	c := newCase(t, v, "Muster")
	d := newDraft(t, v, c.ID, "fertig")
	done := complete(v, d, "t1")
	done.Report.Meldedatum = "2026-05-15"
	got := must(v.Queue(t.Context(), done))(t)
	want := model.Delivery{Transaktionsnummer: "t1", Art: model.SendungMeldung, CaseID: c.ID, Typ: model.TypDiagnose, ICD: "C50.4", Date: "2026-05-14",
		State: model.StateQueued, Completed: got.Completed, NextAt: got.Completed,
		Beteiligte: model.Beteiligte{Verfasst: testLogin, Bearbeitet: testLogin, Abgeschlossen: testLogin}}
	if !reflect.DeepEqual(got, want) || got.Completed.IsZero() {
		t.Errorf("Queue = %+v, want %+v", got, want)
	}
	if _, err := v.Draft(t.Context(), d.ID); !errors.Is(err, ErrNotFound) {
		t.Errorf("Draft after Queue = %v, want ErrNotFound", err)
	}
	if doc := must(v.Document(t.Context(), "t1"))(t); string(doc) != "<oBDS/>t1" {
		t.Errorf("Document = %q, want the queued bytes", doc)
	}
	reports := must(v.Reports(t.Context(), c.ID))(t)
	if len(reports) != 1 || !reflect.DeepEqual(reports[0], Sent{Delivery: want, Report: done.Report}) {
		t.Errorf("Reports = %+v, want the frozen one", reports)
	}
}

func TestUsedTransaktionsnummerIsRefusedAndNothingChanges(t *testing.T) {
	t.Parallel()
	v := newVault(t)
	c := newCase(t, v, "Muster")
	queue(t, v, c.ID, "t1")
	d := newDraft(t, v, c.ID, "zweite")
	if _, err := v.Queue(t.Context(), complete(v, d, "t1")); !errors.Is(err, ErrDuplicate) {
		t.Errorf("Queue with a used number = %v, want ErrDuplicate", err)
	}
	if got := must(v.Draft(t.Context(), d.ID))(t); !reflect.DeepEqual(got, d) {
		t.Errorf("draft = %+v, want it unchanged", got)
	}
}

func TestUnknownDeliveryIsNotFound(t *testing.T) {
	t.Parallel()
	v := newVault(t)
	_, report := v.Report(t.Context(), "x")
	_, document := v.Document(t.Context(), "x")
	_, delivery := v.Delivery(t.Context(), "x")
	for verb, err := range map[string]error{"Report": report, "Document": document, "Delivery": delivery,
		"Accept": v.Accept(t.Context(), "x", receipt("x")), "Reject": v.Reject(t.Context(), "x", "c", "r"),
		"Defer": v.Defer(t.Context(), "x", noon, "c")} {
		if !errors.Is(err, ErrNotFound) {
			t.Errorf("%s of an unknown delivery = %v, want ErrNotFound", verb, err)
		}
	}
}

func TestReportsOfACaseAreDeliveredInOrder(t *testing.T) {
	t.Parallel()
	v := newVault(t)
	a, b := newCase(t, v, "Muster"), newCase(t, v, "Wolf")
	queue(t, v, a.ID, "a1")
	queue(t, v, a.ID, "a2")
	queue(t, v, b.ID, "b1")
	if got := tnrs(claim(t, v, later(0), 10)); !slices.Equal(got, []string{"a1", "b1"}) {
		t.Errorf("first claim = %q, want a1 and b1", got)
	}
	if got := claim(t, v, later(0), 10); len(got) != 0 {
		t.Errorf("claim while a1 is on its way = %q, want none", tnrs(got))
	}
	if err := v.Defer(t.Context(), "a1", later(time.Hour), "timeout"); err != nil {
		t.Fatalf("Defer: %v", err)
	}
	if got := claim(t, v, later(0), 10); len(got) != 0 {
		t.Errorf("claim while a1 waits = %q, want none", tnrs(got))
	}
	if got := tnrs(claim(t, v, later(time.Hour), 10)); !slices.Equal(got, []string{"b1", "a1"}) {
		t.Errorf("claim an hour later = %q, want the expired b1, then a1", got)
	}
	if err := v.Reject(t.Context(), "a1", "bad", "passt nicht"); err != nil {
		t.Fatalf("Reject: %v", err)
	}
	if got := tnrs(claim(t, v, later(time.Hour), 10)); !slices.Equal(got, []string{"a2"}) {
		t.Errorf("claim after a1 was rejected = %q, want a2", got)
	}
}

func TestClaimTakesNoMoreThanAsked(t *testing.T) {
	t.Parallel()
	v := newVault(t)
	for _, name := range []string{"a", "b", "c"} {
		queue(t, v, newCase(t, v, name).ID, name)
	}
	if got := tnrs(claim(t, v, later(0), 2)); !slices.Equal(got, []string{"a", "b"}) {
		t.Errorf("claim of 2 = %q, want a and b", got)
	}
	if got := claim(t, v, noon, 2); len(got) != 0 {
		t.Errorf("claim before c is due = %q, want none", tnrs(got))
	}
}

func TestExpiredLeaseGoesBackToTheQueue(t *testing.T) {
	t.Parallel()
	v := newVault(t)
	queue(t, v, newCase(t, v, "Muster").ID, "t1")
	first := claim(t, v, later(0), 1)
	if len(first) != 1 || first[0].State != model.StateSending || first[0].Attempts != 1 {
		t.Fatalf("first claim = %+v, want t1 sending, one attempt", first)
	}
	if got := claim(t, v, later(59*time.Second), 1); len(got) != 0 {
		t.Errorf("claim within the lease = %+v, want none", got)
	}
	if got := claim(t, v, later(time.Minute), 1); len(got) != 1 || got[0].Attempts != 2 {
		t.Errorf("claim after the lease = %+v, want t1 with two attempts", got)
	}
}

func TestWhatIsReleasedIsAsBeforeAndForAnybody(t *testing.T) {
	t.Parallel()
	v := newVault(t)
	queue(t, v, newCase(t, v, "Muster").ID, "t1")
	before := must(v.Delivery(t.Context(), "t1"))(t)
	claim(t, v, later(0), 1)
	if err := v.Release(t.Context(), "t1", "somebody else"); err != nil {
		t.Fatal(err)
	}
	if d := must(v.Delivery(t.Context(), "t1"))(t); d.State != model.StateSending || d.Attempts != 1 {
		t.Errorf("released by another = %+v, want it still leased", d)
	}
	for range 2 { // the second time there is nothing to release
		if err := v.Release(t.Context(), "t1", "sender"); err != nil {
			t.Fatal(err)
		}
		if d := must(v.Delivery(t.Context(), "t1"))(t); !reflect.DeepEqual(d, before) {
			t.Errorf("released = %+v, want %+v", d, before)
		}
	}
	other := must(v.Claim(t.Context(), "colleague", later(0), time.Minute, 1))(t)
	if len(other) != 1 || other[0].Attempts != 1 {
		t.Errorf("claimed by a colleague = %+v, want it at the first attempt", other)
	}
	if err := v.Accept(t.Context(), "t1", receipt("t1")); err != nil {
		t.Fatal(err)
	}
	if err := v.Release(t.Context(), "t1", "colleague"); err != nil {
		t.Fatal(err)
	}
	if d := must(v.Delivery(t.Context(), "t1"))(t); d.State != model.StateAccepted {
		t.Errorf("released after the receipt = %s, want it accepted", d.State)
	}
}

func TestReceiptIsStoredOnce(t *testing.T) {
	t.Parallel()
	v := newVault(t)
	queue(t, v, newCase(t, v, "Muster").ID, "t1")
	claim(t, v, later(0), 1)
	for name, bad := range map[string]model.Receipt{"number": receipt("t2"), "digest": {Transaktionsnummer: "t1", Digest: "x"}} {
		if err := v.Accept(t.Context(), "t1", bad); !errors.Is(err, ErrReceipt) {
			t.Errorf("Accept with another %s = %v, want ErrReceipt", name, err)
		}
	}
	want := receipt("t1")
	second := want
	second.LogIndex = 8
	for _, r := range []model.Receipt{want, second} {
		if err := v.Accept(t.Context(), "t1", r); err != nil {
			t.Fatalf("Accept: %v", err)
		}
	}
	got := must(v.Delivery(t.Context(), "t1"))(t)
	if got.State != model.StateAccepted || got.Receipt == nil || *got.Receipt != want {
		t.Errorf("delivery = %+v, receipt %+v, want accepted with the first receipt", got, got.Receipt)
	}
	if err := v.Reject(t.Context(), "t1", "c", "r"); !errors.Is(err, ErrSettled) {
		t.Errorf("Reject after Accept = %v, want ErrSettled", err)
	}
	if err := v.Defer(t.Context(), "t1", noon, "c"); !errors.Is(err, ErrSettled) {
		t.Errorf("Defer after Accept = %v, want ErrSettled", err)
	}
}

func TestReasonAndCodeAreShown(t *testing.T) {
	t.Parallel()
	v := newVault(t)
	queue(t, v, newCase(t, v, "Muster").ID, "t1")
	claim(t, v, later(0), 1)
	if err := v.Defer(t.Context(), "t1", later(time.Hour), "unreachable"); err != nil {
		t.Fatalf("Defer: %v", err)
	}
	got := must(v.Delivery(t.Context(), "t1"))(t)
	if got.State != model.StateQueued || got.Code != "unreachable" || !got.NextAt.Equal(later(time.Hour)) || got.Attempts != 1 {
		t.Errorf("deferred = %+v, want queued until the hour, unreachable, one attempt", got)
	}
	if err := v.Reject(t.Context(), "t1", "bad-envelope", "Die Histologie ist unbekannt."); err != nil {
		t.Fatalf("Reject: %v", err)
	}
	got = must(v.Delivery(t.Context(), "t1"))(t)
	if got.State != model.StateRejected || got.Code != "bad-envelope" || got.Reason != "Die Histologie ist unbekannt." {
		t.Errorf("rejected = %+v, want code and reason", got)
	}
}

func TestWaitingCountsAndTellsWhenTheNextIsDue(t *testing.T) {
	t.Parallel()
	v := newVault(t)
	check := func(wantN int, want time.Time) {
		t.Helper()
		n, next, err := v.Waiting(t.Context())
		if err != nil || n != wantN || !next.Equal(want) {
			t.Errorf("Waiting = %d, %v, %v, want %d, %v", n, next, err, wantN, want)
		}
	}
	check(0, time.Time{})
	a := queue(t, v, newCase(t, v, "Muster").ID, "a")
	b := queue(t, v, newCase(t, v, "Wolf").ID, "b")
	check(2, a.NextAt)
	claim(t, v, later(0), 1)
	check(2, b.NextAt)
	if err := v.Accept(t.Context(), "b", receipt("b")); err != nil {
		t.Fatalf("Accept: %v", err)
	}
	check(1, later(time.Minute))
	if err := v.Defer(t.Context(), "a", later(time.Hour), "timeout"); err != nil {
		t.Fatalf("Defer: %v", err)
	}
	check(1, later(time.Hour))
}
