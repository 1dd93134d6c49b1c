package main

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/field"
	"example.org/meldeportal/sync/store"
	"example.org/meldeportal/tui/tuitest"
)

// seriesOnDisk is the grid as the program remembers it.
type seriesOnDisk struct {
	Lines []struct {
		Case  string `json:"fall"`
		Draft string `json:"entwurf"`
	} `json:"zeilen"`
	Cell *struct {
		Text string `json:"text"`
	} `json:"zelle"`
	values []string // of the field that is typed into, line by line
}

// The field that is typed into, and how often the program is killed beside the
// last time. Each person's code counts once, so that more would take long.
const (
	seriesField = "Verlauf.Untersuchungsdatum_Verlauf"
	seriesKills = 1 + killRounds/4
)

// seriesTypist fills the grid of the due follow-ups in several sittings.
type seriesTypist struct {
	t    *testing.T
	d    *desktop
	term *tuitest.Terminal
	seed *rand.Rand
	want map[int]string // by line: the confirmed date
	now  seriesOnDisk
}

// onDisk reads the grid, and what its drafts hold.
func (g *seriesTypist) onDisk(v *store.Vault) error {
	memory, err := v.Memory(context.Background(), "serie")
	if err != nil {
		return err
	}
	g.now = seriesOnDisk{}
	if content := memory["serie"]; content != nil {
		if err := json.Unmarshal(content, &g.now); err != nil {
			return err
		}
	}
	for _, l := range g.now.Lines {
		value := ""
		if l.Draft != "" {
			draft, err := v.Draft(context.Background(), l.Draft)
			if err != nil {
				return err
			}
			b, _ := field.Lookup(dataset.Report, &draft.Report, seriesField)
			value = b.Get()
		}
		g.now.values = append(g.now.values, value)
	}
	return nil
}

// until waits for a state of the disk.
func (g *seriesTypist) until(what string, reached func() bool) {
	g.t.Helper()
	g.d.look(user(0), func(v *store.Vault) error {
		for late := time.Now().Add(patience); ; time.Sleep(10 * time.Millisecond) {
			if err := g.onDisk(v); err != nil || reached() {
				return err
			}
			if time.Now().After(late) {
				return fmt.Errorf("waiting for %s; screen:\n%s", what, g.term.Screen())
			}
		}
	})
}

// sitDown starts the program and opens the grid.
func (g *seriesTypist) sitDown() {
	g.t.Helper()
	g.term = g.d.start()
	g.d.signIn(g.term, user(0))
	g.term.Press("alt+s")
	g.term.See("Vorgabe")
}

// date enters a day of October into a line and sees it saved.
func (g *seriesTypist) date(line int) {
	day := 10 + g.seed.IntN(20)
	g.goTo(line)
	g.term.Type(fmt.Sprintf("%d102026\t", day))
	g.want[line] = fmt.Sprintf("2026-10-%d", day)
	g.until("the date of a line", func() bool { return len(g.now.values) > line && g.now.values[line] == g.want[line] })
}

// goTo moves to the date of a line.
func (g *seriesTypist) goTo(line int) {
	g.term.Press("pgup", "pgup", "pgup", "home", "right", "down")
	for range line {
		g.term.Press("down")
	}
	g.term.Press("home", "right")
}

// check compares every line with what was seen saved.
func (g *seriesTypist) check() {
	g.t.Helper()
	g.d.look(user(0), g.onDisk)
	for line, want := range g.want {
		if line >= len(g.now.values) || g.now.values[line] != want {
			g.t.Errorf("line %d: on the disk is %q, want the confirmed %q", line, g.now.values, want)
		}
	}
}

