package dataset_test

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"example.org/meldeportal/model/catalog"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/field"
)

func TestTableIsTheSchema(t *testing.T) {
	t.Parallel()
	for _, e := range dataset.Written() {
		schema := readFacts(t, e)
		c := comparison{schema: schema}
		c.part("oBDS", dataset.Of(e), frame(t, schema.document))
		for _, d := range c.found {
			t.Errorf("edition %s: %s", dataset.Version(e), d)
		}
		if c.leaves < 500 {
			t.Errorf("compared only %d places with values, the schema has more", c.leaves)
		}
	}
}

// frame gives the document the table's shape: the reports, which stand inside
// the patient, stand beside it, and the Menge containers around patients,
// reports and Melder are left to the room that writes documents.
func frame(t *testing.T, root content) content {
	t.Helper()
	patient := inner(t, root, "Menge_Patient", "Patient")
	meldung := inner(t, patient.content, "Menge_Meldung", "Meldung")
	melder := inner(t, root, "Menge_Melder", "Melder")
	patient.elements = slices.DeleteFunc(patient.elements, func(e element) bool { return e.name == "Menge_Meldung" })
	return content{elements: []element{child(t, root, "Absender"), child(t, root, "Meldedatum"), patient, meldung, melder}}
}

func inner(t *testing.T, c content, outer, name string) element {
	t.Helper()
	e := child(t, child(t, c, outer).content, name)
	if e.min != 1 || e.max != 0 {
		t.Errorf("%s/%s occurs %d to %d times, want 1 to any number", outer, name, e.min, e.max)
	}
	e.max = 1
	return e
}

func child(t *testing.T, c content, name string) element {
	t.Helper()
	for _, e := range c.elements {
		if e.name == name {
			return e
		}
	}
	t.Fatalf("the schema has no %s", name)
	return element{}
}

// comparison collects what differs between the table and the schema.
type comparison struct {
	schema *facts
	found  []string
	leaves int
}

func (c *comparison) differ(path, format string, args ...any) {
	c.found = append(c.found, path+": "+fmt.Sprintf(format, args...))
}

func (c *comparison) part(path string, p *field.Part, want content) {
	c.partName(path, p, want.typeName)
	c.attributes(path, p, want.attrs)
	var rows []*field.Row
	for i := range p.Rows {
		row := &p.Rows[i]
		switch name := row.ElementName(); {
		case name == "-":
			c.selector(path, p, row)
		case !strings.HasPrefix(name, "@"):
			rows = append(rows, row)
		}
	}
	c.order(path, rows, want.elements)
	choices := map[int]string{}
	for _, e := range want.elements {
		if row := rowOf(rows, e.name); row != nil {
			c.choice(path+"/"+e.name, row, e.choice, choices)
			c.element(path+"/"+e.name, row, e)
		}
	}
}

// partName: a part is called like its type, which readers of documents need
// where a document names a type.
func (c *comparison) partName(path string, p *field.Part, want string) {
	if named := c.schema.named[p.Name]; want != "" && p.Name != want && !strings.HasPrefix(p.Name, want+"/") || want == "" && named {
		c.differ(path, "the part is called %q, the schema's type %q", p.Name, want)
	}
}

func (c *comparison) attributes(path string, p *field.Part, want []attribute) {
	missing := slices.Clone(want)
	for i := range p.Rows {
		row := &p.Rows[i]
		name, ok := strings.CutPrefix(row.ElementName(), "@")
		if !ok {
			continue
		}
		at := slices.IndexFunc(missing, func(a attribute) bool { return a.name == name })
		if at < 0 {
			c.differ(path+"/@"+name, "the schema has no such attribute")
			continue
		}
		if row.Required != missing[at].required {
			c.differ(path+"/@"+name, "required is %t, the schema says %t", row.Required, missing[at].required)
		}
		c.leaf(path+"/@"+name, row.Type, missing[at].content)
		missing = slices.Delete(missing, at, at+1)
	}
	for _, a := range missing {
		c.differ(path+"/@"+a.name, "the table has no row for it")
	}
}

func (c *comparison) selector(path string, p *field.Part, row *field.Row) {
	if row.Type != field.Selector || !row.Required || len(p.Branches(row)) < 2 {
		c.differ(path+"/"+row.ID, "a row without an element must be a required selector with branches")
	}
}

