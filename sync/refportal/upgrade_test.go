package refportal_test

import (
	"context"
	"database/sql"
	"os"
	"path/filepath"
	"testing"

	"example.org/meldeportal/model"
	"example.org/meldeportal/sync/database"
	"example.org/meldeportal/sync/envelope"
	"example.org/meldeportal/sync/portal"
	"example.org/meldeportal/sync/refportal"
	"example.org/meldeportal/sync/seal"
	"example.org/meldeportal/sync/totp"
)

// A portal whose files are of an earlier program goes on: its reports with their receipts and
// documents, its accounts with their second factor, and what it can tell of them by now.
func TestAPortalOfBeforeGoesOn(t *testing.T) {
	t.Parallel()
	ctx, dir, clock := context.Background(), t.TempDir(), newClock()
	tnr, doc := number(), document(t, nil)
	secret := before(t, dir, tnr, doc)
	p, err := refportal.Open(ctx, dir, refportal.Options{Now: clock.now, Cost: seal.Floor})
	if err != nil {
		t.Fatal(err)
	}
	f := &fixture{Portal: p, clock: clock, dir: dir, log: &safeBuffer{}}
	t.Cleanup(func() { f.must(t, p.Close()) })
	f.url = serve(t, p, checked(t, f.Handler()))
	c := f.client(t)
	code, _ := totp.Code(secret, f.now())
	_, err = c.SignIn(ctx, login, password, code)
	f.must(t, err)
	again, err := c.Deliver(ctx, tnr, doc)
	if err != nil || again.LogIndex != 7 || again.Digest != portal.DocumentDigest(doc) {
		t.Errorf("the report of before again: got %+v, %v, want its receipt", again, err)
	}
	var list envelope.List
	list.Names(p.ReceiptKey())
	if is := list.Looks(&again); is != model.EchtheitGeprueft || again.Previous != "" {
		t.Errorf("its receipt is %q and follows on %q, want it signed as the first", is, again.Previous)
	}
	if kept, _, found, err := f.Document(ctx, tnr); err != nil || !found || string(kept) != string(doc) {
		t.Errorf("its document: %v, %v", found, err)
	}
	_, err = c.Deliver(ctx, number(), doc)
	wantCode(t, "the same under another number", err, portal.CodeDuplicateReport)
	request := number()
	next, err := c.RequestDeletion(ctx, request, deletion(t, request, func(d *portal.Deletion) { d.MeldungID = "M-0000001" }))
	if err != nil || next.LogIndex != 8 {
		t.Errorf("what comes next: got %+v, %v, want the log to go on", next, err)
	}
	if next.Previous != again.Hash() {
		t.Errorf("what comes next follows on %q, want the receipt of before", next.Previous)
	}
	if err := f.DB.Sound(ctx); err != nil {
		t.Errorf("the database: %v", err)
	}
}

// before makes the files of the portal of version 3, with a report, and an account that is enrolled.
func before(t *testing.T, dir, tnr string, doc []byte) (secret totp.Secret) {
	t.Helper()
	read := func(path string) string {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	raw := make([]byte, seal.KeySize)
	key, err := seal.KeyFromBytes(raw)
	if err == nil {
		err = os.WriteFile(filepath.Join(dir, "server.key"), raw, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	secret = totp.NewSecret()
	sealedSecret, err := key.SealHeader(secret.Bytes(), "user", login, "secret")
	if err != nil {
		t.Fatal(err)
	}
	sealed, err := key.SealBody(doc, "document", tnr, "7")
	if err != nil {
		t.Fatal(err)
	}
	hash, err := seal.Floor.HashPassword(password)
	if err != nil {
		t.Fatal(err)
	}
	db, err := database.Open(filepath.Join(dir, "portal.db"), database.Options{Steps: []string{
		read("../server/tables.sql") + read("migrations/0001.sql"), read("migrations/0002.sql"), read("migrations/0003.sql")}})
	if err == nil {
		err = db.Migrate(context.Background())
	}
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	err = db.Write(context.Background(), func(tx *sql.Tx) error {
		for _, row := range []struct {
			text string
			args []any
		}{
			{"INSERT INTO site VALUES (?, 'A-1', 'Klinikum Musterstadt')", []any{melderID}},
			{"INSERT INTO user (login, name, melder_id, password, state, secret, last_step) VALUES (?, 'Anna Beispiel', ?, ?, 'enrolled', ?, 5)", []any{login, melderID, hash, sealedSecret}},
			{"INSERT INTO session VALUES (x'00', 1, 1, 1)", nil},
			{"INSERT INTO throttle VALUES ('sign-in', x'00', 3, 1)", nil},
			{"INSERT INTO own_key VALUES (1, 'x')", nil},
			{"INSERT INTO report (log_index, tnr, melder_id, digest, received_at) VALUES (7, ?, ?, ?, 1)", []any{tnr, melderID, portal.DocumentDigest(doc)}},
			{"INSERT INTO document VALUES (7, ?)", []any{sealed}},
		} {
			if _, err := tx.Exec(row.text, row.args...); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return secret
}
