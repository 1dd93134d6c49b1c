package catalog

import (
	"cmp"
	"slices"
	"sort"
	"strings"
)

// index finds entries by substrings. The folded keys of all entries stand in one
// string, one line each, so that a search is a single run over the memory:
//
//	" c504 | brustkrebs aussen oben | oberer aeusserer quadrant | ausserer\n"
//
// The parts are the compact code, the label, the further words, and once more
// the words that have umlauts, with bare vowels.
type index struct {
	text   string
	start  []int32  // start[i] is where line i begins; one more at the end
	codes  []string // the compact code of each line
	order  []int32  // the entry of each line: headings have none
	sorted []int32  // the lines in the order of their codes
}

// part separates the parts of a line; no folded text holds it.
const part = '|'

func newIndex(entries []Entry) *index {
	ix := &index{start: make([]int32, 0, len(entries)+1), order: make([]int32, 0, len(entries))}
	b := make([]byte, 0, len(entries)*96)
	for i := range entries {
		if !entries[i].Heading {
			ix.start = append(ix.start, int32(len(b)))
			ix.order = append(ix.order, int32(i))
			b = appendLine(b, &entries[i])
		}
	}
	ix.start = append(ix.start, int32(len(b)))
	ix.text = string(b)
	ix.sortCodes()
	return ix
}

// appendLine writes the line of an entry.
func appendLine(b []byte, e *Entry) []byte {
	b = appendCompact(append(b, ' '), e.Code)
	b = appendFold(append(b, ' ', part, ' '), e.Label, true)
	b = appendFold(append(b, ' ', part, ' '), e.Words, true)
	b = appendBare(b, e.Label, true)
	b = appendBare(b, e.Words, false)
	return append(b, '\n')
}

// appendBare writes the words that have letters beyond ASCII with bare vowels.
// Where they begin the label they begin a part.
func appendBare(b []byte, s string, label bool) []byte {
	if isASCII(s) {
		return b
	}
	for first := true; s != ""; first = false {
		word, rest, _ := strings.Cut(s, " ")
		if s = rest; isASCII(word) {
			continue
		}
		if b = append(b, ' '); label && first {
			b = append(b, part, ' ')
		}
		b = appendFold(b, word, false)
	}
	return b
}

func isASCII(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}

// sortCodes finds the codes in the text and their order.
func (ix *index) sortCodes() {
	ix.codes, ix.sorted = make([]string, len(ix.order)), make([]int32, len(ix.order))
	for i := range ix.codes {
		line := ix.line(i)[1:]
		ix.codes[i], ix.sorted[i] = line[:strings.IndexByte(line, ' ')], int32(i)
	}
	slices.SortStableFunc(ix.sorted, func(a, b int32) int { return cmp.Compare(ix.codes[a], ix.codes[b]) })
}

func (ix *index) line(i int) string { return ix.text[ix.start[i]:ix.start[i+1]] }

// rank says how well a line fits; less is better.
type rank int

const (
	exactCode rank = iota
	codePrefix
	labelStart
	wordStart
	inside
	ranks
	noHit rank = -1
)

// query is what somebody typed, folded.
type query struct {
	tokens []string // all must be found; the longest one first
	phrase string   // the tokens in their order, at the begin of a part
	code   string   // the whole query as a compact code
}

func parseQuery(s string) query {
	folded := Fold(s)
	tokens := strings.Fields(folded)
	slices.SortStableFunc(tokens, func(a, b string) int { return len(b) - len(a) })
	return query{tokens: tokens, phrase: string(part) + " " + folded, code: Compact(s)}
}

// top gives the positions of the n best entries for a query.
func (ix *index) top(typed string, n int) []int32 {
	q := parseQuery(typed)
	if len(q.tokens) == 0 || n <= 0 {
		n = max(0, min(n, len(ix.order)))
		return ix.order[:n:n]
	}
	var hits [ranks][]int32
	ix.byCode(q, n, &hits)
	ix.byWords(q, n, &hits)
	found := make([]int32, 0, n)
	for _, lines := range hits {
		for _, line := range lines[:min(len(lines), n-len(found))] {
			found = append(found, ix.order[line])
		}
	}
	return found
}

