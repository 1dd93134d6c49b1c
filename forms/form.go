package forms

import (
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/catalog"
	"example.org/meldeportal/model/field"
	"example.org/meldeportal/model/land"
	"example.org/meldeportal/model/rule"
)

// Env is what a form needs beside the report.
type Env struct {
	Lists *catalog.Shelf
	Now   func() time.Time
	Look  Look

	Edition field.Edition // of the documents that are sent: what it has not is asked only where it is filled; 0 = everything is asked

	Land *land.Land // whose registry is asked for, nil = land.Default

	Used  Usage             // nil = nobody counts
	Fixed map[string]string // fields that are shown and not asked, with the reason for the person
	Given map[string]string // fields that may stay empty although they are demanded, with what becomes of them then
}

// Form asks for the values of one report, page by page. It changes the report
// at once with every key. All its methods belong to one goroutine.
type Form struct {
	root   *field.Part
	report *model.Report
	pages  []Page
	env    Env
	claims claims

	earlier     *model.Report     // the last report of this tumour, nil when there is none
	others      []Earlier         // reports of the tumour, the latest first
	earlierName string            // its name as an origin: "Diagnose 14.05.2026"
	origins     map[string]string // where values came from that nobody typed, by field id

	at         int  // page of the focus
	whole      bool // all pages stand on one
	section    *section
	host       *host           // the section, for huh
	open       map[string]bool // list items whose fields are shown, by id
	called     map[string]bool // fields no condition asks for, which the person has called up by name
	unlocked   bool            // locked pages may be edited
	findings   map[string]*rule.Finding
	visited    map[string]bool   // fields the person has been to
	rests      map[string]string // what was not understood of TNM formulas, by block
	formed     map[string]bool   // TNM blocks whose formula was typed and wholly understood
	insists    bool              // what is missing is shown at fields not visited yet, too
	history    history
	changes    int               // counts changes of the report
	stale      bool              // the page's lines no longer fit the report
	tables     map[string]*table // of lists, as drawn last
	places     map[string]int    // the page of every field that was looked for, by pattern
	repetition repetition
	said       *said  // what the text in focus may repeat, nil = not asked for yet
	answered   int    // steps before the answer given last in words
	heard      *Heard // what that answer was understood as, nil where it is no TNM line
	asked      []bool // which pages ask for anything, as of askedAt
	askedAt    int
}

// New makes a form for a report. It stands on the first field of the first page.
func New(root *field.Part, r *model.Report, pages []Page, env Env) *Form {
	env.Look.signs()
	if env.Edition != 0 {
		root = root.For(env.Edition)
	}
	f := &Form{root: root, report: r, pages: numbered(pages), env: env, claims: claim(pages), open: map[string]bool{}, visited: map[string]bool{},
		rests: map[string]string{}, formed: map[string]bool{}, called: map[string]bool{}, origins: map[string]string{}, tables: map[string]*table{}, places: map[string]int{}}
	f.section = &section{window: &window{form: f}}
	f.bind()
	f.show(0)
	return f
}

// leave commits what was typed into the current field and shows what follows
// from it: fields that are asked now, elements that came or went.
func (f *Form) leave() {
	e := f.current()
	if e != nil {
		f.visited[e.id] = true
	}
	if e == nil || !e.edited {
		f.close()
		return
	}
	e.commit()
	f.close()
	if f.stale {
		f.stale = false
		f.rebuild(e.id)
	}
	refresh(f.section.entries)
}

// Cursor is the id of the field that has the focus: of the list item where the
// focus is on its line, of the list on the line for a new one.
func (f *Form) Cursor() string {
	if e := f.current(); e != nil {
		return e.id
	}
	return ""
}

// Goto moves to the field with an id, opening its page and the list items
// around it. It reports false when no page asks for it now.
func (f *Form) Goto(id string) bool {
	page := f.page(id)
	if page < 0 {
		return false
	}
	f.leave()
	unlocks := f.pages[page].Locked && !f.unlocked && id != lockID
	f.unlocked = f.unlocked || unlocks
	before, from := f.Cursor(), f.at
	called := f.call(id)
	if opened := f.openAround(id); opened || called || unlocks || !f.whole && page != f.at {
		f.show(page)
	}
	if f.seek(id) {
		return true
	}
	if !f.whole && page != from {
		f.show(from)
	}
	f.seek(before)
	return false
}

