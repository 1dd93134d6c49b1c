package forms

import (
	"strings"

	"github.com/charmbracelet/huh"
)

// context is how many lines stay visible above and below the focused field.
const context = 2

// window is the layout of a page for huh: it draws the part of the lines that
// lies around the focus, and knows where the terminal's cursor belongs.
type window struct {
	form   *Form
	w, h   int
	top    int // first line drawn
	x, y   int // typing position in the frame drawn last
	typing bool
}

// GroupWidth is the width huh plans with; the window has its own.
func (w *window) GroupWidth(_ *huh.Form, _ *huh.Group, width int) int { return width }

// View draws at most h lines of at most w cells.
func (w *window) View(*huh.Form) string {
	p := w.paint()
	w.scroll(p)
	lines := p.lines[w.top:min(len(p.lines), w.top+w.h)]
	w.x, w.y, w.typing = min(p.x, w.w-1), p.y-w.top, p.typing
	for i, l := range lines {
		lines[i] = cutTo(l, w.w, &w.form.env.Look)
	}
	return strings.Join(lines, "\n")
}

// painting is a whole page: its lines, where the focused field is, and the
// typing position in it.
type painting struct {
	lines       []string
	first, last int // lines of the focused field with its list of hits
	input       int // the line that is typed into
	x, y        int
	typing      bool
}

func (w *window) paint() *painting {
	p := &painting{}
	pen := newPen(w.form, w.w, w.h)
	for i, e := range w.form.section.entries {
		if e.hidden {
			continue
		}
		if e.kind == heading && i > 0 {
			p.lines = append(p.lines, "")
		}
		from := len(p.lines)
		lines, x, y := pen.draw(e)
		p.lines = append(p.lines, lines...)
		if e.focused {
			p.first, p.last, p.input = from, len(p.lines)-1, from+y
			p.x, p.y = x, from+y
			p.typing = e.typed()
		}
	}
	return p
}

// scroll moves the window as little as possible: the focused field with its
// context, its list of hits, and in any case the line that is typed into.
func (w *window) scroll(p *painting) {
	want := func(line int) {
		if line >= w.top+w.h {
			w.top = line - w.h + 1
		}
		if line < w.top {
			w.top = line
		}
	}
	want(min(p.last+context, len(p.lines)-1))
	want(max(p.first-context, 0))
	want(p.last)
	want(p.input)
	w.top = max(0, min(w.top, len(p.lines)-w.h))
}
