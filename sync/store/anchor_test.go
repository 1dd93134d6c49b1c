package store

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"example.org/meldeportal/model/rights"
)

// A whole file that is put back proves itself: that it is older is told by what lies beside.
// Restore says so by a line of its own.
func TestAnOlderFileIsToldByTheAnchor(t *testing.T) {
	t.Parallel()
	onFile(t)
	path := testPath(t)
	s := must(Open(t.Context(), path, testOptions("id")))(t)
	v := must(s.Create(t.Context(), testSite, testLogin, testPassword))(t)
	c := newCase(t, v, "Ahorn")
	copied := filepath.Join(t.TempDir(), "copy")
	if _, err := s.db.Writer.Exec("VACUUM INTO ?", copied); err != nil {
		t.Fatal(err)
	}
	newDraft(t, v, c.ID, "danach")
	if err := v.Anchor(t.Context()); err != nil {
		t.Fatal(err)
	}
	lines := len(auditOf(t, v))
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	missing := func(want int64) {
		t.Helper()
		again := must(Open(t.Context(), path, testOptions("new")))(t)
		defer again.Close()
		hers := must(again.Unlock(t.Context(), testLogin, testPassword))(t)
		broken := must(hers.Audit(t.Context(), func(Line) {}))(t)
		told := slices.ContainsFunc(must(hers.Prove(t.Context()))(t), func(d Damage) bool { return d.What == "audit" })
		if (len(broken) > 0) != (want > 0) || told != (want > 0) || want > 0 && broken[0].Lines != want || hers.Older(t.Context()) != want {
			t.Errorf("missing: %+v, told %v; want %d lines", broken, told, want)
		}
	}
	missing(0)
	if err := os.Rename(copied, path); err != nil {
		t.Fatal(err)
	}
	missing(1)
	if _, err := Restore(t.Context(), path, path, testOptions("r"), Login{Name: testLogin, Password: testPassword}); err != nil {
		t.Fatal(err)
	}
	missing(0)
	again := openStore(t, path)
	all := auditOf(t, must(again.Unlock(t.Context(), testLogin, testPassword))(t))
	if last := all[len(all)-1]; last.Action != rights.Zurueckgespielt || len(all) != lines {
		t.Errorf("the last of %d lines is %+v, want the restore in the place of what is missing", len(all), last)
	}
}

func auditOf(t *testing.T, v *Vault) (all []Line) {
	t.Helper()
	must(v.Audit(t.Context(), func(l Line) { all = append(all, l) }))(t)
	return all
}
