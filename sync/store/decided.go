package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"

	"example.org/meldeportal/model/rights"
	"example.org/meldeportal/model/worklist"
)

const tableDecided = "decided"

// Decide keeps what somebody decided about a question of a case, in the place of what
// was decided before; with nil it is open again. ErrNotNow: nothing is asked of it any
// more, as somebody has done it meanwhile; ErrNoGrant: whom it is handed to cannot go on
// with it.
func (v *Vault) Decide(ctx context.Context, caseID string, frage worklist.Frage, sache string, e *worklist.Entscheid) error {
	err := v.act(ctx, func(tx *sql.Tx) (deed, error) {
		done := deed{action: rights.AufgabeEntschieden, object: caseID}
		if e.Handed() {
			done = deed{action: rights.Uebergeben, object: sache, detail: e.An}
			if err := v.canTake(ctx, e.An); err != nil {
				return done, err
			}
		}
		return done, v.decide(ctx, tx, caseID, frage, sache, e)
	})
	if err != nil {
		return fmt.Errorf("decide about a task: %w", err)
	}
	return nil
}

// canTake is ErrNoGrant for who may not write reports here.
func (v *Vault) canTake(ctx context.Context, login string) error {
	grants, err := v.Grants(ctx)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(grants, func(g Grant) bool { return g.Login == login && g.CanTake() }) {
		return ErrNoGrant
	}
	return nil
}

func (v *Vault) decide(ctx context.Context, tx *sql.Tx, caseID string, frage worklist.Frage, sache string, e *worklist.Entscheid) error {
	all, err := v.decided(ctx, tx, caseID)
	if err != nil {
		return err
	}
	all = slices.DeleteFunc(all, func(o worklist.Entscheid) bool { return o.Frage == frage && o.Sache == sache })
	if e != nil {
		e.Frage, e.Sache = frage, sache
		all = append(all, *e)
	}
	if all, err = v.stillAsked(ctx, tx, caseID, all); err != nil {
		return err
	}
	if e != nil && !slices.ContainsFunc(all, func(o worklist.Entscheid) bool { return o.Frage == frage && o.Sache == sache }) {
		return ErrNotNow
	}
	seq, err := nextSeq(tx)
	if err != nil {
		return err
	}
	if err := v.keepDecided(tx, caseID, all, seq); err != nil {
		return err
	}
	return v.recount(tx, caseID, seq)
}

// stillAsked leaves out what was decided about a question that nobody asks any more.
func (v *Vault) stillAsked(ctx context.Context, tx *sql.Tx, caseID string, all []worklist.Entscheid) ([]worklist.Entscheid, error) {
	s, _, err := newStandReader(v, tx).asked(ctx, caseID)
	return slices.DeleteFunc(all, func(e worklist.Entscheid) bool { return s.Asks(e.Frage, e.Sache) == nil }), err
}

func (v *Vault) keepDecided(tx *sql.Tx, caseID string, all []worklist.Entscheid, seq int64) error {
	if len(all) == 0 {
		_, err := tx.Exec("DELETE FROM decided WHERE case_id = ?", caseID)
		return err
	}
	plain, err := json.Marshal(all)
	if err != nil {
		return err
	}
	sealed, err := v.key.SealBody(plain, tableDecided, caseID, strconv.FormatInt(seq, 10))
	if err != nil {
		return err
	}
	_, err = tx.Exec("INSERT INTO decided (case_id, seq, body) VALUES (?1, ?2, ?3) ON CONFLICT (case_id) DO UPDATE SET seq = ?2, body = ?3", caseID, seq, sealed)
	return err
}

// decided is what was decided about the tasks of a case. What nobody can read any more
// decides nothing: the tasks are there again.
func (v *Vault) decided(ctx context.Context, q querier, caseID string) (all []worklist.Entscheid, err error) {
	type row struct {
		seq  int64
		body []byte
	}
	r, err := queryOne(ctx, q, func(rows *sql.Rows) (r row, err error) { return r, rows.Scan(&r.seq, &r.body) },
		"SELECT seq, body FROM decided WHERE case_id = ?", caseID)
	if errors.Is(err, ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	plain, err := v.key.OpenBody(r.body, tableDecided, caseID, strconv.FormatInt(r.seq, 10))
	if damaged(err) || err == nil && json.Unmarshal(plain, &all) != nil {
		return nil, nil
	}
	return all, err
}
