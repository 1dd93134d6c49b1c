package tuitest

import (
	"errors"
	"image"
	"image/color"
	"io"
	"os"
	"os/exec"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/vt"
	"github.com/creack/pty"
	"golang.org/x/sys/unix"
)

// Terminal is a program on a pseudo-terminal.
type Terminal struct {
	t       testing.TB
	cmd     *exec.Cmd
	pty     *os.File
	screen  sync.Mutex // guards vt
	vt      *vt.Emulator
	mu      sync.Mutex
	written int       // bytes the program has written
	first   time.Time // when the first of them came since it was asked for
	last    time.Time // when the last of them came
	raw     []byte    // the end of them
	copy    io.Writer // gets all of them
	done    chan struct{}
	fd      int32
	hungUp  atomic.Bool
}

// Start runs a program in a window of w x h cells. It is killed with the test.
func Start(t testing.TB, cmd *exec.Cmd, w, h int) *Terminal {
	t.Helper()
	f, err := pty.StartWithSize(cmd, &pty.Winsize{Cols: uint16(w), Rows: uint16(h)})
	if err != nil {
		t.Fatalf("start %s: %v", cmd.Path, err)
	}
	term := &Terminal{t: t, cmd: cmd, pty: f, vt: vt.NewEmulator(w, h), done: make(chan struct{}), fd: int32(f.Fd())}
	go term.read()
	go io.Copy(io.Discard, term.vt) // a terminal that does not tell what it is
	t.Cleanup(term.Kill)
	return term
}

func (term *Terminal) read() {
	defer close(term.done)
	defer term.vt.InputPipe().(io.Closer).Close()
	buf := make([]byte, 1<<16)
	for !term.hungUp.Load() {
		if !term.ready() {
			continue
		}
		n, err := term.pty.Read(buf)
		term.mu.Lock()
		term.written += n
		term.last = time.Now()
		if term.first.IsZero() {
			term.first = term.last
		}
		term.raw = append(term.raw[max(0, len(term.raw)-4096):], buf[:n]...)
		if term.copy != nil {
			term.copy.Write(buf[:n])
		}
		term.mu.Unlock()
		term.screen.Lock()
		term.vt.Write(buf[:n])
		term.screen.Unlock()
		if err != nil {
			return
		}
	}
}

// ready waits for output, but not for ever: a Read that waits would keep the
// terminal open after Hangup.
func (term *Terminal) ready() bool {
	fds := []unix.PollFd{{Fd: term.fd, Events: unix.POLLIN}}
	n, err := unix.Poll(fds, 50)
	return n > 0 || err != nil && !errors.Is(err, unix.EINTR)
}

// Kill ends the program at once, as a power cut would.
func (term *Terminal) Kill() {
	term.cmd.Process.Kill()
	term.Wait()
}

// Wait waits until the program has ended and returns its exit status. One that
// does not end is killed, and the test fails.
func (term *Terminal) Wait() int {
	late := time.AfterFunc(patience, func() {
		term.t.Errorf("program did not end; screen:\n%s", term.Screen())
		term.cmd.Process.Kill()
	})
	defer late.Stop()
	<-term.done // nothing more is written
	term.cmd.Wait()
	term.pty.Close()
	return term.cmd.ProcessState.ExitCode()
}

// Signal sends a signal to the program.
func (term *Terminal) Signal(s os.Signal) { term.cmd.Process.Signal(s) }

// Hangup takes the terminal away, as a lost connection does.
func (term *Terminal) Hangup() {
	term.hungUp.Store(true)
	<-term.done
	term.pty.Close()
}

// Resize changes the window.
func (term *Terminal) Resize(w, h int) {
	term.screen.Lock()
	defer term.screen.Unlock()
	pty.Setsize(term.pty, &pty.Winsize{Cols: uint16(w), Rows: uint16(h)})
	term.vt.Resize(w, h)
}

// Type sends text as it is typed.
func (term *Terminal) Type(text string) {
	if _, err := io.WriteString(term.pty, text); err != nil {
		term.t.Fatalf("type: %v", err)
	}
}

// Sequences of keys as xterm sends them.
var Sequences = map[string]string{
	"enter": "\r", "esc": "\x1b", "tab": "\t", "shift+tab": "\x1b[Z", "up": "\x1b[A", "down": "\x1b[B", "right": "\x1b[C", "left": "\x1b[D",
	"home": "\x1b[H", "end": "\x1b[F", "pgup": "\x1b[5~", "pgdown": "\x1b[6~", "delete": "\x1b[3~", "insert": "\x1b[2~", "backspace": "\x7f",
	"f1": "\x1bOP", "f2": "\x1bOQ", "f3": "\x1bOR", "f4": "\x1bOS", "f5": "\x1b[15~", "f6": "\x1b[17~", "f7": "\x1b[18~", "f8": "\x1b[19~",
	"f9": "\x1b[20~", "f10": "\x1b[21~", "f12": "\x1b[24~",
}

// Press sends keys by name: "enter", "f12", "ctrl+n", "*".
func (term *Terminal) Press(keys ...string) {
	term.t.Helper()
	for _, k := range keys {
		sequence, ok := Sequences[k]
		if letter, isControl := strings.CutPrefix(k, "ctrl+"); isControl && len(letter) == 1 {
			sequence, ok = string(letter[0]&0x1f), true
		}
		if letter, isAlt := strings.CutPrefix(k, "alt+"); isAlt && len(letter) == 1 {
			sequence, ok = "\x1b"+letter, true
		}
		if len([]rune(k)) == 1 {
			sequence, ok = k, true
		}
		if !ok {
			term.t.Fatalf("no such key: %s", k)
		}
		term.Type(sequence)
	}
}

