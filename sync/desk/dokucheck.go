package desk

import (
	"context"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/check"
	"example.org/meldeportal/sync/store"
)

// DokuCheck says which of the own reports are looked at.
type DokuCheck struct {
	Judge check.Judge
	Since time.Time             // completed from then on
	Told  func(people, all int) // hears of how many people it has looked at, nil = nobody does
}

// DokuCheck judges all own reports; told hears of how many people it has looked at.
func (d *Desk) DokuCheck(ctx context.Context, told func(people, all int)) (own check.Tally, unreadable int, err error) {
	a := Archive{vault: d.vault}
	return a.DokuCheck(ctx, DokuCheck{Told: told, Judge: check.Judge{Today: model.DatumOf(d.now()), Config: d.sender.Rules}})
}

// DokuCheck judges what the house has sent by the rules of today: of a report with several
// versions the one that stands. It counts what nobody can read, and changes nothing.
func (a *Archive) DokuCheck(ctx context.Context, c DokuCheck) (tally check.Tally, unreadable int, err error) {
	var people []string
	err = a.vault.Cases(ctx, func(cases []model.Case) error {
		for i := range cases {
			switch n := cases[i].Accepted + cases[i].Waiting; {
			case n > 0 && cases[i].Damaged:
				unreadable += n
			case n > 0:
				people = append(people, cases[i].ID)
			}
		}
		return nil
	})
	for i, id := range people {
		if err != nil || ctx.Err() != nil {
			break
		}
		if c.Told != nil {
			c.Told(i, len(people))
		}
		var sent []store.Sent
		if sent, err = a.vault.Reports(ctx, id); err == nil {
			unreadable += c.person(&tally, sent)
		}
	}
	if err == nil {
		err = ctx.Err()
	}
	return tally, unreadable, Failure(err)
}

// person counts the reports of a case that stand, and those nobody can read.
func (c *DokuCheck) person(tally *check.Tally, sent []store.Sent) (unreadable int) {
	var reports []check.Sent
	for _, s := range standing(sent) {
		switch {
		case s.State == model.StateRejected:
		case s.Unreadable:
			unreadable++
		default:
			reports = append(reports, check.Sent{Report: &s.Report, Transaktionsnummer: s.Transaktionsnummer, Completed: s.Completed})
		}
	}
	tally.Person(&c.Judge, reports, c.Since)
	return unreadable
}
