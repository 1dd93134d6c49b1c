package tui

import (
	"slices"
	"testing"
)

func TestInTheSeriesThoseWhoAreDueComeFirst(t *testing.T) {
	t.Parallel()
	d, s := openSeries(t, newSeriesDesk(0))
	row := func(name, first, day string, accepted int32) caseRow {
		r := invented(name, first, "1950-01-01", "P-"+name+first, "A")
		r.accepted, r.id = accepted, name+first
		r.date = "2026-11-01"
		if day != "" {
			r.date = "2025-01-01"
		}
		return r
	}
	d.sh.patients.index = newCaseIndex([]caseRow{row("Aschmann", "Sina", "due", 1), row("Schulz", "Anna", "", 0), row("Schulz", "Berta", "", 1),
		row("Schulz", "Carla", "due", 1), row("Schulz", "Dora", "due", 1)})
	s.lines = []*seriesLine{{caseID: "SchulzCarla", done: true}}
	found := func(query string) (names []string) {
		s.ask(query)
		for _, i := range s.hits {
			names = append(names, s.index.rows[i].name)
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
