package main

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/model"
	"example.org/meldeportal/model/rule"
	"example.org/meldeportal/tui/tuitest"
)

// TestEveryTypeSurvivesKills types a report of each of the eight types, of the
// samples, and ends the program by kill -9 at random moments. What was confirmed
// before the last keys is on the disk; the report, gone on with, comes out whole.
func TestEveryTypeSurvivesKills(t *testing.T) {
	t.Parallel()
	all := onePerType(allSamples(t))
	for _, f := range floors {
		want, ok := all[f.typ]
		if !ok {
			continue
		}
		t.Run(string(f.typ), func(t *testing.T) {
			seed := rand.Uint64()
			y := sitDown(t)
			c := &crasher{copyist: y, want: want, seed: rand.New(rand.NewPCG(seed, seed))}
			y.person(&want.Patient)
			y.begin(nil, want)
			for range kills {
				c.typeAndKill()
				c.goOn()
			}
			y.send(c.plan())
			if diff := tuitest.Differences(comparable(y.preview()), comparable(want)); len(diff) > 0 {
				t.Errorf("seed %d: after %d kills these fields differ: %q", seed, kills, diff)
			}
		})
	}
}

// kills is how often each report is interrupted.
const kills = 1 + killRounds/4

// onePerType is a report of each type, of middling size.
func onePerType(list []sample) map[model.Zweig]*model.Report {
	of := map[model.Zweig][]*model.Report{}
	for _, s := range list {
		for _, r := range s.doc.Reports() {
			if n := floorOf(r); n > 0 && n < 1500 {
				of[r.Meldung.Typ] = append(of[r.Meldung.Typ], r)
			}
		}
	}
	one := map[model.Zweig]*model.Report{}
	for typ, reports := range of {
		slices.SortStableFunc(reports, func(a, b *model.Report) int { return floorOf(a) - floorOf(b) })
		one[typ] = reports[len(reports)*3/4]
	}
	return one
}

// crasher types one report in several sittings.
type crasher struct {
	*copyist
	want *model.Report
	seed *rand.Rand
	kill int
}

// plan are the keys that are left to be pressed on the draft as it lies on the disk.
func (c *crasher) plan() []tuitest.Stroke {
	draft := c.draft()
	return tuitest.NewTypist(tuitest.Sheet{Start: &draft.Report, Pages: forms.Pages(c.want.Meldung.Typ), Lists: c.lists, Now: now,
		Past: []rule.Past{}, Cursor: draft.Cursor, Memory: draft.Form}).Type(c.want)
}

// typeAndKill types a part of what is left, sees it saved, goes on typing and is
// killed in the middle of that.
func (c *crasher) typeAndKill() {
	c.t.Helper()
	strokes := c.plan()
	if len(strokes) < 2 {
		return
	}
	done := 1 + c.seed.IntN(len(strokes)-1)
	c.send(strokes[:done])
	for late := time.Now().Add(3 * patience); len(c.lost(strokes[:done])) > 0 && time.Now().Before(late); {
		time.Sleep(10 * time.Millisecond)
	}
	c.send(strokes[done:min(len(strokes), done+c.seed.IntN(20))])
	time.Sleep(time.Duration(c.seed.IntN(20)) * time.Millisecond)
	c.term.Kill()
	if lost := c.lost(strokes[:done]); len(lost) > 0 {
		c.t.Errorf("not on the disk as it was confirmed: %q; screen:\n%s", lost, c.term.Screen())
	}
}

// lost are the fields that were typed and left, and are not so in the draft on
// the disk.
func (c *crasher) lost(strokes []tuitest.Stroke) (ids []string) {
	c.t.Helper()
	draft := c.draft()
	last := strokes[len(strokes)-1].Field
	for i, s := range strokes {
		confirmed := i+1 < len(strokes) && strokes[i+1].Field != s.Field && s.Field != last && !later(strokes[i+1:], s.Field)
		if confirmed && textOf(&draft.Report, s.Field) != textOf(c.want, s.Field) {
			ids = append(ids, s.Field)
		}
	}
	return ids
}

// later reports that a field is typed into once more.
func later(strokes []tuitest.Stroke, id string) bool {
	return slices.ContainsFunc(strokes, func(s tuitest.Stroke) bool { return s.Field == id })
}

// goOn starts the program again and opens the draft.
func (c *crasher) goOn() {
	c.t.Helper()
	c.kill++
	c.term = c.d.start()
	c.d.signIn(c.term, user(c.kill%len(demoUsers)))
	c.find(&c.want.Patient)
	c.term.Press("enter")
	c.term.See("Prüfen F10")
	c.term.Quiet(60 * time.Millisecond)
}
