package tui

import (
	"time"

	tea "github.com/charmbracelet/bubbletea"
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

// clock is the one of the services, else the computer's.
func (sh *Shell) clock() Clock {
	if c := sh.services.Clock; c != nil {
		return c
	}
	return machineClock{}
}

// later gives a message to the program after a while, counted from now on.
func (sh *Shell) later(wait time.Duration, msg tea.Msg) tea.Cmd {
	over := sh.clock().After(wait)
	return func() tea.Msg {
		<-over
		return msg
	}
}
