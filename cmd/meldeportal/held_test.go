package main

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"example.org/meldeportal/model/judges"
	"example.org/meldeportal/model/rights"
)

// deeds counts what was done at the workplace, by the audit; not that a form was saved that
// somebody is in.
func (w *walker) deeds() map[rights.Action]int {
	all := w.acts()
	delete(all, rights.EntwurfBearbeitet)
	return all
}

// heldKeys are what lies on a keyboard, or is held too long, at each of some places.
var heldKeys = []struct {
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

// A key that is held does nothing that nobody has chosen: no file is written, nothing is
// sent, deleted or decided, nobody is let in.
func TestAHeldKeyDoesNothingOfItsOwn(t *testing.T) {
	judges.Alone(t)
	t.Parallel()
	w := walkDemo(t, map[string]bool{})
	before := w.deeds()
	for _, at := range heldKeys {
		for _, key := range at.keys {
			w.goTo(at.way)
			w.d.Hold(key, 12).Settle()
			if nameOf(w.d.Top()) == "Login" {
				t.Fatalf("%q, %s held: signed out", at.way, key)
			}
		}
		if after := w.deeds(); !maps.Equal(before, after) {
			for _, a := range slices.Sorted(maps.Keys(after)) {
				if after[a] != before[a] {
					t.Errorf("%q, one of %q held: %s %d times", at.way, at.keys, a, after[a]-before[a])
				}
			}
			before = after
		}
	}
	w.goTo("")
	w.d.Press("f2").Settle().Press("enter").Settle() // chosen, it is done
	if after := w.deeds(); after[rights.DateiGeschrieben] != before[rights.DateiGeschrieben]+1 {
		t.Errorf("F2, then Enter: %d files are written, want one", after[rights.DateiGeschrieben]-before[rights.DateiGeschrieben])
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
