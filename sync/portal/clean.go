package portal

import (
	"strings"
	"unicode"
)

const maxText = 500 // runes of a text of the portal; longer ones are cut

// clean makes text of the portal safe to show: control, format, private-use and
// surrogate characters, line and paragraph separators and bytes that are no
// UTF-8 become U+FFFD.
func clean(text string) string {
	var b strings.Builder
	n := 0
	for _, r := range text {
		if n++; n > maxText {
			break
		}
		if unicode.In(r, unicode.C, unicode.Zl, unicode.Zp) {
			r = unicode.ReplacementChar
		}
		b.WriteRune(r)
	}
	return b.String()
}

func cleanFindings(findings []Finding) []Finding {
	for i, f := range findings {
		findings[i] = Finding{Rule: clean(f.Rule), Text: clean(f.Text), Field: clean(f.Field)}
	}
	return findings
}
