package main

import (
	"fmt"
	"net"

	"example.org/meldeportal/cmd/internal/guard"
	"example.org/meldeportal/sync/portal"
	"example.org/meldeportal/sync/refportal"
)

type serveCommand struct{}

// garbage is what may be garbage before it is collected: little is in use, and each
// report leaves some.
const (
	garbage      = 100
	garbageBytes = 32 << 20
)

// Run serves until the program is interrupted.
func (serveCommand) Run(d *desk) error {
	return d.with(func(p *refportal.Portal) error {
		ln, err := net.Listen("tcp", d.Adresse)
		if err != nil {
			return fmt.Errorf("listen: %w", err)
		}
		guard.Garbage(garbage, garbageBytes)
		d.Adresse = ln.Addr().String() // names the port where 0 was asked for
		fmt.Fprintf(d.out, "Das Referenzportal antwortet unter %s. Strg+C beendet es.\n%s", d.url(), trust(p))
		return p.Serve(d, ln)
	})
}

// trust is what a client needs to know the portal by.
func trust(p *refportal.Portal) string {
	text := fmt.Sprintf("  Fingerabdruck  %s\n", portal.Fingerprint(p.Pin()))
	if file := p.CertificateFile(); file != "" {
		text += fmt.Sprintf("  CA-Datei       %s\n", file)
	}
	return text
}
