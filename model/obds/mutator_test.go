package obds_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"
)

// mutator makes documents that are wrong, or merely strange, in one or two
// ways. The same seed makes the same documents.
type mutator struct {
	*rand.Rand
	bases  []*node            // documents to begin with, one or two reports each
	byName map[string][]*node // elements of all documents by their parent's name
	values []string           // values of all documents, and nasty ones
	did    []string

	edition string // that documents name before they are mutated, "" = their own
}

func newMutator(documents [][]byte, t testing.TB) *mutator {
	m := &mutator{byName: map[string][]*node{}, values: nastyValues()}
	seen := map[string]bool{}
	for _, d := range documents {
		root := parse(t, d)
		root.tidy()
		m.bases = append(m.bases, root)
		root.walk(func(n, parent *node) {
			if parent != nil {
				m.byName[parent.name] = append(m.byName[parent.name], n)
			}
			if v := n.value(); n.leaf() && !seen[v] && len(v) < 60 {
				seen[v] = true
				m.values = append(m.values, v)
			}
		})
	}
	return m
}

// document makes document number i of a seed.
func (m *mutator) document(seed, i uint64) (document []byte, did string) {
	m.Rand = rand.New(rand.NewPCG(seed, i))
	m.did = nil
	root := m.base()
	for range []int{0, 1, 1, 1, 1, 1, 1, 2, 2, 3}[m.IntN(10)] {
		m.mutate(root)
	}
	return m.spell(root), strings.Join(m.did, "; ")
}

// base takes a document and keeps few of its reports.
func (m *mutator) base() *node {
	root := m.bases[m.IntN(len(m.bases))].clone()
	for i := range root.attrs {
		if a := &root.attrs[i]; a.name == "Schema_Version" && m.edition != "" {
			a.value = m.edition
		}
	}
	keep := 1 + m.IntN(2)
	for _, p := range root.child("Menge_Patient").kids {
		if reports := p.child("Menge_Meldung"); reports != nil && len(reports.kids) > keep {
			from := m.IntN(len(reports.kids) - keep + 1)
			reports.kids = reports.kids[from : from+keep]
		}
	}
	return root
}

// pick chooses an element that a condition likes, with its parent.
func (m *mutator) pick(root *node, likes func(n, parent *node) bool) (n, parent *node) {
	var found [][2]*node
	root.walk(func(n, parent *node) {
		if parent != nil && likes(n, parent) {
			found = append(found, [2]*node{n, parent})
		}
	})
	if len(found) == 0 {
		return nil, nil
	}
	choice := found[m.IntN(len(found))]
	return choice[0], choice[1]
}

func oneOf[T any](m *mutator, choices []T) T { return choices[m.IntN(len(choices))] }

func anyElement(_, _ *node) bool { return true }
func leafOnly(n, _ *node) bool   { return n.leaf() }
func container(n, _ *node) bool  { return !n.leaf() }

func (m *mutator) mutate(root *node) {
	mutations := []struct {
		name string
		do   func(root *node) string
	}{
		{"drop", m.drop}, {"double", m.double}, {"swap", m.swap}, {"rename", m.rename}, {"move", m.move},
		{"value", m.value}, {"value", m.value}, {"value", m.value}, {"edit", m.edit}, {"edit", m.edit}, {"length", m.length},
		{"graft", m.graft}, {"graft", m.graft}, {"empty", m.empty}, {"unwrap", m.unwrap}, {"repeat", m.repeat},
		{"drop attribute", m.dropAttr}, {"add attribute", m.addAttr}, {"attribute value", m.attrValue},
		{"id", m.clash}, {"namespace", m.namespace}, {"text", m.strayText}, {"pieces", m.pieces}, {"xsi", m.instance},
	}
	chosen := mutations[m.IntN(len(mutations))]
	m.did = append(m.did, chosen.name+" "+chosen.do(root))
}

func (m *mutator) drop(root *node) string {
	n, parent := m.pick(root, anyElement)
	parent.kids = slices.DeleteFunc(slices.Clone(parent.kids), func(k *node) bool { return k == n })
	return n.name
}

func (m *mutator) double(root *node) string {
	n, parent := m.pick(root, anyElement)
	at := slices.Index(parent.kids, n)
	parent.kids = slices.Insert(slices.Clone(parent.kids), at, n.clone())
	return n.name
}

