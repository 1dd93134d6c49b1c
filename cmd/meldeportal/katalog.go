package main

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"text/tabwriter"

	"github.com/charmbracelet/x/term"

	"example.org/meldeportal/cmd/internal/hilfe"
	"example.org/meldeportal/model/catalog"
)

// katalogCommand keeps official code lists. katalog_kept.go has the files.
type katalogCommand struct {
	Import katalogImport `cmd:"" help:"Amtliche Codelisten übernehmen."`
	Zurück katalogZurück `cmd:"" name:"zurück" aliases:"zurueck" help:"Den letzten Import von Codelisten zurücknehmen."`
	List   katalogList   `cmd:"" help:"Alle Codelisten mit Auflage, Herkunft, Umfang und Gültigkeit zeigen."`
}

type katalogImport struct {
	Dateien []string `arg:"" name:"datei" help:"CSV-Dateien des RKI unter ihrem Namen; Substanzliste des Umsetzungsleitfadens; PathCHART; Kostenträgerdateien (.ke0); CSV mit IK und Name oder PLZ und Ort; …syst_kodes.txt oder ClaML (.xml) des BfArM."`
	Ansehen bool     `help:"Nur zeigen, was sich ändern würde."`
	Ja      bool     `help:"Nicht fragen, auch wenn eine Datei abgeschnitten aussieht."`
}

// Help is the long help of the command.
func (katalogImport) Help() string {
	return `Amtliche Titel erscheinen danach unverändert neben unseren Suchwörtern. Jede Auflage wird einzeln aufgehoben, dieselbe noch einmal ersetzt die vorige. ` +
		`Vorher steht da, was neu ist, wegfällt und sich ändert; am Terminal wird gefragt. Sieht eine Datei abgeschnitten aus, wird ohne --ja nichts übernommen. ` +
		`„meldeportal katalog zurück“ nimmt den letzten Import zurück.
Gelesen werden die CSV-Dateien des RKI, vom BfArM ICD-10-GM, OPS und ICD-O-3, die Substanzliste des Umsetzungsleitfadens ` +
		`(Spalten Therapieart laut UL; Substanzbezeichnung; gültig bis; ATC-Code; ATC-Code gültig bis) und die Liste von Cancer PathCHART ` +
		`(Spalten für Lokalisation, Histologie mit Verhalten und Validity Status), die Kostenträgerdateien des GKV-Spitzenverbands unter ihrem Namen (EK05Q126.ke0), ` +
		`und zwei freie Formen: CSV mit den Spalten IK und Name, CSV mit den Spalten PLZ und Ort, etwa zuordnung_plz_ort.csv von suche-postleitzahl.org (Trennzeichen ; , Tabulator oder |); eine Jahreszahl im Dateinamen ist die Auflage.
Eine Datei, die nicht ist, was sie zu sein vorgibt, wird mit der Zeile abgelehnt; dann wird keine der Dateien übernommen.
Ende mit 0: übernommen oder nichts zu tun. 1: nicht gespeichert oder nicht gewollt. 2: nicht lesbar oder abgelehnt.`
}

// Run reads all files, shows what they change, asks, then keeps their lists.
func (c katalogImport) Run(o *Ort) error {
	folder, err := o.catalogFolder()
	if err != nil {
		return err
	}
	var lists []*catalog.List
	for _, path := range c.Dateien {
		read, err := readOfficial(path)
		if err != nil {
			return err
		}
		lists = append(lists, read...)
	}
	cut := showChanges(lists, folder)
	if c.Ansehen {
		return nil
	}
	if err := c.consent(cut); err != nil {
		return err
	}
	if err := keepAll(folder, lists); err != nil {
		return err
	}
	for _, l := range lists {
		fmt.Printf("%s, Auflage %s: %s übernommen.\n", l.Title, l.Edition, counted(l.Len(), "Code", "Codes"))
	}
	return nil
}

// showChanges says of each list what it changes, and reports whether one looks cut
// off.
func showChanges(lists []*catalog.List, folder string) (cut bool) {
	shelf := catalog.NewShelf()
	fill(shelf, folder, func(string) {})
	for _, l := range lists {
		c := l.Against(shelf)
		against := "bisher gibt es keine"
		if c.Before.Len() > 0 {
			against = fmt.Sprintf("gegenüber %s mit %s", editionOf(c.Before), counted(c.Before.Len(), "Code", "Codes"))
		}
		gone := "fehlen darin und bleiben"
		if c.Before.Edition == l.Edition {
			gone = "fallen weg"
		}
		fmt.Printf("%s, Auflage %s, %s: %d neu, %d %s, %d geändert.\n", l.Title, l.Edition, against, len(c.New), len(c.Gone), gone, len(c.Changed))
		for _, part := range []struct {
			word  string
			codes []string
		}{{"neu", c.New}, {gone, c.Gone}, {"geändert", c.Changed}} {
			if len(part.codes) > 0 {
				fmt.Printf("  %s: %s\n", part.word, visible(some(part.codes)))
			}
		}
		if c.Cut {
			cut = true
			fmt.Fprintf(os.Stderr, "Achtung: In %s fehlen sehr viele Codes. Ist die Datei vollständig?\n", l.Title)
		}
	}
	return cut
}

