package desk

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/field"
	"example.org/meldeportal/model/obds"
	"example.org/meldeportal/model/rights"
	"example.org/meldeportal/sync/store"
)

// Export says what leaves as packages, and where they go.
type Export struct {
	Since     time.Time // completed from then on
	Objecting bool      // people who have objected, too
	Most      int       // reports in a package; those of one person stay together
	Today     model.Datum
	Edition   field.Edition

	Told  func(done, all int)                    // hears of how many cases it has looked at, nil = nobody does
	Write func(*obds.Document) error             // takes a package; ErrUnfit when the schema does not
	Lost  func(meldung model.Text, label string) // is told what the edition has no place for
}

// Exported says what left and what did not.
type Exported struct {
	Packages int
	Reports  int
	LeftOut  int // people who have objected
	Damaged  []DamagedEntry
	Unfit    []model.Text // Meldung_IDs of the reports the schema does not take
}

// ErrUnfit says that a package is not what the schema wants.
var ErrUnfit = errors.New("package is not what the schema wants")

// DamagedEntry is what nobody can read: a delivery, or the case with its reports.
type DamagedEntry struct {
	CaseID             string
	Reports            int
	Transaktionsnummer string // "" = the whole case
}

// Export hands over what the cases have as packages. Of a case nobody can read it
// is not known whether she has objected: it stays here.
func (a *Archive) Export(ctx context.Context, e Export) (Exported, error) {
	if err := a.vault.Leave(ctx, rights.Exportiert, ""); err != nil {
		return Exported{}, Failure(err)
	}
	x := exporting{Export: e}
	people, err := x.leaving(ctx, a.vault)
	for i := range people {
		if err = errors.Join(err, ctx.Err()); err != nil {
			break
		}
		if x.Told != nil {
			x.Told(i, len(people))
		}
		var sent []store.Sent
		if sent, err = a.vault.Reports(ctx, people[i].ID); err == nil {
			err = x.person(&people[i], sent)
		}
	}
	if err == nil {
		err = x.write(x.pending)
	}
	return told(x.done, err)
}

// exporting is an export at work.
type exporting struct {
	Export
	pending packages
	done    Exported
}

// leaving are the cases that have something to leave with.
func (x *exporting) leaving(ctx context.Context, v *store.Vault) (people []model.Case, err error) {
	err = v.Cases(ctx, func(cases []model.Case) error {
		for i := range cases {
			switch n := cases[i].Accepted + cases[i].Paper + cases[i].Waiting; {
			case n == 0:
			case cases[i].Damaged:
				x.done.Damaged = append(x.done.Damaged, DamagedEntry{CaseID: cases[i].ID, Reports: n})
			default:
				people = append(people, model.Case{ID: cases[i].ID, Widerspruch: cases[i].Widerspruch})
			}
		}
		return nil
	})
	return people, err
}

// person exports what leaves of a person, unless she has objected: her identity
// data are for the treatment file alone (hessen.md 8).
func (x *exporting) person(c *model.Case, sent []store.Sent) error {
	reports, damaged := exported(sent, x.Since)
	if len(reports) > 0 && !x.Objecting && c.Widerspruch {
		x.done.LeftOut++
		return nil
	}
	x.done.Damaged = append(x.done.Damaged, damaged...)
	for _, r := range reports {
		for _, b := range dataset.Beyond(r, x.Edition) {
			x.Lost(r.Meldung.MeldungID, b.Row.Label)
		}
	}
	return x.write(x.pending.add(reports, x.Most))
}

// exported are the reports of a case that leave: those that stand at the
// registry or wait on the way there. Those nobody can read are named.
func exported(sent []store.Sent, since time.Time) (reports []*model.Report, damaged []DamagedEntry) {
	for _, s := range standing(sent) {
		switch {
		case s.State == model.StateRejected || s.State == model.StateElsewhere || s.Completed.Before(since):
		case s.Unreadable:
			damaged = append(damaged, DamagedEntry{CaseID: s.CaseID, Transaktionsnummer: s.Transaktionsnummer, Reports: 1})
		default:
			reports = append(reports, &s.Report)
		}
	}
	return reports, damaged
}

func (x *exporting) write(full []*pack) error {
	for _, p := range full {
		err := x.Write(p.document(x.Today, x.Edition))
		if errors.Is(err, ErrUnfit) {
			err = x.writeFit(p)
		}
		if err != nil {
			return err
		}
		if p.reports == 0 {
			continue
		}
		x.done.Packages++
		x.done.Reports += p.reports
	}
	return nil
}

// writeFit writes a package without the reports for whose sake the schema refuses it.
func (x *exporting) writeFit(p *pack) error {
	fit, err := x.fit(p)
	if err != nil {
		return err
	}
	for i := range fit {
		p.patients[i].Meldungen = fit[i]
	}
	p.patients = slices.DeleteFunc(p.patients, func(one obds.Patient) bool { return len(one.Meldungen) == 0 })
	if p.reports = 0; len(p.patients) == 0 {
		return nil
	}
	for _, one := range p.patients {
		p.reports += len(one.Meldungen)
	}
	return x.Write(p.document(x.Today, x.Edition))
}

// fit are the reports of each patient that the schema takes; the others are named.
func (x *exporting) fit(p *pack) ([][]model.Meldung, error) {
	fit := make([][]model.Meldung, len(p.patients))
	for i, one := range p.patients {
		for _, m := range one.Meldungen {
			alone := *p
			alone.patients = []obds.Patient{{Patient: one.Patient, Meldungen: []model.Meldung{m}}}
			problems, err := shapeOf(alone.document(x.Today, x.Edition))
			switch {
			case err != nil:
				return nil, err
			case problems > 0:
				x.done.Unfit = append(x.done.Unfit, m.MeldungID)
			default:
				fit[i] = append(fit[i], m)
			}
		}
	}
	return fit, nil
}

// shapeOf counts what the schema has against a document.
func shapeOf(d *obds.Document) (problems int, err error) {
	var text bytes.Buffer
	if err := obds.Write(&text, d); err != nil {
		return 0, err
	}
	return obds.Check(&text, obds.Options{})
}
