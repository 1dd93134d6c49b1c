package server

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"
)

// metrics count what is answered, in the text form of Prometheus: by route and status, never
// by anybody or anything that was sent.
type metrics struct {
	mu    sync.Mutex
	calls map[route]*series
}

type route struct {
	pattern string
	status  int
}

// series is how often a route was answered so, and how long it took.
type series struct {
	count   uint64
	seconds float64
	within  [len(bounds)]uint64
}

// bounds are the seconds of the histogram.
var bounds = [...]float64{0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10}

func (m *metrics) count(pattern string, status int, took time.Duration) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.calls == nil {
		m.calls = map[route]*series{}
	}
	s := m.calls[route{pattern, status}]
	if s == nil {
		s = &series{}
		m.calls[route{pattern, status}] = s
	}
	s.count++
	s.seconds += took.Seconds()
	for i, bound := range bounds {
		if took.Seconds() <= bound {
			s.within[i]++
		}
	}
}

// Metrics answers with the figures of the server. It is for a listener of its own, which
// nobody reaches from outside.
func (s *Server) Metrics() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
		_, _ = w.Write([]byte(s.metrics.text() + s.lanesText()))
	})
}

func (m *metrics) text() string {
	m.mu.Lock()
	defer m.mu.Unlock()
	var routes []route
	for r := range m.calls {
		routes = append(routes, r)
	}
	slices.SortFunc(routes, func(a, b route) int { return strings.Compare(fmt.Sprint(a), fmt.Sprint(b)) })
	var b strings.Builder
	b.WriteString("# HELP meldeportal_call_seconds How long calls took, by route and status.\n# TYPE meldeportal_call_seconds histogram\n")
	for _, r := range routes {
		s, labels := m.calls[r], fmt.Sprintf("route=%q,status=\"%d\"", r.pattern, r.status)
		for i, bound := range bounds {
			fmt.Fprintf(&b, "meldeportal_call_seconds_bucket{%s,le=\"%g\"} %d\n", labels, bound, s.within[i])
		}
		fmt.Fprintf(&b, "meldeportal_call_seconds_bucket{%s,le=\"+Inf\"} %d\nmeldeportal_call_seconds_sum{%s} %g\nmeldeportal_call_seconds_count{%s} %d\n",
			labels, s.count, labels, s.seconds, labels, s.count)
	}
	return b.String()
}

func (s *Server) lanesText() string {
	return fmt.Sprintf("# HELP meldeportal_signins_waiting Who waits for a password check.\n# TYPE meldeportal_signins_waiting gauge\n"+
		"meldeportal_signins_waiting{workstation=\"known\"} %d\nmeldeportal_signins_waiting{workstation=\"unknown\"} %d\n", s.known.length(), s.unknown.length())
}

func (l *lane) length() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.waiting
}
