package forms

import "strings"

// context is how many lines stay visible above and below the focused field.
const context = 2

// window draws the part of the lines that lies around the focus, and knows where
// the terminal's cursor belongs.
type window struct {
	form   *Form
	w, h   int
	top    int // first line drawn
	x, y   int // typing position in the frame drawn last
	typing bool
}

// view draws at most h lines of at most w cells. Only what is in sight is drawn.
func (w *window) view() string {
	pen := newPen(w.form, w.w, w.h)
	s := w.survey(pen)
	w.scroll(s)
	lines := w.paint(pen, s)
	w.x, w.y, w.typing = min(s.x, w.w-1), s.input-w.top, s.typing
	for i, l := range lines {
		lines[i] = cutTo(l, w.w, &w.form.env.Look)
	}
	return strings.Join(lines, "\n")
}

// survey is where every line belongs, before any but the focused one is drawn.
type survey struct {
	at          []int    // first line of every entry; hidden ones take none
	n           int      // lines of all
	focused     []string // the focused entry, drawn
	drops       bool     // its list of hits lies over the lines below, so that nothing jumps
	first, last int      // its lines, with its list of hits
	input       int      // the line that is typed into
	x           int
	typing      bool
}

func (w *window) survey(pen *pen) *survey {
	entries := w.form.section.entries
	s := &survey{at: make([]int, len(entries)+1)}
	for i, e := range entries {
		s.at[i] = s.n
		switch {
		case e.hidden:
		case e.focused:
			lines, x, y := pen.draw(e)
			s.first, s.last, s.input = s.n, s.n+len(lines)-1, s.n+y
			s.focused, s.x, s.typing, s.drops = lines, x, e.typed(), e.drops()
			if s.n += len(lines); s.drops {
				s.n = s.input + 1
			}
		default:
			s.n += pen.gap(e, s.n) + pen.height(e)
		}
	}
	s.at[len(entries)] = s.n
	s.n = max(s.n, s.last+1)
	return s
}

// drops reports that a list of hits is open below the entry.
func (e *entry) drops() bool {
	o, ok := e.opener()
	return ok && o.opened()
}

// paint draws the entries that are in sight.
func (w *window) paint(pen *pen, s *survey) []string {
	end := min(s.n, w.top+w.h)
	var lines []string
	for i, e := range w.form.section.entries {
		from, to := s.at[i], s.at[i+1]
		if e.hidden || to <= w.top || from >= end {
			continue
		}
		drawn := s.focused[:min(len(s.focused), to-from)]
		if !e.focused {
			drawn, _, _ = pen.draw(e)
			drawn = append(make([]string, pen.gap(e, from)), drawn...)
		}
		lines = append(lines, drawn[min(len(drawn), max(0, w.top-from)):min(len(drawn), end-from)]...)
	}
	if s.drops {
		lines = over(lines, s.focused, s.first-w.top, end-w.top)
	}
	return lines
}

// over lays lines over others, from a line on, down to the end of the window.
func over(lines, top []string, from, end int) []string {
	for i, l := range top {
		switch at := from + i; {
		case at < 0 || at >= end:
		case at < len(lines):
			lines[at] = l
		default:
			lines = append(lines, l)
		}
	}
	return lines
}

// gap is how many empty lines stand before an entry.
func (p *pen) gap(e *entry, line int) int {
	if line > 0 && (e.kind == heading || e.kind == title) {
		return 1
	}
	return 0
}

// scroll moves the window as little as possible: the focused field with its
// context, its list of hits, and in any case the line that is typed into. Over
// a whole report it turns most of a window at once, and before a list of hits
// would need the room: where every line moves, every line is written anew.
func (w *window) scroll(s *survey) {
	want := func(line int) {
		if line >= w.top+w.h {
			w.top = line - w.h + 1
		}
		if line < w.top {
			w.top = line
		}
	}
	switch {
	case !w.form.whole:
		want(min(s.last+context, s.n-1))
		want(max(s.first-context, 0))
	case s.first < w.top, s.first >= w.top+w.h, s.first == s.last && s.first+popupLines >= w.top+w.h:
		w.top = s.first - w.h/4
	}
	want(s.last)
	want(s.input)
	w.top = max(0, min(w.top, s.n-w.h))
}
