package tui

import (
	"sync"
	"sync/atomic"
	"time"
)

// readingClock is the computer's, but for the time a test says has passed.
type readingClock struct {
	machineClock
	passed atomic.Int64
}

func (c *readingClock) Now() time.Time { return time.Now().Add(time.Duration(c.passed.Load())) }

// handClock is a clock that goes on only when a test says so.
type handClock struct {
	mu    sync.Mutex
	now   time.Time
	waits []handWait
}

type handWait struct {
	at   time.Time
	over chan time.Time
}

func (c *handClock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *handClock) After(wait time.Duration) <-chan time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	over := make(chan time.Time, 1)
	c.waits = append(c.waits, handWait{c.now.Add(wait), over})
	return over
}

// goOn lets time pass and counts what was waited for and is over now.
func (c *handClock) goOn(by time.Duration) (over int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(by)
	var open []handWait
	for _, w := range c.waits {
		if w.at.After(c.now) {
			open = append(open, w)
			continue
		}
		w.over <- c.now
		over++
	}
	c.waits = open
	return over
}