func (m *mutator) repeat(root *node) string {
	n, parent := m.pick(root, anyElement)
	times, at := 3+m.IntN(4), slices.Index(parent.kids, n)
	for range times {
		parent.kids = slices.Insert(slices.Clone(parent.kids), at, n.clone())
	}
	return fmt.Sprint(n.name, " ", times)
}

func (m *mutator) swap(root *node) string {
	_, parent := m.pick(root, func(_, parent *node) bool { return len(parent.kids) > 1 })
	i := m.IntN(len(parent.kids) - 1)
	j := i + 1
	if m.IntN(3) == 0 {
		j = m.IntN(len(parent.kids))
	}
	parent.kids[i], parent.kids[j] = parent.kids[j], parent.kids[i]
	return parent.name
}

func (m *mutator) rename(root *node) string {
	n, _ := m.pick(root, anyElement)
	old := n.name
	other, _ := m.pick(root, anyElement)
	n.name = oneOf(m, []string{other.name, strings.ToUpper(old), strings.ToLower(old), old + "_", "Menge_" + old, "x"})
	return old + " to " + n.name
}

func (m *mutator) move(root *node) string {
	n, parent := m.pick(root, anyElement)
	inside := map[*node]bool{}
	n.walk(func(k, _ *node) { inside[k] = true })
	_, target := m.pick(root, func(_, p *node) bool { return !inside[p] })
	if target == nil {
		return "nothing"
	}
	parent.kids = slices.DeleteFunc(slices.Clone(parent.kids), func(k *node) bool { return k == n })
	target.kids = slices.Insert(slices.Clone(target.kids), m.IntN(len(target.kids)+1), n)
	return n.name + " into " + target.name
}

func (m *mutator) value(root *node) string {
	n, _ := m.pick(root, leafOnly)
	n.setValue(m.values[m.IntN(len(m.values))])
	return fmt.Sprintf("%s %q", n.name, n.value())
}

// edit changes a value a little: one character more, less, or another one.
func (m *mutator) edit(root *node) string {
	n, _ := m.pick(root, leafOnly)
	text := []rune(n.value())
	at := m.IntN(len(text) + 1)
	switch m.IntN(5) {
	case 0:
		if at < len(text) {
			text = slices.Delete(text, at, at+1)
		}
	case 1:
		text = append(text, m.anyRune())
	case 2:
		text = append([]rune{m.anyRune()}, text...)
	default:
		text = slices.Insert(text, at, m.anyRune())
	}
	n.setValue(string(text))
	return fmt.Sprintf("%s %q", n.name, n.value())
}

// anyRune is a character near those that the schema's classes are about.
func (m *mutator) anyRune() rune {
	for {
		r := oneOf(m, []rune{
			rune(0x20 + m.IntN(0x60)), rune(0x20 + m.IntN(0x60)), rune('0' + m.IntN(10)), rune(m.IntN(0x180)), rune(0x180 + m.IntN(0x200)),
			rune(0x300 + m.IntN(0x70)), rune(0x380 + m.IntN(0xD0)), rune(0x1E00 + m.IntN(0x100)),
			rune(0x2000 + m.IntN(0x280)), oneOf(m, []rune(" \t\n\r\u00a0\u0661\uff11„“–…€😀")), rune(m.IntN(0x11000)),
		})
		if r == '\t' || r == '\n' || r == '\r' || r >= 0x20 && !utf16.IsSurrogate(r) && r != 0xFFFE && r != 0xFFFF {
			return r
		}
	}
}

func (m *mutator) length(root *node) string {
	n, _ := m.pick(root, leafOnly)
	size := oneOf(m, []int{0, 1, 4, 5, 9, 10, 11, 30, 31, 34, 35, 50, 51, 255, 256, 1000, 1001, 2000, 2001})
	n.setValue(strings.Repeat(oneOf(m, []string{"a", "ä", "C", "5", "K͟H", "X"}), size))
	return fmt.Sprint(n.name, " ", size)
}

