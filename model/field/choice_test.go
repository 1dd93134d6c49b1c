package field_test

import (
	"testing"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/field"
)

var text = &field.Type{Name: "text"}

// The tables of this test are small cuts of the real one, which stands in
// another room.

var operation = &field.Part{Name: "OP", Rows: []field.Row{
	{ID: "Datum", Type: text, Required: true, At: field.At(func(o *model.OP) *model.Datum { return &o.Datum })},
	{ID: "Komplikationen", Part: komplikationen, Required: true,
		At: field.One(func(o *model.OP) *model.Komplikationen { return &o.Komplikationen })},
	{ID: "Residualstatus", Part: residualstatus,
		At: field.Opt(func(o *model.OP) **model.Residualstatus { return &o.Residualstatus })},
}}

var komplikationen = &field.Part{Name: "Komplikationen", Rows: []field.Row{
	{ID: "NU", Type: text, Choice: "K", Required: true,
		At: field.At(func(k *model.Komplikationen) *model.Code { return &k.NeinOderUnbekannt })},
	{ID: "Menge", Part: komplikation, Choice: "K", Required: true,
		At: field.Each(func(k *model.Komplikationen) *[]model.Komplikation { return &k.MengeKomplikation })},
}}

var komplikation = &field.Part{Name: "Komplikation", Rows: []field.Row{
	{ID: "Kuerzel", Type: text, Choice: "Art", Required: true,
		At: field.At(func(k *model.Komplikation) *model.Code { return &k.Kuerzel })},
	{ID: "ICD", Part: icd, Choice: "Art", Required: true,
		At: field.Opt(func(k *model.Komplikation) **model.ICD { return &k.ICD })},
}}

var icd = &field.Part{Name: "ICD", Rows: []field.Row{
	{ID: "", Element: "Code", Type: text, Required: true, At: field.At(func(i *model.ICD) *model.Code { return &i.Code })},
	{ID: "Version", Type: text, Required: true, At: field.At(func(i *model.ICD) *model.Code { return &i.Version })},
}}

var residualstatus = &field.Part{Name: "Residualstatus", Rows: []field.Row{
	{ID: "Lokal", Type: text, Required: true,
		RequiredIf: field.If(func(r *model.Report, s *model.Residualstatus) bool {
			return s.Gesamtbeurteilung == "" && r.Meldung.OP != nil && r.Meldung.OP.Intention == "K"
		}),
		At: field.At(func(s *model.Residualstatus) *model.Code { return &s.LokaleBeurteilung })},
	{ID: "Gesamt", Type: text, RequiredIf: field.IfReport(func(r *model.Report) bool { return r.Meldedatum != "" }), Level: field.Minimum,
		AskIf: field.IfReport(func(r *model.Report) bool { return r.Meldung.Anmerkung != "hidden" }),
		At:    field.At(func(s *model.Residualstatus) *model.Code { return &s.Gesamtbeurteilung })},
}}

var tod = &field.Part{Name: "Tod", Rows: []field.Row{
	{ID: "Sterbedatum", Type: text, Required: true, At: field.At(func(t *model.Tod) *model.Datum { return &t.Sterbedatum })},
}}

// root has a selector and its branches on the first level.
var root = &field.Part{Name: "Meldung", Rows: []field.Row{
	{ID: "Typ", Element: "-", Type: field.Selector, Required: true,
		At: field.At(func(r *model.Report) *model.Zweig { return &r.Meldung.Typ })},
	{ID: "OP", Part: operation, Choice: "Typ", Required: true,
		At: field.Opt(func(r *model.Report) **model.OP { return &r.Meldung.OP })},
	{ID: "Tod", Element: "Abschluss", Part: tod, Choice: "Typ", Required: true,
		At: field.Opt(func(r *model.Report) **model.Tod { return &r.Meldung.Tod })},
}}

func bound(t *testing.T, r *model.Report, id string) field.Bound {
	t.Helper()
	b, ok := field.Lookup(root, r, id)
	if !ok {
		t.Fatalf("no row %q", id)
	}
	return b
}

