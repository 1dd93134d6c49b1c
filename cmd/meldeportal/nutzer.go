package main

import (
	"context"
	"fmt"
	"os"
	"strings"
	"time"

	"example.org/meldeportal/cmd/internal/hilfe"
	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/model/rights"
	"example.org/meldeportal/sync/desk"
	"example.org/meldeportal/tui/wording"
)

// usersCommand is who may open the local store.
type usersCommand struct {
	Liste         listUsersCommand  `cmd:"" default:"withargs" help:"Alle nennen, die den Datenspeicher öffnen dürfen."`
	Rollen        setRolesCommand   `cmd:"" help:"Einer Person Rollen geben: Stammdaten, Medizin, Absenden, Verwaltung, frei verbunden; alle, keine."`
	Notschluessel paperCommand      `cmd:"" help:"Einen neuen Notschlüssel machen, zum Ausdrucken: öffnet den Speicher, wenn niemand mehr ein Passwort hat."`
	Zulassen      admitUserCommand  `cmd:"" help:"Eine Person einladen, mit ihren Rollen; mit --notschluessel sich selbst zulassen, wenn niemand mehr Zugang hat."`
	Entziehen     revokeUserCommand `cmd:"" help:"Einer Person den Zugang zum Datenspeicher entziehen; ihre offenen Sitzungen enden in Sekunden, der Speicher wird neu verschlüsselt."`
}

type listUsersCommand struct{ storeLogin }

func (listUsersCommand) Help() string { return accessHelp }

// Run lists them.
func (c listUsersCommand) Run(o *Ort) error {
	return c.withArchive(o, func(ctx context.Context, _ *installation, a *desk.Archive) error {
		grants, err := a.Grants(ctx)
		for i := range grants {
			fmt.Fprintln(os.Stdout, wording.GrantText(&grants[i], time.Now()))
		}
		return err
	})
}

type setRolesCommand struct {
	storeLogin
	Person string   `arg:"" help:"Loginname der Person." placeholder:"LOGINNAME"`
	Rollen []string `arg:"" help:"Ihre Rollen von jetzt an." placeholder:"ROLLE"`
}

// Help is the long help of the command.
func (setRolesCommand) Help() string {
	return strings.Join(rights.Help(), "\n") + "\nDie Rollen gelten sofort, auch wo die Person gerade arbeitet. Eine Person mit Verwaltung bleibt immer.\n" + accessHelp
}

// Run gives somebody other roles.
func (c setRolesCommand) Run(o *Ort) error {
	roles, wrong := rights.Parse(strings.Join(c.Rollen, " "))
	if wrong != "" {
		return &verdict{hilfe.ExitUsage, "Die Rolle „" + visible(wrong) + "“ gibt es nicht. Möglich sind " + rights.All.String() + ", alle und keine."}
	}
	return c.withArchive(o, func(ctx context.Context, _ *installation, a *desk.Archive) error {
		if err := a.SetRoles(ctx, c.Person, roles); err != nil {
			return err
		}
		fmt.Fprintf(os.Stdout, "Die Rollen von „%s“ sind jetzt: %s.\n", visible(c.Person), roles)
		return nil
	})
}

type revokeUserCommand struct {
	storeLogin
	Person string `arg:"" help:"Loginname der Person." placeholder:"LOGINNAME"`
}

func (revokeUserCommand) Help() string { return accessHelp }

// Run takes the access of one of them away.
func (c revokeUserCommand) Run(o *Ort) error {
	return c.withArchive(o, func(ctx context.Context, _ *installation, a *desk.Archive) error {
		ctx, stop := stoppable(ctx)
		defer stop()
		all, p := 0, newProgress(os.Stderr, "Neu verschlüsseln", 0)
		done, err := a.Revoke(ctx, c.Person, func(left int) {
			all = max(all, left)
			p.of(all-left, all)
		})
		p.over()
		if err != nil {
			return err
		}
		text := "Der Speicher ist mit einem neuen Schlüssel verschlüsselt; der alte öffnet nichts mehr."
		if !done {
			text = "Der Speicher ist noch nicht ganz neu verschlüsselt; das Programm der nächsten Person, die sich anmeldet, macht weiter."
		}
		_, err = fmt.Fprintf(os.Stdout, "Der Zugang von „%s“ ist entzogen.%s\n%s\n", c.Person, wording.RevokedText(answer.Revoked{}), text)
		return err
	})
}
