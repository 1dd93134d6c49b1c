package pairs

import (
	"context"
	"errors"
	"os"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/term"

	"example.org/meldeportal/tui/style"
	"example.org/meldeportal/tui/terminal"
)

// ErrNoTerminal is returned by Run when input or output is no terminal.
var ErrNoTerminal = errors.New("no terminal")

// Run shows the screen on the terminal until it is left, or the context ends.
func Run(ctx context.Context, register Register, sentence func(error) string) error {
	if !term.IsTerminal(os.Stdin.Fd()) || !term.IsTerminal(os.Stdout.Fd()) {
		return ErrNoTerminal
	}
	style.Setup(os.Getenv)
	out := terminal.NewOut(os.Stdout)
	p := terminal.Program(fitted{New(ctx, register, sentence, time.Now)}, out, tea.WithContext(ctx))
	return terminal.Run(p, os.Stdin, out)
}

// fitted draws the screen in signs the terminal has.
type fitted struct{ *Screen }

// Update keeps the fitted one in front.
func (f fitted) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	_, cmd := f.Screen.Update(msg)
	return f, cmd
}

// View is the fitted frame.
func (f fitted) View() string { return style.Fit(f.Screen.View()) }
