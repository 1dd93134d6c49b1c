// Package style holds every colour and border, named by meaning. Every meaning
// also has a sign or a word on the screen: nothing is said by colour alone.
// Start with Setup and the styles below.
package style

import (
	"cmp"
	"os"
	"strings"

	"github.com/charmbracelet/lipgloss"
	"github.com/muesli/termenv"
)

// The import path of this package sorts before bubbletea's, so this runs first
// and keeps bubbletea's own init from asking the terminal for its background:
// an unanswered question costs five seconds and swallows typed-ahead keys.
func init() { lipgloss.SetHasDarkBackground(true) }

// The styles, by meaning.
var (
	Header  lipgloss.Style // first line
	Title   lipgloss.Style // name of what is shown
	Label   lipgloss.Style // name of a field
	Value   lipgloss.Style // what was entered
	Meaning lipgloss.Style // what a code or date means
	Muted   lipgloss.Style // secondary text
	Focus   lipgloss.Style // the focused row
	Match   lipgloss.Style // the typed part of a hit
	Fehler  lipgloss.Style
	Warnung lipgloss.Style
	Hinweis lipgloss.Style
	Good    lipgloss.Style
	Key     lipgloss.Style // a key in the key bar
	Message lipgloss.Style // the message line
	Input   lipgloss.Style // an input line
	QR      lipgloss.Style // explicit black on white
)

// The signs, by meaning. Plain replaces them on terminals without them.
var (
	FocusSign = "▸"
	MoreSign  = "…"
	DotSign   = "·"
	MaskSign  = "•"
	DashSign  = "—"
	FromSign  = "←" // before the origin of a value
	TakeSign  = "→" // before what the key → takes
	RuleSign  = "─" // makes a line across
	BarSign   = "│" // makes a line down
	DoneSign  = "✓"
	MarkSign  = "×" // before a marked line
	DayBar    = "◆" // a day in a course
	SpanBar   = "█" // a time in it
)

// Setup chooses colours and signs for the terminal the environment describes.
// With NO_COLOR set only bold and reverse are used (no-color.org); on
// TERM=dumb nothing at all; on TERM=linux and TERM=dumb, and without UTF-8, plain signs.
func Setup(env func(string) string) {
	profile := termenv.NewOutput(os.Stdout, termenv.WithEnvironment(environ(env))).EnvColorProfile()
	term := env("TERM")
	noColour := env("NO_COLOR") != ""
	if profile == termenv.Ascii && term != "dumb" && term != "" {
		profile = termenv.ANSI // keeps bold and reverse, which Ascii would drop
	}
	lipgloss.SetColorProfile(profile)
	if noColour {
		mono()
	} else {
		colours()
	}
	if term == "linux" || term == "dumb" || Charset(env) != "" {
		plain()
	}
}

// Charset is what the environment says the terminal writes with, where that is not UTF-8:
// "" also where it says nothing.
func Charset(env func(string) string) string {
	locale := cmp.Or(env("LC_ALL"), env("LC_CTYPE"), env("LANG"))
	_, charset, _ := strings.Cut(locale, ".")
	charset, _, _ = strings.Cut(charset, "@")
	switch strings.ToLower(strings.ReplaceAll(charset, "-", "")) {
	case "", "utf8":
		return ""
	}
	return charset
}

type environ func(string) string

func (e environ) Getenv(key string) string { return e(key) }
func (e environ) Environ() []string        { return nil }

func colours() {
	mono()
	fg := func(s lipgloss.Style, c string) lipgloss.Style { return s.Foreground(lipgloss.Color(c)) }
	Header = fg(lipgloss.NewStyle(), "15").Background(lipgloss.Color("4"))
	Title = fg(Title, "14")
	Meaning = fg(Meaning, "6")
	Muted = fg(Muted, "7")
	Fehler = fg(Fehler, "9")
	Warnung = fg(Warnung, "11")
	Hinweis = fg(Hinweis, "12")
	Good = fg(Good, "10")
	Match = fg(Match, "11")
	Message = fg(Message, "11")
}

func mono() {
	s := lipgloss.NewStyle()
	Header, Title, Focus = s.Reverse(true), s.Bold(true), s.Bold(true)
	Label, Value, Meaning, Muted, Good, Input, Message = s, s, s, s, s, s, s
	Match, Key = s.Bold(true), s.Reverse(true)
	Fehler, Warnung, Hinweis = s.Bold(true), s.Bold(true), s
	QR = lipgloss.NewStyle().Foreground(lipgloss.Color("#000000")).Background(lipgloss.Color("#ffffff"))
}

func plain() {
	FocusSign, MoreSign, DotSign, MaskSign, DashSign, FromSign, TakeSign, RuleSign, BarSign, DoneSign, DayBar, MarkSign = ">", "...", "-", "*", "-", "<", ">", "-", "|", "*", "o", "x"
	signs = strings.NewReplacer("▸", ">", "·", "-", "…", ".", "–", "-", "—", "-", "\u2011", "-", "•", "*", "„", `"`, "“", `"`, "↑", "^", "↓", "v", "←", "<", "→", ">", "─", "-", "│", "|", "✓", "*", "◆", "o", "×", "x")
}

// signs replaces what a plain terminal has no picture for by something of the
// same width; nil where it is not needed.
var signs *strings.Replacer

// Fit makes a finished frame fit for the terminal, the half blocks of the QR
// code aside, which all have.
func Fit(frame string) string {
	if signs == nil {
		return frame
	}
	return signs.Replace(frame)
}

func init() { colours() }
