package main

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/field"
	"example.org/meldeportal/model/judges"
	"example.org/meldeportal/sync/store"
	"example.org/meldeportal/tui/tuitest"
)

// marked is a report with a word of its own in every field there is.
func marked() (r *model.Report, words [][]byte) {
	r = &model.Report{}
	r.Meldung.Typ = model.TypDiagnose
	for grown := true; grown; {
		grown = false
		field.Walk(dataset.Report, r, func(b field.Bound) bool {
			if b.Row.List() && b.Len() == 0 {
				b.Insert(0)
				grown = true
			}
			return true
		})
	}
	field.Walk(dataset.Report, r, func(b field.Bound) bool {
		if b.Row.Leaf() {
			word := fmt.Sprintf("Kq%04dvz", len(words))
			b.Set(word)
			words = append(words, []byte(word))
		}
		return true
	})
	r.Meldung.Typ = model.TypDiagnose
	return r, words
}

// Nothing of what is said about a person is anywhere on the machine but sealed: not in the
// files of the store and its backup, the log, temporary files, the environment and the
// command lines of processes, nor in what a crash leaves.
func TestNoTraceOfAPersonIsOnTheMachine(t *testing.T) {
	judges.Alone(t)
	t.Parallel()
	_, d, anna, term := office(t, "Apfelbaum")
	term.Kill()
	r, words := marked()
	r.Patient.Stammdaten.Nachname = "Zwetschgenbaum"
	words = append(words, []byte("Zwetschgenbaum"), []byte(anna.password))
	d.look(anna, func(v *store.Vault) error {
		ctx := context.Background()
		c := model.Case{Patient: r.Patient}
		if err := v.SaveCase(ctx, &c, nil); err != nil {
			return err
		}
		_, err := v.AddDraft(ctx, model.Draft{PatientID: c.ID, Report: *r, Notiz: "Kq-Notiz-vz", Sperre: &model.Sperre{Grund: "Kq-Sperre-vz"}})
		return err
	})
	d.people++
	words = append(words, []byte("Kq-Notiz-vz"), []byte("Kq-Sperre-vz"))

	temp, crash := t.TempDir(), t.TempDir()
	cmd := program(t, "--dir", d.dir)
	cmd.Dir = crash
	cmd.Env = append(cmd.Env, "TMPDIR="+temp)
	home := ""
	for _, e := range cmd.Env {
		if dir, is := strings.CutPrefix(e, "HOME="); is {
			home = dir
		}
	}
	term = tuitest.Start(t, cmd, 80, 24)
	d.signIn(term, anna)
	openCase(term, "Zwetschgenbaum")
	term.See("Kq-Sperre-vz")
	term.Press("enter")
	term.See("[1/")
	term.Press("f3")
	term.Type("anmerkung\r")
	term.Type("Kq-getippt-vz\t")
	words = append(words, []byte("Kq-getippt-vz"))
	term.See("gespeichert")
	term.Press("alt+v")
	term.See("XML")
	runs(t, 0, "sicherung", "--dir", d.dir)

	pid := term.PID()
	if n := found(memory(t, pid), words); n < len(words)/2 {
		t.Errorf("control: %d of %d words are in the memory of the program: the search is blind", n, len(words))
	}
	looked := 0
	for _, dir := range []string{d.dir, temp, home} {
		looked += noneIn(t, dir, words)
	}
	for _, name := range []string{"environ", "cmdline"} {
		none(t, "/proc/"+name, ofProcess(t, pid, name), words)
	}
	list, err := exec.Command("ps", "-eww", "-o", "args").Output()
	if err != nil || !bytes.Contains(list, []byte(d.dir)) {
		t.Errorf("ps does not show the program: %v", err)
	}
	none(t, "ps", list, words)

	limits := string(ofProcess(t, pid, "limits"))
	if core, _, _ := strings.Cut(limits[strings.Index(limits, "Max core file size"):], "\n"); !slices.Equal(strings.Fields(core)[4:6], []string{"0", "0"}) {
		t.Errorf("a core file may be left: %s", core)
	}
	term.Signal(syscall.SIGABRT)
	term.Wait()
	looked += noneIn(t, crash, words) + noneIn(t, d.dir, words) + noneIn(t, temp, words)
	if left := names(t, crash); len(left) > 0 {
		t.Errorf("a crash leaves %q", left)
	}
	t.Logf("%d words, one in every field: 0 hits in %d files, ps, environment, command line, and after a crash", len(words), looked)
}

// ofProcess is what the system tells of a process.
func ofProcess(t *testing.T, pid int, name string) []byte {
	t.Helper()
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/%s", pid, name))
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// found counts words in a text.
func found(text []byte, words [][]byte) (n int) {
	for _, w := range words {
		if bytes.Contains(text, w) {
			n++
		}
	}
	return n
}

func none(t *testing.T, what string, text []byte, words [][]byte) {
	t.Helper()
	for _, w := range words {
		if bytes.Contains(text, w) {
			t.Errorf("%s holds %q", what, w)
			return
		}
	}
}

// noneIn looks into every file of a folder.
func noneIn(t *testing.T, dir string, words [][]byte) (files int) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || !e.Type().IsRegular() {
			return err
		}
		text, err := os.ReadFile(path)
		files++
		none(t, path, text, words)
		return err
	})
	if err != nil {
		t.Error(err)
	}
	return files
}
