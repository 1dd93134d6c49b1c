package main

import (
	"context"
	"fmt"

	"example.org/meldeportal/cmd/internal/hilfe"
	"example.org/meldeportal/sync/desk"
	"example.org/meldeportal/sync/portal"
)

// sitzungCommand shows and ends a person's own sessions at the portal.
type sitzungCommand struct {
	Liste   sessionListCommand `cmd:"" default:"withargs" help:"Die eigenen offenen Sitzungen am Portal nennen (ohne Angabe eines Befehls)."`
	Beenden sessionEndCommand  `cmd:"" help:"Eine eigene Sitzung beenden, oder alle."`
}

const sessionHelp = `Das Portal bestätigt Sie dafür mit Passwort und frischem OTP-Code (` + codeVariable + `). Ein Konto hat höchstens drei offene Sitzungen; eine weitere Anmeldung, auch diese, beendet die älteste. ` + accessHelp

type sessionListCommand struct{ storeLogin }

// Help is the long help of the command.
func (sessionListCommand) Help() string { return sessionHelp }

// Run lists the sessions.
func (c sessionListCommand) Run(o *Ort) error {
	return o.atPortal(func(ctx context.Context, _ *installation, e *desk.Entrance) error {
		login, password, code, err := c.askAll()
		if err != nil {
			return err
		}
		open, err := e.Sessions(ctx, login, password, code)
		if err == nil && len(open) == 0 {
			_, err = fmt.Println("Keine andere Sitzung ist offen.")
		}
		for i := range open {
			if err == nil {
				_, err = fmt.Println(sessionText(&open[i]))
			}
		}
		return err
	})
}

// sessionText is a line of the list.
func sessionText(s *portal.OpenSession) string {
	const when = "02.01.2006 15:04"
	return fmt.Sprintf("%s  %s, seit %s, endet ohne Tastendruck %s", s.ID, visible(s.Programm), s.Begun.Local().Format(when), s.Expires.Local().Format(when))
}

type sessionEndCommand struct {
	Nummer string `arg:"" optional:"" help:"Nummer aus „sitzung liste“." placeholder:"NUMMER"`
	Alle   bool   `help:"Alle beenden, etwa nachdem ein Passwort bekannt wurde."`
	storeLogin
}

// Help is the long help of the command.
func (sessionEndCommand) Help() string {
	return `Wer dort gerade arbeitet, verliert nichts: Das Programm sagt, dass die Sitzung beendet ist, und arbeitet bis zur nächsten Anmeldung ohne Portal.
` + sessionHelp
}

// Run ends one of them, or all.
func (c sessionEndCommand) Run(o *Ort) error {
	if (c.Nummer == "") != c.Alle {
		return &verdict{hilfe.ExitUsage, "Bitte eine Nummer aus „sitzung liste“ nennen, oder --alle."}
	}
	return o.atPortal(func(ctx context.Context, _ *installation, e *desk.Entrance) error {
		login, password, code, err := c.askAll()
		if err != nil {
			return err
		}
		ended, err := e.EndSessions(ctx, login, password, code, func(s *portal.OpenSession) bool { return c.Alle || s.ID == c.Nummer })
		if err != nil {
			return err
		}
		if ended == 0 && !c.Alle {
			return &verdict{hilfe.ExitFailure, "Eine offene Sitzung mit dieser Nummer gibt es nicht. „sitzung liste“ nennt alle."}
		}
		_, err = fmt.Printf("%s beendet.\n", counted(ended, "Sitzung", "Sitzungen"))
		return err
	})
}
