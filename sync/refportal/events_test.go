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

func TestWhatComesBackStandsInTheFeedOfItsSite(t *testing.T) {
	t.Parallel()
	f, ctx := start(t, nil), server.By(context.Background(), "Eins")
	c := f.signedIn(t)
	empty, err := c.Events(ctx, 0)
	if err != nil || len(empty.Events) != 0 || empty.Next != 0 {
		t.Fatalf("a new feed: got %+v, %v", empty, err)
	}
	tnr := number()
	_, err = c.Deliver(ctx, tnr, document(t, nil))
	f.must(t, err)
	f.must(t, f.Tell(ctx, tnr, portal.Event{Kind: portal.EventQuestion, Feld: "Diagnose.Diagnosesicherung", Text: "Liegt ein Befund vor?"}))
	f.must(t, f.Tell(ctx, tnr, portal.Event{Kind: portal.EventResult, Ergebnis: "angenommen mit Hinweis", Findings: []portal.Finding{{Rule: "R-1", Text: "Satz."}}}))
	feed, err := c.Events(ctx, 0)
	f.must(t, err)
	if len(feed.Events) != 2 || feed.Next != 2 {
		t.Fatalf("got %+v, want two", feed)
	}
	if e := feed.Events[0]; e.Kind != portal.EventQuestion || e.Transaktionsnummer != tnr || e.MeldungID != "M-0000001" || e.Text == "" || !e.At.Equal(f.now()) {
		t.Errorf("got %+v, want the question about the report", e)
	}
	on, err := c.Events(ctx, 1)
	if err != nil || len(on.Events) != 1 || on.Events[0].Ergebnis != "angenommen mit Hinweis" || len(on.Events[0].Findings) != 1 {
		t.Errorf("after the first: got %+v, %v", on, err)
	}

	f.must(t, f.AddSite(ctx, server.Site{MelderID: "HE-00000002", AbsenderID: "A-2", Name: "Praxis"}))
	f.must(t, f.AddAccount(ctx, server.Account{Login: "carla", MelderID: "HE-00000002"}, password))
	other := f.client(t)
	_, err = other.SignIn(ctx, "carla", password, f.codeOf(t, "carla"))
	f.must(t, err)
	if hers, err := other.Events(ctx, 0); err != nil || len(hers.Events) != 0 {
		t.Errorf("another site sees %+v, %v", hers, err)
	}

	for name, test := range map[string]struct {
		number string
		event  portal.Event
		want   error
	}{
		"unknown number":    {number(), portal.Event{Kind: portal.EventQuestion, Text: "?"}, refportal.ErrUnknownReport},
		"empty question":    {tnr, portal.Event{Kind: portal.EventQuestion}, refportal.ErrEvent},
		"result of nothing": {tnr, portal.Event{Kind: portal.EventResult, Ergebnis: "vielleicht"}, refportal.ErrEvent},
		"a kind of others":  {tnr, portal.Event{Kind: portal.EventDeletion, Ergebnis: portal.DeletionGranted}, refportal.ErrEvent},
	} {
		if err := f.Tell(ctx, test.number, test.event); !errors.Is(err, test.want) {
			t.Errorf("%s: got %v, want %v", name, err, test.want)
		}
	}
}

// A request is settled once; granted, the report is gone in all its versions, and its receipts stay.
func TestALoeschantragIsSettledOnce(t *testing.T) {
	t.Parallel()
	f, ctx := start(t, nil), server.By(context.Background(), "Eins")
	c := f.signedIn(t)
	versions := []string{number(), number()}
	for i, tnr := range versions {
		_, err := c.Deliver(ctx, tnr, document(t, func(r *model.Report) {
			r.Meldung.MeldungID, r.Meldung.Diagnose.AllgemeinerLeistungszustand = "M-1", model.Code([]string{"0", "1"}[i])
		}))
		f.must(t, err)
	}
	kept := number()
	_, err := c.Deliver(ctx, kept, document(t, func(r *model.Report) { r.Meldung.MeldungID = "M-2" }))
	f.must(t, err)
	for i, granted := range []bool{false, true} {
		tnr := number()
		_, err := c.RequestDeletion(ctx, tnr, deletion(t, tnr, nil))
		f.must(t, err)
		if open, err := f.OpenDeletions(ctx); err != nil || len(open) != 1 || open[0].Transaktionsnummer != tnr {
			t.Errorf("open: got %+v, %v, want the request", open, err)
		}
		f.must(t, f.Decide(ctx, tnr, granted, "Satz."))
		if err := f.Decide(ctx, tnr, !granted, ""); !errors.Is(err, refportal.ErrDecided) {
			t.Errorf("settled again: got %v, want ErrDecided", err)
		}
		for _, version := range versions {
			if _, _, _, err := f.Document(ctx, version); errors.Is(err, refportal.ErrDeleted) != granted {
				t.Errorf("granted %v: document: %v", granted, err)
			}
			if _, err := c.Receipt(ctx, version); err != nil {
				t.Errorf("granted %v: receipt: %v", granted, err)
			}
		}
		feed, err := c.Events(ctx, int64(i))
		f.must(t, err)
		if e := feed.Events[0]; e.Kind != portal.EventDeletion || e.MeldungID != "M-1" || (e.Ergebnis == portal.DeletionGranted) != granted {
			t.Errorf("granted %v: got %+v in the feed", granted, e)
		}
	}
	if _, _, found, err := f.Document(ctx, kept); !found || err != nil {
		t.Errorf("another report: %v, %v", found, err)
	}
	if err := f.Decide(ctx, kept, true, ""); !errors.Is(err, refportal.ErrDecided) {
		t.Errorf("a report that nobody asked to delete: got %v, want ErrDecided", err)
	}
	if _, err := c.Deliver(ctx, number(), document(t, func(r *model.Report) { r.Meldung.MeldungID = "M-1" })); err != nil {
		t.Errorf("the report again, after it was deleted: %v", err)
	}
}

// The Doku-Check looks at as many reports as staff say, and keeps none out.
func TestTheDokuCheckLooksAtTheFirstReports(t *testing.T) {
	t.Parallel()
	f, ctx := start(t, nil), server.By(context.Background(), "Eins")
	c := f.signedIn(t)
	f.must(t, f.SetDokuCheck(ctx, melderID, 2))
	for i := range 3 {
		_, err := c.Deliver(ctx, number(), document(t, func(r *model.Report) {
			r.Meldung.MeldungID = model.Text("M-" + string(rune('1'+i)))
			r.Meldung.Diagnose.CTNM.Version = "" // which is worth a word, and no reason to refuse
		}))
		f.must(t, err)
	}
	feed, err := c.Events(ctx, 0)
	f.must(t, err)
	if len(feed.Events) != 2 {
		t.Fatalf("got %d events, want two: %+v", len(feed.Events), feed)
	}
	for _, e := range feed.Events {
		if e.Kind != portal.EventDokuCheck || len(e.Findings) == 0 {
			t.Errorf("got %+v, want what the check found", e)
		}
	}
	if err := f.SetDokuCheck(ctx, "nobody", 1); !errors.Is(err, server.ErrUnknownSite) {
		t.Errorf("nobody: got %v, want ErrUnknownSite", err)
	}
}
