package field

import (
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// typography is what word processors make of plain characters, and what a form
// makes of it again where the field's character class does not have it.
var typography = map[rune]string{
	'–': "-", '—': "-", '‐': "-", '‑': "-", '−': "-",
	'„': `"`, '“': `"`, '”': `"`, '‚': "'", '‘': "'",
	'…': "...", '\u00a0': " ", '\u202f': " ", '\u2009': " ", '\u00ad': "", '\u200b': "", '\ufeff': "",
	'≥': ">=", '≤': "<=",
	'ﬀ': "ff", 'ﬁ': "fi", 'ﬂ': "fl", 'ﬃ': "ffi", 'ﬄ': "ffl", 'ﬅ': "st", 'ﬆ': "st", // of a PDF
	'μ': "µ", // the Greek letter for the sign of micro
}

// Normal is what a form makes of typed or pasted text before storing it:
// composed characters, plain dashes and quotes, no blanks around it, a decimal
// point, codes in the list's spelling. It never judges: what fits no spelling
// stays as it was typed.
func (t *Type) Normal(text string) string {
	text = strings.TrimSpace(plainControls(norm.NFC.String(text), t.Kind == LongText))
	switch t.Kind {
	case Text, LongText:
		return strings.TrimSpace(t.plainTypography(text))
	case Number:
		return t.normalNumber(text)
	case Code, Enum, Flag, Branch:
		return t.normalCode(text)
	}
	return text
}

// plainControls drops control characters; line breaks become blanks where the
// field has one line.
func plainControls(text string, lines bool) string {
	text = strings.ReplaceAll(text, "\r\n", "\n")
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t' || r == '\r':
			if lines {
				return r
			}
			return ' '
		case r < 0x20 || r >= 0x7F && r <= 0x9F:
			return -1
		}
		return r
	}, text)
}

func (t *Type) plainTypography(text string) string {
	class := classes()[t.Chars]
	if class == nil {
		return text
	}
	var b strings.Builder
	for _, r := range text {
		if plain, ok := typography[r]; ok && !class.has(r) {
			b.WriteString(plain)
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

func (t *Type) normalNumber(text string) string {
	plain := strings.Replace(strings.ReplaceAll(t.plainDashes(text), " ", ""), ",", ".", 1)
	if _, ok := parseNumber(plain, true); ok {
		return plain
	}
	for _, word := range t.Words {
		if strings.EqualFold(word, text) {
			return word
		}
	}
	return text
}

func (t *Type) plainDashes(text string) string {
	return strings.NewReplacer("–", "-", "−", "-").Replace(text)
}

// normalCode finds the spelling of a code that fits: as typed, in capitals, in
// small letters, in small letters with a capital at the end (OPS with a side),
// each also without blanks.
func (t *Type) normalCode(text string) string {
	if text == "" || t.Kind == Branch {
		return text
	}
	if c := t.checker(); c.listed != nil {
		if i := slices.IndexFunc(c.codes, func(code string) bool { return strings.EqualFold(code, text) }); i >= 0 && !c.listed[text] {
			return c.codes[i]
		}
		return text
	}
	typed := t.plainTypography(text)
	for _, s := range []string{typed, strings.ReplaceAll(typed, " ", "")} {
		for _, spelling := range []string{s, strings.ToUpper(s), strings.ToLower(s), sideLast(s)} {
			if t.Check(spelling) == nil {
				return spelling
			}
		}
	}
	return typed
}

func sideLast(text string) string {
	if text == "" {
		return ""
	}
	last := len(text) - 1
	return strings.ToLower(text[:last]) + strings.ToUpper(text[last:])
}
