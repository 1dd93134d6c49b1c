package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"

	"example.org/meldeportal/model"
)

// The marks in headers (what a report is about, whether a person has objected) are
// derived from the bodies. Programs of earlier versions know fewer of them, and
// write headers without: before the tables were brought up to date, and afterwards
// too, when somebody has left such a program open. Their rows are found by the
// column derived and made anew wherever marks are read. After an update that takes
// seconds once in the life of a large store; otherwise it is one look at three
// empty indexes.

// isOld finds the rows whose header today's program did not write. The indexes of
// migration 5 have this very condition.
const isOld = "derived IS DISTINCT FROM substr(header, 1, 16)"

// keepDerived is the column derived of a row whose header is written anew with the
// marks it had: what was not derived still has to be.
func keepDerived(header string) string {
	return "CASE WHEN derived IS NOT DISTINCT FROM substr(header, 1, 16) THEN substr(" + header + ", 1, 16) END"
}

// upgradeStep is how many rows of a table are rewritten in one transaction, so
// that colleagues can write in between.
const upgradeStep = 500

// BringOver derives what earlier programs did not, some rows at a time: colleagues can
// write in between, and whoever is interrupted goes on where she was. told hears how
// many rows are left. Whoever reads marks to decide by them has it done first, so that
// it can be left out; after an update of a large store it is where somebody waits, and
// should be told. ErrNewer: this program is itself the earlier one.
func (v *Vault) BringOver(ctx context.Context, told func(left int)) error {
	err := v.bringOver(ctx, told)
	if err == nil {
		err = v.underProof(ctx, told)
	}
	if err == nil {
		err = v.holdsUnderProof(ctx)
	}
	if err != nil {
		return fmt.Errorf("bring the store over: %w", translate(err))
	}
	return nil
}

// fresh is BringOver where nobody waits for it.
func (v *Vault) fresh(ctx context.Context) error { return v.bringOver(ctx, func(int) {}) }

func (v *Vault) bringOver(ctx context.Context, told func(left int)) error {
	var version int
	var old bool
	err := v.store.reader.QueryRowContext(ctx, `SELECT (`+v.store.db.ReadVersion()+`), EXISTS (SELECT 1 FROM draft WHERE `+isOld+`)
OR EXISTS (SELECT 1 FROM delivery WHERE `+isOld+`) OR EXISTS (SELECT 1 FROM patient_case WHERE `+isOld+`)`).Scan(&version, &old)
	if err == nil && version > schemaVersion {
		return ErrNewer
	}
	for left, done := 0, 1; err == nil && old && done > 0; {
		if left -= done; left <= 0 { // counted, or more became old meanwhile
			if left, err = v.countOld(ctx); err != nil || left == 0 {
				return err
			}
		}
		told(left)
		if err = context.Cause(ctx); err == nil {
			err = v.write(ctx, func(tx *sql.Tx) (err error) {
				done, err = v.upgradeSome(tx)
				return err
			})
		}
	}
	return err
}

func (v *Vault) countOld(ctx context.Context) (n int, err error) {
	return n, v.store.reader.QueryRowContext(ctx, `SELECT (SELECT count(*) FROM draft WHERE `+isOld+`)
+ (SELECT count(*) FROM delivery WHERE `+isOld+`) + (SELECT count(*) FROM patient_case WHERE `+isOld+`)`).Scan(&n)
}

// upgradeSome returns how many rows it found. The cases come last: what was
// derived for their entries counts for them.
func (v *Vault) upgradeSome(tx *sql.Tx) (int, error) {
	drafts, err := queryAll(context.Background(), tx, scanDraft, selectDraft+"WHERE "+isOld+" LIMIT ?", upgradeStep)
	if err != nil {
		return 0, err
	}
	for _, row := range drafts {
		if err := v.upgradeDraft(tx, row); err != nil {
			return 0, err
		}
	}
	sent, err := queryAll(context.Background(), tx, scanOldDelivery,
		"SELECT d.tnr, b.report, d.case_id, d.header, d.mac FROM delivery d JOIN delivery_body b ON b.tnr = d.tnr WHERE "+isOld+" LIMIT ?", upgradeStep)
	if err != nil {
		return 0, err
	}
	for _, row := range sent {
		if err := v.upgradeDelivery(tx, row); err != nil {
			return 0, err
		}
	}
	cases, err := queryAll(context.Background(), tx, scanText, "SELECT id FROM patient_case WHERE "+isOld+" LIMIT ?", upgradeStep)
	if err != nil {
		return 0, err
	}
	for _, id := range cases {
		if err := v.upgradeCase(tx, id); err != nil {
			return 0, err
		}
	}
	return len(drafts) + len(sent) + len(cases), nil
}

