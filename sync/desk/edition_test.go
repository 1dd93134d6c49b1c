package desk

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/field"
	"example.org/meldeportal/model/judges"
)

// A report is written in the newest edition the portal names, and the official schema of
// that edition takes it.
func TestReportsAreWrittenInTheEditionThePortalNames(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		newest field.Edition
		want   string
	}{{dataset.V304, "3.0.4"}, {dataset.Newest, "3.0.5"}} {
		w := newStationAt(t, c.newest, nil)
		if got := w.Edition(); got.String() != c.want+" laut Portal" {
			t.Errorf("portal up to %s: %s", c.want, got)
		}
		sent := w.arrives(w.submit(w.newDraft(w.newCase(), model.TypDiagnose, nil)))
		document, _, found, err := w.registry.Document(t.Context(), sent.Transaktionsnummer)
		if w.must(err); !found || !strings.Contains(string(document), `Schema_Version="`+c.want+`"`) {
			t.Errorf("portal up to %s: not in this edition: %.300s", c.want, document)
		}
		validates(t, c.want, document)
		a, err := w.door.Unlock(t.Context(), anna, password)
		w.must(err)
		if got, err := a.Edition(t.Context()); err != nil || got.String() != c.want+" laut Portal" {
			t.Errorf("portal up to %s: files without the portal are written in %s, %v", c.want, got, err)
		}
		w.must(a.Close())
	}
}

// validates asks xmllint, where it and the official schema are.
func validates(t *testing.T, edition string, document []byte) {
	t.Helper()
	schema, there := judges.Schema(t, edition)
	lint, err := exec.LookPath("xmllint")
	if !there || err != nil {
		return
	}
	path := filepath.Join(t.TempDir(), "document.xml")
	if err := os.WriteFile(path, document, 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command(lint, "--noout", "--schema", schema, path).CombinedOutput(); err != nil {
		t.Errorf("%s: %v: %s", edition, err, out)
	}
}

// The configured edition is written whatever the portal names. What the portal refuses
// for it stays as it was sealed, and is written anew where the edition is another.
func TestTheConfiguredEditionOverrides(t *testing.T) {
	t.Parallel()
	w := newStationAt(t, dataset.V304, func(e *Entrance) { e.Rules.Edition = dataset.V305 })
	if got := w.Edition().String(); got != "3.0.5 laut Konfiguration, die das Portal nicht nennt" {
		t.Errorf("got %s", got)
	}
	d := w.newDraft(w.newCase(), model.TypDiagnose, nil)
	refused := w.rejected(w.submit(d))
	if !strings.Contains(refused.Reason, "bis 3.0.4") {
		t.Errorf("refused for %q", refused.Reason)
	}
	document, err := w.Document(t.Context(), refused.Transaktionsnummer)
	if w.must(err); !strings.Contains(string(document), `Schema_Version="3.0.5"`) {
		t.Errorf("sealed: %.300s", document)
	}
	w.sender.Rules.Edition = dataset.V304
	again, err := w.Reopen(t.Context(), refused.Transaktionsnummer)
	w.must(err)
	w.arrives(w.submit(again))
}

// rejected waits for the refusal of a delivery.
func (w *workplace) rejected(d model.Delivery) model.Delivery {
	w.t.Helper()
	for deadline := time.Now().Add(20 * time.Second); ; time.Sleep(10 * time.Millisecond) {
		got, err := w.vault.Delivery(w.t.Context(), d.Transaktionsnummer)
		w.must(err)
		if got.State == model.StateRejected {
			return got
		}
		if time.Now().After(deadline) || got.State == model.StateAccepted {
			w.t.Fatalf("delivery is %s", got.State)
		}
	}
}

// What has no place in the portal's edition is named when the report is completed.
func TestWhatThePortalsEditionHasNoPlaceForIsNamed(t *testing.T) {
	t.Parallel()
	named := func(newest field.Edition) bool {
		w := newStationAt(t, newest, nil)
		d := w.newDraft(w.newCase(), model.TypDiagnose, func(r *model.Report) {
			r.Meldung.Diagnose.ModulDKKRTumor = &model.ModulDKKRTumor{HauptwohnsitzInDeutschland: "J"}
		})
		_, err := w.completes(d)
		var refused *answer.Refusal
		return errors.As(err, &refused) && slices.Contains(rulesOf(refused), "S-Fassung")
	}
	if !named(dataset.V304) || named(dataset.V305) {
		t.Error("want it named in 3.0.4 alone")
	}
}
