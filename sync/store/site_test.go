package store

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/judges"
)

var otherSite = Site{MelderID: "HE-2", Name: "Klinik nebenan"}

// Somebody of another Einrichtung, even one who was let in wrongly, gets nowhere:
// not even her key is opened.
func TestStoreBelongsToOneSite(t *testing.T) {
	t.Parallel()
	path := testPath(t)
	s := openStore(t, path)
	v := must(s.Enter(t.Context(), testSite, testLogin, testPassword))(t)
	if err := v.Admit(t.Context(), "carl", "Carls Kennwort"); err != nil {
		t.Fatal(err)
	}
	execRaw(t, s.db.Writer, "UPDATE keywrap SET pair = x'00' WHERE login = 'carl'") // who looks at it says so
	if _, err := s.Enter(t.Context(), otherSite, "carl", "Carls Kennwort"); !errors.Is(err, ErrOtherSite) {
		t.Errorf("Enter for another site = %v, want ErrOtherSite before anything is opened", err)
	}
	if _, err := s.Enter(t.Context(), testSite, "carl", "Carls Kennwort"); !errors.Is(err, ErrDamaged) {
		t.Errorf("Enter for its own site = %v, want ErrDamaged: her row was looked at", err)
	}
	if _, err := s.Enter(t.Context(), testSite, testLogin, testPassword); err != nil {
		t.Errorf("Enter for its own site = %v, want nil", err)
	}
	if got := must(s.Site(t.Context()))(t); got != testSite {
		t.Errorf("Site = %+v, want %+v", got, testSite)
	}
}

// The plain name of the site can be edited by whoever reaches the file; it is the
// sealed one that counts.
func TestSiteCannotBeExchangedWithoutTheKey(t *testing.T) {
	judges.Alone(t)
	t.Parallel()
	for name, edit := range map[string]string{
		"plain":     "UPDATE identity SET melder_id = 'HE-2', name = 'Klinik nebenan'",
		"name only": "UPDATE identity SET name = 'Klinik nebenan'",
		"sealed":    "UPDATE identity SET sealed = NULL",
		"id":        "UPDATE identity SET id = 'andere'",
		"gone":      "DELETE FROM identity",
	} {
		path := testPath(t)
		s := openStore(t, path)
		v := must(s.Enter(t.Context(), testSite, testLogin, testPassword))(t)
		must(v.Queue(t.Context(), complete(v, newDraft(t, v, newCase(t, v, "Muster").ID, "x"), "t1")))(t)
		if _, err := s.db.Writer.Exec(edit); err != nil {
			t.Fatal(err)
		}
		for who, site := range map[string]Site{"its own": testSite, "the other": otherSite} {
			if _, err := s.Enter(t.Context(), site, testLogin, testPassword); err == nil {
				t.Errorf("%s edited: Enter for %s site = nil, want an error", name, who)
			}
		}
		if _, err := s.Unlock(t.Context(), testLogin, testPassword); !errors.Is(err, ErrDamaged) {
			t.Errorf("%s edited: Unlock = %v, want ErrDamaged", name, err)
		}
	}
}

// A store of an earlier program belongs to whom its own reports name.
func TestEarlierStoreAdoptsItsSite(t *testing.T) {
	judges.Alone(t)
	t.Parallel()
	for name, c := range map[string]struct {
		melder []model.Text // of its reports
		accept bool
		other  error // for the other site, asked first
	}{
		"no report":       {},
		"waiting":         {melder: []model.Text{"HE-1"}, other: ErrOtherSite},
		"accepted":        {melder: []model.Text{"HE-1"}, accept: true, other: ErrOtherSite},
		"of several":      {melder: []model.Text{"HE-2", "HE-1"}},
		"of third people": {melder: []model.Text{"HE-1", "HE-3"}, other: ErrOtherSite},
	} {
		s := openStore(t, testPath(t))
		v := must(s.Create(t.Context(), testSite, testLogin, testPassword))(t)
		caseID := newCase(t, v, "Muster").ID
		for i, melder := range c.melder {
			completed := complete(v, newDraft(t, v, caseID, "x"), "t"+string(rune('1'+i)))
			completed.Report.Melder.ID = melder
			must(v.Queue(t.Context(), completed))(t)
			if c.accept {
				r := receipt(completed.Transaktionsnummer)
				r.MelderID = string(melder)
				if err := v.Accept(t.Context(), completed.Transaktionsnummer, r); err != nil {
					t.Fatal(err)
				}
			}
		}
		if _, err := s.db.Writer.Exec("UPDATE identity SET melder_id = NULL, name = NULL, sealed = NULL"); err != nil {
			t.Fatal(err)
		}
		_, err := s.Enter(t.Context(), otherSite, testLogin, testPassword)
		if !errors.Is(err, c.other) {
			t.Errorf("%s: Enter for another site = %v, want %v", name, err, c.other)
		}
		want := otherSite
		if c.other != nil {
			want = testSite
			must(s.Enter(t.Context(), testSite, testLogin, testPassword))(t)
		}
		if got := must(s.Site(t.Context()))(t); got != want {
			t.Errorf("%s: Site = %+v, want %+v", name, got, want)
		}
	}
}

