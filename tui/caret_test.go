package tui

import (
	"testing"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/rule"
	"example.org/meldeportal/tui/kit"
	"example.org/meldeportal/tui/people"
	"example.org/meldeportal/tui/place"
	"example.org/meldeportal/tui/record"
	"example.org/meldeportal/tui/report"
	"example.org/meldeportal/tui/sent"
	"example.org/meldeportal/tui/stage"
	"example.org/meldeportal/tui/style"
)

func TestTheCursorStandsOnTheSelectedLineOfEveryScreen(t *testing.T) {
	t.Parallel()
	desk := &stage.DeskDouble{DeskWork: stage.DeskWork{Tasks: stage.SomeTasks()}, Stored: stage.NewDraft()}
	desk.Sendings = []model.Delivery{{Transaktionsnummer: "0b6e1f7c-1", CaseID: "c1", Typ: model.TypDiagnose, Date: "2026-05-14", State: model.StateAccepted, Completed: stage.Today}}
	desk.Past = []rule.Past{{Report: &desk.Stored.Report, Sent: true}}
	d := watched(t, desk)
	d.Run(d.Sh.Enter(desk.Desk()))
	t.Cleanup(func() { d.Sh.StopNews() })
	d.See("Stein, Ute").CursorOn("work list").Press("down").CursorOn("work list, second line")
	d.Press("f9").CursorOn("palette").Press("down").CursorOn("palette, second line").Press("esc")
	d.Press("f1").CursorOn("help").Press("f6", "down").CursorOn("contents").Press("esc", "esc")
	d.Press("alt+z").CursorOn("access").Press("esc").Press("ctrl+c").CursorOn("question").Press("n")
	for name, s := range map[string]kit.Screen{"record": record.NewCaseFile(d.Sh, "c1"), "transmissions": sent.NewTransmissions(d.Sh), "editor": report.NewEditor(d.Sh, stage.NewDraft()),
		"person": people.NewCaseEditor(d.Sh, model.Case{ID: "c1"}), "receipt": sent.NewReceipt(d.Sh, desk.Sendings[0]), "chooser": report.NewChooser(d.Sh, place.Occasion{CaseID: "c1"})} {
		d.Open(s).Settle().CursorOn(name).Press("down").CursorOn(name + ", below")
		if e, ok := s.(*report.Editor); ok {
			d.Press("f6").CursorOn("steps").Press("esc").Press("f3").CursorOn("jump").Press("down").CursorOn("jump, below").Press("esc")
			d.Press("ctrl+x").CursorOn("menu").Press("esc")
			d.Open(report.NewReview(d.Sh, e)).CursorOn("review").Press("down").CursorOn("review, below").Press("esc")
		}
		d.Sh.Pop()
	}
}

func TestACursorBesideTheSelectedLineIsNoticed(t *testing.T) {
	t.Parallel()
	lines := []string{"Titel", "   eins", " " + style.FocusSign + " zwei"}
	for _, c := range []struct {
		y                     int
		visible, typing, good bool
	}{{2, true, false, true}, {1, true, false, false}, {2, false, false, false}, {1, true, true, true}, {9, true, false, false}} {
		if got := stage.Misplaced(lines, c.y, c.visible, c.typing); (got == "") != c.good {
			t.Errorf("cursor in line %d, visible %v, typing %v: got %q", c.y, c.visible, c.typing, got)
		}
	}
}
