package main

import (
	"context"
	"errors"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/field"
	"example.org/meldeportal/sync/store"
)

// NewDraft starts a report with the Stammdaten as they stand now and the ids
// the program gives; nothing that a person would answer is filled in.
func (d *desk) NewDraft(ctx context.Context, caseID string, r *model.Report) (model.Draft, error) {
	return d.begin(ctx, caseID, r)
}

// BeginDraft takes over what r says about an illness, and nothing that would
// link the new report to another one: it gets ids of its own. The tumour stays
// the one of r only where the case has it.
func (d *desk) BeginDraft(ctx context.Context, caseID string, r *model.Report) (model.Draft, error) {
	tumour := r.Meldung.Tumorzuordnung.TumorID
	known, err := hasTumour(ctx, d.vault, caseID, tumour)
	if err != nil {
		return model.Draft{}, failure(err)
	}
	r = d.unlinked(r)
	if known {
		r.Meldung.Tumorzuordnung.TumorID = tumour
	}
	return d.begin(ctx, caseID, r)
}

// SaveReport keeps what came too late for its draft as a draft named after the
// person and the minute.
func (d *desk) SaveReport(ctx context.Context, draft *model.Draft, was *model.Patient, own bool) error {
	fassung := ""
	if own {
		fassung = "Fassung von " + d.who.Name + ", " + d.now().Local().Format("02.01.2006 15:04")
	}
	err := d.vault.SaveReport(ctx, draft, was, fassung)
	var elsewhere *store.Elsewhere
	if errors.As(err, &elsewhere) {
		return errors.Join(&answer.Moved{DraftID: draft.ID, Fassung: draft.Fassung, Gone: elsewhere.Gone, Sent: elsewhere.Sent}, overwritten(err))
	}
	return saved(err)
}

// saved is the failure of a save, and what has to be told of one that succeeded.
func saved(err error) error {
	over := overwritten(err)
	var s *store.Error
	switch {
	case over == nil:
		return failure(err)
	case errors.As(err, &s):
		return errors.Join(failure(err), over)
	}
	return over
}

// overwritten is what of a colleague's has given way to what was saved, nil where
// nothing has.
func overwritten(err error) error {
	var over *store.Overwritten
	if !errors.As(err, &over) {
		return nil
	}
	return &answer.Overwritten{Fields: over.Fields, Theirs: over.Theirs, Mine: over.Mine}
}

// begin stores a new draft under the Stammdaten of the case and new ids.
func (d *desk) begin(ctx context.Context, caseID string, r *model.Report) (model.Draft, error) {
	begun := field.Copy(r)
	begun.Melder = d.sender.Melder
	number(&begun.Meldung, begun.Meldung.Typ, d.sender.Melder.ID)
	draft, err := d.vault.BeginDraft(ctx, caseID, *begun)
	return draft, failure(err)
}

// unlinked is a copy of a report without ids, without the number of a specimen
// and without the word that marks a correction.
func (d *desk) unlinked(r *model.Report) *model.Report {
	r = field.Copy(r)
	field.Walk(dataset.Report, r, func(b field.Bound) bool {
		if b.Row.Leaf() && (b.Row.Type == dataset.ID50 || b.Row.ID == "Histologie_EinsendeNr") && b.Get() != "" {
			b.Set("")
		}
		return true
	})
	r.Meldung.Anmerkung = d.sender.Rules.In().WithoutVermerk(r.Meldung.Anmerkung)
	return r
}

// hasTumour reports whether a draft or a sent report of the case is about a tumour.
func hasTumour(ctx context.Context, v *store.Vault, caseID string, id model.Text) (bool, error) {
	past, err := history(ctx, v, caseID, "")
	for _, p := range past {
		if id != "" && p.Report.Meldung.Tumorzuordnung.TumorID == id {
			return true, nil
		}
	}
	return false, err
}
