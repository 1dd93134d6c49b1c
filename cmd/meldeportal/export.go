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
	"example.org/meldeportal/sync/store"
)

// exportCommand writes completed reports as oBDS packages. export_package.go
// puts the packages together.
type exportCommand struct {
	Out         string `required:"" help:"Ordner, in den die Pakete geschrieben werden." placeholder:"ORDNER" type:"path"`
	JeDatei     int    `default:"1000" help:"Höchstens so viele Meldungen je Datei; die Meldungen einer Person bleiben zusammen." placeholder:"ZAHL"`
	Widerspruch bool   `name:"mit-widerspruch" help:"Auch Personen schreiben, die widersprochen haben."`
	Fassung     string `help:"Fassung von oBDS, die geschrieben wird (ohne Angabe die der Konfiguration)." placeholder:"3.0.x"`
	Seit        string `help:"Nur Meldungen, die seit diesem Tag abgeschlossen wurden." placeholder:"JJJJ-MM-TT"`
	storeLogin
}

// Help is the long help of the command.
func (exportCommand) Help() string {
	return `Geschrieben werden die abgeschlossenen Meldungen, ob sie schon gesendet sind oder noch warten; von mehreren Fassungen einer Meldung die letzte. ` +
		`Ausgelassen wird, was das Portal abgelehnt oder ein anderes Programm gesendet hat, und wer widersprochen hat: ` +
		`deren Identitätsdaten bleiben in der Behandlungsakte. --mit-widerspruch schreibt auch sie.
Was beschädigt ist, fehlt in den Dateien und wird genannt; das Ende ist dann 1.
Die Dateien enthalten Namen und Befunde im Klartext und sind nur für Sie lesbar. Bitte nach dem Hochladen löschen.
` + accessHelp + `
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
	return c.withVault(o, func(ctx context.Context, i *installation, v *store.Vault) error {
		if err := os.MkdirAll(c.Out, 0o700); err != nil {
			return cannotWrite(c.Out, err)
		}
		to, err := edition(cmp.Or(c.Fassung, i.config.Fassung))
		if err != nil {
			return err
		}
		e := &export{folder: c.Out, most: c.JeDatei, objecting: c.Widerspruch, today: model.DatumOf(time.Now()), edition: to}
		if err := e.all(ctx, v, since); err != nil {
			return err
		}
		i.log.Info("exported", "files", e.files, "reports", e.reports, "left out", e.leftOut)
		if _, err := fmt.Print(e.said()); err != nil {
			return err
		}
		return e.incomplete()
	})
}

// incomplete is the end of an export that had to leave out what nobody can read.
func (e *export) incomplete() error {
	if len(e.damaged) == 0 {
		return nil
	}
	return &verdict{hilfe.ExitFailure, "Nicht vollständig: " + counted(len(e.damaged), "Eintrag ist beschädigt und fehlt", "Einträge sind beschädigt und fehlen") + " in den Dateien. " +
		"Nichts ändern; Betreuung rufen (Sicherung).\n  " + strings.Join(e.damaged, "\n  ")}
}

// said is what was written, and who was left out and why.
func (e *export) said() string {
	text := fmt.Sprintf("%s in %s geschrieben.\n", counted(e.reports, "Meldung", "Meldungen"), counted(e.files, "Datei", "Dateien"))
	if e.leftOut == 0 {
		return text
	}
	return text + counted(e.leftOut, "Person", "Personen") + " wegen Widerspruchs ausgelassen (§ 7a KRG HE). Sollen sie mit: --mit-widerspruch.\n"
}

// export writes one file after the other.
type export struct {
	folder    string
	most      int
	objecting bool // people who have objected, too
	today     model.Datum
	edition   field.Edition
	pending   packages
	files     int
	reports   int
	leftOut   int      // people who have objected
	damaged   []string // what nobody can read
}

// all exports what the cases have. Of a case nobody can read it is not known
// whether she has objected: it stays here.
func (e *export) all(ctx context.Context, v *store.Vault, since time.Time) error {
	var people []model.Case
	err := v.Cases(ctx, func(cases []model.Case) error {
		for i := range cases {
			switch {
			case cases[i].Accepted+cases[i].Waiting == 0:
			case cases[i].Damaged:
				e.damaged = append(e.damaged, "Akte "+cases[i].ID+" mit "+counted(cases[i].Accepted+cases[i].Waiting, "Meldung", "Meldungen"))
			default:
				people = append(people, model.Case{ID: cases[i].ID, Widerspruch: cases[i].Widerspruch})
			}
		}
		return nil
	})
	for _, c := range people {
		if err != nil {
			break
		}
		var sent []store.Sent
		if sent, err = v.Reports(ctx, c.ID); err == nil {
			err = e.person(&c, sent, since)
		}
	}
	if err != nil {
		return err
	}
	return e.rest()
}

// person exports what leaves of a person, unless she has objected: her identity
// data are for the treatment file alone (hessen.md 8).
func (e *export) person(c *model.Case, sent []store.Sent, since time.Time) error {
	reports, damaged := exported(sent, since)
	if len(reports) > 0 && !e.objecting && c.Widerspruch {
		e.leftOut++
		return nil
	}
	e.damaged = append(e.damaged, damaged...)
	return e.patient(reports)
}

// exported are the reports of a case that leave: those that stand at the
// registry or wait on the way there. Those nobody can read are named.
func exported(sent []store.Sent, since time.Time) (reports []*model.Report, damaged []string) {
	for _, s := range standing(sent) {
		switch {
		case s.State == model.StateRejected || s.State == model.StateElsewhere || s.Completed.Before(since):
		case s.Unreadable:
			damaged = append(damaged, "Meldung "+s.Transaktionsnummer)
		default:
			reports = append(reports, &s.Report)
		}
	}
	return reports, damaged
}

// patient adds the reports of a person to a package of their sender, which is
// written when it is full.
func (e *export) patient(reports []*model.Report) error {
	for _, r := range reports {
		tellBeyond(r, e.edition)
	}
	for _, p := range e.pending.add(reports, e.most) {
		if err := e.write(p); err != nil {
			return err
		}
	}
	return nil
}

// tellBeyond names what of a report the edition of the package has no place for.
func tellBeyond(r *model.Report, e field.Edition) {
	for _, b := range dataset.Beyond(r, e) {
		fmt.Fprintf(os.Stderr, "Meldung %s: „%s“ gibt es in der Fassung %s nicht und wird nicht geschrieben.\n",
			visible(string(r.Meldung.MeldungID)), b.Row.Label, dataset.Version(e))
	}
}

func (e *export) rest() error {
	for _, p := range e.pending {
		if err := e.write(p); err != nil {
			return err
		}
	}
	return nil
}

// write puts a package into the folder under the next free name.
func (e *export) write(p *pack) error {
	path, err := e.freeName()
	if err != nil {
		return err
	}
	_, err = writeChecked(path, func(w io.Writer) (int, error) { return 0, obds.Write(w, p.document(e.today, e.edition)) })
	if err != nil {
		return err
	}
	e.files++
	e.reports += p.reports
	_, err = fmt.Println(path)
	return err
}

// freeName is "oBDS_2026-05-14_001.xml" or the next one that is not there yet.
func (e *export) freeName() (string, error) {
	for n := 1; ; n++ {
		path := filepath.Join(e.folder, fmt.Sprintf("oBDS_%s_%03d.xml", e.today, n))
		_, err := os.Lstat(path)
		if errors.Is(err, fs.ErrNotExist) {
			return path, nil
		}
		if err != nil {
			return "", cannotWrite(path, err)
		}
	}
}
