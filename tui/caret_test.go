package tui

import (
	"testing"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/rule"
	"example.org/meldeportal/tui/place"
	"example.org/meldeportal/tui/style"
)

func TestTheCursorStandsOnTheSelectedLineOfEveryScreen(t *testing.T) {
	t.Parallel()
	desk := &deskDouble{deskWork: deskWork{tasks: someTasks()}, draft: newDraft()}
	desk.deliveries = []model.Delivery{{Transaktionsnummer: "0b6e1f7c-1", CaseID: "c1", Typ: model.TypDiagnose, Date: "2026-05-14", State: model.StateAccepted, Completed: today}}
	desk.past = []rule.Past{{Report: &desk.draft.Report, Sent: true}}
	d := watched(t, desk)
	d.run(d.sh.enter(desk.desk()))
	t.Cleanup(func() { d.sh.stopNews() })
	d.see("Stein, Ute").cursorOn("work list").press("down").cursorOn("work list, second line")
	d.press("f9").cursorOn("palette").press("down").cursorOn("palette, second line").press("esc")
	d.press("f1").cursorOn("help").press("f6", "down").cursorOn("contents").press("esc", "esc")
	d.press("f7").cursorOn("access").press("esc").press("ctrl+c").cursorOn("question").press("n")
	for name, s := range map[string]Screen{"record": NewCaseFile(d.sh, "c1"), "transmissions": NewTransmissions(d.sh), "editor": NewEditor(d.sh, newDraft()),
		"person": NewCaseEditor(d.sh, model.Case{ID: "c1"}), "receipt": NewReceipt(d.sh, desk.deliveries[0]), "chooser": NewChooser(d.sh, place.Occasion{CaseID: "c1"})} {
		d.open(s).settle().cursorOn(name).press("down").cursorOn(name + ", below")
		if e, ok := s.(*Editor); ok {
			d.press("f6").cursorOn("steps").press("esc").press("f3").cursorOn("jump").press("down").cursorOn("jump, below").press("esc")
			d.press("ctrl+x").cursorOn("menu").press("esc")
			d.open(NewReview(d.sh, e)).cursorOn("review").press("down").cursorOn("review, below").press("esc")
		}
		d.sh.Pop()
	}
}

func TestACursorBesideTheSelectedLineIsNoticed(t *testing.T) {
	t.Parallel()
	lines := []string{"Titel", "   eins", " " + style.FocusSign + " zwei"}
	for _, c := range []struct {
		y                     int
		visible, typing, good bool
	}{{2, true, false, true}, {1, true, false, false}, {2, false, false, false}, {1, true, true, true}, {9, true, false, false}} {
		if got := misplaced(lines, c.y, c.visible, c.typing); (got == "") != c.good {
			t.Errorf("cursor in line %d, visible %v, typing %v: got %q", c.y, c.visible, c.typing, got)
		}
	}
}