func (c *comparison) order(path string, rows []*field.Row, want []element) {
	var have, names []string
	for _, r := range rows {
		have = append(have, firstStep(r))
	}
	for _, e := range want {
		names = append(names, e.name)
		if !slices.Contains(have, e.name) {
			c.differ(path+"/"+e.name, "the table has no row for it")
		}
	}
	for _, name := range have {
		if !slices.Contains(names, name) {
			c.differ(path+"/"+name, "the schema has no such element")
		}
	}
	c.sameOrder(path, rows, names)
}

func (c *comparison) sameOrder(path string, rows []*field.Row, names []string) {
	last := -1
	for _, r := range rows {
		at := slices.Index(names, firstStep(r))
		if at >= 0 && at <= last {
			c.differ(path+"/"+firstStep(r), "stands in another place than in the schema")
		}
		last = max(last, at)
	}
}

func firstStep(r *field.Row) string {
	step, _, _ := strings.Cut(r.ElementName(), "/")
	return step
}

func rowOf(rows []*field.Row, name string) *field.Row {
	for _, r := range rows {
		if firstStep(r) == name {
			return r
		}
	}
	return nil
}

// choice: the branches of one choice share one name, which no other choice has.
func (c *comparison) choice(path string, row *field.Row, number int, names map[int]string) {
	if (number == 0) != (row.Choice == "") {
		c.differ(path, "choice is %q, the schema's number %d", row.Choice, number)
		return
	}
	name, known := names[number]
	if !known {
		for other, taken := range names {
			if other != number && taken == row.Choice && number != 0 {
				c.differ(path, "choice %q is two choices in the schema", row.Choice)
			}
		}
		names[number] = row.Choice
		return
	}
	if name != row.Choice {
		c.differ(path, "choice is %q, another branch says %q", row.Choice, name)
	}
}

// element compares one row with its element: how often, how deep, what inside.
func (c *comparison) element(path string, row *field.Row, want element) {
	if row.Required != (want.min > 0) {
		c.differ(path, "required is %t, the schema says at least %d", row.Required, want.min)
	}
	if _, item, wrapped := strings.Cut(row.ElementName(), "/"); wrapped {
		if len(want.elements) != 1 || want.elements[0].name != item || want.elements[0].min != 1 || want.max != 1 {
			c.differ(path, "the schema has no list of %s in it", item)
			return
		}
		outer := want.typeName
		want = want.elements[0]
		if want.typeName == "" && outer != "" {
			want.typeName = outer + "/" + item
		}
		path += "/" + item
	}
	c.many(path, row, want)
	if row.Leaf() {
		c.leaf(path, row.Type, want.content)
		return
	}
	if row.Optional() == (want.min > 0 && want.choice == 0) && !row.List() {
		c.differ(path, "optional is %t, the schema says at least %d", row.Optional(), want.min)
	}
	if len(want.elements) == 0 {
		c.self(path, row.Part, want.content)
		return
	}
	c.part(path, row.Part, want.content)
}

func (c *comparison) many(path string, row *field.Row, want element) {
	switch {
	case row.List() != (want.max != 1):
		c.differ(path, "is a list: %t, the schema says at most %d (0 = any number)", row.List(), want.max)
	case row.List() && row.Max != want.max:
		c.differ(path, "has at most %d items, the schema says %d (0 = any number)", row.Max, want.max)
	}
}

// self compares a part that stands for a plain value.
func (c *comparison) self(path string, p *field.Part, want content) {
	if len(p.Rows) != 1 || p.Rows[0].ElementName() != "." || !p.Rows[0].Required || want.simple == nil {
		c.differ(path, "the part of a plain value has one required row with the element \".\"")
		return
	}
	c.leaf(path, p.Rows[0].Type, want)
}

// leaf compares a type with a simple type.
func (c *comparison) leaf(path string, have *field.Type, want content) {
	c.leaves++
	s := want.simple
	if have == nil || s == nil {
		c.differ(path, "the table has the type %v, the schema a plain value: %t", have, s != nil)
		return
	}
	c.typeName(path, have, want)
	c.kind(path, have, s)
	c.lengths(path, have, s)
	c.codes(path, have, s)
	c.number(path, have, s)
	c.precision(path, have, want.attrs)
	c.verdicts(path, have, s)
}

func (c *comparison) typeName(path string, have *field.Type, want content) {
	name := want.typeName
	if name == "" && want.simple.codes == nil {
		name = want.simple.name // a type of XML Schema
	}
	if name != "" && have.Name != name || name == "" && c.schema.named[have.Name] {
		c.differ(path, "the type is called %q, the schema's %q", have.Name, name)
	}
}

