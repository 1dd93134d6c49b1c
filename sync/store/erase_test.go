package store

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/rights"
	"example.org/meldeportal/model/worklist"
)

// everywhere is a person of whom there is something in every table.
func everywhere(t *testing.T, v *Vault, name string) model.Case {
	t.Helper()
	c := newCase(t, v, name)
	deliver(t, v, c.ID, "M-"+name, "ok-"+name)
	open := newDraft(t, v, c.ID, name)
	thrown := newDraft(t, v, c.ID, "weg "+name)
	if err := v.DeleteDraft(t.Context(), thrown.ID, thrown.Rev); err != nil {
		t.Fatal(err)
	}
	if err := v.Decide(t.Context(), c.ID, worklist.FrageEntwurf, open.ID, &worklist.Entscheid{Grund: "verzogen", Am: later(0)}); err != nil {
		t.Fatal(err)
	}
	if err := v.KeepPeople(t.Context(), must(v.Mark(t.Context()))(t), 1, func(int) []byte { return []byte("Liste mit " + name) }); err != nil {
		t.Fatal(err)
	}
	return c
}

// blobsOf are the beginnings of all that is sealed about a person, as it stands in the file.
func blobsOf(t *testing.T, v *Vault, id string) map[string][]byte {
	t.Helper()
	found := map[string][]byte{}
	for what, query := range map[string]string{
		"record":   "SELECT header FROM patient_case WHERE id = ?",
		"draft":    "SELECT header FROM draft WHERE case_id = ?",
		"text":     "SELECT body FROM draft_body WHERE id IN (SELECT id FROM draft WHERE case_id = ?)",
		"sent":     "SELECT header FROM delivery WHERE case_id = ?",
		"report":   "SELECT report FROM delivery_body WHERE tnr IN (SELECT tnr FROM delivery WHERE case_id = ?)",
		"document": "SELECT document FROM delivery_body WHERE tnr IN (SELECT tnr FROM delivery WHERE case_id = ?)",
		"basket":   "SELECT header FROM basket WHERE case_id = ?",
		"thrown":   "SELECT body FROM basket WHERE case_id = ?",
		"decided":  "SELECT body FROM decided WHERE case_id = ?",
		"list":     "SELECT body FROM people_page WHERE ?1 = ?1",
	} {
		for i, blob := range must(queryAll(t.Context(), v.store.reader, scanBytes, query, id))(t) {
			found[fmt.Sprint(what, i)] = blob[:min(len(blob), 40)]
		}
	}
	return found
}

