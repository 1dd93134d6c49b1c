package main

import (
	"context"
	"errors"
	"io"
	"strings"

	"example.org/meldeportal/cmd/internal/hilfe"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/obds"
	"example.org/meldeportal/sync/desk"
	"example.org/meldeportal/sync/store"
)

// readAll takes the reports of all files. Where lines are decided, what cannot be
// read is one of them.
func (c importCommand) readAll(in *desk.Intake) (err error) {
	walk(c.Dateien, func(s source) {
		if err != nil {
			return
		}
		if s.err == nil {
			err = c.read(in, s.path)
			return
		}
		if err = cannotBeRead(s.path, s.err); in.Lenient {
			in.Refuse(desk.Place{Name: s.path}, s.err.text)
			err = nil
		}
	})
	return err
}

// read takes the reports of a file's documents. What is wrong with them is told on
// the standard error output.
func (c importCommand) read(in *desk.Intake, path string) error {
	var failed error
	err := eachDocument(path, func(name string, doc io.Reader) error {
		failed = lenient(in, name, c.document(in, name, doc))
		return failed
	})
	if failed != nil || err == nil {
		return failed
	}
	return lenient(in, path, cannotRead(path, err))
}

// lenient makes a line of a verdict about a document where lines are decided.
func lenient(in *desk.Intake, name string, err error) error {
	var v *verdict
	if !in.Lenient || !errors.As(err, &v) {
		return err
	}
	in.Refuse(desk.Place{Name: name}, strings.TrimPrefix(v.text, nothingTaken))
	return nil
}

func (c importCommand) document(in *desk.Intake, name string, doc io.Reader) error {
	notes := importNotes{notes: notes{name: name}}
	r, err := obds.NewReader(doc, obds.Options{Limits: obds.Limits{Controls: obds.DropControls}, Mend: c.Als == "entwurf", Problem: notes.problem, Note: notes.note})
	if err != nil {
		return cannotRead(name, err)
	}
	fits := func() error { return notes.verdict(c.Als == "gesendet", in.Lenient) }
	if err := in.Document(name, r, fits); err != nil {
		return notTaken(name, err)
	}
	return nil
}

// notTaken says why the reports of a file cannot be imported.
func notTaken(path string, err error) error {
	var m *desk.Misfit
	var v *verdict
	switch {
	case errors.As(err, &v):
		return v
	case !errors.As(err, &m):
		return cannotRead(path, err)
	}
	switch m.Why {
	case desk.TooMany:
		return refuseImport("Es sind mehr als %d Meldungen. Bitte auf mehrere Läufe verteilen.", desk.MostReports)
	case desk.NoID:
		return refuseImport("%s: Zeile %d: Patient_ID oder Meldung_ID fehlt. Ohne sie sind Person und Meldung nicht wiederzuerkennen.", visible(m.At.Name), m.At.Line)
	}
	return refuseImport("Eine Patient_ID steht für zwei Personen, in %s vor Zeile %d und in %s vor Zeile %d.",
		visible(m.Before.Name), m.Before.Line, visible(m.At.Name), m.At.Line)
}

// importNotes remembers besides what makes an import impossible.
type importNotes struct {
	notes
	clash bool   // an id stands for two people or two reports
	why   string // it is no oBDS document
}

func (n *importNotes) problem(p obds.Problem) {
	n.clash = n.clash || p.ID == obds.Duplicate
	if p.ID == obds.BadRoot {
		n.why = p.Text
	}
	n.notes.problem(p)
}

// verdict says whether a document may be imported.
func (n *importNotes) verdict(sent, lenient bool) error {
	switch name := visible(n.name); {
	case n.refused:
		return &verdict{hilfe.ExitUsage, nothingTaken + name + " ist kein oBDS-Dokument der Fassungen " + dataset.Editions() + ". " + n.why}
	case n.clash && !lenient:
		return refuseImport("In %s steht eine ID für zwei Personen oder Meldungen. Bitte die Datei berichtigen.", name)
	case sent && n.faults > 0:
		return refuseImport("%s ist nicht schemagerecht und gilt darum nicht als gesendet. Mit --als entwurf wird es trotzdem übernommen.", name)
	}
	return nil
}

// importFailure says what the store had against an import.
func importFailure(err error) error {
	switch {
	case errors.Is(err, context.Canceled):
		return refuseImport("abgebrochen.")
	case errors.Is(err, store.ErrMoved):
		return refuseImport("Eine der Personen oder Meldungen hat inzwischen jemand erfasst. Bitte noch einmal starten.")
	case errors.Is(err, store.ErrDuplicate):
		return refuseImport("Eine Patient_ID gehört hier zu jemandem mit anderem Geburtsdatum. Bitte die Akten vergleichen.")
	}
	return err
}
