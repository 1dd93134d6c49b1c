package tui

import "testing"

func TestUnbrokenTypingIntoACellIsSavedInTime(t *testing.T) {
	t.Parallel()
	clock := &handClock{now: today}
	desk := newSeriesDesk(1)
	d, s := openSeries(t, desk)
	d.sh.Services().Clock = clock
	d.do(withPeople(s, "x000z")).press("up", "home", "right")
	d.do(onDisk(s))
	typedOn(t, d, clock, 30, func() int {
		d.do(onDisk(s))
		left, err := readSeries(t.Context(), d.sh.Desk())
		if err != nil {
			t.Fatal(err)
		}
		if left.cell == nil {
			return 0
		}
		return len(left.cell.Text)
	})
}