// graft puts an element where another document has one of the same parent:
// other branches of choices, missing options, second copies.
func (m *mutator) graft(root *node) string {
	_, parent := m.pick(root, func(_, p *node) bool { return len(m.byName[p.name]) > 0 })
	pool := m.byName[parent.name]
	n := pool[m.IntN(len(pool))].clone()
	at := m.IntN(len(parent.kids) + 1)
	if same := parent.child(n.name); same != nil && m.IntN(2) == 0 {
		parent.kids[slices.Index(parent.kids, same)] = n
	} else if m.IntN(3) == 0 {
		parent.kids[m.IntN(len(parent.kids))] = n
	} else {
		parent.kids = slices.Insert(slices.Clone(parent.kids), at, n)
	}
	return n.name + " into " + parent.name
}

func (m *mutator) empty(root *node) string {
	n, _ := m.pick(root, anyElement)
	n.kids = nil
	if m.IntN(2) == 0 {
		n.kids = []*node{{raw: oneOf(m, []string{" ", "\n", "<!-- leer -->", "<![CDATA[]]>", "&#32;", "<?x?>"})}}
	}
	return n.name
}

func (m *mutator) unwrap(root *node) string {
	n, parent := m.pick(root, container)
	at := slices.Index(parent.kids, n)
	kids := slices.Delete(slices.Clone(parent.kids), at, at+1)
	parent.kids = slices.Insert(kids, at, n.kids...)
	return n.name
}

func (m *mutator) dropAttr(root *node) string {
	n, _ := m.pick(root, func(n, _ *node) bool { return len(n.attrs) > 0 })
	if m.IntN(20) == 0 {
		n = root
	}
	at := m.IntN(len(n.attrs))
	name := n.attrs[at].name
	n.attrs = slices.Delete(n.attrs, at, at+1)
	return n.name + "/@" + name
}

func (m *mutator) addAttr(root *node) string {
	n, _ := m.pick(root, anyElement)
	a := attribute{
		oneOf(m, []string{"Datumsgenauigkeit", "ID", "Patient_ID", "x", "xml:lang", "Tumor_ID", "OP_ID", "Histologie_ID", "Schema_Version", "xml:space"}),
		oneOf(m, []string{"E", "T", "M", "V", "", "1", "preserve", "de"}),
	}
	if n.attr(a.name) == nil {
		n.attrs = append(n.attrs, a)
	}
	return n.name + "/@" + a.name
}

func (m *mutator) attrValue(root *node) string {
	n, _ := m.pick(root, func(n, _ *node) bool { return len(n.attrs) > 0 })
	if m.IntN(20) == 0 {
		n = root
	}
	a := &n.attrs[m.IntN(len(n.attrs))]
	a.value = oneOf(m, []string{
		"", " ", "E", "T", "M", "V", "e", " E", a.value + " ", a.value + "\n", a.value + "\u20ac", strings.Repeat("x", 50), strings.Repeat("ä", 51),
		strings.Repeat("é", 255), strings.Repeat("x", 256), "3.0.1", "3.0.5", "A_1", "\t", m.values[m.IntN(len(m.values))],
	})
	return fmt.Sprintf("%s/@%s %q", n.name, a.name, a.value)
}

// clash makes two ids equal, or a reference point nowhere.
func (m *mutator) clash(root *node) string {
	name := oneOf(m, []string{"Patient_ID", "Meldung_ID", "ID", "Melder_ID"})
	var found []*node
	root.walk(func(n, _ *node) {
		if n.attr(name) != nil {
			found = append(found, n)
		}
	})
	if len(found) == 0 {
		return "nothing"
	}
	n := found[m.IntN(len(found))]
	switch m.IntN(3) {
	case 0:
		*n.attr(name) += "x"
	case 1:
		*n.attr(name) = *found[m.IntN(len(found))].attr(name)
	default:
		_, parent := m.pick(root, func(k, _ *node) bool { return k == n })
		c := n.clone()
		if m.IntN(2) == 0 {
			*c.attr(name) += "-2"
		}
		parent.kids = append(slices.Clone(parent.kids), c)
	}
	return n.name + "/@" + name
}

func (m *mutator) namespace(root *node) string {
	n, _ := m.pick(root, anyElement)
	if m.IntN(8) == 0 {
		n = root
	}
	uri := oneOf(m, []string{"", "http://example.org/other", "http://www.basisdatensatz.de/obds/XML", "http://www.basisdatensatz.de/oBDS/XML"})
	switch {
	case m.IntN(3) == 0 && uri != "":
		n.attrs = append(n.attrs, attribute{"xmlns:q", uri})
		n.name = "q:" + n.name
	case n.attr("xmlns") == nil:
		n.attrs = append(n.attrs, attribute{"xmlns", uri})
	default:
		*n.attr("xmlns") = uri
	}
	return n.name + " " + uri
}

