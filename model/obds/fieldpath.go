package obds

import (
	"strings"
	"sync"

	"example.org/meldeportal/model/dataset"
)

// FieldPath is the element path of a field by its id, as the schema has it:
// "/oBDS/Menge_Patient/Patient/…/Diagnose/cTNM/T", "" for ids the table does
// not have and for selectors, which are no element. Indexes of list items do
// not matter. Where a field stands in a document is what Places says.
func FieldPath(id string) string { return fieldPaths()[withoutIndexes(id)] }

// withoutIndexes turns "a[2].b" into "a.b".
func withoutIndexes(id string) string {
	if strings.IndexByte(id, '[') < 0 { // as most are
		return id
	}
	var b strings.Builder
	for {
		before, after, more := strings.Cut(id, "[")
		b.WriteString(before)
		if !more {
			return b.String()
		}
		_, id, _ = strings.Cut(after, "]")
	}
}

// fieldPaths are the paths of all fields by id. A container whose own text is
// a field, as a code beside its version, has the path of that text.
var fieldPaths = sync.OnceValue(func() map[string]string {
	paths := map[string]string{}
	addPaths(paths, tree(dataset.Newest).root, "", "")
	return paths
})

func addPaths(paths map[string]string, e *element, id, path string) {
	path += "/" + e.name
	id = joinID(id, e.row)
	if e.role == meldungAt {
		id = ""
	}
	leaf := e.value != nil
	if _, known := paths[id]; id != "" && (leaf || !known) {
		paths[id] = path
	}
	for _, a := range e.attrs {
		if a.row != nil {
			paths[joinID(id, a.row)] = path + "/@" + a.name
		}
	}
	for _, u := range e.units {
		for _, child := range u.branches {
			addPaths(paths, child, id, path)
		}
	}
}
