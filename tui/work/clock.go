package work

import (
	"time"
)

// Clock measures how long something takes: how long a letter waits to be saved,
// how long a question has been in sight. What is dated takes Services.Now.
type Clock interface {
	Now() time.Time
	After(wait time.Duration) <-chan time.Time
}

// MachineClock is the computer's own.
type MachineClock struct{}

// Timer is the clock of the services, else the computer's.
func (s *Services) Timer() Clock {
	if s.Clock != nil {
		return s.Clock
	}
	return MachineClock{}
}

func (MachineClock) Now() time.Time { return time.Now() }

func (MachineClock) After(wait time.Duration) <-chan time.Time { return time.After(wait) }
