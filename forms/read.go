package forms

import (
	"fmt"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/field"
)

// Chapter is a page of a report that is only read.
type Chapter struct {
	Title string
	Items []Item
}

// Item is one line of it: a value with its meaning, or, without a value, the
// name of what follows. Its texts are fit to be drawn.
type Item struct {
	Label, Value, Meaning string
	Depth                 int
}

// Read is everything that stands in a report, in the order of work, asked or
// not: whoever wants what will be sent gives field.Written of it. Pages that say
// nothing are left out. The report is not changed.
func Read(root *field.Part, r *model.Report, pages []Page, env Env) []Chapter {
	f := New(root, field.Copy(r), pages, env)
	f.openAll()
	var chapters []Chapter
	for p := range f.pages {
		if items := read(f.list(&f.pages[p])); len(items) > 0 {
			chapters = append(chapters, Chapter{f.pages[p].Title, items})
		}
	}
	return chapters
}

// openAll opens every item of every list.
func (f *Form) openAll() {
	field.Walk(f.root, f.report, func(b field.Bound) bool {
		if b.Row.List() {
			for i := range b.Len() {
				f.open[field.ItemID(b.ID, i)] = true
			}
		}
		return true
	})
}

// read keeps the lines that say something, with the names of the items above them.
func read(entries []*entry) (items []Item) {
	for _, e := range entries {
		switch {
		case e.kind == item:
			items = append(items, Item{Label: Clean(fmt.Sprintf("%s %d", e.bound.Row.Label, e.index+1)), Depth: e.depth})
		case e.kind == leaf && e.stored() != "":
			meaning, _ := e.widget().meaning(e.stored(), false)
			items = append(items, Item{Clean(e.label), Clean(e.widget().show(e.stored())), Clean(meaning), e.depth})
		}
	}
	return items
}
