package refportal_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"example.org/meldeportal/model"
	"example.org/meldeportal/sync/offices"
	"example.org/meldeportal/sync/portal"
	"example.org/meldeportal/sync/refportal"
)

// The tables of a desk are the same at the portal and at every office.
func TestThePortalsDeskHasTheTablesOfOffices(t *testing.T) {
	t.Parallel()
	for _, kind := range []string{"migrations", "postgres"} {
		ours, err := os.ReadFile(filepath.Join(kind, "0015.sql"))
		if err != nil {
			t.Fatal(err)
		}
		theirs, err := os.ReadFile(filepath.Join("..", "offices", kind, "0001.sql"))
		if err != nil || !bytes.HasSuffix(ours, theirs) {
			t.Errorf("%s: the tables of the portal's desk are others than those of sync/offices, %v", kind, err)
		}
	}
}

// The portal hands on what came sealed, unopened and once, and tells results once.
func TestThePortalIsTheDatenannahmestelle(t *testing.T) {
	t.Parallel()
	f := newSealing(t)
	ctx := context.Background()
	desk := f.Desk()
	tnr := f.deliver(t, document(t, nil))
	if n, err := f.HandOnOnce(ctx, desk); n != 1 || err != nil {
		t.Fatalf("handed on %d, %v, want 1", n, err)
	}
	if n, err := f.HandOnOnce(ctx, desk); n != 0 || err != nil {
		t.Errorf("handed on again: %d, %v", n, err)
	}
	var got []offices.Eingang
	send := func(_ context.Context, messages []offices.Message) (int64, error) {
		for _, m := range messages {
			var e offices.Eingang
			if err := json.Unmarshal(m.Body, &e); err != nil {
				t.Error(err)
			}
			got = append(got, e)
		}
		return messages[len(messages)-1].Seq, nil
	}
	if n, err := desk.DeliverOnce(ctx, offices.Vertrauen, send); n != 1 || err != nil {
		t.Fatalf("delivered %d, %v", n, err)
	}
	if e := got[0]; e.Nummer != tnr || e.Melder != melderID || e.Schluessel == "" || !bytes.HasPrefix(e.Umschlag, []byte(`{"v":`)) {
		t.Errorf("got %+v", e)
	}
	body, err := json.Marshal(offices.Bescheid{Melder: melderID, Nummer: tnr, Ergebnis: offices.Ergebnis{Ergebnis: string(model.ErgebnisAngenommen)}})
	if err != nil {
		t.Fatal(err)
	}
	other, err := json.Marshal(offices.Bescheid{Melder: melderID, Nummer: number(), Ergebnis: offices.Ergebnis{Ergebnis: string(model.ErgebnisAngenommen)}})
	if err != nil {
		t.Fatal(err)
	}
	for range 2 { // the answer was lost
		if n, err := f.Hear(desk)(ctx, offices.Vertrauen, []offices.Message{{Seq: 1, Body: body}, {Seq: 2, Body: other}}); n != 2 || err != nil {
			t.Fatalf("heard %d, %v", n, err)
		}
	}
	feed, err := f.client.Events(ctx, 0)
	if err != nil || len(feed.Events) != 1 || feed.Events[0].Kind != portal.EventResult || feed.Events[0].Transaktionsnummer != tnr {
		t.Errorf("feed: got %+v, %v, want one result", feed, err)
	}
	if aside, err := desk.LaidAside(ctx); err != nil || len(aside) != 1 || aside[0].Code != "nummer" {
		t.Errorf("laid aside: got %+v, %v, want the result of a number that never came", aside, err)
	}
	// It stays, tried once more, until staff give it up with a reason.
	if n, err := f.Again(ctx, desk); n != 0 || err != nil {
		t.Errorf("once more: %d, %v", n, err)
	}
	if err := f.Drop(ctx, desk, 2, " "); !errors.Is(err, refportal.ErrReason) {
		t.Errorf("without a reason: %v", err)
	}
	f.must(t, f.Drop(ctx, desk, 2, "Testmeldung der Vertrauensstelle"))
	if err := f.Drop(ctx, desk, 2, "noch einmal"); !errors.Is(err, offices.ErrNotAside) {
		t.Errorf("twice: %v", err)
	}
	acts, err := f.StaffActs(ctx)
	f.must(t, err)
	if last := acts[len(acts)-1]; last.Act != "bescheid-verworfen" || last.Object != "Nr. 2: Testmeldung der Vertrauensstelle" {
		t.Errorf("noted is %+v", last)
	}
}

// A sealed request goes to the offices when it is granted and not before, unopened.
func TestASealedRequestGoesToTheOfficesWhenItIsGranted(t *testing.T) {
	t.Parallel()
	f := newSealing(t)
	ctx := context.Background()
	desk := f.Desk()
	request := f.ask(t, "M-0000001")
	var got []offices.Eingang
	handOn := func() {
		t.Helper()
		_, err := f.HandOnOnce(ctx, desk)
		f.must(t, err)
		_, err = desk.DeliverOnce(ctx, offices.Vertrauen, func(_ context.Context, messages []offices.Message) (last int64, err error) {
			for _, m := range messages {
				var e offices.Eingang
				err = errors.Join(err, json.Unmarshal(m.Body, &e))
				got, last = append(got, e), m.Seq
			}
			return last, err
		})
		f.must(t, err)
	}
	if handOn(); len(got) != 0 {
		t.Errorf("before anybody has decided: handed on %+v", got)
	}
	f.must(t, f.Decide(ctx, request, true, ""))
	if handOn(); len(got) != 1 || got[0].Art != offices.Loeschung || got[0].Nummer != request || got[0].MeldungID != "" || got[0].Schluessel != f.site.Public() || !portal.IsEnvelope(got[0].Umschlag) {
		t.Errorf("granted: handed on %+v, want the request as it came", got)
	}
}

// A request that is granted goes the way of reports; what the Vertrauensstelle says is deleted
// the portal deletes, too.
func TestAGrantedRequestGoesToTheOffices(t *testing.T) {
	t.Parallel()
	f := newSealing(t)
	ctx := context.Background()
	desk := f.Desk()
	tnr, request := f.deliver(t, document(t, nil)), number()
	_, err := f.client.RequestDeletion(ctx, request, deletion(t, request, func(d *portal.Deletion) { d.MeldungID = "M-0000001" }))
	f.must(t, err)
	f.must(t, f.Decide(ctx, request, true, ""))
	n, err := f.HandOnOnce(ctx, desk)
	f.must(t, err)
	var last offices.Eingang
	_, err = desk.DeliverOnce(ctx, offices.Vertrauen, func(_ context.Context, messages []offices.Message) (int64, error) {
		m := messages[len(messages)-1]
		return m.Seq, json.Unmarshal(m.Body, &last)
	})
	f.must(t, err)
	if n != 2 || last.Art != offices.Loeschung || last.MeldungID != "M-0000001" || last.Nummer != request || last.Umschlag != nil {
		t.Errorf("handed on %d, the last %+v, want the request", n, last)
	}
	body, err := json.Marshal(offices.Bescheid{Melder: melderID, Nummer: tnr, Ergebnis: offices.Ergebnis{Ergebnis: string(model.ErgebnisGeloescht)}})
	f.must(t, err)
	_, err = f.Hear(desk)(ctx, offices.Vertrauen, []offices.Message{{Seq: 1, Body: body}})
	f.must(t, err)
	if _, _, _, err := f.Document(ctx, tnr); !errors.Is(err, refportal.ErrDeleted) {
		t.Errorf("the envelope: got %v, want ErrDeleted", err)
	}
}
