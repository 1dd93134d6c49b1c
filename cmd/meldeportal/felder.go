package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"
)

// felderCommand lets the field table speak. felder_table.go walks it.
type felderCommand struct {
	JSON bool `name:"json" help:"Jedes Feld als ein JSON-Objekt in einer Zeile ausgeben."`
}

// Help is the long help of the command.
func (felderCommand) Help() string {
	return `Jedes Feld mit Kennung, Bezeichnung, Elementpfad, Art, Anzahl, wann danach gefragt und wann es verlangt wird, und seiner Datenklasse nach dem Gesetz. ` +
		`[] steht für die Nummer eines Eintrags, gezählt ab 0.`
}

// Run prints the table.
func (c felderCommand) Run() error {
	out := bufio.NewWriter(os.Stdout)
	encoder := json.NewEncoder(out)
	facts := fieldFacts()
	for i := range facts {
		var err error
		if c.JSON {
			err = encoder.Encode(&facts[i])
		} else {
			err = facts[i].print(out)
		}
		if err != nil {
			return fmt.Errorf("print fields: %w", err)
		}
	}
	if !c.JSON {
		fmt.Fprintf(out, "%s.\n", counted(len(facts), "Feld", "Felder und Blöcke"))
	}
	return out.Flush()
}

func (f *fieldFact) print(w io.Writer) error {
	kind := f.Art
	if f.Typ != "" {
		kind += " (" + f.Typ + ")"
	}
	if f.Liste != "" {
		kind += ", Liste " + f.Liste
	}
	_, err := fmt.Fprintf(w, "%s\n    %s\n    Element:  %s\n    Art:      %s, Anzahl %s\n    gefragt:  %s\n    verlangt: %s\n    Klasse:   %s\n\n",
		f.ID, f.Bezeichnung, orDash(f.Pfad), kind, f.Anzahl, f.Gefragt, f.Verlangt, strings.Join(f.Klassen, ", "))
	return err
}
