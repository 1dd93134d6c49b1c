package tui

import (
	"strings"
	"testing"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/rule"
)

// operated is a desktop with the draft of an OP in front, on a tumour with a
// Diagnose and a Verlauf.
func operated(t *testing.T) (*desktop, *Editor) {
	t.Helper()
	past := []rule.Past{
		sentReport("T1", "C50.4", "2026-05-14", func(m *model.Meldung) {
			m.Meldebegruendung = "I"
			m.Diagnose = &model.Diagnose{Histologie: &model.Histologie{Grading: "2"}, PTNM: &model.TNM{T: "2", N: "1"}}
		}),
		sentReport("T1", "C50.4", "2026-05-14", func(m *model.Meldung) {
			m.Typ = model.TypVerlauf
			m.Verlauf = &model.Verlauf{UntersuchungsdatumVerlauf: "2026-09-02", TNM: &model.TNM{T: "0"}}
		}),
	}
	draft := newDraft()
	m := &draft.Report.Meldung
	m.Typ, m.Tumorzuordnung, m.OP = model.TypOP, past[0].Report.Meldung.Tumorzuordnung, &model.OP{TNM: &model.TNM{N: "0"}}
	d := newDesktop(t, &deskDouble{past: past})
	e := NewEditor(d.sh, draft)
	d.open(e).press("f6").see("TNM").press("esc")
	return d, e
}

func TestEarlierReportStandsBesideTheFormAndIsTakenOver(t *testing.T) {
	t.Parallel()
	d, e := operated(t)
	d.see("F7 Übernehmen").press("f7").see("Übernehmen aus Verlauf 02.09.2026").see("1 von 2").press("right").see("Übernehmen aus Diagnose 14.05.2026").see("Grading")
	d.press("l").see("3 Werte übernommen")
	op := e.report.Meldung.OP
	if op.TNM.T != "2" || op.TNM.N != "0" || op.Histologie.Grading != "2" || e.report.Meldung.Meldebegruendung != "I" {
		t.Fatalf("everything empty: got %+v %+v", op.TNM, op.Histologie)
	}
	if got := e.form.Origin("OP.TNM.T"); got != "Diagnose 14.05.2026" {
		t.Errorf("origin: got %q", got)
	}
	d.see("TNM / N").press("enter").see("[1/")
	if op.TNM.N != "1" {
		t.Errorf("one field: got %q, want 1", op.TNM.N)
	}
	d.press("ctrl+z")
	if op.TNM.N != "0" || op.TNM.T != "2" {
		t.Errorf("one step back: got %+v", op.TNM)
	}
	d.press("ctrl+z")
	if e.report.Meldung.OP.TNM.T != "" || e.report.Meldung.Meldebegruendung != "" {
		t.Errorf("two steps back: got %+v", e.report.Meldung.OP.TNM)
	}
}

func TestTakingOverSaysWhyItIsOff(t *testing.T) {
	t.Parallel()
	d := newDesktop(t, &deskDouble{})
	d.open(NewEditor(d.sh, newDraft())).press("f7").see("noch keine andere Meldung")
	if strings.Contains(d.screen(), "Übernehmen aus") {
		t.Errorf("opened:\n%s", d.screen())
	}
}
