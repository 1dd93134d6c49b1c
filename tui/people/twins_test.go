package people

import (
	"slices"
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/rule"
	"example.org/meldeportal/tui/stage"
	"example.org/meldeportal/tui/work"
)

// office is a signed-in desktop with known people, in front of a new person.
func office(t *testing.T, desk *stage.DeskDouble) *stage.Desktop {
	t.Helper()
	for _, row := range []struct{ id, last, first, born string }{{"c1", "Müller", "Anna", "1950-03-12"}, {"c2", "Wolf", "Karl", "1948-01-30"}} {
		desk.Persons = append(desk.Persons, model.Case{ID: row.id, Patient: model.Patient{Stammdaten: *stage.Person(row.last, row.first, row.born, "")}})
	}
	d := signedIn(t, desk)
	d.Press("f3").See("2 von 2").Press("ctrl+n").See("Neue Person").See("Nachname")
	return d
}

func TestNewPersonBecomesACaseOnceItIsKnownWhoSheIs(t *testing.T) {
	t.Parallel()
	desk := &stage.DeskDouble{}
	d := office(t, desk)
	d.Press("Stein", "enter", "Ute", "enter", "12.03.1961", "enter").See("gespeichert")
	if saves, _ := desk.State(); saves != 0 || len(desk.Remembered(work.MerkPerson)) == 0 {
		t.Errorf("before her insurance is known: %d saves, remembered %q", saves, desk.Remembered(work.MerkPerson))
	}
	d.Press("f10").See("Suche:")
	if desk.Person.ID != "new" || desk.Person.Patient.Stammdaten.Vornamen != "Ute" || len(desk.Remembered(work.MerkPerson)) != 0 {
		t.Errorf("after leaving: case %+v, remembered %q", desk.Person, desk.Remembered(work.MerkPerson))
	}
}

func TestTheNumberOfANewPersonIsNoFindingAsItIsGiven(t *testing.T) {
	t.Parallel()
	d := office(t, &stage.DeskDouble{})
	e := d.Sh.Top().(*CaseEditor)
	d.Press("Stein", "enter", "Ute", "enter", "12.03.1961", "enter").See("gespeichert")
	for range 3 {
		d.Press("pgdown")
	}
	e.Form.Goto(work.PatientID)
	d.See("wird vergeben").Press("tab", "shift+tab").See("wird vergeben")
	for _, f := range e.Findings {
		if slices.Contains(f.Fields, work.PatientID) {
			t.Errorf("finding about the number that is given: %s", f.Text)
		}
	}
	known := model.Patient{PatientID: "P-7"}
	if got := work.GivenPerson(&known)[work.PatientID]; got != "bleibt P-7" {
		t.Errorf("a cleared number: got %q", got)
	}
}

func TestSecondRecordOfAPersonIsWarnedOfBeforeThereIsOne(t *testing.T) {
	t.Parallel()
	desk := &stage.DeskDouble{}
	d := office(t, desk)
	desk.Person = model.Case{ID: "c1", Patient: desk.Persons[0].Patient}
	d.Press("Mueller", "enter", "Anna", "enter", "03.12.1950", "enter").See("Gibt es diese Person schon?").See("Müller, Anna").See("Tag und Monat vertauscht")
	d.Press("w", "alt+t").See("Trotzdem anlegen").Press("enter").See("Müller, Anna *12.03.1950").See("Entwürfe und")
	if saves, _ := desk.State(); saves != 0 {
		t.Errorf("a second record was made")
	}
	d.Press("f10").See("Suche:").Press("ctrl+n").See("Neue Person")
}

func TestThatSomebodyIsAlikeStaysInSightUntilItIsAnswered(t *testing.T) {
	t.Parallel()
	d := office(t, &stage.DeskDouble{})
	d.Press("Mueller", "enter", "Anna", "enter", "03.12.1950", "enter").See("Gibt es diese Person schon?")
	d.Press("w", "enter").See("1 ähnliche Person, Alt+T").Press("alt+t").See("Trotzdem anlegen").Press("t").See("gespeichert")
	if _, right := d.Sh.Top().Title(); strings.Contains(right, "ähnliche") {
		t.Errorf("answered, and the title still says %q", right)
	}
}

