package tuitest

import (
	"slices"
	"strings"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/model"
	"example.org/meldeportal/model/catalog"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/field"
	"example.org/meldeportal/model/rule"
)

// Typist finds the keys with which a person types a report into a form: a
// form of her own, the same code with the same start as the program's, tells
// her where each key leads. Of the ways to a field and of the texts that make
// its value she takes the one with the fewest keys.
type Typist struct {
	form    *forms.Form
	report  *model.Report // as typed so far
	want    *model.Report
	pages   []forms.Page
	env     forms.Env
	past    []rule.Past
	earlier []forms.Earlier
	strokes []Stroke
	texts   map[string][]string // keys found for a value of a type
	failed  map[string]bool     // fields whose value no keys make
	fresh   bool                // what was typed is not confirmed by a key yet
	judged  int                 // changes of the form when it was judged last
	found   []rule.Finding      // what the form shows beside its fields
	seen    *model.Report       // when that was found
	coming  []rule.Finding      // what it will show after the next key, nil = the same
	drawn   *chart
	drawnAt int // changes of the form then
}

// Stroke is a key and the field it is pressed for. A key is a character or a
// name: "a", "enter", "ctrl+n".
type Stroke struct{ Key, Field string }

// Sheet is what a report is typed into: the report as the program begins it,
// the pages, the program's clock and what is known of the patient.
type Sheet struct {
	Start   *model.Report
	Pages   []forms.Page
	Lists   *catalog.Shelf
	Now     func() time.Time
	Past    []rule.Past
	Earlier []forms.Earlier // the other reports of the tumour, the latest first

	Cursor string // of a draft that is gone on with: the field it opens at
	Memory []byte // what its form remembers
}

// NewTypist sits down before a sheet.
func NewTypist(s Sheet) *Typist {
	r := field.Copy(s.Start)
	y := &Typist{report: r, pages: s.Pages, past: s.Past, earlier: s.Earlier, texts: map[string][]string{},
		env: forms.Env{Lists: s.Lists, Now: s.Now, Edition: dataset.Newest, Look: forms.Look{}}}
	y.form = forms.New(dataset.Report, r, s.Pages, y.env)
	if s.Cursor != "" {
		y.form.Resume(s.Cursor)
	}
	y.form.Recall(s.Memory)
	y.form.SetEarlier(s.Earlier)
	s.Lists.LearnWords()
	return y
}

// Typed is the report as the keys so far have made it.
func (y *Typist) Typed() *model.Report { return y.report }

// Type finds the keys for a report and returns them.
func (y *Typist) Type(want *model.Report) []Stroke {
	y.want, y.failed = field.Written(dataset.Report, want), map[string]bool{}
	y.look()
	id := y.form.Cursor()
	if n := y.needs(id); n == typing && y.value(y.report, id) != "" || n == formula && y.form.Typing() {
		y.press(id, "ctrl+u") // half-typed text would be gone on with
	}
	for range mostFields {
		if y.work() {
			continue
		}
		if !y.goOn() {
			break
		}
	}
	return y.strokes
}

// mostFields bounds a report that never comes to an end.
const mostFields = 20000

// work does what the field in focus needs, and reports whether it did anything.
func (y *Typist) work() bool {
	id := y.form.Cursor()
	if y.accept(id) {
		return true
	}
	switch n := y.needs(id); n {
	case typing:
		keys := y.textFor(id)
		if keys == nil {
			y.failed[id] = true
			return false
		}
		y.press(id, keys...)
		y.fresh = true
		y.settle()
		if y.value(y.report, id) != y.value(y.want, id) {
			y.failed[id] = true
		}
		return true
	case formula:
		y.formula(id)
		return true
	case adding:
		y.insert(id)
		return true
	case removing:
		y.remove(id)
		return true
	}
	return false
}

// accept takes what the form proposes in its line below where all of that is wanted.
func (y *Typist) accept(id string) bool {
	if !strings.HasPrefix(y.form.Hint(), "→") {
		return false
	}
	s := y.scratch(id, "end", "right")
	changed := Differences(s.report, y.report)
	if len(changed) == 0 || slices.ContainsFunc(changed, func(id string) bool { return s.value(s.report, id) != y.value(y.want, id) }) {
		return false
	}
	y.press(id, "right")
	y.fresh = true
	return true
}

// need is what the place in focus asks of the typist.
type need int

const (
	nothing need = iota
	typing
	adding   // a list that has too few elements
	removing // a list that has too many
	formula  // a TNM with several values
)

func (y *Typist) needs(id string) need {
	if y.failed[id] {
		return nothing
	}
	b, ok := field.Lookup(dataset.Report, y.report, id)
	switch {
	case !ok:
	case b.Row.Leaf():
		if b.Get() != y.value(y.want, id) {
			return typing
		}
	case b.Row.List():
		if n := y.count(y.want, id); b.Len() < n {
			return adding
		} else if b.Len() > n {
			return removing
		}
	case b.Row.Part == dataset.TNM && len(y.formulas(id)) > 0:
		return formula
	}
	return nothing
}

