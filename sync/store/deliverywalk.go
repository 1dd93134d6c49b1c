package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"strings"

	"example.org/meldeportal/model"
	"example.org/meldeportal/sync/database"
)

// A list of deliveries that is searched, filtered, sorted or counted is walked once,
// header by header, beside whoever types; it keeps the rows that belong to it, and its
// pages are read by those.

// WalkDeliveries hands over the deliveries of a query, the newest first, as long as f
// wants more. One that cannot be read is marked.
func (v *Vault) WalkDeliveries(ctx context.Context, query model.DeliveryQuery, f func(*model.DeliveryLine) (more bool)) error {
	if err := v.fresh(ctx); err != nil {
		return fmt.Errorf("walk deliveries: %w", translate(err))
	}
	where, args, err := v.narrowed(ctx, query)
	if err == nil {
		err = v.walkDeliveries(ctx, f, "SELECT rowid, tnr, case_id, art, state, result, completed, settled, header, hold, mac FROM delivery "+where+"ORDER BY rowid DESC", args...)
	}
	if err != nil {
		return fmt.Errorf("walk deliveries: %w", translate(err))
	}
	return nil
}

func (v *Vault) walkDeliveries(ctx context.Context, f func(*model.DeliveryLine) bool, query string, args ...any) error {
	rows, err := v.store.reader.QueryContext(ctx, query, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	walk := &vorgangWalk{vault: v}
	for rows.Next() {
		l, err := walk.scanLine(rows)
		if err != nil {
			return err
		}
		if !f(&l) {
			return nil
		}
	}
	return rows.Err()
}

func (w *vorgangWalk) scanLine(rows *sql.Rows) (l model.DeliveryLine, err error) {
	var completed int64
	var settled sql.NullInt64
	var header, hold, mac sql.RawBytes
	if err := rows.Scan(&l.Row, &l.Transaktionsnummer, &l.CaseID, &l.Art, &l.State, &l.Ergebnis, &completed, &settled, &header, &hold, &mac); err != nil {
		return l, err
	}
	if !w.vault.walkStands(&plainDelivery{tnr: l.Transaktionsnummer, caseID: l.CaseID, art: l.Art, state: l.State, result: l.Ergebnis, completed: completed, settled: settled, header: header, hold: hold, mac: mac}) {
		l.Art, l.State, l.Ergebnis, l.Damaged = "", "", "", true
		return l, nil
	}
	l.Completed = database.FromMillis(completed)
	if settled.Valid {
		l.Settled = database.FromMillis(settled.Int64)
	}
	e, err := w.open(header, tableDelivery, l.Transaktionsnummer, 1)
	if l.Damaged = damaged(err); err != nil && !l.Damaged {
		return l, err
	}
	l.Typ, l.Meldeanlass, l.ICD, l.Date, l.MeldungID = e.Typ, e.Meldeanlass, e.ICD, e.Date, e.MeldungID
	l.Ersetzt, l.Papier, l.Beteiligte = e.Ersetzt, e.Papier, e.Beteiligte
	return l, nil
}

// fewOfAll is the part of all deliveries up to which looking them up by their state
// costs less than going through all in order.
const fewOfAll = 20

// narrowed is the condition of a query.
func (v *Vault) narrowed(ctx context.Context, query model.DeliveryQuery) (where string, args []any, err error) {
	var all []string
	if query.Cases != nil {
		ids, err := json.Marshal(query.Cases)
		if err != nil {
			return "", nil, err
		}
		all, args = append(all, "case_id IN (SELECT value FROM json_each(?))"), append(args, string(ids))
	}
	if query.States != nil {
		counts, err := countStates(ctx, v.store.reader)
		if err != nil {
			return "", nil, err
		}
		total, n, column := 0, 0, "+state" // the sign keeps SQLite from the index
		for _, c := range counts {
			total += c
		}
		marks := make([]string, len(query.States))
		for i, s := range query.States {
			n += counts[s]
			marks[i], args = "?", append(args, s)
		}
		if n*fewOfAll <= total {
			column = "state"
		}
		all = append(all, column+" IN ("+strings.Join(marks, ", ")+")")
	}
	if len(all) == 0 {
		return "", nil, nil
	}
	return "WHERE " + strings.Join(all, " AND ") + " ", args, nil
}

// DeliveriesAt are the deliveries with these numbers of a walk, in this order, with
// whom they are about. One that is there no more is left out.
func (v *Vault) DeliveriesAt(ctx context.Context, numbers []int64) (p model.DeliveryPage, err error) {
	list, err := json.Marshal(numbers)
	if err != nil {
		return p, fmt.Errorf("read deliveries: %w", err)
	}
	tx, err := v.store.reader.BeginTx(ctx, &sql.TxOptions{ReadOnly: true}) // all of it at the same moment
	if err != nil {
		return p, fmt.Errorf("read deliveries: %w", translate(err))
	}
	defer func() { _ = tx.Rollback() }() // nothing was written
	p, err = v.deliveriesAt(ctx, tx, string(list))
	if err != nil {
		return p, fmt.Errorf("read deliveries: %w", translate(err))
	}
	return p, nil
}

// DeliveriesOf are the deliveries with these Transaktionsnummern, in any order, and how
// many there are of each state. Whom they are about is left out, and what is there no
// more.
func (v *Vault) DeliveriesOf(ctx context.Context, tnrs []string) (p model.DeliveryPage, err error) {
	list, err := json.Marshal(tnrs)
	if err == nil {
		p.Counts, err = countStates(ctx, v.store.reader)
	}
	if err == nil {
		p.Deliveries, err = queryAll(ctx, v.store.reader, v.scanDelivery, selectDelivery+"WHERE tnr IN (SELECT value FROM json_each(?))", string(list))
	}
	if err != nil {
		return model.DeliveryPage{}, fmt.Errorf("read deliveries: %w", translate(err))
	}
	return p, nil
}

func (v *Vault) deliveriesAt(ctx context.Context, tx *sql.Tx, list string) (p model.DeliveryPage, err error) {
	if p.Counts, err = countStates(ctx, tx); err != nil {
		return p, err
	}
	p.Deliveries, err = queryAll(ctx, tx, v.scanDelivery,
		selectDelivery+"JOIN json_each(?) AS wanted ON delivery.rowid = CAST(wanted.value AS BIGINT) ORDER BY wanted.key", list)
	if err != nil {
		return p, err
	}
	cases, _, err := newCaseReader(v).read(ctx, tx, len(p.Deliveries), selectCase+
		"WHERE id IN (SELECT case_id FROM delivery WHERE rowid IN (SELECT CAST(value AS BIGINT) FROM json_each(?)))", list)
	p.People = make(map[string]model.Case, len(cases))
	for i := range cases {
		p.People[cases[i].ID] = cases[i]
	}
	return p, err
}
