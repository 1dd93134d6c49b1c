package main

import (
	"fmt"

	"example.org/meldeportal/sync/refportal"
	"example.org/meldeportal/sync/server"
)

type einrichtungCommand struct {
	Add  einrichtungAdd  `cmd:"" help:"Eine Einrichtung eintragen."`
	List einrichtungList `cmd:"" help:"Alle Einrichtungen zeigen."`
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
		if err := p.AddSite(d, server.Site{MelderID: c.MelderID, AbsenderID: c.AbsenderID, Name: c.Name}); err != nil {
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
			fmt.Fprintf(d.out, "%-14s  %s\n", s.MelderID, s.Name)
		}
		return nil
	})
}
