package refportal_test

import (
	"context"
	"database/sql"
	"encoding/json"
	"path/filepath"
	"testing"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/land"
	"example.org/meldeportal/sync/portal"
	"example.org/meldeportal/sync/refportal"
	"example.org/meldeportal/sync/seal"
	"example.org/meldeportal/sync/server"
)

// deletion is a request to delete a report of the fixture's site.
func deletion(t testing.TB, tnr string, change func(*portal.Deletion)) []byte {
	t.Helper()
	d := portal.Deletion{Version: portal.DeletionVersion, Transaktionsnummer: tnr, MelderID: melderID, MeldungID: "M-1",
		Grund: land.Default.Loeschgruende[1], GestelltAm: time.Date(2026, 3, 4, 9, 0, 0, 0, time.UTC)}
	if change != nil {
		change(&d)
	}
	text, err := json.Marshal(d)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func TestDeletionIsTakenInOnce(t *testing.T) {
	t.Parallel()
	f, ctx := start(t, nil), context.Background()
	c := f.signedIn(t)
	_, err := c.Deliver(ctx, number(), document(t, func(r *model.Report) { r.Meldung.MeldungID = "M-1" }))
	f.must(t, err)
	tnr := number()
	first, err := c.RequestDeletion(ctx, tnr, deletion(t, tnr, nil))
	f.must(t, err)
	if first.LogIndex != 2 || first.MelderID != melderID || first.Transaktionsnummer != tnr {
		t.Errorf("receipt = %+v, want the log's second", first)
	}
	again, err := c.RequestDeletion(ctx, tnr, deletion(t, tnr, nil))
	if err != nil || again != first {
		t.Errorf("again = %+v, %v, want the first receipt", again, err)
	}
	_, err = c.RequestDeletion(ctx, tnr, deletion(t, tnr, func(d *portal.Deletion) { d.Text = "anders" }))
	wantCode(t, "other bytes", err, portal.CodeTnrReused)
	_, err = c.Deliver(ctx, tnr, document(t, nil))
	wantCode(t, "a report under the number", err, portal.CodeTnrReused)
	if kept, _, found, err := f.Document(ctx, tnr); err != nil || !found || string(kept) != string(deletion(t, tnr, nil)) {
		t.Errorf("kept = %s, %v, %v, want the request", kept, found, err)
	}
}

func TestDeletionOfWhatTheSiteNeverSentIsRefused(t *testing.T) {
	t.Parallel()
	f, ctx := start(t, nil), context.Background()
	c := f.signedIn(t)
	f.must(t, f.AddSite(ctx, server.Site{MelderID: "HE-00000002", AbsenderID: "A-2", Name: "Praxis"}))
	f.must(t, f.AddAccount(ctx, server.Account{Login: "carla", MelderID: "HE-00000002"}, password))
	other := f.client(t)
	_, err := other.SignIn(ctx, "carla", password, f.codeOf(t, "carla"))
	f.must(t, err)
	_, err = other.Deliver(ctx, number(), document(t, func(r *model.Report) {
		r.Melder.ID, r.Meldung.MelderID, r.Meldung.MeldungID = "HE-00000002", "HE-00000002", "M-1"
	}))
	f.must(t, err)
	tnr := number()
	_, err = c.RequestDeletion(ctx, tnr, deletion(t, tnr, nil))
	wantCode(t, "report of another site", err, portal.CodeUnknownMeldung)
	if e := problem(t, err); e.Retryable() || e.Reason() == "" {
		t.Errorf("refusal = %v %q, want it final, with a sentence", e, e.Reason())
	}
	if _, err := c.Receipt(ctx, tnr); err == nil {
		t.Error("a refused request has a receipt")
	}
}

func TestDeletionsOfTheWrongFormAreRefused(t *testing.T) {
	t.Parallel()
	f, ctx := start(t, nil), context.Background()
	c := f.signedIn(t)
	_, err := c.Deliver(ctx, number(), document(t, func(r *model.Report) { r.Meldung.MeldungID = "M-1" }))
	f.must(t, err)
	for name, test := range map[string]struct {
		change func(*portal.Deletion)
		code   portal.Code
	}{
		"no reason":              {func(d *portal.Deletion) { d.Grund = "" }, portal.CodeBadEnvelope},
		"a reason of one's own":  {func(d *portal.Deletion) { d.Grund = "weil" }, portal.CodeBadEnvelope},
		"other reason, no words": {func(d *portal.Deletion) { d.Grund = "Anderer Grund" }, portal.CodeBadEnvelope},
		"another number":         {func(d *portal.Deletion) { d.Transaktionsnummer = number() }, portal.CodeBadEnvelope},
		"another version":        {func(d *portal.Deletion) { d.Version = 2 }, portal.CodeBadEnvelope},
		"no report":              {func(d *portal.Deletion) { d.MeldungID = "" }, portal.CodeBadEnvelope},
		"another site":           {func(d *portal.Deletion) { d.MelderID = "HE-00000009" }, portal.CodeSiteMismatch},
	} {
		tnr := number()
		_, err := c.RequestDeletion(ctx, tnr, deletion(t, tnr, test.change))
		wantCode(t, name, err, test.code)
	}
	tnr := number()
	_, err = c.RequestDeletion(ctx, tnr, []byte(`{"version":1,"noch":"etwas"}`))
	wantCode(t, "unknown member", err, portal.CodeBadEnvelope)
	_, err = c.RequestDeletion(ctx, tnr, deletion(t, tnr, func(d *portal.Deletion) { d.Grund, d.Text = "Anderer Grund", "Testmeldung" }))
	if err != nil {
		t.Errorf("other reason with words: %v, want a receipt", err)
	}
	big := deletion(t, number(), func(d *portal.Deletion) { d.Text = string(make([]byte, portal.MaxMessage)) })
	_, err = c.RequestDeletion(ctx, number(), big)
	wantCode(t, "too large", err, portal.CodeTooLarge)
}

// Reports that came before the portal kept their Meldung_ID are found as well.
func TestDeletionOfAnOldReport(t *testing.T) {
	t.Parallel()
	f, ctx := start(t, nil), context.Background()
	_, err := f.signedIn(t).Deliver(ctx, number(), document(t, func(r *model.Report) { r.Meldung.MeldungID = "M-1" }))
	f.must(t, err)
	db, err := sql.Open("sqlite", filepath.Join(f.dir, "portal.db"))
	f.must(t, err)
	_, err = db.Exec("UPDATE report SET meldung_id = NULL, content = NULL")
	f.must(t, err)
	f.must(t, db.Close())
	reopened := f.reopen(t)
	tnr := number()
	_, err = reopened.Deliver(ctx, number(), document(t, func(r *model.Report) { r.Meldung.MeldungID = "M-1" }))
	wantCode(t, "the old report under another number", err, portal.CodeDuplicateReport)
	if _, err = reopened.RequestDeletion(ctx, tnr, deletion(t, tnr, nil)); err != nil {
		t.Errorf("request = %v, want a receipt", err)
	}
}

// reopen is a client of the same folder's portal, opened once more.
func (f *fixture) reopen(t *testing.T) *portal.Client {
	t.Helper()
	p, err := refportal.Open(context.Background(), f.dir, refportal.Options{Now: f.now, Cost: seal.Floor})
	f.must(t, err)
	again := &fixture{Portal: p, clock: f.clock, dir: f.dir, log: f.log}
	t.Cleanup(func() { again.must(t, p.Close()) })
	again.url = serve(t, p, p.Handler())
	f.advance(time.Minute) // a code counts once
	return again.signedIn(t)
}
