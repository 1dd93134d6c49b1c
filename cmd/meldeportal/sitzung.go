package main

import (
	"context"
	"fmt"

	"example.org/meldeportal/cmd/internal/hilfe"
	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/sync/desk"
	"example.org/meldeportal/tui/wording"
)

// sitzungCommand shows and ends a person's own sessions at the portal.
type sitzungCommand struct {
	Liste   sessionListCommand `cmd:"" default:"withargs" help:"Die eigenen offenen Sitzungen am Portal nennen (ohne Angabe eines Befehls)."`
	Beenden sessionEndCommand  `cmd:"" help:"Eine eigene Sitzung beenden, oder alle."`
}

const sessionHelp = `Das Portal bestätigt Sie dafür mit Passwort und frischem OTP-Code (` + codeVariable + `). ` + wording.SessionsMost + ` Auch diese Anmeldung ist eine. ` + accessHelp

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
			_, err = fmt.Println(wording.NoOtherSession)
		}
		for i := range open {
			if err == nil {
				_, err = fmt.Println(open[i].ID + "  " + wording.SessionText(&open[i]))
			}
		}
		return err
	})
}

type sessionEndCommand struct {
	Nummer string `arg:"" optional:"" help:"Nummer aus „sitzung liste“." placeholder:"NUMMER"`
	Alle   bool   `help:"Alle beenden, etwa nachdem ein Passwort bekannt wurde."`
	storeLogin
}

// Help is the long help of the command.
func (sessionEndCommand) Help() string {
	return wording.SessionEnds + "\n" + sessionHelp
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
		ended, err := e.EndSessions(ctx, login, password, code, func(s *answer.OpenSession) bool { return c.Alle || s.ID == c.Nummer })
		if err != nil {
			return err
		}
		if ended == 0 && !c.Alle {
			return &verdict{hilfe.ExitFailure, "Eine offene Sitzung mit dieser Nummer gibt es nicht. „sitzung liste“ nennt alle."}
		}
		_, err = fmt.Println(wording.SessionsEnded(ended))
		return err
	})
}
