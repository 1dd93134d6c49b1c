package obds

import (
	"cmp"
	"strings"
)

// This file reads tags. A tag is read in one go once all of it is in the
// window; when the window ends inside a tag, it grows and the tag is read again.

func (s *scanner) startTag() error {
	for {
		rest := s.window[s.pos:]
		n, complete, err := s.readStart(rest)
		if err != nil {
			return err
		}
		if n > s.limits.Text {
			return s.refuse("Eine Marke der Datei ist länger als erlaubt.")
		}
		if complete {
			s.advance(n)
			return nil
		}
		if more, err := s.more(); err != nil || !more {
			return cmp.Or(err, s.refuse("Die Datei ist abgeschnitten: Sie endet mitten in einer Marke."))
		}
	}
}

// readStart reads the start tag rest begins with; n is its length.
func (s *scanner) readStart(rest string) (n int, complete bool, err error) {
	if s.rooted && len(s.open) == 0 {
		return 0, false, s.refuse("Nach dem Ende des Dokuments folgt noch etwas.")
	}
	size := nameLength(rest[1:])
	n = 1 + size
	if n == len(rest) {
		return 0, false, nil
	}
	if size == 0 {
		return 0, false, s.refuse("Nach einem < steht kein Elementname; ein einzelnes < wird als &lt; geschrieben.")
	}
	name := rest[1:n]
	s.token = token{kind: startTag, line: s.line, attrs: s.token.attrs[:0]}
	for {
		gap := spaces(rest[n:])
		n += gap
		if n+1 >= len(rest) {
			return 0, false, nil
		}
		if rest[n] == '>' {
			return n + 1, true, s.enter(name)
		}
		if rest[n] == '/' && rest[n+1] == '>' {
			s.token.closed = true
			return n + 2, true, s.enter(name)
		}
		if gap == 0 {
			return 0, false, s.refuse("Zwischen den Angaben einer Marke fehlt ein Leerzeichen.")
		}
		size, err := s.readAttr(rest[n:])
		if size == 0 || err != nil {
			return 0, false, err
		}
		n += size
	}
}

// readAttr reads one attribute; 0 means that the window ends in it.
func (s *scanner) readAttr(rest string) (n int, err error) {
	n = nameLength(rest)
	name := rest[:n]
	n += spaces(rest[n:])
	if n+1 >= len(rest) {
		return 0, nil
	}
	if name == "" || rest[n] != '=' {
		return 0, s.refuse("Ein Attribut der Datei ist fehlerhaft geschrieben.")
	}
	n++
	n += spaces(rest[n:])
	if n == len(rest) {
		return 0, nil
	}
	quote := rest[n]
	if quote != '"' && quote != '\'' {
		return 0, s.refuse("Der Wert eines Attributs steht nicht in Anführungszeichen.")
	}
	n++
	end := strings.IndexByte(rest[n:], quote)
	if end < 0 {
		return 0, nil
	}
	value, err := s.attrValue(rest[n : n+end])
	if err != nil {
		return 0, err
	}
	return n + end + 1, s.addAttr(name, value)
}

func (s *scanner) attrValue(raw string) (string, error) {
	if len(raw) > s.limits.Text {
		return "", s.refuse("Der Wert eines Attributs ist länger als erlaubt.")
	}
	class := classOf(raw)
	if class&^(solid|bracket) == 0 {
		return raw, nil
	}
	if class&less != 0 {
		return "", s.refuse("Im Wert eines Attributs steht ein <; es wird als &lt; geschrieben.")
	}
	if class&cr != 0 {
		raw = unixLines(raw)
	}
	if class&(space|cr) != 0 {
		raw = strings.Map(func(r rune) rune {
			if r == '\t' || r == '\n' {
				return ' '
			}
			return r
		}, raw)
	}
	return s.plain(raw, class&^(cr|bracket))
}

// addAttr keeps an attribute under its written name; enter resolves it.
func (s *scanner) addAttr(name, value string) error {
	if len(s.token.attrs) == s.limits.Attrs {
		return s.refuse("Ein Element der Datei hat zu viele Attribute.")
	}
	for _, a := range s.token.attrs {
		if a.local == name {
			return s.refuse("Ein Element der Datei hat ein Attribut doppelt.")
		}
	}
	s.token.attrs = append(s.token.attrs, attr{local: name, value: value})
	return nil
}

// enter opens the element of a start tag and resolves the names in it.
func (s *scanner) enter(name string) error {
	if len(s.open) == s.limits.Depth {
		return s.refuse("Die Elemente der Datei sind zu tief geschachtelt.")
	}
	s.open = append(s.open, name)
	s.rooted = true
	attrs := s.token.attrs[:0]
	for _, a := range s.token.attrs {
		switch prefix, local, _ := strings.Cut(a.local, ":"); {
		case a.local == "xmlns":
			s.scope.bind("", a.value, len(s.open))
		case prefix == "xmlns":
			s.scope.bind(local, a.value, len(s.open))
		default:
			attrs = append(attrs, a)
		}
	}
	for i := range attrs {
		attrs[i].ns, attrs[i].local = s.scope.attribute(attrs[i].local)
	}
	s.token.attrs = attrs
	s.token.ns, s.token.local = s.scope.element(name)
	if s.token.closed {
		s.leave()
	}
	return nil
}

func (s *scanner) leave() {
	s.scope.leave(len(s.open))
	s.open = s.open[:len(s.open)-1]
}

func (s *scanner) endTag() error {
	n, err := s.index(">", len("</"))
	if err != nil {
		return err
	}
	if n < 0 {
		return s.refuse("Die Datei ist abgeschnitten: Sie endet mitten in einer Marke.")
	}
	name := s.window[s.pos+2 : s.pos+n]
	if name != "" && !nameBytes[name[len(name)-1]] {
		name = strings.TrimRight(name, " \t\r\n")
	}
	if len(s.open) == 0 || s.open[len(s.open)-1] != name {
		return s.refuse("Das Element „" + printable(name) + "“ wird beendet, obwohl es nicht das zuletzt begonnene ist.")
	}
	s.token = token{kind: endTag, line: s.line, attrs: s.token.attrs[:0]}
	s.leave()
	s.advance(n + 1)
	return nil
}

func spaces(text string) int {
	n := 0
	for n < len(text) && (text[n] == ' ' || text[n] == '\n' || text[n] == '\t' || text[n] == '\r') {
		n++
	}
	return n
}
