package main

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/google/renameio/v2"

	"example.org/meldeportal/cmd/internal/hilfe"
	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/model/einrichtung"
	"example.org/meldeportal/sync/desk"
	"example.org/meldeportal/tui/wording"
)

// siteCommand is about what the registry stores of the Einrichtung (F-14, F-25).
type siteCommand struct {
	Zeigen       siteShowCommand   `cmd:"" default:"withargs" help:"Zeigen, was das Register über die Einrichtung gespeichert hat, den Stand beantragter Änderungen und die Schulungstermine (ohne Angabe eines Befehls)."`
	Aendern      siteChangeCommand `cmd:"" help:"Eine Änderung beantragen; das Änderungsformular mit alten und neuen Werten kommt dazu."`
	Formular     siteSheetCommand  `cmd:"" help:"Das Änderungsformular einer beantragten Änderung noch einmal ausgeben."`
	Anmeldebogen registerCommand   `cmd:"" help:"Den Anmeldebogen einer neuen Einrichtung ausfüllen; dazu braucht es noch keinen Zugang."`
}

// siteHelp names the Angaben.
func siteHelp() string {
	lines := []string{"Die Angaben:"}
	for _, a := range einrichtung.Angaben() {
		line := fmt.Sprintf("  %-16s  %s", a.ID, a.Name)
		if a.Hilfe != "" {
			line += ": " + a.Hilfe
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n") + "\n"
}

const siteCodeHelp = `Das Portal bestätigt Sie dafür mit Passwort und frischem OTP-Code (` + codeVariable + `).
` + accessHelp

type siteShowCommand struct{ storeLogin }

func (siteShowCommand) Help() string { return siteCodeHelp }

// Run shows it.
func (c siteShowCommand) Run(o *Ort) error {
	return o.atPortal(func(ctx context.Context, i *installation, e *desk.Entrance) error {
		site, err := c.data(ctx, e)
		if err != nil {
			return err
		}
		_, err = fmt.Print(siteText(&site, i.config.Kontakt))
		return err
	})
}

func (a storeLogin) data(ctx context.Context, e *desk.Entrance) (s einrichtung.Stand, err error) {
	login, password, code, err := a.askAll()
	if err == nil {
		s, err = e.SiteData(ctx, login, password, code)
	}
	return s, err
}

// siteText is all that is known of the Einrichtung.
func siteText(s *einrichtung.Stand, k Kontakt) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s (Melder_ID %s)\n\n%s", visible(s.Name), visible(s.MelderID), s.Daten.Text())
	b.WriteString("\nÄnderungen\n")
	if len(s.Aenderungen) == 0 {
		b.WriteString("  " + wording.NoSiteChange + " „meldeportal einrichtung aendern ANGABE=WERT“ beantragt eine.\n")
	}
	for i := range s.Aenderungen {
		c := &s.Aenderungen[i]
		b.WriteString("  " + c.Nummer + "  " + wording.ChangedNames(c) + ": " + wording.SiteChangeState(c) + "\n")
	}
	b.WriteString("\nSchulungen\n")
	if len(s.Schulungen) == 0 {
		b.WriteString("  " + wording.NoTraining + "\n")
	}
	for i := range s.Schulungen {
		b.WriteString("  " + wording.TrainingDay(&s.Schulungen[i]) + "  " + visible(s.Schulungen[i].Text) + "\n")
	}
	if k.Meldeberatung != "" || k.Dokumentation != "" {
		fmt.Fprintf(&b, "\nKontakt\n  Meldeberatung %s, Dokumentation %s\n", orDash(visible(k.Meldeberatung)), orDash(visible(k.Dokumentation)))
	}
	return b.String()
}

type siteChangeCommand struct {
	Angaben  []string `arg:"" help:"Was anders werden soll; ohne Wert nimmt es eine Angabe heraus." placeholder:"ANGABE=WERT"`
	Formular string   `help:"Wohin das Änderungsformular geschrieben wird; ohne Angabe auf den Bildschirm." placeholder:"DATEI" type:"path"`
	storeLogin
}

// Help is the long help of the command.
func (siteChangeCommand) Help() string {
	return wording.SiteChangeMeans + " " +
		"Es braucht die Rolle Verwaltung.\n" + siteHelp() + siteCodeHelp
}

// Run asks for a change.
func (c siteChangeCommand) Run(o *Ort) error {
	next, err := typedValues(c.Angaben)
	if err != nil {
		return err
	}
	return o.atPortal(func(ctx context.Context, _ *installation, e *desk.Entrance) error {
		login, password, code, err := c.askAll()
		if err != nil {
			return err
		}
		made, site, err := e.ChangeSite(ctx, login, password, code, next)
		if err != nil {
			return err
		}
		if err := putSheet(c.Formular, wording.SiteSheet(&site, &made)); err != nil {
			return err
		}
		_, err = fmt.Println(wording.SiteChangeAsked(made.Nummer) + "; den Stand zeigt „meldeportal einrichtung“.")
		return err
	})
}

// typedValues reads what was typed as ANGABE=WERT and looks at each value.
func typedValues(typed []string) (einrichtung.Daten, error) {
	next := einrichtung.Daten{}
	for _, t := range typed {
		id, value, is := strings.Cut(t, "=")
		a, known := einrichtung.Find(strings.ToLower(strings.TrimSpace(id)))
		if !is || !known {
			return nil, &verdict{hilfe.ExitUsage, "„" + visible(t) + "“ ist keine Angabe. Erwartet wird ANGABE=WERT; „meldeportal einrichtung aendern --help“ nennt alle."}
		}
		value = a.Tidy(value)
		if why := a.Check(value); why != "" {
			return nil, &verdict{hilfe.ExitUsage, a.Name + ": " + why + " Nichts wurde beantragt."}
		}
		next[a.ID] = value
	}
	return next, nil
}

// putSheet writes a sheet into a file, or shows it.
func putSheet(path, sheet string) error {
	if path == "" {
		_, err := fmt.Println(sheet)
		return err
	}
	if err := renameio.WriteFile(path, []byte(sheet), 0o600); err != nil {
		return &answer.Failure{Kind: answer.FailFileWrite, Detail: path, Err: err}
	}
	_, err := fmt.Printf("Das Formular steht in %s.\n", path)
	return err
}

type siteSheetCommand struct {
	Nummer string `arg:"" help:"Nummer der Änderung, wie „meldeportal einrichtung“ sie zeigt; der Anfang genügt." placeholder:"NUMMER"`
	Datei  string `help:"Wohin es geschrieben wird; ohne Angabe auf den Bildschirm." placeholder:"DATEI" type:"path"`
	storeLogin
}

func (siteSheetCommand) Help() string { return siteCodeHelp }

// Run gives the sheet of a change.
func (c siteSheetCommand) Run(o *Ort) error {
	return o.atPortal(func(ctx context.Context, _ *installation, e *desk.Entrance) error {
		site, err := c.data(ctx, e)
		if err != nil {
			return err
		}
		for i := range site.Aenderungen {
			if change := &site.Aenderungen[i]; strings.HasPrefix(change.Nummer, c.Nummer) {
				return putSheet(c.Datei, wording.SiteSheet(&site, change))
			}
		}
		return &verdict{hilfe.ExitFailure, "Eine Änderung mit dieser Nummer ist nicht beantragt. „meldeportal einrichtung“ zeigt alle."}
	})
}

type registerCommand struct {
	Datei string `required:"" help:"Wohin der Bogen geschrieben wird." placeholder:"DATEI" type:"path"`
}

// Help is the long help of the command.
func (registerCommand) Help() string {
	return `Eine Frage nach der anderen; jede Antwort wird sofort geprüft. Enter lässt eine Angabe leer, die nicht nötig ist. Der Bogen geht unterschrieben an die Vertrauensstelle; von ihr kommen Melder_ID und Zugangsdaten. Gesendet wird nichts.
` + siteHelp()
}

// Run asks for all Angaben and writes the sheet.
func (c registerCommand) Run(*Ort) error {
	d, err := askSite(bufio.NewReader(os.Stdin))
	if err != nil {
		return err
	}
	if err := putSheet(c.Datei, einrichtung.Anmeldebogen(d, time.Now())); err != nil {
		return err
	}
	_, err = fmt.Println("Bitte unterschreiben und an die Vertrauensstelle senden.")
	return err
}

// askSite asks for each Angabe until it will do, and for those again of which the whole says that
// they do not.
func askSite(in *bufio.Reader) (einrichtung.Daten, error) {
	d := einrichtung.Daten{}
	for _, a := range einrichtung.Angaben() {
		if err := askAngabe(in, d, a, ""); err != nil {
			return nil, err
		}
	}
	for all := d.Check(); len(all) > 0; all = d.Check() {
		a, _ := einrichtung.Find(all[0].ID)
		if err := askAngabe(in, d, a, all[0].Text); err != nil {
			return nil, err
		}
	}
	return d, nil
}

// askAngabe asks for one, saying why where it is asked again.
func askAngabe(in *bufio.Reader, d einrichtung.Daten, a einrichtung.Angabe, why string) error {
	for {
		if why != "" {
			fmt.Fprintln(os.Stderr, "  "+why)
		}
		question := a.Name
		if a.Hilfe != "" {
			question += " (" + a.Hilfe + ")"
		}
		if a.Muss {
			question += " *"
		}
		fmt.Fprint(os.Stderr, question+": ")
		line, err := in.ReadString('\n')
		if err != nil {
			return &verdict{hilfe.ExitFailure, "\nAbgebrochen; es wurde nichts geschrieben."}
		}
		value := a.Tidy(line)
		switch why = a.Check(value); {
		case why == "" && value == "" && a.Muss:
			why = "Diese Angabe ist nötig."
		case why == "":
			d[a.ID] = value
			if value == "" {
				delete(d, a.ID)
			}
			return nil
		}
	}
}
