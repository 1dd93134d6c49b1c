package tui

import (
	"errors"
	"os"
	"os/signal"
	"syscall"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/term"

	"example.org/meldeportal/tui/shell"
	"example.org/meldeportal/tui/style"
	"example.org/meldeportal/tui/terminal"
	"example.org/meldeportal/tui/work"
)

// ErrNoTerminal is returned by Run when input or output is no terminal.
var ErrNoTerminal = errors.New("no terminal")

// Run shows the program on the terminal until it is left. Whatever ends it —
// a key, a lost connection, a panic — saves the drafts first. A panic is a *Crash, and a
// *admission.Renewal says that the program is to begin anew.
func Run(services *work.Services) error {
	if !term.IsTerminal(os.Stdin.Fd()) || !term.IsTerminal(os.Stdout.Fd()) {
		return ErrNoTerminal
	}
	style.Setup(os.Getenv)
	out := terminal.NewOut(os.Stdout)
	sh := NewShell(services, out)
	in := &terminal.TTYIn{File: os.Stdin, Refused: func() { go sh.Send(shell.RefusedBytes{}) }}
	p := terminal.Program(sh, out, tea.WithInput(in))
	sh.Bind(p.Send)
	if charset := style.Charset(os.Getenv); charset != "" {
		sh.Say(shell.ForeignCharset(charset))
	}
	stop := saveOnSignal(p)
	defer stop()
	err := terminal.Run(p, os.Stdin, out)
	lost := sh.Shutdown()
	if crash := sh.Crash(); crash != nil {
		crash.Lost = lost
		return crash
	}
	switch {
	case sh.HungUp.Load():
		err = terminal.ErrHungUp
	case sh.Renewal != nil && err == nil && lost == nil:
		return sh.Renewal
	}
	return errors.Join(err, lost)
}

// saveOnSignal turns the signals of a lost connection into a message. The
// toolkit leaves SIGHUP alone, which would end the program with text unsaved.
func saveOnSignal(p *tea.Program) (stop func()) {
	signals := make(chan os.Signal, 1)
	done := make(chan struct{})
	signal.Notify(signals, syscall.SIGHUP, syscall.SIGTERM, syscall.SIGINT, syscall.SIGQUIT)
	go func() {
		select {
		case <-signals:
			p.Send(shell.HangUp{})
		case <-done:
		}
	}()
	return func() { signal.Stop(signals); close(done) }
}
