package ask

import (
	"bufio"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"unicode/utf8"

	"github.com/charmbracelet/x/term"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/tui/terminal"
)

// Input reads lines, one when one is wanted, so that what is typed ahead
// stays in the terminal until its question comes.
type Input struct {
	file    *os.File
	Reader  *bufio.Reader
	signals chan os.Signal
	away    chan error     // leads away from the question that is being asked
	pending chan typedLine // what a reading that was cut short will bring, nil = none is on its way
}

// typedLine is what a reading brought.
type typedLine struct {
	text string
	err  error
}

// Listen reads the answers of a file, until Close.
func Listen(file *os.File) *Input {
	in := &Input{file: file, Reader: bufio.NewReader(file), signals: make(chan os.Signal, 1), away: make(chan error, 1)}
	signal.Notify(in.signals, syscall.SIGHUP, syscall.SIGTERM, syscall.SIGINT, syscall.SIGQUIT)
	return in
}

// Ahead reports whether lines may have been read that nobody has asked for yet: from a
// terminal they come one by one.
func (in *Input) Ahead() bool { return !term.IsTerminal(in.file.Fd()) }

func (in *Input) Close() { signal.Stop(in.signals) }

// Interrupt leads away from the question that is being asked, or the next one.
func (in *Input) Interrupt(away error) {
	select {
	case in.away <- away:
	default:
	}
}

// Odd is a line that is no answer; Why says so to the person.
type Odd struct{ Why string }

func (o *Odd) Error() string { return "line is no answer" }

// What was typed but is no text, and what to do.
var (
	ForeignBytes = &Odd{"Die Eingabe enthält Zeichen, die nicht UTF-8 sind, und wurde nicht übernommen. Bitte Terminal oder Skript auf UTF-8 stellen und noch einmal antworten."}
	OnlyKeys     = &Odd{"Pfeil- und Funktionstasten gelten hier nicht. Bitte antworten; Enter allein geht weiter."}
)

// line is the next line as text, ErrInputEnd behind the last one.
func (in *Input) line() (string, error) {
	text, err := in.typed()
	return forms.Typed(text), err
}

// secret is a line as it was typed, from a terminal that was hushed.
func (in *Input) secret() (string, error) {
	if !term.IsTerminal(in.file.Fd()) {
		return in.typed()
	}
	return in.wait(func() (string, error) {
		text, err := term.ReadPassword(in.file.Fd())
		if err != nil {
			return "", ErrInputEnd
		}
		return textOf(string(text))
	})
}

// typed is the next line without its end.
func (in *Input) typed() (string, error) {
	return in.wait(func() (string, error) {
		text, err := in.Reader.ReadString('\n')
		if err != nil && text == "" {
			return "", ErrInputEnd
		}
		return textOf(strings.TrimRight(text, "\r\n"))
	})
}

// textOf is what of a line is text: no key that was pressed is.
func textOf(line string) (string, error) {
	text := terminal.WithoutKeys(line)
	switch {
	case !utf8.ValidString(text):
		return "", ForeignBytes
	case text == "" && line != "":
		return "", OnlyKeys
	}
	return text, nil
}

// wait reads until the line is there or the terminal is gone. A reading that was
// cut short goes on: its line is the answer to the next question.
func (in *Input) wait(read func() (string, error)) (string, error) {
	if in.pending == nil {
		done := make(chan typedLine, 1)
		in.pending = done
		go func() {
			text, err := read()
			done <- typedLine{text, err}
		}()
	}
	select {
	case l := <-in.pending:
		in.pending = nil
		return l.text, l.err
	case err := <-in.away:
		return "", err
	case s := <-in.signals:
		if s == syscall.SIGINT {
			return "", ErrEnd
		}
		return "", terminal.ErrHungUp
	}
}
