package desk

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/google/uuid"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/intake"
	"example.org/meldeportal/model/obds"
	"example.org/meldeportal/model/people"
	"example.org/meldeportal/sync/portal"
	"example.org/meldeportal/sync/store"
)

// Intake gathers the people of the documents to import. All of them are in memory
// until they are stored, their reports packed: a report is 16 kB otherwise.
type Intake struct {
	Lenient bool // what cannot be taken is a line of the Inspection instead of the end

	sent     bool // as reports another program sent
	order    []model.Text
	known    map[model.Text]*newcomer
	number   int // of reports
	absender model.Absender
	refused  []intake.Line
	pack     *packer
	came     func(reports int) // hears of each report that is read, nil = nobody does
}

// newcomer is a person of the documents.
type newcomer struct {
	model.Patient
	at      intake.Place
	reports []*packedReport
}

// MostReports is how many reports are imported at a time: they stay below 300 MiB
// of memory.
const MostReports = 50_000

// Misfit is why documents cannot be imported.
type Misfit struct {
	Why    MisfitKind
	At     intake.Place
	Before intake.Place // of the same Patient_ID, with TwoPeople
}

// MisfitKind is one of the reasons.
type MisfitKind string

// Without ids the same import a second time would not be recognised; two people
// with one Patient_ID would become one.
const (
	TooMany   MisfitKind = "too many reports"
	NoID      MisfitKind = "no id"
	TwoPeople MisfitKind = "one id for two people"
)

func (m *Misfit) Error() string { return string(m.Why) }

// NewIntake begins an import, of drafts or of reports another program sent.
func NewIntake(sent bool) *Intake {
	return &Intake{sent: sent, known: map[model.Text]*newcomer{}, pack: newPacker()}
}

// Reports is how many reports were taken.
func (in *Intake) Reports() int { return in.number }

// Refuse notes what cannot be taken.
func (in *Intake) Refuse(at intake.Place, why string) { in.note(intake.NoReport, at, why) }

func (in *Intake) note(kind intake.Kind, at intake.Place, text string) {
	in.refused = append(in.refused, intake.Line{Key: "Datei " + at.Name, Kind: kind, At: at, Text: text})
}

// sentence says in German why a report is left out.
func (m *Misfit) sentence() string {
	if m.Why == NoID {
		return "Patient_ID oder Meldung_ID fehlt: Person und Meldung wären nicht wiederzuerkennen."
	}
	return "Die Patient_ID steht in der Lieferung für zwei Personen; übernommen werden die Meldungen der ersten."
}

// whole says it where it ends the import.
func (m *Misfit) whole() string {
	switch m.Why {
	case TooMany:
		return fmt.Sprintf("Es sind mehr als %d Meldungen. Bitte auf mehrere Läufe verteilen.", MostReports)
	case NoID:
		return fmt.Sprintf("%s: Zeile %d: Patient_ID oder Meldung_ID fehlt. Ohne sie sind Person und Meldung nicht wiederzuerkennen.", m.At.Name, m.At.Line)
	}
	return fmt.Sprintf("Eine Patient_ID steht für zwei Personen, in %s vor Zeile %d und in %s vor Zeile %d.", m.Before.Name, m.Before.Line, m.At.Name, m.At.Line)
}

// Document takes the reports of a document; their Melder come at its end, and a
// person's Anmerkung after the person's reports. Before any of them is taken fits is
// asked, which may be nil, whether the document may be. It is a *Misfit when it
// cannot.
func (in *Intake) Document(name string, r *obds.Reader, fits func() error) error {
	items, err := in.items(r)
	if err == nil && fits != nil {
		err = fits()
	}
	if err != nil {
		return err
	}
	if in.absender == (model.Absender{}) {
		in.absender = r.Absender()
	}
	melder := map[model.Text]model.Melder{}
	for _, m := range r.Melder() {
		melder[m.ID] = m
	}
	for _, one := range items {
		p, err := in.person(intake.Place{Name: name, Line: one.line}, one)
		if m, misfit := err.(*Misfit); misfit && in.Lenient {
			in.Refuse(m.At, m.sentence())
			continue
		}
		if err != nil {
			return err
		}
		id := one.melder.ID
		one.melder = melder[id]
		one.melder.ID = id
		p.reports = append(p.reports, one)
	}
	return nil
}

// items are all reports of a document.
func (in *Intake) items(r *obds.Reader) (items []*packedReport, err error) {
	for {
		item, err := r.Next()
		if errors.Is(err, io.EOF) {
			in.number += len(items)
			return items, nil
		}
		if err != nil {
			return nil, err
		}
		if items = append(items, in.pack.pack(r, item)); in.number+len(items) > MostReports {
			return nil, &Misfit{Why: TooMany}
		}
		if in.came != nil {
			in.came(in.number + len(items))
		}
	}
}

// person finds who a report is about, also from an earlier document. Two people
// with one Patient_ID are told apart by people.Clash.
func (in *Intake) person(at intake.Place, one *packedReport) (*newcomer, error) {
	id := one.patient.PatientID
	if id == "" || one.meldung == "" {
		return nil, &Misfit{Why: NoID, At: at}
	}
	p, known := in.known[id]
	if !known {
		p = &newcomer{at: at}
		in.known[id] = p
		in.order = append(in.order, id)
	}
	if known && people.Clash(&p.Patient, one.patient) {
		return nil, &Misfit{Why: TwoPeople, At: at, Before: p.at}
	}
	p.Patient = *one.patient
	return p, nil
}

// people are what the store is to take, one after another.
func (in *Intake) people(now time.Time) store.People {
	return func(take func(*store.Import) error) error {
		for _, id := range in.order {
			p := in.known[id]
			if err := in.handOver(take, &p.Patient, p.reports, now); err != nil {
				return err
			}
		}
		return nil
	}
}

// handOver unpacks a person with reports as the store takes them.
func (in *Intake) handOver(take func(*store.Import) error, p *model.Patient, reports []*packedReport, now time.Time) error {
	one := &store.Import{Patient: *p}
	for _, packed := range reports {
		r, err := packed.unpack()
		if err != nil {
			return err
		}
		if !in.sent {
			one.Drafts = append(one.Drafts, *r)
			continue
		}
		a, err := arrived(r, now)
		if err != nil {
			return err
		}
		one.Sent = append(one.Sent, a)
	}
	return take(one)
}

// mark is the same for the same people with the same reports.
func (in *Intake) mark() string {
	sum := sha256.New()
	fmt.Fprintln(sum, in.sent)
	for _, id := range in.order {
		for _, r := range in.known[id].reports {
			fmt.Fprintf(sum, "%q %x\n", id, sha256.Sum256(r.packed))
		}
	}
	return string(sum.Sum(nil))
}

// arrived is a report another program sent: there is no receipt, and the
// document kept is the report's part of the package, written anew.
func arrived(r *model.Report, now time.Time) (store.Arrived, error) {
	var doc bytes.Buffer
	if err := obds.Write(&doc, obds.FromReport(r, dataset.Newest)); err != nil {
		return store.Arrived{}, fmt.Errorf("write document: %w", err)
	}
	tnr, err := uuid.NewRandom()
	if err != nil {
		return store.Arrived{}, fmt.Errorf("make number: %w", err)
	}
	at, ok := r.Meldedatum.Time()
	if !ok {
		at = now
	}
	return store.Arrived{At: at, Completed: model.Completed{Report: *r, Frozen: model.Frozen{Transaktionsnummer: tnr.String(), Document: doc.Bytes(),
		Digest: portal.DocumentDigest(doc.Bytes())}}}, nil
}