// Resume is Goto for a draft that is opened again: half-typed text at the
// cursor goes on being typed.
func (f *Form) Resume(id string) bool {
	locked := f.unlocked
	if !f.Goto(id) {
		return false
	}
	f.unlocked = locked
	e := f.current()
	if e == nil || e.kind != leaf || e.locked {
		return true
	}
	if typ := e.bound.Row.Type; e.stored() != "" && typ.Check(e.stored()) != nil {
		e.widget().open(e.stored(), true)
		e.edited = true
	}
	return true
}

// openAround opens the list items an id lies in, and reports whether one was
// not open yet.
func (f *Form) openAround(id string) (opened bool) {
	for i := range id {
		if id[i] == ']' && i+1 < len(id) && !f.open[id[:i+1]] {
			f.open[id[:i+1]], opened = true, true
		}
	}
	return opened
}

// Opened reports that the fields of a list item are shown below its line.
func (f *Form) Opened(item string) bool { return f.open[item] }

// Page is the number of the current page among those that ask for anything,
// counted from 1, how many there are, and its title.
func (f *Form) Page() (i, n int, title string) {
	for p, asked := range f.asking() {
		if p != f.at && !asked {
			continue
		}
		n++
		if p <= f.at {
			i = n
		}
	}
	return i, n, f.pages[f.at].Title
}

// Following are the titles of the pages behind the current one that ask for
// anything.
func (f *Form) Following() (titles []string) {
	for p, asked := range f.asking() {
		if asked && p > f.at {
			titles = append(titles, f.pages[p].Title)
		}
	}
	return titles
}

// asking says of every page whether it asks for anything. It is looked up anew
// when a changed value has been confirmed.
func (f *Form) asking() []bool {
	if f.asked != nil && (f.askedAt == f.changes || f.Typing()) {
		return f.asked
	}
	f.asked, f.askedAt = make([]bool, len(f.pages)), f.changes
	for p := range f.pages {
		f.asked[p] = f.asks(p)
	}
	return f.asked
}

// asks reports whether a page has anything to ask now.
func (f *Form) asks(page int) bool {
	for _, e := range f.list(&f.pages[page]) {
		if !e.silent() {
			return true
		}
	}
	return false
}

// turn goes to the next or previous page that asks for anything, and reports
// whether there is one.
func (f *Form) turn(by int) bool {
	f.leave()
	asked := f.asking()
	for p := f.at + by; p >= 0 && p < len(f.pages); p += by {
		if asked[p] {
			f.toPage(p)
			return true
		}
	}
	return false
}

// Step is a page as the list of pages shows it.
type Step struct {
	Title             string
	Current           bool
	Open              string // id to go to
	Fehler, Warnungen int
	Filled, Asked     int // fields with a value, fields asked
}

// Steps are the pages that ask for anything now.
func (f *Form) Steps() []Step {
	var steps []Step
	found := map[int]map[*rule.Finding]bool{} // one that marks several fields counts once
	for id, finding := range f.findings {
		p := f.page(id)
		if found[p] == nil {
			found[p] = map[*rule.Finding]bool{}
		}
		found[p][finding] = true
	}
	for p := range f.pages {
		entries := f.list(&f.pages[p])
		s := Step{Title: f.pages[p].Title, Current: p == f.at}
		for _, e := range entries {
			if e.silent() {
				continue
			}
			if s.Open == "" {
				s.Open = e.id
			}
			s.count(e)
		}
		if s.Open == "" {
			continue
		}
		for finding := range found[p] {
			s.judge(finding.Severity)
		}
		steps = append(steps, s)
	}
	return steps
}

func (s *Step) count(e *entry) {
	if e.kind == item {
		s.Asked, s.Filled = s.Asked+1, s.Filled+1
	}
	if e.kind != leaf || e.beyond {
		return
	}
	s.Asked++
	if e.stored() != "" {
		s.Filled++
	}
}

