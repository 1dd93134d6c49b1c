package forms

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/model/catalog"
	"example.org/meldeportal/model/field"
	"example.org/meldeportal/model/rule"
)

// This file is the form asked in words, one question after the other, for those
// who hear it instead of seeing it and for terminals that only know lines. It is
// the same Form: the same entries, the same widgets, the same writes, the same
// way back. Nothing here is drawn; a program asks Question, gives Answer, and
// goes Forward.

// QuestionKind says what a question wants.
type QuestionKind int

// What is asked for.
const (
	AskValue   QuestionKind = iota // a value
	AskText                        // a text of several lines
	AskItem                        // what to do with an element of a repeated group
	AskGroup                       // whether the group gets one more element
	AskLocked                      // whether what is shown is to be changed
	AskFixed                       // nothing: the value is only told, the hint says why
	AskNothing                     // the page has nothing to ask
)

// Question is the focused field in words. Its texts are fit to be drawn.
type Question struct {
	ID      string
	Kind    QuestionKind
	Page    string // title of the page
	Within  string // the group or element the field stands in, "" at the page itself
	Label   string
	Demand  string   // "Pflichtfeld", "Mindestanforderung" or ""
	Value   string   // as stored, "" when empty
	Meaning string   // what the value stands for
	Doubt   bool     // Meaning says what is odd about the value
	Origin  string   // where the value comes from, "" when a person gave it; of an empty field what becomes of it
	Finding string   // what stands against the field, "" = nothing
	Hint    string   // what belongs there
	Listed  bool     // answers come from a list, see Choices
	Own     bool     // a text that is none of the list is a value, too
	Few     []Choice // the whole list where it is short
	Items   int      // groups: how many elements there are
}

// Choice is an entry of the list behind a field. Remark says why it stands so
// high, "" where nothing does.
type Choice struct{ Code, Label, Remark string }

// Question puts the focused field into words.
func (f *Form) Question() Question {
	q := Question{Kind: AskNothing, Page: f.pages[f.at].Title}
	e := f.current()
	if e == nil {
		return q
	}
	q.ID, q.Label, q.Within, q.Hint = e.id, Clean(e.label), f.within(e), e.promptHint()
	if e.blamed() != nil {
		q.Finding = severityWords[e.finding.Severity] + ": " + Clean(e.finding.Text)
	}
	switch e.kind {
	case lock:
		q.Kind = AskLocked
	case item:
		q.Kind, q.Value = AskItem, f.summaryText(e)
		q.Label = fmt.Sprintf("%s %d von %d", Clean(e.bound.Row.Label), e.index+1, e.bound.Len())
	case adder:
		q.Kind, q.Items, q.Label, q.Demand = AskGroup, e.bound.Len(), Clean(e.bound.Row.Label), demandWord(e)
	default:
		f.askLeaf(e, &q)
	}
	if p := f.proposed(); p != nil && !e.locked {
		q.Hint = strings.TrimPrefix(q.Hint+". Vorschlag: "+Clean(p.says), ". ")
	}
	return q
}

// severityWords say how bad a finding is.
var severityWords = map[rule.Severity]string{rule.Fehler: "Fehler", rule.Warnung: "Warnung", rule.Hinweis: "Hinweis"}

func (f *Form) askLeaf(e *entry, q *Question) {
	q.Demand, q.Value, q.Origin = demandWord(e), Clean(e.widget().show(e.stored())), Clean(or(e.given(), f.origins[e.id]))
	if e.stored() != "" {
		meaning, tone := e.meaning(false)
		q.Meaning, q.Doubt = Clean(meaning), tone == doubts
	}
	p, listed := e.widget().(*pick)
	q.Own = listed && p.kind == isText
	if q.Listed = listed; listed && p.kind != isText && p.source.size() <= fewChoices {
		q.Few = p.told(p.source.search("", fewChoices))
	}
	if q.Kind = AskValue; e.locked {
		q.Kind = AskFixed
	}
	if _, ok := e.areaWidget(); ok && !e.locked {
		q.Kind = AskText
		q.Value = strings.ReplaceAll(Clean(strings.ReplaceAll(e.stored(), "\n", " / ")), "\n", " ")
	}
}

// fewChoices is how long a list may be that is told with its question.
const fewChoices = 5

// demandWord is the mark of a field that must not stay empty, as a word.
func demandWord(e *entry) string {
	if e.beyond || e.kind == formula || e.given() != "" {
		return ""
	}
	switch e.bound.Demanded() {
	case field.BySchema:
		return "Pflichtfeld"
	case field.ByMinimum:
		return "Mindestanforderung"
	}
	return ""
}

// promptHint is the hint without the keys that only the drawn form has.
func (e *entry) promptHint() string {
	if e.fixed != "" {
		return Clean(e.fixed)
	}
	switch e.kind {
	case lock, item:
		return ""
	case adder:
		return Clean(e.bound.Row.Hint)
	case formula:
		return formulaHint
	}
	hint := e.bound.Row.Hint
	if up, ok := e.bound.Up(); ok && e.bound.Row.ID == "" && up.Row.Hint != "" {
		hint = up.Row.Hint
	}
	return Clean(e.codeHint(hint))
}

