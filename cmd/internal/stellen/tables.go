package stellen

import (
	"bytes"
	"context"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/sync/database"
)

// rowsShown is how many rows of a table are shown.
const rowsShown = 3

// tablesOf are tables of an office's database with their first rows.
func tablesOf(ctx context.Context, path string, only func(table string) bool) (all []answer.OfficeTable, err error) {
	db, err := database.Open(path, database.Options{})
	if err != nil {
		return nil, err
	}
	defer db.Close() // it was read only
	rows, err := db.Reader.QueryContext(ctx, "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY rowid")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return nil, err
		}
		if only(name) {
			all = append(all, answer.OfficeTable{Name: name})
		}
	}
	for i := range all {
		if err := readTable(ctx, db, &all[i]); err != nil {
			return nil, err
		}
	}
	return all, rows.Err()
}

func readTable(ctx context.Context, db *database.DB, t *answer.OfficeTable) error {
	rows, err := db.Reader.QueryContext(ctx, fmt.Sprintf("SELECT * FROM %s LIMIT %d", t.Name, rowsShown))
	if err != nil {
		return err
	}
	defer rows.Close()
	if t.Columns, err = rows.Columns(); err != nil {
		return err
	}
	for rows.Next() {
		values, into := make([]any, len(t.Columns)), make([]any, len(t.Columns))
		for i := range values {
			into[i] = &values[i]
		}
		if err := rows.Scan(into...); err != nil {
			return err
		}
		var row []string
		for _, v := range values {
			row = append(row, short(v))
		}
		t.Rows = append(t.Rows, row)
	}
	return rows.Err()
}

// short is a value as it is shown: of bytes the first and how many they are.
func short(v any) string {
	const most = 40
	switch v := v.(type) {
	case nil:
		return "–"
	case []byte:
		return fmt.Sprintf("%s… (%d Bytes)", hex.EncodeToString(v[:min(6, len(v))]), len(v))
	case string:
		if utf8.RuneCountInString(v) > most {
			return string([]rune(v)[:most]) + "…"
		}
		return v
	}
	return fmt.Sprint(v)
}

// found counts texts in all files of a folder.
func found(dir string, texts []string) (hits int, err error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return 0, err
	}
	for _, e := range entries {
		if e.IsDir() {
			continue
		}
		text, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			return 0, err
		}
		for _, t := range texts {
			hits += bytes.Count(text, []byte(t)) + bytes.Count(text, []byte(strings.ToUpper(t)))
		}
	}
	return hits, nil
}
