package record

import (
	"slices"
	"testing"

	"example.org/meldeportal/model"
)

var (
	states   = []model.State{model.StateQueued, model.StateSending, model.StateAccepted, model.StateRejected, model.StateElsewhere, model.StateDraft}
	sendings = []model.Sendung{model.SendungMeldung, model.SendungLoeschantrag}
)

// eachCourse hands over every course of n deliveries of one report.
func eachCourse(n int, see func([]Version)) {
	course := make([]Version, n)
	var next func(int)
	next = func(i int) {
		if i == n {
			see(course)
			return
		}
		for _, art := range sendings {
			for _, state := range states {
				course[i] = Version{model.ReportKey{Meldung: "M1"}, art, state, ""}
				next(i + 1)
				if course[i].deletes() && state == model.StateAccepted {
					course[i].Ergebnis = model.ErgebnisGewaehrt
					next(i + 1)
				}
			}
		}
	}
	next(0)
}

func itself(v *Version) Version { return *v }

// told goes through a course as it happened and keeps the one report that stands, -1
// where none does.
func told(course []Version) int {
	stands := -1
	for i, v := range course {
		deletes := v.Art == model.SendungLoeschantrag
		switch {
		case v.State == model.StateDraft:
		case deletes && v.Ergebnis == model.ErgebnisGewaehrt:
			stands = -1
		case deletes:
		case stands < 0, v.State != model.StateRejected, course[stands].State == model.StateRejected:
			stands = i
		}
	}
	return stands
}

func TestOneVersionStandsWhateverTheCourse(t *testing.T) {
	t.Parallel()
	seen := 0
	for n := range 5 {
		eachCourse(n, func(course []Version) {
			seen++
			want := []int{}
			if i := told(course); i >= 0 {
				want = append(want, i)
			}
			got := slices.DeleteFunc(Standing(course, itself), func(i int) bool { return course[i].State == model.StateDraft })
			if !slices.Equal(got, want) {
				t.Fatalf("%v: standing %v, want %v", course, got, want)
			}
		})
	}
	if seen < 20_000 {
		t.Errorf("saw %d courses, want all up to four deliveries", seen)
	}
}

func TestWhatBecameOfADelivery(t *testing.T) {
	t.Parallel()
	report := func(id model.Text, state model.State) Version {
		return Version{model.ReportKey{Melder: "A", Meldung: id}, model.SendungMeldung, state, ""}
	}
	deletion := func(id model.Text, state model.State) Version {
		return Version{model.ReportKey{Melder: "A", Meldung: id}, model.SendungLoeschantrag, state, ""}
	}
	granted := func(id model.Text) Version {
		v := deletion(id, model.StateAccepted)
		v.Ergebnis = model.ErgebnisGewaehrt
		return v
	}
	deletedThere := report("M1", model.StateAccepted)
	deletedThere.Ergebnis = model.ErgebnisGeloescht
	another := report("M1", model.StateAccepted)
	another.Key.Melder = "B"
	unread := report("M1", model.StateAccepted)
	unread.Key.Melder = ""
	const accepted, rejected, queued, draft = model.StateAccepted, model.StateRejected, model.StateQueued, model.StateDraft
	for what, c := range map[string]struct {
		course []Version
		want   []Place
	}{
		"alone":                               {[]Version{report("M1", accepted)}, []Place{Counts}},
		"a correction":                        {[]Version{report("M1", accepted), report("M1", queued)}, []Place{Replaced, Counts}},
		"a correction that was refused":       {[]Version{report("M1", accepted), report("M1", rejected)}, []Place{Counts, Replaced}},
		"refused, then right":                 {[]Version{report("M1", rejected), report("M1", accepted)}, []Place{Replaced, Counts}},
		"refused twice":                       {[]Version{report("M1", rejected), report("M1", rejected)}, []Place{Replaced, Refused}},
		"a correction being written":          {[]Version{report("M1", accepted), report("M1", draft)}, []Place{Counts, Counts}},
		"its deletion is asked for":           {[]Version{report("M1", accepted), deletion("M1", queued)}, []Place{Asked, Counts}},
		"and refused":                         {[]Version{report("M1", accepted), deletion("M1", rejected)}, []Place{Counts, Refused}},
		"and taken in":                        {[]Version{report("M1", accepted), deletion("M1", accepted)}, []Place{Asked, Counts}},
		"and granted":                         {[]Version{report("M1", accepted), granted("M1")}, []Place{Gone, Counts}},
		"deleted by the registry":             {[]Version{deletedThere}, []Place{Gone}},
		"and sent anew":                       {[]Version{report("M1", accepted), granted("M1"), report("M1", queued)}, []Place{Gone, Replaced, Counts}},
		"anew, and refused":                   {[]Version{report("M1", accepted), granted("M1"), report("M1", rejected)}, []Place{Gone, Counts, Refused}},
		"another report":                      {[]Version{report("M1", accepted), report("M2", accepted)}, []Place{Counts, Counts}},
		"another Melder's report":             {[]Version{report("M1", accepted), another}, []Place{Counts, Counts}},
		"a version nobody can read":           {[]Version{report("M1", accepted), unread}, []Place{Replaced, Counts}},
		"a correction of what nobody can":     {[]Version{unread, report("M1", accepted)}, []Place{Replaced, Counts}},
		"reports without an id are by itself": {[]Version{report("", accepted), report("", rejected)}, []Place{Counts, Refused}},
	} {
		for i, want := range c.want {
			if got := PlaceOf(c.course, i, itself); got != want {
				t.Errorf("%s: place of %d = %v, want %v", what, i, got, want)
			}
		}
	}
}
