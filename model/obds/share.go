package obds

import (
	"bytes"
	"fmt"
	"maps"
	"regexp"
	"strings"
	"sync"

	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/field"
)

// Share says which of the registry's offices gets a piece of a document.
type Share uint8

// The offices (LKRG NRW § 3; HKRG § 7): who may know the person, and who may know the disease.
const (
	ShareIdentity Share = 1 << iota // Vertrauensstelle
	ShareMedical                    // Landesauswertungsstelle
	shareBoth     = ShareIdentity | ShareMedical
)

// Both reports whether both get it.
func (s Share) Both() bool { return s == shareBoth }

// Piece is a stretch of a document that goes one way.
type Piece struct {
	Share Share
	Text  []byte // part of the document, not copied
}

// Cuts are a document in pieces, which put behind each other are its very bytes.
type Cuts struct {
	Pieces []Piece
	Birth  string // year and month of birth "1961-03", which the law counts among the medical data (§ 2 (5) no. 1); "" without one
}

// Cut cuts a document by the class column of the field table: what is of class Identitaet or
// Meldungsbezogen goes to ShareIdentity, what is Epidemiologisch, Klinisch or
// Sterbefallbezogen to ShareMedical. The tag of a container goes where all that can stand in it
// goes; both get it only where something in it is for both, so that no tag of a therapy
// reaches who may know the person.
//
// Only what is certainly cut right is cut: an element that the table does not know, a
// comment, an instruction, or another encoding than UTF-8 is a *Refusal.
func Cut(document []byte) (Cuts, error) {
	s, err := newScanner(bytes.NewReader(document), Limits{})
	if err != nil {
		return Cuts{}, err
	}
	if s.src.decode != nil || bytes.HasPrefix(document, []byte{0xEF, 0xBB, 0xBF}) {
		return Cuts{}, s.refuse("Geteilt werden nur Dokumente in UTF-8 ohne Bytemarke.")
	}
	c := &cutter{scanner: s, document: document}
	for {
		t, err := s.next()
		if err != nil {
			return Cuts{}, err
		}
		if err := c.take(t); err != nil {
			return Cuts{}, err
		}
		if t.kind == endOfDocument {
			return Cuts{c.pieces, c.birth}, nil
		}
	}
}

// cutter follows the scanner through a document.
type cutter struct {
	*scanner
	document []byte
	from     int        // where the token begins
	blank    int        // where the white space before it begins; from where there is none
	stack    []*cutNode // open elements
	pieces   []Piece
	birth    string
}

var prolog = regexp.MustCompile(`^(?:<\?xml [^>]*\?>)?[ \t\r\n]*$`)

// take gives a token its pieces.
func (c *cutter) take(t *token) error {
	raw := string(c.document[c.from:c.offset])
	switch t.kind {
	case startTag:
		return c.start(t, raw)
	case endTag:
		if !strings.HasPrefix(raw, "</") {
			return c.hidden()
		}
		last := c.stack[len(c.stack)-1]
		c.stack = c.stack[:len(c.stack)-1]
		c.add(last.share, c.blank, c.offset)
	case textPart:
		return c.words(t, raw)
	case endOfDocument:
		if rest := c.document[c.from:]; len(bytes.Trim(rest, " \t\r\n")) > 0 {
			return c.hidden()
		}
		c.add(shareBoth, c.from, len(c.document))
	}
	return nil
}

func (c *cutter) hidden() error {
	return c.refuse("Das Dokument enthält einen Kommentar oder eine Verarbeitungsanweisung; beide gehören zu keinem Feld.")
}

// words takes a text: the value of an element, or white space, which goes with the tag that
// follows, so that nobody sees in it how much the other gets.
func (c *cutter) words(t *token, raw string) error {
	if strings.HasPrefix(raw, "<!--") || strings.HasPrefix(raw, "<?") {
		return c.hidden()
	}
	in := c.stack[len(c.stack)-1]
	if in.leaf {
		c.add(in.share, c.from, c.offset)
		if in.birth && birthMonth.MatchString(t.text) {
			c.birth = strings.Clone(strings.TrimSpace(t.text)[:len("1961-03")])
		}
		return nil
	}
	if t.cdata || strings.Trim(raw, " \t\r\n") != "" {
		return c.refuse("Im Element „" + printable(in.name) + "“ steht Text, wo keiner stehen darf.")
	}
	c.from = c.offset // blank stays
	return nil
}

var birthMonth = regexp.MustCompile(`^\s*[0-9]{4}-[0-9]{2}`)

