package tui

import (
	"context"
	"encoding/json"
	"reflect"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"

	"example.org/meldeportal/model/catalog"
	"example.org/meldeportal/tui/style"
)

// desktop runs a Shell with one screen on top of an empty one.
type desktop struct {
	t    *testing.T
	sh   *Shell
	desk *deskDouble
	msgs chan tea.Msg
	eyes readingClock
}

// desktopOf is a desktop with the places of some rooms.
func desktopOf(t *testing.T, desk *deskDouble, rooms ...Places) *desktop {
	t.Helper()
	d := &desktop{t: t, desk: desk, msgs: make(chan tea.Msg, 1000)}
	d.sh = newShell(&Services{Lists: catalog.NewShelf(), Now: nowOfTests, Clock: &d.eyes}, nil, rooms...)
	d.sh.Bind(func(m tea.Msg) { d.msgs <- m })
	if desk != nil {
		d.sh.Seat(desk.desk(), nil)
	}
	return d
}

// open puts a screen in front; a report with what it has to read first.
func (d *desktop) open(s Screen) *desktop {
	d.run(d.sh.Push(s))
	if _, ok := s.(explainer); ok {
		d.settle()
	}
	return d
}

func (d *desktop) run(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	go func() {
		msg := cmd()
		if v := reflect.ValueOf(msg); v.IsValid() && v.Kind() == reflect.Slice && v.Type().Elem() == reflect.TypeFor[tea.Cmd]() {
			for i := range v.Len() {
				d.run(v.Index(i).Interface().(tea.Cmd))
			}
			return
		}
		d.msgs <- msg
	}()
}

func (d *desktop) give(msg tea.Msg) {
	_, cmd := d.sh.Update(msg)
	d.run(cmd)
}

// namedKeys are the keys that have a name, by the name the program knows them by.
var namedKeys = func() map[string]tea.KeyType {
	keys := map[string]tea.KeyType{}
	for k := tea.KeyType(-200); k < 128; k++ {
		if name := (tea.KeyMsg{Type: k}).String(); len(name) > 1 && k != tea.KeyRunes {
			keys[name] = k
		}
	}
	return keys
}()

// press hands over keys: names, or text to be typed.
func (d *desktop) press(keys ...string) *desktop {
	for _, k := range keys {
		if named, ok := namedKeys[k]; ok {
			d.give(tea.KeyMsg{Type: named})
			continue
		}
		k, alt := strings.CutPrefix(k, "alt+")
		for _, r := range k {
			kind := tea.KeyRunes
			if r == ' ' {
				kind = tea.KeySpace
			}
			d.give(tea.KeyMsg{Type: kind, Runes: []rune{r}, Alt: alt})
		}
	}
	return d
}

// see takes answers until the screen shows a text, and reads it.
func (d *desktop) see(want string) *desktop {
	d.t.Helper()
	late := time.After(10 * time.Second)
	for !strings.Contains(d.screen(), want) {
		select {
		case m := <-d.msgs:
			d.give(m)
		case <-late:
			d.t.Fatalf("waiting for %q took too long:\n%s", want, d.screen())
		}
	}
	return d.read()
}

// read lets somebody read the screen.
func (d *desktop) read() *desktop {
	d.screen()
	d.sh.Shown()
	d.eyes.passed.Add(int64(time.Second))
	return d
}

// do does something more on the way.
func (d *desktop) do(more func(*desktop)) *desktop {
	more(d)
	return d
}

func (d *desktop) screen() string { return ansi.Strip(d.sh.View()) }

// settle takes the answers that are on their way.
func (d *desktop) settle() *desktop {
	for d.sh.Top().Busy() {
		d.give(<-d.msgs)
	}
	return d
}

// complaint says what is wrong with the cursor of the frame, "" when it stands
// where the person types or on the sign of the selected line.
func complaint(sh *Shell) string {
	lines := strings.Split(ansi.Strip(sh.View()), "\n")
	c := sh.caret
	c.mu.Lock()
	defer c.mu.Unlock()
	_, _, typing := sh.Top().Caret()
	return misplaced(lines, c.y, c.visible, typing)
}

func misplaced(lines []string, y int, visible, typing bool) string {
	if !visible || y >= len(lines) {
		return "the cursor is not to be seen"
	}
	if typing || hasSign(lines[y]) {
		return ""
	}
	for _, l := range lines {
		if hasSign(l) {
			return "the cursor is in the line " + lines[y] + ", the sign in " + l
		}
	}
	return ""
}

func hasSign(line string) bool {
	return strings.HasPrefix(strings.TrimLeft(line, " "), style.FocusSign)
}

func (d *desktop) cursorOn(where string) *desktop {
	d.t.Helper()
	if wrong := complaint(d.sh); wrong != "" {
		d.t.Errorf("%s: %s", where, wrong)
	}
	return d
}

// shown draws a frame and lets it stand on the terminal for a while.
func (d *desktop) shown(clock *handClock, while time.Duration) *desktop {
	d.screen()
	d.sh.Shown()
	clock.goOn(while)
	return d
}

// sent counts what has left.
func (d *desktop) sent() int {
	list, _ := d.sh.Desk().Sent.Deliveries(context.Background(), "")
	return len(list)
}

// due hands over the next timer that is over, and with it the answer of the save
// it makes.
func (d *desktop) due() {
	d.t.Helper()
	for {
		msg := <-d.msgs
		d.give(msg)
		switch msg.(type) {
		case saveDue, saveOverdue:
			return
		}
	}
}

// caretBehind types and wants the terminal's cursor right behind what was typed.
func (d *desktop) caretBehind(where, typed string) *desktop {
	d.t.Helper()
	d.press(typed)
	lines := strings.Split(ansi.Strip(d.sh.View()), "\n")
	c := d.sh.caret
	c.mu.Lock()
	defer c.mu.Unlock()
	if before := ansi.Truncate(lines[c.y], c.x, ""); !c.visible || !strings.HasSuffix(before, typed) {
		d.t.Errorf("%s: before the cursor stands %q, want %q", where, before, typed)
	}
	return d
}

// harmless reports a frame that does not fit the window or has anything in it
// that is not drawn.
func (d *desktop) harmless(t *testing.T, text string) {
	t.Helper()
	lines := strings.Split(d.screen(), "\n")
	if len(lines) > 24 {
		t.Fatalf("%.40q: %d lines", text, len(lines))
	}
	for _, line := range lines {
		bad := strings.IndexFunc(line, func(r rune) bool {
			return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co, unicode.Cs, unicode.Zl, unicode.Zp)
		})
		if bad >= 0 || !utf8.ValidString(line) || ansi.StringWidth(line) > 80 {
			t.Fatalf("%.40q: got the line %+q, want 80 cells of characters that are drawn", text, line)
		}
	}
}

// kept are the remembered counts of a list, once there are any.
func (d *desktop) kept(list string) map[string]int {
	d.t.Helper()
	late := time.After(10 * time.Second)
	for {
		content := d.desk.remembered(usagePrefix + list)
		var counts map[string]int
		if json.Unmarshal(content, &counts) == nil {
			return counts
		}
		select {
		case m := <-d.msgs:
			d.give(m)
		case <-late:
			d.t.Fatal("nothing was remembered")
		}
	}
}

// until takes answers until something has come about.
func (d *desktop) until(reached func() bool) {
	d.t.Helper()
	for late := time.After(10 * time.Second); !reached(); {
		select {
		case m := <-d.msgs:
			d.give(m)
		case <-late:
			d.t.Fatalf("waiting took too long:\n%s", d.screen())
		}
	}
}
