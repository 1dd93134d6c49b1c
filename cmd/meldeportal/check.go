package main

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"runtime/debug"
	"time"

	"example.org/meldeportal/cmd/internal/hilfe"
	"example.org/meldeportal/model"
	"example.org/meldeportal/model/catalog"
	"example.org/meldeportal/model/check"
	"example.org/meldeportal/model/rule"
)

// checkCommand judges oBDS files offline. The way of a file: check_walk.go
// finds it, model/check reads and judges it, check_print.go tells.
type checkCommand struct {
	Pfade     []string `arg:"" optional:"" name:"datei" help:"oBDS-Dateien, auch als .gz oder .zip, oder Ordner: dann alle Dateien mit der Endung .xml, .xml.gz oder .zip darin."`
	JSON      bool     `name:"json" help:"Jeden Mangel als ein JSON-Objekt in einer Zeile ausgeben."`
	NurSchema bool     `help:"Nur die Form prüfen (was das Schema annimmt), nicht den Inhalt."`
	Stand     string   `help:"Als wäre dieser Tag heute." placeholder:"JJJJ-MM-TT"`
	Regeln    bool     `help:"Alle Regeln auflisten statt Dateien zu prüfen."`
}

// Help is the long help of the command.
func (checkCommand) Help() string {
	return `Zuerst wird die Form geprüft, genau wie das amtliche Schema der Fassung sie verlangt, die das Dokument nennt, dann der Inhalt jeder Meldung nach den Regeln. ` +
		`Die übrigen Meldungen derselben Person in derselben Datei gelten dabei als Vorgeschichte; andere Dateien zählen nicht dazu.
Jeder Mangel nennt Regel, Schwere (F Fehler, W Warnung, H Hinweis), Meldung, Elementpfad und Zeile. ` +
		`Anmeldung, Datenbank und Netz werden nicht gebraucht. Welche Regeln milder oder aus sind, sagt die Konfiguration.
Ende mit 0: kein Fehler. 1: Fehler gefunden. 2: etwas war nicht lesbar.`
}

// Run judges the files and tells what was found.
func (c checkCommand) Run(o *Ort) error {
	if c.Regeln {
		return printRules(os.Stdout, c.JSON)
	}
	if len(c.Pfade) == 0 {
		return &verdict{hilfe.ExitUsage, "Es fehlt die Angabe, was zu prüfen ist: „meldeportal check DATEI“."}
	}
	today, err := dayOf(c.Stand)
	if err != nil {
		return err
	}
	config, err := o.ruleConfig()
	if err != nil {
		return err
	}
	config.Lists = o.keptLists()
	if !c.NurSchema { // the shape alone keeps nothing, and a small heap stays in the cache
		spendMemory()
	}
	return c.checkAll(&check.Judge{Today: today, Config: config, OnlyShape: c.NurSchema})
}

// keptLists are the official lists somebody imported; nil where there are none.
func (o *Ort) keptLists() *catalog.Shelf {
	folder, err := o.catalogFolder()
	if err != nil {
		return nil
	}
	shelf := catalog.NewShelf()
	fill(shelf, folder, func(path string) {
		fmt.Fprintf(os.Stderr, "%s ist beschädigt und wird nicht benutzt. Bitte die Liste noch einmal übernehmen.\n", path)
	})
	if len(shelf.Imported()) == 0 {
		return nil
	}
	return shelf
}

// spendMemory trades memory for speed, up to a limit: judging makes much that
// lives for a moment only.
func spendMemory() {
	const limit = 64 << 20
	debug.SetGCPercent(300)
	debug.SetMemoryLimit(limit)
}

// checkAll judges all files and sums up.
func (c checkCommand) checkAll(j *check.Judge) error {
	out := bufio.NewWriter(os.Stdout)
	print := printerFor(out, c.JSON)
	sum := tally{}
	checkFiles(c.Pfade, j, print, &sum)
	print.sum(sum)
	if err := errors.Join(print.failed(), out.Flush()); err != nil {
		return fmt.Errorf("print findings: %w", err)
	}
	return sum.verdict()
}

// dayOf is the day somebody typed, or today.
func dayOf(text string) (model.Datum, error) {
	if text == "" {
		return model.DatumOf(time.Now()), nil
	}
	if _, err := time.Parse(time.DateOnly, text); err != nil {
		return "", &verdict{hilfe.ExitUsage, "Der Tag „" + text + "“ ist keiner. Bitte als JJJJ-MM-TT angeben, etwa 2026-05-14."}
	}
	return model.Datum(text), nil
}

// ruleConfig is what the configuration says about rules. A machine without a
// configuration has none.
func (o *Ort) ruleConfig() (rule.Config, error) {
	path := o.Config
	if path == "" {
		p, err := findPaths(o.Dir, os.Getenv)
		if errors.Is(err, errNoHome) {
			return rule.Config{}, nil
		}
		if err != nil {
			return rule.Config{}, err
		}
		path = p.config
	}
	config, found, err := loadConfig(path)
	if err != nil {
		return rule.Config{}, err
	}
	if !found && o.Config != "" {
		return rule.Config{}, &configError{"Die Konfigurationsdatei " + path + " gibt es nicht. Bitte den Namen prüfen."}
	}
	return ruleConfig(config)
}

// tally counts what a check found.
type tally struct {
	files, unreadable, reports int
	found                      map[rule.Severity]int
}

func (t *tally) count(found []check.Finding) {
	if t.found == nil {
		t.found = map[rule.Severity]int{}
	}
	for i := range found {
		t.found[found[i].Severity]++
	}
}

// verdict is the exit status: that something could not be read weighs most.
func (t *tally) verdict() error {
	switch {
	case t.unreadable > 0:
		return &verdict{status: hilfe.ExitUsage}
	case t.found[rule.Fehler] > 0:
		return &verdict{status: hilfe.ExitFailure}
	}
	return nil
}
