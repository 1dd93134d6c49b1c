package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/gofrs/flock"
)

// Another process holds the store longer than a save waits. The drawn program says
// that the entry is not saved, and saves it by itself when the store is free.
func TestASaveRefusedByABusyStoreIsTriedAgain(t *testing.T) {
	t.Parallel()
	const held = 7 * time.Second // longer than the 5 s of a save
	d := newDemo(t)
	caseID := d.newPerson("Zwetschgenbaum").ID
	term := d.start()
	d.signIn(term, user(0))
	term.Type("zwetschgen")
	term.See("1 von")
	term.Press("enter")
	term.See("Strg+N beginnt eine Meldung")
	beginDiagnosis(term)
	term.Press("pgdown")
	term.See("Meldebegründung")

	path := filepath.Join(d.dir, "meldeportal.db.wlock")
	if _, err := os.Stat(path); err != nil {
		t.Fatal(err)
	}
	lock := flock.New(path)
	if err := lock.Lock(); err != nil {
		t.Fatal(err)
	}
	start := time.Now()
	term.Type("i\t")
	term.See("NICHT GESPEICHERT")
	term.See("Der örtliche Speicher ist gerade belegt")
	if strings.Contains(term.Screen(), "Das Portal ist gerade") {
		t.Errorf("the portal is blamed:\n%s", term.Screen())
	}
	time.Sleep(time.Until(start.Add(held)))
	if err := lock.Unlock(); err != nil {
		t.Fatal(err)
	}
	free := time.Now()
	term.Gone("NICHT GESPEICHERT") // without a key
	term.See("gespeichert")
	t.Logf("saved %v after the store was free, held for %v", time.Since(free).Round(100*time.Millisecond), held)
	term.Kill()
	if got := d.draft(user(0), caseID).Report.Meldung.Meldebegruendung; got != "I" {
		t.Errorf("on the disk is %q, want what was typed", got)
	}
}