func TestTwoPeopleAlikeAreBothKept(t *testing.T) {
	t.Parallel()
	desk := &stage.DeskDouble{}
	d := office(t, desk)
	d.Press("Mueller", "enter", "Anna", "enter", "03.12.1950", "enter").See("Geschlecht").Press("alt+t").See("Trotzdem anlegen").Press("esc").See("Geschlecht")
	d.Press("f10").See("Trotzdem anlegen").Press("t").See("Geschlecht").Press("f10").See("Suche:")
	if desk.Person.Patient.Stammdaten.Nachname != "Mueller" {
		t.Errorf("case: got %+v", desk.Person)
	}
}

// Esc does not go round in circles between a new person and who may be the same: who does
// not decide leaves her as begun.
func TestWhoDoesNotDecideLeavesANewPersonAsBegun(t *testing.T) {
	t.Parallel()
	desk := &stage.DeskDouble{}
	d := office(t, desk)
	d.Press("Mueller", "enter", "Anna", "enter", "03.12.1950", "enter").See("Geschlecht")
	d.Press("esc").See("Trotzdem anlegen").Press("esc").See("Geschlecht").Press("esc").See("Suche:").See("noch nicht angelegt")
	if saves, _ := desk.State(); saves != 0 || len(desk.Remembered(work.MerkPerson)) == 0 {
		t.Errorf("%d saves, remembered %q; want her begun", saves, desk.Remembered(work.MerkPerson))
	}
	d.Press("ctrl+n").See("Fortgesetzt").See("Mueller")
}

func TestHalfTypedPersonSurvivesTheEndOfTheProgram(t *testing.T) {
	t.Parallel()
	desk := &stage.DeskDouble{}
	d := office(t, desk)
	d.Press("Stein", "enter", "Ut").See("Stammdaten · Stein, Ut")
	if err := d.Sh.FlushDrafts(); err != nil {
		t.Fatal(err)
	}
	again := &stage.DeskDouble{DeskWork: stage.DeskWork{Remembrance: desk.Remembrance}}
	e := signedIn(t, again)
	e.See("nicht fertig: Stein, Ut").Press("ctrl+n").See("Stammdaten · Stein, Ut").See("Fortgesetzt")
	e.Give(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("k"), Alt: true})
	e.See("verwerfen?").Press("j").See("Suche:")
	for late := time.Now().Add(5 * time.Second); ; time.Sleep(time.Millisecond) { // it is forgotten in the background
		left, _ := again.Desk().Memory.Recall(t.Context(), work.MerkPerson)
		if len(left[work.MerkPerson]) == 0 {
			break
		}
		if time.Now().After(late) {
			t.Fatalf("dropped, but remembered %q", left[work.MerkPerson])
		}
	}
	if again.Person.ID != "" {
		t.Errorf("dropped, but there is the case %q", again.Person.ID)
	}
}

func TestChangedNameThatIsSomebodyElsesIsWarnedOf(t *testing.T) {
	t.Parallel()
	desk := &stage.DeskDouble{Past: []rule.Past{}}
	d := office(t, desk)
	d.Press("f10").See("Suche:")
	d.Run(d.Sh.Push(NewCaseEditor(d.Sh, model.Case{ID: "c9", Patient: model.Patient{Stammdaten: *stage.Person("Stein", "Karl", "1948-01-30", "")}})))
	d.See("Stammdaten · Stein, Karl").Press("ctrl+u", "Wolff", "enter").See("Gibt es diese Person schon?").Press("alt+t").See("gleicht diese Person einer anderen").See("Wolf, Karl").Press("t").See("gespeichert")
}

// Whoever sees that she is typing somebody known again can drop the new person at once.
func TestNewPersonIsDroppedAmongThoseLikeHer(t *testing.T) {
	t.Parallel()
	desk := &stage.DeskDouble{}
	d := office(t, desk)
	d.Press("Mueller", "enter", "Anna", "enter", "03.12.1950", "enter").See("Gibt es diese Person schon?").Press("alt+t").See("verwirft die neue Person")
	d.Press("alt+k").See("Neue Person verwerfen?").Press("j").See("Suche:")
	if saves, _ := desk.State(); saves != 0 {
		t.Errorf("%d saves, want no case made", saves)
	}
}