// lose is what becomes of a folder with a store in it.
var lose = map[string]func(t *testing.T, path string){
	"removed":   func(t *testing.T, path string) { gone(t, path) },
	"truncated": func(t *testing.T, path string) { gone(t, path); write(t, path, nil) },
	"emptied": func(t *testing.T, path string) {
		gone(t, path)
		empty := testPath(t)
		db := raw(t, empty)
		execRaw(t, db, "CREATE TABLE t (n); DROP TABLE t; PRAGMA wal_checkpoint(TRUNCATE)")
		write(t, path, must(os.ReadFile(empty))(t))
	},
	"exchanged": func(t *testing.T, path string) {
		gone(t, path)
		other := testPath(t)
		s := must(Open(t.Context(), other, testOptions("id")))(t)
		must(s.Create(t.Context(), testSite, testLogin, testPassword))(t)
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		write(t, path, must(os.ReadFile(other))(t))
	},
	"lost by an earlier program": func(t *testing.T, path string) { gone(t, path); os.RemoveAll(path + besideSuffix) },
}

func gone(t *testing.T, path string) {
	t.Helper()
	for _, suffix := range []string{"", "-wal", "-shm"} {
		if err := os.RemoveAll(path + suffix); err != nil {
			t.Fatal(err)
		}
	}
}

func write(t *testing.T, path string, content []byte) {
	t.Helper()
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
}

// A store that was made here and is gone is not begun anew by itself.
func TestLostStoreIsNotBegunAnew(t *testing.T) {
	onFile(t)
	judges.Alone(t)
	t.Parallel()
	for name, losing := range lose {
		path := testPath(t)
		s := must(Open(t.Context(), path, testOptions("id")))(t)
		must(s.Create(t.Context(), testSite, testLogin, testPassword))(t)
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		losing(t, path)
		before := must(filepath.Glob(path + "*"))(t)
		for range 2 {
			if _, err := Open(t.Context(), path, testOptions("id")); !errors.Is(err, ErrLost) {
				t.Errorf("%s: Open = %v, want ErrLost", name, err)
			}
		}
		if after := must(filepath.Glob(path + "*"))(t); name != "exchanged" && name != "emptied" && len(after) != len(before) {
			t.Errorf("%s: files afterwards %q, want %q", name, after, before)
		}
		all := must(filepath.Glob(path + "*"))(t)
		for _, file := range all { // as the sentence says
			if err := os.Remove(file); err != nil {
				t.Fatal(err)
			}
		}
		must(openStore(t, path).Create(t.Context(), testSite, testLogin, testPassword))(t)
	}
}

// A first start that was cut off before there was a key is gone on with.
func TestStoreWithoutAKeyYetIsNotLost(t *testing.T) {
	t.Parallel()
	path := testPath(t)
	if err := must(Open(t.Context(), path, testOptions("id")))(t).Close(); err != nil {
		t.Fatal(err)
	}
	gone(t, path) // the machine went down before anything was on the disk
	must(openStore(t, path).Create(t.Context(), testSite, testLogin, testPassword))(t)
}