func TestTheSeriesSurvivesKills(t *testing.T) {
	t.Parallel()
	seed := rand.Uint64()
	g := &seriesTypist{t: t, d: newDemo(t), seed: rand.New(rand.NewPCG(seed, seed)), want: map[int]string{}}
	g.sitDown()
	g.term.Press("alt+f")
	g.term.See("fällige Nachsorgen hinzugefügt")
	g.until("the lines", func() bool { return len(g.now.Lines) > 10 })
	lines := len(g.now.Lines)
	for range seriesKills {
		for range 1 + g.seed.IntN(3) {
			g.date(g.seed.IntN(lines))
		}
		half := g.seed.IntN(lines)
		g.goTo(half)
		g.term.Type("311")
		seen := g.seed.IntN(2) == 0
		if seen {
			g.until("the half-typed cell", func() bool { return g.now.Cell != nil && g.now.Cell.Text == "311" })
		}
		time.Sleep(time.Duration(g.seed.IntN(20)) * time.Millisecond)
		g.term.Kill()
		g.check()
		g.sitDown()
		if seen {
			g.term.See("Untersuchungsdatum: 311")
			g.term.Type("02026\t")
			g.want[half] = "2026-10-31"
			g.until("the date that was half typed", func() bool { return g.now.values[half] == g.want[half] })
		}
	}
	last := g.seed.IntN(lines)
	g.goTo(last)
	g.until("nothing half typed", func() bool { return g.now.Cell == nil }) // the cell that was killed in is left
	before := g.now.values[last]
	g.date(last)
	g.term.Kill() // what is on the disk can be taken back
	g.sitDown()
	g.term.Press("ctrl+z")
	g.until("the last date taken back after the kill", func() bool { return g.now.values[last] == before })
	t.Logf("seed %d: %d kills within %d lines, nothing lost", seed, seriesKills+1, lines)
}

// What was completed before a kill is sent once, and what was not is there to be
// completed: no report is lost, none goes twice.
func TestTheSeriesSurvivesAKillWhileItIsCompleted(t *testing.T) {
	t.Parallel()
	seed := rand.Uint64()
	g := &seriesTypist{t: t, d: newDemo(t), seed: rand.New(rand.NewPCG(seed, seed))}
	yesterday := model.DatumOf(now().AddDate(0, 0, -1))
	g.sitDown()
	g.term.Type("g\tv\tk\tk\tk\t0\ti\tj\t")
	g.term.Press("alt+f")
	g.term.See("fällige Nachsorgen hinzugefügt")
	g.term.Press("f7")
	g.until("all dates", func() bool {
		return len(g.now.values) > 10 && !slices.ContainsFunc(g.now.values, func(v string) bool { return v != string(yesterday) })
	})
	lines := map[string]int{} // by case
	for _, l := range g.now.Lines {
		lines[l.Case]++
	}
	g.term.Press("f12")
	g.term.See("werden abgeschlossen")
	g.term.Read()
	g.term.Press("f12")
	time.Sleep(time.Duration(g.seed.IntN(150)) * time.Millisecond)
	g.term.Kill()
	before := g.sent(lines, yesterday)
	g.sitDown()
	g.term.Gone("wird gelesen")
	g.term.Press("f12")
	if seeAny(t, g.term, "abgeschlossen und übermittelt", "Es gibt noch keine Zeile", "Alle Zeilen sind abgeschlossen") == "abgeschlossen und übermittelt" {
		g.term.Read()
		g.term.Press("f12")
		g.term.See("sie werden im Hintergrund")
	}
	after := g.sent(lines, yesterday)
	for id, want := range lines {
		if after[id] != want {
			t.Errorf("seed %d: %d reports of a person were completed, want %d", seed, after[id], want)
		}
	}
	t.Logf("seed %d: killed when %d of %d people's reports were completed", seed, len(before), len(lines))
}

// sent counts the completed follow-ups of a day by case.
func (g *seriesTypist) sent(cases map[string]int, day model.Datum) map[string]int {
	g.t.Helper()
	count := map[string]int{}
	g.d.look(user(0), func(v *store.Vault) error {
		for id := range cases {
			all, err := v.Deliveries(context.Background(), id)
			if err != nil {
				return err
			}
			for _, d := range all {
				if d.Typ == model.TypVerlauf && d.Date == day {
					count[id]++
				}
			}
		}
		return nil
	})
	return count
}
