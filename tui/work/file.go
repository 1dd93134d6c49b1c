package work

import (
	"context"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/people"
	"example.org/meldeportal/model/rule"
	"example.org/meldeportal/tui/wording"
)

// DocumentOf is a document that is about to be shown or written, and whether the person it
// is about has objected: where nobody knows that, nothing is written.
func DocumentOf(ctx context.Context, desk *Desk, caseID string, report *model.Report, read func(context.Context) ([]byte, error)) (document []byte, objects bool, err error) {
	if document, err = read(ctx); err != nil {
		return nil, false, err
	}
	person, err := desk.People.Case(ctx, caseID)
	return document, person.Widerspruch || rule.Objects(report), err
}

// FileAsked says why password and code are asked for before a file is written.
const FileAsked = "Die Datei verlässt den verschlossenen Speicher. Dafür fragt das Programm nach Ihrem Passwort und einem frischen Code; zehn Minuten lang gilt er auch für weitere Dateien."

// FileQuestions are what is to be asked beside the name of a file, none where that was just
// answered.
func FileQuestions(desk *Desk) []Question {
	if desk.Files.Fresh() {
		return nil
	}
	return freshQuestions(FileAsked)
}

// ToDisk writes a file where a person says, and returns its whole path; with password and
// code once the portal has confirmed them.
func ToDisk(ctx context.Context, desk *Desk, g Given, content []byte) (string, error) {
	if g.Code != "" {
		if err := desk.Files.Freshen(ctx, g.Password, g.Code); err != nil {
			return "", err
		}
	}
	return desk.Files.SaveFile(ctx, g.Text, content)
}

// toFile is the deed that writes a document where a person says.
func toFile(desk *Desk, caseID string, report *model.Report, read func(context.Context) ([]byte, error)) func(context.Context, Given) (Done, error) {
	return func(ctx context.Context, g Given) (Done, error) {
		document, objects, err := DocumentOf(ctx, desk, caseID, report, read)
		if err != nil {
			return Done{}, err
		}
		whole, err := ToDisk(ctx, desk, g, document)
		said := "Gespeichert in " + whole + "."
		if objects {
			said += " " + people.ObjectionWord + ": " + wording.ObjectionFile
		}
		return Done{Said: said}, err
	}
}