func (c *comparison) kind(path string, have *field.Type, s *simple) {
	var want []field.Kind
	switch {
	case s.codes != nil:
		want = []field.Kind{field.Enum}
		if len(s.codes) == 1 {
			want = append(want, field.Flag)
		}
	case s.base == "date":
		want = []field.Kind{field.Date}
	case s.base == "gYear":
		want = []field.Kind{field.Year}
	case s.base != "string":
		want = []field.Kind{field.Number}
	case len(s.patterns) > 0:
		want = []field.Kind{field.Code, field.Number}
	default:
		want = []field.Kind{field.Text, field.LongText}
	}
	if !slices.Contains(want, have.Kind) {
		c.differ(path, "kind is %d, want one of %v", have.Kind, want)
	}
}

func (c *comparison) lengths(path string, have *field.Type, s *simple) {
	if have.MinLen != s.minLen || have.MaxLen != s.maxLen {
		c.differ(path, "length is %d to %d, the schema says %d to %d", have.MinLen, have.MaxLen, s.minLen, s.maxLen)
	}
	class, trimmed := strings.CutSuffix(strings.TrimPrefix(s.chars, "datatype"), "trimmed")
	if have.Chars != class || have.Trim != trimmed {
		c.differ(path, "characters are %q, trimmed %t, the schema says %q", have.Chars, have.Trim, s.chars)
	}
}

func (c *comparison) codes(path string, have *field.Type, s *simple) {
	if s.codes == nil {
		return
	}
	if codes := codesOf(have); !slices.Equal(codes, s.codes) {
		c.differ(path, "codes are %v, the schema's %v", codes, s.codes)
	}
}

// codesOf are the codes of a closed type: its list without what it lacks.
func codesOf(t *field.Type) []string {
	var codes []string
	for _, e := range catalog.Enum(t.List) {
		if !slices.Contains(t.Without, e.Code) {
			codes = append(codes, e.Code)
		}
	}
	return codes
}

func (c *comparison) number(path string, have *field.Type, s *simple) {
	if s.base == "string" || s.base == "date" {
		return
	}
	want := field.Range{MinOpen: s.leastOut, MaxOpen: s.mostOut}
	want.Min, want.Max = s.limits()
	if s.base == "decimal" {
		want.Decimals = -1
		if n, err := strconv.Atoi(s.fraction); err == nil {
			want.Decimals = n
		}
	}
	if have.Number == nil {
		c.differ(path, "has no limits, the schema says %+v", want)
		return
	}
	got := *have.Number
	got.Min, want.Min = decimal(got.Min), decimal(want.Min)
	got.Max, want.Max = decimal(got.Max), decimal(want.Max)
	if got != want {
		c.differ(path, "limits are %+v, the schema says %+v", got, want)
	}
}

// decimal is a number in one spelling: "0.0" is "0".
func decimal(text string) string {
	if strings.Contains(text, ".") {
		text = strings.TrimRight(strings.TrimRight(text, "0"), ".")
	}
	return text
}

func (c *comparison) precision(path string, have *field.Type, attrs []attribute) {
	var want []string
	optional := false
	for _, a := range attrs {
		want, optional = a.simple.codes, !a.required
		if a.name != "Datumsgenauigkeit" {
			c.differ(path, "the schema has the attribute %s", a.name)
		}
	}
	var letters []string
	for _, g := range have.Precision {
		letters = append(letters, string(g))
	}
	if !slices.Equal(letters, want) || have.PrecisionOptional != optional {
		c.differ(path, "precisions are %v (optional: %t), the schema says %v (%t)", letters, have.PrecisionOptional, want, optional)
	}
}

// verdicts: the type takes and refuses the same texts as the schema.
func (c *comparison) verdicts(path string, have *field.Type, s *simple) {
	for _, d := range c.judged(have, s) {
		c.differ(path, "%s", d)
	}
}

type pair struct {
	typ    *field.Type
	facets string
}

var judgements sync.Map // pair to func() []string

// judged compares the verdicts of a type and a simple type, once for each pair.
func (c *comparison) judged(have *field.Type, s *simple) []string {
	once, _ := judgements.LoadOrStore(pair{have, fmt.Sprintf("%+v", *s)}, sync.OnceValue(func() []string {
		return c.compareVerdicts(have, s)
	}))
	return once.(func() []string)()
}

