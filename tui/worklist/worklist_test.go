package worklist

import (
	"fmt"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/rule"
	"example.org/meldeportal/model/worklist"
	"example.org/meldeportal/tui/kit"
	"example.org/meldeportal/tui/report"
	"example.org/meldeportal/tui/shell"
	"example.org/meldeportal/tui/stage"
	"example.org/meldeportal/tui/work"
)

func TestWorkListSaysWhatIsUrgentAndHowLongThereIsTime(t *testing.T) {
	t.Parallel()
	d := signedIn(t, &stage.DeskDouble{DeskWork: stage.DeskWork{Tasks: stage.SomeTasks()}})
	d.See("6 Aufgaben").See("[Alle 6]").See("Fristen 2").See("! abgelehnt").See("Stein, Ute").See("3 Tage überfällig").See("noch 12 Tage")
	d.See("bis 01.12.2026: Befund").Press("tab").See("[Abgelehnt 1]").Press("tab").See("[Fristen 2]")
	if strings.Contains(d.Screen(), "Stein, Ute") {
		t.Errorf("the group shows others, too:\n%s", d.Screen())
	}
}

func TestTaskOpensWhereItIsDone(t *testing.T) {
	t.Parallel()
	draft := stage.NewDraft()
	draft.Cursor = "Tumorzuordnung.Diagnosedatum"
	past := []rule.Past{stage.SentReport("T0", "C18.7", "2020-01-01", nil), stage.SentReport("T1", "C50.4", "2026-05-14", stage.Radiation)}
	desk := &stage.DeskDouble{Stored: draft, Past: past, DeskWork: stage.DeskWork{Tasks: stage.SomeTasks()}, Person: model.Case{ID: "c1", Patient: draft.Report.Patient}}
	d := signedIn(t, desk)
	d.See("6 Aufgaben").Press("down", "enter").See("Diagnosedatum *")
	if got := d.Sh.Top().(*report.Editor).Form.Cursor(); got != draft.Cursor {
		t.Errorf("draft opened at %s, want %s", got, draft.Cursor)
	}
	d.Press("f10").See("Entwürfe und").Press("f10").See("Arbeitsliste")
	d.Press("up", "enter").See("0b6e1f7c-refused").Press("f10").See("Arbeitsliste")
	d.Press("down", "down", "down", "down", "enter").See("▸ 5  Strahlentherapie Ende (begonnen 01.07.2026)").See("C50.4")
}

func TestTypingInTheWorkListSearchesPeople(t *testing.T) {
	t.Parallel()
	person := model.Case{ID: "c1", Patient: stage.NewDraft().Report.Patient}
	other := model.Case{ID: "c2", Patient: person.Patient}
	other.Patient.Stammdaten.Nachname = "Zander"
	d := signedIn(t, &stage.DeskDouble{DeskWork: stage.DeskWork{Persons: []model.Case{person, other}}})
	d.See("Nichts zu erledigen").Press("zan").See("Zander, Anna").See("1 von 2").Press("esc").See("2 von 2").Press("esc").See("Nichts zu erledigen")
	d.Give(tea.KeyMsg{Type: tea.KeyF3})
	d.See("2 von 2").Press("f10").See("Arbeitsliste").Press("f10").See("Abmelden?").Press("f10").See("Arbeitsliste").Press("f10").See("Abmelden?").Press("j").See("Loginname")
}

func TestAnswersOnceSeenAreNotListedAgain(t *testing.T) {
	t.Parallel()
	desk := &stage.DeskDouble{DeskWork: stage.DeskWork{Tasks: stage.SomeTasks()}}
	d := signedIn(t, desk)
	d.See("Antworten 1").Press("tab", "tab", "tab", "enter").See("0b6e1f7c-answer").Press("esc").See("5 Aufgaben")
	desk.Change(func() { desk.Remembrance = nil })
	d.Press("f10").See("Abmelden?").Press("j").See("Loginname")
	d.Run(d.Sh.Enter(desk.Desk()))
	d.See("Antworten 1").Press("ctrl+k").See("5 Aufgaben")
	if worklist.LiesGesehen(desk.Remembered(worklist.MerkGesehen))["0b6e1f7c-answer"] != "2026-11-22" {
		t.Errorf("remembered: %s", desk.Remembered(worklist.MerkGesehen))
	}
	if strings.Contains(d.Screen(), "Antworten") {
		t.Errorf("the answers are still there:\n%s", d.Screen())
	}
}

func BenchmarkWorkListOfAThousandTasks(b *testing.B) {
	sh := shell.New(&work.Services{Now: stage.NowOfTests}, nil, rooms...)
	sh.Seat((&stage.DeskDouble{}).Desk(), nil)
	l := NewWorklist(sh)
	var all []worklist.Aufgabe
	for i := range 1000 {
		task := stage.SomeTasks()[i%6]
		task.CaseID = fmt.Sprint(i)
		all = append(all, task)
	}
	sh.Stack = []kit.Screen{l}
	l.take(tasksMsg{tasks: all})
	for b.Loop() {
		sh.Update(tea.KeyMsg{Type: tea.KeyDown})
		sh.View()
	}
}
