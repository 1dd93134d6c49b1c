package pairs

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"

	"example.org/meldeportal/model/linkage"
	"example.org/meldeportal/tui/style"
)

// held is a register in memory.
type held struct {
	pairs   map[string]*Pair
	decided map[string]Decision
	asked   map[string]string
	fails   error
}

func (h *held) Waiting(_ context.Context, n int) (all []Pair, p Progress, err error) {
	for id, pair := range h.pairs {
		d, is := h.decided[id]
		_, asked := h.asked[id]
		switch {
		case asked:
			p.Asked++
		case is && d.Verdict != Later:
			p.Decided++
		default:
			if is {
				p.Later++
			}
			one := *pair
			one.Later = is
			all = append(all, one)
		}
	}
	p.Waiting, p.Zones = len(all), linkage.Zones{Link: 18, Review: 15}
	slices.SortFunc(all, func(a, b Pair) int {
		return cmp.Or(cmp.Compare(fmt.Sprint(a.Later), fmt.Sprint(b.Later)), cmp.Compare(b.Weight, a.Weight), cmp.Compare(a.ID, b.ID))
	})
	return all[:min(n, len(all))], p, h.fails
}

func (h *held) Decide(_ context.Context, d Decision) error {
	if h.fails == nil {
		h.decided[d.Pair] = d
	}
	return h.fails
}

func (h *held) Undo(_ context.Context, pair string) error {
	delete(h.decided, pair)
	delete(h.asked, pair)
	return h.fails
}

func (h *held) Ask(_ context.Context, pair, reason string) error {
	if h.fails == nil {
		h.asked[pair] = reason
	}
	return h.fails
}

// three pairs of invented people, the last one the heaviest.
func three() *held {
	h := &held{map[string]*Pair{}, map[string]Decision{}, map[string]string{}, nil}
	for i := range 3 {
		a := linkage.Identity{Nachname: "Geheimrath", Vornamen: "Erika", Geburtsdatum: "1961-08-12", Geschlecht: "W", PLZ: "35390", Ort: "Gießen", KVNR: "A123456780"}
		b := a
		b.Nachname, b.Geburtsname, b.Geburtsdatum, b.KVNR = "Verborgen", "Geheimrath", "1916-08-12", ""
		p := &Pair{ID: fmt.Sprint("p", i), Weight: 15 + float32(i), Left: Person{Number: int64(10 + i), Reports: 3, Tumours: []string{"C50.4 links, 03.2025"}},
			Right: Person{Number: int64(20 + i), Reports: 1}}
		var records [2]linkage.Record
		for side, identity := range []*linkage.Identity{&a, &b} {
			c, o := identity.Take()
			records[side] = c.Record(o, linkage.Plain)
			person := []*Person{&p.Left, &p.Right}[side]
			person.Open = o
		}
		p.Left.Open.Ort = "Gießen\x1b[31m"
		p.Vector = linkage.NewLinker(records[:]).Score(0, 1)
		p.Answer = "lässt sich nicht klären (Auskunft vom 30.11.2026)"
		p.Components = linkage.Compare(&records[0], &records[1])
		h.pairs[p.ID] = p
	}
	return h
}

// typist presses keys as somebody does who looks.
type typist struct {
	*testing.T
	s   *Screen
	now time.Time
}

func newTypist(t *testing.T, h *held) *typist {
	ty := &typist{t, nil, time.Date(2026, 11, 30, 10, 0, 0, 0, time.UTC)}
	ty.s = New(t.Context(), h, func(err error) string { return err.Error() + "." }, func() time.Time { return ty.now })
	ty.run(ty.s.Init())
	return ty
}

func (ty *typist) run(cmd tea.Cmd) (quit bool) {
	for cmd != nil {
		msg := cmd()
		if _, quit = msg.(tea.QuitMsg); quit {
			return true
		}
		_, cmd = ty.s.Update(msg)
	}
	return false
}

func (ty *typist) press(keys ...string) (quit bool) {
	for _, k := range keys {
		ty.now = ty.now.Add(time.Second)
		msg := tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(k)}
		if k == "down" {
			msg = tea.KeyMsg{Type: tea.KeyDown}
		}
		_, cmd := ty.s.Update(msg)
		quit = ty.run(cmd)
	}
	return quit
}

func (ty *typist) sees(texts ...string) {
	ty.Helper()
	frame := ansi.Strip(ty.s.View())
	for _, text := range texts {
		if !strings.Contains(frame, text) {
			ty.Errorf("%q is not on the screen:\n%s", text, frame)
		}
	}
}