func TestAskedAndDemanded(t *testing.T) {
	t.Parallel()
	op := func(o model.OP) model.Report { return model.Report{Meldung: model.Meldung{Typ: "OP", OP: &o}} }
	list := func(k ...model.Komplikation) model.Report {
		return op(model.OP{Komplikationen: model.Komplikationen{MengeKomplikation: k}})
	}
	const no, wanted, minimum, schema = field.NotDemanded, field.Wanted, field.ByMinimum, field.BySchema
	for _, c := range []struct {
		name   string
		report model.Report
		id     string
		asked  bool
		by     field.Demand
	}{
		{"selector", model.Report{}, "Typ", true, schema},
		{"branch before the choice", model.Report{}, "OP", false, no},
		{"field of a branch before the choice", model.Report{}, "OP.Datum", false, no},
		{"branch taken and absent", model.Report{Meldung: model.Meldung{Typ: "OP"}}, "OP", true, no},
		{"field of a branch taken and absent", model.Report{Meldung: model.Meldung{Typ: "OP"}}, "OP.Datum", true, schema},
		{"branch not taken but filled", model.Report{Meldung: model.Meldung{Typ: "OP", Tod: &model.Tod{Sterbedatum: "x"}}}, "Tod.Sterbedatum", false, no},
		{"branch taken by its element's name", model.Report{Meldung: model.Meldung{Typ: "Abschluss"}}, "Tod.Sterbedatum", true, schema},
		{"branch's id is not its element's name", model.Report{Meldung: model.Meldung{Typ: "Tod"}}, "Tod.Sterbedatum", false, no},

		{"container always there", op(model.OP{}), "OP.Komplikationen", true, no},
		{"open choice, value", op(model.OP{}), "OP.Komplikationen.NU", true, schema},
		{"open choice, list", op(model.OP{}), "OP.Komplikationen.Menge", true, schema},
		{"value chosen", op(model.OP{Komplikationen: model.Komplikationen{NeinOderUnbekannt: "N"}}), "OP.Komplikationen.NU", true, schema},
		{"value chosen: list", op(model.OP{Komplikationen: model.Komplikationen{NeinOderUnbekannt: "N"}}), "OP.Komplikationen.Menge", false, no},
		{"value chosen: inside the list", op(model.OP{Komplikationen: model.Komplikationen{NeinOderUnbekannt: "N"}}), "OP.Komplikationen.Menge[0].Kuerzel", false, no},
		{"empty item chooses the list", list(model.Komplikation{}), "OP.Komplikationen.NU", false, no},
		{"both filled are both shown", op(model.OP{Komplikationen: model.Komplikationen{NeinOderUnbekannt: "N", MengeKomplikation: make([]model.Komplikation, 1)}}),
			"OP.Komplikationen.NU", true, schema},

		{"open choice in an item, value", list(model.Komplikation{}), "OP.Komplikationen.Menge[0].Kuerzel", true, schema},
		{"open choice in an item, inside the container", list(model.Komplikation{}), "OP.Komplikationen.Menge[0].ICD.Version", true, no},
		{"container chosen", list(model.Komplikation{ICD: &model.ICD{Code: "T81.0"}}), "OP.Komplikationen.Menge[0].ICD.Version", true, schema},
		{"container chosen: value", list(model.Komplikation{ICD: &model.ICD{}}), "OP.Komplikationen.Menge[0].Kuerzel", false, no},
		{"value chosen: container", list(model.Komplikation{Kuerzel: "ABD"}), "OP.Komplikationen.Menge[0].ICD", false, no},

		{"optional container absent", op(model.OP{}), "OP.Residualstatus.Lokal", true, no},
		{"optional container there", op(model.OP{Residualstatus: &model.Residualstatus{}}), "OP.Residualstatus.Lokal", true, schema},
		{"optional container absent, wanted", op(model.OP{Intention: "K"}), "OP.Residualstatus.Lokal", true, wanted},
		{"condition on the field's own struct", op(model.OP{Intention: "K", Residualstatus: &model.Residualstatus{Gesamtbeurteilung: "R0"}}),
			"OP.Residualstatus.Lokal", true, schema},
		{"minimum not met by the condition", op(model.OP{}), "OP.Residualstatus.Gesamt", true, no},
		{"minimum", model.Report{Meldedatum: "2026-05-14", Meldung: model.Meldung{Typ: "OP"}}, "OP.Residualstatus.Gesamt", true, minimum},
		{"hidden by its condition", model.Report{Meldedatum: "2026-05-14", Meldung: model.Meldung{Typ: "OP", Anmerkung: "hidden"}},
			"OP.Residualstatus.Gesamt", false, no},
		{"minimum in a branch not taken", model.Report{Meldedatum: "2026-05-14"}, "OP.Residualstatus.Gesamt", false, no},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			b := bound(t, &c.report, c.id)
			if asked, by := b.Asked(), b.Demanded(); asked != c.asked || by != c.by {
				t.Errorf("%s: asked %t, demanded %d; want %t, %d", c.id, asked, by, c.asked, c.by)
			}
			if asked := field.Asked(root, &c.report, c.id); asked != c.asked {
				t.Errorf("Asked(%q) = %t without a bound, want %t", c.id, asked, c.asked)
			}
		})
	}
}

