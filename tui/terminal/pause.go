package terminal

import (
	"os"
	"os/signal"
	"syscall"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/term"
)

// pauses gives the terminal back while the program is stopped, so that the shell has its
// own and nobody reads what stood there, and takes it anew when the program goes on:
// meanwhile anything may have happened to it. No key stops the program; a signal may.
func pauses(p *tea.Program, in *os.File, out *Out, before *term.State) (stop func()) {
	paused, goesOn, done := make(chan os.Signal, 1), make(chan os.Signal, 1), make(chan struct{})
	signal.Notify(paused, syscall.SIGTSTP)
	signal.Notify(goesOn, syscall.SIGCONT)
	go func() {
		for {
			select {
			case <-paused:
				out.WriteString(end)
				term.Restore(in.Fd(), before)
				syscall.Kill(os.Getpid(), syscall.SIGSTOP)
			case <-goesOn:
				term.MakeRaw(in.Fd())
				out.WriteString(begin)
				out.clear()
				w, h, _ := term.GetSize(out.Fd())
				p.Send(tea.WindowSizeMsg{Width: w, Height: h})
			case <-done:
				return
			}
		}
	}()
	return func() { signal.Stop(paused); signal.Stop(goesOn); close(done) }
}
