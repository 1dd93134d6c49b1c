package tuitest

import (
	"reflect"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"

	"example.org/meldeportal/tui"
	"example.org/meldeportal/tui/kit"
	"example.org/meldeportal/tui/place"
	"example.org/meldeportal/tui/shell"
	"example.org/meldeportal/tui/work"
)

// Driver runs a Shell without a terminal. Keys are handed over one after the
// other at once; answers of commands come in only while the driver waits for
// something to be seen, which is the worst order a real program may meet.
type Driver struct {
	t        testing.TB
	sh       *shell.Shell
	messages chan tea.Msg
	clock    *readingClock
}

// readingClock is the computer's, but for the time somebody reads the screen.
type readingClock struct{ passed atomic.Int64 }

// reading is how long somebody looks at what was waited for.
const reading = time.Second

func (c *readingClock) Now() time.Time { return time.Now().Add(time.Duration(c.passed.Load())) }

func (c *readingClock) After(wait time.Duration) <-chan time.Time { return time.After(wait) }

// New starts the program for services in a window of w x h cells.
func New(t testing.TB, services *work.Services, w, h int) *Driver {
	clock := &readingClock{}
	services.Clock = clock
	d := &Driver{t: t, sh: tui.NewShell(services, nil), messages: make(chan tea.Msg, 1024), clock: clock}
	d.sh.Bind(func(msg tea.Msg) { d.messages <- msg })
	d.run(d.sh.Init())
	d.Give(tea.WindowSizeMsg{Width: w, Height: h})
	t.Cleanup(func() {
		if err := d.sh.Shutdown(); err != nil {
			t.Errorf("shut down: %v", err)
		}
	})
	return d
}

// run starts a command; its answer waits until the driver looks.
func (d *Driver) run(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	go func() {
		for _, next := range unpack(cmd()) {
			d.messages <- next
		}
	}()
}

// unpack takes the toolkit's bundles of commands apart. They are slices of
// commands of types the toolkit keeps to itself.
func unpack(msg tea.Msg) []tea.Msg {
	v := reflect.ValueOf(msg)
	if !v.IsValid() {
		return nil
	}
	if v.Kind() != reflect.Slice || v.Type().Elem() != reflect.TypeFor[tea.Cmd]() {
		return []tea.Msg{msg}
	}
	var bundle []tea.Cmd
	for i := range v.Len() {
		if cmd, ok := v.Index(i).Interface().(tea.Cmd); ok && cmd != nil {
			bundle = append(bundle, cmd)
		}
	}
	return []tea.Msg{commands(bundle)}
}

// commands are started when the driver looks at messages.
type commands []tea.Cmd

// Give hands over one message.
func (d *Driver) Give(msg tea.Msg) {
	if bundle, ok := msg.(commands); ok {
		for _, cmd := range bundle {
			d.run(cmd)
		}
		return
	}
	_, cmd := d.sh.Update(msg)
	if c := d.sh.Crash(); c != nil {
		d.t.Fatalf("program crashed: %s", c.Where)
	}
	d.run(cmd)
}

// Type hands over text, a rune at a time.
func (d *Driver) Type(text string) *Driver {
	for _, r := range text {
		d.Give(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{r}})
	}
	return d
}

// Paste hands over text as a terminal does that marks what was pasted.
func (d *Driver) Paste(text string) *Driver {
	d.Give(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(text), Paste: true})
	return d
}

var keyTypes = map[string]tea.KeyType{
	"enter": tea.KeyEnter, "esc": tea.KeyEsc, "tab": tea.KeyTab, "shift+tab": tea.KeyShiftTab, "up": tea.KeyUp, "down": tea.KeyDown,
	"left": tea.KeyLeft, "right": tea.KeyRight, "home": tea.KeyHome, "end": tea.KeyEnd, "pgup": tea.KeyPgUp, "pgdown": tea.KeyPgDown,
	"delete": tea.KeyDelete, "insert": tea.KeyInsert, "backspace": tea.KeyBackspace, "f1": tea.KeyF1, "f2": tea.KeyF2, "f3": tea.KeyF3, "f4": tea.KeyF4,
	"f5": tea.KeyF5, "f6": tea.KeyF6, "f7": tea.KeyF7, "f8": tea.KeyF8, "f9": tea.KeyF9, "f10": tea.KeyF10, "f12": tea.KeyF12,
}

