package stage

import (
	"context"
	"encoding/json"
	"os"
	"reflect"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"

	"example.org/meldeportal/model/catalog"
	"example.org/meldeportal/tui/kit"
	"example.org/meldeportal/tui/shell"
	"example.org/meldeportal/tui/style"
	"example.org/meldeportal/tui/terminal"
	"example.org/meldeportal/tui/work"
)

// Desktop runs a Shell with one screen on top of an empty one.
type Desktop struct {
	T    *testing.T
	Sh   *shell.Shell
	Desk *DeskDouble
	Msgs chan tea.Msg
	eyes readingClock
}

// NewDesktop is a desktop with the places of some rooms.
func NewDesktop(t *testing.T, desk *DeskDouble, rooms ...shell.Places) *Desktop {
	t.Helper()
	d := &Desktop{T: t, Desk: desk, Msgs: make(chan tea.Msg, 1000)}
	d.Sh = shell.New(&work.Services{Lists: catalog.NewShelf(), Now: NowOfTests, Clock: &d.eyes}, nil, rooms...)
	d.Sh.Bind(func(m tea.Msg) { d.Msgs <- m })
	if desk != nil {
		d.Sh.Seat(desk.Desk(), nil)
	}
	return d
}

// Open puts a screen in front; a report with what it has to read first.
func (d *Desktop) Open(s kit.Screen) *Desktop {
	d.Run(d.Sh.Push(s))
	if _, ok := s.(shell.Explainer); ok {
		d.Settle()
	}
	return d
}

func (d *Desktop) Run(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	go func() {
		msg := cmd()
		if v := reflect.ValueOf(msg); v.IsValid() && v.Kind() == reflect.Slice && v.Type().Elem() == reflect.TypeFor[tea.Cmd]() {
			for i := range v.Len() {
				d.Run(v.Index(i).Interface().(tea.Cmd))
			}
			return
		}
		d.Msgs <- msg
	}()
}

func (d *Desktop) Give(msg tea.Msg) {
	_, cmd := d.Sh.Update(msg)
	d.Run(cmd)
}

// NamedKeys are the keys that have a name, by the name the program knows them by.
var NamedKeys = func() map[string]tea.KeyType {
	keys := map[string]tea.KeyType{}
	for k := tea.KeyType(-200); k < 128; k++ {
		if name := (tea.KeyMsg{Type: k}).String(); len(name) > 1 && k != tea.KeyRunes {
			keys[name] = k
		}
	}
	return keys
}()

// Press hands over keys: names, or text to be typed.
func (d *Desktop) Press(keys ...string) *Desktop {
	for _, k := range keys {
		k, alt := strings.CutPrefix(k, "alt+")
		if named, ok := NamedKeys[k]; ok {
			d.Give(tea.KeyMsg{Type: named, Alt: alt})
			continue
		}
		for _, r := range k {
			kind := tea.KeyRunes
			if r == ' ' {
				kind = tea.KeySpace
			}
			d.Give(tea.KeyMsg{Type: kind, Runes: []rune{r}, Alt: alt})
		}
	}
	return d
}

// See takes answers until the screen shows a text, and reads it.
func (d *Desktop) See(want string) *Desktop {
	d.T.Helper()
	late := time.After(10 * time.Second)
	for !strings.Contains(d.Screen(), want) {
		select {
		case m := <-d.Msgs:
			d.Give(m)
		case <-late:
			d.T.Fatalf("waiting for %q took too long:\n%s", want, d.Screen())
		}
	}
	return d.read()
}

// read lets somebody read the screen.
func (d *Desktop) read() *Desktop {
	d.Screen()
	d.Sh.Shown()
	d.eyes.passed.Add(int64(time.Second))
	return d
}

// Do does something more on the way.
func (d *Desktop) Do(more func(*Desktop)) *Desktop {
	more(d)
	return d
}

func (d *Desktop) Screen() string { return ansi.Strip(d.Sh.View()) }

// Settle takes the answers that are on their way.
func (d *Desktop) Settle() *Desktop {
	for d.Sh.Top().Busy() {
		d.Give(<-d.Msgs)
	}
	return d
}

