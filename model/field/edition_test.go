package field_test

import (
	"testing"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/field"
)

// The editions of the invented table: an element that came with the second, one
// that left with it, one whose type it changed, one it keeps for old values.
var (
	short = &field.Type{Name: "kurz", MaxLen: 1}
	long  = &field.Type{Name: "lang", MaxLen: 9}

	changing = &field.Part{Name: "Melder", Rows: []field.Row{
		{ID: "Neu", Type: long, Span: field.Span{Since: 2}, At: field.At(func(a *model.Adresse) *model.Text { return &a.Strasse })},
		{ID: "Alt", Type: long, Span: field.Span{Until: 1}, At: field.At(func(a *model.Adresse) *model.Text { return &a.Hausnummer })},
		{ID: "Art", Type: short, Span: field.Span{Until: 1}, At: field.At(func(a *model.Adresse) *model.Text { return &a.PLZ })},
		{ID: "Art", Type: long, Span: field.Span{Since: 2}, At: field.At(func(a *model.Adresse) *model.Text { return &a.PLZ })},
		{ID: "Weg", Type: long, Retired: 2, At: field.At(func(a *model.Adresse) *model.Text { return &a.Ort })},
	}}
	around = &field.Part{Name: "oBDS", Rows: []field.Row{
		{ID: "Wo", Part: changing, At: field.One(func(r *model.Report) *model.Adresse { return &r.Patient.Stammdaten.Adresse })},
		{ID: "Fest", Part: &field.Part{Name: "fest", Rows: []field.Row{{ID: "Name", Type: long,
			At: field.At(func(s *model.Stammdaten) *model.Text { return &s.Nachname })}}},
			At: field.One(func(r *model.Report) *model.Stammdaten { return &r.Patient.Stammdaten })},
	}}
)

func rowsOf(p *field.Part) (ids string) {
	for _, r := range p.Rows {
		ids += r.ID + ":" + r.Type.Name + " "
	}
	return ids
}

func TestATableHasTheRowsOfItsEdition(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		part *field.Part
		want string
	}{
		{"the first", around.Of(1), "Alt:lang Art:kurz Weg:lang "},
		{"the second", around.Of(2), "Neu:lang Art:lang Weg:lang "},
		{"the third, which changed nothing", around.Of(3), "Neu:lang Art:lang Weg:lang "},
		{"the whole", around.Whole(), "Neu:lang Alt:lang Art:lang Weg:lang "},
		{"what is asked in the first", around.For(1), "Neu:lang Alt:lang Art:kurz Weg:lang "},
	} {
		if got := rowsOf(c.part.Rows[0].Part); got != c.want {
			t.Errorf("%s: got %s, want %s", c.name, got, c.want)
		}
		if c.part.Rows[1].Part != around.Rows[1].Part {
			t.Errorf("%s: a part that is the same in all editions is another one", c.name)
		}
	}
	if once, twice := around.Of(2), around.Of(2); once != twice {
		t.Error("the table of an edition is made twice")
	}
}

func TestWhatAnEditionHasNotIsAskedOnlyWhereItIsFilled(t *testing.T) {
	t.Parallel()
	asked := func(e field.Edition, id string, r *model.Report) bool {
		b, ok := field.Lookup(around.For(e), r, id)
		if !ok {
			t.Fatalf("edition %d does not know %s", e, id)
		}
		return b.Asked()
	}
	empty, filled := new(model.Report), new(model.Report)
	filled.Patient.Stammdaten.Adresse = model.Adresse{Strasse: "x", Hausnummer: "x", Ort: "x"}
	for _, c := range []struct {
		edition field.Edition
		id      string
		want    bool // in an empty report
	}{{1, "Wo.Neu", false}, {2, "Wo.Neu", true}, {1, "Wo.Alt", true}, {2, "Wo.Alt", false}, {1, "Wo.Weg", true}, {2, "Wo.Weg", false}, {2, "Fest.Name", true}} {
		if got := asked(c.edition, c.id, empty); got != c.want {
			t.Errorf("%s in edition %d: asked %t, want %t", c.id, c.edition, got, c.want)
		}
		if !asked(c.edition, c.id, filled) {
			t.Errorf("%s in edition %d holds something and is not asked", c.id, c.edition)
		}
	}
}
