package store

import (
	"bytes"
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"reflect"
	"strconv"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/rights"
	"example.org/meldeportal/sync/database"
)

const (
	tableDraft     = "draft"
	tableDraftBody = "draft_body"
	placeDraftForm = "draft_form"
)

const selectDraft = "SELECT d.id, d.case_id, d.rev, d.updated, d.header, d.mac, b.body, b.form FROM draft d JOIN draft_body b ON b.id = d.id "

type draftRow struct {
	id, caseID         string
	rev                int
	updated            int64
	gone               int64 // when it was thrown away, 0 = it is a draft
	header, body, form []byte
	mac                []byte
}

func scanDraft(rows *sql.Rows) (r draftRow, err error) {
	return r, rows.Scan(&r.id, &r.caseID, &r.rev, &r.updated, &r.header, &r.mac, &r.body, &r.form)
}

// Fresh is a draft of a case with what r says and the Stammdaten as they stand now. It is
// stored with its first save: who only looks leaves nothing behind.
func (v *Vault) Fresh(ctx context.Context, caseID string, r model.Report) (model.Draft, error) {
	c, err := v.Case(ctx, caseID)
	if err != nil {
		return model.Draft{}, fmt.Errorf("begin draft: %w", err)
	}
	r.Patient = c.Patient
	return model.Draft{ID: v.store.opt.NewID(), PatientID: caseID, Report: r, Neu: true}, nil
}

// NewDraft starts a draft of a case; ErrNotFound when there is no such case.
func (v *Vault) NewDraft(ctx context.Context, caseID string, r model.Report) (model.Draft, error) {
	return v.AddDraft(ctx, model.Draft{PatientID: caseID, Report: r})
}

// TakeOver starts a draft of a case with the Stammdaten and with what write makes of the
// record, both as they stand at that moment.
func (v *Vault) TakeOver(ctx context.Context, caseID string, write func(*Record) model.Report) (model.Draft, error) {
	d := model.Draft{PatientID: caseID}
	err := v.act(ctx, func(tx *sql.Tx) (deed, error) {
		c, err := v.oneCase(context.Background(), tx, caseID)
		if err != nil {
			return deed{}, err
		}
		r, err := v.readRecord(context.Background(), tx, caseID)
		if err != nil {
			return deed{}, err
		}
		d.Report = write(&r)
		d.Report.Patient = c.Patient
		err = v.addDraft(tx, &d)
		return deed{action: rights.EntwurfBegonnen, object: d.ID}, err
	})
	if err != nil {
		return model.Draft{}, fmt.Errorf("begin draft: %w", err)
	}
	return d, nil
}

// AddDraft starts a draft of the case d.PatientID with everything d says; id and
// revision are the store's.
func (v *Vault) AddDraft(ctx context.Context, d model.Draft) (model.Draft, error) {
	d.ID = ""
	err := v.act(ctx, func(tx *sql.Tx) (deed, error) {
		err := v.caseExists(tx, d.PatientID)
		if err == nil {
			err = v.addDraft(tx, &d)
		}
		return deed{action: rights.EntwurfBegonnen, object: d.ID}, err
	})
	if err != nil {
		return model.Draft{}, fmt.Errorf("start draft: %w", err)
	}
	return d, nil
}

// addDraft stores d as a new one of whoever works here; what was begun by somebody else
// stays hers.
func (v *Vault) addDraft(tx *sql.Tx, d *model.Draft) error {
	d.Verfasst, d.Bearbeitet = cmp.Or(d.Verfasst, v.Login()), v.Login()
	seq, err := nextSeq(tx)
	if err != nil {
		return err
	}
	if err := v.insertDraft(tx, d, seq, nil); err != nil {
		return err
	}
	return v.refresh(tx, d.PatientID, seq)
}

// insertDraft stores d, under a new id where it has none. Unknown texts of the old body are kept.
func (v *Vault) insertDraft(tx *sql.Tx, d *model.Draft, seq int64, old []byte) error {
	return v.putDraft(tx, d, cmp.Or(d.ID, v.store.opt.NewID()), 1, seq, old)
}

// sealDraftAs gives d an id and a revision and seals it.
func (v *Vault) sealDraftAs(d *model.Draft, id string, rev int, old []byte) (sealedDraft, error) {
	d.ID, d.Rev, d.Updated = id, rev, database.FromMillis(database.Millis(v.store.opt.Now()))
	return v.sealDraft(d, old)
}

// putDraft makes the row of a draft.
func (v *Vault) putDraft(tx *sql.Tx, d *model.Draft, id string, rev int, seq int64, old []byte) error {
	sealed, err := v.sealDraftAs(d, id, rev, old)
	if err != nil {
		return err
	}
	return v.insertSealed(tx, d, sealed, seq)
}

