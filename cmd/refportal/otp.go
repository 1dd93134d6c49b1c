package main

import (
	"fmt"

	"example.org/meldeportal/sync/refportal"
)

type otpCommand struct {
	Reset otpReset `cmd:"" help:"Einem Zugang einen neuen zweiten Faktor geben. Der alte gilt sofort nicht mehr; den neuen bestätigt eine zweite Person mit demselben Befehl (--durch)."`
}

type otpReset struct {
	Login string `arg:"" help:"Loginname."`
}

// Run replaces a user's second factor.
func (c otpReset) Run(d *desk) error {
	return d.with(func(p *refportal.Portal) error {
		done, err := p.ResetByTwo(d.staff(), c.Login)
		if err != nil {
			return err
		}
		if !done {
			fmt.Fprintf(d.out, "Der zweite Faktor von %s gilt nicht mehr, offene Sitzungen sind beendet. Einen neuen gibt es, wenn eine zweite Person binnen 24 Stunden dasselbe will (otp reset %s --durch NAME).\n", c.Login, c.Login)
			return nil
		}
		fmt.Fprintf(d.out, "Der zweite Faktor von %s gilt nicht mehr, offene Sitzungen sind beendet. Die nächste Anmeldung zeigt einen neuen QR-Code.\n", c.Login)
		return nil
	})
}
