package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"example.org/meldeportal/cmd/internal/hilfe"
	"example.org/meldeportal/sync/desk"
	"example.org/meldeportal/sync/store"
	"example.org/meldeportal/tui/wording"
)

// backupCommand makes a backup of the local store. It asks for nobody, so that cron
// can call it: what it writes is sealed as the store is. With a login each seal is
// opened; that takes her role and a fresh code.
type backupCommand struct {
	Ziel   string `help:"Ordner für die Sicherungen (ohne Angabe „sicherungen“ bei den Daten)." placeholder:"ORDNER" type:"path"`
	Anzahl int    `default:"14" help:"So viele Sicherungen bleiben; die älteren werden gelöscht." placeholder:"ZAHL"`
	Siegel bool   `help:"Auch jedes Siegel öffnen; dafür melden Sie sich an."`
	proof
}

// proof is who opens the seals: a person, or whoever has the recovery key.
type proof struct {
	Notschluessel bool `help:"Die Siegel mit dem Notschlüssel öffnen statt mit einem Passwort."`
	storeLogin
}

func (p proof) login() (as store.Login, err error) {
	if p.Notschluessel {
		as.Paper, err = askPaper()
		return as, err
	}
	as.Name, as.Password, err = p.ask()
	return as, err
}

// backupFolder is where backups lie beside the store when nothing else is said.
const backupFolder = "sicherungen"

// Help is the long help of the command.
func (backupCommand) Help() string {
	return `Die Sicherung ist eine Datei, versiegelt wie der Speicher; sie entsteht, während alle arbeiten, und heißt erst so, wenn sie sich als Speicher öffnen ließ. ` +
		`Ohne --siegel fragt der Befehl nach niemandem und passt in einen Zeitplan (cron, systemd). Ob jedes Siegel sich öffnet, kann er dann nicht wissen: Auf dem Rechner liegt nichts, womit es ginge. ` +
		`--siegel prüft es mit Ihrem Passwort, mit --notschluessel ohne eines und ohne das Portal; jede Sicherung trägt den Schlüssel für beide. Wer --siegel mit Passwort nimmt, steht danach im Protokoll.
Ist etwas darin beschädigt, wird es genannt; das Ende ist dann 1, und die Sicherung bleibt.
` + codeHelp + `
Ende mit 0: gesichert. 1: fehlgeschlagen oder nicht unversehrt. 2: der Aufruf ist falsch.`
}

// Run makes the backup and says what is in it.
func (c backupCommand) Run(o *Ort) error {
	if c.Anzahl < 1 {
		return &verdict{hilfe.ExitUsage, "--anzahl braucht eine Zahl ab 1."}
	}
	p, _, err := o.places()
	if err != nil {
		return err
	}
	e := &desk.Entrance{Folder: p.data, Existing: p.stored().existing(storeCost())}
	if err := p.look(context.Background()); err != nil {
		return err
	}
	to := store.Backups{Folder: cmp.Or(c.Ziel, filepath.Join(p.data, backupFolder)), Keep: c.Anzahl}
	if c.Siegel && !c.Notschluessel {
		return c.byPerson(o, to)
	}
	var as store.Login
	if c.Siegel {
		if as, err = c.login(); err != nil {
			return err
		}
	}
	path, contents, err := e.Backup(context.Background(), to, as)
	return backedUp(path, contents, err)
}

// byPerson makes the backup for somebody the portal confirms.
func (c backupCommand) byPerson(o *Ort, to store.Backups) error {
	return o.atPortal(func(ctx context.Context, _ *installation, e *desk.Entrance) error {
		login, password, code, err := c.askAll()
		if err != nil {
			return err
		}
		path, contents, err := e.BackupBy(ctx, to, store.Login{Name: login, Password: password}, code)
		return backedUp(path, contents, nothingLeaves(err))
	})
}

// backedUp says what is in a backup that was made.
func backedUp(path string, contents store.Contents, err error) error {
	if err != nil {
		return err
	}
	if _, err := fmt.Println(path + "\n" + contentsText(contents)); err != nil {
		return err
	}
	return damagedSeals(contents.Damaged)
}

// contentsText says what a backup holds and how far it was looked at.
func contentsText(c store.Contents) string {
	proof := "Geöffnet und Aufbau geprüft; die Siegel prüft --siegel."
	if c.Proved {
		proof = "Geöffnet, Aufbau und jedes Siegel geprüft."
	}
	text := strings.Join([]string{counted(c.People, "Person", "Personen"), counted(c.Drafts, "Entwurf", "Entwürfe"), counted(c.Reports, "Meldung", "Meldungen")}, ", ")
	if !c.Latest.Equal(time.UnixMilli(0)) {
		text += "; letzte Änderung " + c.Latest.Local().Format("02.01.2006 15:04")
	}
	return text + ".\n" + proof
}

// damagedSeals ends a command that found seals that do not open.
func damagedSeals(damage []store.Damage) error {
	if len(damage) == 0 {
		return nil
	}
	lines := []string{counted(len(damage), "Eintrag ist beschädigt", "Einträge sind beschädigt") + "; alle anderen öffnen sich. Bitte die Betreuung rufen und ältere Sicherungen aufheben."}
	for _, d := range damage {
		lines = append(lines, "  "+damageText(d))
	}
	return &verdict{hilfe.ExitFailure, strings.Join(lines, "\n")}
}

