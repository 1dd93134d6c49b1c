package forms

import (
	"strings"
	"testing"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/catalog"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/rule"
)

func TestACodeWithoutItsListIsTypedAndMarkedByItsForm(t *testing.T) {
	t.Parallel()
	r := newReport(model.TypOP)
	d := drive(t, r, Pages(model.TypOP)).goTo("OP.Menge_OPS[0]")
	if got, want := d.f.Hint(), "Kein OPS-Katalog geladen: Code eintippen, z. B. 5870a1."; got != want {
		t.Errorf("hint: got %q, want %q", got, want)
	}
	if got := d.f.Question().Hint; !strings.Contains(got, "Kein OPS-Katalog") {
		t.Errorf("hint of the line mode: got %q", got)
	}
	if got := d.f.Topic().Hint; !strings.HasPrefix(got, "Mindestens ein Code. Kein OPS-Katalog") {
		t.Errorf("hint of the help: got %q", got)
	}
	d.keys("appendix<Enter>").sees("? kein Code, z. B. 5870a1")
	d.f.SetFindings(rule.Check(rule.Case{Report: r, Today: "2026-11-22"}))
	d.sees("! kein Code, z. B. 5870a1").keys("<S-Tab>").cursor("OP.Menge_OPS[0]").sees("! kein Code, z. B. 5870a1")
	d.keys("<C-u>5870a1<Enter>").value("OP.Menge_OPS[0]", "5-870.a1")
	if frame := d.view(); strings.Contains(frame, "kein Code") {
		t.Errorf("a code with the right form is marked:\n%s", frame)
	}
}

func TestACodeWhoseListIsLoadedIsHintedAsEver(t *testing.T) {
	t.Parallel()
	env := testEnv()
	env.Lists.Put(catalog.NewList(catalog.List{Name: "OPS", Edition: "2026"}, []catalog.Entry{{Code: "5-870.a1", Label: "Quadrantenresektion"}}))
	f := New(dataset.Report, newReport(model.TypOP), Pages(model.TypOP), env)
	if f.Goto("OP.Menge_OPS[0]"); f.Hint() != "Mindestens ein Code" {
		t.Errorf("hint: got %q", f.Hint())
	}
}
