package obds

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// What a byte means for a text; a text is plain when none of its bytes has
// anything but solid and space.
const (
	solid   = 1 << iota // not white space
	space               // tab or line feed: blank in attributes
	amp                 // begins a reference
	cr                  // carriage return: a line end is one line feed
	bracket             // may begin "]]>"
	high                // part of a character above U+007F
	bad                 // not allowed in XML
	less                // not allowed in attributes
)

var byteClass = func() (class [256]uint8) {
	for b := range class {
		switch {
		case b == '\t' || b == '\n':
			class[b] = space
		case b == '\r':
			class[b] = cr
		case b == ' ':
		case b < 0x20:
			class[b] = bad
		case b == '&':
			class[b] = solid | amp
		case b == ']':
			class[b] = solid | bracket
		case b == '<':
			class[b] = solid | less
		case b >= 0x7F:
			class[b] = solid | high
		default:
			class[b] = solid
		}
	}
	return class
}()

// classOf is what the bytes of a text mean together.
func classOf(text string) (class uint8) {
	for i := range len(text) {
		class |= byteClass[text[i]]
	}
	return class
}

// badText is the sentence about the first character a document must not have,
// "" when there is none. class is the class of the text's bytes; controls says
// that there is one of U+007F to U+009F.
func badText(text string, class uint8) (sentence string, controls bool) {
	if class&bad != 0 {
		return "Die Datei enthält ein Steuerzeichen, das in XML nicht erlaubt ist.", false
	}
	if class&high == 0 {
		return "", false
	}
	for i, r := range text {
		switch {
		case r == utf8.RuneError:
			if _, size := utf8.DecodeRuneInString(text[i:]); size == 1 {
				return "Die Datei ist nicht in der angegebenen Zeichenkodierung gespeichert.", controls
			}
		case r == 0xFFFE || r == 0xFFFF:
			return "Die Datei enthält ein Zeichen, das in XML nicht erlaubt ist.", controls
		case isControl(r):
			controls = true
		}
	}
	return "", controls
}

const controlSentence = "Die Datei enthält unsichtbare Steuerzeichen (U+007F bis U+009F). Vermutlich ist sie nicht in der angegebenen Zeichenkodierung gespeichert."

func isControl(r rune) bool { return r >= 0x7F && r <= 0x9F }

func withoutControls(text string) string {
	return strings.Map(func(r rune) rune {
		if isControl(r) {
			return -1
		}
		return r
	}, text)
}

// reference reads the reference a text begins with, "&…;". n is its length, 0
// when it is none that XML knows without a DOCTYPE.
func reference(text string) (r rune, n int) {
	end := strings.IndexByte(text[:min(len(text), 64)], ';')
	if end < 2 {
		return 0, 0
	}
	switch name := text[1:end]; {
	case name[0] == '#':
		r = charReference(name[1:])
	default:
		r = map[string]rune{"amp": '&', "lt": '<', "gt": '>', "quot": '"', "apos": '\''}[name]
	}
	if r == 0 {
		return 0, 0
	}
	return r, end + 1
}

func charReference(digits string) rune {
	base := 10
	if strings.HasPrefix(digits, "x") {
		digits, base = digits[1:], 16
	}
	n, err := strconv.ParseUint(digits, base, 32)
	if err != nil || !isXMLChar(rune(n)) {
		return 0
	}
	return rune(n)
}

func isXMLChar(r rune) bool {
	return r == '\t' || r == '\n' || r == '\r' || r >= 0x20 && r < 0xD800 || r >= 0xE000 && r < 0xFFFE || r >= 0x10000 && r <= 0x10FFFF
}

func isNameStart(r rune) bool {
	switch {
	case r < utf8.RuneSelf:
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r == '_' || r == ':'
	case r < 0x300:
		return r >= 0xC0 && r != 0xD7 && r != 0xF7
	}
	return r >= 0x370 && r <= 0x1FFF && r != 0x37E || r == 0x200C || r == 0x200D || r >= 0x2070 && r <= 0x218F ||
		r >= 0x2C00 && r <= 0x2FEF || r >= 0x3001 && r <= 0xD7FF || r >= 0xF900 && r <= 0xFDCF ||
		r >= 0xFDF0 && r <= 0xFFFD || r >= 0x10000 && r <= 0xEFFFF
}

func isNameChar(r rune) bool {
	return isNameStart(r) || r >= '0' && r <= '9' || r == '-' || r == '.' || r == 0xB7 ||
		r >= 0x300 && r <= 0x36F || r == 0x203F || r == 0x2040
}

// nameBytes are the bytes of names in ASCII, after the first character.
var nameBytes = func() (is [256]bool) {
	for b := range rune(utf8.RuneSelf) {
		is[b] = isNameChar(b)
	}
	return is
}()

// nameLength is the length of the XML name a text begins with, 0 when it
// begins with none.
func nameLength(text string) int {
	n := 0
	for n < len(text) && nameBytes[text[n]] {
		n++
	}
	if n < len(text) && text[n] >= utf8.RuneSelf {
		return anyNameLength(text)
	}
	if n > 0 && !isNameStart(rune(text[0])) {
		return 0
	}
	return n
}

// anyNameLength is nameLength for names with characters above ASCII.
func anyNameLength(text string) int {
	for i, r := range text {
		if r == utf8.RuneError {
			return i
		}
		if i == 0 && !isNameStart(r) || i > 0 && !isNameChar(r) {
			return i
		}
	}
	return len(text)
}

// printable makes a name from a document fit for a sentence.
func printable(name string) string {
	const most = 60
	if len(name) <= most && !strings.ContainsFunc(name, func(r rune) bool { return r < ' ' || r > '~' }) {
		return name
	}
	short := []rune(strings.Map(func(r rune) rune {
		if unicode.IsPrint(r) {
			return r
		}
		return unicode.ReplacementChar
	}, name))
	if len(short) > most {
		return string(short[:most]) + "…"
	}
	return string(short)
}
