package main

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/field"
	"example.org/meldeportal/tui/tuitest"
)

// entry is one field of a Diagnose as it is typed.
type entry struct {
	turn  bool   // on the next page
	label string // of its row
	keys  string
	id    string
	want  string // what the confirmed field holds
}

var diagnosis = []entry{
	{true, "Meldebegründung", "i", "Meldebegruendung", "I"},
	{false, "Eigene Leistung", "j", "Eigene_Leistung", "J"},
	{true, "Diagnosedatum", "30.09.2026", "Tumorzuordnung.Diagnosedatum", "2026-09-30"},
	{false, "Diagnose (ICD-10)", "c187", "Tumorzuordnung.Primaertumor_ICD", "C18.7"},
	{false, "Seite", "t", "Tumorzuordnung.Seitenlokalisation", "T"},
	{false, "Diagnosesicherung", "7.1", "Diagnose.Diagnosesicherung", "7.1"},
	{false, "Topographie (ICD-O-3)", "c187", "Diagnose.Primaertumor_Topographie_ICD_O", "C18.7"},
	{false, "Topographie (Text)", "Sigma, aboral", "Diagnose.Primaertumor_Topographie_Freitext", "Sigma, aboral"},
	{false, "Diagnosetext", "Adenokarzinom", "Diagnose.Primaertumor_Diagnosetext", "Adenokarzinom"},
	{false, "Morphologie (ICD-O-3)", "8140/3", "Tumorzuordnung.Morphologie_ICD_O", "8140/3"},
}

// typist types the Diagnose of one person in several sittings.
type typist struct {
	t      *testing.T
	d      *desktop
	term   *tuitest.Terminal
	next   int    // the first entry whose saving was not seen
	typed  string // of that one
	left   bool   // it was confirmed, but the program ended before it said more
	seed   *rand.Rand
	caseID string
}

func newTypist(t *testing.T, seed uint64) *typist {
	d := newDemo(t)
	return &typist{t: t, d: d, seed: rand.New(rand.NewPCG(seed, seed)), caseID: d.newPerson("Zwetschgenbaum").ID}
}

func strokes(entries []entry) (n int) {
	for _, e := range entries {
		n += len(e.keys) + len("\t")
	}
	return n
}

// sitDown starts the program and opens the draft; the first time it begins one.
func (y *typist) sitDown(p staff) {
	y.t.Helper()
	y.term = y.d.start()
	y.d.signIn(y.term, p)
	y.term.Type("zwetschgen")
	y.term.See("1 von")
	y.term.Press("enter")
	if seeAny(y.t, y.term, "Strg+N beginnt eine Meldung", "zuletzt ") != "zuletzt " {
		beginDiagnosis(y.term)
		return
	}
	y.term.Press("enter")
	y.term.See("Diagnose · Zwetschgenbaum")
	y.resume()
}

// resume looks where the program offers to go on: at the very field, or behind
// it when it was confirmed in the last moment.
func (y *typist) resume() {
	y.t.Helper()
	behind := y.left
	y.until("the field that was left, "+diagnosis[y.next].label, func() bool {
		at := current(y.term)
		y.left = behind && at == after(y.next)
		return y.left || at == diagnosis[y.next].label || y.next > 0 && diagnosis[y.next].turn && at == after(y.next-1) ||
			y.next == 0 && strings.Contains(y.term.Screen(), "[1/") // nothing was confirmed yet
	})
	if y.left {
		y.next++
	}
}

// after is the field behind the i-th entry; before a page is turned there is one
// more on it.
func after(i int) string {
	switch {
	case i == len(diagnosis)-1:
		return "Histologiedatum"
	case diagnosis[i+1].turn:
		return "Zentrumsfall"
	}
	return diagnosis[i+1].label
}

// current is the label of the row with the caret.
func current(term *tuitest.Terminal) string {
	_, row, _ := term.Cursor()
	text := strings.TrimLeft(line(term, row), " ▸")
	label, _, _ := strings.Cut(text, "  ")
	return strings.TrimRight(label, " *+")
}

