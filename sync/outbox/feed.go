package outbox

import (
	"context"
	"time"

	"example.org/meldeportal/model"
)

// What the registry says about what was sent is read from where it was read last, with the
// first round of a session and then as often as the portal is asked whether it is there.
// It is nobody's work: the session's end is not moved by it.

// readDue reports that it is time to read what came back, and that there is a session.
func (o *Outbox) readDue() bool {
	link := o.Link()
	return o.store != nil && link.Online && !link.Ended && !o.Now().Before(o.readTime())
}

func (o *Outbox) readTime() time.Time {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.readAt
}

// readNow has it read in the next round.
func (o *Outbox) readNow() {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.readAt = time.Time{}
}

// begun has all of it read in the next round: somebody has signed in.
func (o *Outbox) begun() {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.readAt, o.logAt = time.Time{}, time.Time{}
}

// readLater puts off reading, at random as askLater does.
func (o *Outbox) readLater() {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.readAt = o.Now().Add(ask - ask/5 + o.Jitter(2*ask/5))
}

// Answered says that there is an answer to a question of the registry: it leaves at once.
func (o *Outbox) Answered() {
	o.readNow()
	o.Kick()
}

// talk sends the answers that wait and reads what came back.
func (o *Outbox) talk(ctx context.Context) time.Duration {
	o.readLater()
	if err := o.sendReplies(ctx); err != nil {
		o.note("answer a question", err)
		if over(err) {
			o.connected(err)
		}
		return 0
	}
	return o.readFeed(ctx)
}

// sendReplies sends the answers that wait. Until one has its word from the portal it is sent
// again as it is.
func (o *Outbox) sendReplies(ctx context.Context) error {
	waiting, err := o.store.Replies(ctx)
	if err != nil {
		return err
	}
	for i := range waiting {
		reply := waiting[i].Antwort
		at, err := o.carrier.Reply(ctx, reply.Nummer, reply.Document)
		reason := ""
		if err != nil {
			retry := false
			if retry, _, _, reason = judge(err); retry || ctx.Err() != nil {
				return err
			}
			at = o.Now()
		}
		if err := o.store.Replied(context.WithoutCancel(ctx), waiting[i].Nummer, at, reason); err != nil {
			return err
		}
		if o.Options.News != nil {
			o.Options.News(News{Transaktionsnummer: waiting[i].Transaktionsnummer, CaseID: waiting[i].CaseID, State: model.StateAccepted})
		}
	}
	return nil
}

// readFeed reads one answer of the portal and has it kept. While there may be more the next
// round goes on.
func (o *Outbox) readFeed(ctx context.Context) time.Duration {
	at, err := o.store.FeedAt(ctx)
	if err != nil {
		o.note("read how far the feed is", err)
		return trouble
	}
	feed, err := o.carrier.Events(ctx, at)
	if ctx.Err() != nil {
		return 0 // the program ends
	}
	switch {
	case over(err):
		o.connected(err)
		return 0
	case err != nil: // whether the portal is there is asked otherwise
		o.note("read what came back", err)
		return 0
	}
	if len(feed.Events) == 0 {
		return 0
	}
	came := make([]model.Rueckmeldung, len(feed.Events))
	for i := range feed.Events {
		came[i] = feed.Events[i].Rueckmeldung()
	}
	moved, err := o.store.Receive(context.WithoutCancel(ctx), came, feed.Next)
	if err != nil {
		o.note("keep what came back", err)
		return trouble
	}
	for i := range moved {
		o.tell(&moved[i], moved[i].State)
	}
	o.readNow()
	return 0
}
