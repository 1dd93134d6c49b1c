package database

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"
)

// transferRows is how many rows go over in one statement.
const transferRows = 50

// transfer copies all rows of one database, as one reading sees them, into another one with
// the same tables, in the place of what is in those.
func transfer(ctx context.Context, from, to *DB) error {
	reading, err := from.Reader.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return err
	}
	defer reading.Rollback() // it was read only
	tables, err := fileTables(ctx, from, to)
	if err != nil {
		return err
	}
	return to.Write(ctx, func(tx *sql.Tx) error {
		return to.engine.untriggered(tx, tables, func() error {
			for _, t := range slices.Backward(tables) {
				if _, err := tx.Exec("DELETE FROM " + t.name); err != nil {
					return err
				}
			}
			for _, t := range tables {
				if err := t.copyAs(ctx, t.name, reading, tx); err != nil {
					return fmt.Errorf("copy %s: %w", t.name, err)
				}
			}
			return nil
		})
	})
}

// Fill puts what a file holds in the place of what is in the database. Both have the same
// tables.
func (db *DB) Fill(ctx context.Context, path string) error {
	held, err := Open(path, Options{Steps: db.opt.Steps, Mark: db.opt.Mark})
	if err != nil {
		return err
	}
	defer held.Close() // it was read only
	return transfer(ctx, held, db)
}

// table is a table with its columns.
type table struct {
	name    string
	columns []string
}

// fileTables are the tables of whichever of the two is a file, those first that others
// refer to: in the order they were made.
func fileTables(ctx context.Context, one, other *DB) (tables []table, err error) {
	db := one
	if _, ok := db.engine.(file); !ok {
		db = other
	}
	rows, err := db.Writer.QueryContext(ctx, `SELECT t.name, c.name FROM sqlite_schema t JOIN pragma_table_info(t.name) c
WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%' ORDER BY t.rowid, c.cid`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var name, column string
		if err := rows.Scan(&name, &column); err != nil {
			return nil, err
		}
		if len(tables) == 0 || tables[len(tables)-1].name != name {
			tables = append(tables, table{name: name})
		}
		last := &tables[len(tables)-1]
		last.columns = append(last.columns, column)
	}
	return tables, rows.Err()
}

// copyAs copies the rows of a table into one of another name.
func (t *table) copyAs(ctx context.Context, name string, from, to *sql.Tx) error {
	list := strings.Join(t.columns, ", ")
	rows, err := from.QueryContext(context.WithValue(ctx, streamed{}, true), "SELECT "+list+" FROM "+t.name+" ORDER BY rowid")
	if err != nil {
		return err
	}
	defer rows.Close()
	var some []any
	for rows.Next() {
		if some, err = t.scan(rows, some); err == nil && len(some) == transferRows*len(t.columns) {
			some, err = nil, t.put(to, name, list, some)
		}
		if err != nil {
			return err
		}
	}
	if err := rows.Err(); err != nil || len(some) == 0 {
		return err
	}
	return t.put(to, name, list, some)
}

func (t *table) scan(rows *sql.Rows, some []any) ([]any, error) {
	values, at := make([]any, len(t.columns)), make([]any, len(t.columns))
	for i := range values {
		at[i] = &values[i]
	}
	err := rows.Scan(at...)
	for i, v := range values {
		if bytes, ok := v.([]byte); ok && len(bytes) == 0 {
			values[i] = []byte{} // not NULL
		}
	}
	return append(some, values...), err
}

func (t *table) put(tx *sql.Tx, name, list string, values []any) error {
	row := "(?" + strings.Repeat(", ?", len(t.columns)-1) + ")"
	_, err := tx.Exec("INSERT INTO "+name+" ("+list+") VALUES "+row+strings.Repeat(", "+row, len(values)/len(t.columns)-1), values...)
	return err
}
