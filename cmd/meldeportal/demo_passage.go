package main

import (
	"context"
	"errors"
	"os"

	"example.org/meldeportal/cmd/internal/stellen"
	"example.org/meldeportal/model"
	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/sync/desk"
	"example.org/meldeportal/tui/work"
)

// demoPassage shows what the offices of a registry store of a sent report: work.Passage. What
// it shows is no more than a covered report shows of the person, month of birth and town.
type demoPassage struct{ sent work.Sent }

// Passage has the report go through offices that are there for it alone, in a folder that
// goes with them.
func (p demoPassage) Passage(ctx context.Context, transaktionsnummer string) (all []answer.Office, err error) {
	document, err := p.sent.Document(ctx, transaktionsnummer)
	if err != nil {
		return nil, err
	}
	report, err := p.sent.Report(ctx, transaktionsnummer)
	if err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp("", "meldeportal-stellen-")
	if err != nil {
		return nil, desk.Failure(err)
	}
	defer func() { err = desk.Failure(errors.Join(err, os.RemoveAll(dir))) }()
	return stellen.Weg{Dir: dir, Newest: dataset.Newest, Site: demoSite, Documents: [][]byte{document}, Searched: saysWho(&report.Patient.Stammdaten)}.Go(ctx)
}

// saysWho are the texts that say who somebody is.
func saysWho(s *model.Stammdaten) (texts []string) {
	all := []string{string(s.Nachname), string(s.Vornamen), string(s.Geburtsname), string(s.Geburtsdatum)}
	if s.VersichertendatenGKV != nil {
		all = append(all, string(s.VersichertendatenGKV.GKVVersichertennummer))
	}
	for _, t := range all {
		if t != "" {
			texts = append(texts, t)
		}
	}
	return texts
}
