package obds

import (
	"cmp"
	"errors"
	"io"
	"regexp"
	"strings"
)

// scanner takes a document's text apart into tags and texts. It holds what a
// well-formed document must be (XML 1.0, namespaces) and the guard's limits;
// what the tags mean is not its business.
//
// The strings of a token are parts of the scanner's window: whoever keeps one
// clones it.
type scanner struct {
	src    *source
	limits Limits
	window string
	pos    int
	line   int
	offset int  // bytes of text passed
	begun  bool // past the place where an XML declaration may stand
	rooted bool // past the root's start tag
	eof    bool

	controls bool // U+007F to U+009F since somebody last looked

	open  []string // names of the open elements, as written
	scope scope
	token token
}

// token is one tag or text.
type token struct {
	kind   tokenKind
	line   int
	ns     nsKind
	local  string // local name of a tag
	attrs  []attr
	closed bool   // <name/>: no end tag follows
	text   string // of a text
	class  uint8  // what its bytes mean together, as written
	cdata  bool
}

type tokenKind uint8

const (
	startTag tokenKind = iota
	endTag
	textPart
	endOfDocument
)

// attr is an attribute that declares no namespace.
type attr struct {
	ns    nsKind
	local string
	value string
}

// usualDepth is how deep most documents are.
const usualDepth = 16

func newScanner(in io.Reader, limits Limits) (*scanner, error) {
	src, err := openSource(in)
	if err != nil {
		return nil, err
	}
	return &scanner{src: src, limits: limits.withDefaults(), open: make([]string, 0, usualDepth), line: 1}, nil
}

// next is the next token. It holds until the call after.
func (s *scanner) next() (*token, error) {
	for {
		if s.pos == len(s.window) {
			more, err := s.more()
			if err != nil {
				return nil, err
			}
			if !more {
				return s.end()
			}
		}
		var found bool
		var err error
		if s.window[s.pos] == '<' {
			found, err = s.markup()
		} else {
			found, err = s.text()
		}
		if err != nil || found {
			return &s.token, err
		}
	}
}

// more appends a piece to the window; false means that the document is over.
func (s *scanner) more() (bool, error) {
	if s.eof {
		return false, nil
	}
	rest := s.window[s.pos:]
	if len(rest) > s.limits.Text+pieceSize {
		return false, s.refuse("Ein Text oder eine Marke der Datei ist länger als erlaubt.")
	}
	window, err := s.src.next(rest)
	if errors.Is(err, io.EOF) {
		s.eof = true
		return false, nil
	}
	if err != nil {
		return false, s.locate(err)
	}
	s.window, s.pos = window, 0
	return true, nil
}

func (s *scanner) refuse(text string) error { return &Refusal{Text: text, Line: s.line} }

func (s *scanner) locate(err error) error {
	var r *Refusal
	if errors.As(err, &r) && r.Line == 0 {
		r.Line = s.line
	}
	return err
}

// advance moves on past a token of n bytes.
func (s *scanner) advance(n int) {
	s.line += strings.Count(s.window[s.pos:s.pos+n], "\n")
	s.pos += n
	s.offset += n
}

// index is where sep stands in the window, from offset from on, both relative
// to the position; -1 when the document ends before.
func (s *scanner) index(sep string, from int) (int, error) {
	for {
		if at := strings.Index(s.window[s.pos+from:], sep); at >= 0 {
			return from + at, nil
		}
		from = max(from, len(s.window)-s.pos-len(sep)+1)
		if more, err := s.more(); err != nil || !more {
			return -1, err
		}
	}
}

// ahead makes sure of n bytes in the window, as far as the document has them.
func (s *scanner) ahead(n int) error {
	for len(s.window)-s.pos < n {
		if more, err := s.more(); err != nil || !more {
			return err
		}
	}
	return nil
}

