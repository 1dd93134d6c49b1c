package forms

import "testing"

func TestEscapeOutOfTheCatalogueRestoresWhatStoodThere(t *testing.T) {
	t.Parallel()
	d := driveDiagnose(t).goTo(icdField).keys("c160<Tab>").goTo(icdField)
	before := dump(t, d.r)
	d.f.Enlarge()
	d.keys("lunge").sees("Lunge").escapes(true).value(icdField, "C16.0").cursor(icdField)
	if after := dump(t, d.r); after != before {
		t.Errorf("looking into the catalogue changed\nfrom %s\nto   %s", before, after)
	}
	d.keys("<Enter>").value(icdField, "C16.0").leftIt(icdField)

	d = driveDiagnose(t).goTo(icdField) // nothing stood there: what is searched for is no value
	d.f.Enlarge()
	d.keys("lunge").escapes(true).value(icdField, "").keys("c61").value(icdField, "c61")
	d.f.Enlarge()
	d.keys("x").escapes(true).value(icdField, "c61").keys("<Tab>").value(icdField, "C61")
	d.goTo(icdField).f.Enlarge()
	d.keys("<Down><Down>").escapes(false).value(icdField, "C61").keys("<Tab>").value(icdField, "C61")
}

func TestEscapeTakesBackWhatWasTypedOverACodeOrADate(t *testing.T) {
	t.Parallel()
	const day, certainty = "Tumorzuordnung.Diagnosedatum", certaintyField
	d := driveDiagnose(t).goTo(day).keys("14.05.2025<Tab>c160<Tab>").goTo(icdField)
	d.keys("lunge").escapes(true).value(icdField, "C16.0").keys("<C-y>").value(icdField, "lunge").keys("<C-z>").value(icdField, "C16.0")
	d.goTo(day).keys("27").escapes(true).value(day, "2025-05-14").cursor(day).keys("<Tab>").value(day, "2025-05-14")
	d.goTo(day).keys("2<BS>").escapes(true).value(day, "2025-05-14").value(icdField, "C16.0") // not a step further
	if _, ok := d.f.Escape(); ok {
		t.Error("there is nothing to take back, yet Esc does something")
	}
	d.goTo(certainty).keys("histo").escapes(false).value(certainty, "histo") // nothing stood there: it stays
	d.goTo("Anmerkung").keys("Text")
	if _, ok := d.f.Escape(); ok {
		t.Error("Esc takes back a text")
	}
	d.value("Anmerkung", "Text")
}

// escapes presses Esc where it does something, and says whether it restores.
func (d *driver) escapes(restores bool) *driver {
	d.t.Helper()
	if restored, ok := d.f.Escape(); !ok || restored != restores {
		d.t.Errorf("Esc: restored %t, did something %t; want %t, true", restored, ok, restores)
	}
	return d
}
