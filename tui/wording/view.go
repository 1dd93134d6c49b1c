package wording

import (
	"fmt"
	"strings"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/model/listing"
)

// ViewWords is a view of a list in words, "" for the list as it comes.
func ViewWords(v *listing.View, heads []listing.Head) string {
	parts := viewFilters(v, heads)
	for _, h := range heads {
		if h.Name == v.Sort {
			parts = append(parts, "nach "+h.Head+map[bool]string{false: "", true: " abwärts"}[v.Down])
		}
	}
	return forms.Clean(strings.Join(parts, ", "))
}

// FilterWords is what a view leaves out, "" where it shows all.
func FilterWords(v *listing.View, heads []listing.Head) string {
	return forms.Clean(Joined(viewFilters(v, heads)...))
}

// valuesTold is how many values of a column are told by themselves.
const valuesTold = 5

func viewFilters(v *listing.View, heads []listing.Head) (parts []string) {
	if v.Words != "" {
		parts = append(parts, "Suche: "+v.Words)
	}
	for _, h := range heads {
		switch values := v.Values(h.Name); {
		case len(values) > valuesTold:
			parts = append(parts, fmt.Sprintf("%s: %d ausgewählte", h.Head, len(values)))
		case len(values) > 0:
			parts = append(parts, h.Head+": "+strings.Join(values, " oder "))
		}
	}
	return parts
}

// HeadWords are the columns of a list by their ids.
func HeadWords(heads []listing.Head) string {
	names := make([]string, len(heads))
	for i, h := range heads {
		names[i] = h.Name
	}
	return strings.Join(names, ", ")
}
