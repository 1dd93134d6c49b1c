package forms

import (
	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/model/field"
)

// Cell asks for one value outside a form, in a dialog or a grid, as the field
// of a form would: shorthand dates, codes by a letter, at once what it means.
type Cell struct {
	w   widget
	typ *field.Type
}

// NewCell makes a cell for a row of the table.
func NewCell(b field.Bound, env Env) *Cell {
	return &Cell{(&Form{env: env}).widgetFor(b), b.Row.Type}
}

// Open begins a visit with what is stored.
func (c *Cell) Open(stored string) { c.w.open(stored, false) }

// Key edits and reports whether the text changed.
func (c *Cell) Key(k tea.KeyMsg) bool { return c.w.key(k) }

// Commit is what the typed text becomes when the person goes on.
func (c *Cell) Commit() string { return c.w.commit() }

// Show is how a stored value is drawn.
func (c *Cell) Show(stored string) string { return Clean(c.w.show(stored)) }

// Meaning says what a stored value stands for; while the person types, what the
// typed text stands for.
func (c *Cell) Meaning(stored string, typing bool) string {
	text, _ := c.w.meaning(stored, typing)
	return Clean(text)
}

// Line is the typed text around the typing position, and whether the next letter
// replaces it.
func (c *Cell) Line() (left, right string, replaced bool) {
	left, right, replaced = c.w.around()
	return Clean(left), Clean(right), replaced
}

// Fits reports that a value has the shape its type asks for.
func (c *Cell) Fits(value string) bool { return value == "" || c.typ.Check(value) == nil }
