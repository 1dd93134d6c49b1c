package desk

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"slices"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/sync/store"
)

// Decisions are what a person decided about the deliveries of a system, to be
// repeated with the next one. They are kept as JSON:
//
//	{"format": 1, "absender": "KIS-7",
//	 "alle":   {"neue Meldung": "übernehmen", "anderer Inhalt": "weglassen"},
//	 "zeilen": {"Person P1": "dieselbe:P-0815", "Meldung P2/4711/M9": "weglassen"}}
//
// A line of its own weighs more than its kind; what does not fit a line any more is
// passed over, and the line is as proposed.
type Decisions struct {
	Format   int               `json:"format"`
	Absender string            `json:"absender"` // Absender_ID of the system's documents
	Alle     map[Kind]Choice   `json:"alle,omitempty"`
	Zeilen   map[string]Choice `json:"zeilen,omitempty"`
}

const decisionsFormat = 1

// ErrDecisions is a file that holds no decisions, or of a later version.
var ErrDecisions = errors.New("no file of decisions")

// ReadDecisions reads a file of decisions.
func ReadDecisions(in io.Reader) (d Decisions, err error) {
	decoder := json.NewDecoder(in)
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&d); err != nil || d.Format != decisionsFormat {
		return Decisions{}, errors.Join(ErrDecisions, err)
	}
	return d, nil
}

// Write writes the decisions for people to read and change.
func (d Decisions) Write(out io.Writer) error {
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(d)
}

// of is what was decided about a line, else what is proposed.
func (d *Decisions) of(l *Line) Choice {
	for _, c := range []Choice{d.Zeilen[l.Key], d.Alle[l.Kind]} {
		if c != Open && slices.Contains(l.Choices, c) {
			return c
		}
	}
	return l.Choices[0]
}

// Decisions are those of an inspection, with what was decided before about lines
// that did not come this time.
func (i *Inspection) Decisions(before Decisions) Decisions {
	d := Decisions{Format: decisionsFormat, Absender: string(i.Absender.AbsenderID), Alle: before.Alle, Zeilen: map[string]Choice{}}
	for key, choice := range before.Zeilen {
		d.Zeilen[key] = choice
	}
	for n := range i.Lines {
		if l := &i.Lines[n]; len(l.Choices) > 1 && (l.Choice == Open || l.Choice != before.of(l)) {
			d.Zeilen[l.Key] = l.Choice
		}
	}
	return d
}

// Carry stores what was decided; what is open stays out. It is one act, but for
// drafts beside others.
func (a *Archive) Carry(ctx context.Context, in *Intake, i *Inspection, now time.Time) (done store.Imported, err error) {
	all, beside := i.chosen()
	people := func(take func(*store.Import) error) error {
		for _, c := range all {
			if err := in.handOver(take, &c.patient, c.reports, now); err != nil {
				return err
			}
		}
		return nil
	}
	if done, err = told(a.vault.Import(ctx, people, store.Importing{})); err != nil {
		return done, err
	}
	for _, l := range beside {
		report, err := l.is.report.unpack()
		if err != nil {
			return done, Failure(err)
		}
		draft := model.Draft{PatientID: l.to.here.ID, Report: *report, Fassung: "Lieferung vom " + model.DatumOf(now).German()}
		draft.Report.Patient = l.to.here.Patient
		if _, err := a.vault.AddDraft(ctx, draft); err != nil {
			return done, Failure(err)
		}
		done.Reports++
	}
	return done, nil
}

// chosenPerson is a person with the reports that were chosen.
type chosenPerson struct {
	to      *arrival
	patient model.Patient
	reports []*packedReport
}

// chosen gathers the lines that are taken, those of one person together.
func (i *Inspection) chosen() (all []*chosenPerson, beside []*Line) {
	of := map[*arrival]*chosenPerson{}
	for n := range i.Lines {
		l := &i.Lines[n]
		switch {
		case l.is == nil:
			continue
		case l.Choice == Beside:
			beside = append(beside, l)
			continue
		case l.Choice != Take:
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
		report := *l.is.report
		if l.to != to || to.here != nil && to.here.Patient.PatientID != report.patient.PatientID {
			report.patient = &c.patient // she is written down under another number
		}
		c.reports = append(c.reports, &report)
	}
	return all, beside
}
