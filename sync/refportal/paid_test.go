package refportal_test

import (
	"context"
	"errors"
	"testing"

	"example.org/meldeportal/model"
	"example.org/meldeportal/sync/portal"
	"example.org/meldeportal/sync/refportal"
	"example.org/meldeportal/sync/server"
)

// What was paid is told for all reports of a billing or for none.
func TestABillingIsToldAsAWhole(t *testing.T) {
	t.Parallel()
	f, ctx := start(t, nil), server.By(context.Background(), "Eins")
	c := f.signedIn(t)
	var tnrs []string
	for _, id := range []model.Text{"M-1", "M-2"} {
		tnr := number()
		_, err := c.Deliver(ctx, tnr, document(t, func(r *model.Report) { r.Meldung.MeldungID = id }))
		f.must(t, err)
		tnrs = append(tnrs, tnr)
	}
	request := number()
	_, err := c.RequestDeletion(ctx, request, deletion(t, request, nil))
	f.must(t, err)
	paid := func(number string, cents int) refportal.Payment {
		return refportal.Payment{Number: number, Event: portal.Event{Cents: cents, Text: "1. Quartal 2026"}}
	}
	for name, test := range map[string]struct {
		all  []refportal.Payment
		want error
	}{
		"an unknown number": {[]refportal.Payment{paid(tnrs[0], 1950), paid(number(), 1950)}, refportal.ErrUnknownReport},
		"nothing paid":      {[]refportal.Payment{paid(tnrs[0], 1950), paid(tnrs[1], 0)}, refportal.ErrEvent},
		"a Löschantrag":     {[]refportal.Payment{paid(tnrs[0], 1950), paid(request, 1950)}, refportal.ErrEvent},
	} {
		if err := f.Pay(ctx, test.all); !errors.Is(err, test.want) {
			t.Errorf("%s: got %v, want %v", name, err, test.want)
		}
	}
	if feed, err := c.Events(ctx, 0); err != nil || len(feed.Events) != 0 {
		t.Errorf("told of half a billing: %+v, %v", feed, err)
	}
	f.must(t, f.Pay(ctx, []refportal.Payment{paid(tnrs[0], 1950), paid("2", 900)}))
	feed, err := c.Events(ctx, 0)
	f.must(t, err)
	if len(feed.Events) != 2 {
		t.Fatalf("got %+v, want two", feed)
	}
	for i, e := range feed.Events {
		if e.Kind != portal.EventPaid || e.Transaktionsnummer != tnrs[i] || e.Cents != []int{1950, 900}[i] || e.MeldungID == "" {
			t.Errorf("%d: got %+v", i, e)
		}
	}
	if err := f.Tell(ctx, tnrs[0], portal.Event{Kind: portal.EventPaid, Cents: 1}); !errors.Is(err, refportal.ErrEvent) {
		t.Errorf("by another way: %v, want ErrEvent", err)
	}
}