// Press hands over keys by name: "enter", "f12", "ctrl+n", "*".
func (d *Driver) Press(keys ...string) *Driver {
	d.t.Helper()
	for _, k := range keys {
		d.Give(d.key(k))
	}
	return d
}

func (d *Driver) key(name string) tea.KeyMsg {
	d.t.Helper()
	if kind, ok := keyTypes[name]; ok {
		return tea.KeyMsg{Type: kind}
	}
	if letter, ok := strings.CutPrefix(name, "ctrl+"); ok && len(letter) == 1 {
		return tea.KeyMsg{Type: tea.KeyType(letter[0] & 0x1f)}
	}
	if rest, ok := strings.CutPrefix(name, "alt+"); ok && len([]rune(rest)) == 1 {
		return tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(rest), Alt: true}
	} else if kind, named := keyTypes[rest]; ok && named {
		return tea.KeyMsg{Type: kind, Alt: true}
	}
	if len([]rune(name)) == 1 {
		return tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(name)}
	}
	d.t.Fatalf("no such key: %s", name)
	return tea.KeyMsg{}
}

// repeats is how far apart a keyboard repeats a key that is held.
const repeats = 33 * time.Millisecond

// Hold holds a key until it has come so many times. Each frame stands on the terminal until
// the next one comes, and what was asked for meanwhile is answered.
func (d *Driver) Hold(key string, times int) *Driver {
	d.t.Helper()
	for range times {
		d.Press(key)
		for quiet := false; !quiet; {
			select {
			case msg := <-d.messages:
				d.Give(msg)
			case <-time.After(2 * time.Millisecond):
				quiet = true
			}
		}
		d.Screen()
		d.sh.Shown()
		d.clock.passed.Add(int64(repeats))
	}
	return d
}

// See takes answers until the screen shows a text, and reads it.
func (d *Driver) See(text string) *Driver { d.t.Helper(); return d.wait(text, true) }

// Gone takes answers until the screen does not show a text any more.
func (d *Driver) Gone(text string) *Driver { d.t.Helper(); return d.wait(text, false) }

func (d *Driver) wait(text string, want bool) *Driver {
	d.t.Helper()
	late := time.After(patience)
	for shows(d.Screen(), text) != want {
		select {
		case msg := <-d.messages:
			d.Give(msg)
		case <-late:
			d.t.Fatalf("waiting for %q (shown: %v) took too long; screen:\n%s", text, want, d.Screen())
		}
	}
	return d.Read()
}

// Read lets somebody read the screen, as before an act that cannot be taken back.
func (d *Driver) Read() *Driver {
	d.Screen()
	d.sh.Shown()
	d.clock.passed.Add(int64(reading))
	return d
}

// Settle takes answers until there have been none for a while and nobody waits
// for one, and reads the screen.
func (d *Driver) Settle() *Driver {
	d.t.Helper()
	late := time.After(patience)
	for {
		select {
		case msg := <-d.messages:
			d.Give(msg)
		case <-time.After(30 * time.Millisecond):
			if !d.sh.Top().Busy() {
				return d.Read()
			}
		case <-late:
			d.t.Fatalf("no rest; screen:\n%s", d.Screen())
		}
	}
}

// Open goes to a place that no key leads to now.
func (d *Driver) Open(p place.Place) *Driver {
	d.run(d.sh.Open(p))
	return d
}

// Top is the screen in front.
func (d *Driver) Top() kit.Screen { return d.sh.Top() }

// Screen is the text of the window as drawn now.
func (d *Driver) Screen() string { return ansi.Strip(d.sh.View()) }

// Frame is the window as drawn now, with its sequences.
func (d *Driver) Frame() string { return d.sh.View() }
