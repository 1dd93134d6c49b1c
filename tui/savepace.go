package tui

import (
	"errors"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/model/answer"
)

// savePause asks for a saveDue message when typing pauses and, with the first letter
// behind the state handed over last, for a saveOverdue message.
func (sh *Shell) savePause(a *autosave, seq, handed int, first bool) tea.Cmd {
	due := sh.later(saveDelay, saveDue{a, seq})
	if !first {
		return due
	}
	return tea.Batch(due, sh.later(saveAtLast, saveOverdue{a, handed}))
}

// saveAgain tries later what could not be saved, where that can end otherwise.
func (sh *Shell) saveAgain(a *autosave, seq int, err error) tea.Cmd {
	var f *answer.Failure
	if errors.As(err, &f) && f.Kind == answer.FailOutdated {
		return nil
	}
	return sh.later(retryDelay, saveDue{a, seq})
}

// Saving waits this long for the next letter, but not longer than this since the
// oldest letter that is not saved, so that with the writing none of them waits
// two seconds however long somebody types; and this long after a failure.
const (
	saveDelay  = 500 * time.Millisecond
	saveAtLast = 1500 * time.Millisecond
	retryDelay = 5 * time.Second
)

// saveDue says that it is time to save, if nothing was typed meanwhile.
type saveDue struct {
	by  *autosave
	seq int
}

// saveOverdue says that the first letter typed after a state was handed over has
// waited long enough, if no other state was handed over meanwhile.
type saveOverdue struct {
	by     *autosave
	handed int
}
