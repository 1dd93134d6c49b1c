package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"time"

	"github.com/gofrs/flock"

	"example.org/meldeportal/cmd/internal/ablage"
	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/sync/portal"
	"example.org/meldeportal/sync/refportal"
	"example.org/meldeportal/sync/server"
	"example.org/meldeportal/tui/work"
)

// demoOffices is the folder of the demo's root key and of its offices' keys, beside that of
// its portal.
const demoOffices = "register"

// demoKeysLeft is how long the demo's list of keys lasts at least when it is opened: nobody
// of staff is there to sign it anew.
const demoKeysLeft = 30 * 24 * time.Hour

func (d *demo) offices() ablage.Ablage {
	return ablage.Ablage{Dir: filepath.Join(d.data, demoOffices), Now: time.Now}
}

// fillRegister gives the demo's offices their keys, and compares the root key for whoever
// sets the program up. Of two demos on one folder the second waits for the first.
func (d *demo) fillRegister(ctx context.Context) (register string, err error) {
	turn := flock.New(filepath.Join(d.data, "register.lock"))
	if err := turn.Lock(); err != nil {
		return "", fmt.Errorf("wait for another demo: %w", err)
	}
	defer turn.Close()
	keys := d.offices()
	list, _, err := d.portal.KeyList(ctx)
	switch {
	case errors.Is(err, refportal.ErrNoKeyList):
		err = keys.New(ctx, d.portal, filepath.Join(d.data, "portal"))
	case err == nil && (time.Until(list.Expires) < demoKeysLeft || len(list.Receipts) == 0):
		err = keys.Renew(ctx, d.portal)
	}
	if err != nil {
		return "", err
	}
	if list, _, err = d.portal.KeyList(ctx); err != nil {
		return "", err
	}
	return list.Fingerprint(), nil
}

// demoGate is the gate of the demo: nobody of staff is there to compare what key the
// Einrichtung signs by, and offices can be looked into that are elsewhere the registry's.
type demoGate struct {
	gate
	demo *demo
}

// SignIn has the key count that was named.
func (g demoGate) SignIn(ctx context.Context, login, password, code string, told func(answer.Update)) (*work.Desk, error) {
	d, err := looking(g.gate.SignIn(ctx, login, password, code, told))
	if err != nil {
		return nil, err
	}
	if err := g.demo.confirmKeys(ctx); err != nil {
		g.demo.log.Warn("site key not confirmed")
	}
	return d, nil
}

// Alone opens the store alone.
func (g demoGate) Alone(ctx context.Context, login, password string, left []byte, told func(answer.Update)) (*work.Desk, error) {
	return looking(g.gate.Alone(ctx, login, password, left, told))
}

// looking is a desk from which one can look into offices.
func looking(d *work.Desk, err error) (*work.Desk, error) {
	if err != nil {
		return nil, err
	}
	d.Passage = demoPassage{d.Sent}
	return d, nil
}

func (d *demo) confirmKeys(ctx context.Context) error {
	all, err := d.portal.SiteKeys(ctx)
	for _, k := range all {
		if err == nil && k.State == portal.KeyPending {
			err = d.portal.ConfirmSiteKey(server.By(ctx, "Vorführung"), k.MelderID, k.Fingerprint)
		}
	}
	return err
}