// strayText puts text, white space or markup between elements.
func (m *mutator) strayText(root *node) string {
	n, _ := m.pick(root, anyElement)
	raw := oneOf(m, []string{"x", ".", " ", "\n\t", "&#160;", "&#32;", "&#x41;", "<!-- c -->", "<?p i?>", "<![CDATA[x]]>", "<![CDATA[ ]]>", "\u200b", "&lt;", "&amp;"})
	n.kids = slices.Insert(slices.Clone(n.kids), m.IntN(len(n.kids)+1), &node{raw: raw})
	return n.name + " " + raw
}

// pieces writes a value in another spelling that means the same.
func (m *mutator) pieces(root *node) string {
	n, _ := m.pick(root, leafOnly)
	text := n.value()
	if text == "" || strings.Contains(text, "]]>") {
		return "nothing"
	}
	cut := m.IntN(len(text) + 1)
	for cut < len(text) && text[cut]&0xC0 == 0x80 {
		cut++
	}
	head, tail := &node{text: text[:cut]}, &node{text: text[cut:]}
	var charRefs strings.Builder
	for _, r := range text[cut:] {
		fmt.Fprintf(&charRefs, "&#x%X;", r)
	}
	n.kids = oneOf(m, [][]*node{
		{head, {raw: "<!-- c -->"}, tail},
		{head, {raw: "<![CDATA[" + text[cut:] + "]]>"}},
		{{raw: "<![CDATA[" + text[:cut] + "]]>"}, {raw: "<![CDATA[" + text[cut:] + "]]>"}},
		{{raw: "<?p?>"}, head, tail},
		{head, {raw: charRefs.String() + "<!---->"}},
	})
	return n.name
}

func (m *mutator) instance(root *node) string {
	n, _ := m.pick(root, anyElement)
	if m.IntN(8) == 0 {
		n = root
	}
	a := oneOf(m, []attribute{
		{"xsi:nil", "true"}, {"xsi:nil", "false"}, {"xsi:nil", ""}, {"xsi:foo", "1"}, {"foo:bar", "1"},
		{"xsi:schemaLocation", "http://www.basisdatensatz.de/oBDS/XML oBDS_v3.0.4.xsd"}, {"xsi:noNamespaceSchemaLocation", "x.xsd"},
		{"xsi:type", n.name + "_Typ"}, {"xsi:type", "xs:string"}, {"xsi:type", "xs:nonNegativeInteger"}, {"xsi:type", "Modul_Mamma_patho_Typ"},
		{"xsi:type", "Modul_Darm_patho_Typ"}, {"xsi:type", "Datum_Tag_genau_Typ"}, {"xsi:type", "Namenstring255_Typ"}, {"xsi:type", "q:Foo"}, {"xsi:type", ""},
	})
	for _, ns := range []attribute{{"xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"}, {"xmlns:xs", "http://www.w3.org/2001/XMLSchema"}} {
		if root.attr(ns.name) == nil {
			root.attrs = append(root.attrs, ns)
		}
	}
	if n.attr(a.name) == nil {
		n.attrs = append(n.attrs, a)
	}
	return n.name + "/@" + a.name + " " + a.value
}

// spell writes the document: mostly as UTF-8, sometimes in another encoding,
// with a prefix, with damage to the XML itself.
func (m *mutator) spell(root *node) []byte {
	if m.IntN(10) == 0 {
		m.did = append(m.did, "prefix")
		prefixed(root)
	}
	text := root.String()
	switch m.IntN(40) {
	case 0:
		m.did = append(m.did, "cut")
		text = text[:m.IntN(len(text))]
	case 1:
		m.did = append(m.did, "trailing")
		text += oneOf(m, []string{"x", "<!-- end -->", "<a/>", "\n\n", "&amp;", "<?p?>"})
	case 2:
		m.did = append(m.did, "damage")
		at := m.IntN(len(text))
		text = text[:at] + oneOf(m, []string{"<", ">", "&", "\"", "\x01", "]]>", "&foo;", "\xff", "<!--", "'", " ", "/"}) + text[at:]
	case 3:
		m.did = append(m.did, "ISO-8859-15")
		return latin9(text)
	case 4:
		m.did = append(m.did, "UTF-16")
		return wide(`<?xml version="1.0" encoding="UTF-16"?>` + text)
	case 5:
		m.did = append(m.did, "mark")
		return []byte("\ufeff" + text)
	}
	return []byte(`<?xml version="1.0" encoding="UTF-8"?>` + "\n" + text)
}

