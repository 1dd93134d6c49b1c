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

// toFile is the deed that writes a document where a person says.
func toFile(desk *Desk, caseID string, report *model.Report, read func(context.Context) ([]byte, error)) func(context.Context, Given) (Done, error) {
	return func(ctx context.Context, g Given) (Done, error) {
		document, objects, err := DocumentOf(ctx, desk, caseID, report, read)
		if err != nil {
			return Done{}, err
		}
		whole, err := desk.Files.SaveFile(ctx, g.Text, document)
		said := "Gespeichert in " + whole + "."
		if objects {
			said += " " + people.ObjectionWord + ": " + wording.ObjectionFile
		}
		return Done{Said: said}, err
	}
}
