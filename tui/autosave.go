package tui

import (
	"context"
	"errors"
	"sync"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/answer"
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
	tell  func(any) // is given a savedMsg, on a goroutine of its own

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
