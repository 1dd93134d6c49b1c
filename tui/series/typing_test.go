package series

import (
	"testing"

	"example.org/meldeportal/tui/followups"
	"example.org/meldeportal/tui/stage"
)

func TestUnbrokenTypingIntoACellIsSavedInTime(t *testing.T) {
	t.Parallel()
	clock := &stage.HandClock{Time: stage.Today}
	desk := stage.NewSeriesDesk(1)
	d, s := openSeries(t, desk)
	d.Sh.Services().Clock = clock
	d.Do(withPeople(s, "x000z")).Press("up", "home", "right")
	d.Do(onDisk(s))
	stage.TypedOn(t, d, clock, 30, func() int {
		d.Do(onDisk(s))
		left, err := followups.Read(t.Context(), d.Sh.Desk())
		if err != nil {
			t.Fatal(err)
		}
		if left.Cell == nil {
			return 0
		}
		return len(left.Cell.Text)
	})
}
