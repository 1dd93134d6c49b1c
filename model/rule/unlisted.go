package rule

import (
	"fmt"

	"example.org/meldeportal/model/catalog"
	"example.org/meldeportal/model/field"
)

// ownText notes a text of one's own where the field suggests a list: it may be
// meant so, and it may be the beginning of a name that was never taken.
func (d *derivation) ownText(b *field.Bound, text string) {
	if b.Row.Type.Kind != field.Text || b.Row.Type.List == "" || b.Row.Type.Examples {
		return
	}
	list, ok := catalog.Get(b.Row.Type.List)
	if !ok {
		return
	}
	if _, ok := list.Entry(text); !ok {
		d.add(idListe, d.unlisted, fmt.Sprintf("%s: „%s“ steht nicht in der Liste.", labelOf(b), text), b.ID)
	}
}
