package main

import (
	"os"
	"path/filepath"
	"testing"

	"example.org/meldeportal/model/judges"
)

// Where several servers share a store its database is named at the first start. One that
// does not answer is said, and nothing is kept of it; by default the store is a file.
func TestTheFirstStartTakesADatabaseThatAnswers(t *testing.T) {
	t.Parallel()
	driven(t)
	p := judges.StartPostgres(t, judges.Fast...)
	s := newServer(t, "anna")
	s.start()
	anna, right, wrong := s.letter["anna"], p.Address("meldeportal"), "postgres://meldeportal@127.0.0.1:1/nichts"

	drawn := bare(t, s)
	term := drawn.start()
	term.See("Einrichtung")
	term.Type(s.url + "\r" + s.caFile() + "\r" + s.pin())
	term.Press("alt+d")
	term.See("Datenbank (leer = Datei)")
	term.Type(wrong + "\r")
	term.See("Der Datenbankserver")
	if _, err := os.Stat(filepath.Join(drawn.dir, "config.toml")); err == nil {
		t.Error("an address was kept behind which nobody answers")
	}
	term.Press("ctrl+u")
	term.Type("mysql://anna@127.0.0.1/x\r")
	term.See("führt zu keinem Speicher")
	term.Press("ctrl+u")
	term.Type(right + "\r")
	term.See("Anmeldung")
	drawn.signIn(term, anna)
	term.Kill()
	inDatabase(t, drawn.dir, right)

	spoken := bare(t, s)
	spoken.steps = drawn.steps
	l := startLines(t, "--dir", spoken.dir)
	l.hear(`Adresse des Portals`)
	l.say(":datenbank", wrong, s.url, s.caFile(), s.pin(), "")
	l.hear(`Der Datenbankserver`)
	l.hear(`Adresse des Portals`)
	l.say(":datenbank", right, s.url, s.caFile(), s.pin(), "")
	l.hear(`Die Datenbank antwortet\. Die Angaben sind abgelegt`)
	l.hear(`Loginname\. Pflichtfeld`)
	l.say(anna.login, anna.password)
	l.hear(`OTP-Code, 6 Ziffern`)
	l.say(spoken.code(anna.login))
	l.hear(`Angemeldet als`)
	l.end()
	inDatabase(t, spoken.dir, right)
}

// inDatabase wants the store of a folder to be in a database.
func inDatabase(t *testing.T, dir, address string) {
	t.Helper()
	c, _, err := loadConfig(filepath.Join(dir, "config.toml"))
	if err != nil || c.Store != address {
		t.Errorf("config.toml: store %q (%v), want %q", c.Store, err, address)
	}
	if _, err := os.Stat(filepath.Join(dir, "meldeportal.db")); err == nil {
		t.Error("a file was made beside the database")
	}
}
