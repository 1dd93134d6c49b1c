package dataset_test

import (
	"encoding/xml"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// This file reads the official schema as far as oBDS uses XML Schema.

// readSchema reads the facts out of the official schema.
func readSchema(t *testing.T, path string) *facts {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	s := &xsd{types: map[string]*xsdNode{}}
	if err := xml.Unmarshal(data, &s.root); err != nil {
		t.Fatalf("read schema: %v", err)
	}
	f := &facts{named: map[string]bool{}, classes: map[string]string{}}
	for i := range s.root.Nodes {
		n := &s.root.Nodes[i]
		name := n.attr("name")
		if name == "" || n.kind() == "element" {
			continue
		}
		s.types[name], f.named[name] = n, true
		if strings.HasPrefix(name, "datatype") {
			f.classes[name] = n.first("restriction").first("pattern").attr("value")
		}
	}
	f.document = s.document()
	return f
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