// damageText names a row that is damaged, and what of it is.
func damageText(d store.Damage) string {
	switch d.What {
	case "draft":
		return "Entwurf " + d.ID + ": Nummer, Akte oder Zeit sind nicht mehr die gespeicherten"
	case "basket":
		return "gelöschter Entwurf " + d.ID + ": Nummer, Akte oder Zeit sind nicht mehr die gespeicherten"
	case "delivery":
		return "Meldung " + d.ID + ": Stand, Akte, Zeit oder Quittung sind nicht mehr die gespeicherten"
	case "patient_case":
		return "Akte " + d.ID + ": Zahlen, Zeit oder Index sind nicht mehr die gespeicherten"
	case "patient_case.entries":
		return "Akte " + d.ID + ": ein Eintrag fehlt, ist zu viel oder von früher; „meldeportal protokoll --meldung " + d.ID + "“ nennt, was an ihr getan wurde"
	case "patient_case.missing":
		return "Akte " + d.ID + " fehlt: Das Protokoll sagt, dass sie angelegt wurde, und nicht, dass jemand sie gelöscht hat"
	case "delivery.missing":
		return "Meldung " + d.ID + " fehlt: Das Protokoll sagt, dass sie abgeschlossen wurde, und nicht, dass jemand sie gelöscht hat"
	case "audit":
		return "Protokoll: " + d.ID + " Zeilen fehlen; der Speicher ist älter, als er hier schon war. Wer eine Kopie zurückgelegt hat: bitte „meldeportal wiederherstellen“ damit wiederholen, es sagt, was fehlt. Sonst die Betreuung rufen; gesendete Meldungen nicht ein zweites Mal abschließen."
	case "delivery_count":
		return "Zahl der Meldungen im Stand „" + d.ID + "“ stimmt nicht"
	}
	return d.What + " " + d.ID
}

// restoreCommand puts a backup back.
type restoreCommand struct {
	Datei string `arg:"" help:"Die Sicherung (meldeportal.db.sicherung-… oder eine Kopie vor einer Umstellung, meldeportal.db.v…)." placeholder:"DATEI" type:"path"`
	proof
}

// Help is the long help of the command.
func (restoreCommand) Help() string {
	return `Die Sicherung wird mit Ihrem Passwort von damals (oder --notschluessel) ganz geöffnet und tritt dann an die Stelle des Speichers. ` +
		`Was da war, bleibt als meldeportal.db.vorher-… daneben liegen. Niemand darf angemeldet sein.
Danach steht da, was der Speicher seit der Sicherung schon hatte: abgeschlossene Meldungen, Entwürfe, Personen.
` + accessHelp + `
Ende mit 0: zurückgespielt. 1: nicht zurückgespielt, oder etwas darin ist beschädigt. 2: der Aufruf ist falsch.`
}

// Run puts the backup back and says what is missing.
func (c restoreCommand) Run(o *Ort) error {
	f, err := os.Open(c.Datei)
	if err != nil {
		return &verdict{hilfe.ExitUsage, c.Datei + ": " + desk.UnreadableOf(err).Text}
	}
	if err := f.Close(); err != nil {
		return err
	}
	p, _, err := o.places()
	if err != nil {
		return err
	}
	as, err := c.login()
	if err != nil {
		return err
	}
	done, err := desk.Restore(context.Background(), p.stored().place(), c.Datei, p.stored().options(storeCost(), nil), as)
	if err != nil {
		return err
	}
	_, err = fmt.Println("Zurückgespielt: " + contentsText(done.Contents) + "\n" + behindText(done) + againText(done.Again) +
		"\nZugelassen sind wieder alle von damals; „meldeportal nutzer“ nennt sie.")
	return errors.Join(err, damagedSeals(done.Damaged))
}

// behindText says what there was and is not any more.
func behindText(r store.Restored) string {
	const portal = "Was danach eingegeben wurde, fehlt; was davon gesendet ist, weiß nur das Register. Bitte nicht ein zweites Mal abschließen."
	if r.Behind == nil {
		return portal
	}
	b := *r.Behind
	if b.People+b.Drafts+len(b.Reports) == 0 {
		return "Seit der Sicherung war nichts dazugekommen. Was da war, liegt in " + r.Kept + "."
	}
	lines := []string{fmt.Sprintf("Seit der Sicherung fehlen: %s, %s, %s. Was da war, liegt in %s.", counted(b.People, "Person", "Personen"),
		counted(b.Drafts, "neuer oder geänderter Entwurf", "neue oder geänderte Entwürfe"), counted(len(b.Reports), "abgeschlossene Meldung", "abgeschlossene Meldungen"), r.Kept)}
	for _, one := range b.Reports {
		lines = append(lines, "  "+one.Completed.Local().Format("02.01.2006 15:04")+"  "+one.Transaktionsnummer+"  "+wording.StateName(one.State))
	}
	if len(b.Reports) > 0 {
		lines = append(lines, "Angenommene Meldungen stehen beim Register: Bitte nicht ein zweites Mal abschließen.")
	}
	return strings.Join(lines, "\n")
}
