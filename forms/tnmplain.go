package forms

import (
	"strings"
	"unicode/utf8"
)

// plainText is a text in the letters of a formula: full-width letters, figures set
// high or low, the dashes and blanks of word processors and Roman numbers of one
// character are the plain ones. It knows what each letter was before.
type plainText struct {
	text string
	from []int // per byte of text, and behind the last, where it stands in the original
	orig string
}

// plainRunes are characters that stand for others; an empty one for nothing.
var plainRunes = func() map[rune]string {
	plain := map[rune]string{'\u00ad': "", '\u200b': "", '\u200c': "", '\u200d': "", '\u2060': "", '\ufeff': "",
		'×': "x", '⁺': "+", '₊': "+", '⁻': "-", '₋': "-", 'ₓ': "x", 'ˣ': "x", '⁄': "/", '∕': "/", '−': "-", '﹣': "-",
		'¹': "1", '²': "2", '³': "3"}
	for _, r := range "\t\n\r\u00a0\u2007\u202f\u205f\u3000|·•_\"“”„‟«»‹›‚‘’'" {
		plain[r] = " "
	}
	for r := '\u2000'; r <= '\u200a'; r++ {
		plain[r] = " "
	}
	for r := '\u2010'; r <= '\u2015'; r++ {
		plain[r] = "-"
	}
	for r := '！'; r <= '～'; r++ {
		plain[r] = string(r - '！' + '!')
	}
	for i := range 10 {
		plain['₀'+rune(i)] = string(rune('0' + i))
		if i == 0 || i >= 4 { // 1 to 3 stand elsewhere
			plain['⁰'+rune(i)] = string(rune('0' + i))
		}
	}
	for i, roman := range []string{"I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"} {
		plain['Ⅰ'+rune(i)], plain['ⅰ'+rune(i)] = roman, roman
	}
	return plain
}()

// plainly takes a text apart.
func plainly(orig string) plainText {
	var text strings.Builder
	var from []int
	for i, width := 0, 0; i < len(orig); i += width {
		var r rune
		r, width = utf8.DecodeRuneInString(orig[i:])
		letters, other := plainRunes[r]
		if !other {
			letters = orig[i : i+width]
		}
		text.WriteString(letters)
		for range len(letters) {
			from = append(from, i)
		}
	}
	return plainText{text.String(), append(from, len(orig)), orig}
}

// quote is a piece of the text as it was written.
func (p *plainText) quote(from, to int) string {
	return strings.TrimSpace(p.orig[p.from[from]:p.from[to]])
}
