package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/sync/store"
	"example.org/meldeportal/tui/tuitest"
)

// The figures the program is measured by. They are printed; a limit here is
// wide, so that a busy machine does not fail a change.

func TestFiguresFirstFrame(t *testing.T) {
	dir := t.TempDir()
	if err := saveConfig(filepath.Join(dir, "config.toml"), Config{Portal: "https://127.0.0.1:1"}); err != nil {
		t.Fatal(err)
	}
	var starts []time.Duration
	for range 20 {
		starts = append(starts, firstFrame(t, dir))
	}
	slices.Sort(starts)
	t.Logf("first frame: median %v of %d starts, slowest %v", starts[len(starts)/2], len(starts), starts[len(starts)-1])
	if starts[len(starts)/2] > time.Second {
		t.Errorf("median %v, want about 100 ms", starts[len(starts)/2])
	}
}

func firstFrame(t *testing.T, dir string) time.Duration {
	cmd := program(t, "--dir", dir)
	start := time.Now()
	term := tuitest.Start(t, cmd, 80, 24)
	term.See("Loginname")
	took := time.Since(start)
	term.Kill()
	return took
}

func TestFiguresDemoStart(t *testing.T) {
	start := time.Now()
	term := tuitest.Start(t, program(t, "demo", "--dir", t.TempDir()), 80, 24)
	term.See("Loginname")
	term.See(demoUsers[0].password)
	took := time.Since(start)
	t.Logf("demo's login screen with %d invented patients: %v", demoPatients, took)
	if took > 10*time.Second {
		t.Errorf("%v, want about 1 s", took)
	}
}

const many = 100_000

func TestFiguresManyPatients(t *testing.T) {
	dir := t.TempDir()
	crowd(t, dir)
	var secret string
	for _, size := range [][2]int{{80, 24}, {200, 60}} {
		term := tuitest.Start(t, program(t, "demo", "--dir", dir), size[0], size[1])
		if secret == "" {
			enter(term)
			term.See("fertig")
			_, secret = scan(t, term)
			term.Press("enter")
			term.See("erneut an")
		}
		enter(term)
		term.See("OTP-Code (6 Ziffern)")
		typed := nextCode(t, secret)
		start := time.Now()
		term.Type(typed + "\r")
		term.See("100.224 von 100.224")
		listed := time.Since(start)
		search := latencies(t, term, strings.Split("mueller an", ""), 20)
		form := formLatencies(t, term)
		t.Logf("%dx%d with %d patients: signed in and listed in %v; key to frame in the search p50 %v p99 %v, in the form p50 %v p99 %v; resident %d MiB, peak %d MiB",
			size[0], size[1], many, listed.Round(time.Millisecond), at(search, 50), at(search, 99), at(form, 50), at(form, 99),
			status(t, term.PID(), "VmRSS"), status(t, term.PID(), "VmHWM"))
		if at(search, 99) > 200*time.Millisecond || at(form, 99) > 200*time.Millisecond {
			t.Errorf("key to frame p99 %v and %v, want about 16 ms", at(search, 99), at(form, 99))
		}
		term.Kill()
	}
}

// crowd fills a demo folder with many more invented patients.
func crowd(t *testing.T, dir string) {
	t.Helper()
	d, err := openDemo(context.Background(), dir)
	if err != nil {
		t.Fatal(err)
	}
	defer d.close()
	s, err := openStore(d.storePath(), demoCost)(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	vault, err := s.Unlock(context.Background(), demoUsers[0].login, demoUsers[0].password)
	if err != nil {
		t.Fatal(err)
	}
	v := newInventor(7)
	people := make([]store.Import, many)
	for i := range people {
		people[i].Patient = v.person()
		people[i].Patient.PatientID = model.Text(fmt.Sprintf("Q-%07d", i))
	}
	if _, err := vault.Import(context.Background(), people); err != nil {
		t.Fatal(err)
	}
}

// latencies types keys one by one, waits for each frame, and clears the line.
func latencies(t *testing.T, term *tuitest.Terminal, keys []string, rounds int) []time.Duration {
	t.Helper()
	var took []time.Duration
	for range rounds {
		for _, k := range keys {
			if d, ok := term.Latency(k); ok {
				took = append(took, d)
			}
		}
		term.Press("ctrl+u")
		time.Sleep(50 * time.Millisecond)
	}
	return took
}

func formLatencies(t *testing.T, term *tuitest.Terminal) []time.Duration {
	t.Helper()
	term.Press("f3")
	term.Type("kowalski")
	term.See("Kowalski, ")
	term.Press("enter")
	term.See("Entwürfe und übermittelte Meldungen")
	term.Press("ctrl+n")
	term.See("[1/")
	term.Press("pgdown", "pgdown")
	term.See("Diagnosetext")
	term.Press("tab") // the code field with its list
	return latencies(t, term, strings.Split("brust", ""), 20)
}

func at(took []time.Duration, percent int) time.Duration {
	sorted := slices.Sorted(slices.Values(took))
	if len(sorted) == 0 {
		return 0
	}
	return sorted[min(len(sorted)-1, len(sorted)*percent/100)].Round(100 * time.Microsecond)
}

// status reads a size of a process in MiB.
func status(t *testing.T, pid int, field string) int {
	t.Helper()
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(text)) {
		if rest, ok := strings.CutPrefix(line, field+":"); ok {
			kib, err := strconv.Atoi(strings.TrimSuffix(strings.TrimSpace(rest), " kB"))
			if err != nil {
				t.Fatal(err)
			}
			return kib >> 10
		}
	}
	return 0
}
