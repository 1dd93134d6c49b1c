package rule

import (
	"strings"
	"testing"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/field"
)

// halfTyped are values as they stand in a field while somebody types.
var halfTyped = []string{"", " ", "1", "-", "Ü", "C", "C5", "C50.", "8500/", "5-", "2026", "2026-02", "2026-02-30", "2026-02-03~", "~M", "7a", "1,", "L01", "p", "U", "X"}

func TestRulesEndureEveryIncompleteDraft(t *testing.T) {
	t.Parallel()
	for _, typ := range dataset.Meldung.Branches(selectorOf(t, dataset.Meldung, "Typ")) {
		for _, value := range halfTyped {
			for turn := range 4 {
				draft := draftWith(typ.ElementName(), value, turn)
				past := []Past{{Report: draft}, {Report: &model.Report{}, Sent: true}, {Report: emptyOf(typ.ElementName()), Sent: true}}
				judgeDraft(t, Case{Report: draft, History: past, Today: model.Datum(value)})
				judgeDraft(t, Case{Report: emptyOf(typ.ElementName()), History: past})
				ForWorkList(&Case{Report: draft, History: append(past, Past{Report: draft, Draft: true}), Today: "2026-05-14"})
			}
		}
	}
}

// judgeDraft runs all rules: none may panic, and every finding is a whole
// sentence about fields of the table.
func judgeDraft(t *testing.T, c Case) {
	t.Helper()
	for _, f := range Check(c) {
		if strings.ContainsAny(f.Text, "{}") {
			t.Errorf("%s: got sentence %q, want it filled", f.Rule, f.Text)
		}
		for _, id := range f.Fields {
			if !known(c.Report, id) {
				t.Errorf("%s: got field %q, want one of the table", f.Rule, id)
			}
		}
	}
}

func TestADraftWithoutATypeIsJudged(t *testing.T) {
	t.Parallel()
	if got := Check(Case{Report: &model.Report{}}); len(got) == 0 {
		t.Error("got no finding for an empty draft, want what is missing")
	}
}

func selectorOf(t *testing.T, part *field.Part, id string) *field.Row {
	t.Helper()
	for i := range part.Rows {
		if part.Rows[i].ID == id {
			return &part.Rows[i]
		}
	}
	t.Fatalf("got no row %s, want a selector", id)
	return nil
}

// emptyOf is a report of a type whose container is absent.
func emptyOf(typ string) *model.Report {
	return &model.Report{Meldung: model.Meldung{Typ: model.Zweig(typ)}}
}

// draftWith is a report of a type with the same text in every field and one item
// in every list; turn says which branch of the choices inside is taken.
func draftWith(typ, value string, turn int) *model.Report {
	r := emptyOf(typ)
	field.Walk(dataset.Report, r, func(b field.Bound) bool {
		switch {
		case b.Row.List() && b.Len() == 0:
			b.Insert(0)
		case b.Row.Type == field.Selector && b.ID != "Typ":
			branches := b.Branches()
			b.Set(branches[turn%len(branches)].ElementName())
		case b.Row.Leaf() && b.ID != "Typ":
			b.Set(value)
		}
		return true
	})
	return r
}
