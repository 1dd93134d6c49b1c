package server

import (
	"io"
	"log/slog"
)

// loggable are the keys that may appear in the log: ids, states, codes and
// durations. Whatever else somebody logs is left out.
var loggable = map[string]bool{
	slog.TimeKey: true, slog.LevelKey: true, slog.MessageKey: true,
	"method": true, "route": true, "status": true, "code": true, "ms": true, "address": true,
}

// NewLogger logs to w, allow-listed keys only.
func NewLogger(w io.Writer) *slog.Logger {
	return slog.New(slog.NewTextHandler(w, &slog.HandlerOptions{ReplaceAttr: func(_ []string, a slog.Attr) slog.Attr {
		if !loggable[a.Key] {
			return slog.Attr{}
		}
		return a
	}}))
}

// quietWriter takes what net/http logs by itself, which quotes addresses and
// bytes of handshakes, and notes only that there was something.
type quietWriter struct{ log *slog.Logger }

func (w quietWriter) Write(b []byte) (int, error) {
	w.log.Warn("connection failed")
	return len(b), nil
}
