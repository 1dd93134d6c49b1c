package main

import (
	"fmt"

	"example.org/meldeportal/sync/refportal"
)

type protokollCommand struct{}

// Run lists what staff have done.
func (protokollCommand) Run(d *desk) error {
	return d.with(func(p *refportal.Portal) error {
		acts, err := p.StaffActs(d)
		if err != nil {
			return err
		}
		for _, a := range acts {
			fmt.Fprintf(d.out, "%s  %-16s  %-24s  %s\n", a.At.Local().Format("02.01.2006 15:04:05"), a.By, a.Act, a.Object)
		}
		return nil
	})
}
