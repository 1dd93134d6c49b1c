// Command meldeportal is the program for documentation staff: it documents
// cancer reports at the terminal and delivers them to the registry's portal.
// It connects what the rooms know: configuration, store, outbox, interface.
// Start with run in start.go, which is what happens without a command.
package main

import (
	_ "embed"
	"errors"
	"fmt"
	"os"

	"github.com/alecthomas/kong"

	"example.org/meldeportal/cmd/internal/guard"
	"example.org/meldeportal/cmd/internal/hilfe"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/land"
	"example.org/meldeportal/sync/desk"
	"example.org/meldeportal/tui"
	"example.org/meldeportal/tui/shell"
	"example.org/meldeportal/tui/terminal"
	"example.org/meldeportal/tui/wording"
)

// softwareID is what the documents call this program (Absender_Typ).
const softwareID = "meldeportal-tui"

var description = "Krebsmeldungen am Terminal schreiben und an " + land.Default.Register + " übermitteln.\n" +
	"Rückgabewerte: 0 erledigt, 1 die Sache selbst ist gescheitert, 2 falscher Aufruf oder nicht lesbar."

// version is set at build time with -ldflags "-X main.version=…".
var version = "0.3.0"

// changes is what staff will notice of each version, the newest first.
//
//go:embed changes.md
var changes string

// commandLine is what can be said to the program.
type commandLine struct {
	Ort

	Start startCommand `cmd:"" default:"withargs" help:"Das Programm: anmelden, dokumentieren, melden (ohne Angabe eines Befehls)."`
	Demo  demoCommand  `cmd:"" help:"Vorführung mit erfundenen Daten und eigenem Portal auf diesem Rechner."`

	Check     checkCommand     `cmd:"" help:"oBDS-Dateien prüfen: erst die Form, dann den Inhalt."`
	Convert   convertCommand   `cmd:"" help:"Eine oBDS-Datei in einer anderen Fassung schreiben."`
	Import    importCommand    `cmd:"" help:"oBDS-Dateien in den eigenen Datenspeicher übernehmen."`
	Upload    uploadCommand    `cmd:"" help:"oBDS-Pakete eines anderen Systems prüfen und senden, mit Protokoll."`
	Sync      syncCommand      `cmd:"" help:"Senden, was wartet, ohne Anmeldung: für cron und systemd; einrichten, auflisten, beenden."`
	Sitzung   sitzungCommand   `cmd:"" help:"Die eigenen offenen Sitzungen am Portal: nennen, beenden."`
	Export    exportCommand    `cmd:"" help:"Abgeschlossene Meldungen als oBDS-Pakete schreiben."`
	DokuCheck dokuCheckCommand `cmd:"" name:"doku-check" help:"Was an den eigenen Meldungen am häufigsten auffällt, ohne das Portal."`
	Katalog   katalogCommand   `cmd:"" help:"Amtliche Codelisten."`

	Passwort         passwordCommand `cmd:"" help:"Das eigene Passwort ändern, am Portal und im Speicher."`
	Einrichtung      siteCommand     `cmd:"" help:"Was das Register über die Einrichtung gespeichert hat; Änderung, Änderungsformular, Anmeldebogen, Schulungstermine."`
	Nutzer           usersCommand    `cmd:"" help:"Wer den eigenen Datenspeicher öffnen darf und mit welchen Rollen; Zugang entziehen."`
	Protokoll        auditCommand    `cmd:"" help:"Wer wann was an welcher Meldung getan hat, ohne Patientendaten; als Text oder CSV."`
	Verguetung       billingCommand  `cmd:"" help:"Was Meldungen voraussichtlich einbringen und was vergütet ist, je Quartal."`
	Loeschen         forgetCommand   `cmd:"" help:"Alles zu einer Person aus dem eigenen Datenspeicher löschen; Aufbewahrungsfrist."`
	Sicherung        backupCommand   `cmd:"" help:"Den eigenen Datenspeicher sichern, auch während alle arbeiten."`
	Wiederherstellen restoreCommand  `cmd:"" help:"Eine Sicherung zurückspielen und sagen, was seither fehlt."`
	Doctor           doctorCommand   `cmd:"" help:"Nachsehen, ob alles stimmt: Rechte, Platz, Uhr, Portal, Speicher, Sicherungen."`

	Code   codeCommand   `cmd:"" help:"Was ein Code des Portals bedeutet, ob noch einmal senden hilft und was zu tun ist."`
	Felder felderCommand `cmd:"" help:"Jedes Feld der Meldungen mit allem, was darüber festgelegt ist."`

	Version kong.VersionFlag `help:"Programm- und Schemaversion zeigen."`
}

