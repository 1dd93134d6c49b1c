package forms

import (
	"testing"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/catalog"
	"example.org/meldeportal/model/rule"
)

// What the act asks and oBDS has no place for is asked by its name, with the values
// that go with it first; another key and another value are as good.
func TestExtraItemsAreLedByTheirKind(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ kind, art, typed, value string }{
		{"anlass", "Diagnoseanlass", "scree", "Screening"},
		{"häufig", "Anwendungshäufigkeit", "q3w", "alle 3 Wochen"},
		{"applik", "Applikationsart", "infusion", "intravenös"},
	} {
		d := drive(t, newReport(model.TypSYST), Pages(model.TypSYST))
		d.goTo("Menge_Zusatzitem").keys("<C-n>")
		d.goTo("Menge_Zusatzitem[0].Art").keys(c.kind+"<Enter>").value("Menge_Zusatzitem[0].Art", c.art)
		d.goTo("Menge_Zusatzitem[0].Wert")
		for i, e := range d.f.current().input.(*pick).source.search("", 3) {
			if !catalog.ValueOfExtra(c.art, e.Code) {
				t.Errorf("%s: value %d of the list is %q", c.art, i+1, e.Code)
			}
		}
		d.keys(c.typed+"<Enter>").value("Menge_Zusatzitem[0].Wert", c.value)
	}
}

func TestAnExtraItemOfOnesOwnIsNotDoubted(t *testing.T) {
	t.Parallel()
	r := newReport(model.TypSYST)
	r.Meldung.MengeZusatzitem = []model.Zusatzitem{{Art: "HKR-17", Wert: "85 mg/m²"}}
	s := &r.Patient.Stammdaten
	s.Versicherung, s.VersichertendatenPKV = model.VersicherungPKV, &model.VersichertendatenPKV{Beihilfetraeger: "RP Kassel"}
	for _, f := range rule.Check(rule.Case{Report: r, Today: "2026-11-22"}) {
		if f.Rule == "E-Liste" {
			t.Errorf("got %q at %q", f.Text, f.Fields)
		}
	}
}