// work types n keys, seeing every field saved; the last key may be anywhere.
func (y *typist) work(n int) {
	y.t.Helper()
	for ; y.next < len(diagnosis); y.next++ {
		e := diagnosis[y.next]
		if e.turn && current(y.term) != e.label {
			y.term.Press("pgdown")
		}
		y.until("the field "+e.label, func() bool { return current(y.term) == e.label })
		y.term.Press("ctrl+u")
		y.typed, y.left = "", false
		for _, k := range e.keys {
			if n--; n < 0 {
				return
			}
			y.typed += string(k)
			y.term.Type(string(k))
			time.Sleep(time.Duration(y.seed.IntN(6)) * time.Millisecond)
		}
		y.left = true
		y.term.Press("tab")
		if n--; n <= 0 {
			return
		}
		y.until("the end of "+e.label, func() bool {
			return current(y.term) == after(y.next) && strings.Contains(line(y.term, 1), "gespeichert")
		})
	}
}

func (y *typist) until(what string, reached func() bool) {
	y.t.Helper()
	for deadline := time.Now().Add(patience); !reached(); time.Sleep(time.Millisecond) {
		if time.Now().After(deadline) {
			y.t.Fatalf("waiting for %s; screen:\n%s", what, y.term.Screen())
		}
	}
}

// check compares the draft on the disk with what was seen saved. Of the field
// in between anything may be there, from nothing to the whole.
func (y *typist) check() {
	y.t.Helper()
	draft := y.d.draft(user(0), y.caseID)
	for i, e := range diagnosis {
		b, ok := field.Lookup(dataset.Report, &draft.Report, e.id)
		if !ok {
			y.t.Fatalf("no field %s", e.id)
		}
		got := b.Get()
		switch {
		case i < y.next && got != e.want:
			y.t.Errorf("%s: on the disk is %q, want the confirmed %q", e.label, got, e.want)
		case i == y.next && got != e.want && !strings.HasPrefix(strings.ToLower(y.typed), strings.ToLower(got)):
			y.t.Errorf("%s: on the disk is %q, want a part of what was typed, %q, or %q", e.label, got, y.typed, e.want)
		case i > y.next && got != "":
			y.t.Errorf("%s: on the disk is %q, want nothing: it was not typed yet", e.label, got)
		}
	}
}

// sittings is how often the program is killed while one Diagnose is typed.
const sittings = 6

// A field whose saving was shown is on the disk, and the draft opens at the
// field that was left.
func TestNothingConfirmedIsLostWhenTheProgramIsKilled(t *testing.T) {
	t.Parallel()
	for round := range killRounds {
		t.Run(fmt.Sprint(round), func(t *testing.T) {
			t.Parallel()
			seed := rand.Uint64()
			y := newTypist(t, seed)
			for kill := range sittings {
				y.sitDown(user(kill % len(demoUsers)))
				y.work(1 + y.seed.IntN(strokes(diagnosis)/sittings))
				time.Sleep(time.Duration(y.seed.IntN(15)) * time.Millisecond)
				y.term.Kill()
				y.check()
			}
			y.sitDown(user(sittings % len(demoUsers)))
			killed := y.next
			y.work(strokes(diagnosis) + 1)
			y.term.Press("f10")
			y.term.See("Entwürfe und übermittelte Meldungen")
			y.check()
			if y.next != len(diagnosis) {
				t.Errorf("confirmed %d entries, want all %d", y.next, len(diagnosis))
			}
			t.Logf("seed %d: %d kills within %d fields, none lost", seed, sittings, killed)
		})
	}
}

func TestALostConnectionInTheMiddleOfAFieldKeepsWhatWasTyped(t *testing.T) {
	t.Parallel()
	for name, end := range map[string]func(*tuitest.Terminal){
		"hang-up":           func(term *tuitest.Terminal) { term.Signal(syscall.SIGHUP) },
		"terminal is taken": func(term *tuitest.Terminal) { term.Hangup() },
		"shutdown":          func(term *tuitest.Terminal) { term.Signal(syscall.SIGTERM) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			y := newTypist(t, 1)
			y.sitDown(user(0))
			const words, half = 7, len("Sigma, abo")
			y.work(strokes(diagnosis[:words]) + half)
			if diagnosis[words].label != current(y.term) {
				t.Fatalf("typing into %q, want the topography in words", current(y.term))
			}
			y.term.See("Sigma, abo")
			end(y.term)
			if status := y.term.Wait(); status != 0 {
				t.Errorf("exit status %d, want 0", status)
			}
			y.sitDown(user(0))
			x, row, _ := y.term.Cursor()
			if got := line(y.term, row); !strings.HasSuffix(got[:min(x+strings.Count(got, "▸")*2, len(got))], "Sigma, abo") {
				t.Errorf("caret at column %d of %q, want it behind the half-typed words", x, got)
			}
			y.term.Type("ral\t")
			y.term.See(diagnosis[words].want)
		})
	}
}

