package field

import (
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// The character classes of the schema (datatypeA, B, C and E, after DIN SPEC 91379) as
// sets of code points, hexadecimal. Each class is used with or without white
// space: see class.blanks.
const (
	latin = "0187-0188 018F 0197 01A0-01A1 01AF-01B0 01B7 01CD-01DC 01DE-01DF 01E2-01F0 01F4-01F5 01F8-01FF " +
		"0212-0213 0218-021B 021E-021F 0227-0233 0259 0268 0292 02B9-02BA 02BE-02BF 02C8 02CC 1E02-1E03 " +
		"1E06-1E07 1E0A-1E11 1E1C-1E2B 1E2F-1E37 1E3A-1E3B 1E40-1E49 1E52-1E5B 1E5E-1E63 1E6A-1E6F 1E80-1E87 " +
		"1E8C-1E97 1E9E 1EA0-1EF9 2019 2021"
	classA = "0027 002C-002E 0041-005A 0060-007A 007E 00A8 00B4 00B7 00C0-00D6 00D8-00F6 00F8-017E"
	classB = "0021-007E 00A1-00A3 00A5 00A7-00AC 00AE-00B7 00B9-00BB 00BF-017E 20AC"
	classC = "0021-007E 00A0-00AC 00AE-017E 20AC"
	classE = "0009-000A 000D 0020-007E 00A0-00AC 00AE-017E 0187-0188 018F 0192 0197 01A0-01A1 01AF-01B0 01B7 " +
		"01CD-01DC 01DE-01DF 01E2-01F0 01F4-01F5 01F8-01FF 0212-0213 0218-021B 021E-021F 0227-0233 0259 0268 " +
		"0292 02B0 02B3 02B9-02BA 02BE-02BF 02C6 02C8 02CC 02DC 02E2 0386 0388-038A 038C 038E-03A1 03A3-03CE " +
		"040D 0410-042A 042C 042E-044A 044C 044E-044F 045D 1D48 1D57 1E02-1E03 1E06-1E07 1E0A-1E11 1E1C-1E2B " +
		"1E2F-1E37 1E3A-1E3B 1E40-1E49 1E52-1E5B 1E5E-1E63 1E6A-1E6F 1E80-1E87 1E8C-1E97 1E9E 1EA0-1EF9 " +
		"2018-201A 201C-201E 2020-2021 2026 2030 2039-203A 2070 2074-2079 207F-2089 20AC 2122 221E 2264-2265"
)

// sequences are the letters with combining marks that every class allows,
// because no single code point exists for them.
const sequences = "0041+030B 0043+0300 0043+0304 0043+0306 0043+0308 0043+0315 0043+0323 0043+0326 0043+0328+0306 " +
	"0044+0302 0046+0300 0046+0304 0047+0300 0048+0304 0048+0326 0048+0331 004A+0301 004A+030C 004B+0300 " +
	"004B+0302 004B+0304 004B+0307 004B+0315 004B+031B 004B+0326 004B+035F+0048 004B+035F+0068 004C+0302 " +
	"004C+0325 004C+0325+0304 004C+0326 004D+0300 004D+0302 004D+0306 004D+0310 004E+0302 004E+0304 " +
	"004E+0306 004E+0326 0050+0300 0050+0304 0050+0315 0050+0323 0052+0306 0052+0325 0052+0325+0304 " +
	"0053+0300 0053+0304 0053+031B+0304 0053+0331 0054+0300 0054+0304 0054+0308 0054+0315 0054+031B " +
	"0055+0307 005A+0300 005A+0304 005A+0306 005A+0308 005A+0327 0061+030B 0063+0300 0063+0304 0063+0306 " +
	"0063+0308 0063+0315 0063+0323 0063+0326 0063+0328+0306 0064+0302 0066+0300 0066+0304 0067+0300 " +
	"0068+0304 0068+0326 006A+0301 006B+0300 006B+0302 006B+0304 006B+0307 006B+0315 006B+031B 006B+0326 " +
	"006B+035F+0068 006C+0302 006C+0325 006C+0325+0304 006C+0326 006D+0300 006D+0302 006D+0306 006D+0310 " +
	"006E+0302 006E+0304 006E+0306 006E+0326 0070+0300 0070+0304 0070+0315 0070+0323 0072+0306 0072+0325 " +
	"0072+0325+0304 0073+0300 0073+0304 0073+031B+0304 0073+0331 0074+0300 0074+0304 0074+0315 0074+031B " +
	"0075+0307 007A+0300 007A+0304 007A+0306 007A+0308 007A+0327 00C7+0306 00DB+0304 00E7+0306 00FB+0304 " +
	"00FF+0301 010C+0315 010C+0323 010D+0315 010D+0323 012A+0301 012B+0301 017D+0326 017D+0327 017E+0326 " +
	"017E+0327 1E32+0304 1E33+0304 1E62+0304 1E63+0304 1E6C+0304 1E6D+0304 1EA0+0308 1EA1+0308 1ECC+0308 " +
	"1ECD+0308 1EE4+0304 1EE4+0308 1EE5+0304 1EE5+0308"

// class is a character class, ready for checking.
type class struct {
	set   [classSize / 64]uint64
	lines bool // tab and line break count as white space, not the blank alone
}

// classSize is one more than the highest code point any class has.
const classSize = 0x2280

func (c *class) has(r rune) bool {
	return r < classSize && c.set[r/64]&(1<<(r%64)) != 0
}

func (c *class) add(ranges string) {
	for _, field := range strings.Fields(ranges) {
		from, to, isRange := strings.Cut(field, "-")
		if !isRange {
			to = from
		}
		for r := codePoint(from); r <= codePoint(to); r++ {
			c.set[r/64] |= 1 << (r % 64)
		}
	}
}

func codePoint(hex string) rune {
	n, err := strconv.ParseUint(hex, 16, 16)
	if err != nil {
		panic("field: bad code point " + hex)
	}
	return rune(n)
}

// classes has the four classes by the name a Type gives in Chars.
var classes = sync.OnceValue(func() map[string]*class {
	made := map[string]*class{
		"A": {},
		"B": {},
		"C": {lines: true},
		"E": {lines: true},
	}
	for name, ranges := range map[string]string{
		"A": latin + " " + classA,
		"B": latin + " " + classB,
		"C": latin + " " + classC,
		"E": classE,
	} {
		made[name].add(ranges)
	}
	return made
})

// marked has the combining sequences by their first character.
var marked = sync.OnceValue(func() map[rune][]string {
	byBase := map[rune][]string{}
	for _, field := range strings.Fields(sequences) {
		var s strings.Builder
		for _, hex := range strings.Split(field, "+") {
			s.WriteRune(codePoint(hex))
		}
		base, _ := utf8.DecodeRuneInString(s.String())
		byBase[base] = append(byBase[base], s.String())
	}
	return byBase
})

// sequence is the length in bytes of the combining sequence text begins with,
// 0 when it begins with none.
func sequence(text string) int {
	base, size := utf8.DecodeRuneInString(text)
	if mark, _ := utf8.DecodeRuneInString(text[size:]); !unicode.Is(unicode.Mn, mark) {
		return 0
	}
	longest := 0
	for _, s := range marked()[base] {
		if len(s) > longest && strings.HasPrefix(text, s) {
			longest = len(s)
		}
	}
	return longest
}

// blank reports whether a character is white space of the class.
func (c *class) blank(r rune) bool {
	switch r {
	case ' ':
		return true
	case '\t', '\n', '\r':
		return c.lines
	}
	return false
}
