package forms

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/field"
	"example.org/meldeportal/model/judges"
)

// What an earlier answer hides is neither demanded nor written, and comes back
// if the answer changes back: for every choice and every condition of the table.

func TestWhatAChoiceHidesComesBackWithIt(t *testing.T) {
	t.Parallel()
	count := 0
	for _, typ := range allTypes {
		for _, id := range selectorsOf(t, typ) {
			count++
			t.Run(string(typ)+"/"+id, func(t *testing.T) {
				t.Parallel()
				changeBranch(t, typ, id)
			})
		}
	}
	if count < 10 {
		t.Errorf("choices: got %d, want the insurance of eight types, the irradiation and the sender", count)
	}
}

// selectorsOf are the fields of a type that choose between branches.
func selectorsOf(t *testing.T, typ model.Zweig) (ids []string) {
	t.Helper()
	f := drive(t, fullReport(typ), Pages(typ)).f
	field.Walk(dataset.Report, f.report, func(b field.Bound) bool {
		if b.Row.Type == field.Selector && f.page(b.ID) >= 0 && b.Asked() {
			ids = append(ids, b.ID)
		}
		return true
	})
	return ids
}

func changeBranch(t *testing.T, typ model.Zweig, id string) {
	d := drive(t, fullReport(typ), Pages(typ))
	d.f.unlock()
	full := dump(t, d.r)
	selector, _ := field.Lookup(dataset.Report, d.r, id)
	for i, branch := range selector.Branches() {
		d.goTo(id).keys("<C-u>"+strconv.Itoa(i+1)+"<Tab>").value(id, branch.ElementName())
		for _, other := range selector.Branches() {
			if other != branch {
				d.hidden(strings.TrimSuffix(id, selector.Row.ID) + other.ID)
			}
		}
	}
	d.goTo(id).keys("<C-u>1<Tab>")
	if got := dump(t, d.r); got != full {
		t.Errorf("after the answer changed back: got\n%s\nwant\n%s", got, full)
	}
}

// hidden checks that nothing of the parts is asked, demanded or written.
func (d *driver) hidden(parts ...string) {
	d.t.Helper()
	inside := func(id string) bool {
		return slices.ContainsFunc(parts, func(part string) bool { return within(id, part) })
	}
	for _, target := range d.f.Targets() {
		if inside(target.ID) {
			d.t.Errorf("%s is asked", target.ID)
		}
	}
	written := field.Written(dataset.Report, d.r)
	field.Walk(dataset.Report, d.r, func(b field.Bound) bool {
		if b.Demanded() != field.NotDemanded && inside(b.ID) {
			d.t.Errorf("%s is demanded", b.ID)
		}
		return true
	})
	for id, text := range field.Texts(dataset.Report, written) {
		if text != "" && inside(id) {
			d.t.Errorf("%s is written: %q", id, text)
		}
	}
}

// answers change what the conditions of the table look at.
var answers = []string{"", "c504", "c187", "c20", "c61", "c439", "c629"}

func TestWhatAConditionHidesComesBackWithItsAnswer(t *testing.T) {
	judges.Alone(t)
	t.Parallel()
	tried := map[string]int{}
	for _, typ := range allTypes {
		d := drive(t, childReport(typ), Pages(typ))
		d.f.unlock()
		for _, born := range []string{"01.01.2015", "01.01.1950"} {
			d.goTo("Patient.Geburtsdatum").keys(born + "<Tab>")
			for _, answer := range append(answers, answers...) {
				d.goTo("Tumorzuordnung.Primaertumor_ICD").keys("<C-u>" + answer + "<Tab>")
				d.askedAsTheTableSays(tried)
			}
		}
	}
	for id, ways := range tried {
		if ways != shown|concealed && id != "Einwilligung_nicht_meldepflichtig" { // that one only an import brings
			t.Errorf("%s was seen in one way only", id)
		}
	}
	if len(tried) < 20 {
		t.Errorf("conditional parts: got %d, want the modules of eight types", len(tried))
	}
}

// The ways in which a conditional part has been seen.
const (
	shown = 1 << iota
	concealed
)

// askedAsTheTableSays compares what the form asks with the conditions of the
// table, and notes which of them have been seen both ways.
func (d *driver) askedAsTheTableSays(tried map[string]int) {
	d.t.Helper()
	asked, hides := map[string]bool{}, []string(nil)
	for _, target := range d.f.Targets() {
		asked[target.ID] = true
	}
	field.Walk(dataset.Report, d.r, func(b field.Bound) bool {
		if d.f.page(b.ID) < 0 {
			return true
		}
		if b.Row.Leaf() && asked[b.ID] != b.Asked() {
			d.t.Errorf("%s with tumour %q: asked %v, the table says %v", b.ID, d.r.Meldung.Tumorzuordnung.PrimaertumorICD.Code, asked[b.ID], b.Asked())
		}
		switch {
		case b.Row.AskIf == nil:
		case b.Asked():
			tried[b.ID] |= shown
		default:
			tried[b.ID] |= concealed
			hides = append(hides, b.ID)
		}
		return true
	})
	d.hidden(hides...)
}

func TestAlternativeAnswerHidesTheOtherUntilItIsCleared(t *testing.T) {
	t.Parallel()
	for _, typ := range allTypes {
		d := drive(t, childReport(typ), Pages(typ))
		d.f.unlock()
		field.Walk(dataset.Report, field.Copy(d.r), func(b field.Bound) bool {
			if b.Row.Leaf() && b.Row.Choice != "" && d.f.page(b.ID) >= 0 && b.Asked() {
				d.alternative(b.ID)
			}
			return true
		})
	}
}

// alternative fills a field of a choice without selector: the number of fields
// asked goes down and comes back when it is cleared.
func (d *driver) alternative(id string) {
	d.t.Helper()
	before := len(d.f.Targets())
	empty := dump(d.t, d.r)
	d.goTo(id).keys("1<Tab>")
	if after := len(d.f.Targets()); after >= before {
		d.t.Errorf("%s is answered, and still %d of %d fields are asked", id, after, before)
	}
	d.goTo(id).keys("<C-u><Tab>")
	if got := len(d.f.Targets()); got != before || dump(d.t, d.r) != empty {
		d.t.Errorf("%s is cleared, and %d of %d fields are asked", id, got, before)
	}
}
