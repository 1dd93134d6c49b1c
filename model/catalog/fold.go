package catalog

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Fold makes texts comparable that people spell differently: lower case, ä→ae,
// ö→oe, ü→ue, ß→ss, accents dropped, everything that is neither letter nor digit
// a single blank. "Gebärmutter-Hals (Cervix)" becomes "gebaermutter hals cervix".
func Fold(s string) string { return fold(s, true) }

// Compact leaves only the letters and digits of a code, in lower case: "C50.4",
// "c504" and "C50,4" all become "c504".
func Compact(code string) string {
	return string(appendCompact(make([]byte, 0, len(code)+4), code))
}

func fold(s string, umlauts bool) string {
	return string(appendFold(make([]byte, 0, len(s)+4), s, umlauts))
}

// appendCompact appends the compact form of a code.
func appendCompact(b []byte, code string) []byte {
	from := len(b)
	b = appendFold(b, code, true)
	kept := b[:from]
	for _, c := range b[from:] {
		if c != ' ' {
			kept = append(kept, c)
		}
	}
	return kept
}

// appendFold appends a folded text; b is empty or ends with a blank. Umlauts are
// written out or, for people who type "Bruste" for "Brüste", as bare vowels.
func appendFold(b []byte, s string, umlauts bool) []byte {
	from := len(b)
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			b = appendASCII(b, c)
			i++
			continue
		}
		if mark, next := combined(s, i, b); mark {
			b = appendUmlaut(b[:len(b)-1], b[len(b)-1], umlauts)
			i = next
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		b = appendRune(b, r, umlauts)
		i += size
	}
	if len(b) > from && b[len(b)-1] == ' ' {
		b = b[:len(b)-1]
	}
	return b
}

// lower holds the letters and digits of ASCII in lower case, a blank for the rest.
var lower = func() (table [utf8.RuneSelf]byte) {
	for i := range table {
		table[i] = ' '
	}
	for c := '0'; c <= '9'; c++ {
		table[c] = byte(c)
	}
	for c := 'a'; c <= 'z'; c++ {
		table[c], table[c-'a'+'A'] = byte(c), byte(c)
	}
	return table
}()

// appendASCII appends a letter or digit in lower case, anything else as one blank.
func appendASCII(b []byte, c byte) []byte {
	if c = lower[c]; c != ' ' || len(b) > 0 && b[len(b)-1] != ' ' {
		return append(b, c)
	}
	return b
}

// diaeresis is the combining mark of an umlaut in decomposed text (NFD).
const diaeresis = "\u0308"

// combined reports whether a decomposed umlaut ends at i: its letter was the
// last one appended and its mark stands there.
func combined(s string, i int, b []byte) (ok bool, next int) {
	if len(b) == 0 || !strings.HasPrefix(s[i:], diaeresis) || !strings.ContainsRune("aou", rune(b[len(b)-1])) {
		return false, i
	}
	return true, i + len(diaeresis)
}

// appendUmlaut appends the umlaut of a letter, written out or bare.
func appendUmlaut(b []byte, letter byte, umlauts bool) []byte {
	if umlauts {
		return append(b, letter, 'e')
	}
	return append(b, letter)
}

// appendRune appends a character beyond ASCII.
func appendRune(b []byte, r rune, umlauts bool) []byte {
	switch r {
	case 'ä', 'Ä':
		return appendUmlaut(b, 'a', umlauts)
	case 'ö', 'Ö':
		return appendUmlaut(b, 'o', umlauts)
	case 'ü', 'Ü':
		return appendUmlaut(b, 'u', umlauts)
	case 'ß', 'ẞ':
		return append(b, "ss"...)
	}
	for _, part := range norm.NFKD.String(string(r)) {
		b = appendBase(b, part)
	}
	return b
}

// appendBase appends one character of a decomposition without its marks.
func appendBase(b []byte, r rune) []byte {
	switch {
	case r < utf8.RuneSelf:
		return appendASCII(b, byte(r))
	case unicode.Is(unicode.Mn, r):
		return b
	case unicode.IsLetter(r), unicode.IsDigit(r):
		return utf8.AppendRune(b, unicode.ToLower(r))
	}
	return appendASCII(b, ' ')
}
