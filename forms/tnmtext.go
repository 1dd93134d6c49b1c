package forms

import (
	"maps"
	"regexp"
	"slices"
	"strings"

	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/field"
)

// tnmValues are values of a TNM block by the ids of its fields.
type tnmValues map[string]string

// tnmOrder are the fields a formula speaks of, as it is written.
var tnmOrder = []string{"r_Symbol", "y_Symbol", "a_Symbol", "c_p_u_Praefix_T", "T", "m_Symbol",
	"c_p_u_Praefix_N", "N", "c_p_u_Praefix_M", "M", "L", "V", "Pn", "S", "UICC_Stadium"}

// longestFormula bounds what is taken apart; a letter's formula is far shorter.
const longestFormula = 300

// tnmReading is what a formula was understood as.
type tnmReading struct {
	values tnmValues
	rest   []string // what was not understood, in its order and spelling
	why    []string // why not, where that can be said
}

// readTNM takes a formula apart: pT2 pN1a(sn) cM0 L1 V0 Pn0 r y, as people write
// it, with or without blanks, commas and labels, in any case.
//
// It is a grammar with the code lists as its alphabet. A word is understood as a
// whole or not at all; what is no code of its category is not read; what can be
// read in two ways, T1cN0M0 behind a prefix, is not read; and nothing is
// understood that is not written there: a prefix counts for the letter behind it
// alone, a doubt or a denial takes its value out.
func readTNM(text string) tnmReading {
	if len(text) > longestFormula {
		return tnmReading{values: tnmValues{}, rest: []string{text}}
	}
	p := &tnmReader{plainText: plainly(text), values: tnmValues{}}
	p.run()
	return tnmReading{p.values, p.quotes(), p.why}
}

// tnmReader goes through a text once, from word to word.
type tnmReader struct {
	plainText
	pos    int
	values tnmValues
	left   []span    // what was not understood
	why    []string  // see tnmReading
	label  tnmValues // what pTNM before the letters says of their prefixes

	unread  bool // what stands right before was not understood
	clause  bool // the same, since the last comma
	unsure  bool // a word of doubt stands before, in the same clause
	denied  bool // a word of denial does
	strange bool // something was left that is not known as what it is
	inside  bool // of a bracket
}

// span is a piece of the text.
type span struct{ from, to int }

// tnmParse is one way to read the beginning of a text.
type tnmParse struct {
	end    int
	values tnmValues
	kinds  []string // what its items are about: "T", "LK", "UICC"
	left   []span   // what stands inside it and is no formula: pT1(sm2)
}

func (p *tnmReader) run() {
	for p.skip(); p.pos < len(p.text); p.skip() {
		p.step()
	}
}

// tnmSeparators may stand between the words of a formula, and between two of its
// letters a stroke, pT2/pN1.
const tnmSeparators = " ,;.:"

// skip goes over what stands between words; a comma ends a clause.
func (p *tnmReader) skip() {
	for p.pos < len(p.text) && strings.IndexByte(tnmSeparators, p.text[p.pos]) >= 0 {
		if c := p.text[p.pos]; c == ',' || c == ';' {
			p.clause, p.unsure, p.denied = false, false, false
		}
		p.pos++
	}
}

// step reads or leaves one word.
func (p *tnmReader) step() {
	at := p.text[p.pos:]
	if strings.HasPrefix(at, unreadMark) {
		p.pos += len(unreadMark)
		p.leave(len(p.text)-p.pos, "")
		p.strange = true
		return
	}
	if n := fillerLength(at); n > 0 && tnmAuflage().FindString(at) == "" {
		p.pos += n
		return
	}
	if p.doubt() || p.heading() {
		return
	}
	parse, against := p.word()
	if parse.end > 0 && against == "" {
		p.take(parse)
		return
	}
	if n, what := foreign(at); n > 0 {
		p.leave(n, what)
		return
	}
	p.strange = true
	if parse.end > 0 {
		p.leave(parse.end-p.pos, against)
		return
	}
	n := wordEnd(at)
	why := refusal(at[:n])
	p.leave(n, why)
	p.clause = why == "" // a category that does not exist is still one of the formula
}

// take keeps what a word says.
func (p *tnmReader) take(parse tnmParse) {
	p.values, p.pos = parse.values, parse.end
	p.left = append(p.left, parse.left...)
	p.unread, p.clause = false, false
}

// leave goes over something unread; what stood unread right before it is one
// piece with it.
func (p *tnmReader) leave(n int, what string) {
	end := p.pos + n
	if what != "" && !slices.Contains(p.why, what) {
		p.why = append(p.why, what)
	}
	p.left = append(p.left, span{p.pos, end})
	p.pos, p.unread, p.clause = end, true, true
}

