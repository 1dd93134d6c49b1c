package store

import (
	"bytes"
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/worklist"
)

// Follow-ups are kept by the month something was heard last: equal months have the
// same blind index, which says neither which month it is nor which one is before
// another.

// firstMonth is the first month that is asked for; what is older, or no date, is in the
// month "".
const (
	firstMonth = "1900-01"
	monthForm  = "2006-01"
)

// monthOf is the month of a day, "" for what is none.
func monthOf(day model.Datum) string {
	t, ok := day.Time()
	if month := t.Format(monthForm); ok && month >= firstMonth {
		return month
	}
	return ""
}

func (v *Vault) monthIndex(month string) []byte { return v.key.Index(tableFollowup + " " + month) }

// monthIndexes are those of all keys: cases that are not sealed anew yet stand under an
// older one.
func (v *Vault) monthIndexes(month string) [][]byte {
	return v.key.ring().Indexes(tableFollowup + " " + month)
}

// keepFollowups writes the follow-ups of a case in the place of those it had. Months in
// which nothing has changed stay as they are: most changes of a case are none of them.
func (v *Vault) keepFollowups(tx *sql.Tx, s *worklist.Stand, seq int64) error {
	months := map[string][]worklist.Nachsorge{}
	for _, n := range s.Nachsorgen {
		month := monthOf(n.Last)
		months[month] = append(months[month], n)
	}
	if err := v.dropFollowups(tx, s.CaseID, months); err != nil {
		return err
	}
	for month, all := range months {
		sealed, err := v.key.SealHeader(encodeFollowups(all), placeOf(tableFollowup, s.CaseID, seq, month)...)
		if err != nil {
			return err
		}
		_, err = tx.Exec("INSERT INTO followup (month, case_id, seq, tumours) VALUES (?, ?, ?, ?)", v.monthIndex(month), s.CaseID, seq, sealed)
		if err != nil {
			return err
		}
	}
	return nil
}

// keptFollowup is a row of a month.
type keptFollowup struct {
	rowid, seq     int64
	month, tumours []byte
}

// dropFollowups removes the rows of a case that are to be written anew, and takes the
// months off whose row says already what it should.
func (v *Vault) dropFollowups(tx *sql.Tx, caseID string, months map[string][]worklist.Nachsorge) error {
	kept, err := queryAll(context.Background(), tx, func(rows *sql.Rows) (r keptFollowup, err error) {
		return r, rows.Scan(&r.rowid, &r.seq, &r.month, &r.tumours)
	}, "SELECT rowid, seq, month, tumours FROM followup WHERE case_id = ?", caseID)
	if err != nil {
		return err
	}
	names := map[string]string{}
	for month := range months {
		for _, index := range v.monthIndexes(month) {
			names[string(index)] = month
		}
	}
	for _, row := range kept {
		month, wanted := names[string(row.month)]
		if all, still := months[month]; wanted && still {
			plain, err := v.key.OpenHeader(nil, row.tumours, placeOf(tableFollowup, caseID, row.seq, month)...)
			if err == nil && bytes.Equal(plain, encodeFollowups(all)) {
				delete(months, month)
				continue
			}
		}
		if _, err := tx.Exec("DELETE FROM followup WHERE rowid = ?", row.rowid); err != nil {
			return err
		}
	}
	return nil
}

// FollowUps hands over the follow-ups that are due because nothing was heard since a
// day, the one that waits longest in front, all of one moment, until f has enough.
func (v *Vault) FollowUps(ctx context.Context, since model.Datum, f func(worklist.Nachsorge) (more bool)) error {
	tx, err := v.store.reader.BeginTx(ctx, nil) // a reading transaction sees one state of the file
	if err == nil {
		err = v.followUps(ctx, tx, since, f)
		_ = tx.Rollback() // nothing was written
	}
	if err != nil {
		return fmt.Errorf("read follow-ups: %w", translate(err))
	}
	return nil
}

