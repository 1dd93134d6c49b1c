package main

import (
	"fmt"

	"example.org/meldeportal/sync/portal"
	"example.org/meldeportal/sync/refportal"
	"example.org/meldeportal/sync/server"
)

type userCommand struct {
	Add  userAdd  `cmd:"" help:"Einen Zugang anlegen und das Schreiben mit den Zugangsdaten ausgeben."`
	List userList `cmd:"" help:"Alle Zugänge zeigen, mit denen, die bis zu einem neuen zweiten Faktor gesperrt sind."`
}

type userAdd struct {
	Login       string `arg:"" help:"Loginname: 2 bis 32 kleine Buchstaben, Ziffern, Punkt, Bindestrich."`
	Name        string `required:"" help:"Name der Person." placeholder:"NAME"`
	Einrichtung string `required:"" help:"Melder_ID ihrer Einrichtung." placeholder:"MELDER_ID"`
}

// Run adds a user and prints the letter. The password is shown this once.
func (c userAdd) Run(d *desk) error {
	return d.with(func(p *refportal.Portal) error {
		password := server.NewPassword()
		if err := p.AddAccount(d, server.Account{Login: c.Login, Name: c.Name, MelderID: c.Einrichtung}, password); err != nil {
			return err
		}
		_, err := fmt.Fprintf(d.out, letter, c.Name, c.Einrichtung, c.Login, password, d.url(), portal.Fingerprint(p.Pin()))
		return err
	})
}

const letter = `Zugang zum Meldeportal für %s, Einrichtung %s

  Loginname      %s
  Passwort       %s   (wird nur dieses eine Mal gezeigt)
  Adresse        %s
  Fingerabdruck  %s
  CA-Datei       liegt bei („refportal zertifikat“)

Die erste Anmeldung zeigt einen QR-Code für die Authenticator-App. Erst der erste
richtige OTP-Code schließt die Einrichtung des Zugangs ab.
`

type userList struct{}

// Run lists the users.
func (userList) Run(d *desk) error {
	return d.with(func(p *refportal.Portal) error {
		users, err := p.Accounts(d)
		if err != nil {
			return err
		}
		if len(users) == 0 {
			fmt.Fprintln(d.out, "Es ist noch kein Zugang angelegt.")
		}
		for _, u := range users {
			fmt.Fprintf(d.out, "%-16s  %-24s  %-14s  %s\n", u.Login, u.Name, u.MelderID, state(u))
		}
		return nil
	})
}

func state(u server.Account) string {
	switch {
	case !u.ResetRequested.IsZero():
		return "gesperrt seit " + u.ResetRequested.Local().Format("02.01.2006 15:04") + ": neuer zweiter Faktor beantragt (otp reset " + u.Login + ")"
	case u.Enrolled:
		return "eingerichtet"
	}
	return "wartet auf die erste Anmeldung"
}
