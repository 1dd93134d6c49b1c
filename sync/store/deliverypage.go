package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"

	"example.org/meldeportal/model"
)

// DeliveryPage is a part of the list of all deliveries, the newest first: n of
// them from a place on, and how many there are of each state. What it costs
// depends on n, however long the list has become.
func (v *Vault) DeliveryPage(ctx context.Context, from, n int) (model.DeliveryPage, error) {
	tx, err := v.store.reader.BeginTx(ctx, &sql.TxOptions{ReadOnly: true}) // all of it at the same moment
	if err != nil {
		return model.DeliveryPage{}, fmt.Errorf("list deliveries: %w", translate(err))
	}
	defer func() { _ = tx.Rollback() }() // nothing was written
	p, err := v.deliveryPage(ctx, tx, from, n)
	if err != nil {
		return model.DeliveryPage{}, fmt.Errorf("list deliveries: %w", translate(err))
	}
	return p, nil
}

func (v *Vault) deliveryPage(ctx context.Context, tx *sql.Tx, from, n int) (p model.DeliveryPage, err error) {
	if p.Counts, err = countStates(ctx, tx); err != nil {
		return p, err
	}
	total := p.Total()
	p.From = max(0, min(from, total-n))
	n = min(n, total-p.From)
	order, skip := "DESC", p.From
	if skip > total/2 { // the nearer end
		order, skip = "ASC", total-p.From-n
	}
	where := fmt.Sprintf("ORDER BY rowid %s LIMIT %d OFFSET %d", order, n, skip)
	if p.Deliveries, err = queryAll(ctx, tx, v.scanDelivery, selectDelivery+where); err != nil {
		return p, err
	}
	if order == "ASC" {
		slices.Reverse(p.Deliveries)
	}
	p.People, err = v.peopleOf(ctx, tx, where, n)
	return p, err
}

func countStates(ctx context.Context, q querier) (map[model.State]int, error) {
	counts := map[model.State]int{}
	_, err := queryAll(ctx, q, func(rows *sql.Rows) (none struct{}, err error) {
		var state model.State
		var n int
		err = rows.Scan(&state, &n)
		counts[state] = n
		return none, err
	}, "SELECT state, count(*) FROM delivery GROUP BY state")
	return counts, err
}

// peopleOf are the cases of a page. Rows of deliveries are numbered in the order
// in which they were completed.
func (v *Vault) peopleOf(ctx context.Context, q querier, where string, n int) (map[string]model.Case, error) {
	cases, _, err := newCaseReader(v).read(ctx, q, n, selectCase+"WHERE id IN (SELECT case_id FROM delivery "+where+")")
	people := make(map[string]model.Case, len(cases))
	for i := range cases {
		people[cases[i].ID] = cases[i]
	}
	return people, err
}
