package main

import (
	"fmt"

	"example.org/meldeportal/sync/portal"
	"example.org/meldeportal/sync/refportal"
)

type zertifikatCommand struct{}

// Run prints what a letter says of the portal, in the words of the first start. All of it
// is a CA-Datei as it is: what stands around the certificates is read over.
func (zertifikatCommand) Run(d *desk) error {
	return d.with(func(p *refportal.Portal) error {
		fmt.Fprintf(d.out, "Adresse        %s\nFingerabdruck  %s\n", d.url(), portal.Fingerprint(p.Pin()))
		register, err := d.registerKey(p, "")
		if err != nil {
			return err
		}
		fmt.Fprint(d.out, register)
		trusted := p.Trusted()
		if len(trusted) == 0 {
			fmt.Fprintln(d.out, "CA-Datei       keine: Das Zertifikat ist von einer fremden Stelle; deren CA-Datei gehört in das Schreiben, wenn das System sie nicht kennt.")
			return nil
		}
		fmt.Fprintf(d.out, "CA-Datei       alles ab hier, oder diese Ausgabe ganz: „refportal zertifikat > ca.pem“\n%s", trusted)
		if until := p.Before(); !until.IsZero() {
			fmt.Fprintf(d.out, "Arbeitsplätze mit der bisherigen CA-Datei brauchen diese bis zum %s; der Fingerabdruck bleibt.\n", until.Local().Format("02.01.2006"))
		}
		return nil
	})
}
