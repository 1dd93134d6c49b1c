package store

import (
	"errors"
	"slices"
	"testing"

	"example.org/meldeportal/model"
)

// twoChanges are a record in which somebody else has changed the name and the town
// meanwhile, and what the second person, who had it before, made of it.
func twoChanges(t *testing.T, v *Vault) (c model.Case, was, mine model.Patient) {
	t.Helper()
	was.Stammdaten.Nachname, was.Stammdaten.Vornamen = "Alt", "Anna"
	c = model.Case{Patient: was}
	if err := v.SaveCase(t.Context(), &c, nil); err != nil {
		t.Fatal(err)
	}
	hers := c
	hers.Patient.Stammdaten.Nachname, hers.Patient.Stammdaten.Titel = "Ihre", "Dr."
	if err := v.SaveCase(t.Context(), &hers, &was); err != nil {
		t.Fatal(err)
	}
	mine = was
	mine.Stammdaten.Nachname, mine.Stammdaten.Vornamen = "Meine", "Anne"
	return c, was, mine
}

// overwritten wants an error that names the family name alone, with both values.
func overwritten(t *testing.T, v *Vault, err error) {
	t.Helper()
	var over *Overwritten
	if !errors.As(err, &over) {
		t.Fatalf("got %v, want to be told what has given way", err)
	}
	if theirs, mine := over.Theirs.Stammdaten.Nachname, over.Mine.Stammdaten.Nachname; theirs != "Ihre" || mine != "Meine" {
		t.Errorf("told %q and %q, want Ihre and Meine", theirs, mine)
	}
	if over.By != v.Login() || over.At.IsZero() {
		t.Errorf("told that it was %q at %v, want who wrote it, and when", over.By, over.At)
	}
	if want := []string{"Patient.Nachname"}; !slices.Equal(over.Fields, want) {
		t.Errorf("fields: got %q, want %q", over.Fields, want)
	}
}

// Who saves second in the same field of the Stammdaten is told what stood there;
// where two wrote into different fields, or the same, there is nothing to tell.
func TestWhoSavesStammdatenSecondIsToldWhatGaveWay(t *testing.T) {
	t.Parallel()
	v := newVault(t)
	c, was, mine := twoChanges(t, v)
	c.Patient = mine
	overwritten(t, v, v.SaveCase(t.Context(), &c, &was))
	got, err := v.Case(t.Context(), c.ID)
	if err != nil {
		t.Fatal(err)
	}
	if s := got.Patient.Stammdaten; s.Nachname != "Meine" || s.Titel != "Dr." || s.Vornamen != "Anne" {
		t.Errorf("stored %+v, want my names and her title", s)
	}
	if err := v.SaveCase(t.Context(), &c, &mine); err != nil {
		t.Errorf("the next save: %v, want nothing more to be told", err)
	}
	c.Patient.Stammdaten.Titel = "Dr."
	if err := v.SaveCase(t.Context(), &c, &mine); err != nil {
		t.Errorf("the same value as hers: %v, want nothing to be told", err)
	}
}

func TestWhoChangesStammdatenInADraftIsToldWhatGaveWay(t *testing.T) {
	t.Parallel()
	v := newVault(t)
	c, was, mine := twoChanges(t, v)
	d, err := v.NewDraft(t.Context(), c.ID, model.Report{Patient: was})
	if err != nil {
		t.Fatal(err)
	}
	had := d
	stale := d
	d.Report.Patient = mine
	overwritten(t, v, v.SaveReport(t.Context(), &d, &model.Draft{Report: model.Report{Patient: was}}, "Fassung"))
	if d.Rev != 2 {
		t.Errorf("revision %d, want the draft saved all the same", d.Rev)
	}
	stale.Report.Patient.Stammdaten.Nachname = "Dritte"
	err = v.SaveReport(t.Context(), &stale, &had, "Fassung")
	var met *Met
	var over *Overwritten
	if !errors.As(err, &met) || !errors.As(err, &over) || over.Theirs.Stammdaten.Nachname != "Meine" {
		t.Errorf("together with the draft: %v, want both told", err)
	}
	if err := v.DeleteDraft(t.Context(), stale.ID, stale.Rev); err != nil {
		t.Fatal(err)
	}
	stale.Report.Patient.Stammdaten.Nachname = "Vierte"
	err = v.SaveReport(t.Context(), &stale, &had, "Fassung")
	var beside *Elsewhere
	if !errors.As(err, &beside) || !errors.As(err, &over) || over.Theirs.Stammdaten.Nachname != "Dritte" {
		t.Errorf("beside the draft: %v, want both told", err)
	}
}
