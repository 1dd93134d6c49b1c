package series

import (
	"strings"
	"testing"

	"example.org/meldeportal/tui/stage"
)

// Whose draft a colleague writes at the same time says so in its line, and the line that
// is typed into here is open here for her.
func TestALineAColleagueWritesSaysSo(t *testing.T) {
	t.Parallel()
	desk := stage.NewSeriesDesk(2)
	d, s := openSeries(t, desk)
	d.Press(seriesPattern...).Do(withPeople(s, "x000z")).Press("f7")
	l := s.Lines[0]
	for l.Id == "" {
		d.Give(<-d.Msgs)
	}
	desk.Change(func() { desk.OpenThere = map[string]string{l.Id: "berta"} })
	d.Press("up", "up", "down")
	if !strings.Contains(d.Screen(), "offen b") || !strings.Contains(s.Hint(), "Die Meldung wird gerade bearbeitet von berta.") {
		t.Errorf("hint %q, screen:\n%s", s.Hint(), d.Screen())
	}
	d.Press("v")
	desk.Change(func() {
		if desk.OpenHere != l.Id {
			t.Errorf("open here: %q, want %q", desk.OpenHere, l.Id)
		}
	})
	s.Leave()
	desk.Change(func() {
		if desk.OpenHere != "" {
			t.Errorf("still open here: %q", desk.OpenHere)
		}
	})
}
