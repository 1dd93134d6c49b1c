package forms

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/model/catalog"
	"example.org/meldeportal/model/field"
)

// How a pick treats text that is no code of its list.
type pickKind int

const (
	isCode   pickKind = iota // an open list: text is kept, a code of the list is taken
	isClosed                 // a closed list: the same, and blank opens it whole
	isText                   // suggestions: text is the value, a hit is taken by moving to it or by Enter
	isBranch                 // which branch of a choice: only an entry of the list is ever stored
)

// popupLines is the height of the list of hits. It does not change while a
// person types, so that nothing jumps.
const popupLines = 6

// wholeList is the height of a list that takes what the window has.
const wholeList = 1000

// choiceCells is the room beside an empty field in the smallest window.
const choiceCells = 36

// most is how many hits are fetched; the rest is one more letter away.
const most = 200

// pick asks for a code. Typing searches the list by code and by words; the hits
// stand below the line. What is marked there is what every key takes that leads
// away, and a hit is marked only when the person moved to it, typed its code, or
// left no other one. Otherwise Enter chooses, see choose.go; every other key
// leaves the text as typed, and a finding will say so.
type pick struct {
	line
	kind   pickKind
	source source
	number *nummerKind // of a code with a check digit, nil = it has none

	hits   []catalog.Entry
	at     int // marked hit, -1 = none
	top    int // first hit drawn
	rows   int // hits drawn at once
	isOpen bool
	before string // stored text at the beginning of the visit

	catalogue bool   // the whole list was opened: what is typed then searches in it
	stood     string // text in the line when it was
	said      string // why Enter stayed in the field, "" = it was not pressed on this text
}

func newPick(s source, typ *field.Type, kind pickKind) *pick {
	return &pick{line: line{typ: typ, replaces: kind != isText}, kind: kind, source: s, at: -1}
}

func (p *pick) open(stored string, resumed bool) {
	p.before = stored
	p.line.open(p.show(stored), resumed)
	p.shut()
}

func (p *pick) show(stored string) string {
	if p.kind != isBranch {
		return stored
	}
	if e, ok := p.source.entry(stored); ok {
		return e.Label
	}
	return stored
}

func (p *pick) key(k tea.KeyMsg) bool {
	if k.Alt {
		return false
	}
	if p.number != nil && p.numberKey(&k) {
		return false
	}
	if k.Type == tea.KeySpace && p.source.size() > 0 && (p.line.text() == "" || p.chosen && p.kind != isText) {
		p.enlarge()
		return false
	}
	if p.kind == isClosed || p.kind == isBranch {
		if k.Type == tea.KeyDelete {
			p.set("")
			p.shut()
			return p.before != ""
		}
	}
	changed := p.line.key(k)
	if changed {
		p.search()
	}
	return changed
}

// search fetches the hits for what stands in the line and marks the one that
// cannot be meant otherwise.
func (p *pick) search() {
	q := p.line.text()
	if q == "" && p.catalogue {
		p.enlarge()
		return
	}
	p.at, p.top, p.isOpen, p.said = -1, 0, q != "" && p.source.size() > 0, ""
	if !p.catalogue {
		p.rows = min(popupLines, max(1, p.source.size()))
	}
	if !p.isOpen {
		p.hits = nil
		return
	}
	p.hits = nil
	if p.numeric() {
		p.isOpen = p.catalogue
		return
	}
	if catalog.Compact(q) != "" { // signs alone would find everything
		p.hits = p.source.search(q, most)
	}
	if p.kind == isText {
		return
	}
	p.at = exact(p.hits, q)
	if p.at < 0 && p.kind == isClosed {
		p.at = only(p.hits, q, hasPrefix)
	}
	if p.at < 0 && (p.kind == isClosed || len(p.hits) == 1) {
		p.at = only(p.hits, q, meant)
	}
	if p.at < 0 && p.kind == isBranch && len(p.hits) == 1 {
		p.at = 0
	}
	p.isOpen = p.catalogue || p.at < 0 || p.longer(q)
}

// hasPrefix reports that the code of an entry begins with a text: "d" is enough for
// "diagnose" in a list of four words.
func hasPrefix(e *catalog.Entry, q string) bool {
	return strings.HasPrefix(compactCode(e.Code), compactCode(q))
}

// meant reports that a text can be the beginning of this entry: of its code, or of
// words with three letters at least. Letters inside a word are met by chance.
func meant(e *catalog.Entry, q string) bool {
	return hasPrefix(e, q) || strings.EqualFold(e.Label, q) || len([]rune(q)) >= leastWord && e.Begins(q)
}

