package forms

import (
	"slices"
	"strings"
	"testing"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/field"
)

// listsOf are the lists a report type asks for, each within the first element
// of the list around it.
func listsOf(t *testing.T, typ model.Zweig) (ids []string) {
	t.Helper()
	r := childReport(typ)
	fillLists(r)
	f := drive(t, r, Pages(typ)).f
	field.Walk(dataset.Report, r, func(b field.Bound) bool {
		if p := f.page(b.ID); b.Row.List() && p >= 0 && f.pages[p].Title != "Person" && b.Asked() {
			ids = append(ids, b.ID)
		}
		return true
	})
	return ids
}

// childReport is about a child, so that the items of the Kinderkrebsregister are asked.
func childReport(typ model.Zweig) *model.Report {
	r := newReport(typ)
	r.Patient.Stammdaten.Geburtsdatum, r.Meldung.Tumorzuordnung.Diagnosedatum = "2015-01-01", "2026-05-14"
	return r
}

func TestElementsOfEveryListAreHandledByKeys(t *testing.T) {
	t.Parallel()
	count := 0
	for _, typ := range allTypes {
		lists := listsOf(t, typ)
		count += len(lists)
		for _, list := range lists {
			t.Run(string(typ)+"/"+list, func(t *testing.T) {
				t.Parallel()
				handleElements(t, typ, list)
			})
		}
	}
	if count < 40 {
		t.Errorf("lists: got %d, want all of eight types", count)
	}
}

func handleElements(t *testing.T, typ model.Zweig, list string) {
	d := drive(t, around(t, childReport(typ), list), Pages(typ))
	empty := dump(t, d.r)
	if !d.f.Goto(list) {
		t.Fatalf("cannot go to %s", list)
	}
	d.keys("<C-n>1<Tab>").toElement(list, 0).keys("<C-n>2<Tab>")
	first, second := d.element(list, 0), d.element(list, 1)
	if len(first) == 0 || len(second) == 0 {
		t.Fatalf("typed elements: got %v and %v", first, second)
	}
	d.toElement(list, 1).keys("<C-t>").has(list, first, second, second)
	d.toElement(list, 0).keys("<A-Down>").has(list, second, first, second)
	if l, i, _ := d.f.place(); l.ID != list || i != 1 {
		t.Errorf("after moving down the focus is at %s", d.f.Cursor())
	}
	d.keys("<A-Up>").has(list, first, second, second)
	d.toElement(list, 0).keys("<C-k>").has(list, second, second)
	full := dump(t, d.r)
	steps := len(d.f.history.done)
	for range steps {
		d = d.restart().keys("<C-z>")
	}
	if got := dump(t, d.r); got != empty {
		t.Errorf("after undo: got %s, want %s", got, empty)
	}
	for range steps {
		d = d.restart().keys("<C-y>")
	}
	if got := dump(t, d.r); got != full {
		t.Errorf("after redo: got %s, want %s", got, full)
	}
}

// around gives a report the elements that a list stands in.
func around(t *testing.T, r *model.Report, list string) *model.Report {
	t.Helper()
	for i := range list {
		if outer, ok := strings.CutSuffix(list[:i], "[0]"); ok {
			b, found := field.Lookup(dataset.Report, r, outer)
			if !found {
				t.Fatalf("there is no list %s", outer)
			}
			b.Insert(0)
		}
	}
	return r
}

// toElement puts the focus into an element.
func (d *driver) toElement(list string, i int) *driver {
	d.t.Helper()
	if id := field.ItemID(list, i); !d.f.Goto(id) {
		d.t.Fatalf("cannot go to %s", id)
	}
	return d
}

// element is what an element holds: its texts, by id within it.
func (d *driver) element(list string, i int) (texts []string) {
	id := field.ItemID(list, i)
	for _, v := range d.f.values(id) {
		texts = append(texts, v.id[len(id):]+"="+v.text)
	}
	return texts
}

func (d *driver) has(list string, want ...[]string) *driver {
	d.t.Helper()
	b, _ := field.Lookup(dataset.Report, d.r, list)
	if b.Len() != len(want) {
		d.t.Fatalf("%s: got %d elements, want %d", list, b.Len(), len(want))
	}
	for i := range want {
		if got := d.element(list, i); !slices.Equal(got, want[i]) {
			d.t.Errorf("%s[%d]: got %v, want %v", list, i, got, want[i])
		}
	}
	return d
}
