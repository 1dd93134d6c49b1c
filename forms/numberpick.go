package forms

import (
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/model/catalog"
	"example.org/meldeportal/model/field"
)

// A number with a check digit that a list knows by name: the IK of an insurer. Digits are
// typed as into any such number, and nothing is searched for them: half a number means
// nobody. Words search the list.

// numeric reports that the text is a number, or the beginning of one.
func (p *pick) numeric() bool {
	return p.number != nil && strings.Trim(p.line.text(), "0123456789") == ""
}

// numberKey leaves blanks out of a number that is typed or pasted; it reports that
// nothing is left of the key.
func (p *pick) numberKey(k *tea.KeyMsg) (nothing bool) {
	switch text := string(k.Runes); {
	case !p.numeric():
	case k.Type == tea.KeySpace:
		return p.line.text() != "" && !p.chosen
	case k.Type == tea.KeyRunes && strings.Trim(text, "0123456789 \t\r\n") == "":
		k.Runes = []rune(strings.Join(strings.Fields(text), ""))
		return len(k.Runes) == 0
	}
	return false
}

// numberMeaning says how far a number is, whether it is right, and whose it is.
func (p *pick) numberMeaning(stored string, focused bool) (string, tone) {
	text := stored
	if focused {
		text = p.line.text()
		if _, taken := p.taken(); text == "" || taken || !p.numeric() && len(p.hits) > 0 {
			return p.codeMeaning(stored, focused)
		}
	}
	said, tone := p.number.tell(text)
	if tone == doubts {
		return said, tone
	}
	e, known := p.source.entry(text)
	switch {
	case !focused && !known:
		return "", tells
	case !focused:
		return p.tell(e), tells
	case known:
		return p.tell(e) + ", " + said, tone
	}
	return said, tone
}

// ofType are the codes of a list that fit the type of a field: of those who pay, those
// of one branch of the insurance.
type ofType struct {
	source
	typ *field.Type
}

func (s ofType) search(q string, n int) []catalog.Entry {
	hits := slices.DeleteFunc(slices.Clone(s.source.search(q, s.size())), func(e catalog.Entry) bool { return s.typ.Check(e.Code) != nil })
	return hits[:min(n, len(hits))]
}
