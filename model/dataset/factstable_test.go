package dataset_test

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/field"
	"example.org/meldeportal/model/judges"
)

// The facts of the schema that the field table is compared with stand, for each
// edition that can be written, in two tables of our own: the places of the documents (path, how often, number of the
// choice, type, values) and what each kind of value may be, a facet a line. They
// hold names, numbers, codes and patterns, and no text of the official file.
//
//	go test ./model/dataset -run TestFactsAreTheOfficialSchemas -update
//
// writes them from the official schema.
func factsFiles(e field.Edition) (places, values string) {
	name := "testdata/schema-" + dataset.Version(e)
	return name + "-places.tsv", name + "-values.tsv"
}

var update = flag.Bool("update", false, "write the facts of the schema anew")

func TestFactsAreTheOfficialSchemas(t *testing.T) {
	t.Parallel()
	for _, e := range dataset.Written() {
		path, there := judges.Schema(t, dataset.Version(e))
		if !there {
			continue
		}
		for file, want := range factsTexts(e, readSchema(t, path)) {
			if *update {
				if err := os.WriteFile(file, []byte(want), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			if got := readText(t, file); got != want {
				t.Errorf("%s is not what the official schema says; first difference: %s", file, firstDifference(got, want))
			}
		}
	}
}

// factsTexts are the tables of an edition by their files.
func factsTexts(e field.Edition, f *facts) map[string]string {
	placesFile, valuesFile := factsFiles(e)
	places, values := writeFacts(f)
	return map[string]string{placesFile: places, valuesFile: values}
}

func TestFactsAreReadAsTheyWereWritten(t *testing.T) {
	t.Parallel()
	for _, e := range dataset.Written() {
		for file, got := range factsTexts(e, readFacts(t, e)) {
			if want := readText(t, file); got != want {
				t.Errorf("%s: %s", file, firstDifference(got, want))
			}
		}
	}
}

func readText(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.FromSlash(path))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func firstDifference(got, want string) string {
	have, wanted := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range max(len(have), len(wanted)) {
		if i >= len(have) || i >= len(wanted) || have[i] != wanted[i] {
			return fmt.Sprintf("line %d: got %q, want %q", i+1, lineAt(have, i), lineAt(wanted, i))
		}
	}
	return "none"
}

func lineAt(lines []string, i int) string {
	if i < len(lines) {
		return lines[i]
	}
	return ""
}

// factsWriter writes both tables in one walk.
type factsWriter struct {
	places, values strings.Builder
	keys           map[string]string // the contents of a kind of value by its key
}

func writeFacts(f *facts) (places, values string) {
	w := &factsWriter{keys: map[string]string{}}
	fmt.Fprintln(&w.places, "path\tleast\tmost\tchoice\ttype\tvalue")
	fmt.Fprintln(&w.values, "value\tfacet\ttext")
	for _, name := range slices.Sorted(maps.Keys(f.named)) {
		w.facet(name, "named", "")
	}
	for _, name := range slices.Sorted(maps.Keys(f.classes)) {
		w.facet(name, "class", f.classes[name])
	}
	w.place("oBDS", 1, 1, 0, f.document)
	return w.places.String(), w.values.String()
}

func (w *factsWriter) place(path string, least, most, choice int, c content) {
	fmt.Fprintf(&w.places, "%s\t%d\t%d\t%d\t%s\t%s\n", path, least, most, choice, c.typeName, w.value(c.simple))
	for _, a := range c.attrs {
		required := 0
		if a.required {
			required = 1
		}
		w.place(path+"/@"+a.name, required, 1, 0, a.content)
	}
	for _, e := range c.elements {
		w.place(path+"/"+e.name, e.min, e.max, e.choice, e.content)
	}
}

// value writes a kind of value, once, and gives its key: its name, with a
// number where several have that name or none.
func (w *factsWriter) value(s *simple) string {
	if s == nil {
		return ""
	}
	contents, key := fmt.Sprintf("%+v", *s), s.name
	for n := 1; key == "" || w.keys[key] != "" && w.keys[key] != contents; n++ {
		key = fmt.Sprintf("%s#%d", s.name, n)
	}
	if w.keys[key] == "" {
		w.keys[key] = contents
		w.facets(key, s)
	}
	return key
}

func (w *factsWriter) facets(key string, s *simple) {
	w.facet(key, "base", s.base)
	for _, f := range []struct{ name, text string }{
		{"chars", s.chars}, {"minLength", number(s.minLen)}, {"maxLength", number(s.maxLen)}, {"fraction", s.fraction},
		{out("least", s.leastOut), s.least}, {out("most", s.mostOut), s.most},
	} {
		if f.text != "" {
			w.facet(key, f.name, f.text)
		}
	}
	for _, p := range s.patterns {
		w.facet(key, "pattern", p)
	}
	for _, c := range s.codes {
		w.facet(key, "code", c)
	}
}

func (w *factsWriter) facet(key, name, text string) {
	fmt.Fprintf(&w.values, "%s\t%s\t%s\n", key, name, text)
}

// number leaves out what is not said.
func number(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

// out names a limit that is itself outside.
func out(name string, outside bool) string {
	if outside {
		return name + "Out"
	}
	return name
}

// readFacts reads both tables of an edition.
func readFacts(t *testing.T, e field.Edition) *facts {
	t.Helper()
	f := &facts{named: map[string]bool{}, classes: map[string]string{}}
	placesFile, valuesFile := factsFiles(e)
	r := &factsReader{values: readValues(t, valuesFile, f), lines: rowsOf(t, placesFile, 6)}
	f.document = r.content()
	if r.next != len(r.lines) {
		t.Fatalf("%s: %q stands outside the document", placesFile, r.lines[r.next][0])
	}
	return f
}

func rowsOf(t *testing.T, file string, cells int) (rows [][]string) {
	t.Helper()
	for i, line := range strings.Split(strings.TrimSuffix(readText(t, file), "\n"), "\n") {
		row := strings.Split(line, "\t")
		if len(row) != cells {
			t.Fatalf("%s:%d has %d cells, want %d", file, i+1, len(row), cells)
		}
		rows = append(rows, row)
	}
	return rows[1:]
}

func readValues(t *testing.T, valuesFile string, f *facts) map[string]*simple {
	t.Helper()
	values := map[string]*simple{}
	for _, row := range rowsOf(t, valuesFile, 3) {
		key, facet, text := row[0], row[1], row[2]
		switch facet {
		case "named":
			f.named[key] = true
		case "class":
			f.classes[key] = text
		case "base":
			name, _, _ := strings.Cut(key, "#")
			values[key] = &simple{name: name, base: text}
		default:
			values[key].facet(t, facet, text)
		}
	}
	return values
}

func (f *simple) facet(t *testing.T, name, text string) {
	t.Helper()
	switch name {
	case "chars":
		f.chars = text
	case "pattern":
		f.patterns = append(f.patterns, text)
	case "code":
		f.codes = append(f.codes, text)
	case "minLength":
		f.minLen = occurs(text)
	case "maxLength":
		f.maxLen = occurs(text)
	case "least", "leastOut":
		f.least, f.leastOut = text, name == "leastOut"
	case "most", "mostOut":
		f.most, f.mostOut = text, name == "mostOut"
	case "fraction":
		f.fraction = text
	default:
		t.Fatalf("%s: unknown facet %q", f.name, name)
	}
}

// factsReader reads the places from the outside in.
type factsReader struct {
	values map[string]*simple
	lines  [][]string
	next   int
}

// content is what the next line's place may hold; the lines below it are read.
func (r *factsReader) content() content {
	line := r.lines[r.next]
	r.next++
	c := content{typeName: line[4], simple: r.values[line[5]]}
	for r.next < len(r.lines) {
		inner := r.lines[r.next]
		name, below := strings.CutPrefix(inner[0], line[0]+"/")
		if !below {
			break
		}
		least, most, choice := occurs(inner[1]), occurs(inner[2]), occurs(inner[3])
		if attr, ok := strings.CutPrefix(name, "@"); ok {
			c.attrs = append(c.attrs, attribute{name: attr, required: least == 1, content: r.content()})
			continue
		}
		c.elements = append(c.elements, element{name: name, min: least, max: most, choice: choice, content: r.content()})
	}
	return c
}
