package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"

	"github.com/charmbracelet/x/term"

	"example.org/meldeportal/cmd/internal/hilfe"
	"example.org/meldeportal/sync/seal"
	"example.org/meldeportal/sync/store"
)

// storeLogin is how commands get into the local store: loginname and password are
// those of the portal. The portal itself is not asked.
type storeLogin struct {
	Login string `help:"Loginname; ohne Angabe wird danach gefragt." placeholder:"NAME" env:"MELDEPORTAL_LOGIN"`
}

const passwordVariable = "MELDEPORTAL_PASSWORT"

// accessHelp says in the long help how a command is let in.
const accessHelp = `Loginname und Passwort sind die vom Portal; am Terminal wird danach gefragt. Skripte geben sie in MELDEPORTAL_LOGIN und ` + passwordVariable + ` mit.`

// withVault opens the store for the person at the terminal.
func (a storeLogin) withVault(o *Ort, do func(context.Context, *installation, *store.Vault) error) error {
	i, err := o.installation()
	if err != nil {
		return err
	}
	defer i.close()
	path := filepath.Join(i.data, "meldeportal.db")
	login, password, err := a.ask(isNew(path))
	if err != nil {
		return err
	}
	g := &gate{open: openStore(path, seal.Standard)}
	ctx := context.Background()
	vault, closeStore, err := g.unlock(ctx, login, password)
	if err != nil {
		return err
	}
	return errors.Join(do(ctx, i, vault), closeStore())
}

// isNew reports whether the store will be made by this command.
func isNew(path string) bool {
	_, err := os.Stat(path)
	return err != nil
}

// ask takes loginname and password from the environment or the terminal. A new
// store is made with the password, so it is asked for twice.
func (a storeLogin) ask(fresh bool) (login, password string, err error) {
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
	if password, err = askHidden("Passwort: "); err != nil || !fresh {
		return login, password, err
	}
	again, err := askHidden("Der Datenspeicher ist neu. Bitte dasselbe Passwort noch einmal: ")
	if err == nil && again != password {
		err = &verdict{hilfe.ExitFailure, "Die beiden Passwörter sind verschieden. Bitte noch einmal beginnen."}
	}
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
