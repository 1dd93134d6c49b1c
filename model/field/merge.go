package field

import (
	"maps"
	"slices"
	"strings"

	"example.org/meldeportal/model"
)

// Merge is the stored report with what somebody has changed in her copy of it,
// from was to mine. What somebody else changed in other fields meanwhile stays; of
// a list in which she changed anything, hers counts as a whole.
func Merge(root *Part, stored, was, mine *model.Report) *model.Report {
	before, after, texts := Texts(root, was), Texts(root, mine), Texts(root, stored)
	changed := touched(before, after)
	maps.DeleteFunc(texts, func(id, _ string) bool { return changed[outermost(id)] })
	for id, text := range after {
		if changed[outermost(id)] {
			texts[id] = text
		}
	}
	merged := &model.Report{}
	Fill(root, merged, texts)
	return merged
}

// outermost is the list an id stands in, or the id itself.
func outermost(id string) string {
	list, _, _ := strings.Cut(id, "[")
	return list
}

// Clashes are the fields in which Merge puts mine in the place of what somebody
// else has stored since was.
func Clashes(root *Part, stored, was, mine *model.Report) (ids []string) {
	before, after, theirs := Texts(root, was), Texts(root, mine), Texts(root, stored)
	changed := touched(before, after)
	for _, side := range []map[string]string{theirs, before} {
		for id := range side {
			if changed[outermost(id)] && theirs[id] != before[id] && theirs[id] != after[id] && !slices.Contains(ids, id) {
				ids = append(ids, id)
			}
		}
	}
	slices.Sort(ids)
	return ids
}

// touched are the fields and whole lists in which two states of texts differ.
func touched(before, after map[string]string) map[string]bool {
	changed := map[string]bool{}
	for _, side := range []map[string]string{before, after} {
		for id := range side {
			old, stood := before[id]
			text, stands := after[id]
			if old != text || stood != stands {
				changed[outermost(id)] = true
			}
		}
	}
	return changed
}
