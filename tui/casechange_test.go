package tui

import (
	"strings"
	"sync/atomic"
	"testing"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/answer"
)

// patientsOf is a signed-in desktop whose patient list is in front.
func patientsOf(t *testing.T, people ...model.Case) (*desktop, *deskDouble) {
	t.Helper()
	desk := &deskDouble{deskWork: deskWork{people: people}}
	d := signedIn(t, desk)
	d.see("Nichts zu erledigen").press("f3").see("Patienten")
	return d, desk
}

// What somebody takes back is a change too: each save is told what the last one
// stored.
func TestStammdatenAreChangedFromWhatWasSavedLast(t *testing.T) {
	t.Parallel()
	desk, id := &deskDouble{}, atomic.Pointer[string]{}
	c := caseOf("c1", "Ahorn")
	write := saveCase(desk.desk(), c, &id)
	titles := []model.Text{"Dr.", "Prof.", ""}
	for _, title := range titles {
		s := &snapshot{report: model.Report{Patient: c.Patient}}
		s.report.Patient.Stammdaten.Titel = title
		if err := write(t.Context(), s); err != nil {
			t.Fatal(err)
		}
	}
	for i, want := range []model.Text{"", "Dr.", "Prof."} {
		if got := desk.was[i].Stammdaten.Titel; got != want {
			t.Errorf("save %d changes from %q, want %q", i+1, got, want)
		}
	}
}

func TestPatientListReadsOnlyWhatChanged(t *testing.T) {
	t.Parallel()
	d, desk := patientsOf(t, caseOf("c1", "Ahorn"), caseOf("c2", "Birke"))
	d.see("2 von 2").press("down")
	desk.change(func() { desk.people[0].Drafts = 1 })
	d.give(answer.News{})
	d.see("1 Entwurf")
	desk.change(func() { desk.people = append(desk.people, caseOf("c3", "Aal")) })
	d.give(answer.News{})
	d.see("3 von 3")
	desk.change(func() { desk.people[1].Patient.Stammdaten.Nachname = "Zeder" })
	d.give(answer.News{})
	d.see("Zeder, Anna").press("zed").see("1 von 3").press("ctrl+u", "birke").see("Niemand gefunden")
	if desk.walks != 1 {
		t.Errorf("all people were read %d times, want once", desk.walks)
	}
}

func TestCursorStaysOnThePersonWhenOthersCome(t *testing.T) {
	t.Parallel()
	d, desk := patientsOf(t, caseOf("c1", "Ahorn"), caseOf("c2", "Birke"))
	d.see("2 von 2").press("down")
	desk.change(func() { desk.people = append(desk.people, caseOf("c3", "Aal")) })
	d.give(answer.News{})
	d.see("3 von 3")
	for _, line := range strings.Split(d.screen(), "\n") {
		if strings.Contains(line, "▸") && !strings.Contains(line, "Birke") {
			t.Errorf("the cursor went to another person: %q", line)
		}
	}
}
