package forms

import (
	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/model/field"
)

// widget is how one kind of value is asked for. open, key, text and commit
// belong to the visit of a field; show and meaning also draw it from outside.
type widget interface {
	// open begins a visit. resumed says that the stored text is half typed and
	// goes on being typed.
	open(stored string, resumed bool)
	// key edits and reports whether the text changed.
	key(k tea.KeyMsg) bool
	// text is what is stored while the person types.
	text() string
	// commit is what the text becomes when the person goes on.
	commit() string
	// show is how a stored text is drawn.
	show(stored string) string
	// meaning says what a text stands for.
	meaning(stored string, focused bool) (string, tone)
	// around is the text before and after the typing position, and whether the
	// next letter replaces it.
	around() (left, right string, replaced bool)
}

// tone says how a meaning is meant.
type tone int

const (
	tells  tone = iota // an explanation
	doubts             // something to look at
)

// opener is a widget with a list below its line.
type opener interface {
	widget
	opened() bool
	move(by int) bool
	shut()
	enlarge()
	whole() bool
	list(w, h int, look *Look) []string
}

// widgetFor chooses by the kind of the value.
func (f *Form) widgetFor(b field.Bound) widget {
	typ := b.Row.Type
	switch typ.Kind {
	case field.Date, field.Year:
		return newDatum(typ, f.env.Now)
	case field.Number:
		return newZahl(typ)
	case field.LongText:
		return &area{typ: typ}
	case field.Branch:
		return newPick(branchSource(b), typ, isBranch)
	case field.Enum, field.Flag:
		return newPick(f.rankedSource(b), typ, isClosed)
	}
	switch n := nummerFor(b); {
	case n != nil:
		return n
	case typ.List == "":
		return &line{typ: typ, replaces: typ.Kind == field.Code}
	case typ.Kind == field.Code:
		p := newPick(f.rankedSource(b), typ, isCode)
		if p.number = nummerKinds[typ]; p.number != nil {
			p.source = ofType{p.source, typ}
		}
		return p
	}
	return newPick(f.rankedSource(b), typ, isText)
}
