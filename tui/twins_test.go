package tui

import (
	"slices"
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/rule"
)

// office is a signed-in desktop with known people, in front of a new person.
func office(t *testing.T, desk *deskDouble) *desktop {
	t.Helper()
	for _, row := range []struct{ id, last, first, born string }{{"c1", "Müller", "Anna", "1950-03-12"}, {"c2", "Wolf", "Karl", "1948-01-30"}} {
		desk.people = append(desk.people, model.Case{ID: row.id, Patient: model.Patient{Stammdaten: *person(row.last, row.first, row.born, "")}})
	}
	d := signedIn(t, desk)
	d.press("f3").see("2 von 2").press("ctrl+n").see("Neue Person").see("Nachname")
	return d
}

func TestNewPersonBecomesACaseOnceItIsKnownWhoSheIs(t *testing.T) {
	t.Parallel()
	desk := &deskDouble{}
	d := office(t, desk)
	d.press("Stein", "enter", "Ute", "enter", "12.03.1961", "enter").see("gespeichert")
	if saves, _ := desk.state(); saves != 0 || len(desk.remembered(merkPerson)) == 0 {
		t.Errorf("before her insurance is known: %d saves, remembered %q", saves, desk.remembered(merkPerson))
	}
	d.press("f10").see("Suche:")
	if desk.person.ID != "new" || desk.person.Patient.Stammdaten.Vornamen != "Ute" || len(desk.remembered(merkPerson)) != 0 {
		t.Errorf("after leaving: case %+v, remembered %q", desk.person, desk.remembered(merkPerson))
	}
}

func TestTheNumberOfANewPersonIsNoFindingAsItIsGiven(t *testing.T) {
	t.Parallel()
	d := office(t, &deskDouble{})
	e := d.sh.Top().(*CaseEditor)
	d.press("Stein", "enter", "Ute", "enter", "12.03.1961", "enter").see("gespeichert")
	for range 3 {
		d.press("pgdown")
	}
	e.form.Goto(patientID)
	d.see("wird vergeben").press("tab", "shift+tab").see("wird vergeben")
	for _, f := range e.findings {
		if slices.Contains(f.Fields, patientID) {
			t.Errorf("finding about the number that is given: %s", f.Text)
		}
	}
	known := model.Patient{PatientID: "P-7"}
	if got := givenPerson(&known)[patientID]; got != "bleibt P-7" {
		t.Errorf("a cleared number: got %q", got)
	}
}

func TestSecondRecordOfAPersonIsWarnedOfBeforeThereIsOne(t *testing.T) {
	t.Parallel()
	desk := &deskDouble{}
	d := office(t, desk)
	desk.person = model.Case{ID: "c1", Patient: desk.people[0].Patient}
	d.press("Mueller", "enter", "Anna", "enter", "03.12.1950", "enter").see("Gibt es diese Person schon?").see("Müller, Anna").see("Tag und Monat vertauscht")
	d.press("w", "f7").see("Trotzdem anlegen").press("enter").see("Müller, Anna *12.03.1950").see("Entwürfe und")
	if saves, _ := desk.state(); saves != 0 {
		t.Errorf("a second record was made")
	}
	d.press("f10").see("Suche:").press("ctrl+n").see("Neue Person")
}

func TestThatSomebodyIsAlikeStaysInSightUntilItIsAnswered(t *testing.T) {
	t.Parallel()
	d := office(t, &deskDouble{})
	d.press("Mueller", "enter", "Anna", "enter", "03.12.1950", "enter").see("Gibt es diese Person schon?")
	d.press("w", "enter").see("1 ähnliche Person, F7").press("f7").see("Trotzdem anlegen").press("t").see("gespeichert")
	if _, right := d.sh.Top().Title(); strings.Contains(right, "ähnliche") {
		t.Errorf("answered, and the title still says %q", right)
	}
}

func TestTwoPeopleAlikeAreBothKept(t *testing.T) {
	t.Parallel()
	desk := &deskDouble{}
	d := office(t, desk)
	d.press("Mueller", "enter", "Anna", "enter", "03.12.1950", "enter").see("Geschlecht").press("f7").see("Trotzdem anlegen").press("esc").see("Geschlecht")
	d.press("f10").see("Trotzdem anlegen").press("t").see("Geschlecht").press("f10").see("Suche:")
	if desk.person.Patient.Stammdaten.Nachname != "Mueller" {
		t.Errorf("case: got %+v", desk.person)
	}
}

func TestHalfTypedPersonSurvivesTheEndOfTheProgram(t *testing.T) {
	t.Parallel()
	desk := &deskDouble{}
	d := office(t, desk)
	d.press("Stein", "enter", "Ut").see("Stammdaten · Stein, Ut")
	if err := d.sh.FlushDrafts(); err != nil {
		t.Fatal(err)
	}
	again := &deskDouble{deskWork: deskWork{memory: desk.memory}}
	e := signedIn(t, again)
	e.see("nicht fertig: Stein, Ut").press("ctrl+n").see("Stammdaten · Stein, Ut").see("Fortgesetzt")
	e.give(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("k"), Alt: true})
	e.see("verwerfen?").press("j").see("Suche:")
	for late := time.Now().Add(5 * time.Second); ; time.Sleep(time.Millisecond) { // it is forgotten in the background
		left, _ := again.desk().Memory.Recall(t.Context(), merkPerson)
		if len(left[merkPerson]) == 0 {
			break
		}
		if time.Now().After(late) {
			t.Fatalf("dropped, but remembered %q", left[merkPerson])
		}
	}
	if again.person.ID != "" {
		t.Errorf("dropped, but there is the case %q", again.person.ID)
	}
}

func TestChangedNameThatIsSomebodyElsesIsWarnedOf(t *testing.T) {
	t.Parallel()
	desk := &deskDouble{past: []rule.Past{}}
	d := office(t, desk)
	d.press("f10").see("Suche:")
	d.run(d.sh.Push(NewCaseEditor(d.sh, model.Case{ID: "c9", Patient: model.Patient{Stammdaten: *person("Stein", "Karl", "1948-01-30", "")}})))
	d.see("Stammdaten · Stein, Karl").press("ctrl+u", "Wolff", "enter").see("Gibt es diese Person schon?").press("f7").see("gleicht diese Person einer anderen").see("Wolf, Karl").press("t").see("gespeichert")
}
