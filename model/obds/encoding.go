package obds

import (
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// decoder turns bytes of a document into UTF-8, from wherever the last call
// stopped. It returns how many bytes it used: fewer than given when a character
// is cut off at the end. bad is the first byte that is no character, or -1.
type decoder func(dst []byte, src []byte) (out []byte, used int, bad int)

// decoderFor finds the decoder for the name in an XML declaration; nil means
// UTF-8, which needs none.
func decoderFor(name string) (d decoder, known bool) {
	switch plain := plainName(name); plain {
	case "", "utf8", "usascii", "ascii", "iso646us", "ansix341968", "unicode11utf8":
		return nil, true
	default:
		m, known := singleByte[plain]
		if !known {
			return nil, false
		}
		return tableDecoder(m, strings.HasPrefix(m.String(), "ISO 8859")), true
	}
}

// plainName drops what the many spellings of one encoding differ in.
func plainName(name string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '-' || r == '_' || r == ':' || r == '.':
			return -1
		case r >= 'A' && r <= 'Z':
			return r + 'a' - 'A'
		}
		return r
	}, name)
}

// singleByte are the encodings with one byte for a character, by plain name.
var singleByte = func() map[string]*charmap.Charmap {
	byName := map[string]*charmap.Charmap{
		"macintosh": charmap.Macintosh, "mac": charmap.Macintosh, "koi8r": charmap.KOI8R,
		"ibm437": charmap.CodePage437, "cp437": charmap.CodePage437,
		"ibm850": charmap.CodePage850, "cp850": charmap.CodePage850,
	}
	for part, m := range map[string]*charmap.Charmap{
		"1": charmap.ISO8859_1, "2": charmap.ISO8859_2, "3": charmap.ISO8859_3, "4": charmap.ISO8859_4,
		"5": charmap.ISO8859_5, "7": charmap.ISO8859_7, "9": charmap.ISO8859_9, "10": charmap.ISO8859_10,
		"13": charmap.ISO8859_13, "14": charmap.ISO8859_14, "15": charmap.ISO8859_15, "16": charmap.ISO8859_16,
	} {
		byName["iso8859"+part] = m
	}
	for latin, part := range map[string]string{"1": "1", "2": "2", "3": "3", "4": "4", "5": "9", "6": "10", "7": "13", "8": "14", "9": "15", "10": "16"} {
		byName["latin"+latin] = byName["iso8859"+part]
		byName["l"+latin] = byName["iso8859"+part]
	}
	for page, m := range map[string]*charmap.Charmap{
		"1250": charmap.Windows1250, "1251": charmap.Windows1251, "1252": charmap.Windows1252,
		"1253": charmap.Windows1253, "1254": charmap.Windows1254, "1257": charmap.Windows1257,
	} {
		byName["windows"+page] = m
		byName["cp"+page] = m
	}
	return byName
}()

// tableDecoder decodes by a table. The bytes 80 to 9F of the ISO encodings are
// the control characters of that number, which some tables leave out.
func tableDecoder(m *charmap.Charmap, iso bool) decoder {
	return func(dst, src []byte) ([]byte, int, int) {
		for i, b := range src {
			r := m.DecodeByte(b)
			if iso && b >= 0x80 && b < 0xA0 {
				r = rune(b)
			}
			if r == utf8.RuneError {
				return dst, i, i
			}
			dst = utf8.AppendRune(dst, r)
		}
		return dst, len(src), -1
	}
}

func utf16Decoder(bigEndian bool) decoder {
	unit := func(b []byte) rune {
		if bigEndian {
			return rune(b[0])<<8 | rune(b[1])
		}
		return rune(b[1])<<8 | rune(b[0])
	}
	return func(dst, src []byte) ([]byte, int, int) {
		i := 0
		for i+1 < len(src) {
			r, size := unit(src[i:]), 2
			if utf16.IsSurrogate(r) {
				if i+3 >= len(src) {
					return dst, i, -1
				}
				r, size = utf16.DecodeRune(r, unit(src[i+2:])), 4
				if r == utf8.RuneError {
					return dst, i, i
				}
			}
			dst = utf8.AppendRune(dst, r)
			i += size
		}
		return dst, i, -1
	}
}
