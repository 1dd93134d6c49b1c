package field

import (
	"maps"
	"slices"
	"strings"

	"example.org/meldeportal/model"
)

// A draft is a report as raw texts by field id: everything somebody entered,
// whatever it looks like, also in branches that are not taken and in fields
// that are not asked right now. What is there but holds nothing — an optional
// container, an item of a list — stands with its id, a dot behind it and an
// empty text: "Diagnose.cTNM.", "Diagnose.Menge_FM[1].".

// Texts takes a report apart into its draft.
func Texts(root *Part, r *model.Report) map[string]string {
	texts := map[string]string{}
	Walk(root, r, func(b Bound) (inside bool) {
		switch at := &b.Row.At; at.kind {
		case leaf:
			if text := b.Get(); text != "" {
				texts[b.ID] = text
			}
		case opt:
			child := at.child(b.owner(false))
			if child != nil && empty(child) {
				texts[b.ID+mark] = ""
			}
			return child != nil
		case each:
			for i := range b.Len() {
				if empty(at.item(b.owner(false), i)) {
					texts[ItemID(b.ID, i)+mark] = ""
				}
			}
		}
		return true
	})
	return texts
}

// mark behind an id says that something is there and holds nothing.
const mark = "."

// Fill puts a draft into a report that is empty so far. What the table does not
// know is returned, sorted: the caller keeps it or tells of it.
func Fill(root *Part, r *model.Report, texts map[string]string) (unknown []string) {
	for _, id := range slices.Sorted(maps.Keys(texts)) {
		if !fill(root, r, id, texts[id]) {
			unknown = append(unknown, id)
		}
	}
	return unknown
}

func fill(root *Part, r *model.Report, id, text string) (known bool) {
	if place, marked := strings.CutSuffix(id, mark); marked {
		return text == "" && root.makeMarked(r, place)
	}
	b, ok := Lookup(root, r, id)
	if !ok || !b.Row.Leaf() {
		return false
	}
	b.Set(text)
	return true
}

// makeMarked makes the container or the list item of a mark.
func (p *Part) makeMarked(r *model.Report, id string) (known bool) {
	key, indices, ok := cutIndices(id)
	n := p.unfolded().marks[key]
	if !ok || n == nil {
		return false
	}
	b, _, rest := n.bind(r, indices)
	item := 0
	if len(rest) > 0 {
		item = rest[0]
	}
	b.child(item, true)
	return true
}
