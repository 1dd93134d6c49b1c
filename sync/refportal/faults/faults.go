// Package faults makes a portal misbehave as networks and servers do, for the tests of the
// other side. Start with Queue.
package faults

import (
	"bytes"
	"net/http"
	"sync"
	"time"

	"example.org/meldeportal/sync/portal"
	"example.org/meldeportal/sync/server"
)

// Fault makes one delivery of a report go wrong, for tests of the other side.
type Fault func(deliver http.Handler) http.Handler

// Inject lets the next deliveries go wrong, one fault each, in this order.
func (q *Queue) Inject(faults ...Fault) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.next = append(q.next, faults...)
}

// The faults. Late waits before it passes the answer on.
var (
	// RefusedConnection drops the connection before anything is taken in.
	RefusedConnection Fault = func(http.Handler) http.Handler { return http.HandlerFunc(abort) }
	// LostAnswer takes the report in and drops the connection.
	LostAnswer Fault = func(deliver http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			deliver.ServeHTTP(newHeld(), r)
			abort(w, r)
		})
	}
	// Cut takes the report in and sends half of the answer.
	Cut Fault = func(deliver http.Handler) http.Handler { return http.HandlerFunc(cut(deliver)) }
	// Refused says no for good.
	Refused Fault = func(http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			server.Refuse(w, r, &server.Refusal{Code: portal.CodeReportInvalid, Status: http.StatusUnprocessableEntity, Title: "Die Meldung verletzt Regeln."})
		})
	}
	// Unavailable says 503 with a wait of a second.
	Unavailable Fault = func(http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			server.Refuse(w, r, server.ErrBusy.After(time.Second))
		})
	}
	// Nonsense answers like something that is no portal.
	Nonsense Fault = func(http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/html")
			_, _ = w.Write([]byte("<html>It works!</html>"))
		})
	}
)

// Late takes the report in and answers after a while.
func Late(wait time.Duration) Fault {
	return func(deliver http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			answer := newHeld()
			deliver.ServeHTTP(answer, r)
			select {
			case <-time.After(wait):
				pass(w, answer, answer.body.Len())
			case <-r.Context().Done():
				abort(w, r)
			}
		})
	}
}

func cut(deliver http.Handler) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		answer := newHeld()
		deliver.ServeHTTP(answer, r)
		pass(w, answer, answer.body.Len()/2)
		_ = http.NewResponseController(w).Flush() // the half must leave before the connection ends
		abort(w, r)
	}
}

// held is an answer that is kept back.
type held struct {
	header http.Header
	status int
	body   bytes.Buffer
}

func newHeld() *held { return &held{header: http.Header{}} }

func (h *held) Header() http.Header         { return h.header }
func (h *held) WriteHeader(status int)      { h.status = status }
func (h *held) Write(b []byte) (int, error) { return h.body.Write(b) }

// pass sends the first n bytes of an answer.
func pass(w http.ResponseWriter, answer *held, n int) {
	for name, values := range answer.header {
		w.Header()[name] = values
	}
	w.WriteHeader(answer.status)
	_, _ = w.Write(answer.body.Bytes()[:n])
}

func abort(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }

// Queue holds the faults that are still to come.
type Queue struct {
	mu   sync.Mutex
	next []Fault
}

// Wrap has the deliveries of a portal go through the queue.
func (q *Queue) Wrap(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		handler := next
		if r.Method == http.MethodPut { // reports and deletions are the calls that carry something in
			if fault := q.take(); fault != nil {
				handler = fault(next)
			}
		}
		handler.ServeHTTP(w, r)
	})
}

func (q *Queue) take() Fault {
	q.mu.Lock()
	defer q.mu.Unlock()
	if len(q.next) == 0 {
		return nil
	}
	fault := q.next[0]
	q.next = q.next[1:]
	return fault
}
