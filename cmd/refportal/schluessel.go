package main

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"example.org/meldeportal/cmd/internal/ablage"
	"example.org/meldeportal/sync/envelope"
	"example.org/meldeportal/sync/refportal"
	"example.org/meldeportal/sync/seal"
)

type schluesselCommand struct {
	Neu      schluesselNeu      `cmd:"" help:"Wurzelschlüssel und Schlüssel der Stellen anlegen und die erste Liste veröffentlichen."`
	Wechseln schluesselWechseln `cmd:"" help:"Einer Stelle einen neuen Schlüssel geben; der bisherige gilt noch 30 Tage."`
	Beenden  schluesselBeenden  `cmd:"" help:"Einen Schlüssel sofort außer Gebrauch nehmen."`
	Erneuern schluesselErneuern `cmd:"" help:"Die Liste neu unterschreiben; sie gilt dann wieder 90 Tage."`
	Zeigen   schluesselZeigen   `cmd:"" help:"Die Liste zeigen, mit dem Fingerabdruck für die Schreiben."`
}

// Help is the long help of the command.
func (schluesselCommand) Help() string {
	return `Meldungen werden für die Vertrauensstelle und die Landesauswertungsstelle verschlüsselt; das Portal kann sie nicht öffnen. ` +
		`Die privaten Schlüssel liegen in der Ablage, einem Ordner außerhalb des Portals, am besten auf einem Datenträger, der weggeschlossen wird. ` +
		`Das Portal zeigt nur die Liste der öffentlichen, die der Wurzelschlüssel unterschreibt.`
}

// Ablage are the flags of those who sign.
type Ablage struct {
	Ablage string `required:"" help:"Ordner der privaten Schlüssel, nicht im Ordner des Portals." placeholder:"ORDNER" env:"REFPORTAL_ABLAGE" type:"path"`
	Wurzel string `help:"Datei des Wurzelschlüssels, wenn sie nicht in der Ablage liegt." placeholder:"DATEI" env:"REFPORTAL_WURZEL" type:"path"`
}

func (a Ablage) open() ablage.Ablage {
	return ablage.Ablage{Dir: a.Ablage, Root: a.Wurzel, Now: time.Now}
}

// changed does something with the list and says how it is then.
func (a Ablage) changed(d *desk, do func(*refportal.Portal, ablage.Ablage) error) error {
	return d.with(func(p *refportal.Portal) error {
		if err := do(p, a.open()); err != nil {
			return err
		}
		return d.showKeys(p)
	})
}

type schluesselNeu struct{ Ablage }

// Run makes all keys.
func (c schluesselNeu) Run(d *desk) error {
	return c.changed(d, func(p *refportal.Portal, a ablage.Ablage) error {
		folder, err := d.folder()
		if err != nil {
			return err
		}
		return a.New(d.staff(), p, folder)
	})
}

type schluesselWechseln struct {
	Ablage
	Stelle string `arg:"" enum:"vertrauensstelle,landesauswertungsstelle" help:"Welche Stelle: ${enum}."`
}

// Run gives an office a new key.
func (c schluesselWechseln) Run(d *desk) error {
	role := envelope.Identity
	if c.Stelle == "landesauswertungsstelle" {
		role = envelope.Medical
	}
	return c.changed(d, func(p *refportal.Portal, a ablage.Ablage) error { return a.Rotate(d.staff(), p, role) })
}

type schluesselBeenden struct {
	Ablage
	Ende       []string `arg:"" help:"Die letzten zwei Gruppen seines Fingerabdrucks."`
	Widerrufen bool     `help:"Er ist in fremde Hände geraten oder verloren."`
}

// Run ends the use of a key.
func (c schluesselBeenden) Run(d *desk) error {
	how := envelope.Retired
	if c.Widerrufen {
		how = envelope.Revoked
	}
	return c.changed(d, func(p *refportal.Portal, a ablage.Ablage) error {
		return a.End(d.staff(), p, strings.Join(c.Ende, ""), how)
	})
}

type schluesselErneuern struct{ Ablage }

// Run signs the list again.
func (c schluesselErneuern) Run(d *desk) error {
	return c.changed(d, func(p *refportal.Portal, a ablage.Ablage) error { return a.Renew(d.staff(), p) })
}

type schluesselZeigen struct{}

// Run shows the list.
func (schluesselZeigen) Run(d *desk) error { return d.with(d.showKeys) }