const leastWord = 3

// longer reports that more letters may still mean another code: then the list
// stays open although what stands there is a code already.
func (p *pick) longer(q string) bool {
	for i, h := range p.hits {
		if i != p.at && strings.HasPrefix(compactCode(h.Code), compactCode(q)) {
			return true
		}
	}
	return len(p.hits) == 1 && compactCode(p.hits[0].Code) != compactCode(q)
}

// exact is the hit whose code was typed: in the very spelling, else without
// separators and case, if only one is meant by that.
func exact(hits []catalog.Entry, q string) int {
	found, compact := -1, compactCode(q)
	for i, h := range hits {
		if h.Code == q {
			return i
		}
		if compactCode(h.Code) == compact && compact != "" {
			if found >= 0 {
				return -1
			}
			found = i
		}
	}
	return found
}

// only is the one hit a text is a way to say, -1 when there are several or none.
func only(hits []catalog.Entry, q string, says func(*catalog.Entry, string) bool) int {
	found := -1
	for i := range hits {
		if says(&hits[i], q) {
			if found >= 0 {
				return -1
			}
			found = i
		}
	}
	return found
}

// compactCode is a code without case and separators. Signs that tell two codes
// of one list apart, as in 0(i-) and 0(i+), stay.
func compactCode(s string) string {
	var b strings.Builder
	for i, c := range []byte(strings.ToLower(s)) {
		between := i > 0 && i < len(s)-1 && s[i-1] != '(' && s[i+1] != ')'
		if c == ' ' || c == '.' || c == ',' || c == '/' || c == '-' && between {
			continue
		}
		b.WriteByte(c)
	}
	return b.String()
}

func (p *pick) opened() bool { return p.isOpen }

func (p *pick) shut() {
	p.isOpen, p.hits, p.at, p.top, p.catalogue, p.said = false, nil, -1, 0, false, ""
}

// enlarge opens the list with everything that matches, or the whole of it.
func (p *pick) enlarge() {
	q := p.line.text()
	if !p.catalogue {
		p.catalogue, p.stood = true, q
	}
	if p.chosen {
		q = ""
	}
	p.hits, p.at, p.top, p.isOpen, p.said = p.source.search(q, 100*most), -1, 0, true, ""
	p.rows = wholeList
	if i := exact(p.hits, p.line.text()); i >= 0 && p.kind != isText {
		p.at = i
	}
}

func (p *pick) whole() bool { return p.isOpen && p.rows == wholeList }

// move marks another hit and reports whether there is any.
func (p *pick) move(by int) bool {
	if len(p.hits) > 0 {
		p.at, p.said = min(max(p.at+by, 0), len(p.hits)-1), ""
	}
	return len(p.hits) > 0
}

// taken is the hit that is marked.
func (p *pick) taken() (catalog.Entry, bool) {
	if p.at < 0 || p.at >= len(p.hits) {
		return catalog.Entry{}, false
	}
	return p.hits[p.at], true
}

func (p *pick) text() string {
	if p.kind != isBranch {
		return p.line.text()
	}
	if e, ok := p.taken(); ok {
		return e.Code
	}
	if p.line.text() == "" {
		return ""
	}
	return p.before
}

func (p *pick) commit() string {
	e, ok := p.taken()
	switch {
	case ok && p.spaced(e.Code):
		return p.line.commit()
	case ok:
		return e.Code
	case p.kind == isBranch:
		return p.text()
	}
	return separated(p.typ, p.line.commit())
}

// spaced reports that the code stands there with the blank before a bracket that
// TNM is written with, too, "1 (sn)": what was typed stays.
func (p *pick) spaced(code string) bool {
	text := p.line.commit()
	return text != code && strings.ReplaceAll(text, " (", "(") == code && p.typ.Check(text) == nil
}

// separated puts the point, slash or hyphen into a code typed without it, when
// that makes it fit its type: c509 to C50.9, 85003 to 8500/3, 554541 to 5-455.41.
func separated(typ *field.Type, text string) string {
	if typ.Pattern == "" || typ.Check(text) == nil {
		return text
	}
	for _, form := range []string{insert(text, 3, "."), insert(text, 4, "/"), insert(text, 1, "-"), insert(insert(text, 1, "-"), 5, ".")} {
		if c := typ.Normal(form); typ.Check(c) == nil {
			return c
		}
	}
	return text
}