func (c *comparison) compareVerdicts(have *field.Type, s *simple) (differ []string) {
	taken := 0
	for _, text := range probes() {
		want := c.schema.judge(s, text)
		if want {
			taken++
		}
		if got := have.Check(text) == nil; got != want {
			differ = append(differ, fmt.Sprintf("takes %q: %t, the schema: %t", text, got, want))
		}
	}
	if taken == 0 && s.codes == nil {
		differ = append(differ, "no probe fits, the comparison says nothing")
	}
	return differ
}

func TestListsOfTheFrameAreTheSchemas(t *testing.T) {
	t.Parallel()
	for _, e := range dataset.Written() {
		var got []string
		for older := dataset.V300; older <= e; older++ {
			got = append(got, dataset.Version(older))
		}
		if want := readFacts(t, e).document.attrs[0].simple.codes; !slices.Equal(got, want) {
			t.Errorf("schema versions are %v, the schema says %v", got, want)
		}
	}
	var letters []string
	for _, g := range dataset.DatumETMV.Precision {
		letters = append(letters, string(g))
	}
	if got := codesOf(&field.Type{List: "Datumsgenauigkeit"}); !slices.Equal(got, letters) {
		t.Errorf("precisions are %v, dates have %v", got, letters)
	}
}

// The comparison itself is put to the test: each damage to the table must be
// reported at its place.
func TestComparisonReportsDamage(t *testing.T) {
	t.Parallel()
	schema := readFacts(t, dataset.Newest)
	want := frame(t, schema.document)
	for name, damage := range damages {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			table := clone(dataset.Of(dataset.Newest))
			damage.do(partAt(t, table, damage.part))
			c := comparison{schema: schema}
			c.part("oBDS", table, want)
			if !slices.ContainsFunc(c.found, func(d string) bool { return strings.HasPrefix(d, damage.path+": ") }) {
				t.Errorf("damage at %s was not reported; got %q", damage.path, c.found)
			}
		})
	}
}

const verlauf = "oBDS/Meldung/Verlauf/"

var damages = map[string]struct {
	part []string // element names from the root to the damaged part
	path string   // where it must be reported
	do   func(*field.Part)
}{
	"row gone": {[]string{"Meldung", "Verlauf"}, verlauf + "Menge_FM",
		func(p *field.Part) {
			p.Rows = slices.DeleteFunc(p.Rows, func(r field.Row) bool { return r.ID == "Menge_FM" })
		}},
	"attribute gone": {[]string{"Meldung", "Verlauf"}, verlauf + "@Verlauf_ID",
		func(p *field.Part) { p.Rows = p.Rows[1:] }},
	"row too many": {[]string{"Meldung", "Verlauf"}, verlauf + "Residualstatus",
		func(p *field.Part) {
			p.Rows = append(p.Rows, field.Row{ID: "Residualstatus", Type: dataset.Residualstatuswert})
		}},
	"rows swapped": {[]string{"Meldung", "Verlauf"}, verlauf + "Meldeanlass",
		func(p *field.Part) { p.Rows[1], p.Rows[2] = p.Rows[2], p.Rows[1] }},
	"required forgotten": {[]string{"Meldung", "Verlauf"}, verlauf + "Meldeanlass",
		func(p *field.Part) { p.Rows[1].Required = false }},
	"other type": {[]string{"Meldung", "Verlauf"}, verlauf + "Untersuchungsdatum_Verlauf",
		func(p *field.Part) { p.Rows[2].Type = dataset.DatumETMV }},
	"choice forgotten": {[]string{"Meldung"}, "oBDS/Meldung/Tod",
		func(p *field.Part) { find(p, "Tod").Choice = "" }},
	"other choice": {[]string{"Meldung"}, "oBDS/Meldung/Tod",
		func(p *field.Part) { find(p, "Tod").Choice = "Ende" }},
	"list too long": {[]string{"Meldung", "Verlauf", "Histologie"}, verlauf + "Histologie/Morphologie_ICD_O",
		func(p *field.Part) { find(p, "Morphologie_ICD_O").Max = 6 }},
	"code missing": {[]string{"Meldung", "Verlauf", "Histologie"}, verlauf + "Histologie/Grading",
		func(p *field.Part) {
			find(p, "Grading").Type = &field.Type{Name: "Grading", Kind: field.Enum, List: "Grading", Without: []string{"B"}}
		}},
	"pattern too narrow": {[]string{"Meldung", "Verlauf", "TNM"}, verlauf + "TNM/N",
		func(p *field.Part) { narrow(find(p, "N"), `[012X].*`) }},
	"limit too low": {[]string{"Meldung", "Verlauf", "Modul_Prostata"}, verlauf + "Modul_Prostata/PSA",
		func(p *field.Part) {
			psa := *find(p, "PSA").Type
			psa.Number = &field.Range{Min: "0", Max: "1000", MaxOpen: true, Decimals: 3}
			find(p, "PSA").Type = &psa
		}},
	"class too wide": {[]string{"Patient"}, "oBDS/Patient/Patienten_Stammdaten/Nachname",
		func(p *field.Part) { find(find(p, "").Part, "Nachname").Type = dataset.A255 }},
}

