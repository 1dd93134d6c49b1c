// Package stellen runs the offices of the registry: one of them for itself on the net, or all
// of them in one program, to see what becomes of a report and what each of them keeps of it.
//
// It promises: an office opens only with its own keys; what all of them have is shown as it
// lies in their databases. Start with Stelle, and with Weg for all of them.
package stellen

import (
	"context"
	"errors"
	"io/fs"
	"net"
	"sync"

	"example.org/meldeportal/cmd/internal/ablage"
	"example.org/meldeportal/sync/envelope"
	"example.org/meldeportal/sync/offices"
)

// Titles are how people call the offices.
var Titles = map[offices.Office]string{offices.Annahme: "Datenannahmestelle", offices.Vertrauen: "Vertrauensstelle", offices.Kontrollnummern: "Kontrollnummernstelle", offices.Auswertung: "Landesauswertungsstelle"}

// Stelle is an office that stands for itself: on the net, with what it hands on.
type Stelle struct {
	Office  offices.Office
	Link    *offices.Link
	Desk    *offices.Handover
	Receive offices.Receiving
	Again   func(context.Context) (int, error) // takes what was laid aside once more
	Ln      net.Listener
}

// Run has an office take and hand over until ctx ends.
func (s *Stelle) Run(ctx context.Context, told func(to offices.Office, err error)) error {
	ctx, cancel := context.WithCancel(ctx)
	var all sync.WaitGroup
	for _, to := range offices.To(s.Office) {
		all.Go(func() { s.Desk.Deliver(ctx, to, s.Link.Send(to), func(err error) { told(to, err) }) })
	}
	err := s.Link.Serve(ctx, s.Ln, s.Receive)
	cancel()
	all.Wait()
	s.Link.Close()
	return err
}

// ErrOther: the folder has the keys of another office.
var ErrOther = errors.New("keys of another office")

// Open opens the office's database, in a file unless there is an address. ErrOther.
func (s *Stelle) Open(ctx context.Context, shelf ablage.Ablage, store, file string) (close func() error, err error) {
	close, err = s.open(ctx, shelf, store, file)
	if errors.Is(err, envelope.ErrNoKey) || errors.Is(err, fs.ErrNotExist) {
		err = errors.Join(ErrOther, err)
	}
	return close, err
}

func (s *Stelle) open(ctx context.Context, shelf ablage.Ablage, store, file string) (close func() error, err error) {
	if store == "" {
		store = file
	}
	switch s.Office {
	case offices.Vertrauen:
		o, err := shelf.Vertrauen(ctx, store, file)
		if err != nil {
			return nil, err
		}
		s.Desk, s.Receive, s.Again, close = o.Desk(), o.Receive, o.Again, o.Close
	case offices.Kontrollnummern:
		o, err := shelf.Kontrollnummern(ctx, store, file)
		if err != nil {
			return nil, err
		}
		s.Desk, s.Receive, s.Again, close = o.Desk(), o.Receive, o.Again, o.Close
	default:
		o, err := shelf.Auswertung(ctx, store, file)
		if err != nil {
			return nil, err
		}
		s.Desk, s.Receive, s.Again, close = o.Desk(), o.Receive, o.Again, o.Close
	}
	return close, nil
}
