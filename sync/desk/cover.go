package desk

import (
	"context"
	"sync"
	"time"

	"example.org/meldeportal/model/rights"
)

// covers are the sent reports that were opened in full.
type covers struct {
	mu     sync.Mutex
	opened map[string]time.Time // by Transaktionsnummer
}

// OpenFull opens a sent report in full for a while: the portal checks password and a
// fresh code of whoever sits here, and the opening is written down before anything is
// shown.
func (d *Desk) OpenFull(ctx context.Context, transaktionsnummer, password, code string) error {
	if err := d.vault.May(ctx, rights.Geoeffnet); err != nil {
		return Failure(err)
	}
	if err := d.Freshen(ctx, password, code); err != nil {
		return err
	}
	if err := d.vault.Leave(ctx, rights.Geoeffnet, transaktionsnummer); err != nil {
		return Failure(err)
	}
	d.covers.mu.Lock()
	defer d.covers.mu.Unlock()
	if d.covers.opened == nil {
		d.covers.opened = map[string]time.Time{}
	}
	d.covers.opened[transaktionsnummer] = d.now()
	return nil
}

// Opened reports whether a sent report is open in full now.
func (d *Desk) Opened(transaktionsnummer string) bool {
	d.covers.mu.Lock()
	defer d.covers.mu.Unlock()
	at, opened := d.covers.opened[transaktionsnummer]
	return opened && d.now().Sub(at) < freshFor
}