// quotes are the pieces left, as they were written.
func (p *tnmReader) quotes() (rest []string) {
	for _, s := range p.left {
		rest = append(rest, p.quote(s.from, s.to))
	}
	return rest
}

// wordEnd is the length of the first word; separators in brackets belong to it.
func wordEnd(text string) int {
	depth := 0
	for i := range len(text) {
		switch {
		case text[i] == '(':
			depth++
		case text[i] == ')':
			depth--
		case depth <= 0 && i > 0 && wordEnds(text, i):
			return i
		}
	}
	return len(text)
}

// wordEnds reports that a word may end at a place. A comma or point between two
// figures is inside a number.
func wordEnds(text string, i int) bool {
	if i >= len(text) {
		return true
	}
	number := i > 0 && i+1 < len(text) && isDigit(text[i-1]) && isDigit(text[i+1])
	switch text[i] {
	case ',', '.', ':':
		return !number
	}
	return strings.IndexByte(tnmSeparators, text[i]) >= 0
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// fillers say nothing of their own.
var (
	fillers  = lazily(`^(?i:tnm(?:[- ]?(?:klassifikation|formel|stadium|status))?|tumorformel|und|sowie|[-/])`)
	labels   = lazily(`^(?i:primärtumor|(?:tumor|t|n|m|r|l|v|pn|g|lk|nodal|lymphknoten|resektions|residual)-?(?:status|stadium|kategorie|klassifikation)|lymphknoten|lk|(?:fern)?metastasen|residualtumor|resektionsr(?:and|änder)|lymphgefäß\p{L}*|lymphangi\p{L}*|gefäß(?:invasion|einbr[uü]che?)|venen\p{L}*|blutgefäß\p{L}*|häm(?:o|angio)\p{L}*|perineur\p{L}*|nerven\p{L}*|differenzierungsgrad|malignitätsgrad|differenzierung|grading|grad)(?: ?[:=] ?| )`)
	headings = lazily(`^([yra]{0,3})([cpu])TNM(?:[- ]?(?i:klassifikation|formel|stadium|status))?(?: ?[:=] ?| )`)
)

func fillerLength(text string) int {
	if n := len(fillers().FindString(text)); n > 0 && wordEnds(text, n) {
		return n
	}
	return 0
}

// heading reads a label: one before a word says nothing of its own, pTNM gives the
// letters behind it their prefix.
func (p *tnmReader) heading() bool {
	at := p.text[p.pos:]
	if n := len(labels().FindString(at)); n > 0 {
		ahead := *p
		ahead.pos += n
		ahead.unread, ahead.clause = false, false
		if parse, why := ahead.word(); parse.end > 0 && why == "" && parse.kinds[0] != "Roman" {
			p.take(parse)
			return true
		}
	}
	m := headings().FindStringSubmatch(at)
	if m == nil {
		return false
	}
	ahead := *p
	ahead.pos += len(m[0])
	ahead.values = maps.Clone(p.values)
	maps.Copy(ahead.values, symbolValues(m[1]))
	ahead.label = tnmValues{"c_p_u_Praefix_T": m[2], "c_p_u_Praefix_N": m[2]}
	if m[2] == "c" {
		ahead.label["c_p_u_Praefix_M"] = m[2]
	}
	parse, why := ahead.word()
	if parse.end == 0 || why != "" || !slices.Contains([]string{"T", "N", "M"}, parse.kinds[0]) {
		return false
	}
	p.label = ahead.label
	p.take(parse)
	return true
}

// doubt goes over a word that takes the values behind it out of the reading.
func (p *tnmReader) doubt() bool {
	at := p.text[p.pos:]
	for _, word := range [...]struct {
		is  *regexp.Regexp
		set *bool
	}{{doubtBefore(), &p.unsure}, {denyBefore(), &p.denied}} {
		if n := len(word.is.FindString(at)); n > 0 && (wordEnds(at, n) || at[n-1] == '.') {
			p.leave(n, "")
			*word.set, p.strange = true, true
			return true
		}
	}
	return false
}

// word reads the word that comes now. A parse with a reason against it is what the
// reason is about.
func (p *tnmReader) word() (parse tnmParse, against string) {
	all := p.parses(p.pos, p.values, nil)
	if len(all) == 0 {
		return tnmParse{}, ""
	}
	parse, sure := decide(all)
	if !sure {
		return parse, "zwei Lesarten, bitte mit Leerzeichen"
	}
	last, behind := parse.kinds[len(parse.kinds)-1], p.text[parse.end:]
	if n := max(p.openUntil(parse, last), p.loneUntil(parse, last)); n > 0 {
		parse.end = n
		return parse, "zwei Lesarten"
	}
	positive := p.positive(parse.values)
	switch {
	case p.unsure, p.denied && positive, doubtAfter().MatchString(behind), positive && denyAfter().MatchString(behind):
		return parse, "verneint oder unsicher"
	case isLetter(last) && (unitAfter().MatchString(behind) || pictureAfter().MatchString(behind)):
		return parse, "keine Kategorie"
	}
	return parse, p.misplaced(parse, last)
}

func isLetter(kind string) bool { return kind == "T" || kind == "N" || kind == "M" }

// positive reports that a reading says something is there, beyond what was read.
func (p *tnmReader) positive(values tnmValues) bool {
	for id, v := range values {
		if _, before := p.values[id]; before {
			continue
		}
		switch id {
		case "T", "N", "M":
			if !strings.HasPrefix(v, "0") && !strings.HasPrefix(v, "X") {
				return true
			}
		case "L", "V", "Pn", "S", "Lokale_Beurteilung_Residualstatus":
			if !strings.ContainsAny(v, "0X") {
				return true
			}
		case "UICC_Stadium":
			return true
		}
	}
	return false
}

// openUntil is the end of another value for the same letter, joined by a word that
// leaves both open, 0 where there is none.
func (p *tnmReader) openUntil(parse tnmParse, last string) int {
	word := openBetween().FindString(p.text[parse.end:])
	if word == "" {
		return 0
	}
	at := parse.end + len(word)
	if m := openValue().FindString(p.text[at:]); m != "" && (len(last) < 3 || last == "UICC") {
		return at + wordEnd(p.text[at:])
	}
	for _, other := range p.parses(at, tnmValues{}, nil) {
		if slices.Contains(other.kinds, last) || openWord().MatchString(word) {
			return other.end
		}
	}
	return 0
}

// loneUntil is the end of a single letter that may belong to the value before it:
// pT1 c N0, pT2(a).
func (p *tnmReader) loneUntil(parse tnmParse, last string) int {
	behind := p.text[parse.end:]
	if last == "UICC" || last == "Roman" {
		return lengthAt(parse.end, stageMore().FindString(behind))
	}
	m := loneLetter().FindStringSubmatch(behind)
	if m == nil || !isLetter(last) {
		return 0
	}
	head, _, _ := strings.Cut(parse.values[last], "(")
	_, code := tnmAlphabet()[last][strings.ToLower(head+m[1])]
	if !code || !strings.HasSuffix(strings.ToLower(p.text[:parse.end]), strings.ToLower(head)) { // something of its own stands between
		return 0
	}
	return lengthAt(parse.end, m[0])
}

// lengthAt is the end of what was found at a place, 0 where nothing was.
func lengthAt(at int, found string) int {
	if found == "" {
		return 0
	}
	return at + len(strings.TrimRight(found, tnmSeparators+"/"))
}

// misplaced says why what is a value elsewhere is none here: L1 and S1 are
// vertebrae, a bare Roman number is one of another scale, and letters alone are
// symbols only where nothing else goes on.
func (p *tnmReader) misplaced(parse tnmParse, last string) string {
	first := parse.kinds[0]
	bare := len(parse.kinds) == 1
	switch {
	case first == "Roman" && (p.unread || !p.closed(parse.end)),
		first == "sym" && (p.unread || !p.closed(parse.end) || p.beforeLetter(parse)),
		first == "Grad" && (p.clause || !p.closed(parse.end)),
		first == "S" && bare && !p.closed(parse.end),
		bare && p.clause && slices.Contains([]string{"L", "V", "S"}, first) && !p.followed(parse.end):
		return "hier kein Teil der Formel"
	case (last == "UICC" || last == "Roman") && (stageAfter().MatchString(p.text[parse.end:]) ||
		otherStage().MatchString(p.text) && !strings.Contains(strings.ToLower(p.text[p.pos:parse.end]), "uicc")),
		first == "Grad" && gradeAfter().MatchString(p.text[parse.end:]):
		return "kein TNM"
	}
	return ""
}

// closed reports that nothing follows in the clause, or another part of a formula.
func (p *tnmReader) closed(at int) bool {
	behind := strings.TrimLeft(p.text[at:], " ")
	if behind == "" || strings.HasPrefix(behind, unreadMark) || strings.IndexByte(",;)", behind[0]) >= 0 || strings.Trim(behind, tnmSeparators) == "" {
		return true
	}
	return behind[0] != '.' && p.followed(at)
}

// beforeLetter reports a symbol with a blank behind it, r pT2: right, not recurrence.
func (p *tnmReader) beforeLetter(parse tnmParse) bool {
	if parse.end+1 >= len(p.text) {
		return false
	}
	next := p.parses(parse.end+1, parse.values, nil)
	return len(next) > 0 && isLetter(next[0].kinds[0])
}

// followed reports that another part of a formula follows.
func (p *tnmReader) followed(at int) bool {
	if strings.HasPrefix(strings.TrimLeft(p.text[at:], " "), unreadMark) {
		return false
	}
	for at < len(p.text) && (p.text[at] == ' ' || p.text[at] == '/' || p.text[at] == '-') {
		at++
	}
	return at < len(p.text) && len(p.parses(at, tnmValues{}, nil)) > 0
}

// parses are all ways to read one word. Behind a stroke or a dash a word goes on
// with a letter, pT2/pN1.
func (p *tnmReader) parses(at int, found tnmValues, kinds []string) (all []tnmParse) {
	for _, item := range p.items(at, found, kinds) {
		with, ok := merge(found, item.values)
		if !ok || item.end <= at {
			continue
		}
		now := append(slices.Clip(kinds), item.kinds...)
		next := item.end
		if wordEnds(p.text, next) {
			all = append(all, tnmParse{next, with, now, item.left})
			continue
		}
		if c := p.text[next]; (c == '/' || c == '-') && next+1 < len(p.text) && isAlpha(p.text[next+1]) {
			next++
		}
		for _, more := range p.parses(next, with, now) {
			more.left = append(slices.Clip(item.left), more.left...)
			all = append(all, more)
		}
	}
	return all
}

func isAlpha(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

// merge puts values together; two different ones for one field do not go.
func merge(found, more tnmValues) (tnmValues, bool) {
	all := make(tnmValues, len(found)+len(more))
	maps.Copy(all, found)
	for id, v := range more {
		if old, double := all[id]; double && old != v || tnmType(id).Check(v) != nil {
			return nil, false
		}
		all[id] = v
	}
	return all, true
}

// decide chooses among the ways to read a word. The longest count. Where they
// differ in whether a c belongs to the value before it or is the prefix of the
// letter behind it, a word decides by what it does elsewhere: cT2cN1cM0 has a
// prefix everywhere, T1cN0M0 nowhere. A word that does not is ambiguous.
func decide(all []tnmParse) (tnmParse, bool) {
	end := 0
	for i := range all {
		end = max(end, all[i].end)
	}
	var ways []tnmParse
	for _, w := range all {
		if w.end == end && !slices.ContainsFunc(ways, func(has tnmParse) bool { return maps.Equal(has.values, w.values) }) {
			ways = append(ways, w)
		}
	}
	if len(ways) == 1 {
		return ways[0], true
	}
	letters := slices.DeleteFunc(slices.Clone(ways[0].kinds), func(k string) bool { return !isLetter(k) })
	var open []string // letters with a prefix in some ways alone
	fixed := 0        // later letters with one in all
	for i, letter := range letters {
		switch with := prefixed(letter, ways); {
		case with > 0 && with < len(ways):
			open = append(open, letter)
		case with == len(ways) && i > 0:
			fixed++
		}
	}
	for _, w := range ways {
		prefixes := 0
		for _, letter := range letters {
			prefixes += prefixed(letter, []tnmParse{w})
		}
		pathological := len(letters) > 0 && w.values["c_p_u_Praefix_"+letters[0]] == "p" && slices.Contains(open, "N")
		if prefixes == len(letters) && (fixed > 0 || len(open) > 1) && !pathological || prefixes == 0 && len(open) == 1 && open[0] != "M" {
			return w, true
		}
	}
	return ways[0], false
}

// prefixed counts the ways in which a letter has a prefix.
func prefixed(letter string, ways []tnmParse) (n int) {
	for _, w := range ways {
		if w.values["c_p_u_Praefix_"+letter] != "" {
			n++
		}
	}
	return n
}

// tnmType is the type of a field of the block, or of one beside it.
func tnmType(id string) *field.Type {
	if typ, beside := besideTypes[id]; beside {
		return typ
	}
	for i := range dataset.TNM.Rows {
		if dataset.TNM.Rows[i].ID == id {
			return dataset.TNM.Rows[i].Type
		}
	}
	return nil
}
