package tuitest

import (
	"slices"
	"strings"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/model/catalog"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/field"
)

// chart is the form as it stands now: its places in their order.
type chart struct {
	targets []forms.Target // first those that are asked
	asked   int            // how many these are
	place   map[string]int
	page    []int // of each place
}

// chart is drawn anew when the report has changed.
func (y *Typist) chart() *chart {
	if y.drawn != nil && y.drawnAt == y.form.Changes() {
		return y.drawn
	}
	c := &chart{targets: y.form.Targets(), place: map[string]int{}}
	c.asked = len(c.targets)
	c.targets = append(c.targets, y.form.Unasked()...)
	last, page := "", -1
	for i, t := range c.targets {
		if title, _, _ := strings.Cut(t.Where, " · "); title != last {
			last, page = title, page+1
		}
		c.page = append(c.page, page)
		if _, known := c.place[t.ID]; !known {
			c.place[t.ID] = i
		}
	}
	y.drawn, y.drawnAt = c, y.form.Changes()
	return c
}

// at is the number of a place. An element stands where its first field does.
func (c *chart) at(id string) int {
	if i, ok := c.place[id]; ok {
		return i
	}
	for i := range c.targets {
		if strings.HasPrefix(c.targets[i].ID, id+".") || strings.HasPrefix(c.targets[i].ID, id+"[") {
			return i
		}
	}
	return -1
}

// goOn goes to the next place that needs something, in the order of the form,
// and from the end to its beginning. It reports false when there is none.
func (y *Typist) goOn() bool {
	if y.next() {
		return true
	}
	c := y.chart()
	from := c.at(y.form.Cursor())
	for n := range len(c.targets) {
		to := n
		if n < c.asked {
			to = (max(from, 0) + n) % c.asked
		}
		if id := c.targets[to].ID; y.needs(id) != nothing {
			y.goTo(c, max(from, 0), to)
			return true
		}
	}
	return false
}

// next goes on by one key where that leads to a place that needs something: no
// way is shorter.
func (y *Typist) next() bool {
	from := y.form.Cursor()
	if from == lockID || y.editionWrong(from) {
		return false
	}
	before := y.judged
	y.step("tab")
	to := y.form.Cursor()
	if to == from || y.needs(to) == nothing {
		y.back(from)
		y.form.SetFindings(y.found)
		return false
	}
	y.strokes = append(y.strokes, Stroke{"tab", to})
	y.fresh = false
	if y.form.Changes() != before {
		y.look()
	}
	return true
}

// editionWrong reports that the edition behind a code, which Tab passes over, is
// not the wanted one.
func (y *Typist) editionWrong(code string) bool {
	for _, id := range []string{code + ".Version", code[:strings.LastIndexByte(code, '.')+1] + "Version"} {
		if _, ok := field.Lookup(dataset.Report, y.report, id); ok && y.needs(id) != nothing {
			return true
		}
	}
	return false
}

// goTo presses the fewest keys found that lead to a place.
func (y *Typist) goTo(c *chart, from, to int) {
	id := c.targets[to].ID
	var way []string
	if to < c.asked {
		way = y.walk(c, from, to)
	}
	if jump := y.jumpTo(c, to); jump != nil && (way == nil || len(jump) < len(way)) {
		y.jump(id, jump)
		return
	}
	if way == nil {
		y.failed[id] = true
		return
	}
	if y.needs(id) == adding && len(way) > 1 && y.inLast(id) {
		way = []string{y.newElement(id)}
	}
	y.press(id, way...)
	y.fresh = false
}

// inLast reports that the focus is in the last element of a list, where a key
// makes the next one.
func (y *Typist) inLast(list string) bool {
	b, ok := field.Lookup(dataset.Report, y.report, y.form.Cursor())
	if !ok || !b.Row.Leaf() {
		return false
	}
	in, i := b.Item()
	return in == list && i == y.count(y.report, list)-1
}

// jump presses the keys that look a field up by its name.
func (y *Typist) jump(id string, keys []string) {
	for _, k := range keys {
		y.strokes = append(y.strokes, Stroke{k, id})
	}
	y.form.Goto(id)
	y.look()
	y.fresh = false
}

// jumpTo are the keys that find a place by a part of its name as the first hit,
// nil when nothing short does.
func (y *Typist) jumpTo(c *chart, to int) []string {
	id := c.targets[to].ID
	for _, q := range queries(c.targets[to].Label) {
		if hits := forms.Find(c.targets, q); len(hits) > 0 && hits[0].ID == id {
			return append(append([]string{"f3"}, letters(q)...), "enter")
		}
	}
	return nil
}

