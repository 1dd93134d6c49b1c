package kit

import tea "github.com/charmbracelet/bubbletea"

// Screen is one thing on the stack. Its methods are called by the Shell, in
// Update's goroutine only.
type Screen interface {
	// Start is called once when the screen is put on the stack.
	Start() tea.Cmd
	// Update gets every message that is not a key of an action: other keys,
	// answers to the screen's commands, news.
	Update(msg tea.Msg) tea.Cmd
	// Title is the second line: what the screen shows, in plain text, and a figure
	// or state, drawn already.
	Title() (left, right string)
	// Body draws exactly what is between title and hint, at most h lines of w
	// cells. Stored, typed and foreign text in it has passed forms.Clean.
	Body(w, h int) string
	// Hint is one line on what has the focus, in plain text.
	Hint() string
	// Actions are what a person can do here now, in the order of the key bar.
	Actions() []Action
	// Caret is where the person types, counted in the body as drawn last; ok is
	// false where there is nothing to type: then the shell puts the terminal's
	// cursor on the sign of the selected line.
	Caret() (x, y int, ok bool)
	// Busy reports that the screen waits for an answer it cannot do without;
	// keys typed meanwhile are kept and handed over afterwards.
	Busy() bool
	// Leave is called before the screen is taken off the stack. It saves.
	Leave() tea.Cmd
}

// Action is one thing a person can do: its keys, its words, what it does and,
// when it is off, why. Dispatch, key bar and help come from the same value.
type Action struct {
	Keys  []string // key names of bubbletea, the first one is shown
	Label string   // one or two German words for the key bar
	Help  string   // a sentence for the help page
	Off   string   // German reason why it cannot be done now, "" = it can
	Quiet bool     // stands in the help page, not in the key bar
	Final bool     // cannot be taken back: wants somebody who has seen this screen, see terminal.Eye
	Anew  bool     // wants its key pressed for it: the one that led to this screen may still be held
	Do    func() tea.Cmd
}

// Bare is a screen that needs nearly the whole window: the header and the hint
// make room for it.
type Bare interface{ Bare() }

// Now is what an action does, or why it cannot be done now.
func (a *Action) Now() string {
	if a.Off != "" {
		return "Jetzt nicht: " + a.Off
	}
	return a.Help
}
