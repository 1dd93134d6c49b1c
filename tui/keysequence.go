package tui

import (
	"strings"
	"unicode/utf8"
)

// What terminals send for keys, for a mouse, before and after a paste, and in
// answer to questions of a program (ECMA-48; xterm, "Control Sequences"). Where
// the program reads text, nothing of it is any.

// withoutKeys is a text without the sequences in it. Each goes as a whole, also one
// whose end is missing.
func withoutKeys(text string) string {
	var kept strings.Builder
	for text != "" {
		if n := keySequence(text); n > 0 {
			text = text[n:]
			continue
		}
		_, n := utf8.DecodeRuneInString(text)
		kept.WriteString(text[:n])
		text = text[n:]
	}
	return kept.String()
}

// keySequence is the length of the sequence a text begins with, 0 where it begins
// with none: ESC or its C1 sign, what kind it is, and what belongs to that kind.
func keySequence(text string) int {
	kind, head := utf8.DecodeRuneInString(text)
	switch {
	case kind == esc:
		next, n := utf8.DecodeRuneInString(text[1:])
		if next == esc || next == utf8.RuneError { // Alt before a sequence, a lone ESC, or before a byte that is no text
			return 1
		}
		kind, head = next, 1+n
	case kind >= 0x80 && kind <= 0x9f:
		kind -= 0x40
	default:
		return 0
	}
	switch rest := text[head:]; kind {
	case '[':
		return head + controlSequence(rest)
	case 'O': // F1 to F4 and keypads
		return head + min(1, len(rest))
	case 'P', 'X', ']', '^', '_': // a string, up to its end
		return head + stringSequence(rest)
	}
	return head // Alt and a sign
}

const esc = '\x1b'

// controlSequence is the length of parameters and final byte of a CSI sequence. The
// Linux console sends F1 to F5 with a second bracket, and old mice three bytes
// behind an M.
func controlSequence(text string) int {
	if strings.HasPrefix(text, "[") {
		return min(2, len(text))
	}
	n := 0
	for n < len(text) && text[n] >= 0x20 && text[n] <= 0x3f {
		n++
	}
	if n == len(text) || text[n] < 0x40 || text[n] > 0x7e {
		return n // broken off
	}
	if n == 0 && text[0] == 'M' {
		return min(4, len(text))
	}
	return n + 1
}

// stringSequence is the length of a string with its end: BEL, or ST in either
// spelling.
func stringSequence(text string) int {
	end := len(text)
	for _, st := range []string{"\a", "\x1b\\", "\u009c"} {
		if i := strings.Index(text, st); i >= 0 {
			end = min(end, i+len(st))
		}
	}
	return end
}
