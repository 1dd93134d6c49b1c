package work

import (
	"context"
	"errors"
	"sync"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/answer"
)

// Snapshot is what an editor holds at one moment. It shares nothing with the
// report that goes on being edited.
type Snapshot struct {
	Seq    int // counts states of one editor
	Report model.Report
	Cursor string
	Aside  *Aside // nil where there is none
	Met    int    // how many of a colleague's saves it holds, see together.Met
	Begun  bool   // a new person who is no case yet
	Form   []byte // the way back, origins
}

// Autosave writes snapshots, one at a time; of those that wait only the latest
// is written. A goroutine runs while there is something to write, and only then.
type Autosave struct {
	Write func(context.Context, *Snapshot) error
	Tell  func(any) // is given a savedMsg, on a goroutine of its own

	mu      sync.Mutex
	waiting *Snapshot
	done    chan struct{} // closed when the writer has nothing left; nil while none runs
	err     error         // of the last save
	moved   *answer.Moved // it was kept beside its draft, and nobody has heard that yet
}

// SavedMsg says how a save went.
type SavedMsg struct {
	By  *Autosave
	Seq int
	Err error
}

// Put hands over a state to be written.
func (a *Autosave) Put(s *Snapshot) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.waiting = s
	if a.done == nil {
		a.done = make(chan struct{})
		go a.run()
	}
}

func (a *Autosave) run() {
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
		err := a.Write(context.Background(), s)
		a.mu.Lock()
		a.err = answer.Failed(err)
		errors.As(err, &a.moved)
		a.mu.Unlock()
		// Nobody may wait for the program to take the answer: it may itself be
		// waiting in flush.
		go a.Tell(SavedMsg{a, s.Seq, err})
	}
}

// Apart is what nobody has heard yet of a state that was kept beside its draft, nil = nothing.
func (a *Autosave) Apart() *answer.Moved {
	a.mu.Lock()
	defer a.mu.Unlock()
	moved := a.moved
	a.moved = nil
	return moved
}

// Flush writes a state and waits until it is on the disk. s may be nil: then it
// waits for what is on its way.
func (a *Autosave) Flush(ctx context.Context, s *Snapshot) error {
	if s != nil {
		a.Put(s)
	}
	a.Wait(ctx)
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.done != nil && ctx.Err() != nil {
		return ctx.Err()
	}
	return a.err
}

// Wait waits for what is on its way to the disk; how that went is told as ever.
func (a *Autosave) Wait(ctx context.Context) {
	a.mu.Lock()
	done := a.done
	a.mu.Unlock()
	if done != nil {
		select {
		case <-done:
		case <-ctx.Done():
		}
	}
}

// Aside is what an editor keeps of a draft beside its report.
type Aside = model.Beside
