package terminal

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// The renderer writes a line anew as soon as one of its cells has changed. Over
// a slow line that is most of what a key costs, so a frame is compared with what
// stands on the terminal already, and only cells that differ are written.

// frameDiff is what stands on the terminal, as far as it is known.
type frameDiff struct {
	rows [][]cell // a nil one is not known
}

// cell is one column of a line: its character and the style it is drawn in.
type cell struct{ text, style string }

var blank = cell{text: " "}

// The frame of the renderer: home, lines parted by line feeds, where an empty
// one stays as it is, and a cursor move at the end.
const (
	frameHome  = "\x1b[H"
	eraseRight = "\x1b[K"
	eraseBelow = "\x1b[J"
)

var frameEnd = regexp.MustCompile(`\x1b\[[0-9]*;?[0-9]*H$`)

// shrink is a frame with what stays left out. After what is no frame, or clears
// the window, nothing is known any more; a line that is not known is written
// whole.
func (d *frameDiff) shrink(frame []byte) []byte {
	body, ok := bytes.CutPrefix(frame, []byte(frameHome))
	end := frameEnd.FindIndex(body)
	if !ok || end == nil || bytes.Contains(body, []byte(eraseBelow)) {
		d.rows = nil
		return frame
	}
	body, repaints := bytes.CutPrefix(body[:end[0]], []byte("\r"))
	if repaints {
		d.rows = nil
	}
	lines := strings.Split(string(body), "\n")
	d.rows = append(d.rows, make([][]cell, max(0, len(lines)-len(d.rows)))...)
	p := &painter{row: -1}
	for i, l := range lines {
		if l != "" {
			d.line(p, i, strings.TrimSuffix(l, "\r"))
		}
	}
	p.dress("")
	return p.out.Bytes()
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
		p.run(row, from, now, to, to >= n && strings.HasSuffix(text, eraseRight))
		from = to
	}
}

// runGap is how many equal cells are written again rather than jumped over.
const runGap = 8

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
			p.blank(row, i, blanks)
			i += blanks - 1
			continue
		}
		p.move(row, i)
		c := at(now, i)
		p.dress(c.style)
		p.out.WriteString(c.text)
		p.col++
	}
	if erase {
		p.move(row, to)
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
func (p *painter) blank(row, col, n int) {
	p.move(row, col)
	p.dress("") // some terminals erase in the colours that are on
	fmt.Fprintf(&p.out, "\x1b[%dX", n)
}

// nearRows is how many lines down line feeds are shorter than an address.
const nearRows = 3

// move puts the cursor to a cell. A carriage return is right even behind the last
// column, where terminals do not agree on what is the next one.
func (p *painter) move(row, col int) {
	down := row - p.row
	switch {
	case p.row < 0 || down < 0 || down > nearRows:
		fmt.Fprintf(&p.out, "\x1b[%d;%dH", row+1, col+1)
	case down == 0 && col > p.col:
		fmt.Fprintf(&p.out, "\x1b[%dC", col-p.col)
	case down == 0 && col < p.col || down > 0:
		p.out.WriteString("\r" + strings.Repeat("\n", down))
		if col > 0 {
			fmt.Fprintf(&p.out, "\x1b[%dC", col)
		}
	}
	p.row, p.col = row, col
}

// dress puts a style on.
func (p *painter) dress(style string) {
	if style == p.style {
		return
	}
	if p.style != "" {
		p.out.WriteString("\x1b[m")
	}
	p.out.WriteString(style)
	p.style = style
}

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
