package dataset_test

import (
	"encoding/xml"
	"math/big"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf8"
)

// This file reads the official schema as far as oBDS uses XML Schema: enough to
// compare the field table with it, and to judge a text by a simple type.

// schemaFile is the official schema; it is not part of the program.
const schemaFile = "../../../shared/domain/oBDS_v3.0.4.xsd"

// readSchema is the content of the document's root element.
func readSchema(t *testing.T) *xsd {
	t.Helper()
	data, err := os.ReadFile(filepath.FromSlash(schemaFile))
	if err != nil {
		t.Skipf("the official schema is not beside this repository: %v", err)
	}
	s := &xsd{types: map[string]*xsdNode{}}
	if err := xml.Unmarshal(data, &s.root); err != nil {
		t.Fatalf("read schema: %v", err)
	}
	for i := range s.root.Nodes {
		if n := &s.root.Nodes[i]; n.attr("name") != "" && n.kind() != "element" {
			s.types[n.attr("name")] = n
		}
	}
	return s
}

type xsd struct {
	root  xsdNode
	types map[string]*xsdNode
}

type xsdNode struct {
	XMLName xml.Name
	Attrs   []xml.Attr `xml:",any,attr"`
	Nodes   []xsdNode  `xml:",any"`
}

func (n *xsdNode) kind() string { return n.XMLName.Local }

