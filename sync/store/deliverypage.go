package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"example.org/meldeportal/model"
)

// DeliveryPage is a part of the list of all deliveries, the newest first, with how
// many there are of each state. What it costs depends on the size of the part and
// on how far it is from what is known of the list, however long that has become.
func (v *Vault) DeliveryPage(ctx context.Context, s model.DeliverySpan) (model.DeliveryPage, error) {
	tx, err := v.store.reader.BeginTx(ctx, &sql.TxOptions{ReadOnly: true}) // all of it at the same moment
	if err != nil {
		return model.DeliveryPage{}, fmt.Errorf("list deliveries: %w", translate(err))
	}
	defer func() { _ = tx.Rollback() }() // nothing was written
	p, err := v.deliveryPage(ctx, tx, s)
	if err != nil {
		return model.DeliveryPage{}, fmt.Errorf("list deliveries: %w", translate(err))
	}
	return p, nil
}

func (v *Vault) deliveryPage(ctx context.Context, tx *sql.Tx, s model.DeliverySpan) (p model.DeliveryPage, err error) {
	if p.Counts, err = countStates(ctx, tx); err != nil {
		return p, err
	}
	total := p.Total()
	p.From = max(0, min(s.From, total-s.N))
	first, err := firstOf(ctx, tx, &p, s)
	if err != nil {
		return p, err
	}
	if p.Deliveries, err = queryAll(ctx, tx, v.scanDelivery, selectDelivery+"WHERE rowid <= ? ORDER BY rowid DESC LIMIT ?", first, s.N); err != nil {
		return p, err
	}
	if len(p.Deliveries) < s.N {
		p.From = total - len(p.Deliveries) // the end is a place that is certain
	}
	p.People, err = v.peopleOf(ctx, tx, first, s.N)
	return p, err
}

// Rows of deliveries are numbered in the order in which they were completed. Where
// a step leads beyond the newest one, that is the first.
const (
	stepOlder = "SELECT rowid FROM delivery WHERE rowid <= ?1 ORDER BY rowid DESC LIMIT 1 OFFSET ?2"
	stepNewer = "SELECT rowid FROM delivery WHERE rowid >= ?1 ORDER BY rowid LIMIT 1 OFFSET ?2"
	newestRow = "SELECT coalesce(max(rowid), 0) FROM delivery"
	oldestRow = "SELECT coalesce(min(rowid), 0) FROM delivery"
)

// firstOf is the row at the place p.From, found from the nearest row whose place is
// known.
func firstOf(ctx context.Context, tx *sql.Tx, p *model.DeliveryPage, s model.DeliverySpan) (first int64, err error) {
	total := p.Total()
	place, query, args := 0, newestRow, []any(nil)
	if total-1-p.From < p.From {
		place, query = total-1, oldestRow
	}
	if near := s.Place + total - s.Total; s.Near != "" && distance(near, p.From) < distance(place, p.From) {
		place, query, args = near, "SELECT rowid FROM delivery WHERE tnr = ?", []any{s.Near}
	}
	row, err := queryOne(ctx, tx, scanNumber, query, args...)
	if errors.Is(err, ErrNotFound) { // it is in the list no more: from the top
		p.From = 0
		return queryOne(ctx, tx, scanNumber, newestRow)
	}
	if err != nil || place == p.From {
		return row, err
	}
	step := stepOlder
	if place > p.From {
		step = stepNewer
	}
	first, err = queryOne(ctx, tx, scanNumber, step, row, distance(place, p.From))
	if errors.Is(err, ErrNotFound) { // the place was not quite right
		p.From = 0
		return queryOne(ctx, tx, scanNumber, newestRow)
	}
	return first, err
}

func distance(a, b int) int { return max(a-b, b-a) }

func scanNumber(rows *sql.Rows) (n int64, err error) { return n, rows.Scan(&n) }

// countStates is how many deliveries there are of each state, as it is kept.
func countStates(ctx context.Context, q querier) (map[model.State]int, error) {
	counts := map[model.State]int{}
	_, err := queryAll(ctx, q, func(rows *sql.Rows) (none struct{}, err error) {
		var state model.State
		var n int
		err = rows.Scan(&state, &n)
		counts[state] = n
		return none, err
	}, "SELECT state, n FROM delivery_count")
	return counts, err
}

// peopleOf are the cases of a page of n from a row on.
func (v *Vault) peopleOf(ctx context.Context, q querier, first int64, n int) (map[string]model.Case, error) {
	cases, _, err := newCaseReader(v).read(ctx, q, n, selectCase+
		"WHERE id IN (SELECT case_id FROM delivery WHERE rowid <= ? ORDER BY rowid DESC LIMIT ?)", first, n)
	people := make(map[string]model.Case, len(cases))
	for i := range cases {
		people[cases[i].ID] = cases[i]
	}
	return people, err
}
