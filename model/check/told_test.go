package check

import (
	"testing"

	"example.org/meldeportal/model/rule"
)

// What is wrong with the person is told with the first of her reports alone, what is wrong
// with a report each time.
func TestAFindingAboutThePersonIsToldOnce(t *testing.T) {
	t.Parallel()
	once := map[string]bool{}
	for _, c := range []struct {
		rule   string
		fields []string
		before bool
	}{
		{"E-1", []string{"Patient.Name"}, false}, {"E-1", []string{"Patient.Name"}, true}, {"E-2", []string{"Patient.Name"}, false}, {"E-1", []string{"Patient.Ort"}, false},
		{"E-1", []string{"Patient.Name", "Meldung.Datum"}, false}, {"E-1", []string{"Patient.Name", "Meldung.Datum"}, false}, {"E-3", []string{"Meldung.Datum"}, false}, {"E-3", []string{"Meldung.Datum"}, false},
	} {
		if got := told(&rule.Finding{Rule: c.rule, Fields: c.fields}, once); got != c.before {
			t.Errorf("%s at %v was told before: %v", c.rule, c.fields, got)
		}
	}
}
