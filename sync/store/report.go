package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/rights"
)

// SaveReport is SaveDraft that also stores, in the same transaction, what the
// draft says of the person otherwise than was, the draft as the one who writes had it
// before she changed it. ErrDuplicate: the Patient_ID belongs to another case,
// which keeps this one's as it is; an *Overwritten tells what of somebody else's has given
// way. Everything else is stored all the same.
//
// When somebody else has saved the draft since d.Rev, what both have made of was is
// stored, see meet: a *Met says so, and d is that. When the draft is none any more,
// fassung names the draft in which all of d is kept instead, in the same transaction,
// and d becomes that one: an *Elsewhere says so.
func (v *Vault) SaveReport(ctx context.Context, d, was *model.Draft, fassung string) error {
	saved, outcome := *d, error(nil)
	err := v.act(ctx, func(tx *sql.Tx) (deed, error) {
		err := v.saveDraft(tx, &saved)
		if errors.Is(err, ErrStale) || errors.Is(err, ErrNotFound) {
			saved = *d
			outcome, err = v.saveOtherwise(tx, &saved, was, fassung, err)
		}
		done := saving(d)
		if saved.ID != d.ID {
			done = deed{action: rights.EntwurfBegonnen, object: saved.ID, detail: d.ID}
		}
		if err != nil {
			return done, err
		}
		person := *d // as she wrote it: what somebody else changed is in the case already
		person.PatientID = saved.PatientID
		told, err := v.savePerson(tx, &person, &was.Report.Patient)
		if told != nil {
			outcome = errors.Join(outcome, told)
		}
		return done, err
	})
	if err != nil {
		return fmt.Errorf("save report: %w", err)
	}
	*d = saved
	if outcome != nil {
		return fmt.Errorf("save report: %w", outcome)
	}
	return nil
}

// saveOtherwise stores d although its draft is not as it was any more: together with what
// is there now, or, where that is nothing anybody can read, beside it.
func (v *Vault) saveOtherwise(tx *sql.Tx, d, was *model.Draft, fassung string, why error) (outcome, err error) {
	if errors.Is(why, ErrStale) {
		mine := *d
		met, err := v.meet(tx, d, was)
		if err == nil {
			return met, nil
		}
		if !damaged(err) {
			return nil, err
		}
		*d = mine
	}
	d.Fassung = fassung
	beside, err := v.keepBeside(tx, d, why)
	if err != nil {
		return nil, err
	}
	return beside, nil
}

// Elsewhere says that a draft could not be saved any more, and that what was to be
// saved is a draft of its own now.
type Elsewhere struct {
	Gone bool // the first draft is none any more
	Sent bool // because it was completed
}

func (*Elsewhere) Error() string { return "kept beside the draft, which changed elsewhere" }

// keepBeside stores d as a new draft, because the old one was changed or is gone.
// Both are versions of one report: they keep its Meldung_ID, so that the first
// that is completed is the only one (see onlyVersion).
func (v *Vault) keepBeside(tx *sql.Tx, d *model.Draft, why error) (*Elsewhere, error) {
	if err := v.caseExists(tx, d.PatientID); err != nil {
		return nil, err
	}
	e := v.store.entryOf(d)
	line, err := v.lineIn(tx, d.PatientID, e.line(d.ID))
	if err != nil {
		return nil, err
	}
	sent, err := otherSent(tx, d.PatientID, line)
	if err != nil {
		return nil, err
	}
	gone := errors.Is(why, ErrNotFound)
	d.ID, d.Neu = "", false
	return &Elsewhere{Gone: gone, Sent: gone && sent}, v.addDraft(tx, d)
}
