package forms

import (
	"slices"
	"strings"
	"unicode/utf8"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/model/catalog"
	"example.org/meldeportal/model/field"
)

// Texts about a tumour repeat what the patient's reports say already, and the
// words of the lists. What they would become is shown behind the caret, with the
// key that takes it:
//
//	▸ Diagnosetext             Malignes Mel→anom

// prose are the schema's types of texts in words; the other text types hold names,
// addresses and numbers.
var prose = []string{"Diagnosetext_Typ", "Freitext255_Typ", "Freitext255E_Typ", "FreitextAnmerkung_Typ", "FreitextCLOB_Typ"}

// speaks reports that a field holds a text about the tumour.
func speaks(b field.Bound) bool {
	return b.Row.Leaf() && b.Row.Type.List == "" && slices.Contains(prose, b.Row.Type.Name) && !strings.HasPrefix(b.ID, "Patient.")
}

// said is what a text may repeat.
type said struct {
	texts []string // of the report, of the tumour's earlier ones, of the lists
	words []string // of the codes, of the texts
}

// Completion is what → would put behind the text that is being typed, as it is
// drawn there, "" when there is nothing.
func (f *Form) Completion() string {
	if e := f.current(); e != nil {
		return f.completion(e)
	}
	return ""
}

func (f *Form) completion(e *entry) string {
	if e.kind != leaf || !e.edited || !e.typed() || !speaks(e.bound) {
		return ""
	}
	left, right, chosen := e.widget().around()
	if left == "" || right != "" || chosen {
		return ""
	}
	if f.said == nil {
		f.said = f.sayings(e.id)
	}
	line := left[strings.LastIndexByte(left, '\n')+1:]
	if rest := firstRest(f.said.texts, line); rest != "" {
		return rest
	}
	beginning := line[len(strings.TrimRightFunc(line, catalog.InWord)):]
	if rest := firstRest(f.said.words, beginning); rest != "" {
		return rest
	}
	return f.env.Lists.Words().Rest(beginning)
}

// firstRest is what the first text with a beginning has behind it. One letter
// is not worth a key.
func firstRest(texts []string, beginning string) string {
	if beginning == "" {
		return ""
	}
	for _, t := range texts {
		if len(t) > len(beginning) && strings.EqualFold(t[:len(beginning)], beginning) && utf8.RuneCountInString(t[len(beginning):]) > 1 {
			return t[len(beginning):]
		}
	}
	return ""
}

// sayings collects what the text of a field may repeat: the other texts, and what
// the codes stand for.
func (f *Form) sayings(but string) *said {
	var texts, labels, words []string
	hear := func(b field.Bound) bool {
		switch text := b.Get(); {
		case text == "" || !b.Row.Leaf():
		case speaks(b) && b.ID != but:
			texts = append(texts, strings.Split(text, "\n")...)
		case slices.Contains(catalog.Spoken, b.Row.Type.List):
			if e, ok := f.listSource(b.Row.Type).entry(text); ok {
				labels, words = append(labels, e.Label), append(words, e.Words)
			}
		}
		return true
	}
	field.Walk(f.root, f.report, hear)
	for i := range f.others {
		field.Walk(f.root, f.others[i].Report, hear)
	}
	s := &said{texts: append(texts, labels...)}
	for _, t := range slices.Concat(labels, words, texts) {
		s.words = append(s.words, catalog.SplitWords(t)...)
	}
	return s
}

// completionKey takes what is shown behind the caret.
func (f *Form) completionKey(k tea.KeyMsg, e *entry) bool {
	if k.Type != tea.KeyRight {
		return false
	}
	rest := f.completion(e)
	if rest != "" {
		e.Update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(rest)})
	}
	return rest != ""
}
