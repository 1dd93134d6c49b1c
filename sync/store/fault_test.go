package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/judges"
)

// fillUp saves ever larger drafts, of texts nobody can pack, until the store refuses,
// and returns the error and the last revision that was confirmed.
func fillUp(t *testing.T, v *Vault, d *model.Draft) error {
	t.Helper()
	for i := range 10_000 {
		d.Report = testReport(noise(i, 10_000*(i+1)))
		if err := v.SaveDraft(t.Context(), d); err != nil {
			return err
		}
	}
	t.Fatal("the disk never filled up")
	return nil
}

func checkFullDisk(t *testing.T, v *Vault, free func()) {
	t.Helper()
	c := newCase(t, v, "Muster")
	d := newDraft(t, v, c.ID, "Anfang")
	err := fillUp(t, v, &d)
	if !errors.Is(err, ErrFull) {
		t.Errorf("SaveDraft on a full disk = %v, want ErrFull", err)
	}
	typed := d.Report
	got, err := v.Draft(t.Context(), d.ID)
	if err != nil || got.Rev != d.Rev {
		t.Errorf("draft on a full disk = revision %d, %v, want the confirmed %d", got.Rev, err, d.Rev)
	}
	free()
	d.Report = typed
	if err := v.SaveDraft(t.Context(), &d); err != nil {
		t.Errorf("SaveDraft after space was freed = %v, want nil", err)
	}
	if got := integrity(t, v.store); got != "ok" {
		t.Errorf("integrity_check = %s, want ok", got)
	}
}

func TestFullDatabaseLosesNothing(t *testing.T) {
	onFile(t)
	judges.Alone(t)
	t.Parallel()
	v := newVault(t)
	limit := func(pages int) {
		if _, err := v.store.db.Writer.Exec(fmt.Sprintf("PRAGMA max_page_count = %d", pages)); err != nil {
			t.Fatal(err)
		}
	}
	limit(200)
	checkFullDisk(t, v, func() { limit(1 << 20) })
}

func TestFullDiskLosesNothing(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=2m"); err != nil {
		t.Skipf("no right to mount a small disk: %v", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(dir, syscall.MNT_DETACH); err != nil {
			t.Errorf("unmount: %v", err)
		}
	})
	checkFullDisk(t, &Vault{openStore(t, filepath.Join(dir, "meldeportal.db")), testKey, testLogin}, func() {
		if err := syscall.Mount("tmpfs", dir, "tmpfs", syscall.MS_REMOUNT, "size=64m"); err != nil {
			t.Fatal(err)
		}
	})
}

// The disk is full at one place after the other: what was confirmed is there, what was not is
// refused at once as that, and it goes on when there is space.
func TestADiskThatIsFullAnywhereLosesNothing(t *testing.T) {
	judges.Alone(t)
	t.Parallel()
	dir := t.TempDir()
	size := func(flags uintptr, bytes int64) error {
		return syscall.Mount("tmpfs", dir, "tmpfs", flags, fmt.Sprintf("size=%d", bytes))
	}
	const plenty = 512 << 20
	if err := size(0, plenty); err != nil {
		t.Skipf("no right to mount a small disk: %v", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(dir, syscall.MNT_DETACH); err != nil {
			t.Errorf("unmount: %v", err)
		}
	})
	v := &Vault{openStore(t, filepath.Join(dir, "meldeportal.db")), testKey, testLogin}
	var slowest time.Duration
	confirmed := 0
	for p := range fullPositions {
		if err := v.store.db.CutLog(t.Context()); err != nil {
			t.Fatal(err)
		}
		var disk syscall.Statfs_t
		if err := syscall.Statfs(dir, &disk); err != nil {
			t.Fatal(err)
		}
		if err := size(syscall.MS_REMOUNT, int64(disk.Blocks-disk.Bfree+uint64(p))*disk.Bsize); err != nil {
			t.Fatal(err)
		}
		said, last, err := []string{}, time.Now(), error(nil)
		say := func(words ...any) (int, error) {
			said, last = append(said, fmt.Sprintln(words...)), time.Now()
			return 0, nil
		}
		for i := 0; err == nil && i < 1000; i++ {
			err = crashCase(v, fmt.Sprintf("f%dc%d-", p, i), say)
		}
		if !errors.Is(err, ErrFull) {
			t.Fatalf("full after %d pages: %v, want ErrFull", p, err)
		}
		slowest = max(slowest, time.Since(last))
		if err := size(syscall.MS_REMOUNT, plenty); err != nil {
			t.Fatal(err)
		}
		if err := crashCase(v, fmt.Sprintf("f%d-on-", p), say); err != nil {
			t.Fatalf("there is space again: %v", err)
		}
		confirmed += keptAll(t, v, said)
	}
	if got := integrity(t, v.store); got != "ok" {
		t.Errorf("integrity_check = %s, want ok", got)
	}
	if slowest > time.Second {
		t.Errorf("a full disk was told after %v, want within a second", slowest)
	}
	t.Logf("disk full at %d places: %d confirmed verbs, 0 lost; told within %v", fullPositions, confirmed, slowest.Round(time.Millisecond))
}

