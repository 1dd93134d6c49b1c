package catalog

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"path"
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// maxFile is the size up to which an official list is read. The largest one
// known, the ClaML file of the OPS, has about 20 MiB.
const maxFile = 48 << 20

// Refusal is the error of Read: a file that is not what it claims to be.
type Refusal struct {
	File string
	Line int    // 0 = the file as a whole
	Text string // German sentence for people
}

func (r *Refusal) Error() string {
	if r.Line == 0 {
		return fmt.Sprintf("read catalogue %s: %s", r.File, r.Text)
	}
	return fmt.Sprintf("read catalogue %s, line %d: %s", r.File, r.Line, r.Text)
}

// refuse says why a file is not taken.
func refuse(line int, format string, args ...any) error {
	return &Refusal{Line: line, Text: fmt.Sprintf(format, args...)}
}

// Read reads an official code list under its file name: the CSV files of the
// RKI (icd10.csv, topographie.csv, substanz.csv …), the platform's list of
// substances, PathCHART's of combinations and lists of insurers and of towns under any
// name, the Kostenträgerdateien under theirs, and of the BfArM the
// metadata (…syst_kodes.txt) and the ClaML files of ICD-10-GM, OPS and ICD-O-3.
// Most files hold one list; ICD-O-3 may hold both axes. Titles stay as they are,
// but for blanks at their ends and double ones. Whatever does not fit the
// format, the columns or the shape of the codes makes a *Refusal of the file.
func Read(name string, r io.Reader) ([]*List, error) {
	return readWithin(maxFile, name, r)
}

