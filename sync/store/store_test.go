package store

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/sync/seal"
)

const (
	testLogin    = "meier"
	testPassword = "ein langes Kennwort"
)

// testSite is whose the tests' stores are.
var testSite = Site{MelderID: "HE-1", Name: "Klinik am Test"}

// testKey is shared by tests that are not about passwords, and nobody's own.
var testKey = newKeyring(nil, testLogin, nil, oldKey)

// noon is when every test's clock starts; each look at it takes a second.
var noon = time.Date(2026, 5, 14, 12, 0, 0, 0, time.UTC)

func testOptions(prefix string) Options {
	var ticks, ids atomic.Int64
	return Options{
		Now:   func() time.Time { return noon.Add(time.Duration(ticks.Add(1)) * time.Second) },
		NewID: func() string { return fmt.Sprintf("%s%d", prefix, ids.Add(1)) },
		Cost:  seal.Floor,
		Merkmale: func(r *model.Report) model.Merkmale {
			return model.Merkmale{Typ: r.Meldung.Typ, Date: r.Meldung.Tumorzuordnung.Diagnosedatum,
				ICD: r.Meldung.Tumorzuordnung.PrimaertumorICD.Code, MeldungID: r.Meldung.MeldungID, TumorID: r.Meldung.Tumorzuordnung.TumorID,
				Widerspruch: r.Meldung.Meldebegruendung == "W"}
		},
		Fold:   strings.ToLower,
		Beside: besideServer(),
	}
}

func openStore(t testing.TB, path string) *Store {
	t.Helper()
	s, err := Open(t.Context(), path, testOptions("id"))
	if err != nil {
		t.Fatalf("Open: %v", err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Errorf("Close: %v", err)
		}
	})
	return s
}

// testPath is a place for a store: a file in a folder of its own, or a database of its own.
func testPath(t testing.TB) string {
	t.Helper()
	if address := os.Getenv(testServer); address != "" {
		return testDatabase(t, address)
	}
	return filepath.Join(t.TempDir(), "meldeportal.db")
}

func newVault(t testing.TB) *Vault {
	t.Helper()
	v := &Vault{openStore(t, testPath(t)), testKey, testLogin}
	v.store.proven.Store(true) // as in a store that somebody has entered
	v.store.holds.Store(true)
	return v
}

// must fails the test when a step that is not its subject fails.
func must[T any](value T, err error) func(testing.TB) T {
	return func(t testing.TB) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return value
	}
}

func newCase(t testing.TB, v *Vault, name string) model.Case {
	t.Helper()
	c := model.Case{Patient: model.Patient{PatientID: model.Text("P-" + name), Stammdaten: model.Stammdaten{
		Nachname: model.Text(name), Vornamen: "Anna Maria", Geburtsdatum: "1950-03-12", Geschlecht: "W"}}}
	if err := v.SaveCase(t.Context(), &c, nil); err != nil {
		t.Fatalf("SaveCase: %v", err)
	}
	return c
}

func testReport(text string) model.Report {
	return model.Report{Meldung: model.Meldung{
		Typ:            model.TypDiagnose,
		Anmerkung:      model.Text(text),
		Tumorzuordnung: model.Tumorzuordnung{PrimaertumorICD: model.ICD{Code: "C50.4"}, Diagnosedatum: "2026-05-14"},
	}}
}

func newDraft(t testing.TB, v *Vault, caseID, text string) model.Draft {
	t.Helper()
	return must(v.NewDraft(t.Context(), caseID, testReport(text)))(t)
}

// complete is a draft that was judged by the case as it stands.
func complete(v *Vault, d model.Draft, tnr string) Judged {
	var state int64
	_ = v.store.reader.QueryRow("SELECT c.seq FROM draft d JOIN patient_case c ON c.id = d.case_id WHERE d.id = ?", d.ID).Scan(&state) // none: the draft is gone
	return Judged{DraftID: d.ID, Rev: d.Rev, State: state, Completed: model.Completed{Report: d.Report,
		Frozen: model.Frozen{Transaktionsnummer: tnr, Document: []byte("<oBDS/>" + tnr), Digest: "digest-" + tnr}}}
}

func queue(t testing.TB, v *Vault, caseID, tnr string) model.Delivery {
	t.Helper()
	return must(v.Queue(t.Context(), complete(v, newDraft(t, v, caseID, tnr), tnr)))(t)
}

func receipt(tnr string) model.Receipt {
	return model.Receipt{Transaktionsnummer: tnr, MelderID: "M1", Digest: "digest-" + tnr, ReceivedAt: noon, LogIndex: 7}
}

func allCases(t testing.TB, v *Vault) []model.Case {
	t.Helper()
	var all []model.Case
	err := v.Cases(t.Context(), func(chunk []model.Case) error {
		all = append(all, chunk...)
		return nil
	})
	if err != nil {
		t.Fatalf("Cases: %v", err)
	}
	return all
}

func TestFilesAreTheOwnersOnly(t *testing.T) {
	onFile(t)
	t.Parallel()
	path := testPath(t)
	s := openStore(t, path)
	newCase(t, &Vault{s, testKey, testLogin}, "Muster")
	for _, suffix := range []string{"", "-wal", "-shm", ".wlock", ".id"} {
		info, err := os.Stat(path + suffix)
		if err != nil {
			t.Errorf("file%s: %v", suffix, err)
			continue
		}
		if got := info.Mode().Perm(); got != 0o600 {
			t.Errorf("mode of file%s = %o, want 600", suffix, got)
		}
	}
}

func TestOpenTakesAwayOthersRights(t *testing.T) {
	onFile(t)
	t.Parallel()
	path := testPath(t)
	if err := os.WriteFile(path, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	openStore(t, path)
	if got := must(os.Stat(path))(t).Mode().Perm(); got != 0o600 {
		t.Errorf("mode = %o, want 600", got)
	}
}

func TestCancelledWriterDoesNotWait(t *testing.T) {
	t.Parallel()
	v := newVault(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	c := model.Case{}
	if err := v.SaveCase(ctx, &c, nil); err == nil || c.ID != "" {
		t.Errorf("SaveCase with a cancelled context = %v, id %q, want an error and no id", err, c.ID)
	}
}