// insertSealed makes the row of a draft that is sealed.
func (v *Vault) insertSealed(tx *sql.Tx, d *model.Draft, sealed sealedDraft, seq int64) error {
	line, err := v.lineIn(tx, d.PatientID, sealed.line)
	if err != nil {
		return err
	}
	row := draftRow{id: d.ID, caseID: d.PatientID, rev: d.Rev, updated: database.Millis(d.Updated), header: sealed.header}
	_, err = tx.Exec("INSERT INTO draft (id, case_id, rev, seq, updated, header, meldung, derived, mac) VALUES (?1, ?2, ?7, ?3, ?4, ?5, ?6, substr(?5, 1, 16), ?8)",
		d.ID, d.PatientID, seq, row.updated, sealed.header, line, d.Rev, v.signed(row.plain()))
	if err != nil {
		return err
	}
	_, err = tx.Exec("INSERT INTO draft_body (id, body, form) VALUES (?, ?, ?)", d.ID, sealed.body, sealed.form)
	return err
}

func (v *Vault) caseExists(tx *sql.Tx, id string) error {
	var one int
	return noRows(tx.QueryRow("SELECT 1 FROM patient_case WHERE id = ?", id).Scan(&one), ErrNotFound)
}

// Draft is one draft; ErrNotFound when it was deleted or completed.
func (v *Vault) Draft(ctx context.Context, id string) (model.Draft, error) {
	row, err := queryOne(ctx, v.store.reader, scanDraft, selectDraft+"WHERE d.id = ?", id)
	if err != nil {
		return model.Draft{}, fmt.Errorf("read draft: %w", translate(err))
	}
	d, err := v.openDraft(row)
	if err == nil {
		err = v.isCurrent(ctx, row)
	}
	if err != nil {
		return model.Draft{}, fmt.Errorf("read draft: %w", translate(err))
	}
	return d, nil
}

// isCurrent is ErrDamaged for a draft that its case has another row of.
func (v *Vault) isCurrent(ctx context.Context, row draftRow) error {
	tags, err := v.tagsOf(ctx, v.store.reader, row.caseID)
	if err != nil || !tags.without(tableDraft, row.id, row.mac) {
		return err
	}
	now, err := queryOne(ctx, v.store.reader, scanBytes, "SELECT mac FROM draft WHERE id = ?", row.id)
	if err == nil && !bytes.Equal(now, row.mac) { // somebody saved it in between
		return nil
	}
	return cmp.Or(err, error(ErrDamaged))
}

// Drafts are the drafts of a case, the one worked on last first; all drafts of
// the store when caseID is "". One that cannot be read is marked.
func (v *Vault) Drafts(ctx context.Context, caseID string) ([]model.Draft, error) {
	drafts, err := v.drafts(ctx, v.store.reader, caseID)
	if err != nil {
		return nil, fmt.Errorf("list drafts: %w", translate(err))
	}
	return drafts, nil
}

func (v *Vault) drafts(ctx context.Context, q querier, caseID string) ([]model.Draft, error) {
	where, args := ofCase(caseID)
	tags, err := v.tagsOf(ctx, q, caseID)
	if err != nil {
		return nil, err
	}
	return queryAll(ctx, q, func(rows *sql.Rows) (d model.Draft, err error) {
		row, err := scanDraft(rows)
		if err != nil {
			return d, err
		}
		if d, err = v.openDraft(row); err == nil && tags.without(tableDraft, row.id, row.mac) {
			err = ErrDamaged
		}
		if damaged(err) {
			return model.Draft{ID: row.id, PatientID: row.caseID, Rev: row.rev, Updated: database.FromMillis(row.updated), Damaged: true}, nil
		}
		return d, err
	}, selectDraft+where+"ORDER BY d.seq DESC", args...)
}

// LatestDraft is the draft that was saved last, nil where there is none. Of those
// nobody can read the one before counts.
func (v *Vault) LatestDraft(ctx context.Context) (*model.Draft, error) {
	ids, err := queryAll(ctx, v.store.reader, scanText, "SELECT id FROM draft ORDER BY seq DESC LIMIT 20")
	for i := 0; err == nil && i < len(ids); i++ {
		var d model.Draft
		d, err = v.Draft(ctx, ids[i])
		switch {
		case err == nil:
			return &d, nil
		case damaged(err), errors.Is(err, ErrNotFound): // completed in between
			err = nil
		}
	}
	if err != nil {
		return nil, fmt.Errorf("read latest draft: %w", translate(err))
	}
	return nil, nil
}

// SaveDraft stores all a draft says and counts its Rev up; a fresh one begins with that.
// ErrStale: somebody else saved it since; ErrNotFound: it was deleted or completed.
func (v *Vault) SaveDraft(ctx context.Context, d *model.Draft) error {
	saved := *d
	err := v.act(ctx, func(tx *sql.Tx) (deed, error) {
		return saving(d), v.saveDraft(tx, &saved)
	})
	if err != nil {
		return fmt.Errorf("save draft: %w", err)
	}
	*d = saved
	return nil
}

