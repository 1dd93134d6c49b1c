package terminal

import (
	"bytes"
	"strings"
	"time"
	"unicode/utf8"
)

// What a terminal sends is text, keys and answers to questions other programs
// have asked (ECMA-48; xterm, "Control Sequences"). It is taken apart here alone,
// so that no part of a key or an answer is ever taken for text. The drawn program
// hears the keys: those the toolkit does not know are said as it knows them. Where
// lines are read, text is all there is.

// sent is the first character, key or answer of some bytes.
type sent struct {
	kind  sentKind
	n     int    // its length
	say   string // a key as the toolkit knows it, "" where it has none
	whole bool   // false where more of it may follow
}

type sentKind int

const (
	sentText sentKind = iota
	sentKey
	sentReply
)

// WithoutKeys is the text of a line. A key or an answer goes as a whole, also one
// whose end is missing.
func WithoutKeys(line string) string {
	var kept []byte
	for p := []byte(line); len(p) > 0; {
		s := nextSent(p)
		if s.kind == sentText {
			kept = append(kept, p[:s.n]...)
		}
		p = p[s.n:]
	}
	return string(kept)
}

// KeyBytes takes apart what comes piece by piece, and remembers what goes on from
// one reading to the next. Answers are dropped whole, bytes that are no UTF-8 are
// counted and dropped.
type KeyBytes struct {
	paste bool // between the marks of a paste everything is text
	reply bool // an answer has begun whose end has not come yet
	Bad   int  // bytes that are no UTF-8, of the last reading
}

// The marks of a paste.
const pasteBegin, pasteEnd = "\x1b[200~", "\x1b[201~"

// Decode gives the bytes as the toolkit reads them. full says that the reading
// has filled its room, so that more of an answer may follow.
func (k *KeyBytes) Decode(p []byte, full bool) (out []byte) {
	k.Bad = 0
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
		s := nextSent(p)
		k.reply = s.kind == sentReply && !s.whole
		k.paste = s.say == pasteBegin
		if s.kind == sentText {
			out = k.text(out, p[:s.n])
		} else {
			out = append(out, s.say...)
		}
		p = p[s.n:]
	}
	return out
}

