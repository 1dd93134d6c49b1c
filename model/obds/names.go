package obds

import "strings"

// space of names: which namespace a prefix stands for, as far as it matters.
type nsKind uint8

const (
	nsNone   nsKind = iota // no namespace
	nsOBDS                 // the document's own
	nsXSI                  // xsi:type, xsi:nil, xsi:schemaLocation
	nsSchema               // names of the schema language's own types
	nsXML                  // xml:lang and the like
	nsOther
)

const (
	xsiNamespace    = "http://www.w3.org/2001/XMLSchema-instance"
	schemaNamespace = "http://www.w3.org/2001/XMLSchema"
	xmlNamespace    = "http://www.w3.org/XML/1998/namespace"
	xmlnsNamespace  = "http://www.w3.org/2000/xmlns/"
)

func kindOf(uri string) nsKind {
	switch uri {
	case namespace:
		return nsOBDS
	case xsiNamespace:
		return nsXSI
	case schemaNamespace:
		return nsSchema
	case xmlNamespace:
		return nsXML
	case "":
		return nsNone
	}
	return nsOther
}

// binding is a prefix with what it stands for, from one element inwards.
type binding struct {
	prefix string
	kind   nsKind
	depth  int
}

// scope are the bindings in force, innermost last.
type scope []binding

// bind adds a declaration. Ones that the namespace recommendation forbids are
// passed over, as the schema's judge does.
func (s *scope) bind(prefix, uri string, depth int) {
	reserved := prefix == "xml" || prefix == "xmlns" || uri == xmlNamespace || uri == xmlnsNamespace
	if reserved || prefix != "" && uri == "" {
		return
	}
	*s = append(*s, binding{prefix: strings.Clone(prefix), kind: kindOf(uri), depth: depth})
}

// leave ends the bindings of an element.
func (s *scope) leave(depth int) {
	for n := len(*s); n > 0 && (*s)[n-1].depth >= depth; n-- {
		*s = (*s)[:n-1]
	}
}

// element resolves the name of an element, attribute the name of an attribute:
// the default namespace is for elements only. An unknown prefix, or a name with
// too many colons, is a name of another namespace.
func (s scope) element(name string) (kind nsKind, local string) {
	prefix, local, colon := strings.Cut(name, ":")
	if !colon {
		return s.lookup("", nsNone), name
	}
	return s.prefixed(prefix, local)
}

func (s scope) attribute(name string) (kind nsKind, local string) {
	prefix, local, colon := strings.Cut(name, ":")
	if !colon {
		return nsNone, name
	}
	return s.prefixed(prefix, local)
}

func (s scope) prefixed(prefix, local string) (nsKind, string) {
	if prefix == "xml" {
		return nsXML, local
	}
	if prefix == "" || local == "" || strings.Contains(local, ":") {
		return nsOther, local
	}
	return s.lookup(prefix, nsOther), local
}

func (s scope) lookup(prefix string, otherwise nsKind) nsKind {
	for i := len(s) - 1; i >= 0; i-- {
		if s[i].prefix == prefix {
			return s[i].kind
		}
	}
	return otherwise
}
