package obds

import (
	"strings"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/field"
)

// matcher holds the elements of a document against the field table, one tag
// after the other: it finds problems and, where it builds, fills reports.
type matcher struct {
	scan    *scanner
	tree    *frameTree // of the document's edition
	build   bool
	mend    bool
	problem func(Problem)
	note    func(Note)

	stack    []frame
	pieces   []byte // of the text being read, when it comes in several
	ids      idSets
	found    int            // problems so far
	meldung  string         // Meldung_ID of the report being read
	version  string         // as the document says
	base     *model.Report  // owner of the root's rows, when building
	patient  *model.Patient // the one being read, when building
	finished func(f *frame) // called at the end of elements with a role
	placing  bool           // somebody will ask where elements stand
	places   *Places        // where the elements of what is being read stand, when placing
	head     *Places        // where those of the document's head stand, when placing
	room     []mark         // for the places of the next reports, when placing
	boundary int            // offset of the last element of the frame
}

// frame is an open element.
type frame struct {
	el    *element // nil inside of what the table does not know
	name  string
	owner any // struct of the part the element describes or stands in
	line  int
	index int // which of its kind below the parent, from 0
	many  bool

	unit      int // furthest unit of the content reached, -1 at first
	count     int // elements of that unit
	branch    int // of that unit
	seen      uint64
	text      string
	content   bool // there was text, even an empty CDATA section
	stray     bool // text where only elements may stand was reported
	precision string
	stated    bool // the precision was stated
	dropped   bool // not carried into the report
	mark      int  // the element's place in its Places
	before    int  // problems before the element
}

// title is what forms call what is open.
func (f *frame) title() string {
	if f.el == nil {
		return printable(f.name)
	}
	return f.el.title()
}

// step handles the next token; more is false at the document's end.
func (m *matcher) step() (more bool, err error) {
	t, err := m.scan.next()
	if err != nil {
		return false, m.placed(err)
	}
	if m.scan.offset-m.boundary > m.scan.limits.Report {
		return false, m.placed(m.scan.refuse("Eine Meldung der Datei ist größer als erlaubt."))
	}
	switch t.kind {
	case startTag:
		m.start(t)
		m.controls(t.line)
		if t.closed {
			m.finish(t.line)
		}
	case endTag:
		m.finish(t.line)
	case textPart:
		m.controls(t.line)
		return true, m.text(t)
	case endOfDocument:
		return false, nil
	}
	return true, nil
}

// placed adds the element path to a refusal.
func (m *matcher) placed(err error) error {
	if r, ok := err.(*Refusal); ok && r.Path == "" {
		r.Path = m.path()
	}
	return err
}

func (m *matcher) top() *frame { return &m.stack[len(m.stack)-1] }

func (m *matcher) start(t *token) {
	f := frame{name: t.local, line: t.line, unit: -1, before: m.found}
	if len(m.stack) == 0 {
		f.el, f.owner = m.root(t), m.base
	} else {
		m.child(t, m.top(), &f)
	}
	if f.el == nil {
		f.name = strings.Clone(t.local)
		m.stack = append(m.stack, f)
		return
	}
	f.name = f.el.name
	m.stack = append(m.stack, f)
	m.enter(m.top())
	m.attributes(t)
}

func (m *matcher) root(t *token) *element {
	if t.ns == nsOBDS && t.local == m.tree.root.name {
		m.tree = treeOf(t)
		return m.tree.root
	}
	m.report(Problem{ID: BadRoot, Text: rootSentence(t), Path: "/" + printable(t.local), Line: t.line})
	return nil
}

// treeOf is the tree that a document is held against, by the version its root
// names; one that nobody knows is held against the newest.
func treeOf(root *token) *frameTree {
	for i := range root.attrs {
		if a := &root.attrs[i]; a.ns == nsNone && a.local == versionAttr {
			if e, known := dataset.ByVersion(a.value); known {
				return tree(dataset.Judging(e))
			}
		}
	}
	return tree(dataset.Newest)
}

// child finds the element's place in its parent's content.
func (m *matcher) child(t *token, p, f *frame) {
	f.dropped = p.dropped
	if p.el == nil {
		return
	}
	at, branch := -1, 0
	if t.ns == nsOBDS {
		at, branch = p.el.find(t.local, max(p.unit, 0))
	}
	if at < 0 {
		m.stranger(t, p)
		return
	}
	u := &p.el.units[at]
	f.el = u.branches[branch]
	double := m.sequence(t, p, at, branch)
	f.index, f.many = p.count-1, u.max != 1
	if f.el.stranger {
		m.reportAt(BadElement, "„"+f.el.title()+"“ gibt es in „"+p.title()+"“ nicht in der Fassung "+m.version+", die das Dokument nennt.", t)
	}
	if m.build {
		m.settle(t, p, f, u, double)
	}
}

