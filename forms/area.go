package forms

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"

	"example.org/meldeportal/model/field"
)

// area asks for text of several lines, in place. It wraps at words; Enter makes
// a new line once the person has begun to write, and goes on before that.
type area struct {
	typ   *field.Type
	runes []rune
	at    int
	begun bool
	width int // as drawn last, for the arrow keys
}

func (a *area) open(stored string, resumed bool) {
	a.runes = []rune(stored)
	a.at = len(a.runes)
	a.begun = resumed
}

// takesEnter reports that Enter belongs to the text.
func (a *area) takesEnter() bool { return a.begun && len(a.runes) > 0 }

func (a *area) key(k tea.KeyMsg) bool {
	before := len(a.runes)
	switch k.String() {
	case "enter", "ctrl+j":
		a.insert("\n")
	case "backspace":
		a.cut(a.at-1, a.at)
	case "delete":
		a.cut(a.at, a.at+1)
	case "left":
		a.at = max(0, a.at-1)
	case "right":
		a.at = min(len(a.runes), a.at+1)
	case "home":
		a.at = a.lineStart()
	case "end":
		a.at = a.lineEnd()
	default:
		if !k.Alt && (k.Type == tea.KeyRunes || k.Type == tea.KeySpace) {
			a.insert(Typed(strings.ReplaceAll(strings.ReplaceAll(string(k.Runes), "\r\n", "\n"), "\r", "\n")))
		}
	}
	a.begun = a.begun || len(a.runes) != before
	return len(a.runes) != before
}

func (a *area) insert(s string) {
	in := []rune(s)
	a.runes = append(a.runes[:a.at:a.at], append(in, a.runes[a.at:]...)...)
	a.at += len(in)
}

func (a *area) cut(from, to int) {
	if from < 0 || to > len(a.runes) {
		return
	}
	a.runes = append(a.runes[:from:from], a.runes[to:]...)
	a.at = from
}

func (a *area) lineStart() int {
	i := a.at
	for i > 0 && a.runes[i-1] != '\n' {
		i--
	}
	return i
}

func (a *area) lineEnd() int {
	i := a.at
	for i < len(a.runes) && a.runes[i] != '\n' {
		i++
	}
	return i
}

// move goes up or down a drawn line; it reports false at the first and last one.
func (a *area) move(by int) bool {
	rows := wrap(string(a.runes), a.width)
	row, col := place(rows, a.at)
	if row+by < 0 || row+by >= len(rows) {
		return false
	}
	a.at = rows[row+by].from + min(col, len([]rune(rows[row+by].text)))
	return true
}

func (a *area) text() string   { return string(a.runes) }
func (a *area) commit() string { return a.typ.Normal(a.text()) }

func (a *area) show(stored string) string { return stored }

func (a *area) meaning(string, bool) (string, tone) { return "", tells }

func (a *area) around() (left, right string, replaced bool) {
	return string(a.runes[:a.at]), string(a.runes[a.at:]), false
}

// row is one drawn line of a text: where it begins, in runes, and what it holds.
type row struct {
	from int
	text string
}

// wrap breaks a text into rows of at most w cells, at blanks where it can.
func wrap(text string, w int) []row {
	var rows []row
	from := 0
	for _, l := range strings.Split(text, "\n") {
		rest := []rune(l)
		for at := from; ; {
			n := fitting(rest, max(w, 1))
			rows = append(rows, row{at, string(rest[:n])})
			at += n
			if rest = rest[n:]; len(rest) == 0 {
				break
			}
		}
		from += len([]rune(l)) + 1
	}
	return rows
}

// fitting is how many runes fit into w cells, ending after a blank if possible.
func fitting(runes []rune, w int) int {
	cells, blank := 0, 0
	for i, r := range runes {
		if cells += cellsOf(r); cells > w {
			if blank > 0 {
				return blank
			}
			return max(i, 1)
		}
		if r == ' ' {
			blank = i + 1
		}
	}
	return len(runes)
}

// cellsOf is how many cells a character takes; most take one.
func cellsOf(r rune) int {
	if r >= ' ' && r <= '~' {
		return 1
	}
	return ansi.StringWidth(Clean(string(r)))
}

// place is the row and column, in runes, of a position in the text.
func place(rows []row, at int) (r, col int) {
	for i, x := range rows {
		if x.from <= at {
			r = i
		}
	}
	return r, at - rows[r].from
}
