package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/charmbracelet/x/term"

	"example.org/meldeportal/cmd/internal/hilfe"
	"example.org/meldeportal/sync/desk"
)

// storeLogin is how commands get into the local store: loginname and password are
// those of the portal. The portal itself is not asked.
type storeLogin struct {
	Login string `help:"Loginname; ohne Angabe wird danach gefragt." placeholder:"NAME" env:"MELDEPORTAL_LOGIN"`
}

const passwordVariable = "MELDEPORTAL_PASSWORT"

// accessHelp says in the long help how a command is let in.
const accessHelp = `Loginname und Passwort sind die vom Portal; am Terminal wird danach gefragt. Skripte geben sie in MELDEPORTAL_LOGIN und ` + passwordVariable + ` mit. Den Speicher legt die erste Anmeldung im Programm an.`

// withArchive opens the store for the person at the terminal. It never makes one:
// nobody has checked the password.
func (a storeLogin) withArchive(o *Ort, do func(context.Context, *installation, *desk.Archive) error) error {
	p, err := findPaths(o.Dir, os.Getenv)
	if err != nil {
		return err
	}
	e := &desk.Entrance{Folder: p.data, Existing: openExisting(p.storePath(), storeCost())}
	if err := e.Look(p.storePath()); err != nil { // before a log makes the folder
		return err
	}
	i, err := o.installation()
	if err != nil {
		return err
	}
	defer i.close()
	login, password, err := a.ask()
	if err != nil {
		return err
	}
	ctx := context.Background()
	archive, err := e.Unlock(ctx, login, password)
	if err != nil {
		return err
	}
	return errors.Join(do(ctx, i, archive), archive.Close())
}

// askAll is ask with a fresh one-time code.
func (a storeLogin) askAll() (login, password, code string, err error) {
	if login, password, err = a.ask(); err == nil {
		code, err = askCode()
	}
	return login, password, code, err
}

// ask takes loginname and password from the environment or the terminal.
func (a storeLogin) ask() (login, password string, err error) {
	login, password = a.Login, os.Getenv(passwordVariable)
	if login != "" && password != "" {
		return login, password, nil
	}
	if !term.IsTerminal(os.Stdin.Fd()) {
		return "", "", &verdict{hilfe.ExitUsage, "Es fehlen Loginname oder Passwort. Ohne Terminal gehören sie in MELDEPORTAL_LOGIN und " + passwordVariable + "."}
	}
	if login == "" {
		if login, err = askLine("Loginname: "); err != nil {
			return "", "", err
		}
	}
	password, err = askHidden("Passwort: ")
	return login, password, err
}

func askLine(question string) (string, error) {
	fmt.Fprint(os.Stderr, question)
	line, err := bufio.NewReader(os.Stdin).ReadString('\n')
	if err != nil {
		return "", &verdict{hilfe.ExitFailure, "Abgebrochen."}
	}
	return strings.TrimSpace(line), nil
}

// askHidden reads without showing what is typed.
func askHidden(question string) (string, error) {
	defer showAgainWhenStopped()()
	fmt.Fprint(os.Stderr, question)
	typed, err := term.ReadPassword(os.Stdin.Fd())
	fmt.Fprintln(os.Stderr)
	if err != nil {
		return "", &verdict{hilfe.ExitFailure, "Abgebrochen."}
	}
	return string(typed), nil
}

// showAgainWhenStopped gives the terminal back its echo when somebody breaks
// off in the middle of a password.
func showAgainWhenStopped() (done func()) {
	state, err := term.GetState(os.Stdin.Fd())
	if err != nil {
		return func() {}
	}
	stopped := make(chan os.Signal, 1)
	signal.Notify(stopped, os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	go func() {
		if _, any := <-stopped; any {
			_ = term.Restore(os.Stdin.Fd(), state)
			fmt.Fprintln(os.Stderr, "\nAbgebrochen.")
			os.Exit(hilfe.ExitFailure)
		}
	}()
	return func() {
		signal.Stop(stopped)
		close(stopped)
	}
}