// trouble is the program built with one line changed: its clock panics, with a
// patient's name, while a file exists.
func trouble(t *testing.T, file string) string {
	t.Helper()
	driven(t)
	text, err := os.ReadFile("start.go")
	if err != nil {
		t.Fatal(err)
	}
	const line = "Lists: rules.Lists, Now: time.Now,"
	if strings.Count(string(text), line) != 1 {
		t.Fatalf("start.go has %q %d times, want it once", line, strings.Count(string(text), line))
	}
	changed := strings.Replace(string(text), line, fmt.Sprintf(`Lists: rules.Lists, Now: func() time.Time {
		if _, err := os.Stat(%q); err == nil {
			panic("Zwetschgenbaum, geboren 12.03.1950")
		}
		return time.Now()
	},`, file), 1)
	dir := t.TempDir()
	source, err := filepath.Abs("start.go")
	if err != nil {
		t.Fatal(err)
	}
	overlay, err := json.Marshal(map[string]any{"Replace": map[string]string{source: filepath.Join(dir, "start.go")}})
	if err != nil {
		t.Fatal(err)
	}
	for name, content := range map[string][]byte{"start.go": []byte(changed), "overlay.json": overlay} {
		if err := os.WriteFile(filepath.Join(dir, name), content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	binary := filepath.Join(dir, "meldeportal")
	cmd := exec.Command("go", "build", "-trimpath", "-ldflags", "-X main.cheapest=yes", "-overlay", filepath.Join(dir, "overlay.json"), "-o", binary, ".")
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0", "GOFLAGS=-buildvcs=false")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("build with the changed line: %v\n%s", err, out)
	}
	return binary
}

func TestACrashSavesTheDraftAndSaysNothingOfThePatient(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "trouble")
	binary := trouble(t, file)
	y := newTypist(t, 1)
	y.d.binary = binary
	y.sitDown(user(0))
	const words, half = 7, len("Sigma, abo")
	y.work(strokes(diagnosis[:words]) + half)
	idle := y.d.start() // nobody signed in: its clock is asked by a command
	idle.See(demoUsers[0].password)
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	y.typed += "r"
	y.term.Type("r") // here while drawing or saving
	for name, term := range map[string]*tuitest.Terminal{"while drawing": y.term, "in a command": idle} {
		if status := term.Wait(); status != 1 {
			t.Errorf("%s: exit status %d, want 1", name, status)
		}
		raw := term.Tail(4096)
		_, after, left := strings.Cut(raw, "\x1b[?1049l")
		if !left || !strings.Contains(raw, "\x1b[?25h") || !strings.Contains(raw, "\x1b[?2004l") {
			t.Errorf("%s: the terminal is left with %q, want alternate screen and pasting off and the cursor shown", name, raw)
		}
		if !strings.Contains(after, "inneren Fehlers") || !strings.Contains(after, "Eingaben sind gesichert; bitte neu starten") {
			t.Errorf("%s: said %q, want a German sentence with the next step", name, after)
		}
		for _, not := range []string{"Zwetschgenbaum", "1950", "panic", "goroutine", "Sigma"} {
			if strings.Contains(after, not) {
				t.Errorf("%s: said %q, want nothing of %q", name, after, not)
			}
		}
	}
	log, err := os.ReadFile(filepath.Join(y.d.dir, "meldeportal.log"))
	if err != nil || !strings.Contains(string(log), "program crashed") || !strings.Contains(string(log), "shell.(*Shell)") || strings.Contains(string(log), "Zwetschgenbaum") {
		t.Errorf("log (%v) does not name the place, or names the patient:\n%s", err, log)
	}
	if err := os.Remove(file); err != nil {
		t.Fatal(err)
	}
	y.check()
	draft := y.d.draft(user(0), y.caseID)
	if got := draft.Report.Meldung.Diagnose.PrimaertumorTopographieFreitext; got != "Sigma, abor" && got != "Sigma, abo" {
		t.Errorf("draft has %q, want what was typed", got)
	}
}
