package main

import (
	"maps"
	"strings"
	"testing"

	"example.org/meldeportal/model/judges"
	"example.org/meldeportal/model/rights"
)

// heldKeys are what lies on a keyboard, or is held too long.
var heldKeys = []string{"enter", "esc", "f12", "f2", "delete", "ctrl+k", "ctrl+n", "tab", "f8", "j", "down"}

// heldBefore are the places where a held key once did what nobody had chosen.
var heldBefore = []struct {
	way  string
	keys []string
}{
	{"", []string{"enter", "f2", "f12", "delete", "ctrl+k", "j"}},
	{"f6", []string{"f2", "delete", "f5"}},
	{"f8", []string{"enter", "f12", "ctrl+k", "f2"}},
	{"f8 f12 f6", []string{"f2", "enter"}},
	{"f8 ctrl+x 'l'", []string{"ctrl+x", "enter"}},
	{"f6 enter alt+l", []string{"f12", "enter"}},
	{"alt+z 'meier'", []string{"enter", "ctrl+k", "f12"}},
}

// A key that is held does nothing that one press of it does not: nothing is sent, deleted,
// decided or written to a file, no report is begun, nobody is let in or signed out.
func TestAHeldKeyDoesNothingOfItsOwn(t *testing.T) {
	judges.Alone(t)
	t.Parallel()
	w := walkDemo(t, map[string]bool{})
	w.writesAFile() // as long as the code of the sign-in counts
	for _, at := range heldBefore {
		for _, key := range at.keys {
			w.holds(at.way, key)
		}
	}
	n := 0
	for _, way := range w.places() {
		for _, key := range heldKeys {
			if n++; n%heldStride == 0 {
				w.holds(way, key)
			}
		}
	}
}

// writesAFile is the control: what is chosen is done.
func (w *walker) writesAFile() {
	w.t.Helper()
	w.goTo("")
	before := w.acts()[rights.DateiGeschrieben]
	w.d.Press("f2").Settle().Press("enter").Settle()
	if n := w.acts()[rights.DateiGeschrieben] - before; n != 1 {
		w.t.Errorf("F2, then Enter: %d files are written, want one", n)
	}
}

// places are where the walk over all screens stops, as the ways there.
func (w *walker) places() (all []string) {
	seen := map[string]bool{}
	for _, way := range append(w.made(), ways...) {
		steps := strings.Fields(way)
		for i := range steps {
			if at := strings.Join(steps[:i+1], " "); !seen[at] {
				seen[at] = true
				all = append(all, at)
			}
		}
	}
	return all
}

// holds holds a key at a place. What is done by it must be what one press does there.
func (w *walker) holds(way, key string) {
	w.t.Helper()
	held := w.does(way, func() { w.d.Hold(key, 12) })
	if nameOf(w.d.Top()) == "Login" {
		w.t.Fatalf("%q, %s held: signed out", way, key)
	}
	if len(held) == 0 {
		return
	}
	once := w.does(way, func() {
		if key == "esc" { // nobody stays where one press leaves
			w.home()
			return
		}
		w.d.Press(key)
	})
	w.t.Logf("%q, %s: %v", way, key, held)
	if !maps.Equal(held, once) {
		w.t.Errorf("%q, %s held: did %v; pressed once: %v", way, key, held, once)
	}
}

// does tells what keys at a place do at the workplace, by the audit; not that a form was
// saved that somebody is in.
func (w *walker) does(way string, keys func()) map[rights.Action]int {
	w.t.Helper()
	w.goTo(way)
	before := w.rested()
	keys()
	done := w.rested()
	maps.DeleteFunc(done, func(a rights.Action, n int) bool { return a == rights.EntwurfBearbeitet || n == before[a] })
	for a := range done {
		done[a] -= before[a]
	}
	return done
}

// rested counts the lines of the audit once none comes any more: a series saves its lines
// one after the other.
func (w *walker) rested() map[rights.Action]int {
	w.t.Helper()
	for before := w.acts(); ; {
		w.d.Settle()
		now := w.acts()
		if maps.Equal(before, now) {
			return now
		}
		before = now
	}
}

// goTo goes a way from the work list.
func (w *walker) goTo(way string) {
	w.t.Helper()
	w.home()
	for _, step := range strings.Fields(way) {
		if text, typed := strings.CutPrefix(step, "'"); typed {
			w.d.Type(strings.TrimSuffix(text, "'"))
		} else {
			w.d.Press(step)
		}
		w.d.Settle()
	}
}
