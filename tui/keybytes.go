package tui

import (
	"bytes"
	"strings"
	"time"
	"unicode/utf8"
)

// What a terminal sends is text, keys and answers to questions other programs
// have asked. keyBytes takes it apart, so that no part of a key or an answer is
// ever taken for text: keys the toolkit does not know are said as it knows them,
// answers are dropped whole, bytes that are no UTF-8 are counted and dropped.

// keyBytes remembers what goes on from one reading to the next.
type keyBytes struct {
	paste bool // between the marks of a paste everything is text
	reply bool // an answer has begun whose end has not come yet
	bad   int  // bytes that are no UTF-8, of the last reading
}

// The marks of a paste.
const pasteBegin, pasteEnd = "\x1b[200~", "\x1b[201~"

// decode gives the bytes as the toolkit reads them. full says that the reading
// has filled its room, so that more of an answer may follow.
func (k *keyBytes) decode(p []byte, full bool) (out []byte) {
	k.bad = 0
	if k.reply {
		p = k.restOfReply(p, full)
	}
	for len(p) > 0 {
		if k.paste {
			text, rest, ended := bytes.Cut(p, []byte(pasteEnd))
			out = k.text(out, text)
			if ended {
				out, k.paste = append(out, pasteEnd...), false
			}
			p = rest
			continue
		}
		n, say, whole := nextKey(p)
		k.reply = !whole && isReply(p)
		k.paste = say == pasteBegin
		if p[0] == 0x1b {
			out = append(out, say...)
		} else {
			out = k.text(out, p[:n])
		}
		p = p[n:]
	}
	return out
}

// restOfReply drops the rest of an answer. When what came has no end and is not
// followed by more, it is somebody typing.
func (k *keyBytes) restOfReply(p []byte, full bool) []byte {
	n, ended := replyEnd(p)
	switch {
	case ended:
		k.reply = false
		return p[n:]
	case full && n == len(p):
		return nil
	}
	k.reply = false
	return p
}

// text appends what is UTF-8 and counts the rest.
func (k *keyBytes) text(out, p []byte) []byte {
	for len(p) > 0 {
		r, n := utf8.DecodeRune(p)
		if r == utf8.RuneError && n == 1 {
			k.bad++
		} else {
			out = append(out, p[:n]...)
		}
		p = p[n:]
	}
	return out
}

// open says how long to wait for the rest of what p ends with, 0 if it is whole.
func (k *keyBytes) open(p []byte) time.Duration {
	if k.paste || k.reply {
		return openTail(p)
	}
	for len(p) > 0 {
		n, say, whole := nextKey(p)
		switch {
		case say == pasteBegin:
			return openTail(p[n:])
		case !whole && n == 1:
			return escapeWait
		case !whole && p[0] == 0x1b:
			return controlWait
		case !whole:
			return runeWait
		}
		p = p[n:]
	}
	return 0
}

// openTail looks at the end of pasted text alone.
func openTail(p []byte) time.Duration {
	if i := bytes.LastIndexByte(p, 0x1b); i >= 0 && strings.HasPrefix(pasteEnd, string(p[i:])) && len(p)-i < len(pasteEnd) {
		return controlWait
	}
	for i := len(p) - 1; i >= 0 && i >= len(p)-utf8.UTFMax; i-- {
		if utf8.RuneStart(p[i]) {
			if p[i] >= utf8.RuneSelf && !utf8.FullRune(p[i:]) {
				return runeWait
			}
			break
		}
	}
	return 0
}

// nextKey is the length of the first character, key or answer, what is said in
// its place, and whether it is whole.
func nextKey(p []byte) (n int, say string, whole bool) {
	switch {
	case p[0] != 0x1b:
		if !utf8.FullRune(p) {
			return len(p), "", false
		}
		_, n = utf8.DecodeRune(p)
		return n, "", true
	case len(p) == 1:
		return 1, "\x1b", false
	case p[1] == '[':
		return controlKey(p)
	case p[1] == 'O':
		return shiftKey(p)
	case isReply(p):
		n, whole = replyEnd(p[2:])
		return n + 2, "", whole || n+2 < len(p)
	case len(p) == 2 && replies[p[1]] != "": // Alt with the key, unless more follows
		return 2, string(p), false
	}
	return 1, "\x1b", true // Alt with what follows
}