// readWithin reads a list of at most so many bytes.
func readWithin(most int, name string, r io.Reader) ([]*List, error) {
	base := strings.ToLower(path.Base(strings.ReplaceAll(name, `\`, "/")))
	lists, err := readAs(base, &limited{r: r, left: most})
	var refusal *Refusal
	if errors.As(err, &refusal) {
		refusal.File = path.Base(name)
		return nil, refusal
	}
	return lists, err
}

// limited refuses a file when it turns out too long.
type limited struct {
	r    io.Reader
	left int
}

func (l *limited) Read(b []byte) (int, error) {
	n, err := l.r.Read(b)
	if l.left -= n; l.left < 0 {
		return 0, refuse(0, "Die Datei ist zu groß (mehr als %d MiB).", maxFile>>20)
	}
	return n, err
}

// readAs picks the format by the file name.
func readAs(base string, r io.Reader) ([]*List, error) {
	switch {
	case strings.HasSuffix(base, ".xml"):
		return readClaML(r)
	case kodesName.MatchString(base):
		return readKodes(base, r)
	}
	if file, ok := rkiFiles[base]; ok {
		return readRKI(file, r)
	}
	if kassenFile.MatchString(base) {
		text, err := textOf(r)
		if err != nil {
			return nil, err
		}
		return readKostentraeger(base, text)
	}
	if strings.HasSuffix(base, ".csv") {
		return readByHead(base, r)
	}
	return nil, refuse(0, unknownFile)
}

const unknownFile = "Unbekannte Datei. Gelesen werden die CSV-Dateien des RKI unter ihrem Namen, die Substanzliste des Umsetzungsleitfadens, die Liste von PathCHART, Listen mit den Spalten IK und Name oder PLZ und Ort (.csv), Kostenträgerdateien (.ke0) und vom BfArM …syst_kodes.txt und ClaML-Dateien (.xml)."

// readByHead picks the format by the first line: these files come under any name.
func readByHead(base string, r io.Reader) ([]*List, error) {
	if rkiOther[base] {
		return nil, refuse(0, "Diese Liste gehört nicht zu einer Meldung und wird nicht gebraucht.")
	}
	text, err := textOf(r)
	if err != nil {
		return nil, err
	}
	head, _, _ := strings.Cut(text, "\n")
	if isSubstanzliste(head) {
		return readSubstanzliste(base, text)
	}
	if _, _, _, _, ok := pairFile(head); ok {
		return readPairs(base, text)
	}
	if _, _, ok := pathChartColumns(head); ok {
		return readPathChart(base, text)
	}
	return nil, refuse(0, unknownFile)
}

// textOf reads a whole text file. Files of earlier years are written in
// Windows-1252; all others are UTF-8, with or without a byte-order mark.
func textOf(r io.Reader) (string, error) {
	raw, err := io.ReadAll(r)
	if err != nil {
		return "", fmt.Errorf("read catalogue file: %w", err)
	}
	if utf8.Valid(raw) {
		return string(bytes.TrimPrefix(raw, []byte("\uFEFF"))), nil
	}
	decoded, err := charmap.Windows1252.NewDecoder().Bytes(raw)
	if err != nil {
		return "", refuse(0, "Die Datei ist weder in UTF-8 noch in Windows-1252 geschrieben.")
	}
	return string(decoded), nil
}

// The shapes of codes in official lists.
var (
	icdShape         = regexp.MustCompile(`^[A-Z][0-9]{2}(\.[0-9]{1,2})?$`)
	opsShape         = regexp.MustCompile(`^[1-9]-[0-9]{2}[0-9a-z]?(\.[0-9a-z]{1,2})?$`)
	topographyShape  = regexp.MustCompile(`^C[0-9]{2}(\.[0-9])?$`)
	morphologyShape  = regexp.MustCompile(`^[0-9]{4}/[0-9]$`)
	atcShape         = regexp.MustCompile(`^([A-Z][0-9]{2}[A-Z]{2}[0-9]{2})?$`)
	versionShape     = regexp.MustCompile(`^(10 [0-9]{4} (GM|WHO)|Sonstige)$`)
	tnmTShape        = regexp.MustCompile(`^(X|a|mic|is(\(.+\))?|[0-4](mi|[a-e][0-9]?)?)$`)
	tnmNShape        = regexp.MustCompile(`^(X|[0-3](mi|[a-d][0-9]?)?)(\(.+\))?$`)
	tnmMShape        = regexp.MustCompile(`^(X|0|1([a-e][0-9]?)?)(\(.+\))?$`)
	anyShape         = regexp.MustCompile(`^[^\p{Cc}]+$`)
	controlCharacter = regexp.MustCompile(`[\p{Cc}\x{202A}-\x{202E}\x{2066}-\x{2069}]`) // the latter turn the writing direction
)

// clean drops blanks at the ends and double ones, no-break spaces included.
func clean(s string) string { return strings.Join(strings.Fields(s), " ") }

// collector gathers the entries of a list and refuses what no list has.
type collector struct {
	shape   *regexp.Regexp
	example string // a code of this shape, for the sentence
	entries []Entry
	line    map[string]int // first line of each code
}

func newCollector(shape *regexp.Regexp, example string) *collector {
	return &collector{shape: shape, example: example, line: map[string]int{}}
}

// add takes an entry read on a line.
func (c *collector) add(line int, e Entry) error {
	switch {
	case !c.shape.MatchString(e.Code):
		return refuse(line, "„%s“ ist kein Code dieser Liste (erwartet wird etwas wie %s).", show(e.Code), c.example)
	case c.line[e.Code] != 0:
		return refuse(line, "Der Code %s steht schon in Zeile %d.", show(e.Code), c.line[e.Code])
	case controlCharacter.MatchString(e.Label):
		return refuse(line, "Der Titel von %s enthält Steuerzeichen.", show(e.Code))
	}
	c.line[e.Code] = line
	e.Official = e.Label != ""
	c.entries = append(c.entries, e)
	return nil
}

// show makes a cell fit for a sentence: short and without control characters.
func show(cell string) string {
	const longest = 40
	runes := []rune(controlCharacter.ReplaceAllString(cell, "?"))
	if len(runes) > longest {
		return string(runes[:longest]) + "…"
	}
	return string(runes)
}

// markHeadings marks three-character codes that have longer ones below them.
func markHeadings(entries []Entry) {
	const short = 3
	divided := map[string]bool{}
	for i := range entries {
		if code := entries[i].Code; len(code) > short {
			divided[code[:short]] = true
		}
	}
	for i := range entries {
		entries[i].Heading = entries[i].Heading || divided[entries[i].Code]
	}
}

// official makes the list of collected entries.
func (c *collector) official(about List) (*List, error) {
	if len(c.entries) == 0 {
		return nil, refuse(0, "Die Datei enthält keinen einzigen Code.")
	}
	about.Official = true
	if about.Name == "ICD10" || about.Name == "Topographie" {
		markHeadings(c.entries)
	}
	return NewList(about, c.entries), nil
}
