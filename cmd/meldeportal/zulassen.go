package main

import (
	"context"
	"fmt"
	"strings"

	"example.org/meldeportal/cmd/internal/hilfe"
	"example.org/meldeportal/model/rights"
	"example.org/meldeportal/sync/desk"
	"example.org/meldeportal/tui/admission"
	"example.org/meldeportal/tui/wording"
)

// admitUserCommand asks somebody into the local store, or lets the person at the terminal
// in by the recovery key.
type admitUserCommand struct {
	storeLogin
	Person        string   `arg:"" optional:"" help:"Loginname der Person." placeholder:"LOGINNAME"`
	Rollen        []string `arg:"" optional:"" help:"Ihre Rollen; ohne Angabe alle außer Verwaltung." placeholder:"ROLLE"`
	Notschluessel bool     `help:"Sich selbst mit dem Notschlüssel zulassen, ohne LOGINNAME."`
}

// Help is the long help of the command.
func (admitUserCommand) Help() string {
	return "Das Portal bestätigt Sie mit Passwort und frischem OTP-Code (" + codeVariable + ") und sagt, ob die Person für Ihre Einrichtung meldet; es braucht die Rolle Verwaltung. " +
		"Die Person meldet sich danach selbst im Programm an, dabei entsteht ihr Schlüssel. Zugelassen wird sie, sobald jemand mit der Rolle Verwaltung im Programm angemeldet ist oder diesen Befehl noch einmal gibt.\n" +
		strings.Join(rights.Help(), "\n") +
		"\n--notschluessel ist für den Fall, dass niemand mehr Zugang hat: Das Portal bestätigt Sie für diese Einrichtung, und der Notschlüssel lässt Sie zu, mit allen Rollen.\n" + paperHelp + "\n" + accessHelp
}

// Run asks the person in.
func (c admitUserCommand) Run(o *Ort) error {
	if c.Notschluessel {
		return c.recover(o)
	}
	if c.Person == "" {
		return &verdict{hilfe.ExitUsage, "Es fehlt der Loginname der Person, die eingeladen wird (oder --notschluessel)."}
	}
	roles, wrong := admission.InviteRoles(c.Person, strings.Join(c.Rollen, " "), nil)
	if wrong != "" {
		return &verdict{hilfe.ExitUsage, wrong}
	}
	return o.atPortal(func(ctx context.Context, _ *installation, e *desk.Entrance) error {
		login, password, code, err := c.askAll()
		if err != nil {
			return err
		}
		who, in, err := e.Invite(ctx, login, password, code, c.Person, roles)
		if err != nil {
			return err
		}
		said := wording.Invited(&who)
		if in {
			said = "„" + visible(who.Login) + "“ ist zugelassen: " + roles.String() + "."
		}
		_, err = fmt.Println(said)
		return err
	})
}

// recover lets the person at the terminal in.
func (c admitUserCommand) recover(o *Ort) error {
	if c.Person != "" {
		return &verdict{hilfe.ExitUsage, "Der Notschlüssel lässt Sie selbst zu; bitte keinen Loginnamen dahinter angeben."}
	}
	return o.atPortal(func(ctx context.Context, _ *installation, e *desk.Entrance) error {
		paper, err := askPaper()
		if err != nil {
			return err
		}
		login, password, code, err := c.askAll()
		if err != nil {
			return err
		}
		who, err := e.Recover(ctx, paper, login, password, code)
		if err != nil {
			return err
		}
		_, err = fmt.Printf("„%s“ ist zugelassen, mit allen Rollen. Bitte jetzt im Programm anmelden und die anderen einladen.\n", visible(who.Login))
		return err
	})
}
