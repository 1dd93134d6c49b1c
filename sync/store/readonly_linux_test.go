package store

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// brokenDisk is a file system of its own that turns read-only when it is told of a fault, as
// a failing disk does under errors=remount-ro, and what mends it.
func brokenDisk(t *testing.T) (dir string, breaks, mends func()) {
	t.Helper()
	dir, image := t.TempDir(), filepath.Join(t.TempDir(), "disk")
	run := func(name string, args ...string) ([]byte, error) { return exec.Command(name, args...).CombinedOutput() }
	mount := func() error {
		out, err := run("mount", "-o", "loop,errors=remount-ro", image, dir)
		return errors.Join(err, errorsOf(out))
	}
	err := os.WriteFile(image, nil, 0o600)
	if err == nil {
		err = os.Truncate(image, 64<<20)
	}
	if err != nil {
		t.Fatal(err)
	}
	if _, err = run("mkfs.ext4", "-q", "-F", image); err == nil {
		err = mount()
	}
	if err != nil {
		t.Skipf("no right to mount a small disk: %v", err)
	}
	t.Cleanup(func() { _, _ = run("umount", "-l", dir) })
	breaks = func() {
		device := must(run("findmnt", "-n", "-o", "SOURCE", dir))(t)
		if err := os.WriteFile("/sys/fs/ext4/"+filepath.Base(strings.TrimSpace(string(device)))+"/trigger_fs_error", []byte("1"), 0); err != nil {
			t.Skipf("no right to mount a small disk that breaks: %v", err)
		}
	}
	return dir, breaks, func() {
		if out, err := run("umount", dir); err != nil {
			t.Fatalf("umount: %v %s", err, out)
		}
		if err := mount(); err != nil {
			t.Fatal(err)
		}
	}
}

func errorsOf(said []byte) error {
	if len(said) == 0 {
		return nil
	}
	return errors.New(string(said))
}

// A disk that turns read-only under the running program is said to be so, not to be full;
// what was confirmed before can be read on, and is there afterwards.
func TestADiskThatTurnsReadOnlyIsSaidToBe(t *testing.T) {
	onFile(t)
	t.Parallel()
	dir, breaks, mends := brokenDisk(t)
	place := filepath.Join(dir, "meldeportal.db")
	s := must(Open(t.Context(), place, testOptions("id")))(t)
	v := must(s.Create(t.Context(), testSite, testLogin, testPassword))(t)
	c := newCase(t, v, "Ahorn")
	d := newDraft(t, v, c.ID, "vorher")
	breaks()
	for range 3 {
		more := d
		more.Report = testReport("nachher")
		if err := v.SaveDraft(t.Context(), &more); !errors.Is(err, ErrReadOnly) {
			t.Errorf("saving = %v, want %v", err, ErrReadOnly)
		}
	}
	if got, err := v.Draft(t.Context(), d.ID); err != nil || got.Rev != d.Rev {
		t.Errorf("reading = revision %d, %v, want the confirmed %d", got.Rev, err, d.Rev)
	}
	_ = s.Close()
	mends()
	again := must(openStore(t, place).Unlock(t.Context(), testLogin, testPassword))(t)
	if got, err := again.Draft(t.Context(), d.ID); err != nil || got.Rev != d.Rev {
		t.Errorf("afterwards = revision %d, %v, want %d", got.Rev, err, d.Rev)
	}
	if err := again.SaveDraft(t.Context(), &d); err != nil {
		t.Errorf("saving afterwards: %v", err)
	}
}