// complaint says what is wrong with the cursor of the frame, "" when it stands
// where the person types or on the sign of the selected line.
func complaint(sh *shell.Shell) string {
	lines := strings.Split(ansi.Strip(sh.View()), "\n")
	c := sh.Caret
	c.Mu.Lock()
	defer c.Mu.Unlock()
	_, _, typing := sh.Top().Caret()
	return Misplaced(lines, c.Y, c.Visible, typing)
}

func Misplaced(lines []string, y int, visible, typing bool) string {
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

func (d *Desktop) CursorOn(where string) *Desktop {
	d.T.Helper()
	if wrong := complaint(d.Sh); wrong != "" {
		d.T.Errorf("%s: %s", where, wrong)
	}
	return d
}

// Shown draws a frame and lets it stand on the terminal for a while.
func (d *Desktop) Shown(clock *HandClock, while time.Duration) *Desktop {
	d.Screen()
	d.Sh.Shown()
	clock.GoOn(while)
	return d
}

// Sent counts what has left.
func (d *Desktop) Sent() int {
	list, _ := d.Sh.Desk().Sent.Deliveries(context.Background(), "")
	return len(list)
}

// Due hands over the next timer that is over, and with it the answer of the save
// it makes.
func (d *Desktop) Due() {
	d.T.Helper()
	for {
		msg := <-d.Msgs
		d.Give(msg)
		switch msg.(type) {
		case shell.SaveDue, shell.SaveOverdue:
			return
		}
	}
}

// CaretBehind types and wants the terminal's cursor right behind what was typed.
func (d *Desktop) CaretBehind(where, typed string) *Desktop {
	d.T.Helper()
	d.Press(typed)
	lines := strings.Split(ansi.Strip(d.Sh.View()), "\n")
	c := d.Sh.Caret
	c.Mu.Lock()
	defer c.Mu.Unlock()
	if before := ansi.Truncate(lines[c.Y], c.X, ""); !c.Visible || !strings.HasSuffix(before, typed) {
		d.T.Errorf("%s: before the cursor stands %q, want %q", where, before, typed)
	}
	return d
}

// Harmless reports a frame that does not fit the window or has anything in it
// that is not drawn.
func (d *Desktop) Harmless(t *testing.T, text string) {
	t.Helper()
	lines := strings.Split(d.Screen(), "\n")
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

// Kept are the remembered counts of a list, once there are any.
func (d *Desktop) Kept(list string) map[string]int {
	d.T.Helper()
	late := time.After(10 * time.Second)
	for {
		content := d.Desk.Remembered(work.UsagePrefix + list)
		var counts map[string]int
		if json.Unmarshal(content, &counts) == nil {
			return counts
		}
		select {
		case m := <-d.Msgs:
			d.Give(m)
		case <-late:
			d.T.Fatal("nothing was remembered")
		}
	}
}

// Until takes answers until something has come about.
func (d *Desktop) Until(reached func() bool) {
	d.T.Helper()
	for late := time.After(10 * time.Second); !reached(); {
		select {
		case m := <-d.Msgs:
			d.Give(m)
		case <-late:
			d.T.Fatalf("waiting took too long:\n%s", d.Screen())
		}
	}
}

// Watched has the terminal's cursor looked at from now on.
func (d *Desktop) Watched() *Desktop {
	null, err := os.OpenFile(os.DevNull, os.O_WRONLY, 0)
	if err != nil {
		d.T.Fatal(err)
	}
	d.Sh.Caret = terminal.NewOut(null)
	return d
}

// SignedIn is the moment right after signing in.
func (d *Desktop) SignedIn() *Desktop {
	d.Run(d.Sh.Enter(d.Desk.Desk()))
	d.T.Cleanup(func() { d.Sh.StopNews() })
	return d
}

// SlowlyRead is SignedIn where the work list is not read for so long that the patients
// are asked for beside it.
func (d *Desktop) SlowlyRead() *Desktop {
	d.T.Helper()
	clock := &HandClock{Time: Today}
	d.Sh.Services().Clock = clock
	d.SignedIn()
	clock.Until(d.T, func() bool { return d.Desk.Readings("Patienten") > 0 })
	return d
}
