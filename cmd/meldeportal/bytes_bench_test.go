package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"example.org/meldeportal/model/judges"
	"example.org/meldeportal/tui/tuitest"
)

// BenchmarkBytes counts at the pseudo-terminal what the built program writes: for a
// letter in a field after a pause (at most 60 bytes), for a letter in the list of places,
// which draws six other hits (700), for turning a page of the steps and of the whole
// report (2,000), and in two seconds without a key (0).
func BenchmarkBytes(b *testing.B) {
	for _, size := range [][2]int{{80, 24}, {120, 40}} {
		b.Run(fmt.Sprintf("%dx%d", size[0], size[1]), func(b *testing.B) {
			term := inDiagnose(b, size[0], size[1])
			for b.Loop() {
				b.ReportMetric(0, "ns/op")
				b.ReportMetric(float64(most(term, "u", "n", "k", "l", "a", "r")), "letter-B")
				term.Press("ctrl+u", "shift+tab")
				b.ReportMetric(float64(most(term, "b", "r", "u", "s", "t")), "picker-B")
				term.Press("ctrl+u")
				b.ReportMetric(float64(most(term, pageKeys(2)...)), "page-B")
				term.Press("alt+g")
				b.ReportMetric(float64(most(term, pageKeys(6)...)), "whole-B")
				term.Press("alt+g")
				term.Quiet(stillness)
				before := term.Written()
				time.Sleep(2 * time.Second)
				b.ReportMetric(float64(term.Written()-before), "idle-B")
			}
		})
	}
}

// BenchmarkFirstByte is how long a letter waits until the terminal hears of it, in a
// field and in an open list of hits: at most 1.5 ms for half of them and 10 ms for
// 99 of 100, on a quiet machine, and never more than three times what the editor micro
// takes for a letter of an empty file in the same run.
func BenchmarkFirstByte(b *testing.B) {
	term := inDiagnose(b, 80, 24)
	peer := inMicro(b)
	took := map[string][]time.Duration{}
	for b.Loop() {
		took["field"] = firstBytes(term, took["field"])
		term.Press("shift+tab")
		took["picker"] = firstBytes(term, took["picker"])
		term.Press("tab")
		took["micro"] = firstBytes(peer, took["micro"])
	}
	b.ReportMetric(0, "ns/op")
	for name, took := range took {
		slices.Sort(took)
		b.ReportMetric(millisOf(took[len(took)/2]), name+"-p50-ms")
		b.ReportMetric(millisOf(took[len(took)*99/100]), name+"-p99-ms")
	}
}

// inMicro stands in an empty file of the peer.
func inMicro(b *testing.B) *tuitest.Terminal {
	b.Helper()
	judges.Program(b, "micro")
	home := b.TempDir()
	cmd := exec.Command("micro", "-config-dir", home, filepath.Join(home, "leer.txt"))
	cmd.Env = append(os.Environ(), "HOME="+home, "TERM=xterm-256color")
	term := tuitest.Start(b, cmd, 80, 24)
	term.See("leer.txt")
	return term
}

// firstBytes types as a person does who is fast.
func firstBytes(term *tuitest.Terminal, took []time.Duration) []time.Duration {
	for range 50 { // in the first word of a report the draft is made
		for _, k := range strings.Split("brust", "") {
			term.Quiet(15 * time.Millisecond)
			if d, ok := term.FirstByte(k); ok {
				took = append(took, d)
			}
		}
		term.Press(slices.Repeat([]string{"backspace"}, len("brust"))...)
	}
	return took
}

// pageKeys turn so many pages, and back.
func pageKeys(n int) (keys []string) {
	for _, k := range []string{"pgdown", "pgup"} {
		for range n {
			keys = append(keys, tuitest.Sequences[k])
		}
	}
	return keys
}

// stillness is how long nothing is written once a key has been answered.
const stillness = 300 * time.Millisecond

// most is what the costliest of some keys makes the program write.
func most(term *tuitest.Terminal, keys ...string) (bytes int) {
	term.Quiet(stillness)
	for _, k := range keys {
		before := term.Written()
		term.Type(k)
		term.Quiet(stillness)
		bytes = max(bytes, term.Written()-before)
	}
	return bytes
}

// inDiagnose signs in and stands in the text of a new Diagnose.
func inDiagnose(b *testing.B, w, h int) *tuitest.Terminal {
	b.Helper()
	judges.Program(b, "zbarimg")
	judges.Program(b, "oathtool")
	term := tuitest.Start(b, program(b, "demo", "--dir", b.TempDir()), w, h)
	enter(term)
	term.See("fertig")
	_, secret := scan(b, term)
	term.Press("enter")
	term.See("erneut an")
	enter(term)
	term.See("OTP-Code (6 Ziffern)")
	term.Type(nextCode(b, secret) + "\r")
	term.See("Arbeitsliste")
	term.Press("f3")
	term.Type("kowalski")
	term.See("Kowalski, ")
	term.Press("enter")
	term.See("Neue Meldung")
	term.Press("ctrl+n")
	term.See("welche")
	term.Type("1")
	term.See("[1/")
	term.Press("pgdown", "pgdown")
	term.See("Topographie (Text)")
	term.Press("f3")
	term.See("Feld suchen")
	term.Type("topographie text\r")
	term.See("Sitz des Tumors in Worten")
	return term
}
