package obds_test

import (
	"encoding/xml"
	"io"
	"strings"
	"testing"
)

// node is an element or, without a name, a piece of text or raw markup of a
// document that a test changes.
type node struct {
	name  string // as written, with its prefix
	attrs []attribute
	kids  []*node
	text  string // of a text
	raw   string // markup written as it is: comments, CDATA, references
}

type attribute struct{ name, value string }

func parse(t testing.TB, document []byte) *node {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(string(document)))
	root := &node{}
	stack := []*node{root}
	for {
		token, err := d.RawToken()
		if err == io.EOF {
			return root.kids[0]
		}
		if err != nil {
			t.Fatal(err)
		}
		top := stack[len(stack)-1]
		switch token := token.(type) {
		case xml.StartElement:
			n := &node{name: rawName(token.Name)}
			for _, a := range token.Attr {
				n.attrs = append(n.attrs, attribute{rawName(a.Name), a.Value})
			}
			top.kids = append(top.kids, n)
			stack = append(stack, n)
		case xml.EndElement:
			stack = stack[:len(stack)-1]
		case xml.CharData:
			if len(stack) > 1 && (len(top.kids) == 0 || strings.TrimSpace(string(token)) != "") {
				top.kids = append(top.kids, &node{text: string(token)})
			}
		}
	}
}

func rawName(n xml.Name) string {
	if n.Space != "" {
		return n.Space + ":" + n.Local
	}
	return n.Local
}

// tidy takes the white space out of containers.
func (n *node) tidy() {
	var elements []*node
	for _, k := range n.kids {
		if k.name != "" {
			k.tidy()
			elements = append(elements, k)
		}
	}
	if len(elements) > 0 {
		n.kids = elements
	} else if strings.TrimSpace(n.value()) == "" {
		n.kids = nil
	}
}

func (n *node) value() string {
	var b strings.Builder
	for _, k := range n.kids {
		b.WriteString(k.text)
	}
	return b.String()
}

func (n *node) setValue(text string) { n.kids = []*node{{text: text}} }

func (n *node) leaf() bool {
	for _, k := range n.kids {
		if k.name != "" {
			return false
		}
	}
	return true
}

func (n *node) clone() *node {
	c := *n
	c.attrs = append([]attribute(nil), n.attrs...)
	c.kids = make([]*node, len(n.kids))
	for i, k := range n.kids {
		c.kids[i] = k.clone()
	}
	return &c
}

func (n *node) attr(name string) *string {
	for i := range n.attrs {
		if n.attrs[i].name == name {
			return &n.attrs[i].value
		}
	}
	return nil
}

// walk visits the elements, parents first.
func (n *node) walk(visit func(n, parent *node)) {
	var inner func(n, parent *node)
	inner = func(n, parent *node) {
		visit(n, parent)
		for _, k := range append([]*node(nil), n.kids...) {
			if k.name != "" {
				inner(k, n)
			}
		}
	}
	inner(n, nil)
}

func (n *node) child(name string) *node {
	for _, k := range n.kids {
		if k.name == name {
			return k
		}
	}
	return nil
}

func (n *node) write(b *strings.Builder) {
	switch {
	case n.raw != "":
		b.WriteString(n.raw)
	case n.name == "":
		escape(b, n.text)
	default:
		b.WriteString("<" + n.name)
		for _, a := range n.attrs {
			b.WriteString(" " + a.name + `="`)
			escape(b, a.value)
			b.WriteString(`"`)
		}
		if len(n.kids) == 0 {
			b.WriteString("/>")
			return
		}
		b.WriteString(">")
		for _, k := range n.kids {
			k.write(b)
		}
		b.WriteString("</" + n.name + ">\n")
	}
}

func escape(b *strings.Builder, text string) {
	if err := xml.EscapeText(b, []byte(text)); err != nil {
		panic(err)
	}
}

func (n *node) String() string {
	var b strings.Builder
	n.write(&b)
	return b.String()
}
