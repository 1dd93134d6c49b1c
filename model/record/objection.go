package record

import (
	"slices"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/rule"
)

// Objects reports whether a report, or any other one of the person, tells of an
// objection.
func Objects(r *model.Report, others []rule.Past) bool {
	return rule.Objects(r) || slices.ContainsFunc(others, func(p rule.Past) bool { return rule.Objects(p.Report) })
}
