package store

import (
	"context"
	"database/sql"
	"slices"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/record"
)

// summary is what the header of a case says of its drafts and deliveries. They
// are told to it one by one, the newest first.
type summary struct {
	model.Merkmale                 // type, occasion and date of the newest entry, diagnosis of the newest that has any
	sent           []summaryRow    // the deliveries, the oldest first
	some           bool            // there is an entry
	damaged        bool            // one of them cannot be read
	over           map[string]bool // reports of which a later version, or a deletion, is what counts
}

// summaryRow is a draft or a delivery.
type summaryRow struct {
	table, id string
	rev       int
	header    []byte
	line      string // what all versions of a report have in common
	art       model.Sendung
	state     model.State
	paper     bool
}

const selectSummary = `SELECT 'draft', id, rev, header, coalesce(hex(meldung), id), 'meldung', 'draft', seq FROM draft WHERE case_id = ?1
UNION ALL SELECT 'delivery', tnr, 1, header, coalesce(hex(meldung), tnr), art, state, seq FROM delivery WHERE case_id = ?1 ORDER BY seq DESC`

func scanSummary(rows *sql.Rows) (r summaryRow, err error) {
	var seq int64
	return r, rows.Scan(&r.table, &r.id, &r.rev, &r.header, &r.line, &r.art, &r.state, &seq)
}

// summary leaves out entries nobody can read: the others count all the same.
func (v *Vault) summary(tx *sql.Tx, caseID string) (summary, error) {
	s := summary{over: map[string]bool{}}
	rows, err := queryAll(context.Background(), tx, scanSummary, selectSummary, caseID)
	if err != nil {
		return s, err
	}
	for i := range rows {
		e, err := v.openEntry(rows[i].header, rows[i].table, rows[i].id, rows[i].rev)
		switch {
		case damaged(err):
			s.damaged = true
		case err != nil:
			return s, err
		default:
			s.add(&rows[i], &e)
			rows[i].paper = e.Papier
		}
		if rows[i].state != model.StateDraft {
			s.sent = append(s.sent, rows[i])
		}
	}
	slices.Reverse(s.sent)
	return s, nil
}

// tell writes down what is known of a case by its entries, and reports whether that is
// anything new. An objection stands while one of them cannot be read.
func (s *summary) tell(c *model.Case) (anew bool) {
	objects := s.Widerspruch || s.damaged && c.Widerspruch
	anew = c.LastTyp != s.Typ || c.LastSub != s.Meldeanlass || c.LastDate != s.Date || c.Diagnosis != s.ICD || c.Widerspruch != objects
	c.LastTyp, c.LastSub, c.LastDate, c.Diagnosis, c.Widerspruch = s.Typ, s.Meldeanlass, s.Date, s.ICD, objects
	return anew
}

// tally counts the reports of the case, as far as they were sent.
func (s *summary) tally() record.Tally {
	return record.TallyOf(s.sent, func(r *summaryRow) record.Version {
		return record.Version{Key: model.ReportKey{Meldung: model.Text(r.line)}, Art: r.art, State: r.state}
	}, func(r *summaryRow) bool { return r.paper })
}

// add takes an entry that is older than those before.
func (s *summary) add(r *summaryRow, e *entry) {
	if !s.some {
		s.some, s.Typ, s.Meldeanlass, s.Date = true, e.Typ, e.Meldeanlass, e.Date
	}
	if s.ICD == "" {
		s.ICD = e.ICD
	}
	s.Widerspruch = s.Widerspruch || s.objects(r, e)
}

// objects reports whether an entry tells of an objection that is in force. It is
// when any report tells of one: a later one cannot take it back (hessen.md 8),
// only the correction or the deletion of the report that told of it. What the
// registry thinks of a report does not matter here: the person has objected.
func (s *summary) objects(r *summaryRow, e *entry) bool {
	counts := !s.over[r.line]
	switch {
	case r.art == model.SendungLoeschantrag:
		s.over[r.line] = s.over[r.line] || r.state == model.StateAccepted
		return false
	case r.state != model.StateDraft && r.state != model.StateRejected:
		s.over[r.line] = true
	}
	return counts && e.Widerspruch
}
