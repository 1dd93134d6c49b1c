package people

import (
	"strings"
	"unicode"

	"example.org/meldeportal/model/catalog"
)

// soundOf is how a word of a name sounds; letters German does not know sound as
// they look without their marks (Ayşe: Ayse).
func soundOf(word string) string {
	if strings.IndexFunc(word, func(r rune) bool { return r > unicode.MaxASCII }) >= 0 {
		word = catalog.Fold(word)
	}
	return KoelnerPhonetik(word)
}

func nameWords(name string) []string {
	return strings.FieldsFunc(name, func(r rune) bool { return r == ' ' || r == ',' || r == '-' })
}
