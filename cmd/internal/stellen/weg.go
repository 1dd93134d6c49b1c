package stellen

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"github.com/google/uuid"

	"example.org/meldeportal/cmd/internal/ablage"
	"example.org/meldeportal/model"
	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/model/check"
	"example.org/meldeportal/model/field"
	"example.org/meldeportal/sync/envelope"
	"example.org/meldeportal/sync/offices"
	"example.org/meldeportal/sync/refportal"
	"example.org/meldeportal/sync/seal"
	"example.org/meldeportal/sync/server"
)

// Weg are reports on their way through all offices, which run in this program for them alone,
// each with a database and keys of its own.
type Weg struct {
	Dir       string // empty folder for all of it
	Newest    field.Edition
	Site      server.Site // whose reports they are
	Documents [][]byte    // one report each
	Searched  []string    // what says who the people are, and is looked for in all files
}

// ErrWay: results did not come back.
var ErrWay = errors.New("the reports did not arrive")

// patience is how long results are waited for.
const patience = 20 * time.Second

// Go has the reports go their way, and shows what each office has then. ErrWay.
func (w Weg) Go(ctx context.Context) (all []answer.Office, err error) {
	folder := filepath.Join(w.Dir, string(offices.Annahme))
	p, err := refportal.Open(ctx, folder, refportal.Options{Newest: w.Newest})
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, p.Close()) }()
	shelf := ablage.Ablage{Dir: filepath.Join(w.Dir, "ablage"), Now: time.Now}
	if err := shelf.New(ctx, p, folder); err != nil {
		return nil, err
	}
	stop, err := w.open(ctx, p, shelf)
	if err != nil {
		return nil, err
	}
	defer stop()
	if err := w.Deliver(ctx, p); err != nil {
		return nil, err
	}
	for end := time.Now().Add(patience); ; time.Sleep(20 * time.Millisecond) {
		n, err := p.Desk().Taken(ctx, offices.Vertrauen)
		if err != nil {
			return nil, err
		}
		if n == int64(len(w.Documents)) {
			return w.look(ctx)
		}
		if time.Now().After(end) {
			return nil, ErrWay
		}
	}
}

// open has all offices run until stop is called.
func (w Weg) open(ctx context.Context, p *refportal.Portal, shelf ablage.Ablage) (stop func(), err error) {
	listeners, addresses := map[offices.Office]net.Listener{}, map[offices.Office]string{}
	for _, o := range offices.All() {
		if listeners[o], err = net.Listen("tcp", "127.0.0.1:0"); err != nil {
			return nil, err
		}
		addresses[o] = listeners[o].Addr().String()
	}
	if err := shelf.NewOffices(addresses); err != nil {
		return nil, err
	}
	ctx, cancel := context.WithCancel(ctx)
	var running sync.WaitGroup
	var closers []func() error
	stop = func() {
		cancel()
		running.Wait()
		for _, c := range closers {
			_ = c() // its folder goes in any case
		}
	}
	at := p.Desk()
	running.Go(func() { p.HandOn(ctx, at) })
	for _, o := range offices.All() {
		own := ablage.Ablage{Dir: filepath.Join(shelf.Dir, string(o)), Now: time.Now}
		s := &Stelle{Office: o, Ln: listeners[o], Desk: at, Receive: p.Hear(at)}
		if s.Link, _, err = own.Link(o); err == nil && o != offices.Annahme {
			folder := filepath.Join(w.Dir, string(o))
			err = os.MkdirAll(folder, 0o700)
			if err == nil {
				var c func() error
				if c, err = s.Open(ctx, own, "", filepath.Join(folder, string(o)+".db")); err == nil {
					closers = append(closers, c)
				}
			}
		}
		if err != nil {
			stop()
			return nil, err
		}
		running.Go(func() { _ = s.Run(ctx, func(offices.Office, error) {}) }) // what does not come is noticed
	}
	return stop, nil
}

// Deliver delivers the reports to a portal, sealed, as their site would.
func (w Weg) Deliver(ctx context.Context, p *refportal.Portal) error {
	signer, err := seal.NewSigner()
	if err != nil {
		return err
	}
	staff := server.By(ctx, "Vorführung")
	if err := p.AddSite(staff, w.Site); err != nil {
		return err
	}
	if err := p.SeedSiteKey(staff, w.Site.MelderID, signer.Public()); err != nil {
		return err
	}
	list, _, err := p.KeyList(ctx)
	if err != nil {
		return err
	}
	var all []refportal.Delivery
	for _, document := range w.Documents {
		tnr := uuid.NewString()
		judged, err := check.Whole(document, model.DatumOf(time.Now()))
		if err != nil {
			return err
		}
		sealed, err := envelope.Seal(envelope.Report{Site: w.Site.MelderID, Tnr: tnr, Created: time.Now(), Document: document, Judged: judged}, list, signer)
		if err != nil {
			return err
		}
		all = append(all, refportal.Delivery{Transaktionsnummer: tnr, MelderID: w.Site.MelderID, Document: sealed, ReceivedAt: time.Now()})
	}
	_, err = p.Seed(ctx, all)
	return err
}

// knows says of each office what it knows, and what it does not.
var knows = map[offices.Office]string{
	offices.Annahme:         "weiß, wer wann etwas meldete; öffnet nichts. Ergebnisse liegen versiegelt im Abruf der Einrichtung.",
	offices.Vertrauen:       "sah die Person im Arbeitsspeicher; behält das Chiffrat für den Treuhänder und Pseudonyme. Den medizinischen Teil kann sie nicht öffnen.",
	offices.Kontrollnummern: "machte aus Kryptogrammen Kontrollnummern; behält, wie weit sie ist, sonst nichts.",
	offices.Auswertung:      "kennt die Krankheit und Kontrollnummern, keinen Namen. Meldungen einer Person tragen dieselbe Registernummer.",
}

// portalTables are tables of the portal that belong to a report's way.
var portalTables = []string{"report", "document", "event", "register_work", "waiting", "reached", "taken"}

// look looks at what the offices have stored.
func (w Weg) look(ctx context.Context) (all []answer.Office, err error) {
	for _, o := range offices.All() {
		dir, name, only := filepath.Join(w.Dir, string(o)), string(o)+".db", func(string) bool { return true }
		if o == offices.Annahme {
			name, only = "portal.db", func(table string) bool { return slices.Contains(portalTables, table) }
		}
		shown := answer.Office{Title: Titles[o], Knows: knows[o]}
		if shown.Tables, err = tablesOf(ctx, filepath.Join(dir, name), only); err != nil {
			return nil, fmt.Errorf("look at %s: %w", o, err)
		}
		if shown.Hits, err = found(dir, w.Searched); err != nil {
			return nil, fmt.Errorf("search %s: %w", o, err)
		}
		all = append(all, shown)
	}
	return all, nil
}
