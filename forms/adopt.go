package forms

import (
	"slices"

	"example.org/meldeportal/model/field"
)

// Adopt goes on with what two people have made of the report: merged is of the report as
// the form holds it. The focus, what is being typed, and the way back stay, without the
// steps in lists whose items have other numbers now: they would meet other items.
func (f *Form) Adopt(merged *field.Merged) {
	old := f.current()
	cursor, _ := merged.NewID(f.Cursor())
	for _, list := range merged.Renumbered(f.report, f.root) {
		f.forgetSteps(list)
	}
	f.open, f.visited = rekeyed(f.open, merged), rekeyed(f.visited, merged)
	f.origins, f.findings = rekeyed(f.origins, merged), rekeyed(f.findings, merged)
	f.rests, f.formed = rekeyed(f.rests, merged), map[string]bool{}
	*f.report = *merged.Report
	f.changes++
	f.stale, f.repetition = false, repetition{}
	f.rebuild(cursor)
	if e := f.current(); e != nil && old != nil && old.edited && e.id == cursor && e.kind == old.kind {
		e.input, e.before, e.edited = old.input, old.before, old.edited
	}
}

func rekeyed[V any](known map[string]V, merged *field.Merged) map[string]V {
	moved := make(map[string]V, len(known))
	for id, v := range known {
		if now, ok := merged.NewID(id); ok {
			moved[now] = v
		}
	}
	return moved
}

// forgetSteps takes what was done in a list out of the way back and forth.
func (f *Form) forgetSteps(list string) {
	h := &f.history
	in := func(c change) bool { return within(c.id, list) }
	without := func(steps []step) (kept []step) {
		for _, s := range steps {
			if s = slices.DeleteFunc(slices.Clone(s), in); len(s) > 0 {
				kept = append(kept, s)
			}
		}
		return kept
	}
	if h.growing {
		h.growing = slices.ContainsFunc(h.done[len(h.done)-1], func(c change) bool { return !in(c) })
	}
	h.done, h.undone = without(h.done), without(h.undone)
	h.keepAnew()
}

// keepAnew writes the log of the steps there are.
func (h *history) keepAnew() {
	h.kept = log{}
	closed := h.done
	if h.growing {
		closed = closed[:len(closed)-1]
	}
	for _, s := range closed {
		h.kept.step(s)
	}
	for _, s := range slices.Backward(h.undone) {
		h.kept.step(s)
	}
	for range h.undone {
		h.kept.mark(logUndo)
	}
}

// Replace writes a value in the place of another one, as a person does who types it,
// and reports whether that stood there.
func (f *Form) Replace(id, stood, text string) bool {
	b, ok := field.Lookup(f.root, f.report, id)
	if !ok || b.Get() != stood {
		return false
	}
	f.leave()
	at := f.Cursor()
	f.write(id, text)
	f.derive(b, text)
	f.redate(id)
	f.close()
	f.stale = false
	f.rebuild(at)
	return true
}
