package rule

import (
	"fmt"
	"maps"
	"slices"

	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/field"
)

// unread notes what somebody typed into the line of a TNM and what went into none
// of its fields: it is no value of the report, and would leave without a word.
func unread(c *Case, severity Severity) (found []Finding) {
	if severity == Aus {
		return nil
	}
	for _, id := range slices.Sorted(maps.Keys(c.Unread)) {
		b, ok := field.Lookup(dataset.Report, c.Report, id)
		if rest := c.Unread[id]; ok && rest != "" && b.Asked() {
			found = append(found, Finding{Rule: idRest, Severity: severity, Fields: ids(id),
				Text: fmt.Sprintf("TNM-Formel: „%s“ ist nicht übernommen und geht nicht mit in die Meldung. Bitte anders schreiben oder löschen.", rest)})
		}
	}
	return found
}