func (v *Vault) followUps(ctx context.Context, tx *sql.Tx, since model.Datum, f func(worklist.Nachsorge) bool) error {
	months, err := v.monthsUntil(ctx, tx, since)
	reader := openReader{vault: v}
	var waiting []worklist.Nachsorge
	for more := true; err == nil && more && len(months) > 0; months = months[1:] {
		var here []worklist.Nachsorge
		here, err = reader.month(ctx, tx, months[0])
		until := since
		if len(months) > 1 {
			until = model.Datum(months[1]) // what is before this month's first day
		}
		waiting, more = handOver(append(waiting, here...), until, f)
	}
	return err
}

// monthsUntil are the months in which something was heard of a tumour last, up to
// that of a day, in their order. The index knows them as numbers that say nothing:
// each month there may be is looked up among them.
func (v *Vault) monthsUntil(ctx context.Context, tx *sql.Tx, day model.Datum) (months []string, err error) {
	numbers, err := queryAll(ctx, tx, scanBytes, `WITH RECURSIVE there (month) AS (SELECT min(month) FROM followup
UNION ALL SELECT (SELECT min(month) FROM followup WHERE month > there.month) FROM there WHERE there.month IS NOT NULL)
SELECT month FROM there WHERE month IS NOT NULL`)
	there := map[string]bool{}
	for _, n := range numbers {
		there[string(n)] = true
	}
	all := []string{""}
	month, _ := time.Parse(monthForm, firstMonth)
	for last, _ := day.Time(); !month.After(last); month = month.AddDate(0, 1, 0) {
		all = append(all, month.Format(monthForm))
	}
	return slices.DeleteFunc(all, func(name string) bool {
		return !slices.ContainsFunc(v.monthIndexes(name), func(index []byte) bool { return there[string(index)] })
	}), err
}

// handOver hands over those of which nothing was heard since a day and returns the
// others, and whether more are wanted.
func handOver(all []worklist.Nachsorge, since model.Datum, f func(worklist.Nachsorge) bool) (others []worklist.Nachsorge, more bool) {
	slices.SortFunc(all, func(a, b worklist.Nachsorge) int {
		return cmp.Or(cmp.Compare(a.Last, b.Last), cmp.Compare(a.CaseID, b.CaseID), cmp.Compare(a.TumorID, b.TumorID))
	})
	for len(all) > 0 && all[0].Due(since) {
		if !f(all[0]) {
			return nil, false
		}
		all = all[1:]
	}
	return all, true
}

// month reads the follow-ups of a month.
func (r *openReader) month(ctx context.Context, tx *sql.Tx, month string) (all []worklist.Nachsorge, err error) {
	for _, index := range r.vault.monthIndexes(month) {
		if err == nil {
			all, err = r.monthBy(ctx, tx, month, index, all)
		}
	}
	return all, err
}

// monthBy adds those that stand under one index of a month.
func (r *openReader) monthBy(ctx context.Context, tx *sql.Tx, month string, index []byte, all []worklist.Nachsorge) ([]worklist.Nachsorge, error) {
	_, err := queryAll(ctx, tx, func(rows *sql.Rows) (none struct{}, err error) {
		var id string
		var seq int64
		var sealed sql.RawBytes
		if err := rows.Scan(&id, &seq, &sealed); err != nil {
			return none, err
		}
		here, err := r.followups(id, sealed, seq, month)
		if damaged(err) {
			here, err = r.followupsAgain(ctx, tx, id, month)
		}
		all = append(all, here...)
		return none, err
	}, "SELECT case_id, seq, tumours FROM followup WHERE month = ?", index)
	return all, err
}

// followupsAgain derives those of a case in a month that were kept and cannot be read.
func (r *openReader) followupsAgain(ctx context.Context, q querier, caseID, month string) ([]worklist.Nachsorge, error) {
	s, _, err := newStandReader(r.vault, q).standIn(ctx, caseID)
	if errors.Is(err, ErrNotFound) {
		return nil, nil
	}
	return slices.DeleteFunc(s.Nachsorgen, func(n worklist.Nachsorge) bool { return monthOf(n.Last) != month }), err
}
