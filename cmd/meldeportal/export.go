package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"example.org/meldeportal/cmd/internal/hilfe"
	"example.org/meldeportal/model"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/field"
	"example.org/meldeportal/model/obds"
	"example.org/meldeportal/sync/desk"
)

// exportCommand writes completed reports as oBDS packages. What leaves is decided
// by desk.Export.
type exportCommand struct {
	Out         string `required:"" help:"Ordner, in den die Pakete geschrieben werden." placeholder:"ORDNER" type:"path"`
	JeDatei     int    `default:"1000" help:"Höchstens so viele Meldungen je Datei; die Meldungen einer Person bleiben zusammen." placeholder:"ZAHL"`
	Widerspruch bool   `name:"mit-widerspruch" help:"Auch Personen schreiben, die widersprochen haben."`
	Fassung     string `help:"Fassung von oBDS, die geschrieben wird (ohne Angabe die der Konfiguration, sonst die neueste, die das Portal bei Ihrer letzten Anmeldung nannte)." placeholder:"3.0.x"`
	Seit        string `help:"Nur Meldungen, die seit diesem Tag abgeschlossen wurden." placeholder:"JJJJ-MM-TT"`
	storeLogin
}

// Help is the long help of the command.
func (exportCommand) Help() string {
	return `Geschrieben werden die abgeschlossenen Meldungen, ob sie schon gesendet sind oder noch warten; von mehreren Fassungen einer Meldung die letzte. ` +
		`Ausgelassen wird, was das Portal abgelehnt oder ein anderes Programm gesendet hat, und wer widersprochen hat: ` +
		`deren Identitätsdaten bleiben in der Behandlungsakte. --mit-widerspruch schreibt auch sie.
Was beschädigt oder nicht schemagerecht ist, fehlt in den Dateien und wird genannt; das Ende ist dann 1.
Strg+C bricht ab; die Dateien, die bis dahin genannt wurden, sind vollständig.
Die Dateien enthalten Namen und Befunde im Klartext und sind nur für Sie lesbar. Bitte nach dem Hochladen löschen.
` + codeHelp + `
Ende mit 0: geschrieben. 1: fehlgeschlagen. 2: der Aufruf ist falsch.`
}

// Run gathers the reports, then writes a file for each package.
func (c exportCommand) Run(o *Ort) error {
	if c.JeDatei < 1 {
		return &verdict{hilfe.ExitUsage, "--je-datei braucht eine Zahl ab 1."}
	}
	var since time.Time
	if c.Seit != "" {
		day, err := dayOf(c.Seit)
		if err != nil {
			return err
		}
		since, _ = day.Time()
	}
	return c.withCode(o, func(ctx context.Context, i *installation, a *desk.Archive) error {
		if err := os.MkdirAll(c.Out, 0o700); err != nil {
			return cannotWrite(c.Out, err)
		}
		to, err := c.edition(ctx, i, a)
		if err != nil {
			return err
		}
		ctx, stop := stoppable(ctx)
		defer stop()
		progress := newProgress(os.Stderr, "Export", 0)
		done, err := a.Export(ctx, c.export(since, to, progress))
		progress.over()
		if errors.Is(err, context.Canceled) {
			return &verdict{hilfe.ExitFailure, "Abgebrochen. Die genannten Dateien sind vollständig, es sind aber nicht alle."}
		}
		if err != nil {
			return err
		}
		i.log.Info("exported", "files", done.Packages, "reports", done.Reports, "left out", done.LeftOut)
		if _, err := fmt.Print(saidOf(done)); err != nil {
			return err
		}
		return incomplete(done)
	})
}

// edition is the one that is asked for, else the configured one, else what the portal took
// when this person signed in last.
func (c exportCommand) edition(ctx context.Context, i *installation, a *desk.Archive) (field.Edition, error) {
	if name := cmp.Or(c.Fassung, i.config.Fassung); name != "" {
		return edition(name)
	}
	chosen, err := a.Edition(ctx)
	return chosen.Edition, err
}

