package terminal

import (
	"bytes"
	"os"
	"strings"
	"sync"
	"time"
)

// Out is the terminal as the program writes to it: the renderer. What changes after
// a pause is written at once, and what answers a key; what follows is gathered into one
// frame; while nothing changes nobody wakes. After each frame the real cursor stands where the person
// types, so that screen readers, braille lines and magnifiers follow.
//
// The toolkit's own renderer looks for changes 120 times a second: a key waits for
// its tick, and a program nobody uses wakes 500 times a second.
type Out struct {
	*os.File
	Mu      sync.Mutex // guards the fields below up to Eye
	X, Y    int        // where the cursor belongs, counted from the upper left corner
	Visible bool
	next    picture // to be shown
	fresh   bool    // it is not shown yet
	keyed   bool    // the next one answers a key
	w, h    int     // of the window, 0 = not known
	anew    wipe
	Eye     *Eye // of the person before it, nil = nobody asks

	kick    chan struct{}
	answers chan struct{} // kicks likewise, for a frame that answers a key
	on      terminalState // of the goroutine that writes
}

// picture is a frame with what belongs to it.
type picture struct {
	view    string
	x, y    int
	visible bool
	front   any // what a person can answer in it
}

// wipe is how much of what stands on the terminal is not to be trusted.
type wipe int

const (
	keepAll   wipe = iota
	drawAgain      // every line is written
	clearAll       // and the window is cleared before
)

// gather is how long changes that follow another are gathered: half of what a key
// may take altogether.
const gather = 8 * time.Millisecond

// NewOut makes the terminal of a file.
func NewOut(file *os.File) *Out {
	return &Out{File: file, kick: make(chan struct{}, 1), answers: make(chan struct{}, 1)}
}

// Place says where the cursor belongs in the frame that is being drawn.
func (o *Out) Place(x, y int, visible bool) {
	o.Mu.Lock()
	defer o.Mu.Unlock()
	o.X, o.Y, o.Visible = x, y, visible
}

// show hands over a frame. It does not wait for the terminal: on a slow one frames
// are left out.
func (o *Out) show(view string) {
	front := o.Eye.Frame()
	o.Mu.Lock()
	defer o.Mu.Unlock()
	o.next, o.fresh = picture{view, o.X, o.Y, o.Visible, front}, true
	kick := o.kick
	if o.keyed {
		o.keyed, kick = false, o.answers
	}
	select {
	case kick <- struct{}{}:
	default:
	}
}

// answer says that the next frame answers a key.
func (o *Out) answer() {
	o.Mu.Lock()
	defer o.Mu.Unlock()
	o.keyed = true
}

// Some terminals do not know how large they are.
const usualWidth, usualHeight = 80, 24

// resize says how large the window is; what stood there may be anywhere now.
func (o *Out) resize(w, h int) {
	if w == 0 || h == 0 {
		w, h = usualWidth, usualHeight
	}
	o.Mu.Lock()
	defer o.Mu.Unlock()
	o.w, o.h, o.anew = w, h, max(o.anew, drawAgain)
}

// clear has the next frame drawn on an empty window.
func (o *Out) clear() {
	o.Mu.Lock()
	defer o.Mu.Unlock()
	o.anew = clearAll
}

// Draw writes frames until stop is closed, and then the last one.
func (o *Out) Draw(stop <-chan struct{}) {
	for {
		select {
		case <-stop:
			o.flush()
			return
		case <-o.kick:
			o.flush()
			o.rest()
		case <-o.answers:
			o.flush()
			time.Sleep(gather)
		}
	}
}

// rest gathers what follows a frame nobody has pressed a key for. The answer to a key
// is not gathered with it: while a queue leaves such frames come all the time.
func (o *Out) rest() {
	select {
	case <-time.After(gather):
	case <-o.answers:
		o.flush()
		time.Sleep(gather)
	}
}

// flush writes the frame that is to be shown, as far as it differs from what stands
// on the terminal.
func (o *Out) flush() {
	o.Mu.Lock()
	p, due, w, h, anew := o.next, o.fresh && o.w > 0, o.w, o.h, o.anew
	if due {
		o.fresh, o.anew = false, keepAll
	}
	o.Mu.Unlock()
	if !due {
		return
	}
	if out := o.on.frame(p, w, h, anew); len(out) > 0 {
		if _, err := o.File.Write(out); err != nil {
			return
		}
	}
	o.Eye.Show(p.front)
}

// terminalState is what stands on the terminal.
type terminalState struct {
	seen    frameDiff
	cursor  spot
	visible bool
	lit     bool // it is known whether the cursor can be seen
}

// frame is what has to be written to show a picture.
func (s *terminalState) frame(p picture, w, h int, anew wipe) []byte {
	var out bytes.Buffer
	if anew != keepAll {
		s.seen.forget()
		s.cursor.known, s.lit = false, false
	}
	if anew == clearAll {
		out.WriteString(eraseAll)
	}
	lines := strings.Split(p.view, "\n")
	painted, at := s.seen.paint(lines[max(0, len(lines)-h):], w, h)
	if len(painted) > 0 {
		out.Write(painted)
		s.cursor = at
	}
	s.place(&out, p, w)
	return out.Bytes()
}

// place puts the cursor where it belongs, unless the cell written last has left it
// there.
func (s *terminalState) place(out *bytes.Buffer, p picture, w int) {
	if want := (spot{p.x, p.y, true}); p.visible && s.cursor != want {
		out.WriteString(shortestWay(s.cursor, want, w))
		s.cursor = want
	}
	if !s.lit || s.visible != p.visible {
		out.WriteString(map[bool]string{true: "\x1b[?25h", false: "\x1b[?25l"}[p.visible])
		s.visible, s.lit = p.visible, true
	}
}
