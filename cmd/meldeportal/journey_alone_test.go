package main

import (
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"example.org/meldeportal/model/judges"
)

// In a morning without the portal the office works: the password alone opens the store,
// what is completed waits, and it leaves after signing in where one is.
func TestAMorningWithoutThePortal(t *testing.T) {
	judges.Alone(t)
	t.Parallel()
	s, d, anna, term := office(t, "Apfelbaum", "Birnbaum")
	term.Press("f10")
	term.See("Arbeitsliste")
	term.Press("f10")
	term.See("Abmelden?")
	term.Read()
	term.Type("j")
	term.See("Loginname")
	s.stop()

	term.Type(anna.login + "\r" + anna.password + "\r")
	term.See("Das Portal antwortet nicht. Alt+O")
	term.Press("alt+o")
	term.See("Arbeitsliste")
	term.See("offline seit")
	openCase(term, "Apfelbaum")
	finish(term)
	term.See("wartet")

	s.renew(anna.login) // a new second factor has a code that was not used
	d.forget(anna.login)
	s.start()
	term.See("Portal wieder da")
	term.Press("alt+a")
	term.See("Passwort")
	term.Type(anna.password + "\r")
	term.Type(d.code(anna.login) + "\r")
	term.See("angenommen")
	term.See("verbunden")
}

// The line mode has the same way in, and a wrong password opens nothing.
func TestAMorningWithoutThePortalLineByLine(t *testing.T) {
	judges.Alone(t)
	t.Parallel()
	s, d, anna, _ := office(t, "Apfelbaum", "Birnbaum")
	s.stop()
	for _, c := range []struct{ password, want string }{{"nicht-dieses-passwort", "öffnet den örtlichen Speicher nicht"}, {anna.password, "Angemeldet als Frau anna"}} {
		l := startLines(t, "--dir", d.dir)
		l.hear(`Loginname\. Pflichtfeld`)
		l.say(anna.login, c.password)
		l.hear(`Das Portal antwortet nicht\. :ohneportal`)
		l.hear(`Loginname\. Pflichtfeld`)
		l.say(":ohneportal")
		l.hear(c.want)
		l.end()
	}
}

// Where the configuration says so, nothing opens without the portal.
func TestWithoutThePortalNothingOpensWhereThatIsOff(t *testing.T) {
	judges.Alone(t)
	t.Parallel()
	s := newServer(t, "anna")
	d := newReal(t, s)
	never := 0
	c := Config{Portal: s.url, CADatei: s.caFile(), OfflineTage: &never}
	if err := saveConfig(filepath.Join(d.dir, "config.toml"), c); err != nil {
		t.Fatal(err)
	}
	l := startLines(t, "--dir", d.dir)
	l.hear(`Loginname\. Pflichtfeld`)
	l.say("anna", "egal", ":ohneportal")
	l.hear(`abgeschaltet \(offline_tage\)`)
	tooMany := 31
	c.OfflineTage = &tooMany
	if err := saveConfig(filepath.Join(d.dir, "config.toml"), c); err != nil {
		t.Fatal(err)
	}
	out, err := program(t, "--dir", d.dir, "--zeilenmodus").CombinedOutput()
	if _, failed := err.(*exec.ExitError); !failed || !strings.Contains(string(out), "offline_tage = 31 geht nicht") {
		t.Errorf("31 days: %v, %s", err, out)
	}
}
