package ask

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/tui/wording"
)

// Talk is a conversation with one person. House rules:
//   - Plain lines only: no escape sequence, no cursor, no redraw, no boxes, no
//     sign that is read out as noise. Everything printed passes Say.
//   - A command begins with ":", everything else is an answer; "::" is a ":".
//   - Enter alone keeps what is there and goes on.
type Talk struct {
	In  *Input
	Out io.Writer
	// House are the commands that are there at every question, nil = none; it is told
	// those of the question.
	House func(own []Command) []Command
	// Before is called before each question, nil = nothing is to be said between them. An
	// error leads away from it.
	Before func() error
	// Whole are the commands that end, send away or take away: they have to be meant,
	// and no beginning of theirs is enough.
	Whole []string
}

// What leads away from a question.
var (
	ErrBack  = errors.New("back")  // to what was there before
	ErrEnd   = errors.New("end")   // of the program
	ErrAgain = errors.New("again") // ask anew: a command has done something
)

// ErrInputEnd is ErrEnd where nobody answers any more.
var ErrInputEnd = fmt.Errorf("input ended: %w", ErrEnd)

// ErrSaid is ErrAgain where the command has only said something: what was read
// out before the question is still so.
var ErrSaid = fmt.Errorf("said: %w", ErrAgain)

// Stay ends the way back at the present question.
func Stay(err error) error {
	if errors.Is(err, ErrBack) {
		return nil
	}
	return err
}

// Spoken are the signs of the drawn program as a reader hears them best.
var Spoken = strings.NewReplacer(
	" · ", ", ", "·", ",", "…", "...", "▸", "", " – ", ", ", "→", "wird zu", "←", "Pfeil links", "↓", "Pfeil ab", "↑", "Pfeil auf")

// Say prints one line of words.
func (t *Talk) Say(format string, args ...any) {
	text := format
	if len(args) > 0 {
		text = fmt.Sprintf(format, args...)
	}
	fmt.Fprintln(t.Out, Spoken.Replace(forms.Clean(text)))
}

// SayLines says one line after the other, none that is empty.
func (t *Talk) SayLines(lines ...string) {
	for _, l := range lines {
		if l != "" {
			t.Say("%s", l)
		}
	}
}

// Fail says what went wrong and what to do, if anything went wrong.
func (t *Talk) Fail(err error) (failed bool) {
	if err == nil {
		return false
	}
	t.Say("%s", wording.Sentence(err))
	for _, l := range wording.Details(err) {
		t.Say("%s", strings.TrimSpace(l))
	}
	return true
}

// Failed says what went wrong and goes a way, nil = there is nothing to be left for it.
func (t *Talk) Failed(err, way error) error {
	t.Fail(err)
	return way
}

// Done says that something was done, or why it was not; there is nothing to be left
// for either.
func (t *Talk) Done(err error, said string) error {
	if !t.Fail(err) {
		t.Say("%s", said)
	}
	return nil
}