// inFiles are those of them that stand in a file of a folder.
func inFiles(t *testing.T, folder string, blobs map[string][]byte) (names []string) {
	t.Helper()
	for _, f := range must(os.ReadDir(folder))(t) {
		content := must(os.ReadFile(filepath.Join(folder, f.Name())))(t)
		for name, blob := range blobs {
			if bytes.Contains(content, blob) && !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	return names
}

// Whoever is forgotten stands in no file any more, not even sealed; numbers, time and
// reason are left. Somebody else stays.
func TestWhoIsForgottenStandsInNoFile(t *testing.T) {
	onFile(t)
	t.Parallel()
	path := testPath(t)
	v := must(openStore(t, path).Create(t.Context(), testSite, testLogin, testPassword))(t)
	gone, stays := everywhere(t, v, "Muster"), everywhere(t, v, "Wolf")
	hers, theirs := blobsOf(t, v, gone.ID), blobsOf(t, v, stays.ID)
	delete(theirs, "list0")
	if n := len(inFiles(t, filepath.Dir(path), hers)); n != len(hers) || n < 10 {
		t.Fatalf("%d of %d are found before: the search is blind", n, len(hers))
	}
	if err := v.Forget(t.Context(), gone.ID, model.GrundWiderspruch); err != nil {
		t.Fatal(err)
	}
	if left := inFiles(t, filepath.Dir(path), hers); len(left) > 0 {
		t.Errorf("left in a file: %q", left)
	}
	if n := len(inFiles(t, filepath.Dir(path), theirs)); n != len(theirs) {
		t.Errorf("%d of %d of somebody else are left", n, len(theirs))
	}
	if _, err := v.Case(t.Context(), gone.ID); !errors.Is(err, ErrNotFound) {
		t.Errorf("Case = %v, want ErrNotFound", err)
	}
	var what []string
	for _, f := range must(v.Forgotten(t.Context()))(t) {
		what = append(what, fmt.Sprintf("%v %s %s %v", f.CaseID == gone.ID, f.Transaktionsnummer, f.Grund, f.At.After(noon)))
	}
	if want := []string{"true  widerspruch true", "true ok-Muster widerspruch true"}; !slices.Equal(what, want) {
		t.Errorf("left of her: %q, want %q", what, want)
	}
	all, _ := audited(t, v)
	if l := all[len(all)-1]; l.Action != rights.PersonGeloescht || l.Object != gone.ID || l.Detail != "widerspruch" {
		t.Errorf("written down: %+v", l)
	}
}

func TestWhoIsOnTheWayToTheRegistryIsNotForgotten(t *testing.T) {
	t.Parallel()
	v := newVault(t)
	c := newCase(t, v, "Muster")
	queue(t, v, c.ID, "t1")
	if err := v.Forget(t.Context(), c.ID, model.GrundAnordnung); !errors.Is(err, ErrUnderway) {
		t.Errorf("Forget = %v, want ErrUnderway", err)
	}
	open := newCase(t, v, "Offen")
	newDraft(t, v, open.ID, "x")
	if err := v.Forget(t.Context(), open.ID, model.GrundFrist); !errors.Is(err, ErrInUse) {
		t.Errorf("Forget by time, with a draft = %v, want ErrInUse", err)
	}
	if err := v.Forget(t.Context(), "niemand", model.GrundAnordnung); !errors.Is(err, ErrNotFound) {
		t.Errorf("Forget nobody = %v, want ErrNotFound", err)
	}
	if n := len(must(v.Forgotten(t.Context()))(t)); n != 0 {
		t.Errorf("%d are told as forgotten", n)
	}
}

// A copy from before still has her; it is put back without her.
func TestACopyIsPutBackWithoutWhomTheStoreHadForgotten(t *testing.T) {
	onFile(t)
	t.Parallel()
	path := testPath(t)
	v := must(openStore(t, path).Create(t.Context(), testSite, testLogin, testPassword))(t)
	gone, stays := everywhere(t, v, "Muster"), everywhere(t, v, "Wolf")
	hers := blobsOf(t, v, gone.ID)
	backup, _ := backUp(t, v, t.TempDir())
	if err := errors.Join(v.Forget(t.Context(), gone.ID, model.GrundAnordnung), v.store.Close()); err != nil {
		t.Fatal(err)
	}
	done, err := Restore(t.Context(), path, backup, testOptions("id"), testAs)
	if err != nil || done.Again != 1 {
		t.Fatalf("Restore = %+v, %v, want one forgotten again", done, err)
	}
	if left := inFiles(t, filepath.Dir(path), hers); len(left) > 0 {
		t.Errorf("left in a file: %q", left)
	}
	again := must(must(OpenExisting(t.Context(), path, testOptions("id")))(t).Unlock(t.Context(), testLogin, testPassword))(t)
	defer again.store.Close()
	if cases := allCases(t, again); len(cases) != 1 || cases[0].ID != stays.ID {
		t.Errorf("restored: %d cases", len(cases))
	}
	if left := must(again.Forgotten(t.Context()))(t); len(left) != 2 || left[0].Grund != model.GrundAnordnung {
		t.Errorf("left of her: %+v", left)
	}
}

// Whose time is over: by the last report, else by the last change; an open draft or a
// waiting report keeps her.
func TestExpiredAreThoseAboutWhomNothingHappenedForLong(t *testing.T) {
	t.Parallel()
	v := newVault(t)
	old, _ := newCase(t, v, "Alt"), newCase(t, v, "Leer")
	deliver(t, v, old.ID, "M-old", "t-old")
	open, waits := newCase(t, v, "Offen"), newCase(t, v, "Wartet")
	newDraft(t, v, open.ID, "x")
	queue(t, v, waits.ID, "t-waits")
	since := v.store.opt.Now()
	fresh := newCase(t, v, "Neu")
	deliver(t, v, fresh.ID, "M-new", "t-new")
	var got []string
	for _, e := range must(v.Expired(t.Context(), since))(t) {
		got = append(got, fmt.Sprint(e.Case.Patient.PatientID, " ", e.Reports, e.Last.Before(since)))
	}
	if want := []string{"P-Leer 0 true", "P-Alt 1 true"}; !slices.Equal(got, want) {
		t.Errorf("expired: %q, want %q", got, want)
	}
}
