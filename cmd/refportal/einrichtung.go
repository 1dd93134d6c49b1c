package main

import (
	"context"
	"fmt"
	"time"

	"example.org/meldeportal/sync/refportal"
	"example.org/meldeportal/sync/server"
)

type einrichtungCommand struct {
	Add  einrichtungAdd  `cmd:"" help:"Eine Einrichtung eintragen."`
	List einrichtungList `cmd:"" help:"Alle Einrichtungen zeigen."`

	Schluessel siteKeyCommand `cmd:"" help:"Schlüssel, mit denen Einrichtungen unterschreiben."`

	Daten     einrichtungDaten `cmd:"" help:"Zeigen, was über eine Einrichtung gespeichert ist, oder es nach ihrem Anmeldebogen eintragen."`
	Aenderung changeCommand    `cmd:"" help:"Über Änderungen entscheiden, die Einrichtungen beantragt haben."`

	Sperren    einrichtungSperren    `cmd:"" help:"Niemanden einer Einrichtung mehr einlassen; offene Sitzungen enden sofort."`
	Entsperren einrichtungEntsperren `cmd:"" help:"Eine Sperre aufheben."`
	DokuCheck  einrichtungDokuCheck  `cmd:"" help:"Den Doku-Check der nächsten Meldungen ein- oder ausschalten."`
}

type einrichtungAdd struct {
	MelderID   string `arg:"" name:"melder_id" help:"Identifizierungsnummer des Melders: Kürzel des Landes, Strich, acht Ziffern."`
	Name       string `required:"" help:"Name der Einrichtung." placeholder:"NAME"`
	AbsenderID string `name:"absender" help:"Absender_ID, wenn sie nicht die Melder_ID ist." placeholder:"ID"`
}

// Run registers a site.
func (c einrichtungAdd) Run(d *desk) error {
	if c.AbsenderID == "" {
		c.AbsenderID = c.MelderID
	}
	return d.with(func(p *refportal.Portal) error {
		if err := p.AddSite(d.staff(), server.Site{MelderID: c.MelderID, AbsenderID: c.AbsenderID, Name: c.Name}); err != nil {
			return err
		}
		fmt.Fprintf(d.out, "Die Einrichtung %s ist eingetragen. Zugänge: „refportal user add LOGIN --name … --einrichtung %s“.\n", c.Name, c.MelderID)
		return nil
	})
}

type einrichtungList struct{}

// Run lists the sites.
func (einrichtungList) Run(d *desk) error {
	return d.with(func(p *refportal.Portal) error {
		sites, err := p.Sites(d)
		if err != nil {
			return err
		}
		if len(sites) == 0 {
			fmt.Fprintln(d.out, "Es ist noch keine Einrichtung eingetragen.")
		}
		for _, s := range sites {
			line := fmt.Sprintf("%-14s  %s", s.MelderID, s.Name)
			if !s.Disabled.IsZero() {
				line += ", gesperrt seit " + day(s.Disabled)
			}
			fmt.Fprintln(d.out, line)
		}
		return nil
	})
}

type einrichtungSperren struct {
	MelderID string `arg:"" name:"melder_id" help:"Melder_ID der Einrichtung."`
}

// Run shuts a site out.
func (c einrichtungSperren) Run(d *desk) error {
	return d.does((*refportal.Portal).DisableSite, c.MelderID, "Die Einrichtung %s ist gesperrt, ihre Sitzungen sind beendet.\n")
}

type einrichtungEntsperren struct {
	MelderID string `arg:"" name:"melder_id" help:"Melder_ID der Einrichtung."`
}

// Run lets a site in again.
func (c einrichtungEntsperren) Run(d *desk) error {
	return d.does((*refportal.Portal).EnableSite, c.MelderID, "Die Einrichtung %s ist nicht mehr gesperrt.\n")
}

// does has staff do something with somebody or something, and says it when it is done.
func (d *desk) does(act func(*refportal.Portal, context.Context, string) error, object, done string) error {
	return d.with(func(p *refportal.Portal) error {
		if err := act(p, d.staff(), object); err != nil {
			return err
		}
		fmt.Fprintf(d.out, done, object)
		return nil
	})
}

type einrichtungDokuCheck struct {
	MelderID string `arg:"" name:"melder_id" help:"Melder_ID der Einrichtung."`
	Naechste int    `required:"" help:"So viele der nächsten Meldungen werden angesehen; 0 schaltet ihn aus." placeholder:"N"`
}

// Run sets how many of a site's next reports are looked at.
func (c einrichtungDokuCheck) Run(d *desk) error {
	return d.with(func(p *refportal.Portal) error {
		if err := p.SetDokuCheck(d.staff(), c.MelderID, c.Naechste); err != nil {
			return err
		}
		fmt.Fprintf(d.out, "Der Doku-Check sieht die nächsten %d Meldungen von %s an.\n", c.Naechste, c.MelderID)
		return nil
	})
}

func day(t time.Time) string { return t.Local().Format("02.01.2006 15:04") }
