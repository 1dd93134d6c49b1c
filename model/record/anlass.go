package record

import (
	"slices"
	"strings"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/catalog"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/field"
	"example.org/meldeportal/model/land"
	"example.org/meldeportal/model/rule"
)

// Anlass is an occasion that can be reported of a person next.
type Anlass struct {
	land.Anlass
	Begin *model.Report // ends: the report that tells the beginning, nil = unknown
}

// Anlaesse are the occasions of a Land for a tumour, nil for a new one: the end of
// each therapy that was begun is a line of its own, the one begun last under the digit.
func Anlaesse(l *land.Land, past []rule.Past, t *Tumour) []Anlass {
	var list []Anlass
	for _, a := range l.Anlaesse {
		if a.Sub != model.Behandlungsende || a.Typ == model.TypTumorkonferenz || t == nil {
			list = append(list, Anlass{Anlass: a})
			continue
		}
		list = append(list, ends(a, Begun(past, t.Part.TumorID, a.Typ))...)
	}
	return list
}

// ends makes of the line for an end one line for each begun therapy.
func ends(a land.Anlass, begun []*model.Report) []Anlass {
	if len(begun) == 0 {
		return []Anlass{{Anlass: a}}
	}
	var list []Anlass
	for i, r := range slices.Backward(begun) {
		one := Anlass{a, r}
		one.Worte += " (begonnen " + rule.EventDate(r).German() + ")"
		if i < len(begun)-1 {
			one.Ziffer = ""
		}
		list = append(list, one)
	}
	return list
}

// At is the place of an occasion among those there are, -1 where it is none of them;
// without sub it is the first one of its type.
func At(all []Anlass, typ model.Zweig, sub model.Code) int {
	return slices.IndexFunc(all, func(a Anlass) bool { return a.Typ == typ && (sub == "" || a.Sub == sub) })
}

// Fits reports whether every typed word begins one of the line's words.
func (a *Anlass) Fits(query string) bool {
	words := strings.Fields(catalog.Fold(a.Worte + " " + a.Suche))
	for _, typed := range strings.Fields(catalog.Fold(query)) {
		if !slices.ContainsFunc(words, func(w string) bool { return strings.HasPrefix(strings.Trim(w, "(),"), typed) }) {
			return false
		}
	}
	return true
}

// Report is a new report of the occasion, about a known tumour or, when about is nil,
// a new one. It says what choosing has said: the sub-occasion and, for an end, the
// therapy whose end it is, so that the registry finds the two together.
func (a *Anlass) Report(about *model.Tumorzuordnung) *model.Report {
	r := new(model.Report)
	r.Meldung.Typ = a.Typ
	if about != nil {
		r.Meldung.Tumorzuordnung = *about
	}
	if a.Begin != nil {
		continueTherapy(&r.Meldung, &a.Begin.Meldung)
	}
	if b, ok := field.Lookup(dataset.Report, r, string(a.Typ)+".Meldeanlass"); ok && a.Sub != "" {
		b.Set(string(a.Sub))
	}
	return r
}

// continueTherapy takes over the therapy as its beginning was told. What happened
// until its end is asked anew.
func continueTherapy(m, begin *model.Meldung) {
	from := field.Copy(&model.Report{Meldung: *begin}).Meldung
	switch m.Typ {
	case model.TypST:
		m.ST = from.ST
		m.ST.EndeGrund, m.ST.Nebenwirkungen, m.ST.ModulAllgemein = "", model.Nebenwirkungen{}, nil
	case model.TypSYST:
		m.SYST = from.SYST
		m.SYST.EndeGrund, m.SYST.Ende, m.SYST.Nebenwirkungen, m.SYST.ModulAllgemein = "", "", model.Nebenwirkungen{}, nil
	}
}

// SubOf is the sub-occasion of a report, "" where its type has none.
func SubOf(r *model.Report) model.Code {
	b, ok := field.Lookup(dataset.Report, r, string(r.Meldung.Typ)+".Meldeanlass")
	if !ok {
		return ""
	}
	return model.Code(b.Get())
}
