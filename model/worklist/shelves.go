package worklist

import (
	"cmp"
	"maps"
	"slices"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/rule"
)

// Span is a part of the work list: of one kind of tasks, or with "" of what is to be done
// and the good news.
type Span struct {
	Art     Aufgabenart
	From, N int
}

// Page is what stands in a span, with how long the list is.
type Page struct {
	From   int // may be another one than was asked for
	Tasks  []Aufgabe
	Total  int                 // of the span's kind
	Counts map[Aufgabenart]int // of each kind; "" is what is to be done
	Held   []Aufgabe           // where what is held back was asked for: all of it
}

// At is a task by its place, nil where it was not read.
func (p *Page) At(i int) *Aufgabe {
	if i -= p.From; i < 0 || i >= len(p.Tasks) {
		return nil
	}
	return &p.Tasks[i]
}

// Counted is a slot and how many questions are kept in it.
type Counted struct {
	Slot
	ID int64 // the store's; while a key is changed a slot has two
	N  int
}

// Shelves is the list of a day as the slots tell it: what stands where and how much of
// it there is. What is in a shelf is read when somebody wants to see it: Want says which
// parts are to be read, and Page tells what was.
type Shelves struct {
	list    *List
	shelves []*shelf   // as the list stands
	answers []*Counted // good ones, which are one line
	good    *Angenommen
	gesehen Gesehen
}

// shelf is the slots of one place.
type shelf struct {
	place
	slots  []*Counted
	n      int
	whole  bool // all of it is wanted, or was
	lo, hi int  // or what of it
	first  int  // place of the first of its tasks
	sorted bool
	tasks  []*ordered
}

// Part is what is to be read at once: the questions in some slots, all of them or, where N
// is not 0, so many from a place on, in the order of their cases.
type Part struct {
	Slots   []int64
	From, N int
	of      map[Slot]*shelf
	list    *Shelves
}

// place is where in the list the questions of a slot stand.
type place struct {
	art    Aufgabenart // "" = nowhere: they are no task
	key    string
	byCase bool // they stand in the order of their cases: a part of them can be read
}

// Places remembers of a day where the slots stand. It is for one reader at a time.
type Places struct {
	day    model.Datum
	config rule.Config
	of     map[Slot]place
}

// NewPlaces begins a day.
func NewPlaces(day model.Datum, config rule.Config) *Places {
	return &Places{day: day, config: config, of: map[Slot]place{}}
}

// Day is the day the places are of: on another one deadlines and holds differ.
func (p *Places) Day() model.Datum { return p.day }

// Shelves puts the slots in the order of the day, as it is at a moment of it.
func (p *Places) Shelves(now time.Time, gesehen Gesehen, slots []Counted) *Shelves {
	s := &Shelves{list: New(now, p.config), gesehen: gesehen}
	shelves := make(map[string]*shelf, len(slots))
	for i := range slots {
		at := p.place(s.list, &slots[i].Slot)
		switch {
		case at.art == "":
			continue
		case at.art == AufgabeAngenommen:
			s.answers = append(s.answers, &slots[i])
			continue
		}
		here := shelves[at.key]
		if here == nil {
			here = &shelf{place: at}
			shelves[at.key] = here
		}
		here.byCase = here.byCase && at.byCase
		here.slots = append(here.slots, &slots[i])
		here.n += slots[i].N
	}
	s.shelves = slices.SortedFunc(maps.Values(shelves), (*shelf).compare)
	return s
}

// place is judged once, but that of an answer: it is over in the middle of a day.
func (p *Places) place(list *List, slot *Slot) place {
	at, ok := p.of[*slot]
	if ok {
		return at
	}
	o := slot.question()
	if task := list.single(&Stand{CaseID: slot.Fall}, &o); task != nil {
		at = place{task.Art, task.key, task.byCase()}
	}
	if slot.Frage != FrageAntwort {
		p.of[*slot] = at
	}
	return at
}

// single is what the list makes of one question, nil where it is no task today.
func (l *List) single(of *Stand, o *Offen) *ordered {
	l.here, l.put = of, l.put[:0]
	l.judge(o)
	if len(l.put) == 0 {
		return nil
	}
	return l.put[0]
}

// byCase reports that nothing but its slot and its case says where a task stands.
func (o *ordered) byCase() bool {
	switch o.Art {
	case AufgabeVermisst, AufgabeFrist, AufgabeGegenstueck, AufgabeWartet, AufgabeGesperrt, AufgabeAufgeschoben:
		return true
	case AufgabeEntwurf:
		return o.Frist != "" // without one the last written is in front
	}
	return false
}

// Answers are the slots of the good answers, the moment up to which nobody asks for them
// any more, and those after it that were looked at.
func (s *Shelves) Answers() (slots []*Counted, after time.Time, seen map[string]model.Datum) {
	after = s.list.now.Add(-antwortDauer - time.Millisecond)
	if s.gesehen.Bis.After(after) {
		after = s.gesehen.Bis
	}
	return s.answers, after, s.gesehen.Einzeln
}

