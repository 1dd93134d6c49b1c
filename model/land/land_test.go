package land

import (
	"testing"

	"example.org/meldeportal/model"
)

func TestTheDeadlineIsTwelveWeeksAfterTheLastDayTheEventMayMean(t *testing.T) {
	t.Parallel()
	for event, want := range map[model.Datum]model.Datum{
		"2025-02-03": "2025-04-28", "2025-02-15~T": "2025-05-23", "2025-07-01~V": "", "": "", "bald": "",
	} {
		if got, ok := Hessen.Deadline(event, 0); got != want || ok != (want != "") {
			t.Errorf("%q: got %q (%v), want %q", event, got, ok, want)
		}
	}
}
