package forms

import (
	"strconv"
	"strings"

	"example.org/meldeportal/model/catalog"
	"example.org/meldeportal/model/field"
)

// Topic is everything there is to say about a field, for the help: what the
// field table holds, in words, and what stands against it now. Its texts are
// fit to be drawn.
type Topic struct {
	ID       string // "" where the line is no field, as that of a locked page
	Row      *field.Row
	Formula  bool // the line of a TNM block
	Label    string
	Demanded []string // who demands it, and when
	Asked    []string // when it is there at all; empty = always
	Shape    string   // what the value looks like
	Codes    []Choice // of its list, at most topicCodes
	More     int      // codes that are not among them
	Hint     string
	Help     string // the long help
	Finding  string
}

// topicCodes is how many codes the help names.
const topicCodes = 12

// Topic tells of the focused field.
func (f *Form) Topic() Topic {
	e := f.current()
	if e == nil {
		return Topic{}
	}
	if e.bound.Row == nil {
		return Topic{Label: Clean(e.label), Hint: e.hint()}
	}
	t := About(e.bound, f.env.Lists)
	t.ID, t.Label = e.id, e.name()
	if e.kind == formula {
		t.Formula, t.Hint, t.Help = true, formulaHint, formulaHelp
	}
	if e.finding != nil {
		t.Finding = severityWords[e.finding.Severity] + ": " + Clean(e.finding.Text)
	}
	return t
}

// About tells of a field of the table at its place.
func About(b field.Bound, lists *catalog.Shelf) Topic {
	row := b.Row
	t := Topic{ID: b.ID, Row: row, Label: Clean(leafLabel(b)), Hint: row.Hint, Help: row.Help, Demanded: demands(b), Asked: askedWhen(b)}
	if up, ok := b.Up(); ok && row.ID == "" {
		t.Hint, t.Help = or(up.Row.Hint, t.Hint), or(up.Row.Help, t.Help)
	}
	if !row.Leaf() {
		return t
	}
	t.Shape = shape(row.Type)
	if more := unlistedHint(row.Type, lists); more != "" {
		t.Hint = strings.TrimSpace(sentence(t.Hint) + " " + more)
	}
	l, ok := lists.Get(row.Type.List)
	if !ok {
		return t
	}
	from := listed{l, row.Type.Without}
	if t.More = max(0, from.size()-topicCodes); t.More > topicCodes { // a dozen of thousands says nothing
		return t
	}
	for _, e := range from.search("", topicCodes) {
		t.Codes = append(t.Codes, Choice{Code: Clean(e.Code), Label: Clean(e.Label)})
	}
	return t
}

func or(first, second string) string {
	if first != "" {
		return first
	}
	return second
}

// demands say who wants a field filled, the strictest first. A code that stands
// for its part bears the demands of the part.
func demands(b field.Bound) (words []string) {
	rows := []*field.Row{b.Row}
	if up, ok := b.Up(); ok && b.Row.ID == "" {
		rows = append(rows, up.Row)
	}
	required := false
	for _, r := range rows {
		required = required || r.Required
	}
	if required {
		words = append(words, "Pflichtfeld: Das Schema verlangt es, sobald der Teil gemeldet wird.")
	}
	for _, r := range rows {
		if r.RequiredIf == nil {
			continue
		}
		by := "Erwünscht: "
		if r.Level == field.Minimum {
			by = "Mindestanforderung: "
		}
		words = append(words, by+r.RequiredIf.Words+".")
	}
	if len(words) == 0 {
		words = []string{"Freiwillige Angabe."}
	}
	return words
}

// askedWhen are the conditions of a field and of the parts around it.
func askedWhen(b field.Bound) (words []string) {
	for at, ok := b, true; ok; at, ok = at.Up() {
		if c := at.Row.AskIf; c != nil {
			words = append(words, c.Words)
		}
	}
	return words
}

// shape says in words what a value looks like.
func shape(t *field.Type) string {
	switch t.Kind {
	case field.Date:
		if len(t.Precision) > 0 {
			return "Datum, z. B. 14.05.2026; Monat (05.2026) oder Jahr (2026) genügt, wenn mehr nicht bekannt ist."
		}
		return "Datum, ein genauer Tag, z. B. 14.05.2026."
	case field.Year:
		return "Jahr, vier Ziffern."
	case field.Number:
		return numberShape(t)
	case field.Branch, field.Enum, field.Flag:
		return "Auswahl aus einer Liste."
	}
	var parts []string
	switch {
	case t.Form != "":
		parts = append(parts, "Form: "+t.Form)
	case t.List != "":
		parts = append(parts, "Code aus einer Liste")
	default:
		parts = append(parts, "Text")
	}
	if t.MaxLen > 0 && t.Form == "" {
		parts = append(parts, "höchstens "+strconv.Itoa(t.MaxLen)+" Zeichen")
	}
	return strings.Join(parts, ", ") + "."
}

func numberShape(t *field.Type) string {
	text := "Zahl"
	if r := t.Number; r != nil {
		if r.Min != "" {
			text += " von " + germanNumber(r.Min)
		}
		if r.Max != "" {
			text += " bis " + germanNumber(r.Max)
		}
		switch {
		case r.Decimals == 0:
			text += ", ganz"
		case r.Decimals > 0:
			text += ", höchstens " + strconv.Itoa(r.Decimals) + " Stellen hinter dem Komma"
		}
	}
	if t.Unit != "" {
		text += ", in " + t.Unit
	}
	if len(t.Words) > 0 {
		text += "; oder " + strings.Join(t.Words, ", ")
	}
	return text + "."
}

func germanNumber(n string) string { return strings.ReplaceAll(n, ".", ",") }

// name is what an entry is called where it stands alone.
func (e *entry) name() string {
	if e.kind == item || e.kind == adder {
		return Clean(e.bound.Row.Label)
	}
	return Clean(e.label)
}
