package main

import (
	"context"
	"database/sql"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"example.org/meldeportal/sync/desk"
)

// outward is a folder of the first demo user's whose portal answers, so that she can be
// confirmed where data leave; the portal goes with stop.
func outward(t *testing.T, dir string) (d *desktop, s *realPortal) {
	t.Helper()
	d = &desktop{t: t, dir: dir, portal: filepath.Join(dir, "portal"), cost: demoCost, steps: map[string]int64{}}
	if _, err := os.Stat(d.portal); err != nil { // its store was made without one
		from, err := prepared()
		if err != nil {
			t.Fatal(err)
		}
		d.portal = t.TempDir()
		copyFolder(t, d.portal, filepath.Join(from, "portal"))
	}
	s = &realPortal{t: t, dir: d.portal, address: strings.TrimPrefix(nobody(t), "https://")}
	s.url = "https://" + s.address
	s.start()
	err := saveConfig(filepath.Join(dir, "config.toml"), Config{Portal: s.url, CADatei: s.caFile(), Fingerabdruck: []string{s.pin()}})
	if err != nil {
		t.Fatal(err)
	}
	return d, s
}

// unused is a code that counts, however many were used before: whoever takes data out more
// than three times in a test would wait half a minute for each.
func (d *desktop) unused(login string) string {
	d.t.Helper()
	db, err := sql.Open("sqlite", filepath.Join(d.portal, "portal.db")+"?_pragma=busy_timeout(5000)")
	if err == nil {
		_, err = db.Exec("UPDATE user SET last_step = 0 WHERE login = ?; DELETE FROM spent", login)
	}
	if err != nil {
		d.t.Fatal(err)
	}
	defer db.Close()
	d.forget(login)
	return d.code(login)
}

// letOut is letIn with a code, for what takes data out.
func (d *desktop) letOut(status int, args ...string) outcome {
	d.t.Helper()
	return d.letOutAs(user(0), d.unused(user(0).login), status, args...)
}

func (d *desktop) letOutAs(p staff, code string, status int, args ...string) outcome {
	d.t.Helper()
	cmd := program(d.t, append(args, "--dir", d.dir)...)
	cmd.Env = append(cmd.Env, "MELDEPORTAL_LOGIN="+p.login, passwordVariable+"="+p.password, codeVariable+"="+code)
	o := execute(d.t, cmd)
	if o.status != status {
		d.t.Fatalf("%q ended with %d, want %d\n%s%s", args, o.status, status, o.out, o.err)
	}
	return o
}

// What takes data out asks for the role and for a fresh code, and takes nothing out where
// the portal cannot be asked. A backup without anybody stays: what it writes is sealed.
func TestWhatTakesDataOutAsksForAFreshCode(t *testing.T) {
	t.Parallel()
	d, s := outward(t, newDemo(t).dir)
	out, to := filepath.Join(t.TempDir(), "out"), filepath.Join(t.TempDir(), "to")
	outs := map[string][]string{"export": {"export", "--out", out}, "sicherung": {"sicherung", "--siegel", "--ziel", to}}
	meier, schulz := user(0), user(1)
	for name, args := range outs {
		contains(t, name+" by password alone", d.letOutAs(meier, "", 2, args...).err, "Es fehlt der OTP-Code")
		used := d.unused(meier.login)
		contains(t, name+" with it", d.letOutAs(meier, used, 0, args...).out, map[string]string{"export": "120 Meldungen in 1 Datei", "sicherung": "jedes Siegel geprüft"}[name])
		contains(t, name+" with a code that was used", d.letOutAs(meier, used, 1, args...).err, "Anmeldung nicht möglich")
		contains(t, name+" without the role", d.letOutAs(schulz, d.unused(schulz.login), 1, args...).err, "Verwaltung")
	}
	if got, more := names(t, out), names(t, to); len(got) != 1 || len(more) != 1 {
		t.Errorf("written: %q and %q, want one each: by her who was confirmed", got, more)
	}
	contains(t, "what was done", letIn(t, 0, d.dir, "protokoll").out, "exportiert", "nach außen gesichert")
	s.stop()
	for name, args := range outs {
		contains(t, name+" without the portal", d.letOut(1, args...).err, "nicht erreichbar", "geht nichts hinaus")
	}
	runs(t, 0, "sicherung", "--dir", d.dir, "--ziel", to)
	if got, more := names(t, out), names(t, to); len(got) != 1 || len(more) != 2 {
		t.Errorf("written: %q and %q, want the one more that nobody is asked for", got, more)
	}
}

// exportedIn is what an export of today says of a folder, with all it writes.
func exportedIn(t *testing.T, dir string) (text string) {
	t.Helper()
	e := &desk.Entrance{Folder: dir, Existing: stored{file: filepath.Join(dir, "meldeportal.db")}.existing(demoCost)}
	a, err := e.Unlock(context.Background(), user(0).login, user(0).password)
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	out := exportCommand{Out: t.TempDir(), JeDatei: 1000}
	to, err := edition("")
	if err != nil {
		t.Fatal(err)
	}
	done, err := a.Export(context.Background(), out.export(time.Time{}, to, newProgress(os.Stderr, "Export", 0)))
	if err != nil {
		t.Fatal(err)
	}
	return saidOf(done) + allIn(t, out.Out)
}

// allIn is everything that stands in the files of a folder.
func allIn(t *testing.T, folder string) string {
	t.Helper()
	var all strings.Builder
	for _, name := range names(t, folder) {
		content, err := os.ReadFile(filepath.Join(folder, name))
		if err != nil {
			t.Fatal(err)
		}
		all.Write(content)
	}
	return all.String()
}