// patience is how long a screen may take to show something. What the program asks the
// portal by itself it asks within 24 seconds.
const patience = 30 * time.Second

// See waits until the screen shows a text.
func (term *Terminal) See(text string) { term.t.Helper(); term.wait(text, true) }

// readingTime is how long somebody looks at a question: the program takes no answer
// to what nobody can have read.
const readingTime = 800 * time.Millisecond

// Read lets somebody read the screen, as before an act that cannot be taken back.
func (term *Terminal) Read() { time.Sleep(readingTime) }

// Gone waits until the screen does not show a text any more.
func (term *Terminal) Gone(text string) { term.t.Helper(); term.wait(text, false) }

func (term *Terminal) wait(text string, want bool) {
	term.t.Helper()
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); time.Sleep(2 * time.Millisecond) {
		if shows(term.Screen(), text) == want {
			return
		}
		select {
		case <-term.done:
			term.t.Fatalf("program ended while waiting for %q; last screen:\n%s", text, term.Screen())
		default:
		}
	}
	term.t.Fatalf("waiting for %q (shown: %v) took too long; screen:\n%s", text, want, term.Screen())
}

// shows reports whether a screen has a text, on one line or wrapped.
func shows(screen, text string) bool {
	return strings.Contains(screen, text) || strings.Contains(strings.Join(strings.Fields(screen), " "), text)
}

// Screen is the text in the window, a line each.
func (term *Terminal) Screen() string {
	term.screen.Lock()
	defer term.screen.Unlock()
	return term.vt.String() + "\n"
}

// Cursor is where the terminal's cursor stands, and whether it is shown.
func (term *Terminal) Cursor() (x, y int, visible bool) {
	term.screen.Lock()
	defer term.screen.Unlock()
	c := term.vt.CursorPosition()
	return c.X, c.Y, !term.vt.CursorHidden()
}

// Quiet waits until the program has written nothing for a while.
func (term *Terminal) Quiet(while time.Duration) {
	for start := time.Now(); time.Since(start) < patience; time.Sleep(2 * time.Millisecond) {
		term.mu.Lock()
		last := term.last
		term.mu.Unlock()
		if time.Since(last) >= while && time.Since(start) >= while {
			return
		}
	}
}

// Written counts the bytes the program has written so far.
func (term *Terminal) Written() int {
	term.mu.Lock()
	defer term.mu.Unlock()
	return term.written
}

// Tail is the end of what the program has written, with its sequences.
func (term *Terminal) Tail(n int) string {
	term.mu.Lock()
	defer term.mu.Unlock()
	return string(term.raw[max(0, len(term.raw)-n):])
}

// Record copies whatever the program writes from now on.
func (term *Terminal) Record(to io.Writer) {
	term.mu.Lock()
	defer term.mu.Unlock()
	term.copy = to
}

// PID is the program's process.
func (term *Terminal) PID() int { return term.cmd.Process.Pid }

// Latency types text and tells how long it took until the program answered with
// a frame. ok is false when it did not within a second.
func (term *Terminal) Latency(text string) (took time.Duration, ok bool) {
	before := term.Written()
	start := time.Now()
	term.Type(text)
	for time.Since(start) < time.Second {
		term.mu.Lock()
		answered, last := term.written > before, term.last
		term.mu.Unlock()
		if answered {
			return last.Sub(start), true
		}
		time.Sleep(200 * time.Microsecond)
	}
	return 0, false
}

// FirstByte types text and tells how long it took until the program began to answer.
// ok is false when it did not within a second.
func (term *Terminal) FirstByte(text string) (took time.Duration, ok bool) {
	term.mu.Lock()
	term.first = time.Time{}
	term.mu.Unlock()
	start := time.Now()
	term.Type(text)
	for time.Since(start) < time.Second {
		term.mu.Lock()
		first := term.first
		term.mu.Unlock()
		if !first.IsZero() {
			return first.Sub(start), true
		}
		time.Sleep(200 * time.Microsecond)
	}
	return 0, false
}

// cell is the edge of a drawn half block in pixels.
const cell = 6

// Picture draws the screen's half blocks as a camera would see them: each cell
// two square modules in the cell's own colours.
func (term *Terminal) Picture() image.Image {
	term.screen.Lock()
	defer term.screen.Unlock()
	w, h := term.vt.Width(), term.vt.Height()
	img := image.NewGray(image.Rect(0, 0, w*cell, h*2*cell))
	for y := range h {
		for x := range w {
			g := term.vt.CellAt(x, y)
			fg, bg := shade(g.Style.Fg, 200), shade(g.Style.Bg, 60)
			if g.Style.Attrs&uv.AttrReverse != 0 {
				fg, bg = bg, fg
			}
			upper, lower := bg, bg
			switch g.Content {
			case "█":
				upper, lower = fg, fg
			case "▀":
				upper = fg
			case "▄":
				lower = fg
			}
			fill(img, x, 2*y, upper)
			fill(img, x, 2*y+1, lower)
		}
	}
	return img
}

// shade is the brightness of a terminal colour; fallback is the theme's own.
func shade(c color.Color, fallback uint8) color.Gray {
	if c == nil {
		return color.Gray{Y: fallback}
	}
	return color.GrayModel.Convert(c).(color.Gray)
}

func fill(img *image.Gray, x, y int, c color.Gray) {
	for dy := range cell {
		for dx := range cell {
			img.SetGray(x*cell+dx, y*cell+dy, c)
		}
	}
}
