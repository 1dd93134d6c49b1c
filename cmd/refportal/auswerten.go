package main

import (
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/evaluation"
	"example.org/meldeportal/model/tumour"
	"example.org/meldeportal/sync/offices/auswertung"
)

type auswertenCommand struct {
	Was       string `arg:"" optional:"" enum:"zahlen,raten,vollstaendigkeit,dauer,bund" default:"zahlen" help:"zahlen: neue Fälle. raten: neue Fälle je Einwohner, roh und nach Alter standardisiert. vollstaendigkeit: DCO, gesichert, Sterbefälle je Fall. dauer: Tage von der Diagnose bis zur Meldung. bund: Lieferung an das Zentrum für Krebsregisterdaten."`
	Nach      string `enum:"jahr,diagnose,geschlecht,alter,intervall,kreis" default:"diagnose" help:"Zeilen der Zahlen: jahr, diagnose, geschlecht, alter, intervall (Intervallkarzinome), kreis."`
	Durch     string `name:"und" enum:"-,jahr,diagnose,geschlecht,alter,intervall,kreis" default:"-" help:"Spalten der Zahlen, ebenso."`
	Als       string `enum:"text,csv,bild" default:"text" help:"text, csv oder bild (Balken)."`
	Jahr      string `help:"Nur Diagnosen dieses Jahres." placeholder:"JJJJ"`
	Unter     int    `default:"5" help:"Kleinere Zahlen werden nicht gezeigt, und keine, aus der sie sich errechnen ließen."`
	Alle      bool   `help:"Auch in situ, gutartige und unsichere, übrige Haut und was nach den internationalen Regeln nicht neu zählt."`
	Orte      string `help:"Tabelle der Gemeinden (CSV: plz;ort;ags;kreis)." placeholder:"DATEI" type:"existingfile"`
	Einwohner string `help:"Tabelle der Einwohner für Raten (CSV: kreis;jahr;geschlecht;von;bis;einwohner; von und bis sind das erste und letzte Alter einer Gruppe von fünf Jahren, ab 85 bleibt bis leer)." placeholder:"DATEI" type:"existingfile"`
	Ziel      string `help:"Ordner für die Lieferung." placeholder:"ORDNER" type:"path"`
	officeFlags
}

// Run writes the table.
func (c auswertenCommand) Run(d *desk) error {
	if c.Unter < 1 {
		return errFew
	}
	places, err := read(c.Orte, evaluation.ReadPlaces)
	if err != nil {
		return err
	}
	people, err := read(c.Einwohner, evaluation.ReadPopulation)
	if err != nil {
		return err
	}
	var cases []evaluation.Case
	var died []string // causes of death; nil = no deaths were read in
	err = c.with(d, func(s *auswertung.Stelle) error {
		return s.Cases(d, func(one auswertung.Case) error {
			cases = append(cases, c.casesOf(&one, places)...)
			if len(one.Deaths) > 0 {
				died = append(slices.Grow(died, 1), c.died(&one)...)
			}
			return nil
		})
	})
	if err != nil {
		return err
	}
	switch c.Was {
	case "vollstaendigkeit":
		return c.write(d, evaluation.QualityOf(cases, died, c.Unter))
	case "dauer":
		return c.write(d, evaluation.DelayOf(cases, c.Unter))
	case "bund":
		return c.deliver(d, cases)
	}
	rows, _ := evaluation.DimensionOf(c.Nach)
	var by *evaluation.Dimension
	if cols, wanted := evaluation.DimensionOf(c.Durch); wanted {
		by = &cols
	}
	if c.Was == "raten" && people != nil {
		return c.write(d, evaluation.RatesOf(cases, places, people, rows, by, c.Jahr, c.Unter))
	}
	if c.Was == "raten" {
		fmt.Fprintln(d.err, "Raten brauchen die Einwohner: Ohne --einwohner DATEI (CSV: kreis;jahr;geschlecht;von;bis;einwohner) lässt sich nur zählen. Das Statistische Landesamt führt sie als fortgeschriebene Bevölkerung.")
	}
	return c.write(d, evaluation.Tabulate(cases, places, rows, by).Hide(c.Unter))
}

// plotCells is the width of a picture.
const plotCells = 78

var (
	errFew    = errors.New("bound below 1")
	errTarget = errors.New("no folder for the delivery")
)