func narrow(r *field.Row, pattern string) {
	typ := *r.Type
	typ.Pattern = pattern
	r.Type = &typ
}

// clone copies a table so far that its rows can be changed.
func clone(p *field.Part) *field.Part {
	c := &field.Part{Name: p.Name, Rows: slices.Clone(p.Rows)}
	for i := range c.Rows {
		if r := &c.Rows[i]; r.Part != nil {
			r.Part = clone(r.Part)
		}
	}
	return c
}

func find(p *field.Part, id string) *field.Row {
	return &p.Rows[slices.IndexFunc(p.Rows, func(r field.Row) bool { return r.ID == id })]
}

func partAt(t *testing.T, p *field.Part, elements []string) *field.Part {
	t.Helper()
	for _, name := range elements {
		at := slices.IndexFunc(p.Rows, func(r field.Row) bool { return r.ElementName() == name })
		if at < 0 {
			t.Fatalf("the table has no %s", name)
		}
		p = p.Rows[at].Part
	}
	return p
}

// probes are texts of every form the types know, the short ones also slightly
// wrong.
var probes = sync.OnceValue(func() []string {
	var all []string
	for _, text := range seeds {
		all = append(all, text)
		if len(text) > 60 {
			continue
		}
		all = append(all, text+"1", text+" ", " "+text, strings.ToLower(text), strings.ToUpper(text),
			text[1:], text[:len(text)-1], text[:len(text)-1]+"x", text[:len(text)-1]+"X", "9"+text[1:], text[:len(text)-1]+"٣")
	}
	slices.Sort(all)
	all = slices.Compact(all)
	return slices.DeleteFunc(all, func(text string) bool { return text == "" || !utf8.ValidString(text) })
})

var seeds = []string{
	"C50", "C50.4", "C50.41", "M72.4", "M72x4", "E10.0", "I21.9", "R99", "T81.0", "J93.0", "N17.9", "|81.0",
	"10 2024 GM", "10 2019 WHO", "10 1999 GM", "Sonstige", "8500/3", "8500/33",
	"1c", "is(DCIS)", "a", "X", "T1", "3a", "3", "5", "0(sn)", "1mi", "+", "m", "m,is", "is", "2", "12,is", "(m)", "is,m", "1000", "999", "1",
	"5-870.a1", "5-870", "5-895.14L", "1-493.31", "2-100", "5-87", "5-870.A1", "5-870.a12", "5-87i", "5-870.ao",
	"2003", "2004", "2025", "2029", "2030", "1899", "1900", "L01CD01", "L01CD", "A123456780", "105313145", "168140346", "950585030",
	"60311", "10016288", "DE", "0", "42", "U", "1.5", "1234", "05", "D", "100", "99", "-1", "-2", "150", "151", "0.01", "0.001", "99.0", "99.01",
	"0.125", "0.1234", "99999.999", "100000", "10000", "10001", "+5", "-0", "101",
	"2024-02-19", "1900-01-01", "1899-12-31", "2029-12-31", "2030-01-01", "2023-02-29", "19.02.2024", "2024-02",
	"Müller-Lüdenscheidt", "O’Neil", "a_b", "Straße 12 a", "zwei\nZeilen", "Tab\tstopp", "α–β", "α", "¼", "É", "\u0308u", "u\u0308",
	strings.Repeat("a", 10), strings.Repeat("b", 11), strings.Repeat("c", 30), strings.Repeat("d", 31), strings.Repeat("e", 34), strings.Repeat("f", 35),
	strings.Repeat("g", 50), strings.Repeat("h", 51), strings.Repeat("ä", 255), strings.Repeat("ö", 256),
	strings.Repeat("i", 1000), strings.Repeat("j", 1001), strings.Repeat("k", 2000), strings.Repeat("l", 2001),
}