func TestChosenAsksTheSelectorOrTheOtherBranches(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		part  *field.Part
		row   int
		owner any
		want  bool
	}{
		{"selector empty", root, 1, &model.Report{}, false},
		{"selector names it", root, 1, &model.Report{Meldung: model.Meldung{Typ: "OP"}}, true},
		{"selector names another", root, 2, &model.Report{Meldung: model.Meldung{Typ: "OP", Tod: &model.Tod{}}}, false},
		{"nothing filled", komplikation, 0, &model.Komplikation{}, true},
		{"itself filled", komplikation, 0, &model.Komplikation{Kuerzel: "ABD"}, true},
		{"another there and empty", komplikation, 0, &model.Komplikation{ICD: &model.ICD{}}, false},
		{"both filled", komplikation, 1, &model.Komplikation{Kuerzel: "ABD", ICD: &model.ICD{}}, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if got := field.Chosen(c.part, &c.part.Rows[c.row], c.owner); got != c.want {
				t.Errorf("got %t, want %t", got, c.want)
			}
		})
	}
}

func TestBranchesOfASelector(t *testing.T) {
	t.Parallel()
	r := new(model.Report)
	branches := bound(t, r, "Typ").Branches()
	if len(branches) != 2 || branches[0].ID != "OP" || branches[1].ID != "Tod" {
		t.Errorf("got %v, want OP and Tod", branches)
	}
	if got := bound(t, r, "OP").Branches(); got != nil {
		t.Errorf("a branch is no selector, got %v", got)
	}
}

func TestClearingRemovesEmptiedContainers(t *testing.T) {
	t.Parallel()
	r := new(model.Report)
	version := bound(t, r, "OP.Komplikationen.Menge[1].ICD.Version")
	version.Set("10 2026 GM")
	if got := len(r.Meldung.OP.Komplikationen.MengeKomplikation); got != 2 {
		t.Fatalf("writing to item 1 made %d items, want 2", got)
	}
	version.Set("")
	if k := r.Meldung.OP.Komplikationen.MengeKomplikation; len(k) != 2 || k[1].ICD != nil {
		t.Errorf("got %+v, want two empty items", k)
	}
	list := bound(t, r, "OP.Komplikationen.Menge")
	list.Remove(1)
	if r.Meldung.OP == nil {
		t.Error("removing one of two items removed the operation")
	}
	list.Remove(0)
	if r.Meldung.OP != nil {
		t.Error("the operation holds nothing any more, but is still there")
	}
}

func TestReadingMakesNothing(t *testing.T) {
	t.Parallel()
	r := new(model.Report)
	field.Walk(root, r, func(b field.Bound) bool {
		if b.Get() != "" || b.Present() {
			t.Errorf("%s holds something in an empty report", b.ID)
		}
		return true
	})
	bound(t, r, "OP.Komplikationen.Menge[3].ICD").Get()
	if r.Meldung.OP != nil {
		t.Error("reading made a container")
	}
}
