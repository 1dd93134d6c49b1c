package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"example.org/meldeportal/cmd/internal/hilfe"
	"example.org/meldeportal/model"
	"example.org/meldeportal/model/listing"
	"example.org/meldeportal/sync/desk"
)

// forgetCommand deletes people from the local store.
type forgetCommand struct {
	Person forgetPersonCommand `cmd:"" help:"Alles zu einer Person löschen."`
	Frist  expiredCommand      `cmd:"" help:"Personen nennen, deren Aufbewahrungsfrist abgelaufen ist, und mit --ausfuehren löschen."`
	Liste  forgottenCommand    `cmd:"" help:"Nennen, was gelöscht wurde: Nummern, Zeit und Grund."`
}

// forgetHelp says what is deleted, and what is not.
const forgetHelp = `Gelöscht wird im örtlichen Speicher alles zur Person: Stammdaten, Entwürfe, Papierkorb, gesendete Meldungen und Quittungen. Es bleiben die Nummern, die Zeit und der Grund. ` +
	`Das Register behält, was es hat: Dort löscht nur ein Löschantrag. Ältere Sicherungen enthalten die Person noch; wer eine zurückspielt, bekommt sie ohne sie. ` +
	`Dazu gehören die Rollen Stammdaten und Verwaltung.
` + accessHelp

type forgetPersonCommand struct {
	storeLogin
	Nummer string `arg:"" help:"Patienten-Nummer." placeholder:"NUMMER"`
	Grund  string `required:"" enum:"widerspruch,frist,anordnung" help:"Warum: widerspruch, frist oder anordnung." placeholder:"GRUND"`
}

func (forgetPersonCommand) Help() string { return forgetHelp }

// Run deletes everything about one person.
func (c forgetPersonCommand) Run(o *Ort) error {
	return c.withArchive(o, func(ctx context.Context, _ *installation, a *desk.Archive) error {
		if err := a.Forget(ctx, c.Nummer, model.Loeschgrund(c.Grund)); err != nil {
			return err
		}
		_, err := fmt.Printf("Alles zur Person mit der Nummer %s ist im örtlichen Speicher gelöscht.\n", visible(c.Nummer))
		return err
	})
}

// expiredCommand is the job that keeps the time reports may be kept. Without being told
// so it deletes nothing.
type expiredCommand struct {
	storeLogin
	Jahre      int  `default:"10" help:"So viele Jahre nach der letzten Meldung ist die Frist abgelaufen." placeholder:"ZAHL"`
	Ausfuehren bool `help:"Die genannten Personen löschen; ohne diese Angabe wird nur genannt."`
}

// Help is the long help of the command.
func (expiredCommand) Help() string {
	return `Genannt werden Personen ohne offenen Entwurf und ohne wartende Meldung, deren letzte Meldung länger als --jahre zurückliegt; ohne Meldung zählt die letzte Änderung der Akte. ` +
		`Für einen Zeitplan (cron, systemd) geben Sie Loginname und Passwort in der Umgebung mit.
` + forgetHelp
}

// Run names whose time is over, and deletes them when told so.
func (c expiredCommand) Run(o *Ort) error {
	if c.Jahre < 1 {
		return &verdict{hilfe.ExitUsage, "--jahre braucht eine Zahl ab 1."}
	}
	return c.withArchive(o, func(ctx context.Context, _ *installation, a *desk.Archive) error {
		ctx, stop := stoppable(ctx)
		defer stop()
		over, err := a.Expired(ctx, time.Now().AddDate(-c.Jahre, 0, 0))
		if err != nil {
			return err
		}
		if err := printTable(expiredColumns, over); err != nil {
			return err
		}
		if !c.Ausfuehren {
			_, err = fmt.Println(counted(len(over), "Person", "Personen") + "; gelöscht wurde nichts. Mit --ausfuehren wird gelöscht.")
			return err
		}
		n, err := forgetAll(ctx, a, over)
		_, printed := fmt.Println(counted(n, "Person", "Personen") + " gelöscht.")
		return errors.Join(err, printed)
	})
}

// forgetAll deletes one after the other, each in a transaction of its own: who breaks off
// has deleted those before.
func forgetAll(ctx context.Context, a *desk.Archive, over []model.Expired) (n int, err error) {
	for i := range over {
		if err := errors.Join(ctx.Err(), a.ForgetCase(ctx, over[i].Case.ID, model.GrundFrist)); err != nil {
			return n, err
		}
		n++
	}
	return n, nil
}

// expiredColumns name a person by her number alone.
var expiredColumns = []listing.Column[model.Expired]{
	{Name: "nummer", Head: "Patienten-Nummer", Text: func(e *model.Expired) string {
		if e.Case.Damaged {
			return "beschädigt, " + e.Case.ID
		}
		return visible(string(e.Case.Patient.PatientID))
	}},
	{Name: "meldungen", Head: "Meldungen", Text: func(e *model.Expired) string { return fmt.Sprint(e.Reports) }},
	{Name: "zuletzt", Head: "zuletzt", Text: func(e *model.Expired) string { return e.Last.Local().Format("02.01.2006") }},
}

type forgottenCommand struct{ storeLogin }

func (forgottenCommand) Help() string { return accessHelp }

// Run names what was deleted.
func (c forgottenCommand) Run(o *Ort) error {
	return c.withArchive(o, func(ctx context.Context, _ *installation, a *desk.Archive) error {
		all, err := a.Forgotten(ctx)
		if err != nil {
			return err
		}
		return printTable(forgottenColumns, all)
	})
}

var forgottenColumns = []listing.Column[model.Forgotten]{
	{Name: "zeit", Head: "Zeit", Text: func(f *model.Forgotten) string { return f.At.Local().Format("02.01.2006 15:04") }},
	{Name: "akte", Head: "Akte", Text: func(f *model.Forgotten) string { return f.CaseID }},
	{Name: "meldung", Head: "Transaktionsnummer", Text: func(f *model.Forgotten) string { return f.Transaktionsnummer }},
	{Name: "grund", Head: "Grund", Text: func(f *model.Forgotten) string { return f.Grund.Worte() }},
}

// printTable prints rows as text.
func printTable[R any](columns []listing.Column[R], rows []R) error {
	table := listing.TableOf(columns)
	for i := range rows {
		listing.Add(table, columns, &rows[i])
	}
	_, err := os.Stdout.Write(table.Text())
	return err
}

// againText says who was deleted again from a copy that was put back.
func againText(n int) string {
	if n == 0 {
		return ""
	}
	return "\n" + counted(n, "Person war seit der Sicherung gelöscht worden und ist", "Personen waren seit der Sicherung gelöscht worden und sind") + " es wieder."
}
