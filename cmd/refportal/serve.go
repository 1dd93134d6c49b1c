package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"time"

	"example.org/meldeportal/cmd/internal/ablage"
	"example.org/meldeportal/cmd/internal/guard"
	"example.org/meldeportal/sync/offices"
	"example.org/meldeportal/sync/portal"
	"example.org/meldeportal/sync/refportal"
)

type serveCommand struct {
	Stelle        string `enum:"portal,register,beide,annahme,vertrauen,kontrollnummern,auswertung" default:"beide" help:"Nur das Portal, nur das Register (es öffnet und beurteilt, was verschlüsselt einging), beide in einem Programm, oder eine der vier Stellen für sich, das Portal als annahme: ${enum}." env:"REFPORTAL_STELLE"`
	NurVersiegelt bool   `name:"nur-versiegelt" help:"Meldungen nur noch verschlüsselt annehmen; was schon da ist, behält seine Quittung." env:"REFPORTAL_NUR_VERSIEGELT"`
	Ablage        string `help:"Ordner mit den privaten Schlüsseln der Stellen, für eine einzelne Stelle ihr Ordner darin; ohne ihn läuft kein Register." placeholder:"ORDNER" env:"REFPORTAL_ABLAGE" type:"path"`
}

// garbage is what may be garbage before it is collected: little is in use, and each
// report leaves some.
const (
	garbage      = 100
	garbageBytes = 64 << 20
)

// Run serves until the program is interrupted.
func (c serveCommand) Run(d *desk) error {
	switch office := offices.Office(c.Stelle); office {
	case offices.Vertrauen, offices.Kontrollnummern, offices.Auswertung:
		return c.serveOffice(d, office)
	}
	return d.with(func(p *refportal.Portal) error {
		if err := c.onlySealed(d, p); err != nil {
			return err
		}
		register, err := c.register()
		if err != nil {
			return err
		}
		if c.Stelle == "register" {
			fmt.Fprintln(d.out, "Das Register arbeitet. Strg+C beendet es.")
			p.Work(d, register)
			return nil
		}
		if register != nil {
			defer d.beside(p, register)()
		}
		if c.Stelle == string(offices.Annahme) {
			stop, err := c.annahme(d, p)
			if err != nil {
				return err
			}
			defer stop()
		}
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

// onlySealed has the portal take reports in no other form, where that is wanted.
func (c serveCommand) onlySealed(d *desk, p *refportal.Portal) error {
	if !c.NurVersiegelt {
		return nil
	}
	_, _, err := p.KeyList(d) // without one nobody could send anything
	if err == nil {
		p.OnlySealed()
	}
	return err
}

// register is the register with its keys, nil where none is wanted.
func (c serveCommand) register() (*refportal.Register, error) {
	switch {
	case c.Stelle == "portal", c.Stelle == string(offices.Annahme), c.Stelle == "beide" && c.Ablage == "":
		return nil, nil
	case c.Ablage == "":
		return nil, errNoShelf
	}
	return ablage.Ablage{Dir: c.Ablage, Now: time.Now}.Register()
}

var errNoShelf = errors.New("no folder of keys")

// beside has the register work until stop is called.
func (d *desk) beside(p *refportal.Portal, register *refportal.Register) (stop func()) {
	ctx, cancel := context.WithCancel(d)
	done := make(chan struct{})
	go func() { defer close(done); p.Work(ctx, register) }()
	return func() { cancel(); <-done }
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
