package forms

import (
	"fmt"
	"strings"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/field"
)

// Change is a difference between two reports in words. Its texts are fit to be
// drawn; a side that holds nothing is "".
type Change struct {
	ID            string // the field to go to, "" when what it stood in is gone
	Label         string
	Before, After string
}

// Changes puts differences into words.
func Changes(root *field.Part, before, after *model.Report, found []field.Difference, env Env) []Change {
	f := &Form{root: root, report: after, env: env}
	changes := make([]Change, 0, len(found))
	for _, d := range found {
		report, id := after, d.ID
		if d.Gone {
			report, id = before, ""
		}
		if b, ok := field.Lookup(root, report, d.ID); ok {
			changes = append(changes, Change{id, Clean(placeLabel(b)), f.inWords(b, d.Before), f.inWords(b, d.After)})
		}
	}
	return changes
}

// inWords is a value as it is shown, with what a code means.
func (f *Form) inWords(b field.Bound, value string) string {
	if value == "" {
		return ""
	}
	w := f.widgetFor(b)
	text := w.show(value)
	if k := b.Row.Type.Kind; k == field.Date || k == field.Year {
		return Clean(text)
	}
	if meaning, _ := w.meaning(value, false); meaning != "" {
		text += " " + meaning
	}
	return Clean(text)
}

// placeLabel names a field with the part or list item it stands in, as far as
// that is deeper than the report type: "Fernmetastasen 2 / Ort".
func placeLabel(b field.Bound) string {
	label := leafLabel(b)
	up, ok := b.Up()
	if ok && b.Row.ID == "" {
		up, ok = up.Up()
	}
	if !ok || up.Row.Label == "" {
		return label
	}
	list, i := b.Item()
	switch {
	case i >= 0 && up.ID == list:
		return fmt.Sprintf("%s %d / %s", up.Row.Label, i+1, label)
	case strings.Contains(up.ID, "."):
		return up.Row.Label + " / " + label
	}
	return label
}
