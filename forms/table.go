package forms

import (
	"fmt"
	"strings"

	"example.org/meldeportal/model/field"
)

// table is a repeated group as it is drawn: one line per element, its values in
// columns below their names.
//
//	Fernmetastasen (2)       Datum der M…  Ort
//	▸ + 1                    12.03.2026    HEP Leber
//	  + 2                    21.11.2026    OSS Knochen
//
// Values of the same name share a column, also those of different branches of a
// choice. What is typed right now changes its table only once it is confirmed:
// a letter writes one line of the window, not two.
type table struct {
	heads   []string
	cells   [][]string // by element and column
	widths  []int      // of the columns that fit
	changes int        // of the form, when it was made
	room    int
}

// The least width of a column that is cut, and what stands between columns.
const (
	leastColumn = 10
	columnGap   = 2
)

// table is the table of a list, made anew where the report has changed.
func (p *pen) table(list field.Bound) *table {
	f, old := p.form, p.form.tables[list.ID]
	if old != nil && old.room == p.rest && len(old.cells) == list.Len() && (old.changes == f.changes || f.Typing()) {
		return old
	}
	t := &table{changes: f.changes, room: p.rest, cells: make([][]string, list.Len())}
	f.tables[list.ID] = t
	field.Walk(f.root, f.report, func(b field.Bound) bool {
		if b.Row.Leaf() && within(b.ID, list.ID) && b.Get() != "" && b.Asked() && !derived(b) {
			t.put(b, list, p.brief(b))
		}
		return within(b.ID, list.ID) || within(list.ID, b.ID)
	})
	t.fit()
	return t
}

// put enters a value into its cell.
func (t *table) put(b, list field.Bound, text string) {
	_, i, _, ok := split(b.ID, list.ID)
	if !ok || i >= len(t.cells) {
		return
	}
	column := t.column(columnName(b, list))
	for len(t.cells[i]) <= column {
		t.cells[i] = append(t.cells[i], "")
	}
	t.cells[i][column] = strings.TrimSpace(t.cells[i][column] + " " + text)
}

// columnName is what a value's column is called: by the part it stands in where
// the part is one thing, as a dose with its unit is, else by itself.
func columnName(b, list field.Bound) string {
	if up, ok := b.Up(); ok && up.ID != list.ID && up.Row.Choice == "" {
		return up.Row.Label
	}
	if up, ok := b.Up(); ok && b.Row.ID == "" {
		return up.Row.Label
	}
	return b.Row.Label
}

func (t *table) column(name string) int {
	for i, head := range t.heads {
		if head == name {
			return i
		}
	}
	t.heads = append(t.heads, name)
	return len(t.heads) - 1
}

// fit chooses the columns that have room, the first ones first, and shares what
// is left among those that could use it.
func (t *table) fit() {
	natural, left := t.natural(), t.room
	for _, w := range natural {
		if left -= min(w, leastColumn) + columnGap; left < -columnGap {
			left += min(w, leastColumn) + columnGap
			break
		}
		t.widths = append(t.widths, min(w, leastColumn))
	}
	for left += columnGap; left > 0; {
		grown := false
		for i := range t.widths {
			if t.widths[i] < natural[i] && left > 0 {
				t.widths[i]++
				left, grown = left-1, true
			}
		}
		if !grown {
			return
		}
	}
}

// natural is how wide every column would like to be.
func (t *table) natural() []int {
	widths := make([]int, len(t.heads))
	for i, head := range t.heads {
		widths[i] = width(head)
	}
	for _, row := range t.cells {
		for i, text := range row {
			widths[i] = max(widths[i], width(text))
		}
	}
	return widths
}

// line sets texts into the columns.
func (t *table) line(texts []string, look *Look) string {
	var b strings.Builder
	for i, w := range t.widths {
		text := ""
		if i < len(texts) {
			text = cutTo(Clean(texts[i]), w, look)
		}
		if i == len(t.widths)-1 {
			b.WriteString(text)
			break
		}
		b.WriteString(padTo(text, w+columnGap))
	}
	return strings.TrimRight(b.String(), " ")
}

// drawHeading names what follows; a repeated group also says how many elements
// it has and names their columns.
func (p *pen) drawHeading(e *entry) string {
	margin, label := strings.Repeat(" ", signCells)+indent(e), Clean(e.label)
	if !e.bound.Row.List() {
		return margin + p.look.Label.Bold(true).Render(label)
	}
	count := fmt.Sprintf(" (%d)", e.bound.Len())
	if label = p.marked(e); e.bound.Len() == 0 {
		return margin + p.look.Label.Bold(true).Render(label)
	}
	room := p.label - width(indent(e))
	label = padTo(cutTo(label, room-width(count), p.look)+count, room)
	t := p.table(e.bound)
	return margin + p.look.Label.Bold(true).Render(label) + " " + p.look.Muted.Render(t.line(t.heads, p.look))
}

// drawItem is an element in one line.
func (p *pen) drawItem(e *entry) string {
	head := p.head(e, p.itemLabel(e))
	t := p.table(e.bound)
	if e.index >= len(t.cells) || len(t.cells[e.index]) == 0 {
		return head + p.look.Muted.Render("leer")
	}
	return head + p.look.Value.Render(t.line(t.cells[e.index], p.look))
}
