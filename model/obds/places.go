package obds

import (
	"strconv"
	"strings"
)

// Places says where the elements of a report, of the document's head or of a
// Melder stand, so that whoever finds fault with a field can name path and line.
type Places struct {
	base  string  // path of the element the places lie in
	above *Places // of the patient, for a report
	marks []mark
}

// mark is one element: its id and path follow from the marks it lies in.
type mark struct {
	el    *element
	in    int32 // mark of the element around it, -1 for the first
	index int32
	line  int32
	many  bool
}

// mark keeps where an element stands. The document's head up to the first
// patient, each patient, each report and each Melder have places of their own.
func (m *matcher) mark(f *frame) {
	switch f.el.role {
	case rootRole:
		m.places = &Places{base: m.path()}
		m.head = m.places
	case patientAt, melderAt:
		m.places = &Places{base: m.path(), marks: m.patientMarks()}
	case meldungAt:
		m.places = &Places{base: m.path(), above: m.places, marks: m.freeMarks()}
	}
	if p := m.places; p != nil {
		in := int32(-1)
		if len(p.marks) > 0 {
			in = int32(m.stack[len(m.stack)-2].mark)
		}
		f.mark = len(p.marks)
		p.marks = append(p.marks, mark{el: f.el, in: in, index: int32(f.index), line: int32(f.line), many: f.many})
	}
}

// unmark goes back from a report's places to the patient's, and from those to
// none: who reads the head's places need not fear that they change.
func (m *matcher) unmark(f *frame) {
	switch f.el.role {
	case meldungAt:
		m.keepMarks()
		m.places = m.places.above
	case patientAt, melderAt:
		m.places = m.places.above
	}
}

// marksAtOnce is for how many marks room is made at a time: some ten reports' worth.
const marksAtOnce = 1024

// freeMarks is the room for the marks of the report that begins.
func (m *matcher) freeMarks() []mark {
	if cap(m.room) < marksAtOnce/8 {
		m.room = make([]mark, 0, marksAtOnce)
	}
	return m.room
}

// patientMarks is room for most patients, whose marks go on after those of a report.
func (m *matcher) patientMarks() []mark {
	const most = 32
	room := m.freeMarks()
	m.room = room[most:most]
	return room[:0:most]
}

// keepMarks leaves the room behind the marks of the report that ended to the next one.
func (m *matcher) keepMarks() {
	p := m.places
	if used := len(p.marks); used <= cap(m.room) { // else they moved to room of their own
		m.room = m.room[used:used]
		p.marks = p.marks[:used:used]
	}
}

// Still are the places as they are now. Those of a patient grow until the last
// report was read; these do not.
func (p *Places) Still() *Places {
	still := *p
	if p.above != nil {
		above := *p.above
		still.above = &above
	}
	return &still
}

// Of is the element path and the line of a field, by its id in the report. Of a
// field that the document does not have it is the place of what is around it.
func (p *Places) Of(id string) (path string, line int) {
	from := p
	if p.above != nil && (id == "Patient" || strings.HasPrefix(id, "Patient.")) {
		from = p.above
	}
	best, length := 0, -1
	var room [256]int
	reached := room[:0] // how much of the id leads to a mark, -1 where it leads elsewhere
	for i := range from.marks {
		n := from.reach(i, id, reached)
		reached = append(reached, n)
		if n > length && ends(id, n) || n == len(id) { // the code of a code block has the block's id
			best, length = i, n
		}
	}
	var text [256]byte
	return string(from.appendPath(text[:0], best)), int(from.marks[best].line)
}

// reach is how many letters of a field id lead to a mark, from how many lead to the
// marks before it; -1 where the id leads elsewhere.
func (p *Places) reach(i int, id string, reached []int) int {
	k := &p.marks[i]
	n := 0
	if k.in >= 0 {
		n = reached[k.in]
	}
	if n < 0 || k.el.row == nil {
		return n
	}
	if step := k.el.row.ID; step != "" {
		if n > 0 && n < len(id) && id[n] == '.' {
			n++
		}
		if !strings.HasPrefix(id[n:], step) {
			return -1
		}
		n += len(step)
	}
	if k.in >= 0 && k.el.row.List() {
		rest, opened := strings.CutPrefix(id[n:], "[")
		digits, _, closed := strings.Cut(rest, "]")
		if index, err := strconv.Atoi(digits); !opened || !closed || err != nil || index != int(k.index) {
			return -1
		}
		n += len("[") + len(digits) + len("]")
	}
	return n
}

// ends reports whether a step of an id ends after so many letters.
func ends(id string, n int) bool {
	return n == 0 || n == len(id) || id[n] == '.' || id[n] == '['
}

func (p *Places) appendPath(path []byte, i int) []byte {
	k := &p.marks[i]
	if k.in < 0 {
		return append(path, p.base...)
	}
	path = append(append(p.appendPath(path, int(k.in)), '/'), k.el.name...)
	if k.many {
		path = append(strconv.AppendInt(append(path, '['), int64(k.index)+1, 10), ']')
	}
	return path
}
