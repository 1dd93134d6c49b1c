package main

import (
	"cmp"
	"errors"
	"path/filepath"
	"time"

	"example.org/meldeportal/cmd/internal/ablage"
	"example.org/meldeportal/sync/offices"
	"example.org/meldeportal/sync/offices/auswertung"
)

// officeFlags are what the Landesauswertungsstelle's staff have besides its folder (--dir) or
// database (--store).
type officeFlags struct {
	Ablage string `help:"Ordner mit den privaten Schlüsseln der Landesauswertungsstelle." placeholder:"ORDNER" env:"REFPORTAL_ABLAGE" type:"path"`
}

// with opens the office for as long as use takes; it may be at work meanwhile.
func (c *officeFlags) with(d *desk, use func(*auswertung.Stelle) error) (err error) {
	if c.Ablage == "" {
		return errNoShelf
	}
	store, file, err := d.place(offices.Auswertung)
	if err != nil {
		return err
	}
	s, err := ablage.Ablage{Dir: c.Ablage, Now: time.Now}.Auswertung(d, store, file)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	return use(s)
}

// place is where an office has its database: in a server or a file, and the file that what
// belongs to it lies beside.
func (d *desk) place(office offices.Office) (store, file string, err error) {
	dir, err := d.folder()
	if err != nil {
		return "", "", err
	}
	file = filepath.Join(dir, string(office)+".db")
	return cmp.Or(d.Store, file), file, nil
}
