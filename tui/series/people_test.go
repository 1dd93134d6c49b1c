package series

import (
	"slices"
	"testing"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/people"
	"example.org/meldeportal/tui/stage"
	"example.org/meldeportal/tui/work"
)

func TestInTheSeriesThoseWhoAreDueComeFirst(t *testing.T) {
	t.Parallel()
	d, s := openSeries(t, stage.NewSeriesDesk(0))
	row := func(name, first, day string, accepted int32) people.Row {
		r := people.RowOf(&model.Case{Patient: model.Patient{Stammdaten: *stage.Person(name, first, "1950-01-01", "A")}})
		r.Accepted, r.ID = accepted, name+first
		r.Date = "2026-11-01"
		if day != "" {
			r.Date = "2025-01-01"
		}
		return r
	}
	d.Sh.Seat(d.Sh.Desk(), stage.KnownPeople{Index: people.NewIndex([]people.Row{row("Aschmann", "Sina", "due", 1), row("Schulz", "Anna", "", 0), row("Schulz", "Berta", "", 1),
		row("Schulz", "Carla", "due", 1), row("Schulz", "Dora", "due", 1)})})
	s.Lines = []*work.SeriesLine{{CaseID: "SchulzCarla", Done: true}}
	found := func(query string) (names []string) {
		s.ask(query)
		for _, i := range s.hits {
			names = append(names, s.index.Rows[i].Name)
		}
		return names
	}
	if got, want := found("sch"), []string{"Schulz, Dora", "Schulz, Berta", "Schulz, Anna", "Schulz, Carla", "Aschmann, Sina"}; !slices.Equal(got, want) {
		t.Errorf("sch: %q, want %q", got, want)
	}
	if got := found("sch b"); got[0] != "Schulz, Berta" {
		t.Errorf("sch b: %q first, want Schulz, Berta", got[0])
	}
}
