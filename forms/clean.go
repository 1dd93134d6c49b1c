package forms

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// maxMarks is how many combining marks may follow one another on the screen.
const maxMarks = 4

// Clean makes a text fit to be drawn: composed (NFC), one line, tabs and line
// breaks as blanks, and U+FFFD for every control, format, private-use and
// surrogate code point, line separator and broken byte. Marks beyond the fourth
// in a row are left out. Clean(Clean(s)) is Clean(s).
func Clean(s string) string {
	if plain(s) {
		return s
	}
	var b strings.Builder
	marks := 0
	for _, r := range norm.NFC.String(s) {
		if !unicode.Is(unicode.M, r) {
			marks = 0
		} else if marks++; marks > maxMarks {
			continue
		}
		b.WriteRune(cleanRune(r))
	}
	return norm.NFC.String(b.String())
}

// plain reports that a text is printable ASCII, as most texts are.
func plain(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' {
			return false
		}
	}
	return true
}

func cleanRune(r rune) rune {
	switch {
	case r == '\t', r == '\n', r == '\r':
		return ' '
	case hostile(r):
		return utf8.RuneError
	}
	return r
}

// hostile are the code points that move, hide or reorder what is on a screen.
func hostile(r rune) bool {
	return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co, unicode.Cs, unicode.Zl, unicode.Zp)
}

// typedLine is Typed for one line: where a pasted text breaks its lines stays a blank,
// whichever way they end. Terminals send a break as CR.
func typedLine(s string) string {
	return strings.ReplaceAll(Typed(lineBreaks.Replace(strings.TrimRight(s, "\r\n"))), "\n", " ")
}

var lineBreaks = strings.NewReplacer("\r\n", " ", "\r", " ", "\n", " ")

// Typed makes what comes from the keyboard or a paste fit to be kept: composed,
// without the code points nobody can type on purpose.
func Typed(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\u00a0', r == '\t':
			return ' '
		case r == '\n':
			return r
		case hostile(r), r == utf8.RuneError:
			return -1
		}
		return r
	}, norm.NFC.String(s))
}
