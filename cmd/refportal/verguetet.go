package main

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	"example.org/meldeportal/sync/portal"
	"example.org/meldeportal/sync/refportal"
)

// meldungVerguetet tells sites what was paid.
type meldungVerguetet struct {
	Nummern []string `arg:"" optional:"" help:"Transaktionsnummern oder laufende Nummern."`
	Betrag  string   `help:"Betrag für jede dieser Meldungen, in Euro." placeholder:"19,50"`
	Datei   string   `help:"CSV der Abrechnung, eine Zeile je Meldung: nummer;betrag. Stimmt eine Zeile nicht, wird nichts davon mitgeteilt." placeholder:"DATEI" type:"path"`
	Text    string   `help:"Was dazu zu sagen ist, etwa das Quartal." placeholder:"TEXT"`
}

var errAmount = errors.New("no such amount")

// Run tells what was paid. A number is told as often as it is called with: the last amount of a
// report counts.
func (c meldungVerguetet) Run(d *desk) error {
	all, err := c.payments()
	if err != nil {
		return err
	}
	return d.with(func(p *refportal.Portal) error {
		if err := p.Pay(d.staff(), all); err != nil {
			return err
		}
		fmt.Fprintf(d.out, "Mitgeteilt: %d. Die Einrichtungen erhalten es bei ihrem nächsten Abruf.\n", len(all))
		return nil
	})
}

func (c meldungVerguetet) payments() (all []refportal.Payment, err error) {
	for _, number := range c.Nummern {
		all = append(all, refportal.Payment{Number: number, Event: portal.Event{Cents: centsOf(c.Betrag)}})
	}
	if c.Datei != "" {
		more, err := readPayments(c.Datei)
		if err != nil {
			return nil, err
		}
		all = append(all, more...)
	}
	if len(all) == 0 {
		return nil, errAmount
	}
	for i := range all {
		if all[i].Text = c.Text; all[i].Number == "" || all[i].Cents == 0 {
			return nil, errAmount
		}
	}
	return all, nil
}

// readPayments reads the file of a billing.
func readPayments(path string) (all []refportal.Payment, err error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.Comma, r.FieldsPerRecord, r.TrimLeadingSpace = ';', 2, true
	for {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			return all, nil
		}
		if err != nil {
			return nil, fmt.Errorf("%w: %w", errAmount, err)
		}
		number := strings.TrimSpace(strings.TrimPrefix(row[0], "\ufeff"))
		if !strings.EqualFold(number, "nummer") { // what the column is called
			all = append(all, refportal.Payment{Number: number, Event: portal.Event{Cents: centsOf(row[1])}})
		}
	}
}

// centsOf reads an amount in Euro, 0 where it is none.
func centsOf(text string) int {
	euro, cent, _ := strings.Cut(strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(text), "€")), ",")
	if len(cent) == 1 || len(cent) > 2 || len(euro) > 6 {
		return 0
	}
	n, err := strconv.ParseUint(euro+(cent + "00")[:2], 10, 32)
	if err != nil {
		return 0
	}
	return int(n)
}
