package catalog

import (
	"io"
	"regexp"
	"strings"
)

// sourceBfArM is whose lists the metadata and ClaML files are. The wording is
// what the BfArM wants to be said about them.
const sourceBfArM = "Bundesinstitut für Arzneimittel und Medizinprodukte (BfArM), maschinenlesbare Fassung"

// kodesName is how the BfArM names its metadata, the year in the second group.
var kodesName = regexp.MustCompile(`^(icd10gm|ops|icdo3)([0-9]{4}|rev[0-9])?[a-z_-]*kodes[0-9_-]*\.txt$`)

// family is one of the classifications of the BfArM.
type family struct {
	axes   []axis
	levels bool // the first two columns are level (3 to 6) and place in the tree (T, N)
	yearly bool // an edition is valid for one calendar year
	title  string
}

// axis is a list within a family, known by the shape of its codes.
type axis struct {
	list, title, example string
	shape                *regexp.Regexp
}

var families = map[string]family{
	"icd10gm": {axes: []axis{{"ICD10", "ICD-10-GM", "C50.4", icdShape}}, levels: true, yearly: true, title: "ICD-10-GM"},
	"ops":     {axes: []axis{{"OPS", "OPS", "5-870.a1", opsShape}}, levels: true, yearly: true, title: "OPS"},
	"icdo3": {axes: []axis{{"Topographie", "ICD-O-3, Topographie", "C50.4", topographyShape},
		{"Morphologie", "ICD-O-3, Morphologie", "8500/3", morphologyShape}}, title: "ICD-O-3"},
}

// about describes a list of an edition, which is a year in yearly families.
func (f family) about(a axis, edition string) List {
	about := List{Name: a.list, Title: a.title, Edition: edition, Source: sourceBfArM}
	if f.yearly {
		about.From, about.Until = daysOf(edition)
	}
	return about
}

// collectors are empty collectors, one for each axis.
func (f family) collectors() []*collector {
	all := make([]*collector, len(f.axes))
	for i, a := range f.axes {
		all[i] = newCollector(a.shape, a.example)
	}
	return all
}

// of finds the collector whose codes look so; nil if none do.
func of(all []*collector, code string) *collector {
	for _, c := range all {
		if c.shape.MatchString(code) {
			return c
		}
	}
	return nil
}

// lists makes the lists of all collectors that found something.
func (f family) lists(all []*collector, edition string) ([]*List, error) {
	var lists []*List
	for i, c := range all {
		if len(c.entries) == 0 {
			continue
		}
		l, err := c.official(f.about(f.axes[i], edition))
		if err != nil {
			return nil, err
		}
		lists = append(lists, l)
	}
	if len(lists) == 0 {
		return nil, refuse(0, "Die Datei enthält keinen einzigen Code der %s.", f.title)
	}
	return lists, nil
}

// readKodes reads metadata of the BfArM: semicolons, no line of column names.
// Of the columns, which differ between classifications and years, the code is
// the last one of its shape before the class title, and the title is the first
// one that holds words. (ICD-10-GM and OPS: columns 7 and 9.)
func readKodes(base string, r io.Reader) ([]*List, error) {
	name := kodesName.FindStringSubmatch(base)
	f := families[name[1]]
	text, err := textOf(r)
	if err != nil {
		return nil, err
	}
	all := f.collectors()
	line := 0
	for row := range strings.Lines(text) {
		line++
		if row = strings.TrimRight(row, "\r\n"); strings.TrimSpace(row) == "" {
			continue
		}
		if err := f.kodesRow(all, line, strings.Split(row, ";")); err != nil {
			return nil, err
		}
	}
	return f.lists(all, name[2])
}

// kodesRow reads one line.
func (f family) kodesRow(all []*collector, line int, cells []string) error {
	const fewest = 4
	if len(cells) < fewest {
		return refuse(line, "Die Zeile hat nur %d Spalten. Die Datei ist keine Kodes-Datei der %s.", len(cells), f.title)
	}
	if f.levels && (!level.MatchString(cells[0]) || !place.MatchString(cells[1])) {
		return refuse(line, "Die Zeile beginnt nicht mit Ebene (3 bis 6) und Ort (T oder N). Die Datei ist keine Kodes-Datei der %s.", f.title)
	}
	code, title := codeAndTitle(cells, all)
	c := of(all, code)
	if c == nil || title == "" {
		return refuse(line, "In der Zeile stehen kein Code der %s und kein Titel dazu.", f.title)
	}
	heading := c.shape == opsShape && cells[1] == "N"
	return c.add(line, Entry{Code: code, Label: title, Heading: heading})
}

var (
	level = regexp.MustCompile(`^[3-6]$`)
	place = regexp.MustCompile(`^[TN]$`)
	words = regexp.MustCompile(`\pL{3}`)
)

// codeAndTitle finds the two cells that count.
func codeAndTitle(cells []string, all []*collector) (code, title string) {
	for _, cell := range cells {
		cell = clean(cell)
		if of(all, cell) != nil {
			code = cell
			continue
		}
		if code != "" && words.MatchString(cell) {
			return code, cell
		}
	}
	return code, ""
}
