package main

import (
	"errors"
	"time"

	"example.org/meldeportal/cmd/internal/ablage"
	"example.org/meldeportal/sync/offices"
	"example.org/meldeportal/sync/offices/vertrauen"
)

// trustFlags are what the Vertrauensstelle's staff have besides its folder (--dir) or database
// (--store).
type trustFlags struct {
	Ablage string `help:"Ordner mit den privaten Schlüsseln der Vertrauensstelle." placeholder:"ORDNER" env:"REFPORTAL_ABLAGE" type:"path"`
}

// with opens the office for as long as use takes; it may be at work meanwhile.
func (c *trustFlags) with(d *desk, use func(*vertrauen.Stelle) error) (err error) {
	if c.Ablage == "" {
		return errNoShelf
	}
	store, file, err := d.place(offices.Vertrauen)
	if err != nil {
		return err
	}
	s, err := ablage.Ablage{Dir: c.Ablage, Now: time.Now}.Vertrauen(d, store, file)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	return use(s)
}
