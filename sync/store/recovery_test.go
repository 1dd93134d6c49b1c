package store

import (
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"example.org/meldeportal/model/rights"
	"example.org/meldeportal/sync/seal"
)

// All passwords are lost: with the paper somebody whom the portal confirms comes in, also
// after the store got a new key, and finds all there was.
func TestThePaperLetsSomebodyIn(t *testing.T) {
	t.Parallel()
	path := testPath(t)
	v, _ := staffed(t, path)
	first := v.Paper()
	if first == "" || v.Paper() != "" {
		t.Error("the paper that was made with the store is not there once")
	}
	paper := must(v.NewPaper(t.Context()))(t)
	v.leave(t, leaver)
	v.resealed(t)
	s := openStore(t, path)
	for name, c := range map[string]struct {
		paper string
		site  Site
		want  error
	}{
		"the one before": {first, testSite, ErrNotPaper},
		"a slip":         {strings.Replace(paper, paper[3:4], "1", 1), testSite, ErrMistyped},
		"another site":   {paper, otherSite, ErrOtherSite},
	} {
		if err := s.Recover(t.Context(), c.site, c.paper, "neu", testPassword); !errors.Is(err, c.want) {
			t.Errorf("%s: Recover = %v, want %v", name, err, c.want)
		}
	}
	if err := s.Recover(t.Context(), testSite, strings.ToLower(paper), "Neu", testPassword); err != nil {
		t.Fatal(err)
	}
	back := must(s.Unlock(t.Context(), "neu", testPassword))(t)
	if damage := must(back.Prove(t.Context()))(t); len(damage) > 0 || caseNamed(t, back, "Ahorn").ID == "" {
		t.Errorf("damaged are %v", damage)
	}
	if have := must(back.Roles(t.Context()))(t); have != rights.All {
		t.Errorf("roles = %v, want all", have)
	}
	if all := must(back.Grants(t.Context()))(t); len(all) != 3 {
		t.Errorf("granted = %+v, want three people and no paper", all)
	}
	if err := back.Revoke(t.Context(), paperLogin); !errors.Is(err, ErrNoGrant) {
		t.Errorf("Revoke of the paper = %v, want ErrNoGrant", err)
	}
	if _, err := s.Unlock(t.Context(), paperLogin, ""); !errors.Is(err, ErrUnknownUser) {
		t.Errorf("Unlock without a name = %v, want ErrUnknownUser", err)
	}
	lines, missing := audited(t, back)
	if l := lines[len(lines)-1]; l.Login != paperName || l.Action != rights.ZugangGegeben || l.Object != "neu" || len(wrong(lines))+len(missing) > 0 {
		t.Errorf("last line %+v; false %v, missing %v", l, wrong(lines), missing)
	}
}

// A store of an earlier program has no paper until somebody makes one.
func TestAnOldStoreHasNoPaper(t *testing.T) {
	onFile(t)
	t.Parallel()
	path := testPath(t)
	writeFirst(t, path)
	s := openStore(t, path)
	if err := s.Recover(t.Context(), testSite, must(seal.NewPair())(t).Paper(), "neu", testPassword); !errors.Is(err, ErrNoPaper) {
		t.Errorf("Recover = %v, want ErrNoPaper", err)
	}
	v := must(s.Enter(t.Context(), testSite, testLogin, testPassword))(t)
	if err := s.Recover(t.Context(), testSite, must(v.NewPaper(t.Context()))(t), "neu", testPassword); err != nil {
		t.Error(err)
	}
}

// A backup that nobody's password made is proven, and put back, with the paper.
func TestABackupIsProvenAndPutBackWithThePaper(t *testing.T) {
	t.Parallel()
	path := testPath(t)
	v, _ := staffed(t, path)
	paper := must(v.NewPaper(t.Context()))(t)
	before := v.seen(t)
	file, contents, err := v.store.Backup(t.Context(), Backups{Folder: filepath.Join(t.TempDir(), "s"), Keep: 1}, Login{})
	if err != nil || contents.Proved || contents.Paper.IsZero() {
		t.Fatalf("Backup = %+v, %v, want it not proven, and a paper named", contents, err)
	}
	if err := v.store.Close(); err != nil {
		t.Fatal(err)
	}
	done, err := Restore(t.Context(), path, file, testOptions("id"), Login{Paper: paper})
	if err != nil || !done.Proved || len(done.Damaged) > 0 {
		t.Fatalf("Restore = %+v, %v, want each seal opened", done, err)
	}
	again := must(openStore(t, path).Unlock(t.Context(), testLogin, testPassword))(t)
	if len(again.seen(t)["cases"]) != len(before["cases"]) {
		t.Error("people are missing")
	}
	if _, err := again.store.Examine(t.Context(), Login{Paper: must(seal.NewPair())(t).Paper()}); !errors.Is(err, ErrNotPaper) {
		t.Errorf("Examine with another paper = %v, want ErrNotPaper", err)
	}
}
