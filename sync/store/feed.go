package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/sync/database"
)

// What comes back about what was sent is kept beside it as it came, and what it changes is
// changed in the same transaction, with how far the feed was read.

const (
	tableFeed  = "feed"
	placeReply = "feed_reply"
)

// FeedAt is how far the portal's feed was read, 0 = it was not.
func (v *Vault) FeedAt(ctx context.Context) (int64, error) {
	at, err := queryOne(ctx, v.store.reader, scanNumber, "SELECT feed FROM identity")
	if err != nil {
		return 0, fmt.Errorf("read how far the feed was read: %w", translate(err))
	}
	return at, nil
}

// Receive keeps what came back, and that the feed was read so far, and names what moved.
// What is kept already, or is about somebody the store has forgotten, counts no more: who
// was killed before the end asks for the same again. What is about a number nobody knows
// here is kept for Unknown, or for Missing, and has no case among what moved.
func (v *Vault) Receive(ctx context.Context, came []model.Rueckmeldung, at int64) (moved []model.Delivery, err error) {
	now := v.store.opt.Now()
	err = v.write(ctx, func(tx *sql.Tx) error {
		moved = nil
		for i := range came {
			r := came[i]
			r.Gekommen = now
			d, err := v.receive(tx, &r)
			if err != nil {
				return err
			}
			if d.Transaktionsnummer != "" {
				moved = append(moved, d)
			}
		}
		_, err := tx.Exec("UPDATE identity SET feed = ?1 WHERE feed < ?1", at)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("keep what came back: %w", err)
	}
	return moved, nil
}

// receive keeps one, and says what it is about where that is known here.
func (v *Vault) receive(tx *sql.Tx, r *model.Rueckmeldung) (d model.Delivery, err error) {
	if r.Art == model.RueckNichtVermisst {
		return v.lacksNoMore(tx, r)
	}
	plain, err := json.Marshal(r)
	if err != nil {
		return d, err
	}
	sealed, err := v.sealBody(plain, tableFeed, strconv.FormatInt(r.Nummer, 10), r.Transaktionsnummer)
	if err != nil {
		return d, err
	}
	result, err := tx.Exec("INSERT OR IGNORE INTO feed (cursor, tnr, body) SELECT CAST(?1 AS BIGINT), ?2, ?3 WHERE NOT EXISTS (SELECT 1 FROM erased WHERE tnr = ?2)",
		r.Nummer, r.Transaktionsnummer, sealed)
	if err != nil {
		return d, err
	}
	if kept, err := result.RowsAffected(); err != nil || kept == 0 {
		return d, err
	}
	err = tx.QueryRow("SELECT tnr, case_id, art, state FROM delivery WHERE tnr = ?", r.Transaktionsnummer).Scan(&d.Transaktionsnummer, &d.CaseID, &d.Art, &d.State)
	if errors.Is(err, sql.ErrNoRows) {
		_, err = tx.Exec("UPDATE feed SET unknown = 1 WHERE cursor = ?", r.Nummer)
		if r.Art == model.RueckVermisst {
			return model.Delivery{Transaktionsnummer: r.Transaktionsnummer}, err
		}
		return model.Delivery{}, err
	}
	if err != nil {
		return d, err
	}
	if r.Art == model.RueckErgebnis && d.Art == model.SendungMeldung || r.Art == model.RueckEntscheidung && d.Art == model.SendungLoeschantrag {
		err = v.resultOf(tx, &d, r)
	}
	if r.Art == model.RueckVerguetet && d.Art == model.SendungMeldung && d.State == model.StateAccepted {
		err = v.paid(tx, &d)
	}
	if err != nil {
		return d, err
	}
	seq, err := nextSeq(tx)
	if err != nil {
		return d, err
	}
	return d, v.refresh(tx, d.CaseID, seq)
}

// resultOf has a delivery be what the registry has made of it. What still waits for its
// receipt, or was sent by another program, stays that.
func (v *Vault) resultOf(tx *sql.Tx, d *model.Delivery, r *model.Rueckmeldung) error {
	var reason []byte
	if said := model.Begruendung(r.Text, r.Befunde, 0); said != "" {
		var err error
		if reason, err = v.key.SealHeader([]byte(said), placeReason, d.Transaktionsnummer); err != nil {
			return err
		}
	}
	if d.State == model.StateAccepted || d.State == model.StateRejected {
		d.State = r.Ergebnis.Reached()
	}
	at, err := answeredAt(tx, d.CaseID, r.Gekommen)
	if err != nil {
		return err
	}
	row, err := deliveryRow(tx, d.Transaktionsnummer)
	if err != nil {
		return err
	}
	return v.changeDelivery(tx, &row, "result = ?, reason = ?, state = ?, settled = CASE WHEN settled IS NULL THEN NULL ELSE CAST(? AS BIGINT) END",
		string(r.Ergebnis), reason, string(d.State), at)
}

// paid has a delivery be one that was paid. It is no answer that somebody has to see.
func (v *Vault) paid(tx *sql.Tx, d *model.Delivery) error {
	row, err := deliveryRow(tx, d.Transaktionsnummer)
	if err != nil {
		return err
	}
	return v.changeDelivery(tx, &row, "result = ?", string(model.ErgebnisVerguetet))
}

// answeredAt is when an answer about a report of a case counts as having come: a case has one at a
// moment, by which those that were looked at are known (slot.go).
func answeredAt(tx *sql.Tx, caseID string, now time.Time) (int64, error) {
	next, err := queryOne(context.Background(), tx, scanNumber, "SELECT coalesce(max(settled) + 1, 0) FROM delivery WHERE case_id = ?", caseID)
	return max(next, database.Millis(now)), err
}

// Answers are what came back about the reports of a case, in the order of the feed. What
// nobody can read is left out: Prove names it.
func (v *Vault) Answers(ctx context.Context, caseID string) ([]model.Rueckmeldung, error) {
	all, err := v.answersOf(ctx, v.store.reader, caseID)
	if err != nil {
		return nil, fmt.Errorf("read what came back: %w", translate(err))
	}
	return all, nil
}

// unknownOnes are those whose number was unknown when they came and still is.
const unknownOnes = "WHERE unknown = 1 AND tnr NOT IN (SELECT tnr FROM delivery)"

// Unknown is what came back about numbers that nobody knows here, as after a backup was put
// back. It looks at nothing else, however much came back.
func (v *Vault) Unknown(ctx context.Context) ([]model.Rueckmeldung, error) {
	all, err := v.feedRows(ctx, v.store.reader, unknownOnes)
	if err != nil {
		return nil, fmt.Errorf("read what came back: %w", translate(err))
	}
	return slices.DeleteFunc(all, func(r model.Rueckmeldung) bool { return r.Art == model.RueckVermisst }), nil
}

// Missing is what the registry lacks of people it cannot name, as far as nobody has answered
// it: in words, or by a report that was not refused.
func (v *Vault) Missing(ctx context.Context) (open []model.Rueckmeldung, err error) {
	all, err := v.feedRows(ctx, v.store.reader, unknownOnes)
	for i := range all {
		r := &all[i]
		if err != nil || r.Art != model.RueckVermisst || !r.Asks() {
			continue
		}
		answered := false
		if r.Antwort != nil && r.Antwort.Meldung != "" {
			answered, err = v.answersMissing(ctx, r.Antwort.Meldung)
		}
		if !answered {
			open = append(open, *r)
		}
	}
	if err != nil {
		return nil, fmt.Errorf("read what is missing: %w", translate(err))
	}
	return open, nil
}

// answersMissing reports that a report that should answer was not refused; one that was
// deleted with its person has answered.
func (v *Vault) answersMissing(ctx context.Context, tnr string) (bool, error) {
	state, err := queryOne(ctx, v.store.reader, scanText, "SELECT state FROM delivery WHERE tnr = ?", tnr)
	if errors.Is(err, ErrNotFound) {
		return true, nil
	}
	return state != string(model.StateRejected), err
}

func (v *Vault) answersOf(ctx context.Context, q querier, caseID string) ([]model.Rueckmeldung, error) {
	return v.feedRows(ctx, q, "WHERE tnr IN (SELECT tnr FROM delivery WHERE case_id = ?)", caseID)
}

// feedRow is a row as it is kept.
type feedRow struct {
	cursor, open int64
	tnr          string
	body, reply  []byte
}

func scanFeed(rows *sql.Rows) (r feedRow, err error) {
	return r, rows.Scan(&r.cursor, &r.tnr, &r.body, &r.reply, &r.open)
}

const selectFeed = "SELECT cursor, tnr, body, reply, reply_open FROM feed "

func (v *Vault) feedRows(ctx context.Context, q querier, where string, args ...any) (all []model.Rueckmeldung, err error) {
	rows, err := queryAll(ctx, q, scanFeed, selectFeed+where+" ORDER BY cursor", args...)
	if err != nil {
		return nil, err
	}
	for i := range rows {
		r, err := v.openFeed(&rows[i])
		if damaged(err) {
			continue
		}
		if err != nil {
			return nil, err
		}
		all = append(all, r)
	}
	return all, nil
}

func (v *Vault) openFeed(row *feedRow) (r model.Rueckmeldung, err error) {
	plain, err := v.openBody(row.body, tableFeed, strconv.FormatInt(row.cursor, 10), row.tnr)
	if err == nil && json.Unmarshal(plain, &r) != nil {
		err = ErrDamaged
	}
	if err != nil || row.reply == nil {
		return r, err
	}
	reply, err := v.openReply(row)
	if damaged(err) { // the question is there all the same
		return r, nil
	}
	r.Antwort = reply
	return r, err
}

func (v *Vault) openReply(row *feedRow) (*model.Antwort, error) {
	plain, err := v.openBody(row.reply, placeReply, strconv.FormatInt(row.cursor, 10), strconv.FormatInt(row.open, 10))
	if err != nil {
		return nil, err
	}
	var reply model.Antwort
	if json.Unmarshal(plain, &reply) != nil {
		return nil, ErrDamaged
	}
	return &reply, nil
}

// askedBack adds to the history of a case what the registry asks about it, or lacks of it, that
// nobody has answered in words.
func (v *Vault) askedBack(ctx context.Context, q querier, caseID string, fall []model.Vorgang) error {
	all, err := v.answersOf(ctx, q, caseID)
	if err != nil {
		return err
	}
	for i := range all {
		if !all[i].Asks() {
			continue
		}
		for j := range fall {
			if fall[j].Transaktionsnummer == all[i].Transaktionsnummer {
				fall[j].Rueckfragen = append(fall[j].Rueckfragen, all[i])
			}
		}
	}
	return nil
}
