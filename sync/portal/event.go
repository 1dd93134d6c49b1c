package portal

import (
	"context"
	"net/http"
	"strconv"
	"time"
)

// MaxEvents is how many events an answer has at most.
const MaxEvents = 50

// Events are what came back to a site, in its order.
type Events struct {
	Events []Event `json:"events"`
	Next   int64   `json:"next"` // after which to ask on
}

// EventKind says what an Event is.
type EventKind string

// The kinds of events. One of a kind that a program does not know is kept for a later one.
const (
	EventResult    EventKind = "result"     // what the registry made of a report
	EventQuestion  EventKind = "question"   // it asks about one
	EventDeletion  EventKind = "deletion"   // it has settled a Löschantrag
	EventDokuCheck EventKind = "doku-check" // it has looked at one of the first ones
)

// Event is one of them.
type Event struct {
	Cursor             int64     `json:"cursor"`
	At                 time.Time `json:"at"`
	Kind               EventKind `json:"kind"`
	Transaktionsnummer string    `json:"transaktionsnummer"`   // of the report, or of the Löschantrag
	MeldungID          string    `json:"meldung_id,omitempty"` // of the report
	Ergebnis           string    `json:"ergebnis,omitempty"`   // of Results, with EventResult; DeletionGranted or DeletionRefused
	Feld               string    `json:"feld,omitempty"`       // field id that a question is about
	Text               string    `json:"text,omitempty"`
	Findings           []Finding `json:"findings,omitempty"`
}

// Results are what can become of a report (hessen.md 12).
func Results() []string {
	return []string{"angenommen", "angenommen mit Hinweis", "abgelehnt", "Doppelmeldung", "gelöscht"}
}

// What can become of a Löschantrag.
const (
	DeletionGranted = "gewährt"
	DeletionRefused = "abgelehnt"
)

// Events asks for what came back to the site of whoever is signed in, after a cursor; 0 is
// the beginning.
func (c *Client) Events(ctx context.Context, after int64) (Events, error) {
	var feed Events
	err := c.call(ctx, request{method: http.MethodGet, path: PathEvents + "?after=" + strconv.FormatInt(after, 10), signed: true}, &feed)
	if err != nil {
		return Events{}, err
	}
	last := after
	for i := range feed.Events {
		e := &feed.Events[i]
		if e.Cursor <= last {
			return Events{}, nonsense(c.base.Host, http.StatusOK, "feed out of order")
		}
		last = e.Cursor
		e.MeldungID, e.Ergebnis, e.Feld, e.Text = clean(e.MeldungID), clean(e.Ergebnis), clean(e.Feld), clean(e.Text)
		cleanFindings(e.Findings)
	}
	if feed.Next != last {
		return Events{}, nonsense(c.base.Host, http.StatusOK, "feed without its end")
	}
	return feed, nil
}
