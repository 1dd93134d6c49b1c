package main

import (
	"context"
	"fmt"
	"os"
	"time"

	"example.org/meldeportal/cmd/internal/guard"
	"example.org/meldeportal/cmd/internal/hilfe"
	"example.org/meldeportal/model/intake"
	"example.org/meldeportal/sync/desk"
	"example.org/meldeportal/sync/store"
)

// importCommand takes patients and reports of oBDS files into the local store.
// import_read.go reads the files, import_login.go asks who is there, import_look.go
// shows and asks what is to become of each line; desk.Intake and desk.Inspection
// know who is who.
type importCommand struct {
	Dateien      []string `arg:"" name:"datei" help:"oBDS-Dateien der Fassungen ${fassungen}, auch als .gz oder .zip, oder Ordner mit solchen."`
	Als          string   `required:"" enum:"entwurf,gesendet" placeholder:"entwurf|gesendet" help:"Als Entwürfe zum Weiterbearbeiten, oder als Meldungen, die ein anderes Programm schon gesendet hat."`
	Ansehen      bool     `help:"Nur zeigen, was käme; nichts wird übernommen."`
	Entscheidung string   `placeholder:"DATEI" help:"Was aus jeder Zeile wird: die Datei wird gelesen, wenn es sie gibt, und mit allem, was entschieden oder offen ist, geschrieben."`
	Bericht      string   `placeholder:"DATEI" help:"Wohin der Bericht kommt (ohne Angabe in den Ordner „importe“ bei den Daten)."`
	storeLogin
}

// Help is the long help of the command.
func (importCommand) Help() string {
	return `Übernommen wird alles oder nichts, sichtbar erst am Ende; Kolleginnen arbeiten solange weiter. Strg+C bricht ab, und nichts bleibt zurück. ` +
		`Wird das Programm oder der Rechner mittendrin beendet, macht derselbe Befehl dort weiter. Personen werden an der Patient_ID erkannt, Meldungen an Meldung_ID und Melder_ID; was schon da ist, bleibt unverändert, ` +
		`derselbe Import ein zweites Mal ändert also nichts. Entwürfe dürfen Lücken und Fehler haben, sie werden genannt; als gesendet gilt nur, was das Schema annimmt.
Mit --ansehen oder --entscheidung wird jede Zeile für sich entschieden: neue und bekannte Personen, Personen, die vielleicht schon da sind (gleiche Versichertennummer, oder Name und Geburtsdatum), ` +
		`doppelte Meldungen, gleiche IDs mit anderem Inhalt (mit dem, was leer würde), schon Gesendetes. Was nicht lesbar ist, steht als Zeile da und hält nichts auf; was „offen“ bleibt, kommt nicht mit. ` +
		`Am Terminal wird nach dem Offenen gefragt; 2! gilt für alle Zeilen der Art.
Die Datei der Entscheidungen ist JSON: „alle“ ordnet einer Art, „zeilen“ einer Zeile (Person PATIENT_ID; Meldung PATIENT_ID/MELDER_ID/MELDUNG_ID) zu, was daraus wird: ` +
		`übernehmen, weglassen, daneben (Entwurf neben dem vorhandenen), dieselbe:PATIENT_ID, offen. Bei der nächsten Lieferung desselben Systems gilt sie wieder.
` + accessHelp + `
Ende mit 0: übernommen. 1: abgelehnt, fehlgeschlagen oder nicht alles entschieden. 2: eine Datei war nicht lesbar.`
}

// What may lie about before somebody looks for it, in percent of what is in use and in
// bytes: each report leaves much that lives for a moment only, and 50,000 of them are to
// stay below 300 MiB.
const (
	importGarbage      = 40
	importGarbageBytes = 48 << 20
)

// Run reads all files, then asks for the password, then stores.
func (c importCommand) Run(o *Ort) error {
	guard.Garbage(importGarbage, importGarbageBytes)
	in := desk.NewIntake(c.Als == "gesendet")
	if in.Lenient = c.Ansehen || c.Entscheidung != ""; in.Lenient {
		return c.lookAndTake(o, in)
	}
	if err := c.readAll(in); err != nil {
		return err
	}
	return c.withArchive(o, func(ctx context.Context, i *installation, a *desk.Archive) error {
		likely, err := a.Likely(ctx, in)
		if err != nil {
			return err
		}
		ctx, stop := stoppable(ctx)
		defer stop()
		progress := newProgress(os.Stderr, "Import", in.Reports())
		done, err := a.Import(ctx, in, time.Now(), progress.imported)
		progress.over()
		if err != nil {
			return importFailure(err)
		}
		i.log.Info("imported", "patients", done.Patients, "reports", done.Reports, "known", done.Known)
		if done.Patients > 0 {
			warnOfLikely(likely)
		}
		return c.tell(done)
	})
}

// warnOfLikely says that somebody may be there twice now.
func warnOfLikely(likely []intake.Line) {
	for i := range likely {
		fmt.Fprintf(os.Stderr, "Achtung, vielleicht zweimal: %s\n", visible(likely[i].Text))
	}
	if len(likely) > 0 {
		fmt.Fprintln(os.Stderr, "Mit --ansehen lässt sich vorher entscheiden, wer dieselbe Person ist.")
	}
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

const nothingTaken = "Nichts übernommen: "

func refuseImport(format string, args ...any) error {
	return &verdict{hilfe.ExitFailure, nothingTaken + fmt.Sprintf(format, args...)}
}
