package desk

import (
	"slices"
	"testing"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/sync/envelope"
)

// A receipt counts where a key of the list signed it. Where none did the report waits and the
// reason is told; doctor finds one that was stored.
func TestOnlyAReceiptThatIsSignedCounts(t *testing.T) {
	t.Parallel()
	w, r := newStation(t), newRegistry(t)
	w.door.Register = r.fingerprint()
	r.list.Names(r.root.Public())
	w.shows(r.signed(1, time.Now()))
	w.must(w.door.keepKeys(t.Context()))
	d := w.submit(w.newDraft(w.newCase(), model.TypDiagnose, nil))
	for deadline := time.Now().Add(20 * time.Second); w.Link().Reason == nil && time.Now().Before(deadline); {
		time.Sleep(10 * time.Millisecond)
	}
	wantFailure(t, w.Link().Reason, answer.FailUnsigned)
	now, err := w.vault.Delivery(t.Context(), d.Transaktionsnummer)
	if w.must(err); now.Receipt != nil || now.State == model.StateAccepted {
		t.Fatalf("without a signature it is %s with %+v", now.State, now.Receipt)
	}
	r.list.Names(w.registry.ReceiptKey())
	w.shows(r.signed(2, time.Now()))
	w.must(w.door.keepKeys(t.Context()))
	w.genuine = w.door.genuine()
	w.arrives(d)
	all, err := w.Deliveries(t.Context(), d.CaseID)
	w.must(err)
	if got := all[0].Receipt.Echtheit; got != model.EchtheitGeprueft {
		t.Errorf("its receipt is %q", got)
	}
	if is, err := w.door.LookAtSending(t.Context()); err != nil || is.Checked != 1 || len(is.False) != 0 || is.Broken != 0 {
		t.Errorf("doctor sees %+v, %v", is, err)
	}
	foreign := r.list
	foreign.Receipts = []string{r.root.Public()}
	r.list = foreign
	w.must(w.door.writeKeys(r.signed(3, time.Now())))
	if is, err := w.door.LookAtSending(t.Context()); err != nil || is.Checked != 0 || !slices.Equal(is.False, []string{d.Transaktionsnummer}) {
		t.Errorf("with another key doctor sees %+v, %v", is, err)
	}
}

// A list that names no key for receipts says nothing of them.
func TestAListWithoutKeysForReceiptsBelievesAll(t *testing.T) {
	t.Parallel()
	var l envelope.List
	if got := l.Looks(&model.Receipt{}); got != "" {
		t.Errorf("got %q", got)
	}
	l.Names("x")
	if got := l.Looks(&model.Receipt{}); got != model.EchtheitOhne {
		t.Errorf("an unsigned one is %q", got)
	}
}