// start takes a start tag with its attributes.
func (c *cutter) start(t *token, raw string) error {
	if len(c.stack) == 0 { // the root, with what stands before it
		at := strings.LastIndex(raw[:strings.LastIndexByte(raw, '>')], "<")
		if !prolog.MatchString(raw[:at]) {
			return c.hidden()
		}
		c.from += at
		raw = raw[at:]
	}
	if raw[1] == '!' || raw[1] == '?' {
		return c.hidden()
	}
	node := c.child(t)
	if node == nil {
		return c.refuse("Das Element „" + printable(t.local) + "“ kennt die Feldtabelle nicht; es lässt sich keiner Stelle zuordnen.")
	}
	base, at := c.from, 1+nameLength(raw[1:])
	c.add(node.share, c.blank, base+at)
	for {
		n, name := rawAttr(raw[at:])
		if n == 0 {
			break
		}
		share, known := node.attrs[name]
		if !known { // how exact a date is, a namespace
			share = node.share
		}
		c.add(share, base+at, base+at+n)
		at += n
	}
	c.add(node.share, base+at, c.offset)
	if !t.closed {
		c.stack = append(c.stack, node)
	}
	return nil
}

// rawAttr is how long the attribute is that a well-formed tag goes on with, with the white
// space before it, and its name; 0 where the tag ends.
func rawAttr(rest string) (n int, name string) {
	n = spaces(rest)
	size := nameLength(rest[n:])
	if size == 0 {
		return 0, ""
	}
	name = rest[n : n+size]
	n += size
	n += strings.IndexAny(rest[n:], `"'`)
	return n + 2 + strings.IndexByte(rest[n+1:], rest[n]), name
}

func (c *cutter) child(t *token) *cutNode {
	if t.ns != nsOBDS {
		return nil
	}
	if len(c.stack) == 0 {
		if root := cutTree(); root.name == t.local {
			return root
		}
		return nil
	}
	return c.stack[len(c.stack)-1].children[t.local]
}

// add gives a stretch its way; what goes the same way as the stretch before is one with it.
func (c *cutter) add(share Share, from, to int) {
	c.from, c.blank = to, to
	if from == to {
		return
	}
	if n := len(c.pieces); n > 0 && c.pieces[n-1].Share == share {
		before := c.pieces[n-1].Text
		c.pieces[n-1].Text = c.document[from-len(before) : to : to]
		return
	}
	c.pieces = append(c.pieces, Piece{share, c.document[from:to:to]})
}

// cutNode says of an element where it goes, and what stands in it.
type cutNode struct {
	name     string
	share    Share // of its tags, and of its own text
	leaf     bool
	birth    bool
	attrs    map[string]Share
	children map[string]*cutNode
}

// cutTree is made of all editions: what one has not stands in its tree as a stranger, but for
// attributes.
var cutTree = sync.OnceValue(func() *cutNode {
	var root *cutNode
	for _, e := range dataset.Written() {
		next, _ := nodeOf(tree(e).root, 0)
		root = root.with(next)
	}
	return root
})

// with is a node with what another edition's has besides.
func (n *cutNode) with(other *cutNode) *cutNode {
	if n == nil {
		return other
	}
	maps.Copy(n.attrs, other.attrs)
	for name, child := range other.children {
		n.children[name] = n.children[name].with(child)
	}
	return n
}

// nodeOf is the node of an element, and where the values in it go.
func nodeOf(e *element, class field.Class) (n *cutNode, values []Share) {
	class = inherited(e.row, class)
	n = &cutNode{name: e.name, attrs: map[string]Share{}, children: map[string]*cutNode{}}
	for _, a := range e.attrs {
		if a.row == nil { // how exact a date is goes with it
			continue
		}
		n.attrs[a.name] = shareOf(inherited(a.row, class))
		values = append(values, n.attrs[a.name])
	}
	for _, u := range e.units {
		for _, child := range u.branches {
			inner, below := nodeOf(child, class)
			n.children[child.name] = n.children[child.name].with(inner)
			values = append(values, below...)
		}
	}
	if e.value != nil {
		n.leaf, n.birth = true, e.value.ID == "Geburtsdatum"
		n.share = shareOf(inherited(e.value, class))
		return n, append(values, n.share)
	}
	n.share = tagShare(values)
	return n, values
}

// tagShare is where the tags of a container go.
func tagShare(values []Share) (share Share) {
	for _, v := range values {
		if v == shareBoth {
			return shareBoth
		}
		share |= v
	}
	if share == shareBoth { // one thing for this one, another for that: what the tag says is medical
		return ShareMedical
	}
	return share
}

func inherited(row *field.Row, class field.Class) field.Class {
	if row != nil && row.Class != 0 {
		return row.Class
	}
	return class
}

func shareOf(class field.Class) (share Share) {
	if class&(field.Identitaet|field.Meldungsbezogen) != 0 {
		share |= ShareIdentity
	}
	if class&(field.Epidemiologisch|field.Klinisch|field.Sterbefallbezogen) != 0 {
		share |= ShareMedical
	}
	if share == 0 {
		panic(fmt.Sprintf("field table: a value of class %d goes nowhere", class))
	}
	return share
}
