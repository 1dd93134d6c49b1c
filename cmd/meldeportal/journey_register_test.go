package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"example.org/meldeportal/model"
)

// The first start compares the registry's root key with the letter, in both faces' words; the
// first sign-in gives the house a key of its own, which staff compare with what doctor says.
func TestTheFirstStartComparesTheRegistersKeyAndTheHouseGetsItsOwn(t *testing.T) {
	t.Parallel()
	s := newServer(t, "anna")
	printed := s.desk("schluessel", "neu", "--ablage", filepath.Join(t.TempDir(), "ablage"))
	register := regexp.MustCompile(`Registerschlüssel  ((?:[A-Z2-7]{4} ){7}[A-Z2-7]{4})`).FindStringSubmatch(printed)
	if register == nil {
		t.Fatalf("no fingerprint in\n%s", printed)
	}
	s.start()
	d := bare(t, s)
	d.fill(s.letter["anna"], "Apfelbaum")
	config := filepath.Join(d.dir, "config.toml")
	term := d.start()
	term.See("Registerschlüssel")
	term.Type(s.url + "\r" + s.caFile() + "\r" + s.pin() + "\rAAAA BBBB\r")
	term.See("passt nicht zu diesem Portal")
	if _, err := os.Stat(config); err == nil {
		t.Error("the answers were kept, want them kept only when the registry's key is the right one")
	}
	if x, y, shown := term.Cursor(); !shown || !strings.Contains(line(term, y), "Registerschlüssel") {
		t.Errorf("caret at %d of %q (shown %v), want it in the answer to correct", x, line(term, y), shown)
	}
	term.Press("ctrl+u")
	term.Type(strings.ToLower(register[1][30:]) + "\r")
	term.See("Anmeldung")
	d.signIn(term, s.letter["anna"])
	term.Kill()
	if c, _, err := loadConfig(config); err != nil || c.Register != register[1] {
		t.Errorf("config.toml: got %q, %v, want %q", c.Register, err, register[1])
	}
	waits := s.desk("einrichtung", "schluessel", "list")
	key := regexp.MustCompile(`((?:[A-Z2-7]{4} ){7}[A-Z2-7]{4})  wartet auf Bestätigung`).FindStringSubmatch(waits)
	if key == nil {
		t.Fatalf("no key waits:\n%s", waits)
	}
	looked := execute(t, program(t, "doctor", "--dir", d.dir)).out
	contains(t, "doctor", looked, "Schlüssel der Einrichtung "+key[1]+" (das Register muss ihn noch bestätigen)")
	s.desk("einrichtung", "schluessel", "bestaetigen", site, key[1][30:34], key[1][35:])
	tnr := d.queueAll(s.letter["anna"])
	term = d.start()
	d.signIn(term, s.letter["anna"])
	for until := time.Now().Add(patience); d.delivery(s.letter["anna"], tnr).State != model.StateAccepted; time.Sleep(100 * time.Millisecond) {
		if time.Now().After(until) {
			t.Fatal("the report is not accepted")
		}
	}
	term.Kill()
	contains(t, "doctor about receipts", examined(t, 1, d.dir)["Senden"].Text, "1 Quittung geprüft")
	contains(t, "doctor", execute(t, program(t, "doctor", "--dir", d.dir)).out, "Schlüssel der Einrichtung "+key[1]+";")
}
