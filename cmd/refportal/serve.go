package main

import (
	"errors"
	"fmt"
	"net"
	"net/http"
	"time"

	"example.org/meldeportal/cmd/internal/guard"
	"example.org/meldeportal/sync/portal"
	"example.org/meldeportal/sync/refportal"
)

type serveCommand struct{}

// garbage is what may be garbage before it is collected: little is in use, and each
// report leaves some.
const (
	garbage      = 100
	garbageBytes = 64 << 20
)

// Run serves until the program is interrupted.
func (serveCommand) Run(d *desk) error {
	return d.with(func(p *refportal.Portal) error {
		ln, err := net.Listen("tcp", d.Adresse)
		if err != nil {
			return fmt.Errorf("listen: %w", err)
		}
		stop, err := d.metrics(p)
		if err != nil {
			return errors.Join(err, ln.Close())
		}
		defer stop()
		guard.Garbage(garbage, garbageBytes)
		d.Adresse = ln.Addr().String() // names the port where 0 was asked for
		fmt.Fprintf(d.out, "Das Referenzportal antwortet unter %s. Strg+C beendet es.\n%s", d.url(), trust(p))
		return p.Serve(d, ln)
	})
}

// metrics shows figures on an address of their own, where one is named.
func (d *desk) metrics(p *refportal.Portal) (stop func(), err error) {
	if d.Metriken == "" {
		return func() {}, nil
	}
	ln, err := net.Listen("tcp", d.Metriken)
	if err != nil {
		return nil, fmt.Errorf("listen for metrics: %w", err)
	}
	figures := &http.Server{Handler: p.Metrics(), ReadHeaderTimeout: 5 * time.Second}
	ended := make(chan struct{})
	go func() { defer close(ended); _ = figures.Serve(ln) }() // it ends when it is closed
	return func() { _ = figures.Close(); <-ended }, nil
}

// trust is what a client needs to know the portal by.
func trust(p *refportal.Portal) string {
	text := fmt.Sprintf("  Fingerabdruck  %s\n", portal.Fingerprint(p.Pin()))
	if file := p.CertificateFile(); file != "" {
		text += fmt.Sprintf("  CA-Datei       %s\n", file)
	}
	return text
}
