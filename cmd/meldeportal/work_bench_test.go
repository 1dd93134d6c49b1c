package main

import (
	"fmt"
	"os"
	"slices"
	"testing"
	"time"

	"example.org/meldeportal/model/judges"
	"example.org/meldeportal/tui/tuitest"
)

// BenchmarkWork has somebody write in a report of a large store, leave it for every list,
// come back and write on: what the program holds must not grow with the hours. The growth
// is from the second fifth of the time to the last: the first fills what is remembered.
func BenchmarkWork(b *testing.B) {
	judges.Program(b, "zbarimg")
	judges.Program(b, "oathtool")
	for b.Loop() {
		dir := crowdDir(b, many)
		term := tuitest.Start(b, program(b, "demo", "--dir", dir), 80, 24)
		enterCrowd(b, term, dir)
		term.Type(nextCode(b, keptSecret(dir)) + "\r")
		term.See("Aufgaben")
		formLatencies(b, term) // in the report of somebody now
		var resident, files []int
		for begun := time.Now(); time.Since(begun) < worked; {
			writeAndLook(term)
			resident, files = append(resident, status(b, term.PID(), "VmRSS")), append(files, openFiles(b, term.PID()))
		}
		b.ReportMetric(float64(len(resident)), "rounds")
		b.ReportMetric(float64(slices.Max(resident)), "most-MiB")
		b.ReportMetric(growth(resident), "growth-MiB")
		b.ReportMetric(growth(files), "growth-files")
		term.Kill()
	}
	b.ReportMetric(0, "ns/op")
}

// writeAndLook writes for some seconds, looks into each list and comes back to the report.
func writeAndLook(term *tuitest.Terminal) {
	term.Press("f3")
	term.See("Feld:")
	term.Type("anmerkung")
	term.Press("enter")
	term.See("▸ Anmerkung")
	for range 60 {
		term.Type("a")
		time.Sleep(80 * time.Millisecond)
	}
	for range 60 {
		term.Press("backspace")
		time.Sleep(20 * time.Millisecond)
	}
	term.Press("f10")
	term.See("Entwürfe und übermittelte Meldungen")
	term.Press("f10")
	term.See("Patienten")
	term.Press("f6")
	term.See("Transaktionsnummer ")
	term.Press("down", "down", "end", "home", "f10")
	term.See("Patienten")
	term.Press("f10")
	term.See("Aufgaben")
	term.Press("end", "home", "f3")
	term.See("Patienten")
	term.Press("f8")
	term.See("▸ Anmerkung")
}

// growth is how much more the last fifth of some samples has than the second, in the mean.
func growth(samples []int) float64 {
	fifth := max(1, len(samples)/5)
	return mean(samples[len(samples)-fifth:]) - mean(samples[min(fifth, len(samples)-1):min(2*fifth, len(samples))])
}

func mean(samples []int) (m float64) {
	for _, s := range samples {
		m += float64(s) / float64(len(samples))
	}
	return m
}

func openFiles(b *testing.B, pid int) int {
	b.Helper()
	files, err := os.ReadDir(fmt.Sprintf("/proc/%d/fd", pid))
	if err != nil {
		b.Fatal(err)
	}
	return len(files)
}
