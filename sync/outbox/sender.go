package outbox

import (
	"bytes"
	"fmt"
	"time"

	"github.com/google/uuid"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/field"
	"example.org/meldeportal/model/obds"
	"example.org/meldeportal/model/rule"
	"example.org/meldeportal/sync/portal"
)

// Sender is who delivers: set by the configuration and the sign-in.
type Sender struct {
	Absender model.Absender
	Melder   model.Melder
	Rules    rule.Config // its edition is what is written

	// Seal puts a document into an envelope for the registry's offices, with the number of the
	// version it takes the place of, "" = none; nil = it leaves as it is.
	Seal func(transaktionsnummer, ersetzt string, document []byte, now time.Time) ([]byte, error)
	// SealRequest does so with a request to delete a report.
	SealRequest func(transaktionsnummer string, document []byte, now time.Time) ([]byte, error)
}

// Stamp is the report with what the program itself adds: sender, reporting site
// and today's date. What was typed is shared with r, not copied.
func (s Sender) Stamp(r *model.Report, now time.Time) *model.Report {
	stamped := *r
	stamped.Absender, stamped.Melder = s.Absender, s.Melder
	stamped.Meldedatum = model.DatumOf(now)
	stamped.Meldung.MelderID = s.Melder.ID
	return &stamped
}

// Freeze is the report as it leaves: stamped, and without what is hidden.
func (s Sender) Freeze(r *model.Report, now time.Time) *model.Report {
	return field.Written(dataset.Report, s.Stamp(r, now))
}

// Complete freezes, numbers and writes a report without judging it.
func (s Sender) Complete(r *model.Report, now time.Time) (model.Completed, error) {
	return s.Number(s.Freeze(r, now))
}

// Close is Number, and seals the document: once, and what leaves are these bytes at each
// attempt. ersetzt is the number of the version it corrects, "" = none.
func (s Sender) Close(frozen *model.Report, ersetzt string, now time.Time) (model.Completed, error) {
	c, err := s.Number(frozen)
	if err != nil || s.Seal == nil {
		return c, err
	}
	sealed, err := s.Seal(c.Transaktionsnummer, ersetzt, c.Document, now)
	if err != nil {
		return model.Completed{}, err
	}
	c.Frozen = closed(c.Frozen, sealed)
	return c, nil
}

// Number gives a frozen report its number and its document. Nothing is judged.
func (s Sender) Number(frozen *model.Report) (model.Completed, error) {
	var doc bytes.Buffer
	if err := obds.Write(&doc, obds.FromReport(frozen, s.Rules.Target())); err != nil {
		return model.Completed{}, fmt.Errorf("write document: %w", err)
	}
	f, err := newNumber()
	return model.Completed{Frozen: written(f, doc.Bytes()), Report: *frozen}, err
}

// newNumber begins what leaves.
func newNumber() (model.Frozen, error) {
	tnr, err := uuid.NewRandom()
	if err != nil {
		return model.Frozen{}, fmt.Errorf("make number: %w", err)
	}
	return model.Frozen{Transaktionsnummer: tnr.String()}, nil
}

// closed is f with the envelope its document was put into.
func closed(f model.Frozen, sealed []byte) model.Frozen {
	plain := f.Document
	f = written(f, sealed)
	f.Plain = plain
	return f
}

// written is f with its document.
func written(f model.Frozen, document []byte) model.Frozen {
	f.Document, f.Digest = document, portal.DocumentDigest(document)
	return f
}
