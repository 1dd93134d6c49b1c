package lines

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

// lineInput reads lines, one when one is wanted, so that what is typed ahead
// stays in the terminal until its question comes.
type lineInput struct {
	file    *os.File
	reader  *bufio.Reader
	signals chan os.Signal
	pending chan typedLine // what a reading that was cut short will bring, nil = none is on its way
}

// typedLine is what a reading brought.
type typedLine struct {
	text string
	err  error
}

func newLineInput(file *os.File) *lineInput {
	in := &lineInput{file: file, reader: bufio.NewReader(file), signals: make(chan os.Signal, 1)}
	signal.Notify(in.signals, syscall.SIGHUP, syscall.SIGTERM, syscall.SIGINT)
	return in
}

func (in *lineInput) close() { signal.Stop(in.signals) }

// oddInput is a line that is no answer; why says so to the person.
type oddInput struct{ why string }

func (o *oddInput) Error() string { return "line is no answer" }

// What was typed but is no text, and what to do.
var (
	foreignBytes = &oddInput{"Die Eingabe enthält Zeichen, die nicht UTF-8 sind, und wurde nicht übernommen. Bitte Terminal oder Skript auf UTF-8 stellen und noch einmal antworten."}
	onlyKeys     = &oddInput{"Pfeil- und Funktionstasten gelten hier nicht. Bitte antworten; Enter allein geht weiter."}
)

// line is the next line as text, errInputEnd behind the last one.
func (in *lineInput) line() (string, error) {
	text, err := in.typed()
	return forms.Typed(text), err
}

// secret is a line as it was typed, from a terminal that was hushed.
func (in *lineInput) secret() (string, error) {
	if !term.IsTerminal(in.file.Fd()) {
		return in.typed()
	}
	return in.wait(func() (string, error) {
		text, err := term.ReadPassword(in.file.Fd())
		if err != nil {
			return "", errInputEnd
		}
		return textOf(string(text))
	})
}

// typed is the next line without its end.
func (in *lineInput) typed() (string, error) {
	return in.wait(func() (string, error) {
		text, err := in.reader.ReadString('\n')
		if err != nil && text == "" {
			return "", errInputEnd
		}
		return textOf(strings.TrimRight(text, "\r\n"))
	})
}

// textOf is what of a line is text: no key that was pressed is.
func textOf(line string) (string, error) {
	text := terminal.WithoutKeys(line)
	switch {
	case !utf8.ValidString(text):
		return "", foreignBytes
	case text == "" && line != "":
		return "", onlyKeys
	}
	return text, nil
}

// wait reads until the line is there or the terminal is gone. A reading that was
// cut short goes on: its line is the answer to the next question.
func (in *lineInput) wait(read func() (string, error)) (string, error) {
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
	case s := <-in.signals:
		if s == syscall.SIGINT {
			return "", errEnd
		}
		return "", terminal.ErrHungUp
	}
}
