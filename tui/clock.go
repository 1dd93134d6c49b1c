package tui

import (
	"time"
)

// Clock measures how long something takes: how long a letter waits to be saved,
// how long a question has been in sight. What is dated takes Services.Now.
type Clock interface {
	Now() time.Time
	After(wait time.Duration) <-chan time.Time
}

// machineClock is the computer's own.
type machineClock struct{}

func (machineClock) Now() time.Time { return time.Now() }

func (machineClock) After(wait time.Duration) <-chan time.Time { return time.After(wait) }
