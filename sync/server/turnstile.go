package server

import "context"

const (
	hashesAtOnce = 2  // password checks at a time, 64 MiB each
	hashesQueued = 32 // waiting for their turn; more are sent away
)

// turnstile bounds how much memory and time password checks take from the server.
type turnstile struct {
	inside  chan struct{}
	waiting chan struct{}
}

func newTurnstile() *turnstile {
	return &turnstile{make(chan struct{}, hashesAtOnce), make(chan struct{}, hashesAtOnce+hashesQueued)}
}

// enter waits for a turn; ErrBusy when too many wait already.
func (t *turnstile) enter(ctx context.Context) (leave func(), err error) {
	select {
	case t.waiting <- struct{}{}:
	default:
		return nil, ErrBusy
	}
	select {
	case t.inside <- struct{}{}:
		return func() { <-t.inside; <-t.waiting }, nil
	case <-ctx.Done():
		<-t.waiting
		return nil, ErrBusy
	}
}