func (s *Step) judge(v rule.Severity) {
	switch v {
	case rule.Fehler:
		s.Fehler++
	case rule.Warnung:
		s.Warnungen++
	}
}

// Open goes to the first field of the page with a title.
func (f *Form) Open(title string) {
	for p := range f.pages {
		if f.pages[p].Title == title && f.asks(p) {
			f.leave()
			f.toPage(p)
			return
		}
	}
}

// Changes counts the changes of the report since the form was made.
func (f *Form) Changes() int { return f.changes }

// Typing reports that the focused field holds typed text that is not confirmed yet.
func (f *Form) Typing() bool {
	e := f.current()
	return e != nil && e.edited
}

// Insist shows what is missing at every field from now on. Before, a field
// nobody has been to is not blamed for being empty: its mark says enough.
func (f *Form) Insist() { f.insists = true }

// blamed is the finding to be shown beside an entry, nil when there is none.
func (e *entry) blamed() *rule.Finding {
	if e.finding == nil || e.edited {
		return nil
	}
	empty := e.kind == leaf && e.stored() == "" || e.kind == adder
	if empty && !e.form.insists && !e.form.visited[e.id] {
		return nil
	}
	return e.finding
}

// unlock makes locked pages editable.
func (f *Form) unlock() {
	f.unlocked = true
	f.show(f.at)
}

// SetFindings shows findings beside their fields. Of several at one field the
// most severe one counts.
func (f *Form) SetFindings(found []rule.Finding) {
	f.findings = make(map[string]*rule.Finding, len(found))
	for i := range found {
		for _, id := range found[i].Fields {
			if old := f.findings[id]; old == nil || heavier(found[i].Severity, old.Severity) {
				f.findings[id] = &found[i]
			}
		}
	}
	f.attach()
}

func heavier(a, b rule.Severity) bool {
	rank := map[rule.Severity]int{rule.Hinweis: 1, rule.Warnung: 2, rule.Fehler: 3}
	return rank[a] > rank[b]
}

// attach gives the lines of the page their findings.
func (f *Form) attach() {
	for _, e := range f.section.entries {
		e.finding = nil
		if e.kind == leaf || e.kind == adder || e.kind == formula {
			e.finding = f.findings[e.id]
		}
	}
}

// Hint is one line on the focused field: what is wrong with it, else what
// belongs there and, in full, where it came from: beside the field the day may
// have no room.
func (f *Form) Hint() string {
	e := f.current()
	switch {
	case e == nil:
		return ""
	case e.choiceWord() != "":
		return Clean(e.choiceWord())
	case f.proposed() != nil:
		return Clean(f.proposalHint())
	}
	said := e.advice()
	if origin := f.origins[e.id]; withoutDay(origin) != origin {
		said += "  " + f.env.Look.FromSign + " " + Clean(origin)
	}
	return said
}

// advice is what is wrong with an entry, else what follows from its value, else
// what belongs there.
func (e *entry) advice() string {
	if e.blamed() != nil {
		return Clean(e.finding.Text)
	}
	if said := e.folge(); said != "" {
		return Clean(said)
	}
	return e.hint()
}

// View draws the page in at most h lines of w cells.
func (f *Form) View(w, h int) string {
	f.section.window.w, f.section.window.h = w, h
	return f.host.form.View()
}

// Caret is where the terminal's cursor belongs, in the frame drawn last.
func (f *Form) Caret() (x, y int, ok bool) {
	return f.section.window.x, f.section.window.y, f.section.window.typing
}

// Key takes one key and reports whether the report has changed. It does not
// take F-keys and Esc: what those mean is the screen's matter.
func (f *Form) Key(k tea.KeyMsg) (changed bool) {
	before := f.changes
	f.dispatch(k)
	return f.changes != before
}

// Confirm takes what was typed into the focused field as Enter does, without
// going on.
func (f *Form) Confirm() {
	f.leave()
	if e := f.current(); e != nil {
		e.visit()
	}
}