// editionOf names a list by its edition.
func editionOf(l *catalog.List) string {
	if l.Official {
		return "Auflage " + l.Edition
	}
	return "der Liste des Programms (" + orDash(l.Edition) + ")"
}

// some names the first of many codes.
func some(codes []string) string {
	const shown = 8
	if len(codes) <= shown {
		return strings.Join(codes, ", ")
	}
	return strings.Join(codes[:shown], ", ") + fmt.Sprintf(" und %d weitere", len(codes)-shown)
}

// consent asks the person at the terminal. Scripts are not asked; they say --ja for
// a file that looks cut off.
func (c katalogImport) consent(cut bool) error {
	switch {
	case c.Ja:
		return nil
	case !term.IsTerminal(os.Stdin.Fd()):
		if cut {
			return &verdict{hilfe.ExitFailure, "Nichts übernommen. Ist die Datei vollständig, mit --ja wiederholen."}
		}
		return nil
	}
	typed, err := askLine("Übernehmen (j/n)? ")
	if err != nil {
		return err
	}
	if typed = strings.ToLower(typed); typed != "j" && typed != "ja" {
		return &verdict{hilfe.ExitFailure, "Nichts übernommen."}
	}
	return nil
}

type katalogZurück struct{}

// Help is the long help of the command.
func (katalogZurück) Help() string {
	return `Danach gelten die Listen, die vor dem letzten „katalog import“ galten. Zurückgenommen wird ein Import, nicht mehrere.`
}

// Run puts back what the last import replaced.
func (katalogZurück) Run(o *Ort) error {
	folder, err := o.catalogFolder()
	if err != nil {
		return err
	}
	names, err := takeBack(folder)
	if err != nil {
		return err
	}
	fmt.Printf("Zurückgenommen: %s.\n", counted(len(names), "Liste", "Listen"))
	return nil
}

func readOfficial(path string) ([]*catalog.List, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, cannotRead(path, err)
	}
	defer file.Close()
	lists, err := catalog.Read(filepath.Base(path), bufio.NewReader(file))
	var refusal *catalog.Refusal
	if errors.As(err, &refusal) {
		return nil, &verdict{hilfe.ExitUsage, visible(path) + ": " + lineWord(refusal.Line) + refusal.Text + " Es wurde nichts übernommen."}
	}
	if err != nil {
		return nil, cannotRead(path, err)
	}
	return lists, nil
}

// catalogFolder is where the official lists are kept.
func (o *Ort) catalogFolder() (string, error) {
	p, err := findPaths(o.Dir, os.Getenv)
	if err != nil {
		return "", err
	}
	return filepath.Join(p.data, catalogFolderName), nil
}

type katalogList struct{}

// Help is the long help of the command.
func (katalogList) Help() string {
	return `Mit dem Programm kommen alle Codes mit eigenen Kurzbezeichnungen; „amtlich“ sind nur übernommene Listen.`
}

// Run shows the lists of the program and the official ones.
func (katalogList) Run(o *Ort) error {
	folder, err := o.catalogFolder()
	if err != nil {
		return err
	}
	shelf := catalog.NewShelf()
	fill(shelf, folder, func(path string) {
		fmt.Fprintf(os.Stderr, "%s ist beschädigt und wird nicht benutzt. Bitte die Liste noch einmal übernehmen.\n", path)
	})
	out := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(out, "Liste\tAuflage\tCodes\tGültig\tAmtlich\tTitel\tHerkunft")
	for _, name := range catalog.Names() {
		if l, ok := catalog.Get(name); ok {
			show(out, l)
		}
	}
	for _, l := range shelf.Imported() {
		show(out, l)
	}
	return out.Flush()
}

func show(out *tabwriter.Writer, l *catalog.List) {
	official := "nein"
	if l.Official {
		official = "ja"
	}
	fmt.Fprintln(out, strings.Join([]string{l.Name, orDash(l.Edition), fmt.Sprint(l.Len()), validity(l), official, l.Title, l.Source}, "\t"))
}

func validity(l *catalog.List) string {
	if l.From == "" && l.Until == "" {
		return "–"
	}
	return strings.TrimSpace(strings.Join([]string{l.From, "bis", l.Until}, " "))
}

func orDash(text string) string {
	if text == "" {
		return "–"
	}
	return text
}