// export is what leaves, each package as a file of the folder.
func (c exportCommand) export(since time.Time, to field.Edition, p *progress) desk.Export {
	today := model.DatumOf(time.Now())
	return desk.Export{Since: since, Objecting: c.Widerspruch, Most: c.JeDatei, Today: today, Edition: to,
		Told: p.of,
		Write: func(d *obds.Document) error {
			p.over()
			return writePackage(c.Out, d, today)
		},
		Lost: func(meldung model.Text, label string) {
			p.over()
			fmt.Fprintf(os.Stderr, "Meldung %s: „%s“ gibt es in der Fassung %s nicht und wird nicht geschrieben.\n", visible(string(meldung)), label, dataset.Version(to))
		}}
}

// incomplete is the end of an export that had to leave something out.
func incomplete(e desk.Exported) error {
	text := damagedText(e.Damaged) + unfitText(e.Unfit)
	if text == "" {
		return nil
	}
	return &verdict{hilfe.ExitFailure, "Nicht vollständig: " + strings.TrimSpace(text)}
}

// damagedText names what nobody can read.
func damagedText(damaged []desk.DamagedEntry) string {
	if len(damaged) == 0 {
		return ""
	}
	var names []string
	for _, d := range damaged {
		if d.Transaktionsnummer != "" {
			names = append(names, "Meldung "+d.Transaktionsnummer)
			continue
		}
		names = append(names, "Akte "+d.CaseID+" mit "+counted(d.Reports, "Meldung", "Meldungen"))
	}
	return counted(len(names), "Eintrag ist beschädigt und fehlt", "Einträge sind beschädigt und fehlen") + " in den Dateien. " +
		"Nichts ändern; Betreuung rufen (Sicherung).\n  " + strings.Join(names, "\n  ") + "\n"
}

// unfitText names what the schema does not take.
func unfitText(reports []model.Text) string {
	if len(reports) == 0 {
		return ""
	}
	var names []string
	for _, id := range reports {
		names = append(names, "Meldung "+visible(string(id)))
	}
	return counted(len(names), "Meldung ist nicht schemagerecht und fehlt", "Meldungen sind nicht schemagerecht und fehlen") + " in den Dateien; " +
		"die Stellen stehen darüber, alles andere ist geschrieben.\n  " + strings.Join(names, "\n  ")
}

// saidOf is what was written, and who was left out and why.
func saidOf(e desk.Exported) string {
	text := fmt.Sprintf("%s in %s geschrieben.\n", counted(e.Reports, "Meldung", "Meldungen"), counted(e.Packages, "Datei", "Dateien"))
	if e.LeftOut == 0 {
		return text
	}
	return text + counted(e.LeftOut, "Person", "Personen") + " wegen Widerspruchs ausgelassen (§ 7a KRG HE). Sollen sie mit: --mit-widerspruch.\n"
}

// writePackage puts a package into the folder under the next free name.
func writePackage(folder string, d *obds.Document, today model.Datum) error {
	path, err := freeName(folder, today)
	if err != nil {
		return err
	}
	_, err = writeChecked(path, func(w io.Writer) (said, error) { return said{}, obds.Write(w, d) })
	switch {
	case errors.Is(err, errUnfit):
		return desk.ErrUnfit
	case err != nil:
		return err
	}
	_, err = fmt.Println(path)
	return err
}

// freeName is "oBDS_2026-05-14_001.xml" or the next one that is not there yet.
func freeName(folder string, today model.Datum) (string, error) {
	for n := 1; ; n++ {
		path := filepath.Join(folder, fmt.Sprintf("oBDS_%s_%03d.xml", today, n))
		_, err := os.Lstat(path)
		if errors.Is(err, fs.ErrNotExist) {
			return path, nil
		}
		if err != nil {
			return "", cannotWrite(path, err)
		}
	}
}