func TestPairsAreDecidedByOneKeyTheHeaviestFirst(t *testing.T) {
	t.Parallel()
	h := three()
	ty := newTypist(t, h)
	ty.sees("Paar 1 von 3", "Gewicht 17,0", "Person 12", "Person 22", "verknüpft ab 18,0, getrennt unter 15,0")
	ty.press("2", "v")
	ty.sees("12 und 22: verknüpft. z nimmt es zurück.", "Paar 1 von 2", "Gewicht 16,0", "1 entschieden")
	ty.press("s")
	ty.sees("11 und 21: zurückgestellt", "1 zurückgestellt", "Gewicht 15,0")
	ty.press("n")
	ty.sees("Paar 1 von 1 (später)", "Gewicht 16,0")
	ty.press("f")
	ty.sees("braucht einen Grund")
	ty.press("7", "f")
	ty.sees("Kein Paar wartet.", "1 Fragen")
	if d := h.decided["p2"]; d.Verdict != Link || d.Reason != "Namenswechsel" {
		t.Errorf("kept is %+v", d)
	}
	if d := h.decided["p0"]; d.Verdict != Apart || d.Reason != "" || h.asked["p1"] != "Angaben reichen nicht" {
		t.Errorf("kept is %+v, asked %v", d, h.asked)
	}
	ty.press("z", "z")
	ty.sees("10 und 20: zurückgenommen, das Paar wartet wieder.", "Paar 1 von 2")
	if ty.press("q") != true {
		t.Error("q does not end")
	}
}

func TestWhatAgreesIsSaidInWordsAndNoNameIs(t *testing.T) {
	t.Parallel()
	ty := newTypist(t, three())
	frame := ansi.Strip(ty.s.View())
	for name, want := range map[string]string{"Nachname": "andere Komponente", "Vorname": "gleich", "Geburtsjahr": "fast gleich", "Geburtstag": "gleich", "Versichertennummer": "fehlt", "Titel": "fehlt", "Ort": "gleich"} {
		found := false
		for _, line := range strings.Split(frame, "\n") {
			if strings.HasPrefix(line, " "+name+" ") || strings.HasPrefix(line, " "+name+"•") {
				found = true
				if !strings.Contains(line, want) {
					t.Errorf("%s: want %q: %s", name, want, line)
				}
			}
		}
		if !found {
			t.Errorf("nothing is said of %s:\n%s", name, frame)
		}
	}
	if strings.Contains(frame, "Geheim") || strings.Contains(frame, "Verborgen") || strings.Contains(frame, "Erika") {
		t.Errorf("a name is on the screen:\n%s", frame)
	}
	ty.sees("Vertrauensstelle   lässt sich nicht klären (Auskunft vom 30.11.2026)")
	ty.sees("08", "1961", "1916", "35390", "C50.4 links, 03.2025")
}

// A key that is held or was pressed for the pair before decides nothing.
func TestAHeldKeyDecidesOnce(t *testing.T) {
	t.Parallel()
	h := three()
	ty := newTypist(t, h)
	ty.now = ty.now.Add(time.Second)
	for range 5 {
		ty.now = ty.now.Add(30 * time.Millisecond)
		_, cmd := ty.s.Update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("v")})
		ty.run(cmd)
	}
	if len(h.decided) != 1 {
		t.Errorf("%d pairs are decided, want 1", len(h.decided))
	}
}

func TestNothingIsSaidToBeDoneThatIsNot(t *testing.T) {
	t.Parallel()
	h := three()
	ty := newTypist(t, h)
	h.fails = errors.New("Die Platte ist voll")
	ty.press("v")
	ty.sees("Die Platte ist voll.", "Paar 1 von 3")
	if frame := ty.s.View(); strings.Contains(frame, "22: verknüpft") {
		t.Errorf("it is said to be linked:\n%s", frame)
	}
	h.fails = nil
	ty.press("r", "v")
	ty.sees("12 und 22: verknüpft")
}

// Every frame fits its window, and says the same without colours.
func TestFramesFitTheirWindow(t *testing.T) {
	for _, env := range []map[string]string{{"TERM": "xterm-256color"}, {"TERM": "xterm", "NO_COLOR": "1"}, {"TERM": "dumb"}} {
		style.Setup(func(name string) string { return env[name] })
		for _, size := range [][2]int{{80, 24}, {120, 40}, {40, 10}, {20, 4}} {
			for _, keys := range [][]string{nil, {"?"}, {"3"}, {"down"}, {"v", "v", "v"}, {"2", "f"}, {"v", "z"}, {"z"}, {"f"}} {
				ty := newTypist(t, three())
				ty.s.Update(tea.WindowSizeMsg{Width: size[0], Height: size[1]})
				ty.press(keys...)
				lines := strings.Split(style.Fit(ty.s.View()), "\n")
				if len(lines) > size[1] {
					t.Errorf("%v after %v: %d lines", size, keys, len(lines))
				}
				if size[0] == 80 && strings.Contains(strings.Join(lines, ""), style.MoreSign) {
					t.Errorf("after %v something is cut off:\n%s", keys, ansi.Strip(strings.Join(lines, "\n")))
				}
				for _, line := range lines {
					if w := ansi.StringWidth(line); w > size[0] {
						t.Errorf("%v after %v: %d cells: %q", size, keys, w, line)
					}
				}
				if env["NO_COLOR"] != "" && strings.Contains(strings.Join(lines, ""), "\x1b[3") {
					t.Errorf("there are colours")
				}
			}
		}
		ty := newTypist(t, three())
		for _, key := range []string{"verknüpfen", "nicht", "später", "zurück", "Ende", "1 Schreibfehler", "7 Angaben reichen nicht"} {
			ty.sees(key)
		}
	}
	style.Setup(func(string) string { return "" })
}
