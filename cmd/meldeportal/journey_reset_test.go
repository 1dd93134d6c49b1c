package main

import (
	"strings"
	"testing"
)

// TestAnAskedResetBlocksTheOldSecondFactor: a person whose device is lost asks
// for a reset, in either face. What the program and the manual say is so: the
// lost device's code opens nothing any more, until the Vertrauensstelle acts.
func TestAnAskedResetBlocksTheOldSecondFactor(t *testing.T) {
	t.Parallel()
	s := newServer(t, "anna", "berta")
	s.start()
	d := newReal(t, s)
	anna := s.letter["anna"]
	credentials := anna.login + "\r" + anna.password + "\r"
	term := d.start()
	d.signIn(term, anna)
	lost := d.code(anna.login) // not used yet
	term.Press("f10", "f10")
	term.See("Abmelden?")
	term.Read()
	term.Type("j")
	term.See("Loginname")

	term.Type(strings.TrimSuffix(credentials, "\r"))
	term.Press("alt+r")
	term.See("gilt danach sofort nicht mehr")
	term.Type("n")
	term.See("Loginname")
	s.listed("anna", "eingerichtet")
	term.Press("alt+r")
	term.See("gilt danach sofort nicht mehr")
	term.Read()
	term.Type("j")
	term.See("gilt der alte zweite Faktor ab")
	term.See("bitte die Vertrauensstelle anrufen.")
	s.listed("anna", "gesperrt seit")
	term.Press("enter")
	term.See(codeQuestion)
	term.Type(lost + "\r")
	term.See(oneMessage)
	startOver(term)

	s.renew(anna.login)
	d.forget(anna.login)
	s.listed("anna", "wartet auf die erste Anmeldung")
	d.signIn(term, anna)
	term.Kill()

	berta := s.letter["berta"]
	l := startLines(t, "--dir", d.dir)
	ask := func(password, answer string) {
		l.hear(`Loginname\. Pflichtfeld`)
		l.say(":zuruecksetzen", berta.login, password, answer)
		l.hear(`gilt danach sofort nicht mehr`)
	}
	ask(berta.password, "nein")
	ask("falsch-falsch-falsch", "ja")
	l.hear(`Stimmten Name und Passwort, gilt der alte zweite Faktor ab sofort nicht mehr`)
	s.listed("berta", "wartet auf die erste Anmeldung")
	ask(berta.password, "ja")
	l.hear(`gilt der alte zweite Faktor ab sofort nicht mehr`)
	s.listed("berta", "gesperrt seit")
	l.end()
}

// listed has staff look up what is so of an account.
func (s *realPortal) listed(login, state string) {
	s.t.Helper()
	for line := range strings.Lines(s.desk("user", "list")) {
		if strings.HasPrefix(line, login+" ") && strings.Contains(line, state) {
			return
		}
	}
	s.t.Errorf("user list: want %s as %q\n%s", login, state, s.desk("user", "list"))
}
