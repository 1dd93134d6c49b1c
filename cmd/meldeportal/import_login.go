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
	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/sync/desk"
	"example.org/meldeportal/tui/wording"
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
	if err := o.look(); err != nil {
		return err
	}
	i, err := o.installation()
	if err != nil {
		return err
	}
	defer i.close()
	e := &desk.Entrance{Folder: i.data, Register: i.config.Register, Existing: i.stored().existing(storeCost())}
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

// codeHelp says it of a command that takes data out.
const codeHelp = `Das Portal bestätigt Sie dafür mit einem frischen OTP-Code (` + codeVariable + `); es braucht die Rolle Verwaltung. Ist es nicht erreichbar, geht nichts hinaus.
` + accessHelp

// withCode is withArchive for what takes data out: a password alone is not enough, the
// portal confirms her with a fresh code.
func (a storeLogin) withCode(o *Ort, do func(context.Context, *installation, *desk.Archive) error) error {
	return o.atPortal(func(ctx context.Context, i *installation, e *desk.Entrance) error {
		login, password, code, err := a.askAll()
		if err != nil {
			return err
		}
		archive, err := e.Confirmed(ctx, login, password, code)
		if err != nil {
			return nothingLeaves(err)
		}
		return errors.Join(do(ctx, i, archive), archive.Close())
	})
}

// nothingLeaves says of a portal that does not answer what follows from it.
func nothingLeaves(err error) error {
	if unanswered(err) {
		return &verdict{hilfe.ExitFailure, wording.Sentence(err) + " Ohne das Portal geht nichts hinaus."}
	}
	return err
}

// unanswered reports that the portal did not answer.
func unanswered(err error) bool {
	var f *answer.Failure
	return errors.As(err, &f) && (f.Kind == answer.FailUnreachable || f.Kind == answer.FailTimeout || f.Kind == answer.FailBusy)
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
