package main

import (
	"regexp"
	"strings"
	"testing"

	"example.org/meldeportal/tui/tuitest"
)

// colour finds sequences that set a foreground or background colour.
var colour = regexp.MustCompile(`\x1b\[(?:[0-9;]*;)?(?:3[0-8]|4[0-8]|9[0-7]|10[0-7])(?:;[0-9;]*)?m`)

// tour signs in and looks at list, record and form; the tape has it all, without the QR code.
func tour(t *testing.T, env ...string) (term *tuitest.Terminal, raw *tape) {
	t.Helper()
	d := newDemo(t)
	first := d.start() // the QR code is looked at elsewhere
	d.signIn(first, user(1))
	first.Kill()
	term, raw = d.start(env...), &tape{}
	term.Record(raw)
	d.signIn(term, user(1))
	term.Type("kowalski")
	term.See("Kowalski")
	term.Press("enter")
	term.See("Strg+N")
	beginDiagnosis(term)
	term.Press("pgdown", "pgdown")
	term.See("Diagnosetext")
	term.Type("-30\tbrust")
	term.See("C50")
	term.Press("f12")
	term.See("abschließbar")
	return term, raw
}

func TestNoColorMeansNoColour(t *testing.T) {
	t.Parallel()
	_, raw := tour(t, "NO_COLOR=1")
	if found := colour.FindAllString(raw.String(), 3); found != nil {
		t.Errorf("frames set colours with NO_COLOR: %q", found)
	}
	if !strings.Contains(raw.String(), "\x1b[1m") && !strings.Contains(raw.String(), "\x1b[7m") {
		t.Error("frames have neither bold nor reverse, want the meanings kept without colour")
	}
}

func TestColoursAreThereWithoutNoColor(t *testing.T) {
	t.Parallel()
	_, raw := tour(t)
	if colour.FindString(raw.String()) == "" {
		t.Error("frames have no colour at all; the search finds none")
	}
}

func TestEveryTerminalCanBeWorkedOn(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		signs  string // must not be drawn
		colour bool
	}{
		"linux":          {"▸…·•—–↑↓„“", true},
		"screen":         {"", true},
		"xterm":          {"", true},
		"xterm-256color": {"", true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			term, raw := tour(t, "TERM="+name)
			for _, sign := range test.signs {
				if i := strings.IndexRune(raw.String(), sign); i >= 0 {
					t.Errorf("draws %q: …%q", sign, raw.String()[max(0, i-60):i+3])
				}
			}
			if got := colour.FindString(raw.String()) != ""; got != test.colour {
				t.Errorf("colours: got %v, want %v", got, test.colour)
			}
			term.Press("f10")
			term.See("[")
			term.Press("f10")
			term.See("zuletzt ")
		})
	}
}

func TestTheQRCodeIsReadOnEveryTerminal(t *testing.T) {
	t.Parallel()
	for _, env := range [][]string{{"NO_COLOR=1"}, {"TERM=linux"}, {"TERM=screen"}, {"TERM=linux", "NO_COLOR=1"}} {
		t.Run(strings.Join(env, " "), func(t *testing.T) {
			t.Parallel()
			d := newDemo(t)
			term := d.start(env...)
			enter(term)
			term.See("fertig")
			_, secret := scan(t, term)
			if got := secretOnScreen(t, term); got != secret {
				t.Errorf("QR code has another secret than the text beside it")
			}
			term.Press("i") // inverted, for cameras that want it
			term.See("fertig")
		})
	}
}
