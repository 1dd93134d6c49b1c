package report

import (
	"slices"
	"strings"
	"testing"

	"example.org/meldeportal/tui/stage"
)

// What a TNM line did not understand is found, in both faces, until it is put right
// or confirmed, also after the draft was opened again.

func TestWhatATNMLineDidNotUnderstandIsConfirmedBeforeTheReportLeaves(t *testing.T) {
	t.Parallel()
	again := newDesktop(t, &stage.DeskDouble{})
	e := NewEditor(again.Sh, stage.HalfUnderstoodDraft(newDesktop(t, &stage.DeskDouble{})))
	again.Open(e).Press("f12").See("offen").See("„xyz“ ist nicht übernommen")
	review := again.Sh.Top().(*Review)
	for i, f := range review.Findings {
		if f.Rule == "E-Rest" {
			review.list.At = i
		}
	}
	if why := review.blocked(); !strings.Contains(why, "zu bestätigen") {
		t.Errorf("the report can leave: %q", why)
	}
	again.Press("enter").See("TNM-Formel")
	if got := e.Form.Cursor(); got != "Diagnose.pTNM" {
		t.Errorf("the finding leads to %s, want the line", got)
	}
	again.Press("f12").See("offen").Press("*", "f12").See("Übertragung")
	if desk := again.Desk; !slices.Contains(desk.Confirmed, "E-Rest") {
		t.Errorf("confirmed: %v, want E-Rest among them", desk.Confirmed)
	}
}