// shiftKeys are the keys behind ESC O (SS3) the toolkit does not know: Pos1 and
// Ende and the keypad while the terminal is in application mode (mosh leaves it
// so), the keys F5 to F12 of PuTTY's VT100+, and Strg with an arrow as rxvt
// sends it.
var shiftKeys = map[byte]string{
	'H': "\x1b[H", 'F': "\x1b[F", 'M': "\r", 'I': "\t", ' ': " ", 'E': "",
	'j': "*", 'k': "+", 'l': ",", 'm': "-", 'n': ".", 'o': "/",
	'p': "0", 'q': "1", 'r': "2", 's': "3", 't': "4", 'u': "5", 'v': "6", 'w': "7", 'x': "8", 'y': "9",
	'T': "\x1b[15~", 'U': "\x1b[17~", 'V': "\x1b[18~", 'W': "\x1b[19~", 'X': "\x1b[20~", 'Y': "\x1b[21~", 'Z': "\x1b[23~", '[': "\x1b[24~",
	'a': "\x1b[1;5A", 'b': "\x1b[1;5B", 'c': "\x1b[1;5C", 'd': "\x1b[1;5D",
}

// shiftKey reads ESC O, perhaps a number for the keys held with it, and a letter.
func shiftKey(p []byte) (n int, say string, whole bool) {
	i := 2
	for i < len(p) && (p[i] >= '0' && p[i] <= '9' || p[i] == ';') {
		i++
	}
	if i == len(p) {
		return i, "", false
	}
	last := p[i]
	if last < ' ' || last >= 0x7f { // Alt+O, and something else behind it
		return i, "", true
	}
	held := strings.TrimPrefix(string(p[2:i]), "1;")
	known, ours := shiftKeys[last]
	switch {
	case strings.ContainsRune("ABCDHFPQRS", rune(last)) && held != "":
		return i + 1, "\x1b[1;" + held + string(last), true
	case ours:
		return i + 1, known, true
	case strings.ContainsRune("ABCDPQRS", rune(last)):
		return i + 1, "\x1bO" + string(last), true
	}
	return i + 1, "", true
}

// controlKey reads ESC [ (CSI): numbers, signs between, and a letter that ends it.
func controlKey(p []byte) (n int, say string, whole bool) {
	i := 2
	switch {
	case len(p) > 2 && p[2] == '[': // a function key of the Linux console
		if len(p) < 4 {
			return len(p), "", false
		}
		return 4, string(p[:4]), true
	case len(p) > 2 && p[2] == 'M': // the mouse, with three bytes that may be any
		return min(len(p), 6), "", len(p) >= 6
	}
	for i < len(p) && p[i] >= '0' && p[i] <= '?' {
		i++
	}
	numbers := string(p[2:i])
	if i < len(p) && p[i] == '$' && numbers != "" && strings.Trim(numbers, "0123456789") == "" {
		return i + 1, string(p[:i+1]), true // Umschalt with a key, as rxvt sends it
	}
	for i < len(p) && p[i] >= ' ' && p[i] <= '/' {
		i++
	}
	switch {
	case i == len(p):
		return i, "", false
	case p[i] < '@' || p[i] > '~': // no sequence: what breaks it is read by itself
		return i, "", true
	case isReport(numbers, p[i]):
		return i + 1, "", true
	}
	return i + 1, string(p[:i+1]), true
}

// isReport reports what is no key: where the cursor or the mouse is, what the
// terminal can do, whether its window has the focus.
func isReport(numbers string, last byte) bool {
	return strings.ContainsAny(numbers, "<=>?") || numbers == "" && (last == 'I' || last == 'O') ||
		numbers != "" && strings.IndexByte("Rcntuxy", last) >= 0
}

// replies are the beginnings of answers that end with BEL or ESC \: ESC and one
// of these, and what then has to follow. Without it, it is Alt with that key.
var replies = map[byte]string{']': "0123456789lLI", 'P': "0123456789;>!$|+=?", '_': "G"}

// isReply reports that an answer begins.
func isReply(p []byte) bool {
	if len(p) < 3 || p[0] != 0x1b {
		return false
	}
	return strings.IndexByte(replies[p[1]], p[2]) >= 0
}

// replyEnd is behind the end of an answer. A control character that is no end
// breaks it off.
func replyEnd(p []byte) (n int, ended bool) {
	for i, c := range p {
		switch {
		case c == '\a':
			return i + 1, true
		case c == 0x1b && i+1 == len(p):
			return len(p), false
		case c == 0x1b && p[i+1] == '\\':
			return i + 2, true
		case c < ' ':
			return i, false
		}
	}
	return len(p), false
}
