package main

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"text/tabwriter"

	"example.org/meldeportal/cmd/internal/hilfe"
	"example.org/meldeportal/model/catalog"
)

// katalogCommand keeps official code lists. katalog_kept.go has the files.
type katalogCommand struct {
	Import katalogImport `cmd:"" help:"Amtliche Codelisten übernehmen."`
	List   katalogList   `cmd:"" help:"Alle Codelisten mit Auflage, Herkunft, Umfang und Gültigkeit zeigen."`
}

type katalogImport struct {
	Dateien []string `arg:"" name:"datei" help:"CSV-Dateien des RKI unter ihrem Namen; …syst_kodes.txt oder ClaML (.xml) des BfArM."`
}

// Help is the long help of the command.
func (katalogImport) Help() string {
	return `Amtliche Titel erscheinen danach unverändert neben unseren Suchwörtern. Jede Auflage wird einzeln aufgehoben, dieselbe noch einmal ersetzt die vorige. ` +
		`Eine Datei, die nicht ist, was sie zu sein vorgibt, wird mit der Zeile abgelehnt; dann wird keine der Dateien übernommen.
Ende mit 0: übernommen. 1: nicht gespeichert. 2: nicht lesbar oder abgelehnt.`
}

// Run reads all files, then keeps their lists.
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
	for _, l := range lists {
		if err := keep(folder, l); err != nil {
			return err
		}
		fmt.Printf("%s, Auflage %s: %s übernommen.\n", l.Title, l.Edition, counted(l.Len(), "Code", "Codes"))
	}
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
