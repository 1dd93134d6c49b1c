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
	if text, _ := f.repeatable(e); text != "" {
		return ""
	}
	if f.earlier == nil {
		return "Es gibt keine frühere Meldung zu diesem Tumor und hier noch keinen Wert dieser Art."
	}
	return "Die letzte Meldung zu diesem Tumor hat hier keinen Wert, und diese noch keinen dieser Art."
}

// Repeats is the value that would be taken over now, as it is stored, and where
// it comes from; "" where there is none.
func (f *Form) Repeats() (text, origin string) {
	if f.CanRepeat() != "" {
		return "", ""
	}
	return f.repeatable(f.current())
}

// repetition is the value to take over into an entry, as of a number of changes.
type repetition struct {
	entry        *entry
	changes      int
	text, origin string
}

// repeatable is the value to take over. It is looked for once in a visit and kept
// while the person types there: what she types does not change it.
func (f *Form) repeatable(e *entry) (text, origin string) {
	if r := &f.repetition; r.entry != e || r.changes != f.changes && !e.edited {
		text, origin := f.findRepeatable(e)
		*r = repetition{e, f.changes, text, origin}
	}
	return f.repetition.text, f.repetition.origin
}

// findRepeatable looks for the value of the element before, else that of the last
// report of this tumour, else the last one of this kind in this report.
func (f *Form) findRepeatable(e *entry) (text, origin string) {
	if list, i := e.bound.Item(); i > 0 {
		_, _, tail, _ := split(e.id, list)
		if b, ok := field.Lookup(f.root, f.report, field.ItemID(list, i-1)+tail); ok && b.Get() != "" {
			return b.Get(), "Eintrag " + strconv.Itoa(i)
		}
	}
	if f.earlier != nil {
		if b, ok := field.Lookup(f.root, f.earlier, e.id); ok && b.Get() != "" {
			return b.Get(), f.earlierName
		}
	}
	if text, origin := f.fromEarlier(e.id); text != "" {
		return text, origin
	}
	return f.latest(e)
}

// repeat takes over that value.
func (f *Form) repeat() {
	if f.CanRepeat() != "" {
		return
	}
	e := f.current()
	text, origin := f.repeatable(e)
	f.writeFrom(e.id, text, origin)
	f.derive(e.bound, text)
	f.close()
	if f.stale { // the line for the next element follows
		f.stale = false
		f.rebuild(e.id)
		return
	}
	e.Focus()
}
