package shell

import (
	"context"
	"strings"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/tui/kit"
	"example.org/meldeportal/tui/lists"
	"example.org/meldeportal/tui/style"
	"example.org/meldeportal/tui/wording"
)

// Beside a list stands what the line under the cursor holds, where the window has the
// room; else the space bar shows it, or Alt+D while the space bar types. It is read once
// the cursor has rested, beside the screen, and called off when it moves: no key ever
// waits for it.

// Holder is a list whose lines hold something.
type Holder interface {
	kit.Screen
	// Holds is what the line under the cursor is about, "" where there is nothing to tell,
	// and the reading of what it holds.
	Holds() (about string, read func(context.Context) ([]lists.Part, error))
	// Spaces reports that the space bar means something else now: it is typed into a search.
	Spaces() bool
}

// Topped is a list above whose lines' own stands something about all of them.
type Topped interface {
	// Aside is that in w cells.
	Aside(w int) []string
}

// rests is how long the cursor has to rest before what is under it is read.
const rests = 80 * time.Millisecond

// beside is what stands beside the front list.
type beside struct {
	of    Holder
	about string       // what is wanted
	n     int          // counts the wishes, so that a late answer is known
	parts []lists.Part // of shown
	shown string
	stop  context.CancelFunc
}

// restedMsg says that the cursor may have rested; heldMsg brings what its line holds.
type restedMsg struct{ n int }

type heldMsg struct {
	n     int
	parts []lists.Part
	err   error
}

// follow wishes for what the line under the cursor holds, where that is another line
// than before.
func (sh *Shell) follow() tea.Cmd {
	h, ok := sh.Top().(Holder)
	if !ok || kit.BesideWidth(sh.width) == 0 {
		sh.callOff()
		sh.beside.of = nil
		return nil
	}
	about, _ := h.Holds()
	if h == sh.beside.of && about == sh.beside.about {
		return nil
	}
	sh.callOff()
	sh.beside.of, sh.beside.about = h, about
	sh.beside.n++
	if about == "" {
		return nil
	}
	return sh.later(rests, restedMsg{sh.beside.n})
}

// callOff ends the reading on its way.
func (sh *Shell) callOff() {
	if sh.beside.stop != nil {
		sh.beside.stop()
		sh.beside.stop = nil
	}
}

// rested reads, unless the cursor has moved on.
func (sh *Shell) rested(msg restedMsg) tea.Cmd {
	if msg.n != sh.beside.n || sh.beside.of == nil || sh.Top() != kit.Screen(sh.beside.of) {
		return nil
	}
	_, read := sh.beside.of.Holds()
	ctx, stop := context.WithCancel(sh.While(sh.beside.of))
	sh.beside.stop = stop
	return func() tea.Msg {
		parts, err := read(ctx)
		return heldMsg{msg.n, parts, err}
	}
}

func (sh *Shell) held(msg heldMsg) {
	if msg.n != sh.beside.n {
		return
	}
	sh.beside.parts, sh.beside.shown = msg.parts, sh.beside.about
	if msg.err != nil { // quiet: the list itself tells what is wrong with a line
		sh.beside.parts = []lists.Part{{Lines: []string{wording.Sentence(msg.err)}}}
	}
}

// aside is how many cells of the window stand beside the front list, with the bar.
func (sh *Shell) aside() int {
	if _, ok := sh.Top().(Holder); !ok {
		return 0
	}
	return kit.BesideWidth(sh.width)
}

// setAside sets what the line holds beside the body. What another line held is gone at
// once: nobody is to take it for this one's.
func (sh *Shell) setAside(body []string, w int) []string {
	var lines []string
	if t, ok := sh.Top().(Topped); ok {
		lines = t.Aside(w - 3)
	}
	of := sh.beside.of == sh.Top()
	if of && sh.beside.about == "" && len(lines) == 0 {
		return body // a rule beside an empty list would end nothing
	}
	if of && sh.beside.about != "" && sh.beside.shown == sh.beside.about {
		if len(lines) > 0 {
			lines = append(lines, "")
		}
		lines = append(lines, partLines(sh.beside.parts, w-3)...)
	}
	if len(lines) > len(body) {
		lines = append(lines[:len(body)-1:len(body)-1], style.Muted.Render(style.MoreSign))
	}
	return kit.SideBySide(body, lines, sh.width-w)
}

