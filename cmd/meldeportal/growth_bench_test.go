package main

import (
	"math"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/judges"
	"example.org/meldeportal/model/worklist"
	"example.org/meldeportal/tui/tuitest"
	"example.org/meldeportal/tui/wording"
)

// BenchmarkGrowth tells how what is on the screen grows with the store: the exponent of the
// time it takes, from the smallest of the stores to the largest, at most 0.1. What takes
// less than a frame counts as one.
func BenchmarkGrowth(b *testing.B) {
	judges.Program(b, "zbarimg")
	judges.Program(b, "oathtool")
	for b.Loop() {
		var took []map[string]time.Duration
		for _, people := range grown {
			dir := crowdDir(b, people)
			took = append(took, onScreen(b, dir, people))
			b.Logf("%d people: %v", people, took[len(took)-1])
		}
		first, last := took[0], took[len(took)-1]
		times, worst := float64(grown[len(grown)-1])/float64(grown[0]), 0.0
		for what := range last {
			exponent := math.Log(float64(max(last[what], frame))/float64(max(first[what], frame))) / math.Log(times)
			worst = max(worst, exponent)
			b.ReportMetric(exponent, what+"-exponent")
		}
		b.ReportMetric(0, "ns/op")
		b.ReportMetric(worst, "worst-exponent")
	}
}

// frame is how long a change of the screen may wait for the next one (terminal.gather).
const frame = 8 * time.Millisecond

// onScreen does what a person does in a store, and tells what it took: the median where it
// was done several times.
func onScreen(b *testing.B, dir string, people int) map[string]time.Duration {
	b.Helper()
	term, took := (*tuitest.Terminal)(nil), map[string]time.Duration{}
	took["tasks"] = again(signIns, func() time.Duration {
		if term != nil {
			term.Kill()
		}
		term = tuitest.Start(b, program(b, "demo", "--dir", dir), 80, 24)
		enterCrowd(b, term, dir)
		code := nextCode(b, keptSecret(dir))
		return lasted(func() { term.Type(code + "\r"); term.See("Aufgaben") })
	})
	defer term.Kill()
	took["task-key"] = at(pressed(term, 40), 50)
	took["tasks-end"] = again(5, func() time.Duration {
		took, ok := term.Latency(tuitest.Sequences["end"])
		if _, back := term.Latency(tuitest.Sequences["home"]); !ok || !back {
			b.Error("the list does not go to its end and back")
		}
		return took
	})
	term.Press("f3")
	everybody := wording.Thousands(people + demoPatients)
	term.See(everybody + " von " + everybody)
	took["search"] = at(latencies(b, term, strings.Split("mueller an", ""), 5), 50)
	took["people-key"] = at(pressed(term, 40), 50)
	var keys []time.Duration
	took["sent"] = again(5, func() time.Duration {
		took := lasted(func() { term.Press("f6"); term.See("Transaktionsnummer ") })
		keys = append(keys, pressed(term, 10)...)
		term.Press("f10")
		term.See("Patienten")
		return took
	})
	took["sent-key"] = at(keys, 50)
	took["record"] = again(5, func() time.Duration {
		term.Type("kowalski")
		term.See("Kowalski, ")
		term.Quiet(frame) // the letters behind those that found her are looked for, too
		took := lasted(func() { term.Press("enter"); term.See("Entwürfe und übermittelte Meldungen") })
		term.Press("f10")
		term.See("Patienten")
		term.Press("ctrl+u")
		return took
	})
	took["form-key"] = at(formLatencies(b, term), 50)
	took["due"] = due(b, dir)
	return took
}

func lasted(do func()) time.Duration {
	begun := time.Now()
	do()
	return time.Since(begun)
}

// again is the median of some times.
func again(times int, do func() time.Duration) time.Duration {
	var took []time.Duration
	for range times {
		took = append(took, do())
	}
	slices.Sort(took)
	return took[times/2]
}

// due is what it takes to find those who are due for a series.
func due(b *testing.B, dir string) time.Duration {
	b.Helper()
	s, vault, err := openCrowd(b.Context(), filepath.Join(dir, "meldeportal.db"))
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	return again(5, func() time.Duration {
		return lasted(func() {
			n := 0
			err := vault.FollowUps(b.Context(), model.DatumOf(time.Now()), func(worklist.Nachsorge) bool { n++; return n < 200 })
			if err != nil || n < 200 {
				b.Fatalf("%d follow-ups, %v", n, err)
			}
		})
	})
}