var (
	officeNames = map[envelope.Role]string{envelope.Identity: "Vertrauensstelle", envelope.Medical: "Landesauswertungsstelle"}
	stateNames  = map[envelope.State]string{envelope.Active: "gilt bis", envelope.Retiring: "läuft aus am", envelope.Retired: "beendet, galt bis", envelope.Revoked: "widerrufen, galt bis"}
)

func (d *desk) showKeys(p *refportal.Portal) error {
	list, _, err := p.KeyList(d)
	if err != nil {
		return err
	}
	fmt.Fprintf(d.out, "%sFassung %d, gilt bis %s\n", registerLine("", list), list.Version, list.Expires.Local().Format("02.01.2006"))
	for _, k := range list.Keys {
		fmt.Fprintf(d.out, "%-24s  %s %s\n  %s\n", officeNames[k.Role], stateNames[k.State], k.Until.Local().Format("02.01.2006"), seal.Fingerprint(k.Recipient))
	}
	for _, public := range list.Receipts {
		fmt.Fprintf(d.out, "%-24s  unterschreibt die Quittungen\n  %s\n", "Portal", seal.Fingerprint(public))
	}
	return nil
}

// registerKey is the line of a letter that names the root key, "" for a portal without a list.
func (d *desk) registerKey(p *refportal.Portal, indent string) (string, error) {
	list, _, err := p.KeyList(d)
	if errors.Is(err, refportal.ErrNoKeyList) {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	return registerLine(indent, list), nil
}

// registerLine is in the word of the first start, which asks for its last two groups.
func registerLine(indent string, list *envelope.List) string {
	return indent + "Registerschlüssel  " + list.Fingerprint() + "\n"
}

type siteKeyCommand struct {
	List        siteKeyList        `cmd:"" help:"Die Schlüssel aller Einrichtungen zeigen, zuerst die unbestätigten."`
	Bestaetigen siteKeyBestaetigen `cmd:"" help:"Einen Schlüssel gelten lassen, nachdem der Fingerabdruck am Telefon verglichen wurde."`
	Widerrufen  siteKeyWiderrufen  `cmd:"" help:"Einen Schlüssel nicht mehr gelten lassen."`
}

type siteKeyList struct{}

// Run lists the keys of the sites.
func (siteKeyList) Run(d *desk) error {
	return d.with(func(p *refportal.Portal) error {
		all, err := p.SiteKeys(d)
		if err != nil {
			return err
		}
		if len(all) == 0 {
			fmt.Fprintln(d.out, "Es hat sich noch keine Einrichtung mit einem Schlüssel gemeldet.")
		}
		for _, k := range all {
			fmt.Fprintf(d.out, "%-14s  %s  %s, gemeldet am %s von %s\n", k.MelderID, k.Fingerprint, siteKeyStates[string(k.State)], day(k.At), k.Login)
		}
		return nil
	})
}

var siteKeyStates = map[string]string{"pending": "wartet auf Bestätigung", "confirmed": "bestätigt", "revoked": "widerrufen"}

type siteKeyBestaetigen struct {
	MelderID string   `arg:"" name:"melder_id" help:"Melder_ID der Einrichtung."`
	Ende     []string `arg:"" help:"Die letzten zwei Gruppen des Fingerabdrucks, wie die Einrichtung sie nennt."`
}

// Run has a key count.
func (c siteKeyBestaetigen) Run(d *desk) error {
	return d.with(func(p *refportal.Portal) error {
		if err := p.ConfirmSiteKey(d.staff(), c.MelderID, strings.Join(c.Ende, "")); err != nil {
			return err
		}
		fmt.Fprintf(d.out, "Der Schlüssel von %s gilt.\n", c.MelderID)
		return nil
	})
}

type siteKeyWiderrufen struct {
	MelderID string   `arg:"" name:"melder_id" help:"Melder_ID der Einrichtung."`
	Ende     []string `arg:"" help:"Die letzten zwei Gruppen des Fingerabdrucks."`
}

// Run has a key count no more.
func (c siteKeyWiderrufen) Run(d *desk) error {
	return d.with(func(p *refportal.Portal) error {
		if err := p.RevokeSiteKey(d.staff(), c.MelderID, strings.Join(c.Ende, "")); err != nil {
			return err
		}
		fmt.Fprintf(d.out, "Der Schlüssel von %s gilt nicht mehr.\n", c.MelderID)
		return nil
	})
}