// partLines are the parts as lines of at most w cells.
func partLines(parts []lists.Part, w int) (lines []string) {
	for i, p := range parts {
		if i > 0 {
			lines = append(lines, "")
		}
		if p.Head != "" {
			for _, l := range kit.Wrapped([]string{forms.Clean(p.Head)}, w) {
				lines = append(lines, style.Title.Render(kit.Cut(l, w)))
			}
		}
		for _, text := range p.Lines {
			for l := range strings.SplitSeq(text, "\n") {
				lines = append(lines, hanging(forms.Clean(l), w)...)
			}
		}
	}
	return lines
}

// hanging breaks a line into some of at most w cells, those behind the first set in.
func hanging(text string, w int) []string {
	lines := kit.Wrapped([]string{text}, w-2)
	for i := range lines {
		if i > 0 {
			lines[i] = "  " + lines[i]
		}
		lines[i] = kit.Cut(lines[i], w)
	}
	return lines
}

// showHeld is the space bar where there is no room beside the list.
func (sh *Shell) showHeld() []kit.Action {
	h, ok := sh.Top().(Holder)
	if !ok || kit.BesideWidth(sh.width) > 0 {
		return nil
	}
	keys := []string{" ", "alt+d"}
	if h.Spaces() {
		keys = keys[1:]
	}
	a := kit.Action{Keys: keys, Label: "Ansehen", Help: "Zeigt, was die Zeile enthält, ohne sie zu öffnen.", Quiet: true, Do: func() tea.Cmd { return sh.Push(newHeldPage(sh, h)) }}
	if about, _ := h.Holds(); about == "" {
		a.Off = "Zu dieser Zeile gibt es nichts zu zeigen."
	}
	return []kit.Action{a}
}

// heldPage shows it in front of the list.
type heldPage struct {
	Pager
	read   func(context.Context) ([]lists.Part, error)
	parts  []lists.Part
	loaded bool
}

// heldPageMsg brings what the page shows.
type heldPageMsg struct {
	to    *heldPage
	parts []lists.Part
	err   error
}

func newHeldPage(sh *Shell, h Holder) *heldPage {
	_, read := h.Holds()
	return &heldPage{Pager: Pager{Sh: sh, Head: "Ansehen"}, read: read}
}

// Start reads it.
func (p *heldPage) Start() tea.Cmd {
	ctx, read := p.Sh.While(p), p.read
	return func() tea.Msg {
		parts, err := read(ctx)
		return heldPageMsg{p, parts, err}
	}
}

// Update takes what was read, and keys.
func (p *heldPage) Update(msg tea.Msg) tea.Cmd {
	if m, ok := msg.(heldPageMsg); ok && m.to == p {
		p.loaded, p.parts = true, m.parts
		if m.err != nil {
			p.Sh.Fail(m.err)
		}
		return nil
	}
	return p.Pager.Update(msg)
}

// Body breaks the parts for the window.
func (p *heldPage) Body(w, h int) string {
	p.Lines = []string{""}
	for _, l := range partLines(p.parts, w-3) {
		p.Lines = append(p.Lines, " "+l)
	}
	return p.Pager.Body(w, h)
}

// Actions leave by the key that came, too.
func (p *heldPage) Actions() []kit.Action {
	return []kit.Action{{Keys: []string{"f10", "esc", " ", "alt+d"}, Label: "Zurück", Help: "Zurück zur Liste.", Do: p.Sh.Pop}}
}

// Busy until it is read.
func (p *heldPage) Busy() bool { return !p.loaded }
