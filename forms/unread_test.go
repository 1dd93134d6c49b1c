package forms

import (
	"maps"
	"testing"

	"example.org/meldeportal/model/rule"
)

func TestWhatTheFormulaDidNotUnderstandIsKnownUntilItIsPutRight(t *testing.T) {
	t.Parallel()
	d := driveTNM(t)
	knows := func(d *driver, want string) {
		t.Helper()
		kept := map[string]string{"Diagnose.pTNM": want}
		if want == "" {
			kept = nil
		}
		if got := d.f.Unread(); !maps.Equal(got, kept) {
			t.Errorf("the form knows %v, want %v", got, kept)
		}
		if got := Unread(d.f.Memory()); !maps.Equal(got, kept) {
			t.Errorf("its memory knows %v, want %v", got, kept)
		}
	}
	knows(d, "")
	d.keys("pT2 pN1a(sn) (1/3) L1 V0 Pn0 xyz G2")
	knows(d, "xyz") // also while it is being typed: a draft may be killed there
	d = d.keys("<Tab>").restart()
	knows(d, "xyz")
	d.keys("<C-z>")
	knows(d, "")
	d.keys("<C-y>").goTo("Diagnose.pTNM").keys("<End><BS><BS><BS><Tab>")
	knows(d, "")
	d.value("Diagnose.pTNM.T", "2")
	if got := Unread([]byte("quatsch")); got != nil {
		t.Errorf("no memory knows %v", got)
	}
}

func TestAFindingAboutTheFormulaLeadsToIt(t *testing.T) {
	t.Parallel()
	d := driveTNM(t).keys("pT2 xyz<Tab>").goTo("Meldebegruendung")
	d.f.SetFindings([]rule.Finding{{Rule: "E", Severity: rule.Warnung, Text: "„xyz“ geht nicht mit.", Fields: []string{"Diagnose.pTNM"}}})
	if !d.f.NextFinding(1) {
		t.Fatal("no field has a finding")
	}
	d.cursor("Diagnose.pTNM").hints("„xyz“ geht nicht mit.").sees("pT2 xyz")
	if q := d.f.Question(); q.Finding != "Warnung: „xyz“ geht nicht mit." {
		t.Errorf("in words: got %q", q.Finding)
	}
	d.keys("<End><BS><BS><BS><BS>").hints(formulaHint)
}
