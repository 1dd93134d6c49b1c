package forms

import (
	"fmt"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/field"
	"example.org/meldeportal/model/rule"
)

// nummer asks for a number with a check digit. Blanks are left out and letters
// raised while typing; beside the number stands how far it is and whether its
// check digit is right.
type nummer struct {
	line
	kind *nummerKind
}

// nummerKind is one sort of number.
type nummerKind struct {
	length int
	letter bool                                 // a capital letter stands first
	digit  func(nr string) (digit int, ok bool) // the check digit asked for
	at     int                                  // where it stands
	other  func(nr string) string               // what else is odd about a whole number, "" = nothing
}

// nummerFor is the widget of a number with a check digit, nil for other fields.
func nummerFor(b field.Bound) widget {
	typ := b.Row.Type
	kind := nummerKinds[typ]
	if typ.List != "" {
		return nil
	}
	if typ == dataset.Ziffern9 {
		kind = map[string]*nummerKind{"IKNR": anyIK, "LANR": lanr}[b.Row.ID]
	}
	if kind == nil {
		return nil
	}
	return &nummer{line: line{typ: typ, replaces: true}, kind: kind}
}

var (
	kvnr  = &nummerKind{length: 10, letter: true, digit: rule.PruefzifferKVNR, at: 9}
	anyIK = &nummerKind{length: 9, digit: rule.PruefzifferIK, at: 8}
	gkvIK = &nummerKind{length: 9, digit: rule.PruefzifferIK, at: 8, other: func(nr string) string {
		switch {
		case privateIK(nr):
			return "IK einer privaten Kasse"
		case !strings.HasPrefix(nr, "10"):
			return "IK einer Krankenkasse beginnt mit 10"
		}
		return ""
	}}
	pkvIK = &nummerKind{length: 9, digit: rule.PruefzifferIK, at: 8, other: func(nr string) string {
		switch {
		case strings.HasPrefix(nr, "10"):
			return "IK einer gesetzlichen Kasse"
		case !privateIK(nr):
			return "IK privater Kassen beginnt mit 16 oder 950"
		}
		return ""
	}}
	lanr = &nummerKind{length: 9, digit: rule.PruefzifferLANR, at: 6}

	nummerKinds = map[*field.Type]*nummerKind{
		dataset.GKVVersichertennummer: kvnr, dataset.GKVIKNR: gkvIK, dataset.PKVIKNR: pkvIK, dataset.SonstigeIKNR: anyIK,
	}
)

func privateIK(nr string) bool { return strings.HasPrefix(nr, "16") || strings.HasPrefix(nr, "950") }

func (n *nummer) key(k tea.KeyMsg) bool {
	switch k.Type {
	case tea.KeySpace:
		return false
	case tea.KeyRunes:
		k.Runes = []rune(n.kind.spelled(string(k.Runes)))
		if len(k.Runes) == 0 {
			return false
		}
	}
	changed := n.line.key(k)
	if short, long := n.kind.cut(n.text()); changed && long {
		n.set(short)
	}
	return changed
}

// spelled is typed text without blanks, its letters in capitals.
func (k *nummerKind) spelled(text string) string {
	text = strings.Join(strings.Fields(Typed(text)), "")
	if k.letter {
		text = strings.ToUpper(text)
	}
	return text
}

// cut takes the number out of the long form printed on some papers: 20 or 30
// characters that begin with it.
func (k *nummerKind) cut(text string) (short string, long bool) {
	if !k.letter || len(text) != 20 && len(text) != 30 || strings.Trim(text[k.length:], "0123456789") != "" {
		return text, false
	}
	_, ok := k.digit(text[:k.length])
	return text[:k.length], ok
}

func (n *nummer) meaning(stored string, focused bool) (string, tone) {
	text := stored
	if focused {
		text = n.text()
	}
	said, tone := n.kind.tell(text)
	if tone == tells && !focused {
		return "", tells
	}
	return said, tone
}

// tell says how far a number is and whether it is right.
func (k *nummerKind) tell(text string) (string, tone) {
	head, digits := "", text
	if k.letter && text != "" {
		head, digits = text[:1], text[1:]
	}
	switch missing := k.length - len(text); {
	case text == "":
		return "", tells
	case k.letter && (head < "A" || head > "Z"):
		return "beginnt mit einem Buchstaben von A bis Z", doubts
	case strings.Trim(digits, "0123456789") != "":
		return "hier stehen nur Ziffern", doubts
	case missing > 1:
		return fmt.Sprintf("noch %d Ziffern", missing), tells
	case missing == 1:
		return "noch 1 Ziffer", tells
	case missing < 0:
		return fmt.Sprintf("%d zu viel", -missing), doubts
	}
	return k.judge(text)
}

// judge looks at a number of the right length.
func (k *nummerKind) judge(text string) (string, tone) {
	if want, ok := k.digit(text); ok && int(text[k.at]-'0') != want {
		return fmt.Sprintf("Prüfziffer falsch, erwartet %d", want), doubts
	}
	if k.other != nil {
		if odd := k.other(text); odd != "" {
			return odd, doubts
		}
	}
	return "Prüfziffer stimmt", tells
}
