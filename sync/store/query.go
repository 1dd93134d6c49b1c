package store

import (
	"context"
	"database/sql"
	"errors"
)

// querier is a handle or a transaction.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

// queryAll reads all rows of a query.
func queryAll[T any](ctx context.Context, q querier, scan func(*sql.Rows) (T, error), query string, args ...any) ([]T, error) {
	rows, err := q.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []T
	for rows.Next() {
		one, err := scan(rows)
		if err != nil {
			return nil, err
		}
		all = append(all, one)
	}
	return all, rows.Err()
}

// scanText reads a row of one text.
func scanText(rows *sql.Rows) (text string, err error) { return text, rows.Scan(&text) }

// scanBytes reads a row of one value.
func scanBytes(rows *sql.Rows) (value []byte, err error) { return value, rows.Scan(&value) }

// queryOne reads the one row of a query; none is ErrNotFound.
func queryOne[T any](ctx context.Context, q querier, scan func(*sql.Rows) (T, error), query string, args ...any) (one T, err error) {
	all, err := queryAll(ctx, q, scan, query, args...)
	if err == nil && len(all) == 0 {
		err = ErrNotFound
	}
	if err != nil {
		return one, err
	}
	return all[0], nil
}

// oneRow makes of an update that found nothing the given error.
func oneRow(result sql.Result, err error, none error) error {
	if err != nil {
		return err
	}
	if n, err := result.RowsAffected(); err != nil || n > 0 {
		return err
	}
	return none
}

// noRows makes of a single row that is not there the given error.
func noRows(err error, none error) error {
	if errors.Is(err, sql.ErrNoRows) {
		return none
	}
	return err
}

// nextSeq counts a change.
func nextSeq(tx *sql.Tx) (seq int64, err error) {
	return seq, tx.QueryRow("UPDATE sequence SET n = n + 1 RETURNING n").Scan(&seq)
}

// ofCase narrows a query to one case; "" is all cases. (A condition that holds
// for "" too would keep SQLite from using the index.)
func ofCase(caseID string) (where string, args []any) {
	if caseID == "" {
		return "", nil
	}
	return "WHERE case_id = ? ", []any{caseID}
}
