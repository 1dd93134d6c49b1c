package terminal

import (
	"strconv"
	"strings"
	"unicode"
)

// A terminal can be set to say keys by their number, with what is held beside them, or be
// left so by a program that was killed: "ESC [ 110 ; 5 u" is Strg+N (fixterms, kitty,
// iTerm2), "ESC [ 27 ; 5 ; 110 ~" the same to xterm (modifyOtherKeys).

// What is held is told as a sum, plus one.
const (
	heldShift = 1 << iota
	heldAlt
	heldCtrl

	locks       = 64 | 128 // Caps Lock and Num Lock, which are not held
	keyReleased = "3"
)

// numberedKey is such a key as the toolkit knows it, "" where it has none.
func numberedKey(numbers string) string {
	if xterm, ok := strings.CutPrefix(numbers, "27;"); ok {
		held, code, _ := strings.Cut(xterm, ";")
		numbers = code + ";" + held
	}
	parts := strings.Split(numbers, ";")
	first, _, _ := strings.Cut(parts[0], ":")
	code, err := strconv.Atoi(first)
	if err != nil || code <= 0 || code > unicode.MaxRune {
		return ""
	}
	held := 0
	if len(parts) > 1 {
		sum, event, _ := strings.Cut(parts[1], ":")
		n, _ := strconv.Atoi(sum)
		if held = max(0, n-1) &^ locks; event == keyReleased {
			return ""
		}
	}
	if len(parts) > 2 && parts[2] != "" {
		return writtenText(parts[2])
	}
	return spelledKey(rune(code), held)
}

// writtenText is the text a key has written, where the terminal tells it: AltGr is told
// as Strg and Alt.
func writtenText(numbers string) (text string) {
	for code := range strings.SplitSeq(numbers, ":") {
		if r, err := strconv.Atoi(code); err == nil && r > 0 && r <= unicode.MaxRune && unicode.IsPrint(rune(r)) {
			text += string(rune(r))
		}
	}
	return text
}

func spelledKey(r rune, held int) string {
	letter := ""
	switch {
	case r == '\t' && held&heldShift != 0:
		return "\x1b[Z"
	case r == '\t', r == '\r', r == Esc, r == 0x7f:
		letter = string(r)
	case held&^(heldShift|heldAlt|heldCtrl) != 0 || !unicode.IsPrint(r) || r >= 0xe000 && r <= 0xf8ff: // keys no text has
		return ""
	case held&heldCtrl != 0:
		if r = unicode.ToLower(r); r < 'a' || r > 'z' {
			return ""
		}
		letter = string(r & 0x1f)
	case held&heldShift != 0:
		letter = string(unicode.ToUpper(r))
	default:
		letter = string(r)
	}
	if held&heldAlt != 0 {
		return "\x1b" + letter
	}
	return letter
}
