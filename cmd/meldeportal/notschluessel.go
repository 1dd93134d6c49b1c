package main

import (
	"context"
	"fmt"
	"os"
	"strings"

	"github.com/charmbracelet/x/term"

	"example.org/meldeportal/cmd/internal/hilfe"
	"example.org/meldeportal/sync/desk"
	"example.org/meldeportal/tui/wording"
)

// paperVariable holds the recovery key for scripts, codeVariable a one-time code.
const (
	paperVariable = "MELDEPORTAL_NOTSCHLUESSEL"
	codeVariable  = "MELDEPORTAL_OTP_CODE"
)

// paperHelp says in the long help what the recovery key is.
const paperHelp = `Der Notschlüssel steht nur auf Papier: Er öffnet den Speicher und jede Sicherung, ohne dass jemand ein Passwort weiß. Bitte ausdrucken und verschlossen aufbewahren, nicht bei den Sicherungen. ` +
	`Ein neuer tritt an die Stelle des alten; in älteren Sicherungen gilt der von damals. Skripte geben ihn in ` + paperVariable + `.`

// atPortal opens the door of the workplace where there is a store, with the portal asked.
func (o *Ort) atPortal(do func(context.Context, *installation, *desk.Entrance) error) error {
	if err := o.look(); err != nil {
		return err
	}
	i, err := o.installation()
	if err != nil {
		return err
	}
	defer i.close()
	rules, err := ruleConfig(i.config)
	if err != nil {
		return err
	}
	e := i.entrance(rules)
	if i.config.Portal == "" {
		return &verdict{hilfe.ExitUsage, "Es ist kein Portal eingestellt. Bitte zuerst „meldeportal“ starten."}
	}
	if e.Portal, err = newClient(i.config, i.data); err != nil {
		return unusable(err)
	}
	defer e.Portal.Close()
	return do(context.Background(), i, e)
}

// look says what keeps the store from being opened, before a log makes the folder.
func (o *Ort) look() error {
	p, _, err := o.places()
	if err != nil {
		return err
	}
	return p.look(context.Background())
}

func (p paths) look(ctx context.Context) error {
	return (&desk.Entrance{Folder: p.data}).Look(ctx, p.stored().place(), p.stored().options(storeCost(), nil))
}

// askCode takes a one-time code from the environment or the terminal.
func askCode() (string, error) {
	if code := os.Getenv(codeVariable); code != "" {
		return code, nil
	}
	if !term.IsTerminal(os.Stdin.Fd()) {
		return "", &verdict{hilfe.ExitUsage, "Es fehlt der OTP-Code. Ohne Terminal gehört er in " + codeVariable + "."}
	}
	return askLine("OTP-Code: ")
}

// askPaper takes the recovery key from the environment or the terminal.
func askPaper() (string, error) {
	if paper := os.Getenv(paperVariable); paper != "" {
		return paper, nil
	}
	if !term.IsTerminal(os.Stdin.Fd()) {
		return "", &verdict{hilfe.ExitUsage, "Es fehlt der Notschlüssel. Ohne Terminal gehört er in " + paperVariable + "."}
	}
	return askLine("Notschlüssel (Gruppen zu vier Zeichen, alle in einer Zeile): ")
}

type paperCommand struct{ storeLogin }

// Help is the long help of the command.
func (paperCommand) Help() string {
	return paperHelp + "\nDas Portal bestätigt Sie dafür mit einem frischen OTP-Code (" + codeVariable + "); es braucht die Rolle Verwaltung.\n" + accessHelp
}

// Run makes a recovery key and shows it, this once.
func (c paperCommand) Run(o *Ort) error {
	return c.withCode(o, func(ctx context.Context, _ *installation, a *desk.Archive) error {
		paper, err := a.NewPaper(ctx)
		if err != nil {
			return err
		}
		_, err = fmt.Println(strings.Join(wording.PaperText(paper), "\n"))
		return err
	})
}
