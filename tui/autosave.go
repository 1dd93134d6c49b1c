package tui

import (
	"context"
	"errors"
	"sync"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/answer"
)

// Saving waits this long for the next letter, but not longer than this since the
// oldest letter that is not saved, so that with the writing none of them waits
// two seconds however long somebody types; and this long after a failure.
const (
	saveDelay  = 500 * time.Millisecond
	saveAtLast = 1500 * time.Millisecond
	retryDelay = 5 * time.Second
)

// snapshot is what an editor holds at one moment. It shares nothing with the
// report that goes on being edited.
type snapshot struct {
	seq    int // counts states of one editor
	report model.Report
	cursor string
	aside  *aside // nil where there is none
	begun  bool   // a new person who is no case yet
	form   []byte // the way back, origins
}

// autosave writes snapshots, one at a time; of those that wait only the latest
// is written. A goroutine runs while there is something to write, and only then.
type autosave struct {
	write func(context.Context, *snapshot) error
	tell  func(tea.Msg)

	mu      sync.Mutex
	waiting *snapshot
	done    chan struct{} // closed when the writer has nothing left; nil while none runs
	err     error         // of the last save
}

// savedMsg says how a save went.
type savedMsg struct {
	by  *autosave
	seq int
	err error
}

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

// put hands over a state to be written.
func (a *autosave) put(s *snapshot) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.waiting = s
	if a.done == nil {
		a.done = make(chan struct{})
		go a.run()
	}
}

func (a *autosave) run() {
	for {
		a.mu.Lock()
		s := a.waiting
		a.waiting = nil
		if s == nil {
			close(a.done)
			a.done = nil
			a.mu.Unlock()
			return
		}
		a.mu.Unlock()
		err := a.write(context.Background(), s)
		a.mu.Lock()
		a.err = failed(err)
		a.mu.Unlock()
		// Nobody may wait for the program to take the answer: it may itself be
		// waiting in flush.
		go a.tell(savedMsg{a, s.seq, err})
	}
}

// flush writes a state and waits until it is on the disk. s may be nil: then it
// waits for what is on its way.
func (a *autosave) flush(ctx context.Context, s *snapshot) error {
	if s != nil {
		a.put(s)
	}
	a.mu.Lock()
	done := a.done
	a.mu.Unlock()
	if done != nil {
		select {
		case <-done:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.err
}

// pause asks for a saveDue message when typing pauses and, with the first letter
// behind the state handed over last, for a saveOverdue message.
func (a *autosave) pause(sh *Shell, seq, handed int, first bool) tea.Cmd {
	due := sh.later(saveDelay, saveDue{a, seq})
	if !first {
		return due
	}
	return tea.Batch(due, sh.later(saveAtLast, saveOverdue{a, handed}))
}

// again tries later what could not be saved, where that can end otherwise.
func (a *autosave) again(sh *Shell, seq int, err error) tea.Cmd {
	var f *answer.Failure
	if errors.As(err, &f) && f.Kind == answer.FailOutdated {
		return nil
	}
	return sh.later(retryDelay, saveDue{a, seq})
}

// aside is what an editor keeps of a draft beside its report.
type aside struct {
	notiz  string
	sperre *model.Sperre
}

// failed is the error of a save that did not store what it was given.
func failed(err error) error {
	var moved *answer.Moved
	var over *answer.Overwritten
	var f *answer.Failure
	if errors.As(err, &moved) || errors.As(err, &over) && !errors.As(err, &f) {
		return nil
	}
	return err
}
