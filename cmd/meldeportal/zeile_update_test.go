package main

import (
	"database/sql"
	"testing"
)

// After an update the store of an earlier program is brought over at the sign-in, which
// says how far it is.
func TestTheSignInAfterAnUpdateSaysHowFarItIs(t *testing.T) {
	t.Parallel()
	d := newDemo(t)
	old := func() (n int) {
		d.database(func(db *sql.DB) error {
			return db.QueryRow("SELECT count(*) FROM delivery WHERE derived IS NOT substr(header, 1, 16)").Scan(&n)
		})
		return n
	}
	d.database(func(db *sql.DB) error { _, err := db.Exec("UPDATE delivery SET derived = NULL"); return err })
	if old() == 0 {
		t.Fatal("the demo has no deliveries")
	}
	l := startLines(t, "demo", "--dir", d.dir)
	l.hear(`Loginname\. Pflichtfeld`)
	l.say(demoUsers[0].login, demoUsers[0].password)
	l.hear(`otpauth://totp/`)
	l.say("", demoUsers[0].login, demoUsers[0].password)
	l.hear(`OTP-Code, 6 Ziffern`)
	l.say(d.code(demoUsers[0].login))
	l.hear(`einmalig vorbereitet, noch [0-9.]+ Eintr`)
	l.hear(`Angemeldet als`)
	if n := old(); n > 0 {
		t.Errorf("%d deliveries are left after the sign-in", n)
	}
	l.end()
}