// saving is what a save is of a draft as it was handed over.
func saving(d *model.Draft) deed {
	if d.Neu {
		return deed{action: rights.EntwurfBegonnen, object: d.ID}
	}
	return deed{action: rights.EntwurfBearbeitet, object: d.ID}
}

// KeepPlace stores where somebody was in a draft in which she has changed nothing. It is no
// act: the draft stays the one it was, of whom it was. Errors as of SaveDraft.
func (v *Vault) KeepPlace(ctx context.Context, d *model.Draft) error {
	err := v.write(ctx, func(tx *sql.Tx) error {
		row, err := v.currentDraft(tx, d.ID, d.Rev)
		if err != nil {
			return err
		}
		e, err := v.openEntry(row.header, tableDraft, row.id, row.rev)
		if err != nil {
			return err
		}
		e.Cursor = d.Cursor
		header, err := v.sealEntry(&e, tableDraft, row.id, row.rev)
		if err != nil {
			return err
		}
		form, err := v.sealForm(d.Form, placeDraftForm, row.id, strconv.Itoa(row.rev))
		if err != nil {
			return err
		}
		next := row
		next.header = header
		if _, err := tx.Exec("UPDATE draft SET header = ?1, derived = substr(?1, 1, 16), mac = ?2 WHERE id = ?3", header, v.signed(next.plain()), row.id); err != nil {
			return err
		}
		if _, err := tx.Exec("UPDATE draft_body SET form = ? WHERE id = ?", form, row.id); err != nil {
			return err
		}
		return v.retag(tx, row.caseID, tableDraft, row.id, row.mac)
	})
	if err != nil {
		return fmt.Errorf("keep place: %w", err)
	}
	return nil
}

func (v *Vault) saveDraft(tx *sql.Tx, d *model.Draft) error {
	if d.Neu {
		return v.storeFresh(tx, d)
	}
	row, err := v.currentDraft(tx, d.ID, d.Rev)
	if err != nil {
		return err
	}
	seq, err := nextSeq(tx)
	if err != nil {
		return err
	}
	d.PatientID = row.caseID
	if err := v.updateDraft(tx, d, row, seq); err != nil {
		return err
	}
	return v.refresh(tx, row.caseID, seq)
}

// storeFresh makes a fresh draft one that is stored.
func (v *Vault) storeFresh(tx *sql.Tx, d *model.Draft) error {
	if err := v.caseExists(tx, d.PatientID); err != nil {
		return err
	}
	d.Neu = false
	return v.addDraft(tx, d)
}

// savePerson stores the changed Stammdaten of a draft. told is what the one who
// writes has to know although everything else is stored: an *Overwritten, or
// ErrDuplicate when the number belongs to another case, which is taken
// back alone.
func (v *Vault) savePerson(tx *sql.Tx, d *model.Draft, was *model.Patient) (told, err error) {
	if reflect.DeepEqual(*was, d.Report.Patient) {
		return nil, nil
	}
	if err := v.allowed(tx, rights.StammdatenGeaendert); errors.Is(err, ErrNoRole) {
		return err, nil // what was typed stays in the draft
	} else if err != nil {
		return nil, err
	}
	seq, err := nextSeq(tx)
	if err != nil {
		return nil, err
	}
	c := model.Case{ID: d.PatientID, Patient: d.Report.Patient}
	if c.Patient.PatientID == "" { // a number that was given stays
		c.Patient.PatientID = was.PatientID
	}
	mine := c.Patient
	var over *Overwritten
	err = translate(database.Within(tx, func() (err error) {
		over, err = v.updateCase(tx, &c, was, seq)
		return err
	}))
	if errors.Is(err, ErrDuplicate) {
		told, c.Patient, c.Patient.PatientID = err, mine, was.PatientID
		over, err = v.updateCase(tx, &c, was, seq)
	}
	if over != nil {
		told = errors.Join(told, over)
	}
	if err == nil {
		err = v.pass(tx, deed{action: rights.StammdatenGeaendert, object: c.ID})
	}
	return told, err
}

