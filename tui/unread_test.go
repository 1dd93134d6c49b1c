package tui

import (
	"slices"
	"strings"
	"testing"
)

// What a TNM line did not understand is found, in both faces, until it is put right
// or confirmed, also after the draft was opened again.

func TestWhatATNMLineDidNotUnderstandIsConfirmedBeforeTheReportLeaves(t *testing.T) {
	t.Parallel()
	again := newDesktop(t, &deskDouble{})
	e := NewEditor(again.sh, halfUnderstoodDraft(newDesktop(t, &deskDouble{})))
	again.open(e).press("f12").see("offen").see("„xyz“ ist nicht übernommen")
	review := again.sh.Top().(*Review)
	for i, f := range review.findings {
		if f.Rule == "E-Rest" {
			review.list.at = i
		}
	}
	if why := review.blocked(); !strings.Contains(why, "zu bestätigen") {
		t.Errorf("the report can leave: %q", why)
	}
	again.press("enter").see("TNM-Formel")
	if got := e.form.Cursor(); got != "Diagnose.pTNM" {
		t.Errorf("the finding leads to %s, want the line", got)
	}
	again.press("f12").see("offen").press("f7", "f12").see("Übertragung")
	if desk := again.desk; !slices.Contains(desk.confirmed, "E-Rest") {
		t.Errorf("confirmed: %v, want E-Rest among them", desk.confirmed)
	}
}
