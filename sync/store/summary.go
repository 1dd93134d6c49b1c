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
	model.Merkmale              // type, occasion and date of the newest entry, diagnosis of the newest that has any
	sent           []summaryRow // the deliveries, the oldest first
	some           bool         // there is an entry
	damaged        bool         // one of them cannot be read
	forged         bool         // or is not as it was signed
	drafts         int          // being written
	waiting        int          // or on their way
	entries        entryTags
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
	result    model.Ergebnis
	paper     bool
	hold, mac []byte
	forged    bool             // its plain columns are not as they were signed
	times     [2]sql.NullInt64 // completed and settled, or updated
}

const selectSummary = `SELECT 'draft', id, rev, header, coalesce(hex(meldung), id), 'meldung', 'draft', '', NULL, mac, updated, NULL, seq FROM draft WHERE case_id = ?1
UNION ALL SELECT 'delivery', tnr, 1, header, coalesce(hex(meldung), tnr), art, state, result, hold, mac, completed, settled, seq FROM delivery WHERE case_id = ?1 ORDER BY seq DESC`

func scanSummary(rows *sql.Rows) (r summaryRow, err error) {
	var seq int64
	return r, rows.Scan(&r.table, &r.id, &r.rev, &r.header, &r.line, &r.art, &r.state, &r.result, &r.hold, &r.mac, &r.times[0], &r.times[1], &seq)
}

// openRow opens the entry of a row that stands in a case.
func (v *Vault) openRow(r *summaryRow, caseID string) (e entry, err error) {
	stands := false
	if r.table == tableDraft {
		stands = v.stands(r.mac, (&draftRow{id: r.id, caseID: caseID, rev: r.rev, updated: r.times[0].Int64, header: r.header}).plain())
	} else {
		stands = v.walkStands(&plainDelivery{tnr: r.id, caseID: caseID, art: r.art, state: r.state, result: r.result, completed: r.times[0].Int64, settled: r.times[1], header: r.header, hold: r.hold, mac: r.mac})
	}
	if r.forged = !stands; r.forged {
		return e, ErrDamaged
	}
	return v.openEntry(r.header, r.table, r.id, r.rev)
}

// summary leaves out entries nobody can read: the others count all the same.
func (v *Vault) summary(tx *sql.Tx, caseID string) (summary, error) {
	s := summary{over: map[string]bool{}, entries: entryTags{}}
	rows, err := queryAll(context.Background(), tx, scanSummary, selectSummary, caseID)
	if err != nil {
		return s, err
	}
	for i := range rows {
		s.entries.add(rows[i].table, rows[i].id, rows[i].mac)
		e, err := v.openRow(&rows[i], caseID)
		switch {
		case damaged(err):
			s.damaged = true
		case err != nil:
			return s, err
		default:
			s.add(&rows[i], &e)
			rows[i].paper = e.Papier
		}
		s.count(&rows[i])
	}
	slices.Reverse(s.sent)
	return s, nil
}

// count counts an entry. The state of one that was forged says nothing.
func (s *summary) count(r *summaryRow) {
	s.forged = s.forged || r.forged
	switch r.state {
	case model.StateDraft:
		s.drafts++
		return
	case model.StateQueued, model.StateSending:
		s.waiting++
	}
	if !r.forged {
		s.sent = append(s.sent, *r)
	}
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
		return record.Version{Key: model.ReportKey{Meldung: model.Text(r.line)}, Art: r.art, State: r.state, Ergebnis: r.result}
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
		s.over[r.line] = s.over[r.line] || r.result == model.ErgebnisGewaehrt
		return false
	case r.state != model.StateDraft && r.state != model.StateRejected:
		s.over[r.line] = true
	}
	return counts && e.Widerspruch
}
