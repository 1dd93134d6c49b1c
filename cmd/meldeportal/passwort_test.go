package main

import (
	"context"
	"database/sql"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"example.org/meldeportal/sync/seal"
	"example.org/meldeportal/sync/store"
)

// Whoever is killed while her password is changed gets in with the one the portal takes,
// whenever it happens; and with no other.
func TestAKilledChangeOfThePasswordLocksNobodyOut(t *testing.T) {
	t.Parallel()
	const next = "laterne ananas keller"
	logins := []string{"boss"}
	for n := range 9 {
		logins = append(logins, fmt.Sprintf("u%d.arbeit", n))
	}
	s := newServer(t, logins...)
	s.start()
	d := newReal(t, s)
	d.fill(s.letter["boss"], "Apfelbaum")
	changed, took := 0, time.Duration(0)
	for n, login := range logins[1:] {
		who := s.letter[login]
		d.admit(s.letter["boss"], who)
		cmd := program(t, "passwort", "--dir", d.dir)
		cmd.Env = append(cmd.Env, "MELDEPORTAL_LOGIN="+login, passwordVariable+"="+who.password, nextPasswordVariable+"="+next, codeVariable+"="+d.code(login))
		if n == 0 {
			start := time.Now()
			contains(t, "not killed", execute(t, cmd).out, "Das Passwort ist geändert")
			took = time.Since(start)
		} else {
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			time.Sleep(took * time.Duration(n+2) / 10) // it begins to ask in the middle
			_ = cmd.Process.Kill()                     // it may have ended
			_ = cmd.Wait()
		}
		takes, other := who.password, next
		if d.portalTakes(login, next) {
			takes, other = next, who.password
			changed++
		}
		d.entersWith(staff{login, takes}, other)
	}
	if changed == 0 {
		t.Error("the password was never changed: the control failed")
	}
	t.Logf("9 changes, 8 of them killed; %d had reached the portal, all 9 got in", changed)
}

// portalTakes reports whether a password is somebody's at the portal.
func (d *desktop) portalTakes(login, password string) bool {
	d.t.Helper()
	db, err := sql.Open("sqlite", filepath.Join(d.portal, "portal.db"))
	if err != nil {
		d.t.Fatal(err)
	}
	defer db.Close()
	var hash string
	if err := db.QueryRow("SELECT password FROM user WHERE login = ?", login).Scan(&hash); err != nil {
		d.t.Fatal(err)
	}
	return seal.CheckPassword(hash, password)
}

// entersWith enters the store as somebody the portal has confirmed; the other password
// opens nothing then.
func (d *desktop) entersWith(p staff, other string) {
	d.t.Helper()
	ctx := context.Background()
	s, err := openStore(filepath.Join(d.dir, "meldeportal.db"), d.cost)(ctx, nil)
	if err != nil {
		d.t.Fatal(err)
	}
	defer s.Close()
	if _, err := s.Enter(ctx, store.Site{MelderID: site, Name: "Klinikum Musterstadt"}, p.login, p.password); err != nil {
		d.t.Errorf("%s is locked out: %v", p.login, err)
	}
	if _, err := s.Unlock(ctx, p.login, other); err == nil {
		d.t.Errorf("%s: the other password opens, too", p.login)
	}
}
