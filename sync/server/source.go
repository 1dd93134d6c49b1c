package server

import (
	"crypto/sha256"
	"net/http"
	"net/netip"
	"sync"
	"time"

	"example.org/meldeportal/sync/portal"
)

// asker is who asks to be let in, as far as it can be seen before a password is checked.
type asker struct {
	source string // its network address; of IPv6 the network, of which one house has many
	device []byte // SHA-256 of the key of its workstation, nil without one
	agent  string
}

const longestAgent = 60

func askerOf(r *http.Request) asker {
	a := asker{source: r.RemoteAddr, agent: r.UserAgent()}
	a.agent = a.agent[:min(len(a.agent), longestAgent)]
	if at, err := netip.ParseAddrPort(r.RemoteAddr); err == nil {
		a.source = network(at.Addr().Unmap())
	}
	if key := r.Header.Get(portal.HeaderDevice); key != "" {
		sum := sha256.Sum256([]byte(key))
		a.device = sum[:]
	}
	return a
}

func network(a netip.Addr) string {
	if a.Is6() {
		if p, err := a.Prefix(64); err == nil {
			return p.String()
		}
	}
	return a.String()
}

// A source may try so often from workstations that nobody has signed in at. What
// succeeds is given back: a whole clinic may come by one address.
const (
	minuteTries = 20
	hourTries   = 200
	mostSources = 100_000 // remembered; then all is forgotten
)

// sources counts by source, in memory: who is refused here has cost nearly nothing.
type sources struct {
	mu   sync.Mutex
	seen map[string]*tally
}

// tally is what a source has tried in a minute and in an hour that have begun.
type tally struct {
	minute, hour time.Time
	short, whole int
}

// enter counts a try, and gives how long to wait where there were too many.
func (s *sources) enter(source string, now time.Time) time.Duration {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.seen == nil || len(s.seen) > mostSources {
		s.seen = map[string]*tally{}
	}
	t := s.seen[source]
	if t == nil {
		t = &tally{}
		s.seen[source] = t
	}
	if d := now.Sub(t.minute); d < 0 || d >= time.Minute {
		t.minute, t.short = now, 0
	}
	if d := now.Sub(t.hour); d < 0 || d >= time.Hour {
		t.hour, t.whole = now, 0
	}
	switch {
	case t.whole >= hourTries:
		return t.hour.Add(time.Hour).Sub(now)
	case t.short >= minuteTries:
		return t.minute.Add(time.Minute).Sub(now)
	}
	t.short, t.whole = t.short+1, t.whole+1
	return 0
}

// giveBack takes a try back that was a success.
func (s *sources) giveBack(source string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if t := s.seen[source]; t != nil {
		t.short, t.whole = max(t.short-1, 0), max(t.whole-1, 0)
	}
}
