package main

import (
	"strings"
	"testing"
)

// The recovery key is shown when the store is made and when a new one is, opens what nobody's password opens, and asks the
// portal before it does.
func TestTheRecoveryKeyIsMadeAndUsed(t *testing.T) {
	t.Parallel()
	s := newServer(t, "anna", "berta")
	s.start()
	d := newReal(t, s)
	anna := s.letter["anna"]
	term := d.start()
	credentials := anna.login + "\r" + anna.password + "\r"
	term.See("Loginname")
	term.Type(credentials)
	term.See("fertig")
	term.Press("enter")
	term.See("erneut an")
	term.Type(credentials)
	term.See(codeQuestion)
	term.Type(d.code(anna.login) + "\r")
	term.See("Gebraucht wird er mit")
	first := paperIn(term.Screen())
	term.Press("f10")
	term.See("Arbeitsliste")
	term.Kill()
	as := func(status int, paper string, args ...string) outcome {
		t.Helper()
		cmd := program(t, append(args, "--dir", d.dir)...)
		cmd.Env = append(cmd.Env, "MELDEPORTAL_LOGIN="+anna.login, passwordVariable+"="+anna.password, paperVariable+"="+paper)
		if len(args) > 1 && args[0] == "nutzer" {
			cmd.Env = append(cmd.Env, codeVariable+"="+d.code(anna.login))
		}
		o := execute(t, cmd)
		if o.status != status {
			t.Fatalf("%q ended with %d, want %d\n%s%s", args, o.status, status, o.out, o.err)
		}
		return o
	}
	contains(t, "a backup proven with the first", as(0, first, "sicherung", "--siegel", "--notschluessel").out, "jedes Siegel geprüft")
	paper := paperIn(as(0, "", "nutzer", "notschluessel").out)
	contains(t, "a backup proven with it", as(0, paper, "sicherung", "--siegel", "--notschluessel").out, "jedes Siegel geprüft")
	contains(t, "the one before", as(1, first, "sicherung", "--siegel", "--notschluessel").err, "öffnet diesen Speicher nicht")
	contains(t, "a slip", as(1, paper[:len(paper)-1]+"b", "sicherung", "--siegel", "--notschluessel").err, "Tippfehler")
	contains(t, "asking in", as(0, "", "nutzer", "zulassen", "berta", "med").out, "Frau berta (berta) ist eingeladen: Medizin")
	contains(t, "asking in nobody", as(1, "", "nutzer", "zulassen", "niemand").err, "meldet niemand für Ihre Einrichtung")
	contains(t, "who is asked in", as(0, "", "nutzer").out, "berta, eingeladen bis", "noch nicht angemeldet: Medizin")
	contains(t, "letting in", as(0, strings.ToLower(paper), "nutzer", "zulassen", "--notschluessel").out, "„anna“ ist zugelassen, mit allen Rollen")
}

// paperIn is the recovery key in what the program says.
func paperIn(out string) string {
	var groups []string
	for line := range strings.Lines(out) {
		if strings.HasPrefix(line, "    ") {
			groups = append(groups, strings.Fields(line)...)
		}
	}
	return strings.Join(groups, " ")
}
