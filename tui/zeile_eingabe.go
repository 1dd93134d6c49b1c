package tui

import (
	"bufio"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/charmbracelet/x/term"

	"example.org/meldeportal/forms"
)

// lineInput reads lines, one when one is wanted, so that what is typed ahead
// stays in the terminal until its question comes.
type lineInput struct {
	file    *os.File
	reader  *bufio.Reader
	signals chan os.Signal
}

func newLineInput(file *os.File) *lineInput {
	in := &lineInput{file: file, reader: bufio.NewReader(file), signals: make(chan os.Signal, 1)}
	signal.Notify(in.signals, syscall.SIGHUP, syscall.SIGTERM, syscall.SIGINT)
	return in
}

func (in *lineInput) close() { signal.Stop(in.signals) }

// line is the next line, errEnd behind the last one.
func (in *lineInput) line() (string, error) {
	return in.wait(func() (string, error) {
		text, err := in.reader.ReadString('\n')
		if err != nil && text == "" {
			return "", errEnd
		}
		return forms.Typed(strings.TrimRight(text, "\r\n")), nil
	})
}

// secret is a line as it was typed, from a terminal that was hushed.
func (in *lineInput) secret() (string, error) {
	if !term.IsTerminal(in.file.Fd()) {
		return in.line()
	}
	return in.wait(func() (string, error) {
		text, err := term.ReadPassword(in.file.Fd())
		if err != nil {
			return "", errEnd
		}
		return string(text), nil
	})
}

// wait reads until the line is there or the terminal is gone.
func (in *lineInput) wait(read func() (string, error)) (string, error) {
	type result struct {
		text string
		err  error
	}
	done := make(chan result, 1)
	go func() {
		text, err := read()
		done <- result{text, err}
	}()
	select {
	case r := <-done:
		return r.text, r.err
	case s := <-in.signals:
		if s == syscall.SIGINT {
			return "", errEnd
		}
		return "", ErrHungUp
	}
}
