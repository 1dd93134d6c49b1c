package main

import (
	"context"
	"fmt"
	"maps"
	"strings"
	"testing"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/judges"
	"example.org/meldeportal/model/rights"
	"example.org/meldeportal/sync/store"
)

// Looking is not writing: who opens the form of every occasion and goes through a draft
// with Enter leaves no draft, no line in the audit and nobody's name behind. The first
// value she enters does.
func TestLookingIsNotWriting(t *testing.T) {
	judges.Alone(t)
	t.Parallel()
	w := walkDemo(t, map[string]bool{})
	before, acts := w.drafts(), w.acts()
	for _, occasion := range "1234567890" {
		w.goTo(fmt.Sprintf("f3 '%s' enter ctrl+n '%c' pgdown enter enter enter esc", w.known.Patient.Stammdaten.Nachname, occasion))
	}
	w.goTo("f8")
	for range 40 {
		w.d.Press("enter").Settle()
	}
	w.goTo("")
	if now := w.drafts(); !maps.Equal(before, now) {
		t.Errorf("%d drafts before anybody looked, %d afterwards; or their revisions differ:\n%v\n%v", len(before), len(now), before, now)
	}
	if now := w.acts(); !maps.Equal(acts, now) {
		t.Errorf("the audit has %v, want %v", now, acts)
	}
	w.goTo("f3 enter ctrl+n '1' pgdown 'i' enter esc")
	if now := w.drafts(); len(now) != len(before)+1 {
		t.Errorf("a value was entered: %d drafts, want one more than %d", len(now), len(before))
	}
	w.goTo("f3 enter ctrl+n '1' ctrl+x 'u' '1' f2") // what is handed over must be there
	if now := w.drafts(); len(now) != len(before)+2 {
		t.Errorf("an empty report was handed over: %d drafts, want two more than %d; screen:\n%s", len(now), len(before), w.d.Screen())
	}
	if screen := w.d.Screen(); strings.Contains(screen, "noch kein Entwurf") || !strings.Contains(screen, "gespeichert") {
		t.Errorf("the title of the report that was handed over does not say that it is stored:\n%s", screen)
	}
}

// drafts are the revisions of all drafts, by id.
func (w *walker) drafts() map[string]string {
	w.t.Helper()
	all := map[string]string{}
	w.at.look(user(0), func(v *store.Vault) error {
		drafts, err := v.Drafts(context.Background(), "")
		for _, d := range drafts {
			all[d.ID] = fmt.Sprint(d.Rev, d.Updated, d.Bearbeitet, model.Text(d.PatientID))
		}
		return err
	})
	return all
}

// acts counts the lines of the audit.
func (w *walker) acts() map[rights.Action]int {
	w.t.Helper()
	all := map[rights.Action]int{}
	w.at.look(user(0), func(v *store.Vault) error {
		_, err := v.Audit(context.Background(), func(l store.Line) { all[l.Action]++ })
		return err
	})
	return all
}
