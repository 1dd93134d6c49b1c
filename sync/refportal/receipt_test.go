package refportal_test

import (
	"errors"
	"testing"

	"example.org/meldeportal/model"
	"example.org/meldeportal/sync/envelope"
	"example.org/meldeportal/sync/portal"
	"example.org/meldeportal/sync/server"
)

// Each receipt is signed by the key that the list names, is the same for ever, and follows on the
// site's one before it; what another site sends stands in no chain but its own.
func TestReceiptsAreSignedAndAChain(t *testing.T) {
	t.Parallel()
	f := start(t, nil)
	ctx := t.Context()
	f.must(t, f.AddSite(ctx, server.Site{MelderID: "HE-00000002", AbsenderID: "A-2", Name: "Praxis"}))
	f.must(t, f.AddAccount(ctx, server.Account{Login: "carla", Name: "Carla", MelderID: "HE-00000002"}, password))
	other := f.client(t)
	_, err := other.SignIn(ctx, "carla", password, f.codeOf(t, "carla"))
	f.must(t, err)
	c := f.signedIn(t)
	var list envelope.List
	list.Names(f.ReceiptKey())
	var before model.Receipt
	for i := range 3 {
		tnr, text := number(), document(t, func(r *model.Report) { *r = *diagnose(i + 1) })
		r, err := c.Deliver(ctx, tnr, text)
		f.must(t, err)
		if is := list.Looks(&r); is != model.EchtheitGeprueft {
			t.Errorf("receipt %d is %q: %+v", i, is, r)
		}
		want := ""
		if i > 0 {
			want = before.Hash()
		}
		if r.Previous != want {
			t.Errorf("receipt %d follows on %q, want %q", i, r.Previous, want)
		}
		if again, err := c.Deliver(ctx, tnr, text); err != nil || again != r {
			t.Errorf("once more it is %+v, %v, want %+v", again, err, r)
		}
		if asked, err := c.Receipt(ctx, tnr); err != nil || asked != r {
			t.Errorf("asked for it is %+v, %v, want %+v", asked, err, r)
		}
		before = r
		theirs, err := other.Deliver(ctx, number(), document(t, func(r *model.Report) {
			*r = *diagnose(i + 1)
			r.Meldung.MelderID = "HE-00000002"
			r.Melder.ID = "HE-00000002"
		}))
		f.must(t, err)
		if i == 0 && theirs.Previous != "" {
			t.Errorf("another site's first receipt follows on %q", theirs.Previous)
		}
	}
	for name, change := range map[string]func(*model.Receipt){
		"number": func(r *model.Receipt) { r.Transaktionsnummer = number() }, "digest": func(r *model.Receipt) { r.Digest = before.Previous },
		"time": func(r *model.Receipt) { r.ReceivedAt = r.ReceivedAt.Add(1e6) }, "place": func(r *model.Receipt) { r.LogIndex++ },
		"site": func(r *model.Receipt) { r.MelderID = "x" }, "before": func(r *model.Receipt) { r.Previous = "" }, "key": func(r *model.Receipt) { r.Key = "x" },
		"signature": func(r *model.Receipt) { r.Signature = "x" },
	} {
		forged := before
		if change(&forged); list.Looks(&forged) != model.EchtheitFalsch {
			t.Errorf("with another %s it is %q", name, list.Looks(&forged))
		}
	}
}

// A program believes no receipt that none of the keys it knows has signed, whichever call brings it.
func TestAReceiptOfSomebodyElseIsNotBelieved(t *testing.T) {
	t.Parallel()
	f := start(t, nil)
	c := f.signedIn(t)
	tnr, text := number(), document(t, nil)
	_, err := c.Deliver(t.Context(), tnr, text)
	f.must(t, err)
	var list envelope.List
	list.Names(signer(t).Public())
	c.Believe(func(r *model.Receipt) bool { return list.Looks(r) == model.EchtheitGeprueft })
	for name, call := range map[string]func() error{
		"deliver":     func() error { _, err := c.Deliver(t.Context(), tnr, text); return err },
		"receipt":     func() error { _, err := c.Receipt(t.Context(), tnr); return err },
		"known":       func() error { _, err := c.Known(t.Context(), []string{tnr}); return err },
		"known after": func() error { _, err := c.KnownAfter(t.Context(), 0); return err },
	} {
		var p *portal.Error
		if err := call(); !errors.As(err, &p) || p.Kind != portal.BadReceipt || !p.Retryable() {
			t.Errorf("%s: %v, want %s that is tried again", name, err, portal.BadReceipt)
		}
	}
}
