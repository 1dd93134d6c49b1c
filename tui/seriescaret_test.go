package tui

import "testing"

func TestTheCursorFollowsInTheSeries(t *testing.T) {
	t.Parallel()
	desk := newSeriesDesk(40)
	d := watched(t, nil)
	s := gridOf(d, desk)
	d.cursorOn("pattern").caretBehind("pattern", "31").press("tab", "v")
	d.press("f3").cursorOn("search").caretBehind("search", "per").press("down").cursorOn("second person found")
	if x, y, _ := s.Caret(); x != 1 || y != 4 {
		t.Errorf("second person found: cursor at %d, %d", x, y)
	}
	d.press("ctrl+u")
	d.do(withPeople(s, "x000z", "x002z")).cursorOn("search below two lines")
	d.press("up", "home").cursorOn("tumours").press("up", "right").cursorOn("line").caretBehind("date in a line", "2011")
	d.press("end").cursorOn("state").press("f3", "f5").do(idle(s)).cursorOn("search below forty lines").caretBehind("there", "pers").press("ctrl+u")
	d.press("up", "home", "right", "right", "dreiundzwanzig").caretBehind("a narrow cell", "ig").press("ctrl+z")
	d.press("pgup").cursorOn("a page up").press("right").caretBehind("cell on another page", "19")
	d.press("f12").settle().press("f10")
}
