package tui

import (
	"os"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/rule"
	"example.org/meldeportal/tui/place"
	"example.org/meldeportal/tui/style"
)

// watched is a desktop whose terminal cursor is looked at.
func watched(t *testing.T, desk *deskDouble) *desktop {
	t.Helper()
	null, err := os.OpenFile(os.DevNull, os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	d := newDesktop(t, desk)
	d.sh.caret = &CursorOut{File: null}
	return d
}

// complaint says what is wrong with the cursor of the frame, "" when it stands
// where the person types or on the sign of the selected line.
func complaint(sh *Shell) string {
	lines := strings.Split(ansi.Strip(sh.View()), "\n")
	c := sh.caret
	c.mu.Lock()
	defer c.mu.Unlock()
	_, _, typing := sh.Top().Caret()
	return misplaced(lines, c.y, c.visible, typing)
}

func misplaced(lines []string, y int, visible, typing bool) string {
	if !visible || y >= len(lines) {
		return "the cursor is not to be seen"
	}
	if typing || hasSign(lines[y]) {
		return ""
	}
	for _, l := range lines {
		if hasSign(l) {
			return "the cursor is in the line " + lines[y] + ", the sign in " + l
		}
	}
	return ""
}

func hasSign(line string) bool {
	return strings.HasPrefix(strings.TrimLeft(line, " "), style.FocusSign)
}

func (d *desktop) cursorOn(where string) *desktop {
	d.t.Helper()
	if wrong := complaint(d.sh); wrong != "" {
		d.t.Errorf("%s: %s", where, wrong)
	}
	return d
}

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

// settle takes the answers that are on their way.
func (d *desktop) settle() *desktop {
	for d.sh.Top().Busy() {
		d.give(<-d.msgs)
	}
	return d
}