func (n *xsdNode) attr(name string) string {
	for _, a := range n.Attrs {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// first is the first child of one of the kinds, or nil.
func (n *xsdNode) first(kinds ...string) *xsdNode {
	for i := range n.Nodes {
		if slices.Contains(kinds, n.Nodes[i].kind()) {
			return &n.Nodes[i]
		}
	}
	return nil
}

// content is what an element or attribute may hold.
type content struct {
	typeName string // the schema's name of the type, "" when it has none
	simple   *simple
	attrs    []attribute
	elements []element
}

type attribute struct {
	name     string
	required bool
	content
}

type element struct {
	name   string
	min    int
	max    int // 0 = no limit
	choice int // number of the choice it is a branch of, 0 = none
	content
}

// document is the content of the root element.
func (s *xsd) document() content {
	root := s.root.first("element")
	return s.contentOf(root)
}

func (s *xsd) contentOf(declared *xsdNode) content {
	name := declared.attr("type")
	if builtin, ok := strings.CutPrefix(name, "xs:"); ok {
		facets := &simple{base: builtin, name: builtin}
		if fixed := declared.attr("fixed"); fixed != "" {
			facets.codes = []string{fixed}
		}
		return content{simple: facets}
	}
	typ := s.types[name]
	if name == "" {
		typ = declared.first("complexType", "simpleType")
	}
	c := content{typeName: name}
	if typ.kind() == "simpleType" {
		c.simple = s.simpleOf(typ)
		return c
	}
	s.complex(typ, &c)
	return c
}

// complex reads a complex type. A restriction repeats all elements it keeps.
func (s *xsd) complex(typ *xsdNode, c *content) {
	if inner := typ.first("complexContent"); inner != nil {
		typ = inner.first("restriction")
	}
	if inner := typ.first("simpleContent"); inner != nil {
		typ = inner.first("extension")
		c.simple = s.simpleOf(s.types[typ.attr("base")])
	}
	for i := range typ.Nodes {
		switch n := &typ.Nodes[i]; n.kind() {
		case "sequence":
			s.sequence(n, c)
		case "choice":
			s.choice(n, c)
		case "attribute":
			c.attrs = append(c.attrs, attribute{name: n.attr("name"), required: n.attr("use") == "required", content: s.contentOf(n)})
		}
	}
}

func (s *xsd) sequence(n *xsdNode, c *content) {
	for i := range n.Nodes {
		switch child := &n.Nodes[i]; child.kind() {
		case "element":
			c.elements = append(c.elements, s.element(child))
		case "choice":
			s.choice(child, c)
		}
	}
}

// choice adds the branches of a choice. Where one of them may be left out, the
// whole choice may, so none of them is required.
func (s *xsd) choice(n *xsdNode, c *content) {
	number := 1
	for _, e := range c.elements {
		number = max(number, e.choice+1)
	}
	from, least := len(c.elements), 1
	for i := range n.Nodes {
		if n.Nodes[i].kind() == "element" {
			e := s.element(&n.Nodes[i])
			e.choice, least = number, min(least, e.min)
			c.elements = append(c.elements, e)
		}
	}
	for i := from; i < len(c.elements); i++ {
		c.elements[i].min = least
	}
}

func (s *xsd) element(n *xsdNode) element {
	return element{name: n.attr("name"), min: occurs(n.attr("minOccurs")), max: occurs(n.attr("maxOccurs")), content: s.contentOf(n)}
}

func occurs(text string) int {
	switch text {
	case "":
		return 1
	case "unbounded":
		return 0
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		panic(err)
	}
	return n
}

// simple is a simple type with the facets of all its bases.
type simple struct {
	name              string // the schema's name, "" when it has none
	base              string // the XML Schema type below: string, date, decimal …
	chars             string // the string class it is derived from: datatypeAtrimmed …
	codes             []string
	patterns          []string // all of them hold, without those of the string class
	minLen, maxLen    int
	least, most       string
	leastOut, mostOut bool
	fraction          string
}

func (s *xsd) simpleOf(typ *xsdNode) *simple {
	restriction := typ.first("restriction")
	facets := &simple{}
	base := restriction.attr("base")
	if builtin, ok := strings.CutPrefix(base, "xs:"); ok {
		facets.base = builtin
	} else {
		*facets = *s.simpleOf(s.types[base])
		facets.patterns = slices.Clone(facets.patterns)
	}
	facets.name = typ.attr("name")
	if strings.HasPrefix(facets.name, "datatype") {
		facets.chars = facets.name
		return facets
	}
	facets.read(restriction)
	return facets
}

func (f *simple) read(restriction *xsdNode) {
	var codes []string
	for i := range restriction.Nodes {
		n := &restriction.Nodes[i]
		value := n.attr("value")
		switch n.kind() {
		case "enumeration":
			codes = append(codes, value)
		case "pattern":
			f.patterns = append(f.patterns, value)
		case "minLength":
			f.minLen = occurs(value)
		case "maxLength":
			f.maxLen = occurs(value)
		case "minInclusive":
			f.least = value
		case "minExclusive":
			f.least, f.leastOut = value, true
		case "maxInclusive":
			f.most = value
		case "maxExclusive":
			f.most, f.mostOut = value, true
		case "fractionDigits":
			f.fraction = value
		}
	}
	if codes != nil {
		f.codes = codes
	}
}

// judge says whether the simple type takes a text. White space around numbers
// does not count.
func (s *xsd) judge(f *simple, text string) bool {
	switch f.base {
	case "date":
		return judgeDate(f, text)
	case "gYear":
		return len(text) == 4 && isNumber(text, false) && inRange(f, text)
	case "decimal":
		text = strings.TrimSpace(text)
		return isNumber(text, true) && inRange(f, text) && fractionFits(f, text)
	case "integer", "nonNegativeInteger", "positiveInteger":
		text = strings.TrimSpace(text)
		return isNumber(text, false) && inRange(f, text)
	}
	return s.judgeString(f, text)
}

func (s *xsd) judgeString(f *simple, text string) bool {
	n := utf8.RuneCountInString(text)
	if n < f.minLen || f.maxLen > 0 && n > f.maxLen {
		return false
	}
	if f.codes != nil && !slices.Contains(f.codes, text) {
		return false
	}
	patterns := f.patterns
	if f.chars != "" {
		class := s.types[f.chars].first("restriction").first("pattern").attr("value")
		patterns = append([]string{class}, patterns...)
	}
	for _, p := range patterns {
		if !expression(p).MatchString(text) {
			return false
		}
	}
	return true
}

var expressions sync.Map

// expression is a pattern of the schema in Go's spelling.
func expression(pattern string) *regexp.Regexp {
	if e, ok := expressions.Load(pattern); ok {
		return e.(*regexp.Regexp)
	}
	e := regexp.MustCompile(`^(?:` + strings.ReplaceAll(pattern, `\d`, `\p{Nd}`) + `)$`)
	expressions.Store(pattern, e)
	return e
}

func judgeDate(f *simple, text string) bool {
	if _, err := time.Parse(time.DateOnly, text); err != nil {
		return false
	}
	return text >= f.least && text <= f.most
}

func isNumber(text string, decimal bool) bool {
	digits := strings.TrimLeft(text, "+-")
	if decimal {
		digits = strings.Replace(digits, ".", "", 1)
	}
	return digits != "" && strings.Trim(digits, "0123456789") == "" && len(text)-len(digits) <= 2
}

func inRange(f *simple, text string) bool {
	value, ok := new(big.Rat).SetString(text)
	if !ok {
		return false
	}
	least, most := f.limits()
	if least != "" {
		limit, _ := new(big.Rat).SetString(least)
		if order := value.Cmp(limit); order < 0 || order == 0 && f.leastOut {
			return false
		}
	}
	if most != "" {
		limit, _ := new(big.Rat).SetString(most)
		if order := value.Cmp(limit); order > 0 || order == 0 && f.mostOut {
			return false
		}
	}
	return true
}

// limits are the limits of a number; some base types bring one.
func (f *simple) limits() (least, most string) {
	least = f.least
	switch {
	case least == "" && f.base == "nonNegativeInteger":
		least = "0"
	case least == "" && f.base == "positiveInteger":
		least = "1"
	}
	return least, f.most
}

func fractionFits(f *simple, text string) bool {
	_, fraction, _ := strings.Cut(text, ".")
	most, err := strconv.Atoi(f.fraction)
	return err != nil || len(strings.TrimRight(fraction, "0")) <= most
}