// stranger reports an element that its parent does not have. What is in it
// cannot be carried.
func (m *matcher) stranger(t *token, p *frame) {
	if m.problem == nil && m.note == nil { // nobody to tell, of maybe millions
		m.found++
		return
	}
	id, sentence := BadElement, "Das Element „"+printable(t.local)+"“ gehört nicht in „"+p.title()+"“."
	if t.ns != nsOBDS {
		id, sentence = BadNamespace, "Das Element „"+printable(t.local)+"“ gehört zu einem anderen Namensraum."
	}
	path := m.path() + "/" + printable(t.local)
	m.report(Problem{ID: id, Text: sentence, Path: path, Line: t.line})
	m.lose("„"+printable(t.local)+"“ ist unbekannt und wird nicht übernommen.", path, t.line)
}

// sequence holds a child against the order of its parent's content. double says
// that there was one already.
func (m *matcher) sequence(t *token, p *frame, at, branch int) (double bool) {
	u, bit := &p.el.units[at], uint64(1)<<at
	again := p.seen&bit != 0
	p.seen |= bit
	if at > p.unit {
		p.unit, p.count, p.branch = at, 1, branch
		return false
	}
	if at == p.unit {
		p.count++
		switch {
		case branch != p.branch:
			m.reportAt(BadChoice, "„"+u.branches[branch].title()+"“ und „"+u.branches[p.branch].title()+"“ schließen sich aus.", t)
		case u.max > 0 && p.count > u.max:
			m.reportAt(BadCount, "„"+u.branches[branch].title()+"“ steht zu oft in „"+p.title()+"“.", t)
			return u.max == 1
		}
		return false
	}
	if again {
		m.reportAt(BadCount, "„"+u.branches[branch].title()+"“ steht zu oft in „"+p.title()+"“.", t)
		return u.max == 1
	}
	m.reportAt(BadOrder, "„"+u.branches[branch].title()+"“ steht an der falschen Stelle: Es gehört vor „"+p.el.units[p.unit].branches[p.branch].title()+"“.", t)
	return false
}

// settle finds the struct that a child describes or stands in, and notes which
// branch of a choice was taken.
func (m *matcher) settle(t *token, p, f *frame, u *unit, double bool) {
	row := f.el.row
	if double && row != nil && !f.dropped {
		f.dropped = true
		m.lose("„"+f.el.title()+"“ steht mehrfach; nur das erste wird übernommen.", m.path()+"/"+t.local, t.line)
	}
	if u.choice != "" && !f.dropped {
		m.choose(p, f, t)
	}
	f.owner = p.owner
	switch {
	case f.el.role == patientAt:
		m.patient = new(model.Patient)
		f.owner = m.patient
	case f.el.role == meldungAt:
		f.owner = new(model.Meldung)
	case f.el.role == melderAt:
		f.owner = new(model.Melder)
	case row == nil || row.Leaf():
	case f.dropped:
		f.owner = row.Fresh()
	case row.List():
		f.owner = row.Append(p.owner)
	default:
		f.owner = row.Make(p.owner)
	}
}

func (m *matcher) choose(p, f *frame, t *token) {
	s := f.el.selector
	switch {
	case s == nil:
	case s.Value(p.owner) == "":
		s.Put(p.owner, f.el.name)
	case s.Value(p.owner) != f.el.name:
		f.dropped = true
		m.lose("„"+f.el.title()+"“ ist ein zweiter Zweig einer Auswahl und wird nicht übernommen.", m.path()+"/"+f.el.name, t.line)
	}
}

// text takes the text of a value, and reports text between elements.
func (m *matcher) text(t *token) error {
	switch f := m.top(); {
	case f.el == nil:
		return nil
	case f.el.value != nil:
		return m.addText(t, f)
	default:
		m.strayText(t, f)
		return nil
	}
}

// addText keeps the text of a value. Most texts come in one piece, which is
// not copied; comments and CDATA sections cut them.
func (m *matcher) addText(t *token, f *frame) error {
	f.content = true
	if f.text == "" {
		f.text = t.text
		return nil
	}
	if len(m.pieces) == 0 {
		m.pieces = append(m.pieces, f.text...)
	}
	m.pieces = append(m.pieces, t.text...)
	if len(m.pieces) > m.scan.limits.Text {
		return m.placed(m.scan.refuse("Ein Text der Datei ist länger als erlaubt."))
	}
	return nil
}

func (m *matcher) strayText(t *token, f *frame) {
	blank := t.class&solid == 0 || t.class&amp != 0 && strings.Trim(t.text, " \t\r\n") == ""
	if blank && !t.cdata || f.stray {
		return
	}
	f.stray = true
	path := m.path()
	m.report(Problem{ID: BadText, Text: "In „" + f.title() + "“ steht Text, wo nur Elemente stehen dürfen.", Path: path, Line: t.line})
	if strings.TrimSpace(t.text) != "" {
		m.lose("Der Text zwischen den Elementen von „"+f.title()+"“ wird nicht übernommen.", path, t.line)
	}
}