func (v *Vault) upgradeDraft(tx *sql.Tx, row draftRow) error {
	d, err := v.openDraft(row)
	if damaged(err) {
		return v.upgradeDamaged(tx, tableDraft, row.caseID, row.id)
	}
	if err != nil {
		return err
	}
	was, err := v.openEntry(row.header, tableDraft, d.ID, d.Rev)
	if err != nil {
		return err
	}
	e := v.store.entryOf(&d)
	header, err := v.sealEntry(&e, tableDraft, d.ID, d.Rev)
	if err != nil {
		return err
	}
	line, err := v.lineIn(tx, row.caseID, e.line(d.ID))
	if err != nil {
		return err
	}
	_, err = tx.Exec("UPDATE draft SET header = ?1, meldung = ?2, derived = substr(?1, 1, 16) WHERE id = ?3", header, line, d.ID)
	if err == nil && v.store.proven.Load() {
		err = errors.Join(v.signDraft(tx, tableDraft, d.ID), v.retag(tx, row.caseID, tableDraft, d.ID, row.mac))
	}
	if err != nil {
		return err
	}
	return doubtCase(tx, row.caseID, &e, &was)
}

// upgradeDamaged leaves a row nobody can read as it is. One that was never beside
// others is alone.
func (v *Vault) upgradeDamaged(tx *sql.Tx, table, caseID, id string) error {
	line, err := v.lineIn(tx, caseID, id)
	if err == nil {
		_, err = tx.Exec("UPDATE "+table+" SET meldung = coalesce(meldung, ?), derived = substr(header, 1, 16) WHERE "+keyOf[table]+" = ?", line, id)
	}
	return err
}

// oldDelivery is a delivery whose header is made anew from its report.
type oldDelivery struct {
	frozenRow
	caseID string
	header []byte
	mac    []byte
}

func scanOldDelivery(rows *sql.Rows) (r oldDelivery, err error) {
	return r, rows.Scan(&r.tnr, &r.report, &r.caseID, &r.header, &r.mac)
}

func (v *Vault) upgradeDelivery(tx *sql.Tx, row oldDelivery) error {
	was, e, err := v.renewed(row)
	if damaged(err) {
		return v.upgradeDamaged(tx, tableDelivery, row.caseID, row.tnr)
	}
	if err != nil {
		return err
	}
	header, err := v.sealEntry(&e, tableDelivery, row.tnr, 1)
	if err != nil {
		return err
	}
	line, err := v.lineIn(tx, row.caseID, e.line(row.tnr))
	if err != nil {
		return err
	}
	before, err := deliveryRow(tx, row.tnr)
	if err != nil {
		return err
	}
	err = v.changeDelivery(tx, &before, "header = ?1, meldung = ?2, derived = substr(?1, 1, 16)", header, line)
	if err == nil && v.store.proven.Load() {
		err = v.retag(tx, row.caseID, tableDelivery, row.tnr, row.mac)
	}
	if err != nil {
		return err
	}
	return doubtCase(tx, row.caseID, &e, &was)
}

// renewed is the entry of a delivery as it was, and with what its report says;
// what only the header says stays: the note, what it corrects, that it went on
// paper.
func (v *Vault) renewed(row oldDelivery) (was, e entry, err error) {
	if was, err = v.openEntry(row.header, tableDelivery, row.tnr, 1); err != nil {
		return was, e, err
	}
	r, err := v.openFrozen(row.frozenRow)
	if err != nil {
		return was, e, err
	}
	e = was
	e.Merkmale = v.store.opt.Merkmale(&r)
	return was, e, nil
}

func (v *Vault) openFrozen(row frozenRow) (r model.Report, err error) {
	plain, err := v.openBody(row.report, placeReport, row.tnr)
	if err != nil {
		return r, err
	}
	return decodeReport(plain)
}

// doubtCase has the case of an entry derived anew where the entry tells something
// else than before. One that tells of an objection is never taken on trust.
func doubtCase(tx *sql.Tx, caseID string, e, was *entry) error {
	if e.Merkmale == was.Merkmale && !e.Widerspruch {
		return nil
	}
	_, err := tx.Exec("UPDATE patient_case SET derived = NULL WHERE id = ?", caseID)
	return err
}

// upgradeCase derives a case from its entries. Where one of those it had is
// missing, is as it was earlier or was forged it stays as it was signed.
func (v *Vault) upgradeCase(tx *sql.Tx, id string) error {
	seq, err := nextSeq(tx)
	if err != nil {
		return err
	}
	row, err := v.plainCase(tx, id)
	if err != nil {
		return err
	}
	all, err := v.summary(tx, id)
	if err != nil {
		return err
	}
	less := slices.ContainsFunc(slices.Collect(slices.Chunk(v.tagsIn(&row), tagSize)), func(tag entryTags) bool { return all.entries.at(tag) < 0 })
	if less || all.forged {
		_, err = tx.Exec("UPDATE patient_case SET derived = substr(header, 1, 16) WHERE id = ?", id)
		return err
	}
	return v.refresh(tx, id, seq)
}
