package listing

import (
	"bytes"
	"encoding/csv"
	"strings"
	"unicode/utf8"
)

// Table is what of a list leaves the program: its heads and the rows in sight.
type Table struct {
	Heads []string
	Rows  [][]string
}

// TableOf begins the table of columns.
func TableOf[R any](columns []Column[R]) *Table {
	t := &Table{}
	for i := range columns {
		t.Heads = append(t.Heads, columns[i].Head)
	}
	return t
}

// Add puts a row behind the others.
func Add[R any](t *Table, columns []Column[R], r *R) {
	row := make([]string, len(columns))
	for i := range columns {
		row[i] = columns[i].Text(r)
	}
	t.Rows = append(t.Rows, row)
}

// CSV is the table as spreadsheets of this country read it: semicolons, CRLF, UTF-8
// with its mark. No cell is a formula there (OWASP: CSV Injection).
func (t *Table) CSV() []byte {
	var b bytes.Buffer
	b.WriteString("\ufeff")
	w := csv.NewWriter(&b)
	w.Comma, w.UseCRLF = ';', true
	for _, row := range append([][]string{t.Heads}, t.Rows...) {
		guarded := make([]string, len(row))
		for i := range row {
			guarded[i] = guard(row[i])
		}
		_ = w.Write(guarded) // a buffer takes everything
	}
	w.Flush()
	return b.Bytes()
}

// guard puts an apostrophe before what a spreadsheet would calculate.
func guard(cell string) string {
	if trimmed := strings.TrimLeft(cell, " \t\r\n\u00a0\u200b\ufeff"); trimmed != "" && strings.ContainsRune("=+-@＝＋－＠", []rune(trimmed)[0]) ||
		cell != "" && strings.ContainsRune("\t\r\n", []rune(cell)[0]) {
		return "'" + cell
	}
	return cell
}

// Text is the table with its columns under each other.
func (t *Table) Text() []byte {
	widths := make([]int, len(t.Heads))
	rows := append([][]string{t.Heads}, t.Rows...)
	for _, row := range rows {
		for i, cell := range row {
			widths[i] = max(widths[i], utf8.RuneCountInString(cell))
		}
	}
	var b bytes.Buffer
	for _, row := range rows {
		var line strings.Builder
		for i, cell := range row {
			line.WriteString(cell + strings.Repeat(" ", widths[i]-utf8.RuneCountInString(cell)+2))
		}
		b.WriteString(strings.TrimRight(line.String(), " ") + "\n")
	}
	return b.Bytes()
}

// File is the table as a file of a name: CSV where it ends so.
func (t *Table) File(name string) []byte {
	if strings.HasSuffix(strings.ToLower(strings.TrimSpace(name)), ".csv") {
		return t.CSV()
	}
	return t.Text()
}
