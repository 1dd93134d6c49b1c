package forms

import (
	"maps"
	"slices"
	"strconv"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/field"
)

// Values nobody typed: taken over from another report, from a template or from
// the element before. Their origin stands beside them until somebody changes them.

// Carry writes values by field id, as one step that can be undone, and marks
// each with its origin ("Diagnose 14.05.2026", "Vorlage Mamma"). What no page
// asks for, what is locked, and what stands there already is left alone. It
// returns how many values were written.
func (f *Form) Carry(values map[string]string, origin string) (written int) {
	f.leave()
	before := f.Cursor()
	for _, id := range slices.SortedFunc(maps.Keys(values), inOrder) {
		if f.carries(id, values[id]) {
			f.writeFrom(id, values[id], origin)
			written++
		}
	}
	f.editions(values)
	f.close()
	f.stale = false
	f.rebuild(before)
	return written
}

// editions proposes the editions of codes that came without one.
func (f *Form) editions(values map[string]string) {
	for _, id := range slices.Sorted(maps.Keys(values)) {
		if b, ok := field.Lookup(f.root, f.report, id); ok && values[id] != "" && b.Get() == values[id] {
			f.derive(b, values[id])
			f.redate(id)
		}
	}
}

// carries reports that a value may be written to a field and differs from what
// stands there.
func (f *Form) carries(id, text string) bool {
	page := f.page(id)
	if page < 0 || f.pages[page].Locked && !f.unlocked || f.env.Fixed[id] != "" {
		return false
	}
	b, ok := field.Lookup(f.root, f.report, id)
	return ok && b.Row.Leaf() && b.Get() != text
}

// Mark says of values that stand in the report already where they came from, by
// field id. It is for drafts that begin with values.
func (f *Form) Mark(origins map[string]string) {
	for id, origin := range origins {
		f.setOrigin(id, origin)
	}
}

// MarkLast marks every value of a part that equals the one in the last report.
func (f *Form) MarkLast(part string) {
	if f.earlier != nil {
		f.MarkFrom(Earlier{Report: f.earlier, Origin: f.earlierName}, part)
	}
}

// MarkFrom marks every value of a part that equals the one in an earlier report.
func (f *Form) MarkFrom(from Earlier, part string) {
	field.Walk(f.root, f.report, func(b field.Bound) bool {
		if !within(b.ID, part) {
			return within(part, b.ID)
		}
		if last, ok := field.Lookup(f.root, from.Report, b.ID); ok && b.Get() != "" && last.Get() == b.Get() {
			f.setOrigin(b.ID, from.Origin)
		}
		return true
	})
}

// Origin is where the value of a field came from, "" when a person typed it.
func (f *Form) Origin(id string) string { return f.origins[id] }

func (f *Form) setOrigin(id, origin string) {
	if origin == "" {
		delete(f.origins, id)
		return
	}
	f.origins[id] = origin
}

// SetLast hands in the last report of the tumour, once it has been read, and its
// name as origin.
func (f *Form) SetLast(r *model.Report, name string) {
	f.earlier, f.earlierName, f.repetition = r, name, repetition{}
}

// CanRepeat says why there is no value to take over, "" when there is one.
func (f *Form) CanRepeat() string {
	e := f.current()
	if e == nil || e.kind != leaf || e.locked {
		return "Hier steht kein Feld, in das ein Wert übernommen werden könnte."
	}
	if len(f.repeatable(e)) > 0 {
		return ""
	}
	if f.earlier == nil {
		return "Es gibt keine frühere Meldung zu diesem Tumor und hier noch keinen Wert dieser Art."
	}
	return "Keine frühere Meldung zu diesem Tumor hat hier einen Wert, und diese noch keinen dieser Art."
}

// Repeat is a value that can be taken over.
type Repeat struct {
	Text   string // as it is stored
	Origin string // where it comes from
}

// Repeats are the values the key would take over in the focused field: the first
// one now, the next one when it is pressed again.
func (f *Form) Repeats() []Repeat {
	if f.CanRepeat() != "" {
		return nil
	}
	return f.repeatable(f.current())
}

// repetition are the values to take over into an entry, as of a number of changes.
type repetition struct {
	entry   *entry
	changes int
	values  []Repeat
}

// repeatable are the values to take over. They are looked for once in a visit and
// kept while the person types there: what she types does not change them.
func (f *Form) repeatable(e *entry) []Repeat {
	if r := &f.repetition; r.entry != e || r.changes != f.changes && !e.edited {
		*r = repetition{e, f.changes, f.findRepeatable(e)}
	}
	return f.repetition.values
}

// findRepeatable are the values to take over, each once, the likeliest first: that
// of the element before, of the last report of this tumour, of its other ones, and
// those of this kind in this report. While one of them stands there they begin
// with the one behind it, and it comes last.
func (f *Form) findRepeatable(e *entry) (all []Repeat) {
	tell := func(text, origin string) {
		if text != "" && !slices.ContainsFunc(all, func(r Repeat) bool { return r.Text == text }) {
			all = append(all, Repeat{text, origin})
		}
	}
	tell(f.inElementBefore(e))
	tell(f.inLastReport(e))
	tell(f.fromEarlier(e.id))
	f.latest(e, tell)
	have := e.bound.Get()
	next := slices.IndexFunc(all, func(r Repeat) bool { return r.Text == have }) + 1
	return slices.Concat(all[next:], all[:next])
}

func (f *Form) inElementBefore(e *entry) (text, origin string) {
	list, i := e.bound.Item()
	if i == 0 {
		return "", ""
	}
	_, _, tail, _ := split(e.id, list)
	b, ok := field.Lookup(f.root, f.report, field.ItemID(list, i-1)+tail)
	if !ok {
		return "", ""
	}
	return b.Get(), "Eintrag " + strconv.Itoa(i)
}

func (f *Form) inLastReport(e *entry) (text, origin string) {
	if f.earlier == nil {
		return "", ""
	}
	b, ok := field.Lookup(f.root, f.earlier, e.id)
	if !ok {
		return "", ""
	}
	return b.Get(), f.earlierName
}

// repeat takes over that value.
func (f *Form) repeat() {
	if f.CanRepeat() != "" {
		return
	}
	e := f.current()
	next := f.repeatable(e)[0]
	f.writeFrom(e.id, next.Text, next.Origin)
	f.derive(e.bound, next.Text)
	f.close()
	if f.stale { // the line for the next element follows
		f.stale = false
		f.rebuild(e.id)
		return
	}
	e.visit()
}
