package desk

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/google/uuid"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/obds"
	"example.org/meldeportal/model/people"
	"example.org/meldeportal/sync/portal"
	"example.org/meldeportal/sync/store"
)

// Intake gathers the people of the documents to import. All of them are in memory
// until they are stored in one act.
type Intake struct {
	Lenient bool // what cannot be taken is a line of the Inspection instead of the end

	sent     bool // as reports another program sent
	order    []model.Text
	known    map[model.Text]*newcomer
	number   int // of reports
	absender model.Absender
	refused  []Line
}

// newcomer is a person of the documents.
type newcomer struct {
	model.Patient
	at      Place
	reports []*model.Report
}

// Place is where a document says something.
type Place struct {
	Name string
	Line int
}

// MostReports is how many reports are imported at a time: they stay below 1 GiB
// of memory.
const MostReports = 50_000

// Misfit is why documents cannot be imported.
type Misfit struct {
	Why    MisfitKind
	At     Place
	Before Place // of the same Patient_ID, with TwoPeople
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
func NewIntake(sent bool) *Intake { return &Intake{sent: sent, known: map[model.Text]*newcomer{}} }

// Refuse notes what cannot be taken.
func (in *Intake) Refuse(at Place, why string) {
	in.refused = append(in.refused, Line{Key: "Datei " + at.Name, Kind: NoReport, At: at, Text: why})
}

// sentence says in German why a report is left out.
func (m *Misfit) sentence() string {
	if m.Why == NoID {
		return "Patient_ID oder Meldung_ID fehlt: Person und Meldung wären nicht wiederzuerkennen."
	}
	return "Die Patient_ID steht in der Lieferung für zwei Personen; übernommen werden die Meldungen der ersten."
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
	var reports []*model.Report
	for i := range items {
		p, err := in.person(Place{name, items[i].Line}, items[i])
		if m, misfit := err.(*Misfit); misfit && in.Lenient {
			in.Refuse(m.At, m.sentence())
			continue
		}
		if err != nil {
			return err
		}
		report := &model.Report{Absender: r.Absender(), Meldedatum: r.Meldedatum(), Patient: *items[i].Patient, Meldung: *items[i].Meldung}
		p.reports, reports = append(p.reports, report), append(reports, report)
	}
	giveMelder(reports, r.Melder())
	return nil
}

// items are all reports of a document.
func (in *Intake) items(r *obds.Reader) (items []*obds.Item, err error) {
	for {
		item, err := r.Next()
		if errors.Is(err, io.EOF) {
			in.number += len(items)
			return items, nil
		}
		if err != nil {
			return nil, err
		}
		item.Places = nil // they are as large as the report
		if items = append(items, item); in.number+len(items) > MostReports {
			return nil, &Misfit{Why: TooMany}
		}
	}
}

// person finds who a report is about, also from an earlier document. Two people
// with one Patient_ID are told apart by people.Clash.
func (in *Intake) person(at Place, item *obds.Item) (*newcomer, error) {
	id := item.Patient.PatientID
	if id == "" || item.Meldung.MeldungID == "" {
		return nil, &Misfit{Why: NoID, At: at}
	}
	p, known := in.known[id]
	if !known {
		p = &newcomer{at: at}
		in.known[id] = p
		in.order = append(in.order, id)
	}
	if known && people.Clash(&p.Patient, item.Patient) {
		return nil, &Misfit{Why: TwoPeople, At: at, Before: p.at}
	}
	p.Patient = *item.Patient
	return p, nil
}

// giveMelder gives each report of a document its Melder.
func giveMelder(reports []*model.Report, melder []model.Melder) {
	byID := map[model.Text]model.Melder{}
	for _, m := range melder {
		byID[m.ID] = m
	}
	for _, r := range reports {
		r.Melder = byID[r.Meldung.MelderID]
		r.Melder.ID = r.Meldung.MelderID
	}
}

// people are what the store is to take.
func (in *Intake) people(now time.Time) ([]store.Import, error) {
	people := make([]store.Import, 0, len(in.order))
	for _, id := range in.order {
		p := in.known[id]
		one, err := in.importOf(p.Patient, p.reports, now)
		if err != nil {
			return nil, err
		}
		people = append(people, one)
	}
	return people, nil
}

// importOf is a person with reports as the store takes them.
func (in *Intake) importOf(p model.Patient, reports []*model.Report, now time.Time) (store.Import, error) {
	one := store.Import{Patient: p}
	for _, r := range reports {
		if !in.sent {
			one.Drafts = append(one.Drafts, *r)
			continue
		}
		a, err := arrived(r, now)
		if err != nil {
			return one, err
		}
		one.Sent = append(one.Sent, a)
	}
	return one, nil
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