// remove takes the last element of a list away, from the line behind it.
func (y *Typist) remove(list string) {
	y.press(list, "up")
	if y.form.Cursor() != list {
		y.press(list, "ctrl+k")
	}
	if y.count(y.report, list) > y.count(y.want, list) {
		y.failed[list] = true
	}
}

// Differences are the ids of the fields in which two reports differ, sorted.
func Differences(a, b *model.Report) []string {
	x, z := field.Texts(dataset.Report, a), field.Texts(dataset.Report, b)
	var ids []string
	for id := range x {
		if v, ok := z[id]; !ok || v != x[id] {
			ids = append(ids, id)
		}
	}
	for id := range z {
		if _, ok := x[id]; !ok {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	return ids
}

func (y *Typist) value(r *model.Report, id string) string {
	b, ok := field.Lookup(dataset.Report, r, id)
	if !ok {
		return ""
	}
	return b.Get()
}

func (y *Typist) count(r *model.Report, list string) int {
	b, ok := field.Lookup(dataset.Report, r, list)
	if !ok || !b.Row.List() {
		return 0
	}
	return b.Len()
}

// insert makes an item of the list whose last line has the focus: by typing
// into it where its first field is wanted, else by the key for a new one.
func (y *Typist) insert(list string) {
	if key := y.newElement(list); key != "ctrl+n" {
		y.press(list, key)
		return
	}
	first := y.firstOf(list)
	keys := []string{"ctrl+n"}
	if first != "" {
		if text := y.textOn(y.scratch(list, "ctrl+n"), first); len(text) > 0 && len([]rune(text[0])) == 1 && text[0] != " " {
			keys = text
			y.fresh = true
		}
	}
	y.press(first, keys...)
	if y.fresh {
		y.settle()
	}
}

// newElement is the key that makes the next element of a list: an empty one, or
// a second one like the last where fewer of its values differ than are wanted.
func (y *Typist) newElement(list string) string {
	n := y.count(y.report, list)
	if n == 0 {
		return "ctrl+n"
	}
	last, next := field.ItemID(list, n-1), field.ItemID(list, n)
	fresh, double := 0, 0
	field.Walk(dataset.Report, y.want, func(b field.Bound) bool {
		tail, inside := strings.CutPrefix(b.ID, next)
		if inside && b.Row.Leaf() {
			was := y.value(y.report, last+tail)
			if b.Get() != "" {
				fresh += len(b.Get()) + 1
			}
			if b.Get() != was {
				double += len(b.Get()) + 2
			}
		}
		return inside || strings.HasPrefix(next, b.ID)
	})
	if double < fresh {
		return "ctrl+t"
	}
	return "ctrl+n"
}

// firstOf is the field a new item of a list begins with, "" when nothing is
// wanted there.
func (y *Typist) firstOf(list string) string {
	first := y.scratch(list, "ctrl+n").form.Cursor()
	if y.value(y.want, first) == "" {
		return ""
	}
	return first
}

// press hands keys to the form and keeps them.
func (y *Typist) press(id string, keys ...string) {
	for _, k := range keys {
		y.strokes = append(y.strokes, Stroke{k, id})
		y.form.Key(keyMsg(k))
		if y.form.Changes() != y.judged && !y.form.Typing() {
			y.look()
		}
	}
}

// look judges the report as the editor does, since what is found about a field
// decides whether Tab stops there.
func (y *Typist) look() {
	y.judged = y.form.Changes()
	y.found, y.coming, y.seen = y.check(), nil, field.Copy(y.report)
	y.form.SetFindings(y.found)
}

// outdated are the findings without what they say about fields that have
// changed since: the form drops that at once.
func (y *Typist) outdated() (left []rule.Finding) {
	changed := Differences(y.seen, y.report)
	for _, f := range y.found {
		f.Fields = slices.DeleteFunc(slices.Clone(f.Fields), func(id string) bool { return slices.Contains(changed, id) })
		left = append(left, f)
	}
	return left
}

func (y *Typist) check() []rule.Finding {
	return rule.Check(rule.Case{Report: y.report, History: y.past, Today: model.DatumOf(y.env.Now()), Unread: y.form.Unread()})
}

// settle confirms what was typed, as the next key will do. What is found then is
// known only after that key.
func (y *Typist) settle() {
	y.form.Confirm()
	y.found, y.coming = y.outdated(), y.check()
}

// step looks where a key leads, with what is found about the report meanwhile.
func (y *Typist) step(key string) {
	y.form.Key(keyMsg(key))
	if y.coming != nil {
		y.form.SetFindings(y.coming)
	}
}

// keyMsg is a key as the terminal's input becomes one.
func keyMsg(k string) tea.KeyMsg {
	if kind, ok := keyTypes[k]; ok {
		return tea.KeyMsg{Type: kind}
	}
	if letter, ok := strings.CutPrefix(k, "ctrl+"); ok && len(letter) == 1 {
		return tea.KeyMsg{Type: tea.KeyType(letter[0] & 0x1f)}
	}
	if k == " " {
		return tea.KeyMsg{Type: tea.KeySpace, Runes: []rune{' '}}
	}
	return tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(k)}
}
