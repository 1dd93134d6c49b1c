package main

import (
	"errors"
	"io"

	"example.org/meldeportal/cmd/internal/hilfe"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/obds"
	"example.org/meldeportal/sync/desk"
	"example.org/meldeportal/sync/store"
)

// read takes the reports of a file's documents. What is wrong with them is told on
// the standard error output.
func (c importCommand) read(in *desk.Intake, path string) error {
	var failed error
	err := eachDocument(path, func(name string, doc io.Reader) error {
		failed = c.document(in, name, doc)
		return failed
	})
	switch {
	case failed != nil:
		return failed
	case err != nil:
		return cannotRead(path, err)
	}
	return nil
}

func (c importCommand) document(in *desk.Intake, name string, doc io.Reader) error {
	notes := importNotes{notes: notes{name: name}}
	r, err := obds.NewReader(doc, obds.Options{Limits: obds.Limits{Controls: obds.DropControls}, Mend: c.Als == "entwurf", Problem: notes.problem, Note: notes.note})
	if err != nil {
		return cannotRead(name, err)
	}
	if err := in.Document(name, r); err != nil {
		return notTaken(name, err)
	}
	return notes.verdict(c.Als == "gesendet")
}

// notTaken says why the reports of a file cannot be imported.
func notTaken(path string, err error) error {
	var m *desk.Misfit
	if !errors.As(err, &m) {
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

// importFailure says what the store had against an import.
func importFailure(err error) error {
	if errors.Is(err, store.ErrDuplicate) {
		return refuseImport("Eine Patient_ID gehört hier zu jemandem mit anderem Geburtsdatum. Bitte die Akten vergleichen.")
	}
	return err
}
