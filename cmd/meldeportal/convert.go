package main

import (
	"bufio"
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"

	"github.com/google/renameio/v2"

	"example.org/meldeportal/cmd/internal/hilfe"
	"example.org/meldeportal/model"
	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/field"
	"example.org/meldeportal/model/obds"
	"example.org/meldeportal/sync/desk"
	"example.org/meldeportal/tui/wording"
)

// convertCommand writes a document of any version 3.0.x in one that is in use.
type convertCommand struct {
	Von     string `arg:"" name:"ein" help:"oBDS-Datei der Fassungen ${fassungen}, auch als .gz oder .zip."`
	Nach    string `arg:"" name:"aus" help:"Datei, die geschrieben wird."`
	Fassung string `help:"Fassung, die geschrieben wird (ohne Angabe die neueste)." placeholder:"3.0.x"`
	Force   bool   `help:"Eine vorhandene Datei ersetzen."`
}

// Help is the long help of the command.
func (convertCommand) Help() string {
	return `Schreibt den Inhalt in der genannten Fassung, so dass ihr amtliches Schema ihn annimmt. Was nicht oder anders übernommen wird, steht mit Zeile und Pfad in der Fehlerausgabe. ` +
		`Leerzeichen am Rand, zerlegte Buchstaben, Ligaturen und deutsche Tage (TT.MM.JJJJ) werden richtiggestellt; auch das steht dort („anders“). ` +
		`Kommentare im Text der Datei werden nicht übernommen.
Ende mit 0: alles übernommen. 1: nicht alles übernommen, oder das Ergebnis wäre nicht schemagerecht; dann wird nichts geschrieben. 2: nicht lesbar.`
}

// Run converts, and puts the result in place in one step once it was checked.
func (c convertCommand) Run() error {
	if c.Nach == "-" {
		return &verdict{hilfe.ExitUsage, "Geschrieben wird nur in eine Datei: erst geprüft wird sie an ihren Platz gelegt. Bitte einen Dateinamen angeben."}
	}
	if _, err := os.Lstat(c.Nach); err == nil && !c.Force {
		return &verdict{hilfe.ExitFailure, "Die Datei " + c.Nach + " gibt es schon. Mit --force wird sie ersetzt."}
	}
	to, err := edition(c.Fassung)
	if err != nil {
		return err
	}
	carried, err := writeChecked(c.Nach, func(out io.Writer) (said, error) { return c.only(out, to) })
	if err != nil {
		return err
	}
	if lost := carried.lost; lost > 0 {
		return &verdict{hilfe.ExitFailure, fmt.Sprintf("%s ist geschrieben, aber nicht alles wurde übernommen: %s.", c.Nach, counted(lost, "Stelle", "Stellen"))}
	}
	return nil
}

// said is what was told of a document while it was carried over.
type said struct {
	lost   int // parts that are not carried
	faults int // problems of shape
}

// only converts the one document of the file.
func (c convertCommand) only(out io.Writer, to field.Edition) (told said, err error) {
	documents := 0
	var failed error
	err = desk.EachDocument(c.Von, func(name string, doc io.Reader) error {
		if documents++; documents > 1 {
			failed = &verdict{hilfe.ExitUsage, "Nichts geschrieben: " + visible(c.Von) + " enthält mehrere Dokumente. Bitte entpacken und einzeln umwandeln."}
		} else {
			told, failed = convert(doc, out, name, to)
		}
		return failed
	})
	switch {
	case failed != nil:
		return said{}, failed
	case err != nil:
		return said{}, cannotRead(c.Von, err)
	}
	return told, nil
}

// cannotRead is a file that could not be read, as the end of a command.
func cannotRead(path string, err error) error { return cannotBeRead(path, desk.UnreadableOf(err)) }

func cannotBeRead(path string, why *desk.Unreadable) error {
	text := visible(path) + ": " + lineWord(why.Line) + why.Text
	if why.Path != "" {
		text += "\n    " + visible(why.Path)
	}
	return &verdict{hilfe.ExitUsage, text}
}

