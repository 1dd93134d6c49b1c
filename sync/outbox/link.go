package outbox

import (
	"context"
	"errors"
	"time"
)

// Link is the state of the connection, as the last answers showed it.
type Link struct {
	Online  bool      // the portal answers
	Since   time.Time // when it began or ceased to
	Ended   bool      // the session is over: nothing leaves from here until somebody signs in
	Waiting int
	Reason  error // why offline or ended
}

// Link is the state of the connection.
func (o *Outbox) Link() Link {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.link
}

// Session takes what a call with the session's token brought that was not made
// here, as when it was kept alive. nil says that there is a live one.
func (o *Outbox) Session(err error) {
	if errors.Is(err, context.Canceled) {
		return
	}
	if err == nil {
		if o.changed(func(l *Link) { l.Ended = false }) {
			o.begun()
			o.told()
		}
	}
	o.connected(err)
	o.Kick()
}

// askPortal finds out whether the portal is there when no delivery does.
func (o *Outbox) askPortal(ctx context.Context) {
	err := o.carrier.Ready(ctx)
	if ctx.Err() == nil { // else the program ends
		o.connected(err)
	}
}

// connected notes how a call to the portal ended. That a session is over the
// portal has said: it is there. Only Session knows that there is another one.
func (o *Outbox) connected(err error) {
	o.askLater()
	if over(err) {
		o.change(func(l *Link) { l.Online, l.Ended, l.Reason = true, true, err })
		return
	}
	o.count(err == nil)
	o.change(func(l *Link) {
		l.Online = err == nil
		if !l.Ended {
			l.Reason = err
		}
	})
}

// count counts how often in a row the portal could not be reached.
func (o *Outbox) count(online bool) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.heard = online
	if o.lost++; online {
		o.lost, o.probeAt = 0, time.Time{}
	}
}

// change changes the link and says so, where it shows.
func (o *Outbox) change(how func(*Link)) {
	if o.changed(how) {
		o.told()
	}
}

func (o *Outbox) told() {
	if o.Moved != nil {
		o.Moved()
	}
}

func (o *Outbox) changed(how func(*Link)) bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	was := o.link
	how(&o.link)
	if was.Online != o.link.Online {
		o.link.Since = o.Now()
	}
	return was.Online != o.link.Online || was.Ended != o.link.Ended || was.Waiting != o.link.Waiting
}

// less counts one delivery that has its answer, until the next round counts all.
func (o *Outbox) less() { o.change(func(l *Link) { l.Waiting = max(0, l.Waiting-1) }) }

// askLater puts off asking the portal, after it was heard of. It is random, so that
// many clients do not come at once.
func (o *Outbox) askLater() {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.askAt = o.Now().Add(ask - ask/5 + o.Jitter(2*ask/5))
}

func (o *Outbox) askTime() time.Time {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.askAt
}

// lostSome reports that the last attempt did not reach the portal.
func (o *Outbox) lostSome() bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.lost > 0
}

// away reports that the portal has not answered for so many attempts that one at
// a time is enough.
func (o *Outbox) away() bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.lost >= offline
}

// probeWait is how long to leave a portal alone that is away, 0 when it is not.
func (o *Outbox) probeWait() time.Duration {
	o.mu.Lock()
	defer o.mu.Unlock()
	return max(0, o.probeAt.Sub(o.Now()))
}
