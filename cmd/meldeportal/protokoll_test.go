package main

import (
	"context"
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"example.org/meldeportal/model"
	"example.org/meldeportal/sync/store"
)

// What was done is told to who may read it, filtered as asked, and without a word about a
// patient; who has not the role is refused.
func TestTheAuditIsToldAndFiltered(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	runs(t, 0, "demo", "--zugang", "--dir", dir)
	draft := onPaper(t, dir, "tnr-1")
	all := letIn(t, 0, dir, "protokoll").out
	contains(t, "all", all, "Zeile", "Speicher eingerichtet", "Zugang gegeben", "Lieferung übernommen", "Protokoll gelesen", "meier")
	if strings.Contains(all, "Knieriem") {
		t.Errorf("the audit names a patient:\n%s", all)
	}
	given := letIn(t, 0, dir, "protokoll", "--handlung", "zugang").out
	if contains(t, "by action", given, "Zugang gegeben"); strings.Contains(given, "übernommen") {
		t.Errorf("filtered by action:\n%s", given)
	}
	story := letIn(t, 0, dir, "protokoll", "--meldung", "tnr-1").out
	contains(t, "of a report, under its earlier number", story, "Entwurf begonnen", "als Papiermeldung vermerkt", draft)
	if strings.Count(story, "\n") != 4 {
		t.Errorf("of a report, its head, its beginning, its work and its end:\n%s", story)
	}
	if csv := letIn(t, 0, dir, "protokoll", "--csv", "--person", "MEIER").out; !strings.HasPrefix(csv, "\ufeffZeile;Zeit;Person") {
		t.Errorf("CSV: %.80q", csv)
	}
	if none := letIn(t, 0, dir, "protokoll", "--bis", "2020-01-01").out; strings.Count(none, "\n") != 1 {
		t.Errorf("until long ago:\n%s", none)
	}
	letIn(t, 0, dir, "nutzer", "rollen", "schulz", "alle")
	letIn(t, 0, dir, "nutzer", "rollen", "meier", "medizin")
	contains(t, "without the role", letIn(t, 1, dir, "protokoll").err, "fehlt Ihnen die Rolle Verwaltung")
}

// onPaper makes a report of an invented person that went on paper, by the first user.
func onPaper(t *testing.T, dir, tnr string) (draft string) {
	t.Helper()
	ctx := t.Context()
	s, err := openStore(filepath.Join(dir, "meldeportal.db"), demoCost)(ctx, nil)
	if err != nil {
		t.Fatal(err)
	}
	v, err := s.Unlock(ctx, demoUsers[0].login, demoUsers[0].password)
	if err == nil {
		c := model.Case{Patient: model.Patient{PatientID: "P-X", Stammdaten: model.Stammdaten{Nachname: "Knieriem"}}}
		err = v.SaveCase(ctx, &c, nil)
		var d model.Draft
		if err == nil {
			d, err = v.NewDraft(ctx, c.ID, model.Report{})
		}
		if err == nil {
			err = v.SaveDraft(ctx, &d)
		}
		if err == nil {
			_, err = v.MarkPaper(context.Background(), d.ID, d.Rev, tnr)
		}
		draft = d.ID
	}
	if err := errors.Join(err, s.Close()); err != nil {
		t.Fatal(err)
	}
	return draft
}

// What is missing or false is named, and ends the command as failed; what is whole does
// not.
func TestABrokenAuditIsNamed(t *testing.T) {
	t.Parallel()
	if err := broken([]store.Line{{N: 1}, {N: 2}}, nil); err != nil {
		t.Errorf("a whole one: %v", err)
	}
	err := broken([]store.Line{{N: 1}, {N: 3, False: true}}, []store.Broken{{After: 1, Lines: 1}, {After: 3}})
	var said *verdict
	if !errors.As(err, &said) || said.status != 1 {
		t.Fatalf("%v", err)
	}
	contains(t, "the verdict", said.text, "Nach Zeile 1: 1 Zeile fehlt.", "Nach Zeile 3 ist das Ende nicht das", "1 Zeile stimmt nicht mit ihrem Siegel überein.")
}