// casesOf are the tumours of a person that are wanted, those too that only a death certificate
// tells of.
func (c *auswertenCommand) casesOf(of *auswertung.Case, places *evaluation.Places) (all []evaluation.Case) {
	tumours, deaths, rounds := tumour.Of(sources(of)), deathsOf(of), roundsOf(of)
	add := func(one evaluation.Case) {
		if c.Was != "bund" {
			one.Tumour = nil // a whole register is counted, and its reports need not stay in memory
		}
		if (c.Jahr == "" || c.Jahr == one.Year()) && (c.Alle || one.Cancer()) {
			all = append(all, one)
		}
	}
	for i := range tumours {
		add(evaluation.CaseOf(of.Registernummer, &tumours[i], deaths, rounds, places))
	}
	for _, dco := range tumour.Deaths(tumours, deaths) {
		add(evaluation.CaseOfDeath(of.Registernummer, dco, places))
	}
	return all
}

// died are the causes that a person died of, as deaths are counted beside cases: of each
// certificate the first cancer.
func (c *auswertenCommand) died(of *auswertung.Case) (all []string) {
	for i := range of.Deaths {
		d := &of.Deaths[i]
		if c.Jahr != "" && !strings.HasPrefix(d.Monat, c.Jahr) {
			continue
		}
		for _, icd := range d.Causes() {
			one := evaluation.Case{ICD: icd, Incident: true}
			if c.Alle || one.Cancer() {
				all = append(all, icd)
				break
			}
		}
	}
	return all
}

// deathsOf are the death certificates of a person.
func deathsOf(of *auswertung.Case) (all []tumour.Death) {
	for i := range of.Deaths {
		d := &of.Deaths[i]
		one := tumour.Death{Office: d.Standesamt, Month: d.Monat, Causes: d.Causes(), PLZ: d.Open.PLZ, Town: d.Open.Ort}
		if d.Open.Sex != 0 {
			one.Deceased = string(rune(d.Open.Sex))
		}
		if d.Open.Year != 0 && d.Open.Month != 0 {
			one.Birth = fmt.Sprintf("%04d-%02d", d.Open.Year, d.Open.Month)
		}
		all = append(all, one)
	}
	return all
}

// roundsOf are the rounds of screening of a person.
func roundsOf(of *auswertung.Case) (all []tumour.Screening) {
	for _, r := range of.Rounds {
		all = append(all, tumour.Screening{Programme: r.Programm, Day: model.Datum(r.Tag), Unsuspicious: r.Unauffaellig, Left: r.Ausgeschieden})
	}
	return all
}

// sources are the reports of a person as her tumours are found by.
func sources(of *auswertung.Case) (all []tumour.Source) {
	for _, r := range of.Reports {
		all = append(all, tumour.Source{Number: fmt.Sprintf("%012d", r.ID), Received: model.DatumOf(r.Eingang), Report: r.Meldung})
	}
	return all
}

// read reads a table that was given, nil without one.
func read[T any](path string, as func(io.Reader) (*T, error)) (*T, error) {
	if path == "" {
		return nil, nil
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return as(f)
}

// written is a result that is a text and a CSV.
type written interface {
	Text() string
	CSV() string
}

func (c *auswertenCommand) write(d *desk, w written) (err error) {
	text := w.Text
	if c.Als == "csv" {
		text = w.CSV
	}
	if drawn, can := w.(interface{ Plot(width int) string }); can && c.Als == "bild" {
		text = func() string { return drawn.Plot(plotCells) }
	}
	_, err = fmt.Fprint(d.out, text())
	return err
}

// deliver writes the tables for the federal centre. Persons are numbered anew, in an order
// that says nothing of the Registernummer.
func (c *auswertenCommand) deliver(d *desk, cases []evaluation.Case) error {
	if c.Ziel == "" {
		return errTarget
	}
	rand.Shuffle(len(cases), func(i, j int) { cases[i], cases[j] = cases[j], cases[i] })
	numbers := map[int64]int{}
	patients, tumours := evaluation.Federal(cases, func(person int64) string {
		if numbers[person] == 0 {
			numbers[person] = len(numbers) + 1
		}
		return fmt.Sprintf("%s-%07d", time.Now().Format("20060102"), numbers[person])
	})
	if err := os.MkdirAll(c.Ziel, 0o700); err != nil {
		return err
	}
	for name, text := range map[string]string{"patient.csv": patients, "tumor.csv": tumours} {
		if err := os.WriteFile(filepath.Join(c.Ziel, name), []byte(text), 0o600); err != nil {
			return err
		}
	}
	fmt.Fprintf(d.out, "%d Tumoren von %d Personen stehen in %s (patient.csv, tumor.csv).\nNicht geliefert werden die Tabellen %s.\n", len(cases), len(numbers), c.Ziel, evaluation.FederalLeftOut)
	return nil
}
