package desk

import (
	"context"
	"maps"
	"slices"
	"sync"
	"time"

	"example.org/meldeportal/model/answer"
)

// newsEvery is how far apart news are at least: screens read the store for each.
const newsEvery = 250 * time.Millisecond

// newsCases is how many cases news name at most; more stand for any. It is more than
// leave between two news.
const newsCases = 500

// bulletin collects what changed until somebody asks: each case once, however
// often its deliveries moved. It is no queue, so nothing piles up while nobody
// listens, and nothing is lost.
type bulletin struct {
	fresh chan struct{} // holds one token while there is something to tell

	mu    sync.Mutex
	cases map[string]bool
	moved map[string]bool // deliveries
	any   bool
	link  bool
	told  time.Time
}

func newBulletin() *bulletin {
	return &bulletin{fresh: make(chan struct{}, 1), cases: map[string]bool{}, moved: map[string]bool{}}
}

// move says that a delivery of a case moved.
func (b *bulletin) move(caseID, transaktionsnummer string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if !b.any {
		b.cases[caseID], b.moved[transaktionsnummer] = true, true
		b.any = max(len(b.cases), len(b.moved)) > newsCases
	}
	b.ring()
}

// addAny says that something changed and nobody knows what.
func (b *bulletin) addAny() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.any = true
	b.ring()
}

// addLink says that the connection to the portal changed.
func (b *bulletin) addLink() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.link = true
	b.ring()
}

func (b *bulletin) ring() {
	select {
	case b.fresh <- struct{}{}:
	default:
	}
}

// next waits until there is something to tell and the last news are long enough
// ago.
func (b *bulletin) next(ctx context.Context) (answer.News, error) {
	select {
	case <-b.fresh:
	case <-ctx.Done():
		return answer.News{}, ctx.Err()
	}
	select {
	case <-time.After(b.rest()):
	case <-ctx.Done():
		b.ring() // whoever asks next hears it
		return answer.News{}, ctx.Err()
	}
	return b.take(), nil
}

func (b *bulletin) rest() time.Duration {
	b.mu.Lock()
	defer b.mu.Unlock()
	return time.Until(b.told.Add(newsEvery))
}

func (b *bulletin) take() (n answer.News) {
	b.mu.Lock()
	defer b.mu.Unlock()
	select {
	case <-b.fresh: // it rang again meanwhile: that is told now
	default:
	}
	if !b.any {
		n.Cases = slices.Sorted(maps.Keys(b.cases))
		n.Moved = slices.Sorted(maps.Keys(b.moved))
	}
	n.Link = b.link && !b.any && len(b.cases) == 0
	b.any, b.link, b.told = false, false, time.Now()
	clear(b.cases)
	clear(b.moved)
	return n
}
