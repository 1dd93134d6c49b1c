package people

import (
	"strings"
	"sync/atomic"
	"testing"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/tui/stage"
	"example.org/meldeportal/tui/work"
)

// What somebody takes back is a change too: each save is told what the last one
// stored.
func TestStammdatenAreChangedFromWhatWasSavedLast(t *testing.T) {
	t.Parallel()
	desk, id := &stage.DeskDouble{}, atomic.Pointer[string]{}
	c := stage.CaseOf("c1", "Ahorn")
	write := work.SaveCase(desk.Desk(), c, &id)
	titles := []model.Text{"Dr.", "Prof.", ""}
	for _, title := range titles {
		s := &work.Snapshot{Report: model.Report{Patient: c.Patient}}
		s.Report.Patient.Stammdaten.Titel = title
		if err := write(t.Context(), s); err != nil {
			t.Fatal(err)
		}
	}
	for i, want := range []model.Text{"", "Dr.", "Prof."} {
		if got := desk.Was[i].Stammdaten.Titel; got != want {
			t.Errorf("save %d changes from %q, want %q", i+1, got, want)
		}
	}
}

// Who only goes through the Stammdaten changes nothing: nothing is written, and the audit
// does not say that it was.
func TestGoingThroughStammdatenWritesNothing(t *testing.T) {
	t.Parallel()
	desk := &stage.DeskDouble{}
	d := newDesktop(t, desk)
	d.Open(NewCaseEditor(d.Sh, stage.CaseOf("c1", "Ahorn"))).Press("tab", "tab", "down", "enter", "pgdown", "f2").See("gespeichert").Press("f10").Settle()
	if saves, _ := desk.State(); saves != 0 || len(d.Sh.Stack) != 1 {
		t.Errorf("%d saves of what nobody changed, and %d screens; want none, and one", saves, len(d.Sh.Stack))
	}
}

func TestPatientListReadsOnlyWhatChanged(t *testing.T) {
	t.Parallel()
	d, desk := patientsOf(t, stage.CaseOf("c1", "Ahorn"), stage.CaseOf("c2", "Birke"))
	d.See("2 von 2").Press("down")
	desk.Change(func() { desk.Persons[0].Drafts = 1 })
	d.Give(answer.News{})
	d.See("1 Entwurf")
	desk.Change(func() { desk.Persons = append(desk.Persons, stage.CaseOf("c3", "Aal")) })
	d.Give(answer.News{})
	d.See("3 von 3")
	desk.Change(func() { desk.Persons[1].Patient.Stammdaten.Nachname = "Zeder" })
	d.Give(answer.News{})
	d.See("Zeder, Anna").Press("zed").See("1 von 3").Press("ctrl+u", "birke").See("Niemand gefunden")
	if desk.Walks != 1 {
		t.Errorf("all people were read %d times, want once", desk.Walks)
	}
}

func TestCursorStaysOnThePersonWhenOthersCome(t *testing.T) {
	t.Parallel()
	d, desk := patientsOf(t, stage.CaseOf("c1", "Ahorn"), stage.CaseOf("c2", "Birke"))
	d.See("2 von 2").Press("down")
	desk.Change(func() { desk.Persons = append(desk.Persons, stage.CaseOf("c3", "Aal")) })
	d.Give(answer.News{})
	d.See("3 von 3")
	for _, line := range strings.Split(d.Screen(), "\n") {
		if strings.Contains(line, "▸") && !strings.Contains(line, "Birke") {
			t.Errorf("the cursor went to another person: %q", line)
		}
	}
}
