package pairs

import (
	"context"
	"fmt"
	"strings"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/tui/kit"
)

// Reasons are what may be given with a decision, by their key.
var Reasons = []string{"Schreibfehler", "Namenswechsel", "Umzug", "Zwillinge oder Geschwister", "häufiger Name", "Nummer von Angehörigen", "Angaben reichen nicht"}

// Screen is the program's model. The zero value is none; see New.
type Screen struct {
	register Register
	ctx      context.Context
	sentence func(error) string
	now      func() time.Time

	pairs    []Pair
	at       int
	progress Progress
	done     []Pair // that were decided, the newest last, for undo
	reason   int    // of Reasons + 1, 0 = none
	message  string
	bad      bool // the message is a failure
	busy     bool
	read     bool
	help     bool
	shown    time.Time // when the pair came to stand there
	w, h     int
}

// page is how many pairs are fetched at once.
const page = 12

// New makes the screen. sentence says an error in German.
func New(ctx context.Context, register Register, sentence func(error) string, now func() time.Time) *Screen {
	return &Screen{register: register, ctx: ctx, sentence: sentence, now: now, w: 80, h: 24}
}

// Init fetches the first pairs.
func (s *Screen) Init() tea.Cmd { return s.fetch() }

type fetched struct {
	pairs    []Pair
	progress Progress
	err      error
}

type acted struct {
	message string
	err     error
	done    *Pair
	undone  bool
}

func (s *Screen) fetch() tea.Cmd {
	s.busy = true
	ctx, register := s.ctx, s.register
	return func() tea.Msg {
		pairs, progress, err := register.Waiting(ctx, page)
		return fetched{pairs, progress, err}
	}
}

// Update takes keys and answers.
func (s *Screen) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		s.w, s.h = msg.Width, msg.Height
	case fetched:
		return s, s.took(msg)
	case acted:
		return s, s.answered(msg)
	case tea.KeyMsg:
		return s, s.key(msg.String())
	}
	return s, nil
}

func (s *Screen) took(f fetched) tea.Cmd {
	s.busy = false
	if f.err != nil {
		s.fail("Die Paare lassen sich nicht lesen: ", f.err)
		return nil
	}
	s.pairs, s.progress, s.read = f.pairs, f.progress, true
	s.stand(0)
	return nil
}

// stand puts a pair in front.
func (s *Screen) stand(at int) {
	s.at, s.reason, s.shown = max(0, min(at, len(s.pairs)-1)), 0, s.now()
}

func (s *Screen) answered(a acted) tea.Cmd {
	s.busy = false
	if a.err != nil {
		s.fail("Nicht gespeichert: ", a.err)
		return s.fetch() // somebody else may have decided it
	}
	s.message, s.bad = a.message, false
	switch {
	case a.undone:
		s.done = s.done[:len(s.done)-1]
	case a.done != nil:
		s.done = append(s.done, *a.done)
	}
	return s.fetch()
}

func (s *Screen) fail(what string, err error) { s.message, s.bad = what+s.sentence(err), true }

// rest is how long a pair stands there before a key decides about it: a key that is held,
// or pressed for the one before, is not meant for it.
const rest = 150 * time.Millisecond

// key does what a key means now.
func (s *Screen) key(key string) tea.Cmd {
	switch key {
	case "q", "esc", "ctrl+c", "f10":
		if s.help && key != "ctrl+c" {
			s.help = false
			return nil
		}
		return tea.Quit
	case "?", "f1":
		s.help = !s.help
		return nil
	}
	if s.help || s.busy {
		return nil
	}
	switch key {
	case "r":
		return s.fetch()
	case "z", "ctrl+z":
		return s.undo()
	case "down", "pgdown", "right":
		s.stand(s.at + 1)
		return nil
	case "up", "pgup", "left":
		s.stand(s.at - 1)
		return nil
	}
	if n := strings.Index("1234567", key); len(key) == 1 && n >= 0 {
		if s.reason == n+1 {
			n = -1
		}
		s.reason = n + 1
		return nil
	}
	return s.decide(key)
}

// words are the answers by key, and what is said when they are kept.
var words = map[string]struct {
	verdict Verdict
	word    string
}{"v": {Link, "verknüpft"}, "n": {Apart, "nicht verknüpft"}, "s": {Later, "zurückgestellt"}, "f": {"", "die Vertrauensstelle ist gefragt"}}

func (s *Screen) decide(key string) tea.Cmd {
	answer, known := words[key]
	if !known || len(s.pairs) == 0 || s.now().Sub(s.shown) < rest {
		return nil
	}
	pair, reason := s.pairs[s.at], ""
	if s.reason > 0 {
		reason = Reasons[s.reason-1]
	}
	if answer.verdict == "" && reason == "" {
		s.message, s.bad = "Die Frage braucht einen Grund: bitte zuerst 1 bis 7 drücken.", true
		return nil
	}
	s.busy = true
	ctx, register := s.ctx, s.register
	return func() tea.Msg {
		var err error
		if answer.verdict == "" {
			err = register.Ask(ctx, pair.ID, reason)
		} else {
			err = register.Decide(ctx, Decision{pair.ID, answer.verdict, reason})
		}
		return acted{message: fmt.Sprintf("%d und %d: %s. z nimmt es zurück.", pair.Left.Number, pair.Right.Number, answer.word), err: err, done: &pair}
	}
}

func (s *Screen) undo() tea.Cmd {
	if len(s.done) == 0 {
		s.message, s.bad = "Seit dem Start wurde nichts entschieden, das sich zurücknehmen ließe.", true
		return nil
	}
	last := s.done[len(s.done)-1]
	s.busy = true
	ctx, register := s.ctx, s.register
	return func() tea.Msg {
		return acted{message: fmt.Sprintf("%d und %d: zurückgenommen, das Paar wartet wieder.", last.Left.Number, last.Right.Number),
			err: register.Undo(ctx, last.ID), undone: true}
	}
}

// View draws the window.
func (s *Screen) View() string {
	lines := s.lines()
	for len(lines) < s.h-2 {
		lines = append(lines, "")
	}
	lines = append(lines[:max(0, min(len(lines), s.h-2))], s.said(), s.keys())
	for i := range lines {
		lines[i] = kit.Cut(lines[i], s.w)
	}
	return strings.Join(lines, "\n")
}

// clean is foreign text as it may be drawn.
func clean(text string) string { return forms.Clean(text) }