// convert carries a document over into an edition, report by report, and tells
// what it could not carry.
func convert(in io.Reader, out io.Writer, name string, to field.Edition) (told said, err error) {
	notes := notes{name: name}
	r, err := obds.NewReader(bufio.NewReader(in), notes.options())
	if err != nil {
		return said{}, cannotRead(name, err)
	}
	item, err := r.Next()
	w := obds.NewWriter(out, to, r.Absender(), r.Meldedatum())
	for err == nil {
		notes.beyond(item, to)
		w.Add(item.Patient, item.Meldung)
		item, err = r.Next()
	}
	if !errors.Is(err, io.EOF) {
		return said{}, cannotRead(name, err)
	}
	if notes.refused {
		return said{}, &verdict{hilfe.ExitUsage, "Nichts geschrieben: Umgewandelt werden nur oBDS-Dokumente der Fassungen " + dataset.Editions() + "."}
	}
	if err := w.Close(r.Melder()); err != nil {
		return said{}, fmt.Errorf("convert: %w", err)
	}
	return notes.said, nil
}

// notes tells on the standard error output what reading a document noticed.
type notes struct {
	name string
	said
	refused bool // this is no oBDS document, or of an unknown version
}

func (n *notes) options() obds.Options {
	return obds.Options{Limits: obds.Limits{Controls: obds.KeepControls}, Mend: true, Problem: n.problem, Note: n.note}
}

func (n *notes) problem(p obds.Problem) {
	n.faults++
	if p.ID == obds.BadRoot || p.ID == obds.BadVersion {
		n.refused = true
	}
	n.tell(p.ID, p.Line, p.Text, p.Path)
}

func (n *notes) note(t obds.Note) {
	word := cmp.Or(t.ID, "anders")
	if t.Lost {
		n.lost++
		word = "verloren"
	}
	n.tell(word, t.Line, t.Text, t.Path)
}

// beyond tells what of a report has no place in an edition; of a person, with her
// last report.
func (n *notes) beyond(item *obds.Item, to field.Edition) {
	for _, b := range dataset.Beyond(&model.Report{Patient: *item.Patient, Meldung: *item.Meldung}, to) {
		if strings.HasPrefix(b.ID, "Patient.") && !item.Last {
			continue
		}
		path, line := item.Places.Of(b.ID)
		n.note(obds.Note{Lost: true, Line: line, Path: path,
			Text: "„" + b.Row.Label + "“ gibt es in der Fassung " + dataset.Version(to) + " nicht und wird nicht übernommen."})
	}
}

func (n *notes) tell(word string, line int, text, path string) {
	fmt.Fprintf(os.Stderr, "%s: %s%s [%s]\n    %s\n", visible(n.name), lineWord(line), visible(text), word, path)
}

// writeChecked writes a document beside its place, holds it against the schema
// and puts it in place in one step. A document that the schema refuses is not
// kept.
func writeChecked(path string, write func(io.Writer) (said, error)) (told said, err error) {
	file, err := renameio.NewPendingFile(path, renameio.WithPermissions(0o600))
	if err != nil {
		return said{}, cannotWrite(path, err)
	}
	defer file.Cleanup()
	var unwritten *fs.PathError
	if told, err = write(file); errors.As(err, &unwritten) && unwritten.Op == "write" {
		return said{}, cannotWrite(path, err)
	}
	if err != nil {
		return said{}, err
	}
	if err := checkWritten(file.File, told.faults > 0); err != nil {
		return said{}, err
	}
	if err := file.CloseAtomicallyReplace(); err != nil {
		return said{}, cannotWrite(path, err)
	}
	return told, nil
}

// checkWritten holds a document that was just written against the schema. Its places
// are not told where those of the document it came from were.
func checkWritten(file *os.File, told bool) error {
	if _, err := file.Seek(0, io.SeekStart); err != nil {
		return fmt.Errorf("check result: %w", err)
	}
	result := notes{name: "Ergebnis"}
	opts := obds.Options{Problem: result.problem}
	if told {
		opts.Problem = nil
	}
	faults, err := obds.Check(bufio.NewReader(file), opts)
	if err != nil {
		return fmt.Errorf("check result: %w", err)
	}
	if faults > 0 {
		return errUnfit
	}
	return nil
}

// errUnfit is a result the schema does not take.
var errUnfit = &verdict{hilfe.ExitFailure, "Nichts geschrieben: Das Ergebnis wäre nicht schemagerecht. Die Stellen stehen darüber."}

// cannotWrite is a file that could not be written, as the end of a command.
func cannotWrite(path string, err error) error {
	if desk.DiskFull(err) {
		return &verdict{hilfe.ExitFailure, wording.Sentence(&answer.Failure{Kind: answer.FailFileFull, Detail: path})}
	}
	why := "Bitte die Rechte prüfen."
	if errors.Is(err, fs.ErrNotExist) {
		why = "Den Ordner gibt es nicht."
	}
	return &verdict{hilfe.ExitFailure, "Die Datei " + path + " lässt sich nicht schreiben. " + why}
}
