package tui

import (
	"errors"
	"io"
	"strings"
	"testing"
)

// overtaken is a desk at which a colleague has changed the name first.
func overtaken() *deskDouble {
	over := &Overwritten{Fields: []string{"Patient.Nachname"}}
	over.Theirs.Stammdaten.Nachname, over.Mine.Stammdaten.Nachname = "Ahorn-Birke", "Ahornbaum"
	return &deskDouble{behind: over}
}

// Who changes the Stammdaten second reads both values before anything else, and
// the save counts as one.
func TestWhoChangesStammdatenSecondReadsBothValues(t *testing.T) {
	t.Parallel()
	d := newDesktop(t, overtaken())
	d.open(NewCaseEditor(d.sh, caseOf("c1", "Ahorn"))).press("b", "a", "u", "m", "tab").see(gaveWayTitle).see("Ahorn-Birke").see("Ahornbaum").see("gilt jetzt Ihre Angabe")
	d.settle().press("enter").see("gespeichert").press("f10")
	if len(d.sh.stack) != 1 {
		t.Error("F10 does not leave what is saved")
	}
}

func TestTheLineModeTellsBothValues(t *testing.T) {
	t.Parallel()
	z, heard, desk := lineDesk(t, "Ahornbaum\n")
	desk.behind = overtaken().behind
	if err := z.editPerson(caseOf("c1", "Ahorn")); err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, errEnd) && !errors.Is(err, errInputEnd) {
		t.Fatal(err)
	}
	for _, want := range []string{"Nachname wurde zugleich anderswo geändert: anderswo Ahorn-Birke, von Ihnen Ahornbaum", "gilt jetzt Ihre Angabe", "Gespeichert: Ahornbaum"} {
		if !strings.Contains(heard.String(), want) {
			t.Errorf("%q is not said; heard:\n%s", want, heard)
		}
	}
}

// What is told of a save with which something else went wrong does not hide that.
func TestAFailureIsNotHiddenByWhatGaveWay(t *testing.T) {
	t.Parallel()
	over, wrong := overtaken().behind, &Failure{Kind: FailDuplicateID}
	if failed(over) != nil || failed(errors.Join(wrong, over)) == nil {
		t.Errorf("failed = %v and %v, want none and the failure", failed(over), failed(errors.Join(wrong, over)))
	}
	if over.Theirs.Stammdaten.Nachname == "" || strings.Contains(over.Error(), "Ahorn") {
		t.Errorf("the error says %q, want nothing of the person", over)
	}
}