func (s *scanner) end() (*token, error) {
	switch {
	case !s.rooted:
		return nil, s.refuse("Die Datei enthält kein XML-Dokument.")
	case len(s.open) > 0:
		return nil, s.refuse("Die Datei ist abgeschnitten: Das Element „" + printable(s.open[len(s.open)-1]) + "“ wird nicht beendet.")
	}
	s.token = token{kind: endOfDocument, line: s.line}
	return &s.token, nil
}

// text reads up to the next tag.
func (s *scanner) text() (found bool, err error) {
	n, err := s.index("<", 0)
	if err != nil {
		return false, err
	}
	if n < 0 {
		n = len(s.window) - s.pos
	}
	raw, line := s.window[s.pos:s.pos+n], s.line
	class := classOf(raw)
	if len(s.open) == 0 {
		return false, s.outside(raw, class)
	}
	if n > s.limits.Text {
		return false, s.refuse("Ein Text der Datei ist länger als erlaubt.")
	}
	text := raw
	if class&^(solid|space) != 0 {
		if text, err = s.plain(raw, class); err != nil {
			return false, err
		}
	}
	s.advance(n)
	s.token = token{kind: textPart, line: line, text: text, class: class, attrs: s.token.attrs[:0]}
	return true, nil
}

// outside passes over white space before and after the root.
func (s *scanner) outside(raw string, class uint8) error {
	if strings.Trim(raw, " \t\r\n\x00") != "" || class&bad != 0 && !s.rooted {
		if s.rooted {
			return s.refuse("Nach dem Ende des Dokuments folgt noch Text.")
		}
		return s.refuse(noXML)
	}
	s.begun = true
	s.advance(len(raw))
	return nil
}

// plain resolves references and line ends in a text and checks its characters.
func (s *scanner) plain(raw string, class uint8) (string, error) {
	if class&bracket != 0 && strings.Contains(raw, "]]>") {
		return "", s.refuse("Die Zeichenfolge ]]> ist im Text nicht erlaubt.")
	}
	if err := s.allowed(raw, class); err != nil {
		return "", err
	}
	if class&cr != 0 {
		raw = unixLines(raw)
	}
	if class&amp != 0 {
		return s.resolve(raw)
	}
	return raw, nil
}

// allowed checks the characters of a text or an attribute.
func (s *scanner) allowed(raw string, class uint8) error {
	sentence, controls := badText(raw, class)
	switch {
	case sentence != "":
		return s.refuse(sentence)
	case controls:
		return s.control()
	}
	return nil
}

// control takes notice of a control character.
func (s *scanner) control() error {
	if s.limits.Controls == RefuseControls {
		return s.refuse(controlSentence)
	}
	s.controls = true
	return nil
}

func unixLines(text string) string {
	return strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
}

func (s *scanner) resolve(raw string) (string, error) {
	var b strings.Builder
	b.Grow(len(raw))
	for {
		plain, _, found := strings.Cut(raw, "&")
		b.WriteString(plain)
		if !found {
			return b.String(), nil
		}
		raw = raw[len(plain):]
		r, n := reference(raw)
		if n == 0 {
			return "", s.refuse(referenceSentence(raw))
		}
		if isControl(r) {
			if err := s.control(); err != nil {
				return "", err
			}
		}
		b.WriteRune(r)
		raw = raw[n:]
	}
}

// markup reads what begins with "<". Comments and processing instructions are
// passed over.
func (s *scanner) markup() (found bool, err error) {
	if err := s.ahead(len("<![CDATA[")); err != nil {
		return false, err
	}
	switch rest := s.window[s.pos:]; {
	case strings.HasPrefix(rest, "</"):
		return true, s.endTag()
	case strings.HasPrefix(rest, "<!--"):
		return false, s.comment()
	case strings.HasPrefix(rest, "<![CDATA[") && len(s.open) > 0:
		return true, s.cdata()
	case strings.HasPrefix(rest, "<!") && strings.EqualFold(rest[:min(len(rest), len("<!DOCTYPE"))], "<!DOCTYPE"):
		return false, s.doctype()
	case strings.HasPrefix(rest, "<?"):
		return false, s.instruction()
	}
	s.begun = true
	return true, s.startTag()
}

