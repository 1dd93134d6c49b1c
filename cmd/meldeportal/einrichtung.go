package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/google/renameio/v2"

	"example.org/meldeportal/cmd/internal/hilfe"
	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/model/einrichtung"
	"example.org/meldeportal/sync/desk"
	"example.org/meldeportal/sync/portal"
	"example.org/meldeportal/sync/store"
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
		d, site, err := c.data(ctx, e)
		if err != nil {
			return err
		}
		_, err = fmt.Print(siteText(&d, site, i.config.Kontakt))
		return err
	})
}

func (a storeLogin) data(ctx context.Context, e *desk.Entrance) (d portal.SiteData, site store.Site, err error) {
	login, password, code, err := a.askAll()
	if err == nil {
		d, site, err = e.SiteData(ctx, login, password, code)
	}
	return d, site, err
}

// siteText is all that is known of the Einrichtung.
func siteText(d *portal.SiteData, site store.Site, k Kontakt) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s (Melder_ID %s)\n\n%s", visible(site.Name), visible(site.MelderID), einrichtung.Daten(d.Daten).Text())
	b.WriteString("\nÄnderungen\n")
	if len(d.Aenderungen) == 0 {
		b.WriteString("  Es ist keine beantragt. „meldeportal einrichtung aendern ANGABE=WERT“ beantragt eine.\n")
	}
	for i := range d.Aenderungen {
		b.WriteString("  " + changeText(&d.Aenderungen[i]) + "\n")
	}
	b.WriteString("\nSchulungen\n")
	if len(d.Schulungen) == 0 {
		b.WriteString("  Das Register nennt gerade keinen Termin.\n")
	}
	for _, t := range d.Schulungen {
		b.WriteString("  " + dayText(t.Am) + "  " + visible(t.Text) + "\n")
	}
	if k.Meldeberatung != "" || k.Dokumentation != "" {
		fmt.Fprintf(&b, "\nKontakt\n  Meldeberatung %s, Dokumentation %s\n", orDash(visible(k.Meldeberatung)), orDash(visible(k.Dokumentation)))
	}
	return b.String()
}

// dayText is a day as people here write it.
func dayText(iso string) string {
	day, err := time.Parse(time.DateOnly, iso)
	if err != nil {
		return visible(iso)
	}
	return day.Format("02.01.2006")
}

// changeText is one change in a line.
func changeText(c *portal.SiteChange) string {
	var names []string
	for _, a := range einrichtung.Daten(c.Neu).Anders(c.Alt) {
		names = append(names, a.Name)
	}
	return fmt.Sprintf("%s  %s: %s", c.Transaktionsnummer, strings.Join(names, ", "), stateText(c))
}

// stateText says how far a change is.
func stateText(c *portal.SiteChange) string {
	text := visible(string(c.Stand)) + " am " + c.BeantragtAm.Local().Format("02.01.2006") + " von " + visible(c.Von)
	if c.EntschiedenAm != nil {
		text = visible(string(c.Stand)) + " am " + c.EntschiedenAm.Local().Format("02.01.2006") + ", beantragt am " + c.BeantragtAm.Local().Format("02.01.2006") + " von " + visible(c.Von)
	}
	if c.Text != "" {
		text += " (" + visible(c.Text) + ")"
	}
	return text
}

type siteChangeCommand struct {
	Angaben  []string `arg:"" help:"Was anders werden soll; ohne Wert nimmt es eine Angabe heraus." placeholder:"ANGABE=WERT"`
	Formular string   `help:"Wohin das Änderungsformular geschrieben wird; ohne Angabe auf den Bildschirm." placeholder:"DATEI" type:"path"`
	storeLogin
}

// Help is the long help of the command.
func (siteChangeCommand) Help() string {
	return `Die neuen Werte gelten, sobald das Register sie übernommen hat. Bitte zusätzlich das unterschriebene Änderungsformular an die Vertrauensstelle senden. ` +
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
		made, d, site, err := e.ChangeSite(ctx, login, password, code, next)
		if err != nil {
			return refusedValues(err)
		}
		if err := putSheet(c.Formular, sheetOf(&made, site, &d)); err != nil {
			return err
		}
		_, err = fmt.Printf("Beantragt unter %s. Bitte zusätzlich das unterschriebene Änderungsformular an die Vertrauensstelle senden; den Stand zeigt „meldeportal einrichtung“.\n", made.Transaktionsnummer)
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

// refusedValues names what the portal finds wrong.
func refusedValues(err error) error {
	var p *portal.Error
	if !errors.As(err, &p) || len(p.Findings) == 0 {
		return err
	}
	lines := []string{p.Title + " Nichts wurde beantragt."}
	for _, found := range p.Findings {
		name := found.Field
		if a, known := einrichtung.Find(name); known {
			name = a.Name
		}
		if name != "" {
			name += ": "
		}
		lines = append(lines, "  "+visible(name+found.Text))
	}
	return &verdict{hilfe.ExitFailure, strings.Join(lines, "\n")}
}

// sheetOf is the sheet of a change of an Einrichtung of which d is stored.
func sheetOf(c *portal.SiteChange, site store.Site, d *portal.SiteData) string {
	whole := einrichtung.Daten(d.Daten)
	head := einrichtung.Kopf{MelderID: site.MelderID, Name: site.Name, Nummer: c.Transaktionsnummer, Am: c.BeantragtAm, Von: c.Von, Stand: stateText(c)}
	return einrichtung.Aenderungsformular(head, whole.With(c.Alt), whole.With(c.Neu))
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
		d, site, err := c.data(ctx, e)
		if err != nil {
			return err
		}
		for i := range d.Aenderungen {
			if change := &d.Aenderungen[i]; strings.HasPrefix(change.Transaktionsnummer, c.Nummer) {
				return putSheet(c.Datei, sheetOf(change, site, &d))
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
