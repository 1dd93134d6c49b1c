package desk

import (
	"context"
	"crypto/sha256"
	"fmt"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/intake"
	"example.org/meldeportal/sync/store"
)

// Carry stores what was decided; what is open stays out. It is one act, but for
// drafts beside others. Progress hears how far it is; one that was killed is gone on
// with by the same files and decisions.
func (a *Archive) Carry(ctx context.Context, in *Intake, i *Inspection, now time.Time, progress func(store.Imported)) (done store.Imported, err error) {
	all, beside := i.chosen()
	people := func(take func(*store.Import) error) error {
		for _, c := range all {
			if err := in.handOver(take, &c.patient, c.reports, now); err != nil {
				return err
			}
		}
		return nil
	}
	if done, err = told(a.vault.Import(ctx, people, store.Importing{Mark: in.markOf(all), Told: progress})); err != nil {
		return done, err
	}
	if err := ctx.Err(); err != nil && done.Patients+done.Reports == 0 {
		return done, err
	}
	ctx = context.WithoutCancel(ctx) // some of it can be seen: the rest belongs to it
	for _, l := range beside {
		report, err := l.is.unpack()
		if err != nil {
			return done, Failure(err)
		}
		draft := model.Draft{PatientID: l.to.here.ID, Report: *report, Fassung: "Lieferung vom " + model.DatumOf(now).German()}
		draft.Report.Patient = l.to.here.Patient
		if _, err := a.vault.AddDraft(ctx, draft); err != nil {
			return done, Failure(err)
		}
		if done.Reports++; progress != nil {
			progress(done)
		}
	}
	return done, nil
}

// markOf is the same for the same people with the same of their reports.
func (in *Intake) markOf(all []*chosenPerson) string {
	sum := sha256.New()
	fmt.Fprintln(sum, in.sent, "chosen")
	for _, c := range all {
		for _, r := range c.reports {
			fmt.Fprintf(sum, "%q %x\n", c.patient.PatientID, sha256.Sum256(r.packed))
		}
	}
	return string(sum.Sum(nil))
}

// Chosen is how many reports were decided to come.
func (i *Inspection) Chosen() (n int) {
	for l := range i.Lines {
		if i.behind[l].is != nil && (i.Lines[l].Choice == intake.Take || i.Lines[l].Choice == intake.Beside) {
			n++
		}
	}
	return n
}

// chosenPerson is a person with the reports that were chosen.
type chosenPerson struct {
	to      *arrival
	patient model.Patient
	reports []*packedReport
}

// chosen gathers the lines that are taken, those of one person together.
func (i *Inspection) chosen() (all []*chosenPerson, beside []behind) {
	of := map[*arrival]*chosenPerson{}
	for n := range i.Lines {
		l := i.behind[n]
		switch choice := i.Lines[n].Choice; {
		case l.is == nil:
			continue
		case choice == intake.Beside:
			beside = append(beside, l)
			continue
		case choice != intake.Take:
			continue
		}
		to := l.to
		for to.joins != nil {
			to = to.joins
		}
		c := of[to]
		if c == nil {
			c = &chosenPerson{to: to, patient: to.Patient}
			if to.here != nil {
				c.patient = to.here.Patient
			}
			of[to] = c
			all = append(all, c)
		}
		report := *l.is
		if l.to != to || to.here != nil && to.here.Patient.PatientID != report.patient.PatientID {
			report.patient = &c.patient // she is written down under another number
		}
		c.reports = append(c.reports, &report)
	}
	return all, beside
}