// doctype refuses a document type; of HTML it says that it is HTML.
func (s *scanner) doctype() error {
	if err := s.ahead(64); err != nil {
		return err
	}
	if isHTML(doctypeName(s.window[s.pos:])) {
		return s.refuse(htmlSentence)
	}
	return s.refuse("Die Datei enthält eine DOCTYPE-Angabe. Solche Dateien werden aus Gründen der Sicherheit nicht gelesen.")
}

func (s *scanner) comment() error {
	n, err := s.index("--", len("<!--"))
	if err != nil {
		return err
	}
	if n >= 0 {
		err = s.ahead(n + 3)
	}
	rest := s.window[s.pos:]
	if err != nil || n < 0 || len(rest) < n+3 || rest[n+2] != '>' {
		return cmp.Or(err, s.refuse("Ein Kommentar der Datei ist nicht richtig beendet."))
	}
	return s.skip(n + 3)
}

// skip passes over n bytes that are neither tag nor text, checking that they
// are characters.
func (s *scanner) skip(n int) error {
	if n > s.limits.Text {
		return s.refuse("Ein Kommentar der Datei ist länger als erlaubt.")
	}
	raw := s.window[s.pos : s.pos+n]
	if sentence, _ := badText(raw, classOf(raw)); sentence != "" {
		return s.refuse(sentence)
	}
	s.begun = true
	s.advance(n)
	return nil
}

var xmlDecl = regexp.MustCompile(`^<\?xml[ \t\r\n]+version[ \t\r\n]*=[ \t\r\n]*(?:"1\.[0-9]+"|'1\.[0-9]+')` +
	`(?:[ \t\r\n]+encoding[ \t\r\n]*=[ \t\r\n]*(?:"[A-Za-z][A-Za-z0-9._:-]*"|'[A-Za-z][A-Za-z0-9._:-]*'))?` +
	`(?:[ \t\r\n]+standalone[ \t\r\n]*=[ \t\r\n]*(?:"(?:yes|no)"|'(?:yes|no)'))?[ \t\r\n]*\?>$`)

func (s *scanner) instruction() error {
	n, err := s.index("?>", len("<?"))
	if err != nil {
		return err
	}
	if n < 0 {
		return s.refuse("Eine Verarbeitungsanweisung (<?…) der Datei ist nicht beendet.")
	}
	raw := s.window[s.pos : s.pos+n+2]
	target := raw[2 : 2+nameLength(raw[2:])]
	after := raw[2+len(target):]
	switch {
	case strings.EqualFold(target, "xml") && (s.begun || !xmlDecl.MatchString(raw)):
		return s.refuse("Die XML-Deklaration (<?xml …?>) ist fehlerhaft oder steht nicht am Anfang der Datei.")
	case target == "" || after != "?>" && !strings.ContainsAny(after[:1], " \t\r\n"):
		return s.refuse("Eine Verarbeitungsanweisung (<?…) der Datei ist fehlerhaft.")
	}
	return s.skip(n + 2)
}

func (s *scanner) cdata() error {
	n, err := s.index("]]>", len("<![CDATA["))
	if err != nil {
		return err
	}
	if n < 0 {
		return s.refuse("Ein CDATA-Abschnitt der Datei ist nicht beendet.")
	}
	raw, line := s.window[s.pos+len("<![CDATA["):s.pos+n], s.line
	class := classOf(raw)
	if err := s.allowed(raw, class); err != nil {
		return err
	}
	if len(raw) > s.limits.Text {
		return s.refuse("Ein Text der Datei ist länger als erlaubt.")
	}
	if class&cr != 0 {
		raw = unixLines(raw)
	}
	s.advance(n + 3)
	s.token = token{kind: textPart, line: line, text: raw, class: class, cdata: true, attrs: s.token.attrs[:0]}
	return nil
}
