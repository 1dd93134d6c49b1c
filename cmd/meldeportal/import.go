package main

import (
	"context"
	"fmt"
	"os"
	"time"

	"example.org/meldeportal/cmd/internal/hilfe"
	"example.org/meldeportal/sync/desk"
	"example.org/meldeportal/sync/store"
)

// importCommand takes patients and reports of oBDS files into the local store.
// import_read.go reads the files, import_login.go asks who is there, desk.Intake
// knows who is who.
type importCommand struct {
	Dateien []string `arg:"" name:"datei" help:"oBDS-Dateien der Fassungen ${fassungen}, auch als .gz oder .zip."`
	Als     string   `required:"" enum:"entwurf,gesendet" placeholder:"entwurf|gesendet" help:"Als Entwürfe zum Weiterbearbeiten, oder als Meldungen, die ein anderes Programm schon gesendet hat."`
	storeLogin
}

// Help is the long help of the command.
func (importCommand) Help() string {
	return `Übernommen wird alles oder nichts. Personen werden an der Patient_ID erkannt, Meldungen an Meldung_ID und Melder_ID; was schon da ist, bleibt unverändert, ` +
		`derselbe Import ein zweites Mal ändert also nichts. Entwürfe dürfen Lücken und Fehler haben, sie werden genannt; als gesendet gilt nur, was das Schema annimmt.
` + accessHelp + `
Ende mit 0: übernommen. 1: abgelehnt oder fehlgeschlagen. 2: eine Datei war nicht lesbar.`
}

// Run reads all files, then asks for the password, then stores.
func (c importCommand) Run(o *Ort) error {
	in := desk.NewIntake(c.Als == "gesendet")
	for _, path := range c.Dateien {
		if err := c.read(in, path); err != nil {
			return err
		}
	}
	return c.withArchive(o, func(ctx context.Context, i *installation, a *desk.Archive) error {
		done, err := a.Import(ctx, in, time.Now())
		if err != nil {
			return importFailure(err)
		}
		i.log.Info("imported", "patients", done.Patients, "reports", done.Reports, "known", done.Known)
		return c.tell(done)
	})
}

func (c importCommand) tell(done store.Imported) error {
	as := map[string]string{"entwurf": "als Entwurf", "gesendet": "als anderswo gesendet"}[c.Als]
	_, err := fmt.Printf("%s %s übernommen; %s neu angelegt, %s schon vorhanden.\n", counted(done.Reports, "Meldung", "Meldungen"), as,
		counted(done.Patients, "Person", "Personen"), counted(done.Known+done.Differ, "Meldung", "Meldungen"))
	if done.Differ > 0 {
		fmt.Fprintf(os.Stderr, "%s mit anderem Inhalt schon vorhanden und unverändert geblieben.\n", verbed(done.Differ))
	}
	return err
}

func verbed(n int) string {
	if n == 1 {
		return "1 Meldung ist"
	}
	return fmt.Sprintf("%d Meldungen sind", n)
}

func refuseImport(format string, args ...any) error {
	return &verdict{hilfe.ExitFailure, "Nichts übernommen: " + fmt.Sprintf(format, args...)}
}
