package desk

import (
	"context"
	"errors"
	"slices"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/field"
	"example.org/meldeportal/model/rule"
	"example.org/meldeportal/sync/store"
)

// DraftsOf are the drafts of a case, the one worked on last first.
func (d *Desk) DraftsOf(ctx context.Context, caseID string) ([]model.Draft, error) {
	drafts, err := d.vault.Drafts(ctx, caseID)
	d.inHands(drafts, nil)
	return drafts, Failure(err)
}

// Draft is one draft.
func (d *Desk) Draft(ctx context.Context, id string) (model.Draft, error) {
	return told(d.vault.Draft(ctx, id))
}

// LatestDraft is the one that was saved last, nil where there is none.
func (d *Desk) LatestDraft(ctx context.Context) (*model.Draft, error) {
	return told(d.vault.LatestDraft(ctx))
}

// NewDraft starts a report with the Stammdaten as they stand now and the ids
// the program gives; nothing that a person would answer is filled in. It is stored with
// its first save.
func (d *Desk) NewDraft(ctx context.Context, caseID string, r *model.Report) (model.Draft, error) {
	return told(d.vault.Fresh(ctx, caseID, d.begun(field.Copy(r))))
}

// BeginDraft takes over what r says about an illness, and nothing that would
// link the new report to another one: it gets ids of its own. The tumour stays
// the one of r only where the case has it.
func (d *Desk) BeginDraft(ctx context.Context, caseID string, r *model.Report) (model.Draft, error) {
	return told(d.vault.TakeOver(ctx, caseID, func(record *store.Record) model.Report {
		taken := d.unlinked(r)
		if tumour := r.Meldung.Tumorzuordnung.TumorID; hasTumour(record, tumour) {
			taken.Meldung.Tumorzuordnung.TumorID = tumour
		}
		return d.begun(taken)
	}))
}

// begun is r as a report of this site, with the ids it has not yet.
func (d *Desk) begun(r *model.Report) model.Report {
	r.Melder = d.sender.Melder
	Number(&r.Meldung, r.Meldung.Typ, d.sender.Melder.ID)
	return *r
}

// unlinked is a copy of a report without ids, without the number of a specimen
// and without the word that marks a correction.
func (d *Desk) unlinked(r *model.Report) *model.Report {
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
func hasTumour(r *store.Record, id model.Text) bool {
	return id != "" && slices.ContainsFunc(pastOf(r), func(p rule.Past) bool { return p.Report.Meldung.Tumorzuordnung.TumorID == id })
}

// SaveDraft stores all a draft says and counts its Rev up.
func (d *Desk) SaveDraft(ctx context.Context, draft *model.Draft) error {
	return Failure(d.vault.SaveDraft(ctx, draft))
}

// SaveReport puts what she made of was together with what a colleague has saved since,
// and keeps what came too late for its draft as a draft named after the person and the
// minute.
func (d *Desk) SaveReport(ctx context.Context, draft, was *model.Draft, own bool) error {
	if !own {
		return Failure(d.vault.KeepPlace(ctx, draft))
	}
	fassung := "Fassung von " + d.who.Name + ", " + d.now().Local().Format("02.01.2006 15:04")
	err := d.vault.SaveReport(ctx, draft, was, fassung)
	var elsewhere *store.Elsewhere
	var met *store.Met
	switch {
	case errors.As(err, &elsewhere):
		return errors.Join(&answer.Moved{DraftID: draft.ID, Fassung: draft.Fassung, Gone: elsewhere.Gone, Sent: elsewhere.Sent}, overwritten(err))
	case errors.As(err, &met):
		return toldOnce(&answer.Merged{By: met.By, At: met.At, Draft: apart(draft)}, err)
	}
	return saved(err)
}

// apart is a draft that shares nothing with the one that goes on being saved.
func apart(d *model.Draft) model.Draft {
	c := *d
	c.Report = *field.Copy(&d.Report)
	return c
}

// toldOnce is what is told of a save that met another one, once: what of the Stammdaten
// gave way in the draft, too, is told with that.
func toldOnce(met *answer.Merged, err error) error {
	var over *store.Overwritten
	if errors.As(err, &over) {
		over.Fields = slices.DeleteFunc(over.Fields, func(id string) bool {
			return slices.ContainsFunc(met.Draft.Abweichungen, func(a model.Abweichung) bool { return a.Feld == id })
		})
	}
	var s *store.Error
	switch {
	case errors.As(err, &s):
		return errors.Join(met, Failure(err))
	case over != nil && len(over.Fields) > 0:
		return errors.Join(met, overwritten(err))
	}
	return met
}

// saved is the failure of a save, and what has to be told of one that succeeded.
func saved(err error) error {
	over := overwritten(err)
	var s *store.Error
	switch {
	case over == nil:
		return Failure(err)
	case errors.As(err, &s):
		return errors.Join(Failure(err), over)
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
	return &answer.Overwritten{Fields: over.Fields, Theirs: over.Theirs, Mine: over.Mine, By: over.By, At: over.At}
}

// DeleteDraft takes a draft away as it was seen at rev.
func (d *Desk) DeleteDraft(ctx context.Context, id string, rev int) error {
	return Failure(d.vault.DeleteDraft(ctx, id, rev))
}

// Basket are the deleted drafts that can be taken back.
func (d *Desk) Basket(ctx context.Context) ([]model.Thrown, error) {
	return told(d.vault.Basket(ctx))
}

// TakeBack makes one of them a draft again.
func (d *Desk) TakeBack(ctx context.Context, id string) (model.Draft, error) {
	return told(d.vault.TakeBack(ctx, id))
}
