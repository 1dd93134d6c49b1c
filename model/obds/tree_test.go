package obds_test

import (
	"encoding/xml"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/encoding/ianaindex"
)

// canonical is a document as one line per element and text, read by
// encoding/xml and so independent of this package: comments, indentation,
// prefixes and places of schemas are left out, and so is the version, which a
// writer raises.
func canonical(t testing.TB, document []byte) []string {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(string(document)))
	d.CharsetReader = func(name string, in io.Reader) (io.Reader, error) {
		encoding, err := ianaindex.IANA.Encoding(name)
		if err != nil {
			return nil, err
		}
		return encoding.NewDecoder().Reader(in), nil
	}
	var lines, path []string
	var text strings.Builder
	children := []int{0}
	for {
		token, err := d.Token()
		if err == io.EOF {
			return lines
		}
		if err != nil {
			t.Fatalf("canonical form: %v", err)
		}
		switch token := token.(type) {
		case xml.StartElement:
			children[len(children)-1]++
			children = append(children, 0)
			path = append(path, token.Name.Local)
			lines = append(lines, strings.Join(path, "/")+" "+token.Name.Space+attributes(token.Attr))
			text.Reset()
		case xml.CharData:
			text.Write(token)
		case xml.EndElement:
			if children[len(children)-1] == 0 && text.Len() > 0 && strings.TrimSpace(text.String()) != "" {
				lines = append(lines, fmt.Sprintf("%s = %q", strings.Join(path, "/"), text.String()))
			}
			lines = append(lines, strings.Join(path, "/")+" end")
			children = children[:len(children)-1]
			path = path[:len(path)-1]
			text.Reset()
		}
	}
}

func attributes(attrs []xml.Attr) string {
	var kept []string
	for _, a := range attrs {
		if a.Name.Space == "xmlns" || a.Name.Local == "xmlns" || a.Name.Local == "Schema_Version" || strings.Contains(a.Name.Space, "XMLSchema-instance") {
			continue
		}
		kept = append(kept, fmt.Sprintf(" %s:%s=%q", a.Name.Space, a.Name.Local, a.Value))
	}
	slices.Sort(kept)
	return strings.Join(kept, "")
}

// difference is the first line that two canonical forms do not share, "" when
// they are equal.
func difference(got, want []string) string {
	for i := range max(len(got), len(want)) {
		var g, w string
		if i < len(got) {
			g = got[i]
		}
		if i < len(want) {
			w = want[i]
		}
		if g != w {
			return fmt.Sprintf("line %d:\n got %s\nwant %s", i+1, g, w)
		}
	}
	return ""
}