// What was sealed with a lost key gets no new one.
func TestEmptiedKeyTableGetsNoNewKey(t *testing.T) {
	onFile(t)
	judges.Alone(t)
	t.Parallel()
	for name, edit := range map[string]string{
		"keys":              "DELETE FROM keywrap",
		"keys and identity": "DELETE FROM keywrap; UPDATE identity SET melder_id = NULL, name = NULL, sealed = NULL",
		"keys and patients": "DELETE FROM keywrap; DELETE FROM patient_case",
		"all rows": "DELETE FROM keywrap; DELETE FROM patient_case; UPDATE sequence SET n = 0; " +
			"UPDATE identity SET melder_id = NULL, name = NULL, sealed = NULL", // the file beside remembers
	} {
		path := testPath(t)
		v := must(openStore(t, path).Create(t.Context(), testSite, testLogin, testPassword))(t)
		newCase(t, v, "Muster")
		execRaw(t, raw(t, path), edit)
		s := openStore(t, path)
		for _, site := range []Site{testSite, otherSite} {
			if _, err := s.Enter(t.Context(), site, "carl", "neu"); !errors.Is(err, ErrKeysLost) && !errors.Is(err, ErrOtherSite) {
				t.Errorf("%s gone: Enter = %v, want ErrKeysLost", name, err)
			}
		}
		if _, err := s.Unlock(t.Context(), testLogin, testPassword); !errors.Is(err, ErrKeysLost) {
			t.Errorf("%s gone: Unlock = %v, want ErrKeysLost", name, err)
		}
		if users := must(s.Users(t.Context()))(t); len(users) != 0 {
			t.Errorf("%s gone: users = %q, want no new key", name, users)
		}
	}
}

func TestOpeningWhatIsNotThereMakesNothing(t *testing.T) {
	onFile(t)
	t.Parallel()
	path := testPath(t)
	if err := Look(t.Context(), path, testOptions("id")); !errors.Is(err, ErrNone) {
		t.Errorf("Look = %v, want ErrNone", err)
	}
	if _, err := OpenExisting(t.Context(), path, testOptions("id")); !errors.Is(err, ErrNone) {
		t.Errorf("OpenExisting = %v, want ErrNone", err)
	}
	if files := must(os.ReadDir(filepath.Dir(path)))(t); len(files) != 0 {
		t.Errorf("files = %v, want none", files)
	}
}

// The portal takes ANNA and anna for one person; so does the store.
func TestLoginNamesAreOneInEverySpelling(t *testing.T) {
	t.Parallel()
	s := openStore(t, testPath(t))
	first := must(s.Enter(t.Context(), testSite, "ANNA", testPassword))(t)
	if got := first.Login(); got != "anna" {
		t.Errorf("Login = %q, want anna", got)
	}
	again := must(s.Enter(t.Context(), testSite, "anna", testPassword))(t)
	if err := again.Admit(t.Context(), "Berta", "Bertas Kennwort"); err != nil {
		t.Fatal(err)
	}
	must(s.Unlock(t.Context(), "BERTA", "Bertas Kennwort"))(t)
	if users := must(s.Users(t.Context()))(t); len(users) != 2 {
		t.Errorf("users = %q, want two people", users)
	}
}

// Earlier programs stored login names as they were typed.
func TestWrapsOfEarlierSpellingsOpen(t *testing.T) {
	onFile(t)
	t.Parallel()
	path := testPath(t)
	writeFirst(t, path)
	s := openStore(t, path)
	v := must(s.Unlock(t.Context(), testLogin, testPassword))(t)
	if _, err := s.db.Writer.Exec("INSERT INTO keywrap (login, wrap, updated) VALUES ('ANNA', ?, 1)", oldWrapOfAnna); err != nil {
		t.Fatal(err)
	}
	anna := must(s.Unlock(t.Context(), "anna", "alt"))(t)
	if err := anna.Remember(t.Context(), "x", []byte("gemerkt")); err != nil {
		t.Fatal(err)
	}
	if err := v.Admit(t.Context(), "Anna", "neu"); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Unlock(t.Context(), "ANNA", "alt"); !errors.Is(err, ErrWrongPassword) {
		t.Errorf("Unlock with the password of before = %v, want ErrWrongPassword", err)
	}
	anna = must(s.Unlock(t.Context(), "anna", "neu"))(t)
	if memory := must(anna.Memory(t.Context(), ""))(t); string(memory["x"]) != "gemerkt" {
		t.Errorf("memory = %q, want what she had", memory)
	}
}