// finish closes the innermost element.
func (m *matcher) finish(line int) {
	f := m.top()
	if f.el != nil {
		if f.el.value != nil {
			m.value(f)
		} else {
			m.complete(f)
		}
		if f.el.role != inner {
			m.leave(f)
		}
	}
	m.stack = m.stack[:len(m.stack)-1]
}

// complete reports the mandatory elements that a container lacks.
func (m *matcher) complete(f *frame) {
	for i := range f.el.units {
		u := &f.el.units[i]
		if !u.required || f.seen&(1<<i) != 0 {
			continue
		}
		names := make([]string, len(u.branches))
		for b, e := range u.branches {
			names[b] = "„" + e.title() + "“"
		}
		sentence := "In „" + f.title() + "“ fehlt " + names[0] + "."
		if len(names) > 1 {
			sentence = "In „" + f.title() + "“ fehlt eines von " + strings.Join(names, ", ") + "."
		}
		path, id := m.path(), m.fieldID()
		if len(names) == 1 {
			path += "/" + u.branches[0].name
			id = joinID(id, u.branches[0].row)
		}
		m.report(Problem{ID: Missing, Text: sentence, Path: path, Field: id, Line: f.line})
	}
}

// value checks and stores the text of an element.
func (m *matcher) value(f *frame) {
	row, text := f.el.value, m.wholeText(f)
	if !f.content && row.Type.Fixed != "" {
		text = row.Type.Fixed
		m.tell("Das leere „"+f.title()+"“ bedeutet „"+text+"“ und wird so geschrieben.", f.line)
	}
	if m.mend && !f.dropped {
		text = m.mended(row, text, f.line)
	}
	if fault := f.el.fault(text); fault != nil {
		m.report(Problem{ID: BadValue, Text: row.Label + ": " + fault.Text, Path: m.path(), Field: m.fieldID(), Line: f.line})
	}
	if !m.build || f.dropped {
		return
	}
	if text == "" {
		m.tell("Das leere „"+f.title()+"“ wird nicht übernommen: Es enthält keine Angabe.", f.line)
		return
	}
	row.Put(f.owner, string(storedDate(row.Type, m.kept(text), f)))
}

// mended is a value as this program would write it, with a word about what changed.
func (m *matcher) mended(row *field.Row, text string, line int) string {
	text, what := row.Type.Mended(text)
	if what != "" {
		m.tell(row.Label+": "+what+".", line)
	}
	return text
}

// kept is a value of the document as it goes into a report.
func (m *matcher) kept(text string) string {
	if m.scan.limits.Controls == DropControls {
		text = withoutControls(text)
	}
	return strings.Clone(text)
}

// controls notes control characters in what was just read.
func (m *matcher) controls(line int) {
	if !m.scan.controls {
		return
	}
	m.scan.controls = false
	fate := "Sie bleiben stehen."
	if m.scan.limits.Controls == DropControls {
		fate = "Sie werden weggelassen."
	}
	if m.note != nil {
		m.note(Note{ID: OddCharacter, MeldungID: m.meldung, Path: m.path(), Line: line,
			Text: "„" + printable(m.top().name) + "“ enthält unsichtbare Steuerzeichen (U+007F bis U+009F). " + fate})
	}
}

func (m *matcher) wholeText(f *frame) string {
	if len(m.pieces) == 0 {
		return f.text
	}
	text := string(m.pieces)
	m.pieces = m.pieces[:0]
	return text
}

// storedDate joins a day with its stated precision. "Exact" is what a date
// means without one, so it is kept only where the document may leave it out.
func storedDate(t *field.Type, text string, f *frame) model.Datum {
	g := model.Genauigkeit(f.precision)
	if t.Kind != field.Date || !f.stated || g == model.Exakt && !t.PrecisionOptional {
		return model.Datum(text)
	}
	return model.NewDatum(text, model.Genauigkeit(strings.Clone(f.precision)))
}

// enter begins an element.
func (m *matcher) enter(f *frame) {
	if f.el.role != inner {
		m.boundary = m.scan.offset
	}
	if m.placing {
		m.mark(f)
	}
}

// leave ends an element that means more than its values.
func (m *matcher) leave(f *frame) {
	m.boundary = m.scan.offset
	if f.el.role == rootRole {
		m.dangling()
	}
	if m.finished != nil {
		m.finished(f)
	}
	if m.placing {
		m.unmark(f)
	}
	if f.el.role == meldungAt {
		m.meldung = ""
	}
}