// Ort are the flags about places and the portal; they win over the environment,
// which wins over the configuration file.
type Ort struct {
	Dir           string   `help:"Ordner für Konfiguration, Daten und Protokoll statt der XDG-Ordner." placeholder:"ORDNER" env:"MELDEPORTAL_DIR" type:"path"`
	Config        string   `help:"Konfigurationsdatei." placeholder:"DATEI" env:"MELDEPORTAL_CONFIG" type:"path"`
	Portal        string   `help:"Adresse des Meldeportals." placeholder:"https://…" env:"MELDEPORTAL_PORTAL"`
	CADatei       string   `name:"ca-datei" help:"PEM-Datei der Zertifizierungsstelle des Portals." placeholder:"DATEI" env:"MELDEPORTAL_CA_DATEI" type:"path"`
	Fingerabdruck []string `help:"Fingerabdruck des Portalschlüssels (SHA-256, 64 Zeichen)." placeholder:"HEX" env:"MELDEPORTAL_FINGERABDRUCK"`
}

func main() {
	guard.Process()
	os.Exit(run(os.Args[1:]))
}

func run(args []string) int {
	var line commandLine
	parser, err := hilfe.New("meldeportal", description, &line,
		kong.Vars{"version": fmt.Sprintf("meldeportal %s, oBDS %s", version, dataset.Version(dataset.Newest)), "fassungen": dataset.Editions()})
	if err != nil {
		panic(err) // the structure above is wrong, not the call
	}
	command, err := parser.Parse(args)
	if err != nil {
		return hilfe.Usage(os.Stderr, parser, err)
	}
	return report(command.Run(&line.Ort))
}

// report tells a person at the shell what went wrong and gives the exit status.
func report(err error) int {
	var config *configError
	var said *verdict
	var crash *shell.Crash
	switch {
	case err == nil, errors.Is(err, terminal.ErrHungUp):
		return hilfe.ExitOK
	case errors.As(err, &config):
		fmt.Fprintln(os.Stderr, config.text)
		return hilfe.ExitUsage
	case errors.As(err, &said):
		if said.text != "" {
			fmt.Fprintln(os.Stderr, said.text)
		}
		return said.status
	case errors.As(err, &crash):
		fmt.Fprintln(os.Stderr, crashText(crash))
		return hilfe.ExitFailure
	case errors.Is(err, tui.ErrNoTerminal):
		fmt.Fprintln(os.Stderr, "Das Programm braucht ein Terminal. Bitte in einem Terminalfenster oder mit „ssh -t“ starten.")
		return hilfe.ExitUsage
	case errors.Is(err, errNoHome):
		fmt.Fprintln(os.Stderr, "Weder HOME noch XDG_DATA_HOME sind gesetzt. Bitte mit --dir einen Ordner angeben.")
		return hilfe.ExitUsage
	}
	fmt.Fprintln(os.Stderr, wording.Sentence(desk.Failure(err)))
	return hilfe.ExitFailure
}

// crashText is what staff read after the program has failed by itself.
func crashText(c *shell.Crash) string {
	saved := "Ihre Eingaben sind gesichert"
	if c.Lost != nil {
		saved = "Die letzten Eingaben ließen sich nicht sichern"
	}
	return "Das Programm musste wegen eines inneren Fehlers enden. " + saved +
		"; bitte neu starten. Die Stelle steht im Protokoll meldeportal.log, bitte der Betreuung melden."
}
