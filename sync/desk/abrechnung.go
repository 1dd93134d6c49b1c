package desk

import (
	"context"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/land"
	"example.org/meldeportal/model/worklist"
)

// Abrechnung compares what the accepted reports will probably earn with what the registry said was
// paid for them: of a report with several versions the one that stands. It counts what nobody can
// read, and changes nothing.
func (a *Archive) Abrechnung(ctx context.Context, today model.Datum, l *land.Land) (all worklist.Abrechnung, unreadable int, err error) {
	var people []string
	err = a.vault.Cases(ctx, func(cases []model.Case) error {
		for i := range cases {
			switch n := cases[i].Accepted; {
			case n > 0 && cases[i].Damaged:
				unreadable += n
			case n > 0:
				people = append(people, cases[i].ID)
			}
		}
		return nil
	})
	for _, id := range people {
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			break
		}
		var missed int
		missed, err = a.billPerson(ctx, id, &all, today, l)
		unreadable += missed
	}
	return all, unreadable, Failure(err)
}

func (a *Archive) billPerson(ctx context.Context, caseID string, all *worklist.Abrechnung, today model.Datum, l *land.Land) (unreadable int, err error) {
	sent, err := a.vault.Reports(ctx, caseID)
	if err != nil {
		return 0, err
	}
	came, err := a.vault.Answers(ctx, caseID)
	if err != nil {
		return 0, err
	}
	paid := map[model.Text]int{} // by Meldung_ID: whichever version was paid, and the last amount
	for i := range came {
		if came[i].Art == model.RueckVerguetet {
			paid[came[i].MeldungID] = came[i].Cents
		}
	}
	for _, s := range standing(sent) {
		switch {
		case s.State != model.StateAccepted:
		case s.Unreadable:
			unreadable++
		default:
			all.Add(&s.Report, paid[s.Report.Meldung.MeldungID], today, l)
		}
	}
	return unreadable, nil
}
