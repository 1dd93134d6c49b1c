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

// A request to delete says one of the reasons of the Land, and in words what the last of
// them leaves open.
func TestARequestToDeleteSaysWhy(t *testing.T) {
	t.Parallel()
	for i, reason := range Hessen.Loeschgruende {
		if last := i == len(Hessen.Loeschgruende)-1; Hessen.NeedsText(reason) != last || Hessen.TakesDeletion(reason, "") == last || !Hessen.TakesDeletion(reason, "Verwechslung") {
			t.Errorf("%q: wants words %v; is taken without %v, with %v", reason, Hessen.NeedsText(reason), Hessen.TakesDeletion(reason, ""), Hessen.TakesDeletion(reason, "Verwechslung"))
		}
	}
	if Hessen.TakesDeletion("", "Verwechslung") || (&Land{}).TakesDeletion("", "") || (&Land{}).NeedsText("") {
		t.Error("a request without a reason is taken")
	}
}
