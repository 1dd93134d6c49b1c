package main

import (
	"path"
	"strconv"
	"strings"

	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/field"
	"example.org/meldeportal/model/obds"
)

// fieldFact is what the table says about a row wherever it stands.
type fieldFact struct {
	ID          string   `json:"id"`
	Bezeichnung string   `json:"bezeichnung"`
	Pfad        string   `json:"pfad,omitempty"` // empty for selectors, which are no element
	Art         string   `json:"art"`
	Typ         string   `json:"typ,omitempty"`
	Liste       string   `json:"liste,omitempty"`
	Anzahl      string   `json:"anzahl"`
	Gefragt     string   `json:"gefragt"`
	Verlangt    string   `json:"verlangt"`
	Klassen     []string `json:"klassen"`
	Seit        string   `json:"seit,omitempty"`
	Bis         string   `json:"bis,omitempty"`
}

// fieldFacts are the facts of all rows in the table's order.
func fieldFacts() []fieldFact {
	w := &factWalk{}
	w.part(dataset.Report, around{})
	return w.facts
}

type factWalk struct{ facts []fieldFact }

// around is what a row inherits from the rows around it.
type around struct {
	id     string
	class  field.Class
	asked  []string // conditions, outermost first
	within string   // label of the innermost part that may be absent
}

func (w *factWalk) part(p *field.Part, a around) {
	for i := range p.Rows {
		w.row(p, &p.Rows[i], a)
	}
}

func (w *factWalk) row(p *field.Part, r *field.Row, a around) {
	in := inside(p, r, a)
	if r.ID != "" || r.Leaf() {
		w.facts = append(w.facts, factOf(p, r, a, in))
	}
	if r.Leaf() {
		return
	}
	if r.List() {
		in.id += "[]"
	}
	w.part(r.Part, in)
}

// inside is what rows below a row inherit.
func inside(p *field.Part, r *field.Row, a around) around {
	in := around{id: joined(a.id, r.ID), class: r.Class, within: a.within, asked: a.asked}
	if in.class == 0 {
		in.class = a.class
	}
	if own := askedWords(p, r); own != "" {
		in.asked = append(a.asked[:len(a.asked):len(a.asked)], own)
	}
	if r.Optional() || r.List() {
		in.within = r.Label
	}
	return in
}

func joined(outer, id string) string {
	if outer == "" || id == "" {
		return outer + id
	}
	return outer + "." + id
}

func factOf(p *field.Part, r *field.Row, a, in around) fieldFact {
	f := fieldFact{ID: in.id, Bezeichnung: r.Label, Pfad: elementOf(r, in.id), Art: kindOf(r), Anzahl: cardinality(r),
		Gefragt: "immer", Verlangt: demandedWords(r, a), Klassen: classNames(in.class), Seit: versionName(r.Since), Bis: versionName(r.Until)}
	if len(in.asked) > 0 {
		f.Gefragt = strings.Join(in.asked, "; ")
	}
	if r.Leaf() && r.Type != field.Selector {
		f.Typ, f.Liste = r.Type.Name, r.Type.List
	}
	return f
}

// elementOf is the path of a row's element. The id of a code's block is the
// code's own, one element further in.
func elementOf(r *field.Row, id string) string {
	element := obds.FieldPath(id)
	if !r.Leaf() && !r.List() && r.Part.Rows[0].ID == "" && r.Part.Rows[0].Leaf() {
		return path.Dir(element)
	}
	return element
}

var kindNames = map[field.Kind]string{
	field.Text: "Text", field.LongText: "langer Text", field.Date: "Datum", field.Year: "Jahr", field.Number: "Zahl",
	field.Enum: "Auswahl aus Liste", field.Code: "Code", field.Flag: "ja oder ohne Angabe", field.Branch: "Auswahl",
}

func kindOf(r *field.Row) string {
	switch {
	case r.Leaf():
		return kindNames[r.Type.Kind]
	case r.List():
		return "Liste"
	}
	return "Block"
}

// cardinality is how often the element stands where it may stand at all.
func cardinality(r *field.Row) string {
	least, most := "0", "1"
	if r.Required && r.Choice == "" {
		least = "1"
	}
	if r.List() {
		most = "n"
		if r.Max > 0 {
			most = strconv.Itoa(r.Max)
		}
	}
	if least == most {
		return least
	}
	return least + ".." + most
}

// askedWords is when a row is there, "" where nothing decides about it.
func askedWords(p *field.Part, r *field.Row) string {
	var words []string
	if r.Choice != "" {
		words = append(words, choiceWords(p, r))
	}
	if r.AskIf != nil {
		words = append(words, r.AskIf.Words)
	}
	return strings.Join(words, ", ")
}

func choiceWords(p *field.Part, r *field.Row) string {
	if s := p.Selector(r.Choice); s != nil {
		return "bei " + s.Label + " " + r.ElementName()
	}
	var others []string
	for i := range p.Rows {
		if o := &p.Rows[i]; o.Choice == r.Choice && o != r {
			others = append(others, "„"+o.Label+"“")
		}
	}
	return "statt " + strings.Join(others, " oder ")
}

// demandedWords is who demands a row, and when.
func demandedWords(r *field.Row, a around) string {
	var words []string
	if r.Required {
		words = append(words, "vom Schema "+schemaWords(r, a))
	}
	if r.RequiredIf != nil {
		by := "erwünscht "
		if r.Level == field.Minimum {
			by = "als Mindestanforderung "
		}
		words = append(words, by+r.RequiredIf.Words)
	}
	if len(words) == 0 {
		return "nie"
	}
	return strings.Join(words, "; ")
}

func schemaWords(r *field.Row, a around) string {
	when := "immer"
	if a.within != "" {
		when = "sobald es „" + a.within + "“ gibt"
	}
	if r.Choice != "" {
		when += ", eine Angabe der Auswahl"
	}
	return when
}

var classes = []struct {
	class field.Class
	name  string
}{
	{field.Identitaet, "Identitätsdaten"}, {field.Epidemiologisch, "epidemiologische Daten"}, {field.Klinisch, "klinische Daten"},
	{field.Meldungsbezogen, "meldungsbezogene Daten"}, {field.Sterbefallbezogen, "sterbefallbezogene Daten"},
}

func classNames(c field.Class) (names []string) {
	for _, k := range classes {
		if c&k.class != 0 {
			names = append(names, k.name)
		}
	}
	return names
}

// versionName is an edition for people, "" where a row has no such end.
func versionName(e field.Edition) string {
	if e == 0 {
		return ""
	}
	return dataset.Version(e)
}
