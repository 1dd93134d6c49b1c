package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/charmbracelet/x/term"

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

func (revokeUserCommand) Help() string {
	return `Mit einem frischen OTP-Code (` + codeVariable + `) enden auch die Sitzungen der Person am Portal und das unbeaufsichtigte Senden, das sie eingerichtet hat. Ohne Code, oder wenn das Portal nicht zu erreichen ist, erfährt es nichts davon.
` + accessHelp
}

// Run takes the access of one of them away.
func (c revokeUserCommand) Run(o *Ort) error {
	code, err := maybeCode()
	if err != nil {
		return err
	}
	if code == "" {
		return c.withArchive(o, func(ctx context.Context, _ *installation, a *desk.Archive) error {
			return c.tell(ctx, func(ctx context.Context, told func(int)) (r answer.Revoked, done bool, err error) {
				done, err = a.Revoke(ctx, c.Person, told)
				return r, done, err
			})
		})
	}
	return o.atPortal(func(ctx context.Context, _ *installation, e *desk.Entrance) error {
		login, password, err := c.ask()
		if err != nil {
			return err
		}
		return c.tell(ctx, func(ctx context.Context, told func(int)) (answer.Revoked, bool, error) {
			return c.revoke(ctx, e, login, password, code, told)
		})
	})
}

// tell does it and says what became of it.
func (c revokeUserCommand) tell(ctx context.Context, revoke func(context.Context, func(left int)) (answer.Revoked, bool, error)) error {
	ctx, stop := stoppable(ctx)
	defer stop()
	all, p := 0, newProgress(os.Stderr, "Neu verschlüsseln", 0)
	r, done, err := revoke(ctx, func(left int) {
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
	_, err = fmt.Fprintf(os.Stdout, "Der Zugang von „%s“ ist entzogen.%s\n%s\n", c.Person, wording.RevokedText(r), text)
	return err
}

// revoke asks the portal, and does without where it does not answer.
func (c revokeUserCommand) revoke(ctx context.Context, e *desk.Entrance, login, password, code string, told func(left int)) (r answer.Revoked, done bool, err error) {
	if r, done, err = e.Revoke(ctx, login, password, code, c.Person, told); !unanswered(err) {
		return r, done, err
	}
	a, err := e.Unlock(ctx, login, password)
	if err != nil {
		return r, false, err
	}
	done, err = a.Revoke(ctx, c.Person, told)
	return r, done, errors.Join(err, a.Close())
}

// maybeCode is askCode for what can be done without one, "" = without.
func maybeCode() (string, error) {
	if code := os.Getenv(codeVariable); code != "" || !term.IsTerminal(os.Stdin.Fd()) {
		return code, nil
	}
	return askLine("OTP-Code (leer: das Portal erfährt nichts davon): ")
}
