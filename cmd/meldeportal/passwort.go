package main

import (
	"context"
	"fmt"
	"os"

	"github.com/charmbracelet/x/term"

	"example.org/meldeportal/cmd/internal/hilfe"
	"example.org/meldeportal/sync/desk"
	"example.org/meldeportal/tui/wording"
)

// nextPasswordVariable holds the new password for scripts.
const nextPasswordVariable = "MELDEPORTAL_NEUES_PASSWORT"

// passwordCommand changes the password of the person at the terminal.
type passwordCommand struct {
	NurSpeicher bool `help:"Das neue Passwort gilt beim Portal schon (dort oder an einem anderen Rechner geändert); nur der Speicher bekommt es noch."`
	storeLogin
}

// Help is the long help of the command.
func (passwordCommand) Help() string {
	return "Das Passwort wird am Portal und im Speicher in einem geändert; das Portal fragt dafür einen frischen OTP-Code (" + codeVariable + "). " +
		"Wird der Befehl unterbrochen, öffnet sich der Speicher mit dem Passwort, das beim Portal gilt. " +
		"Verlangt sind mindestens 15 Zeichen, zum Beispiel vier Wörter; kein häufiges Passwort, nicht der eigene Name.\n" +
		"Mit --nur-speicher ist „Passwort“ das bisherige, mit dem sich der Speicher noch öffnet.\n" +
		accessHelp + " Das neue geben Skripte in " + nextPasswordVariable + " mit."
}

// Run changes it.
func (c passwordCommand) Run(o *Ort) error {
	return o.atPortal(func(ctx context.Context, _ *installation, e *desk.Entrance) error {
		login, old, err := c.ask()
		if err != nil {
			return err
		}
		next, err := askNextPassword()
		if err != nil {
			return err
		}
		code, err := askCode()
		if err != nil {
			return err
		}
		if c.NurSpeicher {
			err = e.AdoptPassword(ctx, login, old, code, next)
		} else {
			err = e.ChangePassword(ctx, login, old, code, next)
		}
		if err != nil {
			return err
		}
		_, err = fmt.Println(wording.PasswordChanged)
		return err
	})
}

// askNextPassword takes the new password from the environment, or twice from the terminal.
func askNextPassword() (string, error) {
	if next := os.Getenv(nextPasswordVariable); next != "" {
		return next, nil
	}
	if !term.IsTerminal(os.Stdin.Fd()) {
		return "", &verdict{hilfe.ExitUsage, "Es fehlt das neue Passwort. Ohne Terminal gehört es in " + nextPasswordVariable + "."}
	}
	next, err := askHidden("Neues Passwort: ")
	if err != nil {
		return "", err
	}
	again, err := askHidden("Neues Passwort noch einmal: ")
	if err == nil && again != next {
		err = &verdict{hilfe.ExitUsage, "Die beiden neuen Passwörter sind verschieden."}
	}
	return next, err
}
