package main

import (
	"testing"
	"time"

	"example.org/meldeportal/tui/tuitest"
)

// BenchmarkBytes counts at the pseudo-terminal what the built program writes in
// a window of 80 by 24: for a letter in a field (at most 130 bytes), for a letter
// in an open list of hits (700), for turning a page (2,000), and in two seconds
// without a key (0).
func BenchmarkBytes(b *testing.B) {
	term := inDiagnose(b)
	for b.Loop() {
		b.ReportMetric(0, "ns/op")
		b.ReportMetric(float64(most(term, "u", "n", "k", "l", "a", "r")), "letter-B")
		term.Press("ctrl+u", "shift+tab")
		b.ReportMetric(float64(most(term, "b", "r", "u", "s", "t")), "picker-B")
		term.Press("ctrl+u")
		term.Quiet(stillness)
		b.ReportMetric(float64(most(term, tuitest.Sequences["pgdown"], tuitest.Sequences["pgdown"], tuitest.Sequences["pgup"], tuitest.Sequences["pgup"])), "page-B")
		term.Quiet(stillness)
		before := term.Written()
		time.Sleep(2 * time.Second)
		b.ReportMetric(float64(term.Written()-before), "idle-B")
	}
}

// stillness is how long nothing is written once a key has been answered.
const stillness = 300 * time.Millisecond

// most is what the costliest of some keys makes the program write.
func most(term *tuitest.Terminal, keys ...string) (bytes int) {
	for _, k := range keys {
		term.Quiet(stillness)
		before := term.Written()
		term.Type(k)
		term.Quiet(stillness)
		bytes = max(bytes, term.Written()-before)
	}
	return bytes
}

// inDiagnose signs in and stands in the text of a new Diagnose.
func inDiagnose(b *testing.B) *tuitest.Terminal {
	b.Helper()
	judge(b, "zbarimg")
	judge(b, "oathtool")
	term := tuitest.Start(b, program(b, "demo", "--dir", b.TempDir()), 80, 24)
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
