package series

import (
	"testing"

	"example.org/meldeportal/tui/stage"
)

func TestTheCursorFollowsInTheSeries(t *testing.T) {
	t.Parallel()
	desk := stage.NewSeriesDesk(40)
	d := watched(t, nil)
	s := gridOf(d, desk)
	d.CursorOn("pattern").CaretBehind("pattern", "31").Press("tab", "v")
	d.Press("f3").CursorOn("search").CaretBehind("search", "per").Press("down").CursorOn("second person found")
	if x, y, _ := s.Caret(); x != 1 || y != 4 {
		t.Errorf("second person found: cursor at %d, %d", x, y)
	}
	d.Press("ctrl+u")
	d.Do(withPeople(s, "x000z", "x002z")).CursorOn("search below two lines")
	d.Press("up", "home").CursorOn("tumours").Press("up", "right").CursorOn("line").CaretBehind("date in a line", "2011")
	d.Press("end").CursorOn("state").Press("f3", "alt+f").Do(idle(s)).CursorOn("search below forty lines").CaretBehind("there", "pers").Press("ctrl+u")
	d.Press("up", "home", "right", "right", "dreiundzwanzig").CaretBehind("a narrow cell", "ig").Press("ctrl+z")
	d.Press("pgup").CursorOn("a page up").Press("right").CaretBehind("cell on another page", "19")
	d.Press("f12").Settle().Press("f10")
}
