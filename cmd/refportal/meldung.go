package main

import (
	"errors"
	"fmt"

	"example.org/meldeportal/sync/refportal"
)

type meldungCommand struct {
	List meldungList `cmd:"" help:"Alle Quittungen zeigen."`
	Show meldungShow `cmd:"" help:"Das Dokument einer Meldung ausgeben, wie es ankam. Es enthält Patientendaten."`
}

type meldungList struct{}

// Run lists the receipts.
func (meldungList) Run(d *desk) error {
	return d.with(func(p *refportal.Portal) error {
		receipts, err := p.Receipts(d)
		if err != nil {
			return err
		}
		if len(receipts) == 0 {
			fmt.Fprintln(d.out, "Es ist noch keine Meldung eingegangen.")
		}
		for _, r := range receipts {
			fmt.Fprintf(d.out, "%6d  %s  %-14s  %s\n", r.LogIndex, r.Transaktionsnummer, r.MelderID, r.ReceivedAt.Local().Format("02.01.2006 15:04:05"))
		}
		return nil
	})
}

type meldungShow struct {
	Transaktionsnummer string `arg:"" help:"Transaktionsnummer aus der Quittung oder laufende Nummer der Liste."`
}

var errNoReport = errors.New("no report of that number")

// Run writes the document, byte for byte.
func (c meldungShow) Run(d *desk) error {
	return d.with(func(p *refportal.Portal) error {
		document, _, found, err := p.Document(d, c.Transaktionsnummer)
		if err != nil {
			return err
		}
		if !found {
			return errNoReport
		}
		_, err = d.out.Write(document)
		return err
	})
}
