package tui

import (
	"fmt"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/rule"
	"example.org/meldeportal/model/worklist"
)

func TestWorkListSaysWhatIsUrgentAndHowLongThereIsTime(t *testing.T) {
	t.Parallel()
	d := signedIn(t, &deskDouble{deskWork: deskWork{tasks: someTasks()}})
	d.see("6 Aufgaben").see("[Alle 6]").see("Fristen 2").see("! abgelehnt").see("Stein, Ute").see("3 Tage überfällig").see("noch 12 Tage")
	d.see("bis 01.12.2026: Befund").press("tab").see("[Abgelehnt 1]").press("tab").see("[Fristen 2]")
	if strings.Contains(d.screen(), "Stein, Ute") {
		t.Errorf("the group shows others, too:\n%s", d.screen())
	}
}

func TestTaskOpensWhereItIsDone(t *testing.T) {
	t.Parallel()
	draft := newDraft()
	draft.Cursor = "Tumorzuordnung.Diagnosedatum"
	past := []rule.Past{sentReport("T0", "C18.7", "2020-01-01", nil), sentReport("T1", "C50.4", "2026-05-14", radiation)}
	desk := &deskDouble{draft: draft, past: past, deskWork: deskWork{tasks: someTasks()}, person: model.Case{ID: "c1", Patient: draft.Report.Patient}}
	d := signedIn(t, desk)
	d.see("6 Aufgaben").press("down", "enter").see("Diagnosedatum *")
	if got := d.sh.Top().(*Editor).form.Cursor(); got != draft.Cursor {
		t.Errorf("draft opened at %s, want %s", got, draft.Cursor)
	}
	d.press("f10").see("Entwürfe und").press("f10").see("Arbeitsliste")
	d.press("up", "enter").see("0b6e1f7c-refused").press("f10").see("Arbeitsliste")
	d.press("down", "down", "down", "down", "enter").see("▸ 5  Strahlentherapie Ende (begonnen 01.07.2026)").see("C50.4")
}

func TestTypingInTheWorkListSearchesPeople(t *testing.T) {
	t.Parallel()
	person := model.Case{ID: "c1", Patient: newDraft().Report.Patient}
	other := model.Case{ID: "c2", Patient: person.Patient}
	other.Patient.Stammdaten.Nachname = "Zander"
	d := signedIn(t, &deskDouble{deskWork: deskWork{people: []model.Case{person, other}}})
	d.see("Nichts zu erledigen").press("zan").see("Zander, Anna").see("1 von 2").press("esc").see("2 von 2").press("esc").see("Nichts zu erledigen")
	d.give(tea.KeyMsg{Type: tea.KeyF3})
	d.see("2 von 2").press("f10").see("Arbeitsliste").press("f10").see("Abmelden?").press("f10").see("Arbeitsliste").press("f10").see("Abmelden?").press("j").see("Loginname")
}

func TestAnswersOnceSeenAreNotListedAgain(t *testing.T) {
	t.Parallel()
	desk := &deskDouble{deskWork: deskWork{tasks: someTasks()}}
	d := signedIn(t, desk)
	d.see("Antworten 1").press("tab", "tab", "tab", "enter").see("0b6e1f7c-answer").press("esc").see("5 Aufgaben")
	desk.change(func() { desk.memory = nil })
	d.press("f10").see("Abmelden?").press("j").see("Loginname")
	d.run(d.sh.enter(desk.desk()))
	d.see("Antworten 1").press("ctrl+k").see("5 Aufgaben")
	if worklist.LiesGesehen(desk.remembered(worklist.MerkGesehen))["0b6e1f7c-answer"] != "2026-11-22" {
		t.Errorf("remembered: %s", desk.remembered(worklist.MerkGesehen))
	}
	if strings.Contains(d.screen(), "Antworten") {
		t.Errorf("the answers are still there:\n%s", d.screen())
	}
}

func BenchmarkWorkListOfAThousandTasks(b *testing.B) {
	sh := NewShell(&Services{Now: nowOfTests}, nil)
	sh.Seat((&deskDouble{}).desk(), nil)
	l := NewWorklist(sh)
	var all []worklist.Aufgabe
	for i := range 1000 {
		task := someTasks()[i%6]
		task.CaseID = fmt.Sprint(i)
		all = append(all, task)
	}
	sh.stack = []Screen{l}
	l.take(tasksMsg{tasks: all})
	for b.Loop() {
		sh.Update(tea.KeyMsg{Type: tea.KeyDown})
		sh.View()
	}
}
