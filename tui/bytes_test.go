package tui

import (
	"fmt"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/lipgloss"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/vt"
	"github.com/muesli/termenv"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/model/catalog"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/judges"
	"example.org/meldeportal/tui/kit"
	"example.org/meldeportal/tui/report"
	"example.org/meldeportal/tui/shell"
	"example.org/meldeportal/tui/stage"
	"example.org/meldeportal/tui/terminal"
	"example.org/meldeportal/tui/work"
)

// slowLine is a terminal at the end of a slow line: what the program writes to
// it is counted.
type slowLine struct {
	t       *testing.T
	name    string
	sh      *shell.Shell
	p       *tea.Program
	term    *vt.Emulator
	written atomic.Int64
	stop    func()
}

// writeTo runs an editor that writes to a counted line.
func writeTo(t *testing.T, w, h int, keys ...string) *slowLine {
	t.Helper()
	out, in, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	l := &slowLine{t: t, term: vt.NewEmulator(w, h)}
	caret := terminal.NewOut(in)
	sh := NewShell(&work.Services{Lists: catalog.NewShelf(), Now: func() time.Time { return stage.Today }}, caret)
	l.sh = sh
	sh.Seat((&stage.DeskDouble{}).Desk(), nil)
	forms.Warm(sh.Services().Lists, dataset.Report)
	sh.Stack = []kit.Screen{report.NewEditor(sh, stage.NewDraft())}
	l.p = terminal.Program(reached{sh}, caret, tea.WithInput(nil))
	sh.Bind(l.p.Send)
	go l.read(out)
	stop := make(chan struct{})
	var running sync.WaitGroup
	running.Go(func() { caret.Draw(stop) })
	running.Go(func() { l.p.Run(); close(stop) })
	l.stop = sync.OnceFunc(func() { l.p.Quit(); running.Wait(); in.Close() })
	t.Cleanup(l.stop)
	l.p.Send(tea.WindowSizeMsg{Width: w, Height: h})
	l.quiet()
	l.costs(keys...)
	return l
}

// mark is a message behind others: it is closed once the program has heard it.
type mark chan struct{}

// reached is a program that hears marks.
type reached struct{ tea.Model }

func (r reached) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if m, is := msg.(mark); is {
		close(m)
		return r, nil
	}
	model, cmd := r.Model.Update(msg)
	return reached{model}, cmd
}

func (l *slowLine) read(out *os.File) {
	defer out.Close()
	buf := make([]byte, 1<<16)
	for {
		n, err := out.Read(buf)
		l.term.Write(buf[:n])
		l.written.Add(int64(n))
		if err != nil {
			return
		}
	}
}

// costs presses keys and counts what is written until nothing more comes; nothing does
// when it begins.
func (l *slowLine) costs(keys ...string) int64 {
	l.t.Helper()
	before := l.written.Load()
	for _, k := range keys {
		if named, ok := stage.NamedKeys[k]; ok {
			l.p.Send(tea.KeyMsg{Type: named})
			continue
		}
		for _, r := range strings.Split(k, "") {
			l.p.Send(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(r)})
		}
	}
	l.quiet()
	return l.written.Load() - before
}

// quiet waits until all that was pressed is drawn and nothing more is written.
func (l *slowLine) quiet() {
	drawn := make(mark)
	l.p.Send(drawn)
	<-drawn
	for last := int64(-1); last != l.written.Load(); time.Sleep(60 * time.Millisecond) {
		last = l.written.Load()
	}
}

// The most bytes a key may write.
const (
	mostForLetter = 80
	mostForPicker = 700
	mostForPage   = 2000
)

func TestFewBytesAreWrittenToTheTerminal(t *testing.T) {
	judges.Alone(t) // what is drawn in one frame where a program is quick takes two under the race detector
	lipgloss.SetColorProfile(termenv.ANSI)
	defer lipgloss.SetColorProfile(termenv.Ascii)
	var all sync.WaitGroup // at once, however few processors there are: most of it is waiting for silence
	for _, size := range [][2]int{{80, 24}, {120, 40}} {
		for name, key := range map[string]string{"step by step": "f2", "whole": "alt+g"} {
			l := writeTo(t, size[0], size[1], key, "pgdown", "pgdown")
			l.name = fmt.Sprintf("%dx%d, %s", size[0], size[1], name)
			all.Go(func() { writesFewBytes(l) })
		}
	}
	all.Wait()
}

func writesFewBytes(l *slowLine) {
	l.t.Helper()
	l.most("first letter", mostForLetter, "1")
	l.most("letter", mostForLetter, "4")
	l.costs("0526", "enter")
	l.most("picker opens", mostForPicker, "c")
	l.most("letter in the picker", mostForPicker, "5")
	l.most("mark in the picker", mostForPicker, "down")
	l.costs("enter")
	for range 3 {
		l.most("page", mostForPage, "pgdown")
	}
	l.most("nothing", 0)
	l.same()
}

// most checks what keys cost.
func (l *slowLine) most(what string, most int64, keys ...string) {
	l.t.Helper()
	got := l.costs(keys...)
	l.t.Logf("%s, %s: %d bytes", l.name, what, got)
	if got > most {
		l.t.Errorf("%s, %s: wrote %d bytes, want at most %d", l.name, what, got, most)
	}
}

// same ends the program and checks that the terminal showed its last frame.
func (l *slowLine) same() {
	l.t.Helper()
	shown := l.term.String()
	l.stop()
	for i, want := range strings.Split(ansi.Strip(l.sh.View()), "\n") {
		if got := strings.Split(shown, "\n")[i]; strings.TrimRight(got, " ") != strings.TrimRight(want, " ") {
			l.t.Errorf("%s, line %d: got %q, want %q", l.name, i+1, got, want)
		}
	}
}
