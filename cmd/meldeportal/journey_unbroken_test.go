package main

import (
	"context"
	"strings"
	"testing"
	"time"

	"example.org/meldeportal/sync/store"
)

// TestUnbrokenTypingLosesTwoSecondsAtMost types into a long text without ever
// pausing, kills the program and counts the letters that are in the store.
func TestUnbrokenTypingLosesTwoSecondsAtMost(t *testing.T) {
	t.Parallel()
	const between = 300 * time.Millisecond
	d := newDemo(t)
	person := d.newPerson("Zwetschgenbaum")
	term := d.start()
	d.signIn(term, user(0))
	term.Type("zwetschgen")
	term.See("1 von")
	term.Press("enter")
	term.See("Strg+N beginnt eine Meldung")
	beginDiagnosis(term)
	term.Press("f3")
	term.See("Feld:")
	term.Type("anmerkung")
	term.Press("enter")
	term.See("▸ Anmerkung")
	term.Quiet(time.Second) // what leaving the field before has saved
	var when []time.Time
	for begun := time.Now(); time.Since(begun) < unbroken; time.Sleep(between) {
		term.Type("a")
		when = append(when, time.Now())
	}
	screen := term.Screen()
	unsaved := strings.Contains(screen, "ungespeichert") || strings.Contains(screen, "speichert …") // on its way
	term.Kill()
	killed := time.Now()
	found := 0
	d.look(user(0), func(v *store.Vault) error {
		drafts, err := v.Drafts(context.Background(), person.ID)
		if len(drafts) == 1 {
			found = len(drafts[0].Report.Meldung.Anmerkung)
		}
		return err
	})
	t.Logf("typed for %v, a letter each %v, killed: %d letters typed, %d found", unbroken, between, len(when), found)
	for i, at := range when {
		if i >= found && killed.Sub(at) > 2*time.Second {
			t.Fatalf("letter %d of %d was typed %v before the end and is lost; %d were found", i+1, len(when), killed.Sub(at), found)
		}
	}
	if lost := len(when) > found; lost && !unsaved {
		t.Errorf("%d letters were lost, but the screen said nothing of unsaved ones", len(when)-found)
	}
}
