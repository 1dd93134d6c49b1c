package tui

import (
	"context"
	"errors"
	"strings"
	"sync/atomic"
	"testing"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/tui/people"
	"example.org/meldeportal/tui/stage"
	"example.org/meldeportal/tui/work"
)

// Who changes the Stammdaten second reads both values before anything else, and
// the save counts as one.
func TestWhoChangesStammdatenSecondReadsBothValues(t *testing.T) {
	t.Parallel()
	d := newDesktop(t, stage.Overtaken())
	d.Open(people.NewCaseEditor(d.Sh, stage.CaseOf("c1", "Ahorn"))).Press("b", "a", "u", "m", "tab").See(work.GaveWayTitle).See("Ahorn-Birke").See("Ahornbaum").See("gilt jetzt Ihre Angabe")
	d.Settle().Press("enter").See("gespeichert").Press("f10")
	if len(d.Sh.Stack) != 1 {
		t.Error("F10 does not leave what is saved")
	}
}

// numbering gives a new person a number, as the real desk does.
type numbering struct {
	work.People
	was []model.Patient
}

func (n *numbering) SaveCase(_ context.Context, c *model.Case, was *model.Patient) error {
	n.was = append(n.was, *was)
	if c.ID = "c9"; c.Patient.PatientID == "" {
		c.Patient.PatientID = "P-GEGEBEN"
	}
	return nil
}

// A number given with the first save and replaced by the person's own is no change
// of somebody else's.
func TestTheNumberOfANewPersonIsNobodyElsesChange(t *testing.T) {
	t.Parallel()
	people := new(numbering)
	save := work.SaveCase(&work.Desk{People: people, Memory: stage.MemoryDouble{DeskDouble: new(stage.DeskDouble)}}, model.Case{}, new(atomic.Pointer[string]))
	for _, number := range []model.Text{"", "KLINIK-7"} {
		if err := save(t.Context(), &work.Snapshot{Report: model.Report{Patient: model.Patient{PatientID: number}}}); err != nil {
			t.Fatal(err)
		}
	}
	if got := people.was[1].PatientID; got != "P-GEGEBEN" {
		t.Errorf("the second save says the number was %q, want the one that was given", got)
	}
}

// What is told of a save with which something else went wrong does not hide that.
func TestAFailureIsNotHiddenByWhatGaveWay(t *testing.T) {
	t.Parallel()
	over, wrong := stage.Overtaken().Behind, &answer.Failure{Kind: answer.FailDuplicateID}
	if answer.Failed(over) != nil || answer.Failed(errors.Join(wrong, over)) == nil {
		t.Errorf("failed = %v and %v, want none and the failure", answer.Failed(over), answer.Failed(errors.Join(wrong, over)))
	}
	if over.Theirs.Stammdaten.Nachname == "" || strings.Contains(over.Error(), "Ahorn") {
		t.Errorf("the error says %q, want nothing of the person", over)
	}
}
