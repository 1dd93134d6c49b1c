package desk

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/answer"
)

// What the preview shows is what leaves the house, byte for byte, and showing
// it leaves nothing behind.
func TestPreviewIsWhatSubmitFreezes(t *testing.T) {
	t.Parallel()
	w := newWorkplace(t)
	now := time.Now()
	w.now = func() time.Time { return now }
	draft := w.begunCompletely()
	before, err := w.Deliveries(t.Context(), "")
	w.must(err)
	preview, err := w.Preview(t.Context(), &draft.Report)
	w.must(err)
	if after, err := w.Deliveries(t.Context(), ""); err != nil || len(after) != len(before) {
		t.Errorf("deliveries after the preview = %d, %v, want %d", len(after), err, len(before))
	}
	sent := w.submit(draft)
	document, err := w.Document(t.Context(), sent.Transaktionsnummer)
	w.must(err)
	if !bytes.Equal(preview, document) {
		t.Errorf("preview and document differ:\n%s\n%s", preview, document)
	}
}

// A report that cannot be completed can be looked at.
func TestPreviewOfAHalfReport(t *testing.T) {
	t.Parallel()
	w := newWorkplace(t)
	draft, err := w.NewDraft(t.Context(), w.draft().PatientID, &model.Report{Meldung: model.Meldung{Typ: model.TypOP}})
	w.must(err)
	draft.Report.Meldung.OP.Datum = "irgendwann"
	got, err := w.Preview(t.Context(), &draft.Report)
	if err != nil || !bytes.Contains(got, []byte("irgendwann")) {
		t.Errorf("preview = %s, %v, want the half report as it stands", got, err)
	}
}

func TestSavedFileIsTheOwnersAndNothingIsOverwritten(t *testing.T) {
	home := t.TempDir()
	t.Setenv("HOME", home)
	d := offline(t).Desk
	d.fresh.given(d.now())
	save := func(path string) (string, error) { return d.SaveFile(t.Context(), path, []byte("<oBDS/>")) }
	for typed, want := range map[string]string{"meldung.xml": "meldung.xml", "~/zweite.xml": "zweite.xml", filepath.Join(home, "dritte.xml"): "dritte.xml"} {
		path, err := save(typed)
		if err != nil || path != filepath.Join(home, want) {
			t.Errorf("save %q = %q, %v, want %s in the home directory", typed, path, err, want)
			continue
		}
		info, err := os.Stat(path)
		if err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v, %v, want mode 600", typed, info.Mode(), err)
		}
	}
	if err := os.WriteFile(filepath.Join(home, "da.xml"), []byte("alt"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := save("da.xml")
	wantFailure(t, err, answer.FailFileExists)
	if text, _ := os.ReadFile(filepath.Join(home, "da.xml")); string(text) != "alt" {
		t.Errorf("file that was there = %q, want it untouched", text)
	}
	_, err = save("fehlt/meldung.xml")
	wantFailure(t, err, answer.FailNoFolder)
	for _, nothing := range []string{"", "  ", "ordner/"} {
		_, err = save(nothing)
		wantFailure(t, err, answer.FailFileWrite)
	}
}
