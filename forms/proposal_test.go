package forms

import (
	"strings"
	"testing"

	"example.org/meldeportal/model"
)

func TestProtocolOffersItsTherapyAndSubstances(t *testing.T) {
	t.Parallel()
	r := newReport(model.TypSYST)
	r.Meldung.SYST = &model.SYST{Meldeanlass: "behandlungsbeginn"}
	d := drive(t, r, Pages(model.TypSYST)).goTo("SYST.Protokoll").keys("FOLFOX4")
	if got := d.f.Hint(); !strings.Contains(got, "→ übernimmt Therapieart CH, Fluorouracil, Folinsäure, Oxaliplatin") {
		t.Errorf("hint: got %q", got)
	}
	before := dump(t, r)
	d.keys("<Tab>").goTo("SYST.Protokoll")
	if len(r.Meldung.SYST.MengeSubstanz) != 0 || r.Meldung.SYST.Therapieart != "" {
		t.Fatalf("a proposal nobody took was written; before %s", before)
	}
	d.keys("<End><Right>").value("SYST.Therapieart", "CH").value("SYST.Menge_Substanz[2].Bezeichnung", "Oxaliplatin").cursor("SYST.Protokoll")
	if d.f.Origin("SYST.Therapieart") != "Protokoll FOLFOX4" || strings.Contains(d.f.Hint(), "→") {
		t.Errorf("origin %q, hint %q", d.f.Origin("SYST.Therapieart"), d.f.Hint())
	}
	d.keys("<C-z>").value("SYST.Therapieart", "").value("SYST.Protokoll", "FOLFOX4")
	if n := len(r.Meldung.SYST.MengeSubstanz); n != 0 {
		t.Errorf("after undo: %d substances, want none", n)
	}
}

func TestReasonOfThePathologyIsProposedOnly(t *testing.T) {
	t.Parallel()
	d := drive(t, newReport(model.TypPathologie), Pages(model.TypPathologie)).goTo("Meldebegruendung")
	d.value("Meldebegruendung", "").keys("<Down><Up>").value("Meldebegruendung", "")
	if got := d.f.Hint(); !strings.HasPrefix(got, "→ übernimmt D") {
		t.Errorf("hint: got %q", got)
	}
	d.keys("<Right>").value("Meldebegruendung", "D")
	driveDiagnose(t).goTo("Meldebegruendung").keys("<Right>").value("Meldebegruendung", "")
}
