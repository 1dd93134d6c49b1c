package terminal

import (
	"os"
	"os/signal"
	"syscall"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/term"
)

// Program is the toolkit's program, drawn by Out instead of the toolkit's renderer.
func Program(model tea.Model, out *Out, options ...tea.ProgramOption) *tea.Program {
	return tea.NewProgram(&drawn{model, out}, append(options, tea.WithoutRenderer(), tea.WithoutSignalHandler())...)
}

// drawn hands the frames of a program to its terminal.
type drawn struct {
	model tea.Model
	out   *Out
}

func (d *drawn) Init() tea.Cmd { return d.model.Init() }

func (d *drawn) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		d.out.resize(msg.Width, msg.Height)
	case clearMsg:
		d.out.clear()
	case tea.KeyMsg:
		d.out.answer()
	}
	var cmd tea.Cmd
	d.model, cmd = d.model.Update(msg)
	return d, cmd
}

func (d *drawn) View() string {
	view := d.model.View()
	d.out.show(view)
	return view
}

type clearMsg struct{}

// Clear is a command: the whole window is drawn anew, on nothing.
func Clear() tea.Msg { return clearMsg{} }

const (
	begin = "\x1b[?1049h\x1b[2J\x1b[H\x1b[?2004h\x1b[?25l" // the other screen, marks around what is pasted, no cursor
	end   = "\x1b[?2004l\x1b[?25h\x1b[?1049l"
)

// Run runs a program in the terminal's window and gives the terminal back as it was.
func Run(p *tea.Program, in *os.File, out *Out) error {
	before, err := term.MakeRaw(in.Fd())
	if err != nil {
		return err
	}
	defer term.Restore(in.Fd(), before)
	if _, err := out.WriteString(begin); err != nil {
		return err
	}
	defer out.WriteString(end)
	stop, over := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(over)
		out.Draw(stop)
	}()
	defer func() { close(stop); <-over }()
	defer sizes(p, out)()
	defer pauses(p, in, out, before)()
	_, err = p.Run()
	return err
}

// sizes tells a program how large its window is, now and whenever that changes.
func sizes(p *tea.Program, out *Out) (stop func()) {
	changed, done := make(chan os.Signal, 1), make(chan struct{})
	signal.Notify(changed, syscall.SIGWINCH)
	tell := func() {
		w, h, _ := term.GetSize(out.Fd()) // not known: 0
		p.Send(tea.WindowSizeMsg{Width: w, Height: h})
	}
	go func() {
		for tell(); ; tell() {
			select {
			case <-changed:
			case <-done:
				return
			}
		}
	}()
	return func() { signal.Stop(changed); close(done) }
}
