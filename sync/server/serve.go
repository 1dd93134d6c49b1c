package server

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"log"
	"net"
	"net/http"
	"time"
)

const (
	headerTime   = 5 * time.Second
	bodyTime     = 30 * time.Second
	answerTime   = time.Minute
	idleTime     = time.Minute
	maxHeader    = 16 << 10
	shutdownTime = 10 * time.Second
)

// Serve answers on a listener over TLS 1.3 until ctx ends, then lets the calls
// that are under way finish. The listener is closed.
func (s *Server) Serve(ctx context.Context, ln net.Listener, handler http.Handler) error {
	server := &http.Server{
		Handler: handler, ReadHeaderTimeout: headerTime, ReadTimeout: bodyTime, WriteTimeout: answerTime,
		IdleTimeout: idleTime, MaxHeaderBytes: maxHeader, ErrorLog: log.New(quietWriter{s.opt.Log}, "", 0),
	}
	secure := tls.NewListener(ln, &tls.Config{MinVersion: tls.VersionTLS13, GetCertificate: s.id.show})
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(secure) }()
	select {
	case err := <-ended:
		return fmt.Errorf("serve: %w", err)
	case <-ctx.Done():
	}
	s.stopping.Store(true)
	grace, cancel := context.WithTimeout(context.WithoutCancel(ctx), shutdownTime)
	defer cancel()
	err := server.Shutdown(grace)
	if err != nil {
		err = errors.Join(fmt.Errorf("shut down: %w", err), server.Close())
	}
	<-ended
	return err
}