// restOfReply drops the rest of an answer. When what came has no end and is not
// followed by more, it is somebody typing.
func (k *KeyBytes) restOfReply(p []byte, full bool) []byte {
	n, ended, _ := replyEnd(p)
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
func (k *KeyBytes) text(out, p []byte) []byte {
	for len(p) > 0 {
		r, n := utf8.DecodeRune(p)
		if r == utf8.RuneError && n == 1 {
			k.Bad++
		} else {
			out = append(out, p[:n]...)
		}
		p = p[n:]
	}
	return out
}

// Open says how long to wait for the rest of what p ends with, 0 if it is whole.
func (k *KeyBytes) Open(p []byte) time.Duration {
	if k.reply {
		switch n, ended, _ := replyEnd(p); {
		case ended:
			p = p[n:]
		case n == len(p):
			return openTail(p)
		}
	}
	for paste := k.paste; len(p) > 0; {
		if paste {
			_, rest, ended := bytes.Cut(p, []byte(pasteEnd))
			if !ended {
				return openTail(p)
			}
			p, paste = rest, false
			continue
		}
		s := nextSent(p)
		switch {
		case s.whole:
		case s.kind == sentText:
			return runeWait
		case s.n == 1:
			return escapeWait
		default:
			return controlWait
		}
		paste = s.say == pasteBegin
		p = p[s.n:]
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

const Esc = 0x1b

// nextSent is what some bytes begin with. A C1 sign is as long in UTF-8 as ESC and
// the letter it stands for.
func nextSent(p []byte) sent {
	if p[0] != Esc {
		if !utf8.FullRune(p) {
			return sent{sentText, len(p), "", false}
		}
		r, n := utf8.DecodeRune(p)
		if r >= 0x80 && r <= 0x9f && n > 1 {
			return sequence(byte(r-0x40), p)
		}
		return sent{sentText, n, "", true}
	}
	if len(p) == 1 {
		return sent{sentKey, 1, "\x1b", false}
	}
	if p[1] >= '@' && p[1] <= '_' {
		return sequence(p[1], p)
	}
	return altKey(p)
}

// altKey is Alt with a character, and ESC alone before what is none.
func altKey(p []byte) sent {
	r, n := utf8.DecodeRune(p[1:])
	if r == Esc || r == utf8.RuneError || r >= 0x80 && r <= 0x9f {
		return sent{sentKey, 1, "\x1b", true}
	}
	return sent{sentKey, 1 + n, string(p[:1+n]), true}
}

// sequence is what two bytes begin, ESC and a letter or the C1 sign for both.
func sequence(letter byte, p []byte) sent {
	_, isString := replies[letter]
	switch {
	case letter == '[':
		return controlKey(p)
	case letter == 'O':
		return shiftKey(p)
	case isString:
		return stringSent(letter, p)
	case p[0] != Esc:
		return sent{sentKey, 2, "", true} // a sign no keyboard has
	}
	return altKey(p)
}

// stringSent is an answer, or Alt with its first letter: somebody may have pressed
// that and go on typing.
func stringSent(letter byte, p []byte) sent {
	n, ended, st := replyEnd(p[2:])
	open := !ended && n+2 == len(p)
	if p[0] != Esc || st || len(p) > 2 && strings.IndexByte(replies[letter], p[2]) >= 0 {
		return sent{sentReply, n + 2, "", !open}
	}
	return sent{sentKey, 2, string(p[:2]), !open}
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
func shiftKey(p []byte) sent {
	i := 2
	for i < len(p) && (p[i] >= '0' && p[i] <= '9' || p[i] == ';') {
		i++
	}
	if i == len(p) {
		return sent{sentKey, i, "", false}
	}
	last := p[i]
	if last < ' ' || last >= 0x7f { // Alt+O, and something else behind it
		return sent{sentKey, i, "", true}
	}
	held := strings.TrimPrefix(string(p[2:i]), "1;")
	known, ours := shiftKeys[last]
	switch {
	case strings.ContainsRune("ABCDHFPQRS", rune(last)) && held != "":
		return sent{sentKey, i + 1, "\x1b[1;" + held + string(last), true}
	case ours:
		return sent{sentKey, i + 1, known, true}
	case strings.ContainsRune("ABCDPQRS", rune(last)):
		return sent{sentKey, i + 1, "\x1bO" + string(last), true}
	}
	return sent{sentKey, i + 1, "", true}
}

// controlKey reads ESC [ (CSI): numbers, signs between, and a letter that ends it.
func controlKey(p []byte) sent {
	i := 2
	switch {
	case len(p) > 2 && p[2] == '[': // a function key of the Linux console
		switch {
		case len(p) < 4:
			return sent{sentKey, len(p), "", false}
		case p[3] < '@' || p[3] > '~':
			return sent{sentKey, 3, "", true}
		}
		return sent{sentKey, 4, "\x1b[" + string(p[2:4]), true}
	case len(p) > 2 && p[2] == 'M': // the mouse, with three bytes that may be any
		return sent{sentKey, min(len(p), 6), "", len(p) >= 6}
	}
	for i < len(p) && p[i] >= '0' && p[i] <= '?' {
		i++
	}
	numbers := string(p[2:i])
	if i < len(p) && p[i] == '$' && numbers != "" && strings.Trim(numbers, "0123456789") == "" {
		return sent{sentKey, i + 1, "\x1b[" + string(p[2:i+1]), true} // Umschalt with a key, as rxvt sends it
	}
	for i < len(p) && p[i] >= ' ' && p[i] <= '/' {
		i++
	}
	switch {
	case i == len(p):
		return sent{sentKey, i, "", false}
	case p[i] < '@' || p[i] > '~': // no sequence: what breaks it is read by itself
		return sent{sentKey, i, "", true}
	case p[i] == 'u', p[i] == '~' && strings.HasPrefix(numbers, "27;"):
		return sent{sentKey, i + 1, numberedKey(numbers), true}
	case isReport(numbers, p[i]):
		return sent{sentKey, i + 1, "", true}
	}
	return sent{sentKey, i + 1, "\x1b[" + string(p[2:i+1]), true}
}

// isReport reports what is no key: where the cursor or the mouse is, what the
// terminal can do, whether its window has the focus.
func isReport(numbers string, last byte) bool {
	return strings.ContainsAny(numbers, "<=>?") || numbers == "" && (last == 'I' || last == 'O') ||
		numbers != "" && strings.IndexByte("Rcntxy", last) >= 0
}

// replies are the letters behind ESC of answers, which end with BEL or ESC \, and
// what then follows in those that are sent. With anything else it is Alt with that
// letter, unless the end is there.
var replies = map[byte]string{']': "0123456789lLI", 'P': "0123456789;>!$|+=?", '_': "G", '^': "", 'X': ""}

// replyEnd is behind the end of an answer, and says whether that is ESC \ (ST, also
// as a C1 sign), which nobody types. A control character that is no end breaks it
// off.
func replyEnd(p []byte) (n int, ended, st bool) {
	for i, c := range p {
		var next byte
		if i+1 < len(p) {
			next = p[i+1]
		}
		switch {
		case c == '\a':
			return i + 1, true, false
		case c == Esc && next == '\\', c == 0xc2 && next == 0x9c:
			return i + 2, true, true
		case c == Esc && i+1 == len(p):
			return len(p), false, false
		case c < ' ':
			return i, false, false
		}
	}
	return len(p), false, false
}
