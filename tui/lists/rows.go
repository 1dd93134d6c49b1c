package lists

import (
	"context"

	"example.org/meldeportal/model/listing"
)

// Rows is a list that is held whole, for whoever reads it beside its owner.
type Rows[R any] struct {
	ID      string // see Listing.Name
	Columns []listing.Column[R]
	All     []R
	Among   func(r *R, v listing.View, counted string) bool // rows that may be in sight, or counted by a column; nil = all
}

// Name is the id of the list.
func (r Rows[R]) Name() string { return r.ID }

// Heads are its columns.
func (r Rows[R]) Heads() []listing.Head { return listing.Heads(r.Columns) }

// Sift are the numbers of the rows of a view, in its order.
func (r Rows[R]) Sift(ctx context.Context, v listing.View) ([]int, error) {
	among := r.among(v, "")
	found, err := listing.Sift(ctx, r.Columns, &v, len(among), r.at(among))
	for i := range found {
		found[i] = among[found[i]]
	}
	return found, err
}

// Shown are the rows of a view, in its order.
func (r Rows[R]) Shown(ctx context.Context, v listing.View) (rows []R, err error) {
	found, err := r.Sift(ctx, v)
	for _, i := range found {
		rows = append(rows, r.All[i])
	}
	return rows, err
}

func (r Rows[R]) among(v listing.View, counted string) []int {
	among := make([]int, 0, len(r.All))
	for i := range r.All {
		if r.Among == nil || r.Among(&r.All[i], v, counted) {
			among = append(among, i)
		}
	}
	return among
}

func (r Rows[R]) at(among []int) func(int) *R { return func(i int) *R { return &r.All[among[i]] } }

// Count counts the values of a column.
func (r Rows[R]) Count(ctx context.Context, v listing.View, column string) ([]listing.Count, error) {
	among := r.among(v, column)
	return listing.CountValues(ctx, r.Columns, &v, column, len(among), r.at(among))
}

// Table is the view as it can be taken along.
func (r Rows[R]) Table(ctx context.Context, v listing.View) (*listing.Table, error) {
	found, err := r.Sift(ctx, v)
	table := listing.TableOf(r.Columns)
	for _, i := range found {
		listing.Add(table, r.Columns, &r.All[i])
	}
	return table, err
}
