package stage

import (
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"example.org/meldeportal/tui/work"
)

// readingClock is the computer's, but for the time a test says has passed.
type readingClock struct {
	work.MachineClock
	passed atomic.Int64
}

func (c *readingClock) Now() time.Time { return time.Now().Add(time.Duration(c.passed.Load())) }

// HandClock is a clock that goes on only when a test says so.
type HandClock struct {
	mu    sync.Mutex
	Time  time.Time
	waits []handWait
}

type handWait struct {
	at   time.Time
	over chan time.Time
}

func (c *HandClock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.Time
}

func (c *HandClock) After(wait time.Duration) <-chan time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	over := make(chan time.Time, 1)
	c.waits = append(c.waits, handWait{c.Time.Add(wait), over})
	return over
}

// Until lets time pass until something has come of it.
func (c *HandClock) Until(t testing.TB, done func() bool) {
	t.Helper()
	for late := time.Now().Add(10 * time.Second); !done(); time.Sleep(time.Millisecond) {
		if c.GoOn(time.Second); time.Now().After(late) {
			t.Error("time has passed, and nothing has come of it")
			return
		}
	}
}

// Sleep is the machine asleep for a while: nothing that is waited for comes.
func (c *HandClock) Sleep(by time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.Time = c.Time.Add(by)
}

// GoOn lets time pass and counts what was waited for and is over now.
func (c *HandClock) GoOn(by time.Duration) (over int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.Time = c.Time.Add(by)
	var open []handWait
	for _, w := range c.waits {
		if w.at.After(c.Time) {
			open = append(open, w)
			continue
		}
		w.over <- c.Time
		over++
	}
	c.waits = open
	return over
}
