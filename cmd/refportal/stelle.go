package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"sync"
	"time"

	"example.org/meldeportal/cmd/internal/ablage"
	"example.org/meldeportal/sync/offices"
	"example.org/meldeportal/sync/refportal"
)

// stelle is an office that stands for itself: on the net, with what it hands on.
type stelle struct {
	office  offices.Office
	link    *offices.Link
	desk    *offices.Handover
	receive offices.Receiving
	ln      net.Listener
}

// run has an office take and hand over until ctx ends.
func (s *stelle) run(ctx context.Context, told func(to offices.Office, err error)) error {
	ctx, cancel := context.WithCancel(ctx)
	var all sync.WaitGroup
	for _, to := range offices.To(s.office) {
		all.Go(func() { s.desk.Deliver(ctx, to, s.link.Send(to), func(err error) { told(to, err) }) })
	}
	err := s.link.Serve(ctx, s.ln, s.receive)
	cancel()
	all.Wait()
	s.link.Close()
	return err
}

// officeNames are how people call them.
var officeTitles = map[offices.Office]string{offices.Annahme: "Datenannahmestelle", offices.Vertrauen: "Vertrauensstelle", offices.Kontrollnummern: "Kontrollnummernstelle", offices.Auswertung: "Landesauswertungsstelle"}

// told says once a minute at most that an office does not answer.
func (d *desk) told() func(to offices.Office, err error) {
	var mu sync.Mutex
	last := map[offices.Office]time.Time{}
	return func(to offices.Office, err error) {
		mu.Lock()
		defer mu.Unlock()
		if time.Since(last[to]) < time.Minute {
			return
		}
		last[to] = time.Now()
		why := "antwortet nicht"
		switch {
		case errors.Is(err, offices.ErrGap):
			why = "hat nicht, was vorher kam; wurde sie aus einer Sicherung zurückgespielt?"
		case errors.Is(err, offices.ErrOther):
			why = "hat unter dieser Nummer schon etwas anderes; wurde diese Stelle aus einer Sicherung zurückgespielt?"
		}
		fmt.Fprintf(d.err, "%s: Die %s %s. Was wartet, wartet weiter.\n", time.Now().Format("15:04:05"), officeTitles[to], why)
	}
}

// serveOffice runs an office that is not the portal.
func (c serveCommand) serveOffice(d *desk, office offices.Office) error {
	if c.Ablage == "" {
		return errNoShelf
	}
	shelf := ablage.Ablage{Dir: c.Ablage, Now: time.Now}
	link, all, err := shelf.Link(office)
	if err != nil {
		return err
	}
	dir, err := d.folder()
	if err != nil {
		return err
	}
	s := &stelle{office: office, link: link}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	close, err := s.open(d, shelf, d.Store, filepath.Join(dir, string(office)+".db"))
	if err != nil {
		return err
	}
	if s.ln, err = net.Listen("tcp", all.Peers[office].Address); err != nil {
		return errors.Join(fmt.Errorf("listen: %w", err), close())
	}
	fmt.Fprintf(d.out, "Die %s arbeitet unter %s. Strg+C beendet sie.\n", officeTitles[office], s.ln.Addr())
	return errors.Join(s.run(d, d.told()), close())
}

// open opens the office's database, in a file unless there is an address.
func (s *stelle) open(ctx context.Context, shelf ablage.Ablage, store, file string) (close func() error, err error) {
	if store == "" {
		store = file
	}
	switch s.office {
	case offices.Vertrauen:
		o, err := shelf.Vertrauen(ctx, store, file)
		if err != nil {
			return nil, err
		}
		s.desk, s.receive, close = o.Desk(), o.Receive, o.Close
	case offices.Kontrollnummern:
		o, err := shelf.Kontrollnummern(ctx, store, file)
		if err != nil {
			return nil, err
		}
		s.desk, s.receive, close = o.Desk(), o.Receive, o.Close
	default:
		o, err := shelf.Auswertung(ctx, store, file)
		if err != nil {
			return nil, err
		}
		s.desk, s.receive, close = o.Desk(), o.Receive, o.Close
	}
	return close, nil
}

// annahme has a portal hand on beside it until stop is called.
func (c serveCommand) annahme(d *desk, p *refportal.Portal) (stop func(), err error) {
	if c.Ablage == "" {
		return nil, errNoShelf
	}
	link, all, err := ablage.Ablage{Dir: c.Ablage, Now: time.Now}.Link(offices.Annahme)
	if err != nil {
		return nil, err
	}
	at := p.Desk()
	s := &stelle{office: offices.Annahme, link: link, desk: at, receive: p.Hear(at)}
	if s.ln, err = net.Listen("tcp", all.Peers[offices.Annahme].Address); err != nil {
		return nil, fmt.Errorf("listen: %w", err)
	}
	ctx, cancel := context.WithCancel(d)
	var both sync.WaitGroup
	both.Go(func() { p.HandOn(ctx, at) })
	both.Go(func() {
		if err := s.run(ctx, d.told()); err != nil {
			fmt.Fprintln(d.err, "refportal:", sentence(err))
		}
	})
	return func() { cancel(); both.Wait() }, nil
}

type stellenCommand struct {
	Neu stellenNeu `cmd:"" help:"Die Schlüssel der Stellen anlegen, die einzeln laufen, jeder in einem Ordner für sich."`
}

type stellenNeu struct {
	Ablage  string            `required:"" help:"Ordner der privaten Schlüssel, wie ihn „schluessel neu“ angelegt hat." placeholder:"ORDNER" env:"REFPORTAL_ABLAGE" type:"path"`
	Stellen map[string]string `name:"stelle" help:"Wo eine Stelle antwortet: annahme, vertrauen, kontrollnummern oder auswertung." placeholder:"STELLE=HOST:PORT"`
}

// Help is the long help of the command.
func (stellenCommand) Help() string {
	return `Jede Stelle bekommt einen Ordner unter der Ablage, den sie auf ihre Maschine mitnimmt: ihre Geheimnisse und die öffentlichen Schlüssel der anderen. ` +
		`Keine braucht mehr als ihren. Der Ordner „treuhaender“ kommt auf keine Maschine: er öffnet Identitäts-Chiffrate.`
}

var errNoOffice = errors.New("no such office")

// Run makes the keys.
func (c stellenNeu) Run(d *desk) error {
	addresses := map[offices.Office]string{offices.Annahme: "127.0.0.1:9101", offices.Vertrauen: "127.0.0.1:9102", offices.Kontrollnummern: "127.0.0.1:9103", offices.Auswertung: "127.0.0.1:9104"}
	for o, address := range c.Stellen {
		if _, known := addresses[offices.Office(o)]; !known {
			return errNoOffice
		}
		addresses[offices.Office(o)] = address
	}
	if err := (ablage.Ablage{Dir: c.Ablage, Now: time.Now}).NewOffices(addresses); err != nil {
		return err
	}
	for _, o := range offices.All() {
		fmt.Fprintf(d.out, "%-24s  %-22s  %s\n", officeTitles[o], addresses[o], filepath.Join(c.Ablage, string(o)))
	}
	return nil
}
