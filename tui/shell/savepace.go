package shell

import (
	"errors"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/tui/work"
)

// SavePause asks for a saveDue message when typing pauses and, with the first letter
// behind the state handed over last, for a saveOverdue message.
func (sh *Shell) SavePause(a *work.Autosave, seq, handed int, first bool) tea.Cmd {
	due := sh.later(saveDelay, SaveDue{a, seq})
	if !first {
		return due
	}
	return tea.Batch(due, sh.later(saveAtLast, SaveOverdue{a, handed}))
}

// SaveAgain tries later what could not be saved, where that can end otherwise.
func (sh *Shell) SaveAgain(a *work.Autosave, seq int, err error) tea.Cmd {
	var f *answer.Failure
	if errors.As(err, &f) && f.Kind == answer.FailOutdated {
		return nil
	}
	return sh.later(retryDelay, SaveDue{a, seq})
}

// Saving waits this long for the next letter, but not longer than this since the
// oldest letter that is not saved, so that with the writing none of them waits
// two seconds however long somebody types; and this long after a failure.
const (
	saveDelay  = 500 * time.Millisecond
	saveAtLast = 1500 * time.Millisecond
	retryDelay = 5 * time.Second
)

// SaveDue says that it is time to save, if nothing was typed meanwhile.
type SaveDue struct {
	By  *work.Autosave
	Seq int
}

// SaveOverdue says that the first letter typed after a state was handed over has
// waited long enough, if no other state was handed over meanwhile.
type SaveOverdue struct {
	By     *work.Autosave
	Handed int
}
