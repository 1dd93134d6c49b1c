package obds_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"reflect"
	"strings"
	"testing"
	"unicode/utf16"

	"example.org/meldeportal/model/obds"
)

const (
	utf8Decl = `encoding="UTF-8"`
	document = "Ćwiękała-Öztürk"
)

func TestSameDocumentInOtherSpellingsReadsTheSame(t *testing.T) {
	t.Parallel()
	text := replaced(t, document, "Müller")
	want := read(t, []byte(text))
	latin := func(name string) []byte {
		var out []byte
		for _, r := range strings.Replace(text, utf8Decl, `encoding="`+name+`"`, 1) {
			out = append(out, byte(r)) // all characters are in Latin-1
		}
		return out
	}
	wide := func(order binary.AppendByteOrder, name, mark string) []byte {
		var out []byte
		for _, u := range utf16.Encode([]rune(mark + strings.Replace(text, utf8Decl, `encoding="`+name+`"`, 1))) {
			out = order.AppendUint16(out, u)
		}
		return out
	}
	for name, spelled := range map[string][]byte{
		"ISO-8859-1":               latin("ISO-8859-1"),
		"ISO-8859-15":              latin("iso-8859-15"),
		"windows-1252":             latin("windows-1252"),
		"latin1":                   latin("latin1"),
		"UTF-16 little endian":     wide(binary.LittleEndian, "UTF-16", "\ufeff"),
		"UTF-16 big endian":        wide(binary.BigEndian, "UTF-16", "\ufeff"),
		"UTF-16 without a mark":    wide(binary.BigEndian, "UTF-16", ""),
		"UTF-16LE by name":         wide(binary.LittleEndian, "UTF-16LE", ""),
		"UTF-8 with a mark":        []byte("\ufeff" + text),
		"no declaration":           []byte(text[strings.Index(text, "\n")+1:]),
		"carriage returns":         []byte(strings.ReplaceAll(text, "\n", "\r\n")),
		"a prefix":                 []byte(prefixedText(text)),
		"CDATA and comments":       []byte(strings.Replace(text, "Müller", "<!-- x --><![CDATA[Mü]]>ll<?p?><![CDATA[er]]>", 1)),
		"character references":     []byte(strings.Replace(text, "Müller", "&#77;&#xfc;ller", 1)),
		"a place for the schema":   []byte(strings.Replace(text, " Schema_Version", ` xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:schemaLocation="a b" Schema_Version`, 1)),
		"single quotes and blanks": []byte(strings.Replace(text, `Schema_Version="3.0.4"`, "Schema_Version = '3.0.4'", 1)),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := read(t, spelled); !reflect.DeepEqual(got, want) {
				t.Errorf("got %+v\nwant %+v", got, want)
			}
		})
	}
}

func prefixedText(text string) string {
	text = strings.NewReplacer("</", "\x00", "<?", "<?", "<!", "<!", "<", "<o:").Replace(text)
	return strings.Replace(strings.ReplaceAll(text, "\x00", "</o:"), `xmlns="`, `xmlns:o="`, 1)
}

func TestEncodingThatIsNotTheDeclaredOneIsRefused(t *testing.T) {
	t.Parallel()
	for name, spelled := range map[string]string{
		"Latin-1 called UTF-8":    `<?xml version="1.0" encoding="UTF-8"?><a>M` + "\xfc" + `ller</a>`,
		"Latin-1 without a name":  "<a>M\xfcller</a>",
		"UTF-8 called ASCII":      `<?xml version="1.0" encoding="US-ASCII"?><a>ü</a>`,
		"bytes called UTF-16":     `<?xml version="1.0" encoding="UTF-16"?><a/>`,
		"UTF-16 called Latin-1":   "\xff\xfe" + strings.Join(strings.Split(`<?xml version="1.0" encoding="ISO-8859-1"?><a/>`, ""), "\x00") + "\x00",
		"half a surrogate":        "\xff\xfe<\x00a\x00>\x00\x00\xd8<\x00/\x00a\x00>\x00",
		"half a character":        "\xff\xfe<\x00a\x00>\x00x",
		"unknown name":            `<?xml version="1.0" encoding="x-klingon"?><a/>`,
		"hole in windows-1252":    `<?xml version="1.0" encoding="windows-1252"?><a>` + "\x81</a>",
		"windows-1252 as Latin-1": `<?xml version="1.0" encoding="ISO-8859-1"?><oBDS>` + "\x96</oBDS>",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := obds.Read(bytes.NewReader([]byte(spelled)), obds.Options{})
			var refusal *obds.Refusal
			if !errors.As(err, &refusal) || refusal.Line != 1 {
				t.Errorf("got %v, want a refusal in line 1", err)
			}
		})
	}
}
