package main

import (
	"fmt"

	"example.org/meldeportal/sync/refportal"
)

type otpCommand struct {
	Reset otpReset `cmd:"" help:"Einem Zugang einen neuen zweiten Faktor geben, auch einem gesperrten; der alte gilt sofort nicht mehr."`
}

type otpReset struct {
	Login string `arg:"" help:"Loginname."`
}

// Run replaces a user's second factor.
func (c otpReset) Run(d *desk) error {
	return d.with(func(p *refportal.Portal) error {
		if err := p.ResetOTP(d, c.Login); err != nil {
			return err
		}
		fmt.Fprintf(d.out, "Der zweite Faktor von %s gilt nicht mehr, offene Sitzungen sind beendet. Die nächste Anmeldung zeigt einen neuen QR-Code.\n", c.Login)
		return nil
	})
}