// The superuser may write what nobody else may, so another user tries.
func TestReadOnlyFileIsSaidToBe(t *testing.T) {
	onFile(t)
	judges.Alone(t)
	t.Parallel()
	path := testPath(t)
	s := must(Open(t.Context(), path, testOptions("id")))(t)
	must(s.Create(t.Context(), testSite, testLogin, testPassword))(t)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	program := os.Args[0]
	var credential *syscall.SysProcAttr
	if os.Geteuid() == 0 {
		program = publicCopy(t, filepath.Dir(path))
		credential = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
	}
	for name, mode := range map[string]struct{ file, dir os.FileMode }{"file": {0o444, 0o777}, "file and folder": {0o444, 0o555}} {
		if err := errors.Join(os.Chmod(path, mode.file), os.Chmod(filepath.Dir(path), mode.dir)); err != nil {
			t.Fatal(err)
		}
		cmd := child(t, program, "readonly", path)
		cmd.SysProcAttr = credential
		if out, err := cmd.Output(); err != nil || strings.TrimSpace(string(out)) != ErrReadOnly.Error() {
			t.Errorf("writing to a read-only %s gives %q, %v, want %s", name, out, err, ErrReadOnly.Error())
		}
	}
}

// publicCopy is a copy of the test program that every user may run.
func publicCopy(t *testing.T, dir string) string {
	t.Helper()
	program := filepath.Join(dir, "store.test")
	if err := os.WriteFile(program, must(os.ReadFile(os.Args[0]))(t), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(filepath.Dir(dir), 0o755); err != nil {
		t.Fatal(err)
	}
	return program
}

// readOnlyUser tries to save a case and prints the kind of the error.
func readOnlyUser(args []string) error {
	v, err := childVault(args[0], "ro")
	if err == nil {
		err = v.SaveCase(context.Background(), &model.Case{}, nil)
	}
	var own *Error
	if !errors.As(err, &own) {
		return fmt.Errorf("no error of the store: %w", err)
	}
	fmt.Println(own)
	return nil
}

func TestNewerStoreIsRefused(t *testing.T) {
	onFile(t)
	t.Parallel()
	path := testPath(t)
	s := must(Open(t.Context(), path, testOptions("id")))(t)
	if _, err := s.db.Writer.Exec("PRAGMA user_version = 1000"); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(t.Context(), path, testOptions("id")); !errors.Is(err, ErrNewer) {
		t.Errorf("Open of a newer store = %v, want ErrNewer", err)
	}
}

func TestForeignFileIsRefused(t *testing.T) {
	onFile(t)
	t.Parallel()
	for name, content := range map[string][]byte{"text": bytes.Repeat([]byte("kein SQLite "), 1000), "table": foreignDatabase(t)} {
		path := testPath(t)
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := Open(t.Context(), path, testOptions("id")); !errors.Is(err, ErrForeign) {
			t.Errorf("Open of a foreign %s = %v, want ErrForeign", name, err)
		}
		if got := must(os.ReadFile(path))(t); !bytes.Equal(got[100:], content[100:]) {
			t.Errorf("Open changed the foreign %s", name)
		}
	}
}

func foreignDatabase(t *testing.T) []byte {
	t.Helper()
	path := testPath(t)
	s := must(Open(t.Context(), path, testOptions("id")))(t)
	if _, err := s.db.Writer.Exec("PRAGMA application_id = 7; PRAGMA user_version = 0; PRAGMA wal_checkpoint(TRUNCATE)"); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return must(os.ReadFile(path))(t)
}

func TestUnreachableFolderIsSaidToBe(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "fehlt", "meldeportal.db")
	if _, err := Open(t.Context(), path, testOptions("id")); !errors.Is(err, ErrUnreadable) {
		t.Errorf("Open in a folder that is not there = %v, want ErrUnreadable", err)
	}
}

// Damage anywhere in the file ends in an error or in the right text, never in
// another text and never in a panic.
func TestDamagedFileNeverShowsAWrongText(t *testing.T) {
	onFile(t)
	judges.Alone(t)
	t.Parallel()
	path := testPath(t)
	s := must(Open(t.Context(), path, testOptions("id")))(t)
	v := &Vault{s, testKey, testLogin}
	c := newCase(t, v, "Muster")
	d := newDraft(t, v, c.ID, noise(1, 3500))
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	whole := must(os.ReadFile(path))(t)
	random := rand.New(rand.NewPCG(3, 4))
	noticed := 0
	for range 100 {
		damaged := bytes.Clone(whole)
		for range 8 {
			damaged[random.IntN(len(damaged))] ^= 1 << random.IntN(8)
		}
		if readDamaged(t, damaged, c, d) {
			noticed++
		}
	}
	if noticed == 0 {
		t.Error("no damage was noticed: the test proved nothing")
	}
}

func readDamaged(t *testing.T, content []byte, wantCase model.Case, want model.Draft) (noticed bool) {
	t.Helper()
	path := testPath(t)
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	s, err := Open(t.Context(), path, testOptions("id"))
	if err != nil {
		return true
	}
	defer s.Close()
	v := &Vault{s, testKey, testLogin}
	if got, err := v.Case(t.Context(), wantCase.ID); err != nil {
		noticed = true
	} else if got.Patient.Stammdaten.Nachname != wantCase.Patient.Stammdaten.Nachname {
		t.Errorf("name read from a damaged file = %q, want %q or an error", got.Patient.Stammdaten.Nachname, wantCase.Patient.Stammdaten.Nachname)
	}
	if got, err := v.Draft(t.Context(), want.ID); err != nil {
		noticed = true
	} else if got.Report.Meldung.Anmerkung != want.Report.Meldung.Anmerkung {
		t.Errorf("text read from a damaged file = %q, want the stored one or an error", got.Report.Meldung.Anmerkung)
	}
	return noticed
}
