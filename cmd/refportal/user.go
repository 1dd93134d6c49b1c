package main

import (
	"fmt"
	"slices"
	"time"

	"example.org/meldeportal/sync/portal"
	"example.org/meldeportal/sync/refportal"
	"example.org/meldeportal/sync/server"
)

type userCommand struct {
	Add        userAdd        `cmd:"" help:"Einen Zugang anlegen und das Schreiben mit den Zugangsdaten ausgeben."`
	Sperren    userSperren    `cmd:"" help:"Einen Zugang sperren; offene Sitzungen enden sofort."`
	Entsperren userEntsperren `cmd:"" help:"Eine Sperre aufheben."`
	Entfernen  userEntfernen  `cmd:"" help:"Einen Zugang entfernen; gesendete Meldungen bleiben."`
	Passwort   userPasswort   `cmd:"" help:"Ein neues Passwort vergeben und das Schreiben ausgeben; der zweite Faktor bleibt."`

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
		register, err := d.registerKey(p, "  ")
		if err != nil {
			return err
		}
		password := server.NewPassword()
		ends := time.Now().Add(letterLife)
		if err := p.AddAccount(d.staff(), server.Account{Login: c.Login, Name: c.Name, MelderID: c.Einrichtung, Letter: ends}, password); err != nil {
			return err
		}
		_, err = fmt.Fprintf(d.out, letter, c.Name, c.Einrichtung, c.Login, password, ends.Local().Format("02.01.2006"), d.url(), portal.Fingerprint(p.Pin()), register,
			"Die erste Anmeldung zeigt einen QR-Code für die Authenticator-App. Erst der erste\nrichtige OTP-Code schließt die Einrichtung des Zugangs ab.")
		return err
	})
}

// letterLife is how long the password of a letter counts that nobody has used.
const letterLife = 14 * 24 * time.Hour

const letter = `Zugang zum Meldeportal für %s, Einrichtung %s

  Loginname      %s
  Passwort       %s   (wird nur dieses eine Mal gezeigt, gilt bis %s)
  Adresse        %s
  Fingerabdruck  %s
%s  CA-Datei       liegt bei („refportal zertifikat“)

%s
`

type userPasswort struct {
	Login string `arg:"" help:"Loginname."`
}

// Run gives an account a new password and prints the letter.
func (c userPasswort) Run(d *desk) error {
	return d.with(func(p *refportal.Portal) error {
		register, err := d.registerKey(p, "  ")
		if err != nil {
			return err
		}
		password, ends := server.NewPassword(), time.Now().Add(letterLife)
		if err := p.NewPasswordFor(d.staff(), c.Login, password, ends); err != nil {
			return err
		}
		users, err := p.Accounts(d)
		if err != nil {
			return err
		}
		u := users[slices.IndexFunc(users, func(u server.Account) bool { return u.Login == portal.FoldLogin(c.Login) })]
		_, err = fmt.Fprintf(d.out, letter, u.Name, u.MelderID, u.Login, password, ends.Local().Format("02.01.2006"), d.url(), portal.Fingerprint(p.Pin()), register,
			"Der zweite Faktor bleibt der bisherige. Bitte ändern Sie das Passwort nach der Anmeldung;\nden örtlichen Speicher öffnet es erst, wenn eine Kollegin mit Verwaltung Sie neu zulässt.")
		return err
	})
}

type userSperren struct {
	Login string `arg:"" help:"Loginname."`
}

// Run shuts an account.
func (c userSperren) Run(d *desk) error {
	return d.does((*refportal.Portal).Disable, c.Login, "Der Zugang %s ist gesperrt, seine Sitzungen sind beendet.\n")
}

type userEntsperren struct {
	Login string `arg:"" help:"Loginname."`
}

// Run opens an account again.
func (c userEntsperren) Run(d *desk) error {
	return d.does((*refportal.Portal).Enable, c.Login, "Der Zugang %s ist nicht mehr gesperrt.\n")
}

type userEntfernen struct {
	Login string `arg:"" help:"Loginname."`
}

// Run takes an account away.
func (c userEntfernen) Run(d *desk) error {
	return d.does((*refportal.Portal).Remove, c.Login, "Der Zugang %s ist entfernt. Was gesendet wurde, bleibt.\n")
}

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
	case !u.Disabled.IsZero():
		return "gesperrt seit " + day(u.Disabled)
	case !u.ResetRequested.IsZero() && u.ResetBy != "":
		return "gesperrt seit " + day(u.ResetRequested) + ": " + u.ResetBy + " will einen neuen zweiten Faktor, eine zweite Person bestätigt (otp reset " + u.Login + ")"
	case !u.ResetRequested.IsZero():
		return "gesperrt seit " + day(u.ResetRequested) + ": neuer zweiter Faktor beantragt (otp reset " + u.Login + ", durch zwei Personen)"
	case !u.Letter.IsZero() && u.Letter.Before(time.Now()):
		return "das Passwort des Schreibens galt bis " + day(u.Letter) + " (user passwort " + u.Login + ")"
	case u.Enrolled:
		return "eingerichtet"
	}
	return "wartet auf die erste Anmeldung"
}
