package ablage

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"example.org/meldeportal/sync/envelope"
	"example.org/meldeportal/sync/refportal"
	"example.org/meldeportal/sync/seal"
)

// registry is a portal with a folder for the keys of its offices.
type registry struct {
	t      *testing.T
	portal *refportal.Portal
	folder string
	keys   Ablage
	now    time.Time
}

func newRegistry(t *testing.T) *registry {
	t.Helper()
	r := &registry{t: t, folder: t.TempDir(), now: time.Date(2026, 3, 4, 9, 0, 0, 0, time.UTC)}
	var err error
	r.portal, err = refportal.Open(t.Context(), r.folder, refportal.Options{Cost: seal.Floor, Now: func() time.Time { return r.now }})
	r.must(err)
	t.Cleanup(func() { r.must(r.portal.Close()) })
	r.keys = Ablage{Dir: filepath.Join(t.TempDir(), "ablage"), Now: func() time.Time { return r.now }}
	return r
}

func (r *registry) must(err error) {
	r.t.Helper()
	if err != nil {
		r.t.Fatal(err)
	}
}

func (r *registry) list() *envelope.List {
	r.t.Helper()
	l, _, err := r.portal.KeyList(r.t.Context())
	r.must(err)
	return l
}

func TestKeysAreMadeChangedAndEnded(t *testing.T) {
	t.Parallel()
	r, ctx := newRegistry(t), t.Context()
	r.must(r.keys.New(ctx, r.portal, r.folder))
	first := r.list()
	if first.Version != 1 || len(first.Keys) != 2 {
		t.Fatalf("got version %d with %d keys", first.Version, len(first.Keys))
	}
	for _, name := range []string{"wurzel.key", "vertrauensstelle-1.key", "landesauswertungsstelle-1.key"} {
		info, err := os.Stat(filepath.Join(r.keys.Dir, name))
		if err != nil || info.Mode().Perm() != 0o400 {
			t.Errorf("%s: %v, %v, want mode 0400", name, info, err)
		}
	}
	if info, err := os.Stat(r.keys.Dir); err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("folder: %v, %v, want mode 0700", info, err)
	}
	if err := r.keys.New(ctx, r.portal, r.folder); !errors.Is(err, ErrThere) {
		t.Errorf("made again: got %v, want ErrThere", err)
	}
	r.must(r.keys.Rotate(ctx, r.portal, envelope.Medical))
	if l := r.list(); l.Version != 2 || len(l.Keys) != 3 || l.Keys[1].State != envelope.Retiring || l.Keys[2].State != envelope.Active || l.Root != first.Root {
		t.Errorf("rotated: got %+v", l.Keys)
	}
	end := seal.FingerprintEnd(seal.Fingerprint(first.Keys[1].Recipient))
	r.must(r.keys.End(ctx, r.portal, end, envelope.Revoked))
	if l := r.list(); l.Version != 3 || l.Keys[1].State != envelope.Revoked {
		t.Errorf("revoked: got version %d, %s", l.Version, l.Keys[1].State)
	}
	if err := r.keys.End(ctx, r.portal, end, envelope.Retired); !errors.Is(err, envelope.ErrNoKey) {
		t.Errorf("ended twice: got %v, want ErrNoKey", err)
	}
	r.now = r.now.Add(80 * 24 * time.Hour)
	r.must(r.keys.Renew(ctx, r.portal))
	if l := r.list(); l.Version != 4 || !l.Expires.Equal(r.now.Add(envelope.ListLife)) {
		t.Errorf("renewed: got version %d until %v", l.Version, l.Expires)
	}
}

// An act that was broken off before the list was shown is done again with the same keys.
func TestWhatWasBrokenOffIsDoneAgainWithTheSameKeys(t *testing.T) {
	t.Parallel()
	r := newRegistry(t)
	r.must(os.MkdirAll(r.keys.Dir, 0o700))
	root, err := r.keys.root(true)
	r.must(err)
	pair, err := r.keys.office(envelope.Identity, 1)
	r.must(err)
	r.must(r.keys.New(t.Context(), r.portal, r.folder))
	if l := r.list(); l.Root != root.Public() || l.Keys[0].Recipient != pair.Recipient() {
		t.Error("it was done with other keys")
	}
}

func TestPrivateKeysStayOutOfThePortalsFolder(t *testing.T) {
	t.Parallel()
	r := newRegistry(t)
	link := filepath.Join(t.TempDir(), "link")
	r.must(os.Symlink(r.folder, link))
	for _, a := range []Ablage{{Dir: r.folder}, {Dir: filepath.Join(r.folder, "a", "b")}, {Dir: filepath.Join(link, "keys")}, {Dir: t.TempDir(), Root: filepath.Join(r.folder, "wurzel.key")}} {
		a.Now = r.keys.Now
		if err := a.New(t.Context(), r.portal, r.folder); !errors.Is(err, ErrInside) {
			t.Errorf("%+v: got %v, want ErrInside", a, err)
		}
	}
	beside := Ablage{Dir: r.folder + "-keys", Now: r.keys.Now}
	t.Cleanup(func() { _ = os.RemoveAll(beside.Dir) })
	if err := beside.New(t.Context(), r.portal, r.folder); err != nil {
		t.Errorf("beside it: got %v", err)
	}
}

func TestAKeyThatOthersReadOrThatIsNoneIsNotUsed(t *testing.T) {
	t.Parallel()
	r := newRegistry(t)
	r.must(r.keys.New(t.Context(), r.portal, r.folder))
	root := filepath.Join(r.keys.Dir, "wurzel.key")
	r.must(os.Chmod(root, 0o444))
	if err := r.keys.Renew(t.Context(), r.portal); !errors.Is(err, ErrMode) {
		t.Errorf("readable by others: got %v, want ErrMode", err)
	}
	r.must(os.Chmod(root, 0o600))
	r.must(os.WriteFile(root, []byte("kein Schlüssel"), 0o600))
	if err := r.keys.Renew(t.Context(), r.portal); !errors.Is(err, ErrKey) {
		t.Errorf("no key: got %v, want ErrKey", err)
	}
	r.must(os.Remove(root))
	if err := r.keys.Renew(t.Context(), r.portal); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("none: got %v, want that it is not there", err)
	}
	// another root key can't take over
	other := Ablage{Dir: filepath.Join(t.TempDir(), "andere"), Now: r.keys.Now}
	r.must(os.MkdirAll(other.Dir, 0o700))
	if _, err := other.root(true); err != nil {
		t.Fatal(err)
	}
	if err := other.Renew(t.Context(), r.portal); !errors.Is(err, envelope.ErrRoot) {
		t.Errorf("another root: got %v, want ErrRoot", err)
	}
}

// Whoever has all files of the portal has no private key of an office.
func TestThePortalsFilesHoldNoPrivateKey(t *testing.T) {
	t.Parallel()
	r := newRegistry(t)
	r.must(r.keys.New(t.Context(), r.portal, r.folder))
	var secrets []string
	for _, name := range []string{"wurzel.key", "vertrauensstelle-1.key", "landesauswertungsstelle-1.key"} {
		text, err := os.ReadFile(filepath.Join(r.keys.Dir, name))
		r.must(err)
		secrets = append(secrets, strings.TrimSpace(string(text)), strings.ReplaceAll(strings.TrimSpace(string(text)), " ", ""))
	}
	r.must(filepath.WalkDir(r.folder, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		for _, s := range secrets {
			if strings.Contains(string(text), s) {
				t.Errorf("%s holds a private key", path)
			}
		}
		return err
	}))
}
