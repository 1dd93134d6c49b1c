package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"example.org/meldeportal/cmd/internal/hilfe"
	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/sync/desk"
	"example.org/meldeportal/sync/portal"
	"example.org/meldeportal/tui/wording"
)

// syncCommand sends while nobody is signed in.
type syncCommand struct {
	Senden     syncSendCommand  `cmd:"" default:"withargs" help:"Einmal senden, was wartet, und Quittungen ablegen (ohne Angabe eines Befehls)."`
	Einrichten syncSetUpCommand `cmd:"" help:"Diesem Rechner für 90 Tage erlauben, ohne Anmeldung zu senden."`
	Liste      syncListCommand  `cmd:"" help:"Die Zugänge zum unbeaufsichtigten Senden der Einrichtung nennen, mit ihrem Ende."`
	Beenden    syncEndCommand   `cmd:"" help:"Den Zugang dieses Speichers beenden, oder den mit einer NUMMER der Liste."`
}

type syncSendCommand struct{}

// Help is the long help of the command.
func (syncSendCommand) Help() string {
	return `Ein Lauf sendet, was fällig ist, und endet; dazu braucht es weder Anmeldung noch Passwort, nur den Zugang, den „sync einrichten“ neben den Speicher gelegt hat. Für cron und systemd (README), etwa alle zehn Minuten. ` +
		`Was das Portal gerade nicht nimmt, wartet auf den nächsten Lauf. Gesendet werden Meldungen; Löschanträge, Antworten, Zurückgehaltenes und die Gründe einer Ablehnung warten, bis sich jemand anmeldet. Die Quittungen übernimmt dann dessen Programm in die Akten.
Ende mit 0: alles Fällige hat seine Antwort, oder ein anderer Lauf sendet gerade. 1: etwas Fälliges wartet noch, der Satz sagt warum. 2: nicht eingerichtet, oder der Zugang gilt nicht mehr.`
}

// Run sends once.
func (syncSendCommand) Run(o *Ort) error {
	return o.atPortal(func(ctx context.Context, i *installation, e *desk.Entrance) error {
		ctx, stop := stoppable(ctx)
		defer stop()
		p := newProgress(os.Stderr, "Senden", 0)
		done, err := e.SendAlone(ctx, p.of)
		p.over()
		i.log.Info("sync", "sent", done.Sent, "refused", done.Refused, "waiting", done.Waiting-done.Taken, "ok", err == nil)
		if _, unsaid := fmt.Println(sentAloneText(&done, time.Now())); unsaid != nil {
			return unsaid
		}
		return sendStatus(err)
	})
}

// sendStatus gives a round that could not send everything its exit status.
func sendStatus(err error) error {
	var f *answer.Failure
	switch {
	case err == nil:
		return nil
	case errors.Is(err, context.Canceled):
		return &verdict{hilfe.ExitFailure, "Abgebrochen. Was schon gesendet ist, hat seine Quittung; der Rest wartet auf den nächsten Lauf."}
	case errors.As(err, &f) && f.Kind == answer.FailSending:
		return &verdict{hilfe.ExitOK, wording.Sentence(err)}
	case errors.As(err, &f) && (f.Kind == answer.FailNoSender || f.Kind == answer.FailTokenEnded || f.Kind == answer.FailTokenMode):
		return &verdict{hilfe.ExitUsage, wording.Sentence(err)}
	}
	return err
}

// sentAloneText is the one line of a round.
func sentAloneText(d *desk.SentAlone, now time.Time) string {
	parts := []string{counted(d.Sent, "Meldung gesendet", "Meldungen gesendet")}
	if d.Refused > 0 {
		parts = append(parts, fmt.Sprintf("%d abgelehnt (die Gründe nennt das Programm nach der Anmeldung)", d.Refused))
	}
	if wait := d.Waiting - d.Taken - d.Apart; wait > 0 {
		parts = append(parts, counted(wait, "wartet", "warten"))
	}
	if d.Apart > 0 {
		parts = append(parts, counted(d.Apart, "wartet", "warten")+", bis sich jemand anmeldet")
	}
	text := now.Format("02.01.2006 15:04:05") + "  " + strings.Join(parts, ", ") + "."
	if left := d.Ends.Sub(now); !d.Ends.IsZero() && left < desk.TokenMind {
		text += " " + wording.TokenEnds(d.Ends)
	}
	return text
}