func prefixed(root *node) {
	if uri := root.attr("xmlns"); uri != nil {
		for i := range root.attrs {
			if root.attrs[i].name == "xmlns" {
				root.attrs[i].name = "xmlns:o"
			}
		}
		root.walk(func(n, _ *node) {
			if !strings.Contains(n.name, ":") {
				n.name = "o:" + n.name
			}
		})
	}
}

func latin9(text string) []byte {
	out := []byte(`<?xml version="1.0" encoding="ISO-8859-15"?>`)
	for _, r := range text {
		switch {
		case r == '€':
			out = append(out, 0xA4)
		case r < 0xA0 || r > 0xA0 && r < 0x100 && !strings.ContainsRune("¤¦¨´¸¼½¾", r):
			out = append(out, byte(r))
		default:
			out = append(out, fmt.Sprintf("&#%d;", r)...)
		}
	}
	return out
}

func wide(text string) []byte {
	out := []byte{0xFF, 0xFE}
	for _, u := range utf16.Encode([]rune(text)) {
		out = append(out, byte(u), byte(u>>8))
	}
	return out
}

// nastyValues are values at the edges of the schema's types.
func nastyValues() []string {
	return strings.Split("¦2024-02-30¦2024-02-29¦1899-12-31¦1900-01-01¦1900-01-01Z¦2029-12-31¦2029-12-31+01:00¦2030-01-01¦2024-05-14Z¦2024-05-14+02:00¦"+
		"2024-05-14+15:00¦24-05-14¦2024-5-14¦ 2024-05-14¦2024-05-14 ¦2024-05-14T00:00:00¦-2024-05-14¦2024¦1900¦2029¦2030¦2024Z¦1899¦02024¦"+
		"0¦-0¦+0¦5¦+5¦-5¦005¦1.0¦1.5¦.5¦5.¦1.200¦1.205¦0.01¦0.001¦99¦99.0¦99.01¦100¦99999.999¦99999.9999¦100000¦-1¦-2¦150¦151¦10000¦10001¦1e1¦1,5¦ 5¦5 ¦"+
		"999999999999999999999999¦9999999999999999999999999¦٣¦U¦u¦N¦J¦E¦D¦X¦L¦R¦T¦0.0¦000¦1234¦12¦123¦"+
		"C50¦C50.4¦C50.41¦C50.411¦c50.4¦M72.4¦M72.5¦E10.0¦10 2024 GM¦10 1999 GM¦Sonstige¦8500/3¦8500/33¦M8500/3¦٨٥٠٠/٣¦31¦33¦bb¦3.0.4¦"+
		"5-870.a1¦5-870¦5-895.14L¦5-87¦2-100¦5-870.A1¦5-870.a12¦2004¦2003¦L01CD01¦L01CD¦A123456780¦a123456780¦105313145¦168140346¦950585030¦12345678¦123456789¦1234567890¦"+
		"60311¦D-60311¦DE¦D¦is(DCIS)¦IS¦1c¦4d¦X¦x¦a¦0(sn)¦+¦m¦m,is¦is¦1¦2¦9,is¦999,is¦1000¦R1(cy+)¦RX¦4D¦ST¦Co-60¦5.0¦4.03¦81.0¦T81.0¦|81.0¦J93.0¦"+
		"Müller¦Mu\u0308ller¦K͟H¦S̛̄¦A_b¦A b¦A  b¦Ä¦ß¦ẞ¦Ø¦a\u0300¦a\u030b¦„x“¦x–y¦x…¦α¦Ж¦≥¦\u00a0x¦x\u00a0¦a\u0085b¦\u007f¦a\nb¦a\tb¦a\rb¦a&b¦a<b¦'¦’", "¦")
}