// Accept tells what the good answers are that nobody has looked at: one line, where they
// would stand.
func (s *Shelves) Accept(good Angenommen) {
	if good.Seit.IsZero() {
		return
	}
	s.good = &good
	line := &shelf{place: place{art: AufgabeAngenommen, key: keyOf(AufgabeAngenommen, "")}, n: 1, whole: true,
		tasks: []*ordered{{Aufgabe: Aufgabe{Art: AufgabeAngenommen, Angenommen: &good}}}}
	at, _ := slices.BinarySearchFunc(s.shelves, line, (*shelf).compare)
	s.shelves = slices.Insert(s.shelves, at, line)
}

func (h *shelf) compare(o *shelf) int { return cmp.Compare(h.key, o.key) }

// Want says which parts a span touches that were not wanted before. Once they are read the
// span may touch others: it is to be asked until there are none.
func (s *Shelves) Want(span Span) (parts []*Part) {
	from, place := s.from(span), 0
	whole := s.part()
	for _, here := range s.shelves {
		lo, hi := 0, 0
		if here.in(span.Art) {
			lo, hi = max(0, from-place), min(here.count(), from+span.N-place)
			place += here.count()
		}
		switch {
		case here.whole || lo >= hi && !here.undivided(span.Art):
		case !here.byCase || here.undivided(span.Art) || hi-lo == here.n:
			here.whole, here.first, here.tasks = true, 0, nil
			whole.take(here)
		case lo < here.lo || hi > here.hi:
			parts = append(parts, s.part().take(here.want(lo, hi)))
		}
	}
	if len(whole.Slots) > 0 {
		parts = append(parts, whole)
	}
	return parts
}

// undivided reports that all of a kind is read, however long it is: answers, of which some
// were seen, and what is held back, whose waiting times are told above it.
func (h *shelf) undivided(asked Aufgabenart) bool {
	return h.art == AufgabeAntwort || h.art == AufgabeGesperrt && asked == AufgabeGesperrt
}

// want widens what is wanted of a shelf.
func (h *shelf) want(lo, hi int) *shelf {
	if h.hi > 0 {
		lo, hi = min(lo, h.lo), max(hi, h.hi)
	}
	h.lo, h.hi, h.first, h.tasks = lo, hi, lo, nil
	return h
}

func (s *Shelves) part() *Part { return &Part{of: map[Slot]*shelf{}, list: s} }

// take adds what is wanted of a shelf.
func (p *Part) take(h *shelf) *Part {
	for _, slot := range h.slots {
		p.Slots, p.of[slot.Slot] = append(p.Slots, slot.ID), h
	}
	if !h.whole {
		p.From, p.N = h.lo, h.hi-h.lo
	}
	return p
}

// Begins tells at which place the first case of the part begins: it may have questions in
// front of those that are wanted.
func (p *Part) Begins(place int) {
	for _, h := range p.of {
		h.first = place
	}
}

func (h *shelf) in(asked Aufgabenart) bool { return (&Aufgabe{Art: h.art}).In(asked) }

// count is how many lines a shelf has.
func (h *shelf) count() int {
	if h.whole {
		return len(h.tasks)
	}
	return h.n
}

// Put takes the questions of a case, as far as they belong to the part.
func (p *Part) Put(stand Stand) {
	s := p.list
	for i := range stand.Offen {
		here := p.of[stand.Offen[i].Slot(stand.CaseID)]
		if here == nil {
			continue
		}
		task := s.list.single(&stand, &stand.Offen[i])
		if task == nil || task.Art == AufgabeAntwort && s.gesehen.Has(&task.Aufgabe) {
			continue
		}
		here.tasks, here.sorted = append(here.tasks, task), false
	}
}

// Page is a span of the list, once all that it wants was put.
func (s *Shelves) Page(span Span) Page {
	p := Page{From: s.from(span), Total: s.total(span.Art), Counts: s.counts()}
	place := 0
	for _, here := range s.shelves {
		if here.art == AufgabeGesperrt && here.undivided(span.Art) {
			p.Held = append(p.Held, here.lines(0, len(here.tasks))...)
		}
		if !here.in(span.Art) {
			continue
		}
		p.Tasks = append(p.Tasks, here.lines(p.From-place, p.From+span.N-place)...)
		place += here.count()
	}
	return p
}

// lines are a part of the tasks of a shelf, as far as it was read.
func (h *shelf) lines(from, to int) (tasks []Aufgabe) {
	if !h.sorted {
		slices.SortFunc(h.tasks, (*ordered).compare)
		h.sorted = true
	}
	for i := max(0, from-h.first); i < min(to-h.first, len(h.tasks)); i++ {
		tasks = append(tasks, h.tasks[i].Aufgabe)
	}
	return tasks
}

// from is where a span begins: it ends where the list does.
func (s *Shelves) from(span Span) int { return max(0, min(span.From, s.total(span.Art)-span.N)) }

func (s *Shelves) total(art Aufgabenart) (n int) {
	for _, here := range s.shelves {
		if here.in(art) {
			n += here.count()
		}
	}
	return n
}

// counts are how many tasks there are of each kind; the good answers are counted one by
// one.
func (s *Shelves) counts() map[Aufgabenart]int {
	counts := map[Aufgabenart]int{}
	for _, here := range s.shelves {
		n := here.count()
		if a := (Aufgabe{Art: here.art}); a.Open() {
			counts[""] += n
		} else if a.good() {
			n = s.good.Anzahl()
		}
		if n > 0 {
			counts[here.art] += n
		}
	}
	return counts
}
