package server

import (
	"context"
	"sync"
	"time"
)

// A password check takes 64 MiB and a tenth of a second of a core. Those who ask for one
// go by a lane: a few at a time, and of those who wait each source in its turn, so that a
// stranger who asks a thousand times a second keeps nobody else waiting. Deliveries never
// wait in a lane.

const (
	hashesAtOnce = 2 // of those who are known; of all others one

	laneWaiting = 32 // more are sent away
	laneRest    = 9  // times as long as a check took rests who is not known, while others work

	unknownWaiting = 12 // with the rests no more have their turn before their programs give up
)

// lane is one queue of password checks.
type lane struct {
	rests  bool         // its checks leave most of a core to those who deliver
	others func() int64 // how often somebody else has called

	mu      sync.Mutex
	free    int // checks that may begin
	most    int // who may wait
	waiting int
	queues  map[string][]*place
	order   []string // the sources of queues, who is next first
}

// place is somebody who waits.
type place struct {
	source string
	turn   chan bool // true: go in; false: make room for somebody who has asked less
}

func newLane(atOnce, most int, rests bool, others func() int64) *lane {
	return &lane{rests: rests, others: others, free: atOnce, most: most, queues: map[string][]*place{}}
}

// enter waits for a turn; ErrBusy where too many wait already.
func (l *lane) enter(ctx context.Context, source string) (leave func(), err error) {
	mine, err := l.join(source)
	if err != nil {
		return nil, err
	}
	select {
	case in := <-mine.turn:
		if !in {
			return nil, ErrBusy
		}
	case <-ctx.Done():
		if l.quit(mine) {
			return nil, ErrBusy
		}
		if in := <-mine.turn; in { // it came meanwhile
			l.next()
		}
		return nil, ErrBusy
	}
	begun, before := time.Now(), l.others()
	return func() { l.leave(time.Since(begun), before) }, nil
}

func (l *lane) join(source string) (*place, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	mine := &place{source, make(chan bool, 1)}
	if l.free > 0 {
		l.free--
		mine.turn <- true
		return mine, nil
	}
	if l.waiting == l.most && !l.makeRoom(source) {
		return nil, ErrBusy
	}
	if len(l.queues[source]) == 0 {
		l.order = append(l.order, source)
	}
	l.queues[source] = append(l.queues[source], mine)
	l.waiting++
	return mine, nil
}

// makeRoom sends away the last of the source that has most waiting, where that is more than
// the one who comes would have.
func (l *lane) makeRoom(source string) bool {
	var most string
	for _, s := range l.order {
		if len(l.queues[s]) > len(l.queues[most]) {
			most = s
		}
	}
	if len(l.queues[most]) <= len(l.queues[source])+1 {
		return false
	}
	queue := l.queues[most]
	last := queue[len(queue)-1]
	l.take(last)
	last.turn <- false
	return true
}

// take takes somebody out; false where she is not waiting any more.
func (l *lane) take(p *place) bool {
	queue := l.queues[p.source]
	for i, q := range queue {
		if q != p {
			continue
		}
		l.waiting--
		if queue = append(queue[:i:i], queue[i+1:]...); len(queue) > 0 {
			l.queues[p.source] = queue
			return true
		}
		delete(l.queues, p.source)
		for i, s := range l.order {
			if s == p.source {
				l.order = append(l.order[:i:i], l.order[i+1:]...)
				break
			}
		}
		return true
	}
	return false
}

func (l *lane) quit(p *place) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.take(p)
}

// leave lets the next one in, after a rest where others have called meanwhile.
func (l *lane) leave(took time.Duration, before int64) {
	if l.rests && l.others() != before {
		time.AfterFunc(laneRest*took, l.next)
		return
	}
	l.next()
}

// next lets the first of the source in whose turn it is.
func (l *lane) next() {
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.order) == 0 {
		l.free++
		return
	}
	source := l.order[0]
	first := l.queues[source][0]
	l.take(first)
	if len(l.queues[source]) > 0 { // its next one waits until all others had theirs
		l.order = append(l.order[1:], source)
	}
	first.turn <- true
}