// byCode finds the lines whose codes begin with the query.
func (ix *index) byCode(q query, n int, hits *[ranks][]int32) {
	from := sort.Search(len(ix.sorted), func(i int) bool { return ix.codes[ix.sorted[i]] >= q.code })
	var longer []int32
	for _, line := range ix.sorted[from:] {
		switch code := ix.codes[line]; {
		case code == q.code:
			hits[exactCode] = append(hits[exactCode], line)
			continue
		case !strings.HasPrefix(code, q.code):
		default:
			longer = append(longer, line)
			continue
		}
		break
	}
	slices.Sort(longer) // in the order of the list
	hits[codePrefix] = longer[:min(n, len(longer))]
}

// byWords finds the other lines. It looks through the whole text for what a
// better line must have: the longest token anywhere, once there are enough such
// hits at the start of a word, then the phrase at the start of a label. It stops
// when no later line can be better.
func (ix *index) byWords(q query, n int, hits *[ranks][]int32) {
	open := n - len(hits[exactCode]) - len(hits[codePrefix])
	seek, least := newNeedle(q.tokens[0]), inside
	for line, from := 0, 0; len(hits[labelStart]) < open; line++ {
		at := seek.in(ix.text[from:])
		if at < 0 {
			return
		}
		line = ix.lineOf(line, int32(from+at))
		if r := ix.rank(line, q); r != noHit && len(hits[r]) < n {
			hits[r] = append(hits[r], int32(line))
		}
		for least > labelStart && len(hits[least]) >= open {
			least--
			seek = newNeedle(map[rank]string{wordStart: " " + q.tokens[0], labelStart: q.phrase}[least])
		}
		from = int(ix.start[line+1])
	}
}

// needle is a text to look for. It is looked for from its rarest letter on,
// which is several times faster than from a frequent one.
type needle struct {
	text string
	rare int // where the rarest letter stands
}

// frequent are the letters of our lines, the most frequent one first.
const frequent = " |enirtaslodhumcgkpbfzvwxyjq"

func newNeedle(text string) needle {
	rare, best := 0, -1
	for i := range len(text) {
		how := strings.IndexByte(frequent, text[i])
		if how < 0 {
			how = len(frequent) // digits
		}
		if how > best {
			rare, best = i, how
		}
	}
	return needle{text, rare}
}

// in is the first place of the needle in a text, -1 if there is none.
func (n needle) in(text string) int {
	tail := n.text[n.rare:]
	for from := n.rare; from < len(text); {
		at := strings.Index(text[from:], tail)
		if at < 0 {
			return -1
		}
		begin := from + at - n.rare
		if strings.HasPrefix(text[begin:], n.text) {
			return begin
		}
		from += at + 1
	}
	return -1
}

// lineOf is the line that holds a position, at or after the given line.
func (ix *index) lineOf(line int, at int32) int {
	const near = 16 // most hits are close to the last one
	for i := line; i < line+near && i < len(ix.codes); i++ {
		if at < ix.start[i+1] {
			return i
		}
	}
	after, _ := slices.BinarySearch(ix.start[line:], at+1)
	return line + after - 1
}

// rank judges a line by its words. What byCode finds does not count again.
func (ix *index) rank(line int, q query) rank {
	if strings.HasPrefix(ix.codes[line], q.code) {
		return noHit
	}
	best, text := wordStart, ix.line(line)
	for _, token := range q.tokens {
		at := strings.Index(text, token)
		if at < 0 {
			return noHit
		}
		if best == wordStart && text[at-1] != ' ' && !startsLater(text[at:], token) {
			best = inside
		}
	}
	if best == wordStart && strings.Contains(text, q.phrase) {
		return labelStart
	}
	return best
}

// Begins reports that every word of a text begins a word of the entry, or the text
// its code.
func (e *Entry) Begins(text string) bool {
	ix, q := newIndex([]Entry{*e}), parseQuery(text)
	if len(ix.codes) == 0 || len(q.tokens) == 0 {
		return false
	}
	r := ix.rank(0, q)
	return strings.HasPrefix(ix.codes[0], q.code) || r == wordStart || r == labelStart
}

// startsLater reports whether a word behind the first letter of the text begins
// with the token.
func startsLater(text, token string) bool {
	for {
		at := strings.Index(text[1:], token)
		if at < 0 {
			return false
		}
		if text[at] == ' ' {
			return true
		}
		text = text[at+1:]
	}
}