// queries are beginnings of a label's words, short ones first.
func queries(label string) (list []string) {
	words := strings.Fields(catalog.Fold(label))
	for n := 1; n <= 8; n++ {
		for _, w := range words {
			if len(w) >= n {
				list = append(list, w[:n])
			}
		}
	}
	return append(list, strings.Join(words, " "))
}

// back returns to a place after looking around.
func (y *Typist) back(to string) {
	if to != lockID {
		y.form.Goto(to)
		return
	}
	for _, s := range y.form.Steps() {
		if s.Open == lockID {
			y.form.Open(s.Title)
		}
	}
}

// lockID is the line that stands for a page that is only confirmed.
const lockID = "Stammdaten"

// walk is the shortest way found on foot: field by field, or page by page first.
func (y *Typist) walk(c *chart, from, to int) (best []string) {
	turns := c.page[to] - c.page[from]
	page := "pgdown"
	if turns < 0 {
		page, turns = "pgup", -turns
	}
	for _, w := range []struct {
		start []string
		key   string
	}{
		{nil, "tab"}, {nil, "shift+tab"}, {nil, "down"}, {nil, "up"}, {repeat(page, turns), "tab"}, {repeat(page, turns+1), "shift+tab"}, {repeat(page, turns-1), "shift+tab"},
	} {
		if way := y.try(c, to, w.start, w.key, len(best)); way != nil && (best == nil || len(way) < len(best)) {
			best = way
		}
	}
	return best
}

func repeat(key string, n int) []string {
	var keys []string
	for range n {
		keys = append(keys, key)
	}
	return keys
}

// farthest is how many steps a way is tried.
const farthest = 40

// try walks with a key until a place is reached, and from one step behind it
// back with the arrow, which stops everywhere.
func (y *Typist) try(c *chart, to int, start []string, key string, limit int) []string {
	origin, id := y.form.Cursor(), c.targets[to].ID
	if arrow := key == "up" || key == "down"; arrow && y.fresh && len(start) == 0 {
		return nil // in an open list of hits arrows mean something else
	}
	var opened []string
	defer func() {
		y.shut(opened)
		y.back(origin)
		y.form.SetFindings(y.found)
	}()
	way, backwards := append([]string(nil), start...), key == "shift+tab" || key == "up"
	for _, k := range start {
		y.step(k)
	}
	for len(way) < farthest && (limit == 0 || len(way) < limit) {
		here := y.form.Cursor()
		if here == id {
			return way
		}
		next := key
		switch at := c.at(here); {
		case strings.HasSuffix(here, "]") && strings.HasPrefix(id, here+".") && !y.leaf(here):
			next = "enter"
		case len(way) == 0:
		case !backwards && at > to, !backwards && at < 0:
			next = "up"
		case backwards && at >= 0 && at < to:
			next = "down"
		}
		if (next == "up" || next == "down") && next != key {
			return y.fine(way, id, next)
		}
		if next == "enter" && !y.form.Opened(here) {
			opened = append(opened, here)
		}
		y.step(next)
		if y.form.Cursor() == here {
			return nil
		}
		way = append(way, next)
	}
	return nil
}

// leaf reports that a place is a field itself, as an element of a list of codes is:
// there Enter may ask for one of the list.
func (y *Typist) leaf(id string) bool {
	b, ok := field.Lookup(dataset.Report, y.report, id)
	return ok && b.Row.Leaf()
}

// shut closes list items that were opened while looking around.
func (y *Typist) shut(items []string) {
	for _, item := range slices.Backward(items) {
		y.form.Goto(item)
		y.form.Key(keyMsg("left"))
	}
}

// fine are a few arrows back to a place Tab passes over.
func (y *Typist) fine(way []string, id, arrow string) []string {
	for range 4 {
		y.form.Key(keyMsg(arrow))
		way = append(way, arrow)
		if y.form.Cursor() == id {
			return way
		}
	}
	return nil
}

// scratch is a second typist at a place of a form with the same report, after
// some keys. What it does leaves this one alone.
func (y *Typist) scratch(id string, keys ...string) *Typist {
	other := *y
	other.report = field.Copy(y.report)
	other.form = forms.New(dataset.Report, other.report, y.pages, y.env)
	other.form.SetEarlier(y.earlier)
	other.strokes = nil
	other.form.Goto(id)
	for _, k := range keys {
		other.form.Key(keyMsg(k))
	}
	return &other
}
