package main

import (
	"context"
	"fmt"
	"os"

	"example.org/meldeportal/sync/desk"
	"example.org/meldeportal/tui/work"
)

// usersCommand is who may open the local store. People are let in inside the program,
// where the portal can be asked.
type usersCommand struct {
	Liste     listUsersCommand  `cmd:"" default:"withargs" help:"Alle nennen, die den Datenspeicher öffnen dürfen."`
	Entziehen revokeUserCommand `cmd:"" help:"Einer Person den Zugang zum Datenspeicher entziehen; ihre offenen Sitzungen enden in Sekunden."`
}

type listUsersCommand struct{ storeLogin }

func (listUsersCommand) Help() string { return accessHelp }

// Run lists them.
func (c listUsersCommand) Run(o *Ort) error {
	return c.withArchive(o, func(ctx context.Context, _ *installation, a *desk.Archive) error {
		grants, err := a.Grants(ctx)
		for i := range grants {
			fmt.Fprintln(os.Stdout, work.GrantText(&grants[i]))
		}
		return err
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
		if err := a.Revoke(ctx, c.Person); err != nil {
			return err
		}
		fmt.Fprintf(os.Stdout, "Der Zugang von „%s“ ist entzogen.\n", c.Person)
		return nil
	})
}
