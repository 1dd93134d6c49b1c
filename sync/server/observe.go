package server

import (
	"context"
	"log/slog"
	"net/http"
	"time"
)

// logged notes each call by its route, never by what it carried.
func (s *Server) logged(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		start := time.Now()
		seen := &statusWriter{ResponseWriter: w}
		defer func() {
			took := time.Since(start)
			s.metrics.count(r.Pattern, seen.status, took)
			s.opt.Log.LogAttrs(context.WithoutCancel(r.Context()), levelOf(seen.status), "call", callAttrs(r, seen, took)...)
		}()
		next.ServeHTTP(seen, r)
	})
}

// statusWriter remembers the status for the log.
type statusWriter struct {
	http.ResponseWriter
	status int
}

func (w *statusWriter) WriteHeader(status int) {
	w.status = status
	w.ResponseWriter.WriteHeader(status)
}

// Unwrap lets http.ResponseController through.
func (w *statusWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }

func levelOf(status int) slog.Level {
	if status >= 500 || status == 0 {
		return slog.LevelError
	}
	return slog.LevelInfo
}

// callAttrs describe a call. The route is the pattern that was met: a path may
// hold anything. Who is not let in is named by address, for whoever shuts out attackers.
func callAttrs(r *http.Request, seen *statusWriter, took time.Duration) []slog.Attr {
	attrs := []slog.Attr{slog.String("route", r.Pattern), slog.Int("status", seen.status),
		slog.String("code", seen.Header().Get(headerCode)), slog.Int64("ms", took.Milliseconds())}
	if seen.status == http.StatusUnauthorized || seen.status == http.StatusTooManyRequests {
		attrs = append(attrs, slog.String("address", askerOf(r).source))
	}
	return attrs
}

// safely turns a panic into an answer. What the panic says is not logged: it may
// quote a value.
func safely(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			switch recovered := recover(); recovered {
			case nil:
			case http.ErrAbortHandler:
				panic(recovered)
			default:
				Refuse(w, r, ErrInternal)
			}
		}()
		next.ServeHTTP(w, r)
	})
}
