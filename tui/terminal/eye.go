package terminal

import (
	"sync"
	"time"

	tea "github.com/charmbracelet/bubbletea"
)

// An act that cannot be taken back — sending, deleting, discarding, signing out —
// wants somebody who has seen its question: an Action says that it is Final, and
// its key counts only when the screen in front has stood on the terminal for a
// moment, and when the key was not just pressed before. What was typed ahead, a
// burst and a held key answer nothing; the key keeps its meaning for later.

const (
	// ReadTime passes from the question on the terminal to its answer.
	ReadTime = 400 * time.Millisecond
	// RepeatTime passes between two presses of one key: of the usual desktops X11
	// is the last one to repeat a key that is held, after 660 ms.
	RepeatTime = 700 * time.Millisecond
	// restTime without a message means that the program was waiting for one: the
	// key that ends it was not typed before.
	restTime = 5 * time.Millisecond
)

// Eye is what a person can have seen and when she pressed what. The terminal
// tells of its frames from a goroutine of its own.
type Eye struct {
	Now     func() time.Time
	mu      sync.Mutex
	drawn   any       // in front in the frame drawn last, nil = none to answer
	seen    any       // in front in the frame that stands on the terminal
	since   time.Time // when it came there
	rested  time.Time // when the program had done everything
	woken   time.Time // by the message after which it has not rested any more
	pressed map[string]time.Time
}

// Wake notes that a message has come.
func (e *Eye) Wake() {
	now := e.Now()
	if e.woken.IsZero() || now.Sub(e.rested) > restTime {
		e.woken = now
	}
}

// Draw notes which screen the frame being drawn asks of.
func (e *Eye) Draw(front any) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.drawn, e.rested = front, e.Now()
}

// Frame is the screen in the frame that is about to be written.
func (e *Eye) Frame() any {
	if e == nil {
		return nil
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.drawn
}

// Show notes that the frame of a screen stands on the terminal.
func (e *Eye) Show(front any) {
	if e == nil {
		return
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.seen != front {
		e.seen, e.since = front, e.Now()
	}
}

// Press notes a key and reports that the same one was pressed just before.
func (e *Eye) Press(k tea.KeyMsg) (again bool) {
	if len(k.Runes) > 1 {
		return false // pasted or typed ahead: no action has such a key
	}
	name, now := k.String(), e.Now()
	last, known := e.pressed[name]
	if e.pressed == nil {
		e.pressed = map[string]time.Time{}
	}
	e.pressed[name] = now
	return known && now.Sub(last) < RepeatTime
}

// Read reports that a screen stood on the terminal long enough before the key
// that is being handled can have been pressed.
func (e *Eye) Read(front any) bool {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.seen == front && e.woken.Sub(e.since) >= ReadTime
}
