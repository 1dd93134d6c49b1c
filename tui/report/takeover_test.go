package report

import (
	"strings"
	"testing"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/rule"
	"example.org/meldeportal/tui/stage"
)

// operated is a desktop with the draft of an OP in front, on a tumour with a
// Diagnose and a Verlauf.
func operated(t *testing.T) (*stage.Desktop, *Editor) {
	t.Helper()
	past := []rule.Past{
		stage.SentReport("T1", "C50.4", "2026-05-14", func(m *model.Meldung) {
			m.Meldebegruendung = "I"
			m.Diagnose = &model.Diagnose{Histologie: &model.Histologie{Grading: "2"}, PTNM: &model.TNM{T: "2", N: "1"}}
		}),
		stage.SentReport("T1", "C50.4", "2026-05-14", func(m *model.Meldung) {
			m.Typ = model.TypVerlauf
			m.Verlauf = &model.Verlauf{UntersuchungsdatumVerlauf: "2026-09-02", TNM: &model.TNM{T: "0"}}
		}),
	}
	draft := stage.NewDraft()
	m := &draft.Report.Meldung
	m.Typ, m.Tumorzuordnung, m.OP = model.TypOP, past[0].Report.Meldung.Tumorzuordnung, &model.OP{TNM: &model.TNM{N: "0"}}
	d := newDesktop(t, &stage.DeskDouble{Past: past})
	e := NewEditor(d.Sh, draft)
	d.Open(e).Press("f6").See("TNM").Press("esc")
	return d, e
}

func TestEarlierReportStandsBesideTheFormAndIsTakenOver(t *testing.T) {
	t.Parallel()
	d, e := operated(t)
	d.See("F7 Übernehmen").Press("f7").See("Übernehmen aus Verlauf 02.09.2026").See("1 von 2").Press("right").See("Übernehmen aus Diagnose 14.05.2026").See("Grading")
	d.Press("l").See("3 Werte übernommen")
	op := e.Report.Meldung.OP
	if op.TNM.T != "2" || op.TNM.N != "0" || op.Histologie.Grading != "2" || e.Report.Meldung.Meldebegruendung != "I" {
		t.Fatalf("everything empty: got %+v %+v", op.TNM, op.Histologie)
	}
	if got := e.Form.Origin("OP.TNM.T"); got != "Diagnose 14.05.2026" {
		t.Errorf("origin: got %q", got)
	}
	d.See("TNM / N").Press("enter").See("[1/")
	if op.TNM.N != "1" {
		t.Errorf("one field: got %q, want 1", op.TNM.N)
	}
	d.Press("ctrl+z")
	if op.TNM.N != "0" || op.TNM.T != "2" {
		t.Errorf("one step back: got %+v", op.TNM)
	}
	d.Press("ctrl+z")
	if e.Report.Meldung.OP.TNM.T != "" || e.Report.Meldung.Meldebegruendung != "" {
		t.Errorf("two steps back: got %+v", e.Report.Meldung.OP.TNM)
	}
}

func TestTakingOverSaysWhyItIsOff(t *testing.T) {
	t.Parallel()
	d := newDesktop(t, &stage.DeskDouble{})
	d.Open(NewEditor(d.Sh, stage.NewDraft())).Press("f7").See("noch keine andere Meldung")
	if strings.Contains(d.Screen(), "Übernehmen aus") {
		t.Errorf("opened:\n%s", d.Screen())
	}
}