// within names the element or group a field stands in.
func (f *Form) within(e *entry) string {
	name := ""
	for _, above := range f.section.entries {
		if above == e {
			break
		}
		switch {
		case above.kind == heading && !above.hidden && above.id != e.id && within(e.id, above.group):
			name = Clean(above.label)
		case above.kind == item && above.id != e.id && within(e.id, above.id):
			name = Clean(fmt.Sprintf("%s %d", above.bound.Row.Label, above.index+1))
		}
	}
	return name
}

// summaryText is an element in one line of words: its values and what they mean.
func (f *Form) summaryText(e *entry) string {
	pen := newPen(f, 80, 24)
	var parts []string
	field.Walk(f.root, f.report, func(b field.Bound) bool {
		if b.Row.Leaf() && within(b.ID, e.id) && b.Get() != "" && b.Asked() && !derived(b) {
			parts = append(parts, pen.brief(b))
		}
		return within(b.ID, e.id) || within(e.id, b.ID)
	})
	if len(parts) == 0 {
		return "leer"
	}
	return strings.Join(parts, ", ")
}

// Answer takes a whole text as the value of the focused field, as if it had been
// typed over the old one and confirmed. Where the text may mean several entries
// of the field's list they are returned and nothing is confirmed yet: Choose
// takes one, Withdraw none, Confirm leaves the text as it is.
func (f *Form) Answer(text string) []Choice {
	e := f.current()
	if e == nil || !e.typed() {
		return nil
	}
	f.close() // the answer is a step of its own
	f.answered = len(f.history.done)
	f.typeWhole(e, text)
	f.heard = nil
	if l, ok := e.input.(*tnmLine); ok {
		f.heard = l.heard()
	}
	if p, listed := e.widget().(*pick); listed && text != "" && p.enter() && len(p.hits) > 0 {
		return p.told(p.hits)
	}
	f.Confirm()
	return nil
}

// Withdraw takes back the answer given last, with what followed from it. As with
// every step that was taken back, it can be made again.
func (f *Form) Withdraw() {
	if e := f.current(); e != nil {
		e.edited = false
	}
	for f.close(); len(f.history.done) > f.answered; {
		f.undo()
	}
}

// typeWhole types a text into a field in the place of the one that is there. A
// TNM formula replaces by itself what it says anew.
func (f *Form) typeWhole(e *entry, text string) {
	before := e.stored()
	e.visit()
	if p, ok := e.widget().(*pick); ok {
		p.line.open("", true)
		p.before = before
	} else if e.kind != formula {
		e.widget().open("", true)
	}
	e.edited = true
	switch {
	case text == "":
		e.put("")
	case e.widget().key(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(text)}):
		e.put(e.widget().text())
	}
}

// Choices are the entries of the focused field's list that match a text, all of
// them for "". The field keeps what it has until one is chosen.
func (f *Form) Choices(q string) []Choice {
	e := f.current()
	if e == nil || !e.typed() {
		return nil
	}
	p, ok := e.widget().(*pick)
	if !ok {
		return nil
	}
	p.hits, p.at = p.source.search(q, 100*most), -1
	return p.told(p.hits)
}

// told are hits as they are told. The branches of a choice have no codes a
// person knows; they are called by their number.
func (p *pick) told(hits []catalog.Entry) []Choice {
	list := make([]Choice, len(hits))
	for i, h := range hits {
		list[i] = Choice{Clean(h.Code), Clean(h.Label), p.remark(h.Code)}
		if p.kind == isBranch {
			list[i].Code = p.branchNumber(h.Code)
		}
	}
	return list
}

// branchNumber is what a branch is called by: its number in the whole list.
func (p *pick) branchNumber(code string) string {
	all := p.source.search("", p.source.size())
	return strconv.Itoa(1 + slices.IndexFunc(all, func(e catalog.Entry) bool { return e.Code == code }))
}

// Choose takes one of the entries Answer or Choices returned last.
func (f *Form) Choose(i int) bool {
	e := f.current()
	if e == nil || e.kind != leaf {
		return false
	}
	p, ok := e.widget().(*pick)
	if !ok || i < 0 || i >= len(p.hits) {
		return false
	}
	p.at, e.edited = i, true
	f.write(e.id, p.hits[i].Code)
	f.Confirm()
	return true
}

// Forward keeps the value and goes to the next question; it reports false at
// the end of the form.
func (f *Form) Forward() bool { return f.moves(func() { f.next(true) }) }

// Backward goes to the question before; it reports false at the beginning.
func (f *Form) Backward() bool { return f.moves(func() { f.back(true) }) }

func (f *Form) moves(do func()) bool {
	page, id := f.at, f.Cursor()
	do()
	return f.at != page || f.Cursor() != id
}

// OpenItem shows the fields of the focused element and goes to the first one.
func (f *Form) OpenItem() bool {
	e := f.current()
	if e == nil || e.kind != item || e.locked {
		return false
	}
	if f.open[e.id] {
		f.next(false)
	} else {
		f.enter(e)
	}
	return true
}

// AddItem makes a new element of the focused group and goes to its first field.
func (f *Form) AddItem() bool {
	if f.CanAdd() != "" {
		return false
	}
	f.add()
	return true
}

// Unlock makes a page that is only shown for confirmation editable.
func (f *Form) Unlock() { f.unlock() }
