package refportal

import "context"

const (
	hashesAtOnce = 2  // password checks at a time, 64 MiB each
	hashesQueued = 32 // waiting for their turn; more are sent away
)

// gate bounds how much memory and time password checks take from the server.
type gate struct {
	inside  chan struct{}
	waiting chan struct{}
}

func newGate() *gate {
	return &gate{make(chan struct{}, hashesAtOnce), make(chan struct{}, hashesAtOnce+hashesQueued)}
}

// enter waits for a turn; errBusy when too many wait already.
func (g *gate) enter(ctx context.Context) (leave func(), err error) {
	select {
	case g.waiting <- struct{}{}:
	default:
		return nil, errBusy
	}
	select {
	case g.inside <- struct{}{}:
		return func() { <-g.inside; <-g.waiting }, nil
	case <-ctx.Done():
		<-g.waiting
		return nil, errBusy
	}
}
