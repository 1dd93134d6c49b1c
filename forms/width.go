package forms

import (
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// Width is how many cells a line takes. Nearly all that is drawn is German text and a few
// signs, each one cell wide, between styles; that is counted here, several times on each
// line of each frame. What may be anything else is left to the toolkit.
func Width(s string) (cells int) {
	for i := 0; i < len(s); {
		switch c := s[i]; {
		case c >= ' ' && c < 0x7f:
			i++
			cells++
		case c == 0x1b:
			n := styleEnd(s[i:])
			if n == 0 {
				return ansi.StringWidth(s)
			}
			i += n
		default:
			r, n := utf8.DecodeRuneInString(s[i:])
			if !single(r) {
				return ansi.StringWidth(s)
			}
			i += n
			cells++
		}
	}
	return cells
}

// styleEnd is the length of a style (CSI … m) a text begins with, 0 where it is something else.
func styleEnd(s string) int {
	if len(s) < 2 || s[1] != '[' {
		return 0
	}
	for i := 2; i < len(s); i++ {
		switch c := s[i]; {
		case c == 'm':
			return i + 1
		case c != ';' && (c < '0' || c > '9'):
			return 0
		}
	}
	return 0
}

// singleUpTo is behind the last sign that is looked up.
const singleUpTo = 0x2800

// singles are the characters that take one cell by themselves, as the toolkit counts
// them: letters with their marks, dashes and quotes, arrows, bars.
var singles = func() (one [singleUpTo]bool) {
	for _, span := range [][2]rune{{0xa1, 0xac}, {0xae, 0x24f}, {0x2010, 0x2027}, {0x2190, 0x21ff}, {0x2500, 0x25ff}, {0x2700, 0x27bf}} {
		for r := span[0]; r <= span[1]; r++ {
			one[r] = ansi.StringWidth(string(r)) == 1
		}
	}
	return one
}()

func single(r rune) bool { return r < singleUpTo && singles[r] }