const tokenHelp = `Das Portal bestätigt Sie dafür mit Passwort und frischem OTP-Code (` + codeVariable + `); es braucht die Rolle Verwaltung.
` + accessHelp

type syncSetUpCommand struct {
	Zweck string `help:"Woran Sie den Zugang in der Liste erkennen; ohne Angabe der Name dieses Rechners." placeholder:"TEXT"`
	storeLogin
}

// Help is the long help of the command.
func (syncSetUpCommand) Help() string {
	return `Der Zugang liegt in einer Datei neben dem Speicher, die nur dem Konto gehört, unter dem das Programm läuft. Wer sie hat, kann 90 Tage lang Meldungen der Einrichtung senden und nach Quittungen fragen, sonst nichts; den Speicher öffnet sie nicht. ` +
		`Sie endet mit „sync beenden“, mit dem Konto dessen, der sie einrichtet, und durch einen neuen Zugang.
` + tokenHelp
}

// Run sets it up.
func (c syncSetUpCommand) Run(o *Ort) error {
	return o.atPortal(func(ctx context.Context, _ *installation, e *desk.Entrance) error {
		host, _ := os.Hostname()
		purpose := cmp.Or(strings.TrimSpace(c.Zweck), host, "meldeportal")
		if len([]rune(purpose)) > portal.MaxPurpose {
			return &verdict{hilfe.ExitUsage, fmt.Sprintf("--zweck ist zu lang; möglich sind %d Zeichen.", portal.MaxPurpose)}
		}
		login, password, code, err := c.askAll()
		if err != nil {
			return err
		}
		made, file, err := e.SetUpSending(ctx, login, password, code, purpose)
		if err != nil {
			return err
		}
		_, err = fmt.Printf("Eingerichtet bis %s: „meldeportal sync“ sendet ohne Anmeldung. Der Zugang liegt in %s.\n", made.Ends.Local().Format("02.01.2006"), file)
		return err
	})
}

type syncListCommand struct{ storeLogin }

func (syncListCommand) Help() string { return tokenHelp }

// Run lists the site tokens.
func (c syncListCommand) Run(o *Ort) error {
	return o.atPortal(func(ctx context.Context, _ *installation, e *desk.Entrance) error {
		login, password, code, err := c.askAll()
		if err != nil {
			return err
		}
		all, own, err := e.SiteTokens(ctx, login, password, code)
		if err != nil {
			return err
		}
		if len(all) == 0 {
			_, err = fmt.Println("Kein Rechner der Einrichtung darf unbeaufsichtigt senden. „meldeportal sync einrichten“ erlaubt es diesem.")
		}
		for i := range all {
			if err == nil {
				_, err = fmt.Println(siteTokenText(&all[i], own))
			}
		}
		return err
	})
}

func siteTokenText(t *portal.SiteToken, own string) string {
	text := fmt.Sprintf("%s  %s, eingerichtet am %s von %s, gilt bis %s", t.ID, visible(t.Zweck), t.Begun.Local().Format("02.01.2006"), visible(t.Von), t.Ends.Local().Format("02.01.2006"))
	if t.ID == own {
		text += " (dieser Speicher)"
	}
	return text
}

type syncEndCommand struct {
	Nummer string `arg:"" optional:"" help:"Nummer aus „sync liste“; ohne Angabe der Zugang dieses Speichers." placeholder:"NUMMER"`
	storeLogin
}

func (syncEndCommand) Help() string { return tokenHelp }

// Run ends a site token.
func (c syncEndCommand) Run(o *Ort) error {
	return o.atPortal(func(ctx context.Context, _ *installation, e *desk.Entrance) error {
		login, password, code, err := c.askAll()
		if err == nil {
			err = e.EndSending(ctx, login, password, code, c.Nummer)
		}
		if err != nil {
			return err
		}
		_, err = fmt.Println("Beendet. Was wartet, wird gesendet, solange jemand angemeldet ist.")
		return err
	})
}
