package main

import (
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/supply"
	"example.org/meldeportal/sync/offices/vertrauen"
)

type sterbefaelleCommand struct {
	Einlesen sterbefaelleEinlesen `cmd:"" help:"Eine Datei einlesen; ganz oder gar nicht, zweimal dieselbe ändert nichts."`
}

type screeningCommand struct {
	Einlesen screeningEinlesen `cmd:"" help:"Eine Datei einlesen; ganz oder gar nicht, zweimal dieselbe ändert nichts."`
}

// columnsHelp is the form of a file.
func columnsHelp(columns []supply.Column) string {
	var b strings.Builder
	b.WriteString("Die Datei ist CSV in UTF-8 mit Semikolon; ihre erste Zeile nennt die Spalten, in beliebiger Reihenfolge. Die mit * sind da und in jeder Zeile gefüllt.\n\n")
	for _, c := range columns {
		name := c.Name
		if c.Mandatory {
			name += "*"
		}
		b.WriteString(strings.TrimRight(fmt.Sprintf("  %-19s %s", name, c.Help), " ") + "\n")
	}
	return b.String()
}

// supplied is a file that somebody hands in.
type supplied struct {
	Datei string `arg:"" help:"Die Datei." placeholder:"DATEI" type:"existingfile"`
	trustFlags
}

type sterbefaelleEinlesen struct{ supplied }

// Help is the long help of the command.
func (sterbefaelleEinlesen) Help() string { return columnsHelp(supply.DeathColumns) }

// Run takes deaths in.
func (c sterbefaelleEinlesen) Run(d *desk) error {
	return takeFile(d, &c.supplied, supply.ReadDeaths, func(s *vertrauen.Stelle, all []supply.Record[supply.Sterbefall]) (vertrauen.Supplied, error) {
		return s.TakeDeaths(d, all)
	})
}

type screeningEinlesen struct{ supplied }

// Help is the long help of the command.
func (screeningEinlesen) Help() string { return columnsHelp(supply.RoundColumns) }

// Run takes rounds of screening in.
func (c screeningEinlesen) Run(d *desk) error {
	return takeFile(d, &c.supplied, supply.ReadRounds, func(s *vertrauen.Stelle, all []supply.Record[supply.Runde]) (vertrauen.Supplied, error) {
		return s.TakeRounds(d, all)
	})
}

// takeFile reads a file and takes it in.
func takeFile[T any](d *desk, c *supplied, read func(io.Reader, model.Datum) ([]supply.Record[T], error), take func(*vertrauen.Stelle, []supply.Record[T]) (vertrauen.Supplied, error)) error {
	f, err := os.Open(c.Datei)
	if err != nil {
		return err
	}
	defer f.Close()
	all, err := read(f, model.DatumOf(time.Now()))
	if err != nil {
		return err
	}
	return c.with(d, func(s *vertrauen.Stelle) error {
		n, err := take(s, all)
		if err == nil {
			fmt.Fprintf(d.out, "%d Zeilen: %d neu, %d geändert, %d waren bekannt. Ohne Namen gehen sie über die Kontrollnummernstelle an die Landesauswertungsstelle.\n", len(all), n.New, n.Changed, n.Known)
		}
		return err
	})
}