// updateDraft stores d as the revision after row.
func (v *Vault) updateDraft(tx *sql.Tx, d *model.Draft, row draftRow, seq int64) error {
	old, err := v.openDraftBody(row)
	if err != nil {
		return err
	}
	was, err := v.openEntry(row.header, tableDraft, row.id, row.rev)
	if err != nil {
		return err
	}
	d.Verfasst, d.Bearbeitet = was.Verfasst, v.Login()
	now := database.Millis(v.store.opt.Now())
	d.Rev, d.Updated = row.rev+1, database.FromMillis(now)
	sealed, err := v.sealDraft(d, old)
	if err != nil {
		return err
	}
	line, err := v.lineIn(tx, row.caseID, sealed.line)
	if err != nil {
		return err
	}
	if err := v.endHold(tx, was.Sperre, d.Sperre); err != nil {
		return err
	}
	next := draftRow{id: row.id, caseID: row.caseID, rev: d.Rev, updated: now, header: sealed.header}
	result, err := tx.Exec("UPDATE draft SET rev = ?1, seq = ?2, updated = ?3, header = ?4, meldung = ?5, derived = substr(?4, 1, 16), mac = ?8 WHERE id = ?6 AND rev = ?7",
		d.Rev, seq, now, sealed.header, line, d.ID, row.rev, v.signed(next.plain()))
	if err := oneRow(result, err, ErrStale); err != nil {
		return err
	}
	_, err = tx.Exec("UPDATE draft_body SET body = ?, form = ? WHERE id = ?", sealed.body, sealed.form, d.ID)
	return err
}

// DeleteDraft puts a draft into the basket as it was seen; ErrStale: somebody saved it after
// rev; ErrNotFound: there is none any more.
func (v *Vault) DeleteDraft(ctx context.Context, id string, rev int) error {
	err := v.act(ctx, func(tx *sql.Tx) (deed, error) {
		return deed{action: rights.EntwurfGeloescht, object: id}, v.deleteDraft(tx, id, rev)
	})
	if err != nil {
		return fmt.Errorf("delete draft: %w", err)
	}
	return nil
}

func (v *Vault) deleteDraft(tx *sql.Tx, id string, rev int) error {
	row, err := v.currentDraft(tx, id, rev)
	if err != nil {
		return err
	}
	if err := v.throw(tx, row); err != nil {
		return err
	}
	seq, err := nextSeq(tx)
	if err != nil {
		return err
	}
	return v.removeDraft(tx, id, seq)
}

func (v *Vault) removeDraft(tx *sql.Tx, id string, seq int64) error {
	var caseID string
	err := tx.QueryRow("DELETE FROM draft WHERE id = ? RETURNING case_id", id).Scan(&caseID)
	if err != nil {
		return noRows(err, ErrNotFound)
	}
	return v.refresh(tx, caseID, seq)
}

// currentDraft is a draft as it is stored, provided that nobody saved it after rev.
func (v *Vault) currentDraft(tx *sql.Tx, id string, rev int) (draftRow, error) {
	row, err := queryOne(context.Background(), tx, scanDraft, selectDraft+"WHERE d.id = ?", id)
	if err == nil && row.rev != rev {
		err = ErrStale
	}
	return row, err
}

// sealedDraft is a draft as its row holds it.
type sealedDraft struct {
	line               string // its blind index is made where the case is known
	header, body, form []byte
}

// sealDraft seals a draft for the revision it carries. Unknown texts of the old
// body are kept.
func (v *Vault) sealDraft(d *model.Draft, old []byte) (s sealedDraft, err error) {
	e := v.store.entryOf(d)
	s.line = e.line(d.ID)
	if s.header, err = v.sealEntry(&e, tableDraft, d.ID, d.Rev); err != nil {
		return s, err
	}
	plain, err := encodeReport(&d.Report, old)
	if err != nil {
		return s, err
	}
	if s.body, err = v.sealBody(plain, tableDraftBody, d.ID, strconv.Itoa(d.Rev)); err != nil {
		return s, err
	}
	s.form, err = v.sealForm(d.Form, placeDraftForm, d.ID, strconv.Itoa(d.Rev))
	return s, err
}

// openDraftBody opens the report of a draft whose row is as it was signed.
func (v *Vault) openDraftBody(r draftRow) ([]byte, error) {
	if !v.stands(r.mac, r.plain()) {
		return nil, ErrDamaged
	}
	return v.openBody(r.body, tableDraftBody, r.id, strconv.Itoa(r.rev))
}

func (v *Vault) openDraft(r draftRow) (d model.Draft, err error) {
	e, err := v.openEntry(r.header, tableDraft, r.id, r.rev)
	if err != nil {
		return d, err
	}
	plain, err := v.openDraftBody(r)
	if err != nil {
		return d, err
	}
	d = model.Draft{ID: r.id, PatientID: r.caseID, Rev: r.rev, Cursor: e.Cursor, Updated: database.FromMillis(r.updated),
		Notiz: e.Notiz, Sperre: e.Sperre, Ersetzt: e.Ersetzt, Fassung: e.Fassung, Beteiligte: e.Beteiligte, Abweichungen: e.Abweichungen}
	if d.Form, err = v.openForm(r.form, placeDraftForm, r.id, strconv.Itoa(r.rev)); err != nil {
		return d, err
	}
	d.Report, err = decodeReport(plain)
	return d, err
}
