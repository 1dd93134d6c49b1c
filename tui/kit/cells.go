package kit

import (
	"strings"

	"github.com/charmbracelet/lipgloss"
	"github.com/charmbracelet/x/ansi"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/tui/style"
)

// Pad makes a cell of a table of plain text: made fit to be drawn, then cut or
// filled to exactly w cells.
func Pad(text string, w int) string {
	text = Cut(forms.Clean(text), w)
	return text + strings.Repeat(" ", max(0, w-forms.Width(text)))
}

// Cell is Pad with a blank behind it: whatever stands in a column does not touch the
// next one.
func Cell(text string, w int) string {
	if w == 0 {
		return ""
	}
	return Pad(text, w-1) + " "
}

// Cut shortens a line to a width, marking that it was cut.
func Cut(line string, width int) string {
	if forms.Width(line) <= width {
		return line
	}
	return ansi.Truncate(line, width, style.MoreSign)
}

// WrapWords breaks a text into lines of at most w cells: between words, and within
// what is longer than a line, as the path of a file may be.
func WrapWords(text string, w int) string {
	return unjoin.Replace(ansi.Wrap(joints.Replace(text), w, ""))
}

// Fit makes a body exactly h lines of at most w cells. What has to be cut leaves the last
// one free, as all text does.
func Fit(body string, w, h int) []string {
	lines := strings.Split(body, "\n")
	if len(lines) > h {
		lines = lines[:h]
	}
	for len(lines) < h {
		lines = append(lines, "")
	}
	for i, l := range lines {
		if forms.Width(l) > w {
			lines[i] = Cut(l, w-1)
		}
	}
	return lines
}

// Pair sets one text to the left edge and one to the right edge of a line. The
// left one gives way: on the right stands how saving goes.
func Pair(width int, left, right string) string {
	room := width - forms.Width(right) - 1
	if room < width/4 {
		return Cut(left, width)
	}
	left = Cut(left, room)
	return left + strings.Repeat(" ", width-forms.Width(left)-forms.Width(right)) + right
}

// Wrapped breaks lines at words; what is set in stays so.
func Wrapped(lines []string, w int) (out []string) {
	for _, l := range lines {
		text := strings.TrimLeft(l, " ")
		in := strings.Repeat(" ", len(l)-len(text))
		for _, part := range strings.Split(WrapWords(text, w-len(in)), "\n") {
			out = append(out, in+part)
		}
	}
	return out
}

// joints are the blanks a line must not end at, and the signs of a flag.
var (
	joints = strings.NewReplacer("z. B.", "z.\u00a0B.", " €", "\u00a0€", "← ", "←\u00a0", "--", "\u2011\u2011")
	unjoin = strings.NewReplacer("\u00a0", " ", "\u2011", "-")
)

// Narrow reports that a window has no room for every column.
func Narrow(w int) bool { return w < 75 }

// NameCells is the column of names: what is left, but in a wide window not so
// much that the eye loses the line.
func NameCells(left int) int { return min(max(10, left), 40) }

// Indented wraps a sentence inside the window.
func Indented(text string, w int) string {
	return lipgloss.NewStyle().Width(w - 3).MarginLeft(3).Render(text)
}
