package store

import (
	"context"
	"database/sql"
)

// sealedColumn is a column of which each value is sealed for its row: the one table
// that what goes over all of them goes by.
type sealedColumn struct {
	table, column string
	place         string // the first part of what its values are sealed for
	rows          string // rowid, id, second part of the place or '', value
	ofCase        string // which of the rows are a case's, "" where none are
	header        bool
	derived       bool // see isOld
	loose         bool // some of its rows are no case's
}

// seals are all of them but those that are derived from others (stand.go,
// peoplepage.go), and what belongs to the store itself (keywrap.go, site.go).
var seals = []sealedColumn{
	{"patient_case", "header", tableCase, "SELECT rowid, id, rev, header FROM patient_case", "id = ?", true, true, false},
	{"draft", "header", tableDraft, "SELECT rowid, id, rev, header FROM draft", "case_id = ?", true, true, false},
	{"draft_body", "body", tableDraftBody, "SELECT b.rowid, b.id, d.rev, b.body FROM draft_body b JOIN draft d USING (id)", "d.case_id = ?", false, false, false},
	{"draft_body", "form", placeDraftForm, "SELECT b.rowid, b.id, d.rev, b.form FROM draft_body b JOIN draft d USING (id)", "d.case_id = ?", false, false, false},
	{"basket", "header", tableDraft, "SELECT rowid, id, rev, header FROM basket", "case_id = ?", true, false, false},
	{"basket", "body", tableDraftBody, "SELECT rowid, id, rev, body FROM basket", "case_id = ?", false, false, false},
	{"basket", "form", placeDraftForm, "SELECT rowid, id, rev, form FROM basket", "case_id = ?", false, false, false},
	{"delivery", "header", tableDelivery, "SELECT rowid, tnr, 1, header FROM delivery", "case_id = ?", true, true, false},
	{"delivery", "reason", placeReason, "SELECT rowid, tnr, '', reason FROM delivery", "case_id = ?", true, false, false},
	{"delivery", "hold", placeHold, "SELECT rowid, tnr, '', hold FROM delivery", "case_id = ?", true, false, false},
	{"delivery", "tries", placeTries, "SELECT rowid, tnr, '', tries FROM delivery", "case_id = ?", true, false, false},
	{"delivery_body", "report", placeReport, "SELECT b.rowid, b.tnr, '', b.report FROM delivery_body b JOIN delivery d USING (tnr)", "d.case_id = ?", false, false, false},
	{"delivery_body", "document", placeDocument, "SELECT b.rowid, b.tnr, '', b.document FROM delivery_body b JOIN delivery d USING (tnr)", "d.case_id = ?", false, false, false},
	{"delivery_body", "form", placeForm, "SELECT b.rowid, b.tnr, '', b.form FROM delivery_body b JOIN delivery d USING (tnr)", "d.case_id = ?", false, false, false},
	{"decided", "body", tableDecided, "SELECT rowid, case_id, seq, body FROM decided", "case_id = ?", false, false, false},
	{"feed", "body", tableFeed, "SELECT rowid, cursor, tnr, body FROM feed", "tnr IN (SELECT tnr FROM delivery WHERE case_id = ?)", false, false, true},
	{"feed", "reply", placeReply, "SELECT rowid, cursor, CAST(reply_open AS TEXT), reply FROM feed", "tnr IN (SELECT tnr FROM delivery WHERE case_id = ?)", false, false, true},
	{"waited", "body", tableWaited, "SELECT rowid, id, '', body FROM waited", "", false, false, false},
	{"memory", "body", tableMemory, "SELECT rowid, login, name, body FROM memory", "", false, false, false},
	{"person", "sealed", tablePerson, "SELECT rowid, login, line, sealed FROM person", "", true, false, false},
	{"sender", "sealed", tableSender, "SELECT rowid, id, '', sealed FROM sender", "", true, false, false},
	{"invitation", "sealed", tableInvitation, "SELECT rowid, login, line, sealed FROM invitation", "", true, false, false},
}

// sealedValue is a value of such a column.
type sealedValue struct {
	rowid    int64
	id, part string
	sealed   []byte
}

func scanSealed(rows *sql.Rows) (s sealedValue, err error) {
	return s, rows.Scan(&s.rowid, &s.id, &s.part, &s.sealed)
}

func (c *sealedColumn) placeOf(s *sealedValue) []string {
	if s.part == "" {
		return []string{c.place, s.id}
	}
	return []string{c.place, s.id, s.part}
}

func (c *sealedColumn) open(k *keyring, s *sealedValue) ([]byte, error) {
	if c.header {
		return k.OpenHeader(nil, s.sealed, c.placeOf(s)...)
	}
	return k.OpenBody(s.sealed, c.placeOf(s)...)
}

func (c *sealedColumn) seal(k *keyring, plain []byte, s *sealedValue) ([]byte, error) {
	if c.header {
		return k.SealHeader(plain, c.placeOf(s)...)
	}
	return k.SealBody(plain, c.placeOf(s)...)
}

// anew seals values with the newest key. What nobody can read stays as it is.
func (c *sealedColumn) anew(tx *sql.Tx, k *keyring, where string, args ...any) error {
	values, err := queryAll(context.Background(), tx, scanSealed, c.rows+" WHERE "+where, args...)
	if err != nil {
		return err
	}
	set := "UPDATE " + c.table + " SET " + c.column + " = ?1"
	if c.derived {
		set += ", derived = " + keepDerived("?1")
	}
	for i := range values {
		s := &values[i]
		if len(s.sealed) == 0 {
			continue
		}
		plain, err := c.open(k, s)
		if damaged(err) {
			continue
		}
		if err != nil {
			return err
		}
		sealed, err := c.seal(k, plain, s)
		if err != nil {
			return err
		}
		if _, err := tx.Exec(set+" WHERE rowid = ?2", sealed, s.rowid); err != nil {
			return err
		}
	}
	return nil
}
