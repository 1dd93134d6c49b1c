package series

import (
	"slices"
	"testing"

	"example.org/meldeportal/tui/followups"
	"example.org/meldeportal/tui/stage"
)

// inSight are the people of the lines in sight.
func inSight(s *Series) (cases []string) {
	for _, l := range s.Sight() {
		cases = append(cases, l.CaseID)
	}
	return cases
}

func TestTheSeriesIsLookedThroughLikeEveryList(t *testing.T) {
	t.Parallel()
	d, s := openSeries(t, stage.NewSeriesDesk(4))
	d.Do(withPeople(s, "x000z", "x001z", "x002z", "x003z")).Press("/").See("Filtern und sortieren").Press("personad").See("Suche: personad").Press("enter")
	d.See("1 von 4 Zeilen").See("personad")
	if got := inSight(s); !slices.Equal(got, []string{"c3"}) {
		t.Fatalf("in sight are %v, want c3 alone", got)
	}
	d.Press("esc").See("4 Zeilen").Press("alt+right", ">").See("Name↓")
	if got := inSight(s); got[0] != "c3" || got[3] != "c0" {
		t.Errorf("the order is %v, want the last name first", got)
	}
	d.Press("alt+left", "#").See("Tumor nicht gewählt").See("25,0 %")
	d.Press("down", "enter").See("1 von 4 Zeilen")
	if got := inSight(s); !slices.Equal(got, []string{"c2"}) {
		t.Errorf("in sight are %v, want the one whose tumour is not chosen", got)
	}
	d.Press("f2").See("Liste speichern").See("serie-2026-11-22.csv").Press("esc")
}

func TestWhatIsDoneToAllLinesIsDoneToThoseInSight(t *testing.T) {
	t.Parallel()
	desk := stage.NewSeriesDesk(3)
	d, s := openSeries(t, desk)
	d.Press(seriesPattern...).Do(withPeople(s, "x000z", "x001z")).Press("up", "/", "personab", "enter", "f7")
	for !slices.ContainsFunc(s.Lines, func(l *followups.Line) bool { return l.Report != nil && !l.Unsaved() }) {
		d.Give(<-d.Msgs)
	}
	d.Press("f12").See("1 Meldung wird abgeschlossen").See("1 Zeile ist nicht in Sicht").Press("f12").See("1 von 2 abgeschlossen")
	if got := s.Lines[0].Value("Meldebegruendung"); got != "" || !slices.Equal(desk.Completed, []string{"d-c1"}) {
		t.Errorf("completed %v, and the line out of sight says %q", desk.Completed, got)
	}
	d.Press("f3").Do(withPeople(s, "x002z")).See("2 von 3 Zeilen") // who is added comes into sight
	d.Press("esc").See("3 Zeilen")
}

func TestASlashThatIsTypedIsText(t *testing.T) {
	t.Parallel()
	d, s := openSeries(t, stage.NewSeriesDesk(1))
	d.Do(withPeople(s, "person")).Press("up", "home", "right", "10/2026").See("Untersuchungsdatum: 10/2026")
	d.Press("tab", "/").See("Filtern und sortieren")
}
