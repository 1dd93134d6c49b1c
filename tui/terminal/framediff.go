package terminal

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// Over a slow line most of what a key costs are lines that are written anew though
// one cell has changed. So a frame is compared with what stands on the terminal
// already, and only cells that differ are written.

// frameDiff is what stands on the terminal, as far as it is known.
type frameDiff struct {
	texts []string // the lines as they were given, to tell at a glance that nothing has changed
	rows  [][]cell // a nil one is not known
	below bool     // nothing stands below them
}

// cell is one column of a line: its character and the style it is drawn in.
type cell struct{ text, style string }

var blank = cell{text: " "}

const (
	eraseRight = "\x1b[K"
	eraseBelow = "\x1b[J"
	eraseAll   = "\x1b[2J"
)

// forget says that anything may stand on the terminal.
func (d *frameDiff) forget() { *d = frameDiff{} }

// paint gives what has to be written to show lines in a window of w times h cells,
// and where the cursor is then. A line that is not known is written whole.
func (d *frameDiff) paint(lines []string, w, h int) (out []byte, cursor spot) {
	p := &painter{row: -1, w: w}
	d.eraseBelow(p, len(lines), h)
	for i, l := range lines {
		if i < len(d.rows) && d.texts[i] == l {
			continue
		}
		if i == len(d.rows) {
			d.rows, d.texts = append(d.rows, nil), append(d.texts, "")
		}
		d.texts[i] = l
		d.line(p, i, fitted(l, w))
	}
	p.dress("")
	return p.out.Bytes(), spot{p.col, p.row, p.row >= 0 && p.col < w}
}

// eraseBelow empties the lines below those of a frame.
func (d *frameDiff) eraseBelow(p *painter, n, h int) {
	if n < h && (!d.below || n < len(d.rows)) {
		fmt.Fprintf(&p.out, "\x1b[%dH%s", n+1, eraseBelow)
	}
	if n < len(d.rows) {
		d.rows, d.texts = d.rows[:n], d.texts[:n]
	}
	d.below = true
}

// fitted is a line as it is written: no wider than the window, and what may stand
// behind it erased.
func fitted(line string, w int) string {
	width := ansi.StringWidth(line)
	if width > w {
		line = ansi.Truncate(line, w, "")
		width = ansi.StringWidth(line)
	}
	if width < w {
		line += eraseRight
	}
	return line
}

// line writes what has changed of a line.
func (d *frameDiff) line(p *painter, row int, text string) {
	old, now := d.rows[row], cells(text)
	d.rows[row] = now
	if old == nil || now == nil {
		p.whole(row, text)
		return
	}
	n := max(len(old), len(now))
	for from := 0; from < n; {
		if at(old, from) == at(now, from) {
			from++
			continue
		}
		to := runEnd(old, now, from, n)
		p.run(row, from, now, to, to >= n)
		from = to
	}
}

// runGap is how many equal cells are written again rather than jumped over.
const runGap = 4

// runEnd is behind the last cell of a run of changes.
func runEnd(old, now []cell, from, n int) int {
	last := from
	for i := from; i < n && i-last <= runGap; i++ {
		if at(old, i) != at(now, i) {
			last = i
		}
	}
	return last + 1
}

// painter writes cells. It knows where the cursor stands and which style is on,
// and says neither again.
type painter struct {
	out      bytes.Buffer
	row, col int // of the cursor; row -1 = not known
	w        int // of the window
	style    string
}

// whole writes a line whose cells are not known.
func (p *painter) whole(row int, text string) {
	p.dress("")
	fmt.Fprintf(&p.out, "\x1b[%dH%s", row+1, text)
	p.row = -1
}

// run writes the cells of a line from one to another; where nothing but blanks
// follow, the rest of the line is erased.
func (p *painter) run(row, from int, now []cell, to int, erase bool) {
	erase = erase && len(now) < to
	if erase {
		to = max(from, len(now))
	}
	for i := from; i < to; i++ {
		if blanks := blanksAt(now, i, to); blanks >= manyBlanks {
			p.blank(row, i, blanks, now)
			i += blanks - 1
			continue
		}
		p.move(row, i, now)
		c := at(now, i)
		p.dress(c.style)
		p.out.WriteString(c.text)
		p.col++
	}
	if erase {
		p.move(row, to, now)
		p.dress("") // some terminals erase in the colours that are on
		p.out.WriteString(eraseRight)
	}
}

// manyBlanks is from where on erasing is shorter than writing blanks.
const manyBlanks = 12

// blanksAt counts the blanks from a cell on, up to another.
func blanksAt(line []cell, from, to int) int {
	i := from
	for i < to && at(line, i) == blank {
		i++
	}
	return i - from
}

// blank erases so many cells (ECH). The cursor stays where it is.
func (p *painter) blank(row, col, n int, now []cell) {
	p.move(row, col, now)
	p.dress("") // some terminals erase in the colours that are on
	fmt.Fprintf(&p.out, "\x1b[%dX", n)
}

// move puts the cursor to a cell of a line. A few cells before it, if they look like the
// one written last, are written again: that is shorter than passing over them.
func (p *painter) move(row, col int, line []cell) {
	from := spot{p.col, p.row, p.row >= 0}
	way := shortestWay(from, spot{col, row, true}, p.w)
	if again := p.passed(from, row, col, line); again != "" && len(again) <= len(way) {
		way = again
	}
	p.out.WriteString(way)
	p.row, p.col = row, col
}

// passed are the cells between the cursor and one further right, or those a new line
// begins with; "" where they are drawn otherwise than the one written last.
func (p *painter) passed(from spot, row, col int, line []cell) string {
	way := ""
	switch {
	case !from.known:
		return ""
	case row == p.row+1:
		way, from.x = "\r\n", 0
	case row != p.row:
		return ""
	}
	if col-from.x < 1 || col-from.x > fewCells {
		return ""
	}
	for i := from.x; i < col; i++ {
		c := at(line, i)
		if c.style != p.style {
			return ""
		}
		way += c.text
	}
	return way
}

// fewCells are never longer than what passes over them.
const fewCells = 4

// dress puts a style on.
func (p *painter) dress(style string) {
	if style == p.style {
		return
	}
	switch {
	case style == "":
		p.out.WriteString(resetStyle)
	case p.style == "" || strings.HasPrefix(style, p.style):
		p.out.WriteString(strings.TrimPrefix(style, p.style))
	default: // one sequence takes the old style off and puts the new one on
		p.out.WriteString("\x1b[0;" + strings.ReplaceAll(strings.TrimPrefix(style, "\x1b["), "m\x1b[", ";"))
	}
	p.style = style
}

const resetStyle = "\x1b[m"

func at(line []cell, i int) cell {
	if i < len(line) {
		return line[i]
	}
	return blank
}

// cells takes a line apart, without the blanks at its end. It is nil for a line
// with characters that are not one column wide for certain: such a line is
// always written whole.
func cells(text string) []cell {
	line, style, state := make([]cell, 0, len(text)), "", byte(0)
	for text != "" {
		seq, width, n, next := ansi.DecodeSequence(text, state, nil)
		text, state = text[n:], next
		switch {
		case width == 1 && utf8.RuneCountInString(seq) == 1:
			line = append(line, cell{seq, style})
		case width > 0:
			return nil
		case seq == "\x1b[0m" || seq == "\x1b[m":
			style = ""
		case strings.HasPrefix(seq, "\x1b[") && strings.HasSuffix(seq, "m"):
			style += seq
		case seq != eraseRight:
			return nil
		}
	}
	for len(line) > 0 && line[len(line)-1] == blank {
		line = line[:len(line)-1]
	}
	return line
}
