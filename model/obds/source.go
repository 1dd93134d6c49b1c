package obds

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"
)

// source hands out a document's text piece by piece, as UTF-8. UTF-8 itself is
// not checked here but where the pieces are put together.
type source struct {
	in     io.Reader
	decode decoder // nil for UTF-8
	ascii  bool    // declared as ASCII: no byte above 127
	rest   []byte  // read, not yet handed out
	buf    []byte
	piece  int // bytes read at once
	out    []byte
	done   bool
}

const (
	pieceSize = 64 << 10
	headSize  = 1 << 10
)

// openSource looks at the document's first bytes to find its encoding: a
// byte-order mark, the pattern of "<?" in UTF-16, or the XML declaration.
func openSource(in io.Reader) (*source, error) {
	s := &source{in: in, piece: pieceSize}
	if whole, ok := in.(interface{ Len() int }); ok { // most documents are of one report and short
		s.piece = min(pieceSize, max(headSize, whole.Len()))
	}
	s.buf = make([]byte, s.piece)
	n, err := io.ReadFull(in, s.buf[:headSize])
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		s.done = true
	} else if err != nil {
		return nil, fmt.Errorf("read document: %w", err)
	}
	head := bytes.Clone(s.buf[:n])
	if sentence := foreignSentence(head, s.done); sentence != "" {
		return nil, &Refusal{Line: 1, Text: sentence}
	}
	wide, mark := wideEncoding(head)
	s.rest = head[mark:]
	if wide != nil {
		return s, s.openWide(wide)
	}
	name := declaredEncoding(s.rest)
	if isWideName(name) {
		return nil, &Refusal{Line: 1, Text: "Die Datei nennt sich „" + printable(name) + "“, ist aber nicht so gespeichert."}
	}
	var known bool
	if s.decode, known = decoderFor(name); !known {
		return nil, &Refusal{Line: 1, Text: "Die Zeichenkodierung „" + printable(name) + "“ kennt dieses Programm nicht. Bitte speichern Sie die Datei als UTF-8."}
	}
	s.ascii = s.decode == nil && name != "" && !isUTF8Name(name)
	return s, nil
}

// openWide checks that a document in UTF-16 does not call itself something else.
func (s *source) openWide(d decoder) error {
	s.decode = d
	text, _, _ := d(nil, s.rest)
	if name := declaredEncoding(text); name != "" && !isUTF8Name(name) && plainName(name) != "utf16" {
		exact := map[string]bool{"utf16le": false, "utf16be": true}
		big, named := exact[plainName(name)]
		if same, _, _ := utf16Decoder(big)(nil, s.rest); !named || !bytes.Equal(same, text) {
			return &Refusal{Line: 1, Text: "Die Datei nennt sich „" + printable(name) + "“, ist aber als UTF-16 gespeichert."}
		}
	}
	return nil
}

func isUTF8Name(name string) bool { return plainName(name) == "utf8" }

func isWideName(name string) bool {
	switch plainName(name) {
	case "utf16", "utf16le", "utf16be", "ucs2", "iso10646ucs2", "utf32", "ucs4", "iso10646ucs4":
		return true
	}
	return false
}

// wideEncoding recognises UTF-16 and says how long the byte-order mark is,
// that of UTF-8 included.
func wideEncoding(head []byte) (d decoder, mark int) {
	switch {
	case bytes.HasPrefix(head, []byte{0xEF, 0xBB, 0xBF}):
		return nil, 3
	case bytes.HasPrefix(head, []byte{0xFE, 0xFF}):
		return utf16Decoder(true), 2
	case bytes.HasPrefix(head, []byte{0xFF, 0xFE}):
		return utf16Decoder(false), 2
	case bytes.HasPrefix(head, []byte{0, '<', 0, '?'}):
		return utf16Decoder(true), 0
	case bytes.HasPrefix(head, []byte{'<', 0, '?', 0}):
		return utf16Decoder(false), 0
	}
	return nil, 0
}

var encodingDecl = regexp.MustCompile(`^<\?xml[ \t\r\n][^>]*?[ \t\r\n]encoding[ \t\r\n]*=[ \t\r\n]*["']([A-Za-z0-9._:-]*)["']`)

func declaredEncoding(head []byte) string {
	if found := encodingDecl.FindSubmatch(head); found != nil {
		return string(found[1])
	}
	return ""
}

// next is the text before, which the caller has still to look at, with the next piece
// of text behind it; io.EOF follows the last one. The piece is as long as what stands
// before it, as far as there is so much.
func (s *source) next(before string) (string, error) {
	if len(s.rest) == 0 || s.decode != nil && len(s.rest) < 4 {
		if err := s.fill(len(before)); err != nil {
			return "", err
		}
	}
	if len(s.rest) == 0 {
		return "", io.EOF
	}
	if s.decode == nil {
		piece := s.rest
		s.rest = nil
		return s.asText(before, piece)
	}
	out, used, bad := s.decode(s.out[:0], s.rest)
	if bad >= 0 || used == 0 {
		return "", &Refusal{Text: "Die Datei enthält Bytes, die in der angegebenen Zeichenkodierung kein Zeichen sind."}
	}
	s.out, s.rest = out, s.rest[used:]
	return joined(before, out), nil
}

// joined copies once what would be copied twice by before + string(piece).
func joined(before string, piece []byte) string {
	var b strings.Builder
	b.Grow(len(before) + len(piece))
	b.WriteString(before)
	b.Write(piece)
	return b.String()
}

func (s *source) asText(before string, piece []byte) (string, error) {
	if s.ascii {
		for _, b := range piece {
			if b >= 0x80 {
				return "", &Refusal{Text: "Die Datei nennt sich ASCII, enthält aber andere Zeichen. Bitte speichern Sie sie als UTF-8."}
			}
		}
	}
	return joined(before, piece), nil
}

// fill reads on, keeping the bytes of a cut-off character.
func (s *source) fill(least int) error {
	if s.done {
		return nil
	}
	size := max(s.piece, least)
	if cap(s.buf) < size {
		s.buf = make([]byte, size)
	}
	kept := copy(s.buf[:size], s.rest)
	n, err := io.ReadFull(s.in, s.buf[kept:size])
	switch {
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		s.done = true
	case err != nil:
		return fmt.Errorf("read document: %w", err)
	}
	s.rest = s.buf[:kept+n]
	return nil
}
