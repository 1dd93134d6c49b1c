package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/sync/database"
	"example.org/meldeportal/sync/desk"
)

// small mounts a disk of so many MiB, where that is allowed.
func small(t *testing.T, mib string) string {
	t.Helper()
	dir := t.TempDir()
	err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size="+mib+"m,mode=0700")
	if errors.Is(err, fs.ErrPermission) || errors.Is(err, syscall.ENODEV) {
		t.Skip("mounting a small disk is not allowed here")
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(dir, syscall.MNT_DETACH); err != nil {
			t.Errorf("unmount: %v", err)
		}
	})
	return dir
}

// fillUp takes all the space there is, and what becomes free later (a
// write-ahead log is cut back), until it is released.
func fillUp(t *testing.T, dir string) (release func()) {
	t.Helper()
	path := filepath.Join(dir, "ballast")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	take := func() error {
		for block := make([]byte, 4096); ; {
			if _, err := f.Write(block); err != nil {
				return err
			}
		}
	}
	if err := take(); !errors.Is(err, syscall.ENOSPC) {
		t.Fatal(err)
	}
	stop, stopped := make(chan struct{}), make(chan error, 1)
	go func() {
		for {
			select {
			case <-stop:
				stopped <- errors.Join(f.Close(), os.Remove(path))
				return
			case <-time.After(time.Millisecond):
				take() // full again, or gone with its disk at the end of the test
			}
		}
	}()
	release = sync.OnceFunc(func() {
		close(stop)
		if err := <-stopped; err != nil {
			t.Error(err)
		}
	})
	t.Cleanup(release)
	return release
}

// cutBack empties the log of a store somebody works in: a save would find room in it
// on a disk that has none.
func cutBack(t *testing.T, path string) {
	t.Helper()
	db, err := database.Open(path, database.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var busy, log, done int
	for late := time.Now().Add(10 * time.Second); ; time.Sleep(10 * time.Millisecond) {
		if err := db.Writer.QueryRow("PRAGMA wal_checkpoint(TRUNCATE)").Scan(&busy, &log, &done); err == nil && busy == 0 {
			return
		}
		if time.Now().After(late) {
			t.Fatalf("the log is not cut back: busy %d, %v", busy, err)
		}
	}
}

// Whatever writes a file names the full disk and the next step, no key of a form,
// and leaves nothing half written.
func TestTheCommandsNameAFullDisk(t *testing.T) {
	t.Parallel()
	disk, dir, sent := small(t, "4"), entered(t), newDemo(t)
	in := put(t, t.TempDir(), "ein.xml", obdsText("3.0.4", patient("P1", diagnose("M1", "C18.7"))))
	store := filepath.Join(disk, "speicher")
	if err := os.CopyFS(store, os.DirFS(dir)); err != nil {
		t.Fatal(err)
	}
	packages := filepath.Join(disk, "pakete")
	if err := os.Mkdir(packages, 0o700); err != nil {
		t.Fatal(err)
	}
	more := put(t, t.TempDir(), "mehr.xml", obdsText("3.0.4", patient("P2", diagnose("M2", "C18.7"))))
	leaving, _ := outward(t, sent.dir)
	fillUp(t, disk)
	for name, said := range map[string]string{
		"convert": runs(t, 1, "convert", in, filepath.Join(disk, "aus.xml")).err,
		"export":  leaving.letOut(1, "export", "--out", packages).err,
		"import":  letIn(t, 1, store, "import", "--als", "entwurf", more).err,
	} {
		contains(t, name, said, "Die Festplatte ist voll", "Bitte Platz schaffen")
		if key := keyName.FindString(said); key != "" || strings.Contains(said, "Unerwartet") {
			t.Errorf("%s says %q", name, said)
		}
	}
	_, err := desk.WriteFile(filepath.Join(disk, "aus.xml"), []byte("<oBDS/>"))
	var full *answer.Failure
	if !errors.As(err, &full) || full.Kind != answer.FailFileFull {
		t.Errorf("error = %v, want %s", err, answer.FailFileFull)
	}
	for _, folder := range []string{disk, packages} {
		for _, name := range names(t, folder) {
			if strings.Contains(name, "xml") {
				t.Errorf("%s is left behind in %s", name, folder)
			}
		}
	}
}

func TestAFullDiskKeepsWhatWasTypedUntilThereIsSpace(t *testing.T) {
	t.Parallel()
	s := newServer(t, "anna")
	s.start()
	d := newReal(t, s)
	config := filepath.Join(d.dir, "config.toml")
	d.dir = small(t, "6")
	d.fill(s.letter["anna"], "Apfelbaum")
	term := d.start("MELDEPORTAL_CONFIG=" + config)
	d.signIn(term, s.letter["anna"])
	openCase(term, "Apfelbaum")
	term.See("zuletzt ")
	term.Press("enter")
	term.See("[1/")
	term.Press("f3")
	term.Type("diagnosetext\r")
	for late := time.Now().Add(20 * time.Second); current(term) != "Diagnosetext"; time.Sleep(20 * time.Millisecond) {
		if time.Now().After(late) {
			t.Fatalf("the field is not reached:\n%s", term.Screen())
		}
	}
	cutBack(t, filepath.Join(d.dir, "meldeportal.db"))
	release := fillUp(t, d.dir)
	start := time.Now()
	term.Type("Adenokarzinom des Sigmas\t")
	term.See("Die Festplatte ist voll")
	t.Logf("told after %v", time.Since(start).Round(time.Millisecond))
	term.See("NICHT GESPEICHERT")
	term.See("Adenokarzinom des Sigmas")
	term.Press("f12") // does not go on: it is still the draft that F10 would leave
	term.Press("f10")
	term.See("gehen verloren")
	term.Type("n")
	term.See("Adenokarzinom des Sigmas")
	release()
	term.Press("f2")
	term.See("gespeichert")
	term.Gone("NICHT GESPEICHERT")
	term.Kill()
	caseID := d.caseOf(s.letter["anna"], "Apfelbaum").ID
	if got := d.draft(s.letter["anna"], caseID).Report.Meldung.Diagnose.PrimaertumorDiagnosetext; got != "Adenokarzinom des Sigmas" {
		t.Errorf("on the disk is %q, want what was typed", got)
	}
}