func insert(s string, at int, sign string) string {
	if len(s) <= at {
		return s
	}
	return s[:at] + sign + s[at:]
}

func (p *pick) meaning(stored string, focused bool) (string, tone) {
	if p.number != nil {
		return p.numberMeaning(stored, focused)
	}
	return p.codeMeaning(stored, focused)
}

func (p *pick) codeMeaning(stored string, focused bool) (string, tone) {
	if focused {
		if e, ok := p.taken(); ok && (p.kind == isBranch || strings.EqualFold(e.Code, p.line.text())) {
			return p.tell(e), tells
		} else if ok {
			return strings.TrimSpace("= " + e.Code + " " + p.tell(e)), tells
		}
		if p.isOpen {
			return "", tells
		}
		stored = p.before
		if p.kind != isBranch {
			stored = p.line.text()
		}
	}
	if stored == "" && focused {
		return p.choices(), tells
	}
	if stored == "" || p.kind == isText {
		return "", tells
	}
	if e, sign, ok := p.known(stored); ok {
		return p.tell(e) + sign, tells
	}
	if p.source.size() == 0 {
		return "", tells
	}
	return "nicht in der Liste", doubts
}

// known is the entry of a code, also of one with a sign behind it, N1a(sn): the
// list has no such pairs.
func (p *pick) known(code string) (e catalog.Entry, sign string, ok bool) {
	if e, ok = p.source.entry(code); ok {
		return e, "", true
	}
	base, sign, pair := strings.Cut(code, "(")
	if !pair || p.typ.Check(code) != nil {
		return e, "", false
	}
	e, ok = p.source.entry(base)
	return e, " (" + sign, ok
}

// own reports that a text is none of those the list suggests.
func (p *pick) own(text string) bool {
	_, listed := p.source.entry(text)
	return p.kind == isText && !p.typ.Examples && !p.isOpen && text != "" && p.source.size() > 0 && !listed
}

// choices is what an empty closed list offers, or how to see it when that is
// more than fits beside the field.
func (p *pick) choices() string {
	if p.source.size() == 0 {
		return ""
	}
	if p.source.size() <= 4 {
		var all []string
		for _, e := range p.source.search("", p.source.size()) {
			all = append(all, strings.TrimSpace(e.Code+" "+p.tell(e)))
		}
		if text := strings.Join(all, ", "); p.kind == isClosed && width(text) <= choiceCells {
			return text
		}
	}
	return "Leertaste zeigt die Liste"
}

func (p *pick) tell(e catalog.Entry) string {
	switch {
	case p.kind == isBranch || p.kind == isText:
		return ""
	case e.Label == e.Code:
		return ""
	}
	return e.Label
}

// list draws the hits, always the same number of lines.
func (p *pick) list(w, h int, look *Look) []string {
	rows := max(1, min(p.rows, h, max(p.source.size(), 1)))
	p.scroll(rows)
	lines := make([]string, 0, rows)
	if len(p.hits) == 0 {
		lines = append(lines, look.Muted.Render("  kein Treffer; der Text bleibt stehen wie getippt"))
	}
	for i := p.top; i < min(len(p.hits), p.top+rows); i++ {
		lines = append(lines, p.hit(i, w, look))
	}
	for len(lines) < rows {
		lines = append(lines, "")
	}
	return lines
}

// remark says why a hit stands so high, "" where it stands where it does anyway.
func (p *pick) remark(code string) string {
	if r, ok := p.source.(ranked); ok {
		return r.remark(code)
	}
	return ""
}

// scroll turns whole pages, so that few lines change.
func (p *pick) scroll(rows int) {
	if p.at >= 0 {
		p.top = p.at / rows * rows
	}
}

func (p *pick) hit(i, w int, look *Look) string {
	e := p.hits[i]
	sign, style := " ", look.Value
	if i == p.at {
		sign, style = look.FocusSign, look.Focus
	}
	code := Clean(e.Code)
	if p.kind == isBranch {
		code = ""
	}
	room := w - 2 - max(8, width(code)) - 1
	line := sign + " " + style.Render(padTo(code, 8)+" ")
	remark := p.remark(e.Code)
	if remark == "" {
		return line + style.Render(cutTo(Clean(e.Label), max(0, room), look))
	}
	label := cutTo(Clean(e.Label), max(0, room-width(remark)-2), look)
	return line + style.Render(padTo(label, room-width(remark))) + look.Meaning.Render(remark)
}
