package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/google/uuid"

	"example.org/meldeportal/cmd/internal/hilfe"
	"example.org/meldeportal/model"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/obds"
	"example.org/meldeportal/model/people"
	"example.org/meldeportal/sync/portal"
	"example.org/meldeportal/sync/store"
)

// intake gathers the people of the files to import. All of them are in memory
// until they are stored in one act.
type intake struct {
	sent   bool // as reports another program sent
	order  []model.Text
	known  map[model.Text]*intakePerson
	number int // of reports
}

type intakePerson struct {
	model.Patient
	file    string
	line    int
	reports []*model.Report
}

// mostReports is how many reports are imported at a time: they stay below 1 GiB
// of memory.
const mostReports = 50_000

func newIntake(sent bool) *intake { return &intake{sent: sent, known: map[model.Text]*intakePerson{}} }

// file reads a file. What is wrong with it is told on the standard error output.
func (in *intake) file(path string) error {
	file, err := os.Open(path)
	if err != nil {
		return cannotRead(path, err)
	}
	defer file.Close()
	notes := importNotes{notes: notes{name: path}}
	r, err := obds.NewReader(bufio.NewReader(file), obds.Options{Limits: obds.Limits{Controls: obds.DropControls}, Problem: notes.problem, Note: notes.note})
	if err != nil {
		return cannotRead(path, err)
	}
	reports, err := in.read(path, r)
	if err != nil {
		return err
	}
	if err := notes.verdict(in.sent); err != nil {
		return err
	}
	complete(reports, r.Melder())
	return nil
}

// importNotes remembers besides what makes an import impossible.
type importNotes struct {
	notes
	clash bool // an id stands for two people or two reports
}

func (n *importNotes) problem(p obds.Problem) {
	n.clash = n.clash || p.ID == obds.Duplicate
	n.notes.problem(p)
}

// verdict says whether a document may be imported.
func (n *importNotes) verdict(sent bool) error {
	switch name := visible(n.name); {
	case n.refused:
		return &verdict{hilfe.ExitUsage, "Nichts übernommen: " + name + " ist kein oBDS-Dokument der Fassungen " + dataset.Editions() + "."}
	case n.clash:
		return refuseImport("In %s steht eine ID für zwei Personen oder Meldungen. Bitte die Datei berichtigen.", name)
	case sent && n.faults > 0:
		return refuseImport("%s ist nicht schemagerecht und gilt darum nicht als gesendet. Mit --als entwurf wird es trotzdem übernommen.", name)
	}
	return nil
}

// read takes the reports of a document; their Melder come at its end, and a
// person's Anmerkung after the person's reports.
func (in *intake) read(path string, r *obds.Reader) (reports []*model.Report, err error) {
	var whose []*model.Patient
	for {
		item, err := r.Next()
		if errors.Is(err, io.EOF) {
			for i, p := range whose {
				reports[i].Patient = *p
			}
			return reports, nil
		}
		if err != nil {
			return nil, cannotRead(path, err)
		}
		p, err := in.person(path, item)
		if err != nil {
			return nil, err
		}
		report := &model.Report{Absender: r.Absender(), Meldedatum: r.Meldedatum(), Meldung: *item.Meldung}
		p.reports = append(p.reports, report)
		reports, whose = append(reports, report), append(whose, item.Patient)
	}
}

// person finds who a report is about, also from an earlier file. Without ids
// the same import a second time would not be recognised. Whether one
// Patient_ID stands for two people says people.Clash.
func (in *intake) person(path string, item *obds.Item) (*intakePerson, error) {
	if in.number++; in.number > mostReports {
		return nil, refuseImport("Es sind mehr als %d Meldungen. Bitte auf mehrere Läufe verteilen.", mostReports)
	}
	id := item.Patient.PatientID
	if id == "" || item.Meldung.MeldungID == "" {
		return nil, refuseImport("%s: Zeile %d: Patient_ID oder Meldung_ID fehlt. Ohne sie sind Person und Meldung nicht wiederzuerkennen.", visible(path), item.Line)
	}
	p, known := in.known[id]
	if !known {
		p = &intakePerson{file: path, line: item.Line}
		in.known[id] = p
		in.order = append(in.order, id)
	}
	if known && people.Clash(&p.Patient, item.Patient) {
		return nil, refuseImport("Eine Patient_ID steht für zwei Personen, in %s vor Zeile %d und in %s vor Zeile %d.",
			visible(p.file), p.line, visible(path), item.Line)
	}
	p.Patient = *item.Patient
	return p, nil
}

// complete gives each report of a document its Melder.
func complete(reports []*model.Report, melder []model.Melder) {
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
func (in *intake) people() ([]store.Import, error) {
	all := make([]store.Import, 0, len(in.order))
	for _, id := range in.order {
		p := in.known[id]
		one := store.Import{Patient: p.Patient}
		for _, r := range p.reports {
			if !in.sent {
				one.Drafts = append(one.Drafts, *r)
				continue
			}
			a, err := arrived(r)
			if err != nil {
				return nil, err
			}
			one.Sent = append(one.Sent, a)
		}
		all = append(all, one)
	}
	return all, nil
}

// arrived is a report another program sent: there is no receipt, and the
// document kept is the report's part of the package, written anew.
func arrived(r *model.Report) (store.Arrived, error) {
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
		at = time.Now()
	}
	return store.Arrived{At: at, Completed: store.Completed{Tnr: tnr.String(), Document: doc.Bytes(),
		Digest: portal.DocumentDigest(doc.Bytes()), Report: *r}}, nil
}

// importFailure says what the store had against an import.
func importFailure(err error) error {
	if errors.Is(err, store.ErrDuplicate) {
		return refuseImport("Eine Patient_ID gehört hier zu jemandem mit anderem Geburtsdatum. Bitte die Akten vergleichen.")
	}
	return err
}
