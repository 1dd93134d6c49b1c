package forms

import (
	"fmt"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/field"
)

// Cell asks for one value outside a form, in a dialog or a grid, as the field
// of a form would: shorthand dates, codes by a letter, at once what it means.
type Cell struct {
	w     widget
	typ   *field.Type
	label string
}

// NewCell makes a cell for a field of a report, nil when the table does not have it.
func NewCell(root *field.Part, r *model.Report, id string, env Env) *Cell {
	return (&Form{root: root, report: r, env: env}).Cell(id)
}

// Cell asks for the value of one of the form's fields; nil when the table does
// not have it.
func (f *Form) Cell(id string) *Cell {
	b, ok := field.Lookup(f.root, f.report, id)
	if !ok || !b.Row.Leaf() {
		return nil
	}
	return &Cell{f.widgetFor(b), b.Row.Type, leafLabel(b)}
}

// Open begins a visit with what is stored.
func (c *Cell) Open(stored string) { c.w.open(stored, false) }

// Resume goes on with a visit in the middle of which the person was interrupted:
// the text is typed anew.
func (c *Cell) Resume(text string) {
	c.w.open("", false)
	if text != "" {
		c.w.key(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(text)})
	}
}

// Text is what stands in the cell while the person types.
func (c *Cell) Text() string {
	left, right, _ := c.w.around()
	return left + right
}

// Key edits and reports whether the text changed.
func (c *Cell) Key(k tea.KeyMsg) bool { return c.w.key(k) }

// Enter is what Enter does with the typed text, by the one rule of choose.go: ""
// where it leads on, else why it stays. There is no list below a cell, so the hits
// are named.
func (c *Cell) Enter() (stays string) {
	p, ok := c.w.(*pick)
	if !ok || !p.isOpen && p.line.text() == p.show(p.before) || !p.enter() {
		return ""
	}
	if n := len(p.hits); n > 0 {
		return Clean(fmt.Sprintf("%d Treffer: %s. Bitte genauer tippen; Tab lässt „%s“ stehen.", n, p.few(), p.line.text()))
	}
	return Clean(p.said)
}

// few are the first hits with what they mean.
func (p *pick) few() string {
	var names []string
	for _, e := range p.hits[:min(len(p.hits), namedHits)] {
		names = append(names, strings.TrimSpace(e.Code+" "+p.tell(e)))
	}
	if len(p.hits) > namedHits {
		names = append(names, "weitere")
	}
	return strings.Join(names, ", ")
}

// namedHits is how many hits are named in one line.
const namedHits = 3

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

// Label is the field's name.
func (c *Cell) Label() string { return Clean(c.label) }

// List is the code list the value comes from, "" = none.
func (c *Cell) List() string { return c.typ.List }
