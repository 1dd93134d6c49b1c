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

// Who changes the Stammdaten second sees both values side by side and takes either; the
// save counts as one.
func TestWhoChangesStammdatenSecondChoosesAmongBothValues(t *testing.T) {
	t.Parallel()
	d := newDesktop(t, stage.Overtaken())
	d.Open(people.NewCaseEditor(d.Sh, stage.CaseOf("c1", "Ahorn"))).Press("b", "a", "u", "m", "tab").See("Zugleich verschieden eingetragen").See("Ahorn-Birke").See("Ahornbaum").See("Von schulz, ").See("Es gilt Ihre Angabe")
	d.Settle().Press("enter").See("1 Abweichung").Press("ctrl+x").See("Beide Angaben").Press("b").See("andere Angabe")
	d.Press("right").See("Es gilt die andere Angabe").See("gespeichert")
	if name := d.Desk.Person.Patient.Stammdaten.Nachname; name != "Ahorn-Birke" {
		t.Errorf("stored %q, want theirs", name)
	}
	d.Press("f10").See("Ahorn-Birke").Settle()
	if strings.Contains(d.Screen(), "Abweichung") {
		t.Errorf("decided, and still told:\n%s", d.Screen())
	}
	d.Press("f10")
	if len(d.Sh.Stack) != 1 {
		t.Error("F10 does not leave what is saved")
	}
}

// Who was about to leave the Stammdaten stays to read both: nothing else knows theirs.
func TestWhoLeavesStammdatenReadsWhatGaveWay(t *testing.T) {
	t.Parallel()
	d := newDesktop(t, stage.Overtaken())
	d.Open(people.NewCaseEditor(d.Sh, stage.CaseOf("c1", "Ahorn"))).Press("b", "a", "u", "m", "f10").See("Ahorn-Birke").See("Es gilt Ihre Angabe")
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
