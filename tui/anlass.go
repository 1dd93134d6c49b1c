package tui

import (
	"strings"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/catalog"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/field"
	"example.org/meldeportal/model/rule"
)

// anlass is a line of the chooser: a report type with its sub-occasion.
type anlass struct {
	key    string // the digit that takes it at once, "" = none
	words  string // how staff say it
	search string // more words by which it is found
	typ    model.Zweig
	sub    model.Code    // of its field Meldeanlass, "" = the type has none
	begin  *model.Report // ends: the report that tells the beginning, nil = unknown
}

// The sub-occasions of a therapy.
const beginn, ende model.Code = "behandlungsbeginn", "behandlungsende"

// anlaesse are the occasions for a report in the order in which they come up in
// the course of an illness. The registry's Meldeanlaesse stand in hessen.md 2.
var anlaesse = []anlass{
	{key: "1", words: "Diagnose", typ: model.TypDiagnose},
	{key: "2", words: "Pathologie (Histologie)", typ: model.TypPathologie, search: "befund zytologie"},
	{key: "3", words: "OP", typ: model.TypOP, search: "operation"},
	{key: "4", words: "Strahlentherapie Beginn", typ: model.TypST, sub: beginn, search: "st bestrahlung radiatio"},
	{key: "5", words: "Strahlentherapie Ende", typ: model.TypST, sub: ende, search: "st bestrahlung radiatio"},
	{key: "6", words: "Systemtherapie Beginn", typ: model.TypSYST, sub: beginn, search: "syst chemotherapie systemische"},
	{key: "7", words: "Systemtherapie Ende", typ: model.TypSYST, sub: ende, search: "syst chemotherapie systemische"},
	{key: "8", words: "Verlauf Statusmeldung (Nachsorge)", typ: model.TypVerlauf, sub: "statusmeldung"},
	{key: "9", words: "Verlauf Statusänderung (Rezidiv, Progress)", typ: model.TypVerlauf, sub: "statusaenderung", search: "metastase remission"},
	{key: "0", words: "Tod", typ: model.TypTod, search: "abschluss verstorben"},
	{words: "Konferenz zur Diagnose", typ: model.TypTumorkonferenz, sub: "diagnose", search: "tumorkonferenz"},
	{words: "Konferenz zum Behandlungsbeginn", typ: model.TypTumorkonferenz, sub: beginn, search: "tumorkonferenz"},
	{words: "Konferenz zum Behandlungsende", typ: model.TypTumorkonferenz, sub: ende, search: "tumorkonferenz"},
	{words: "Konferenz zur Statusänderung", typ: model.TypTumorkonferenz, sub: "statusaenderung", search: "tumorkonferenz"},
}

// anlaesseFor are the occasions for a tumour: the end of each therapy that was
// begun is a line of its own, the one begun last under the digit.
func anlaesseFor(past []rule.Past, t *knownTumour) []anlass {
	var list []anlass
	for _, a := range anlaesse {
		if a.sub != ende || a.typ == model.TypTumorkonferenz {
			list = append(list, a)
			continue
		}
		list = append(list, a.ends(begun(past, t, a.typ))...)
	}
	return list
}

// begun are the therapies of a type whose end is not reported yet, the one that
// was begun last in front.
func begun(past []rule.Past, t *knownTumour, typ model.Zweig) (open []*model.Report) {
	if t == nil {
		return nil
	}
	for _, r := range rule.Begun(past, t.part.TumorID) {
		if r.Meldung.Typ == typ {
			open = append([]*model.Report{r}, open...)
		}
	}
	return open
}

// ends makes of the line for an end one line for each begun therapy.
func (a anlass) ends(begun []*model.Report) []anlass {
	if len(begun) == 0 {
		return []anlass{a}
	}
	var list []anlass
	for i, r := range begun {
		one := a
		one.begin = r
		one.words += " (begonnen " + rule.EventDate(r).German() + ")"
		if i > 0 {
			one.key = ""
		}
		list = append(list, one)
	}
	return list
}

// fits reports whether every typed word begins one of the line's words.
func (a *anlass) fits(query string) bool {
	words := strings.Fields(catalog.Fold(a.words + " " + a.search))
	for _, typed := range strings.Fields(catalog.Fold(query)) {
		if !anyPrefix(words, typed) {
			return false
		}
	}
	return true
}

func anyPrefix(words []string, prefix string) bool {
	for _, w := range words {
		if strings.HasPrefix(strings.Trim(w, "(),"), prefix) {
			return true
		}
	}
	return false
}

// report is a new report of the occasion, about a known tumour or, when about is
// nil, a new one.
func (a *anlass) report(about *model.Tumorzuordnung) *model.Report {
	r := new(model.Report)
	r.Meldung.Typ = a.typ
	if about != nil {
		r.Meldung.Tumorzuordnung = *about
	}
	a.write(r)
	return r
}

// write puts into a new report what choosing the occasion has said: the
// sub-occasion and, for an end, the therapy whose end it is, so that the
// registry finds the two together.
func (a *anlass) write(r *model.Report) {
	if a.begin != nil {
		continueTherapy(&r.Meldung, &a.begin.Meldung)
	}
	if b, ok := field.Lookup(dataset.Report, r, string(a.typ)+".Meldeanlass"); ok && a.sub != "" {
		b.Set(string(a.sub))
	}
}

// continueTherapy takes over the therapy as its beginning was told. What
// happened until its end is asked anew.
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

// subOf is the sub-occasion of a report, "" where its type has none.
func subOf(r *model.Report) model.Code {
	b, ok := field.Lookup(dataset.Report, r, string(r.Meldung.Typ)+".Meldeanlass")
	if !ok {
		return ""
	}
	return model.Code(b.Get())
}
