package field

import (
	"maps"
	"strings"

	"example.org/meldeportal/model"
)

// Merge is the stored report with what somebody has changed in her copy of it,
// from was to mine. What somebody else changed in other fields meanwhile stays; of
// a list in which she changed anything, hers counts as a whole.
func Merge(root *Part, stored, was, mine *model.Report) *model.Report {
	before, after, texts := Texts(root, was), Texts(root, mine), Texts(root, stored)
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
