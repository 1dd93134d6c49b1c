package worklist

import (
	"fmt"
	"slices"
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
	d.See("5 Aufgaben").See("[Alle 5]").See("42 angenommen seit gestern").See("Fristen 2").See("! abgelehnt").See("Stein, Ute").See("3 Tage überfällig").See("noch 12 Tage")
	d.See("bis 01.12.2026: wartet").Press("tab").See("[Abgelehnt 1]").Press("tab").See("[Fristen 2]")
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
	d.See("5 Aufgaben").Press("down", "enter").See("Diagnosedatum *")
	if got := d.Sh.Top().(*report.Editor).Form.Cursor(); got != draft.Cursor {
		t.Errorf("draft opened at %s, want %s", got, draft.Cursor)
	}
	d.Press("f10").See("Entwürfe und").Press("f10").See("Arbeitsliste")
	d.Press("up", "enter").See("0b6e1f7c-refused").Press("f10").See("Arbeitsliste")
	d.Press("down", "down", "down", "enter").See("▸ 5  Strahlentherapie Ende (begonnen 01.07.2026)").See("C50.4")
}

// What is missing of a tumour is asked for as its kind is treated: no operation of a
// leukaemia.
func TestMissingTherapyIsTheOneThatIsLikely(t *testing.T) {
	t.Parallel()
	for icd, want := range map[string]string{"C50.4": "▸ 3  OP", "C92.0": "▸ 6  Systemtherapie Beginn"} {
		missing := worklist.Aufgabe{Art: worklist.AufgabeGegenstueck, Frage: worklist.FrageTherapie, CaseID: "c1", TumorID: "T1", Typ: model.TypDiagnose}
		desk := &stage.DeskDouble{Person: stage.CaseOf("c1", "Müller"), DeskWork: stage.DeskWork{Tasks: []worklist.Aufgabe{missing}},
			Past: []rule.Past{stage.SentReport("T1", icd, "2026-05-14", func(m *model.Meldung) { m.Typ = model.TypDiagnose })}}
		signedIn(t, desk).See("1 Aufgabe").Press("enter").See(want)
	}
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

// Good answers are one line that is no task; opened or struck off it is gone, until it
// is taken back.
func TestAnswersOnceSeenAreNotListedAgain(t *testing.T) {
	t.Parallel()
	desk := &stage.DeskDouble{DeskWork: stage.DeskWork{Tasks: stage.SomeTasks()}}
	d := signedIn(t, desk)
	d.See("5 Aufgaben").See("Angenommen 42").Press("down", "down", "down", "down", "delete").See("Gesehen. Strg+Z nimmt es zurück.").See("Fehlt 1  Gehalten 1")
	if strings.Contains(d.Screen(), "seit gestern") {
		t.Errorf("the answers are still there:\n%s", d.Screen())
	}
	if got := worklist.LiesGesehen(desk.Remembered(worklist.MerkGesehen)); !got.Bis.Equal(stage.Today) {
		t.Errorf("remembered: %v", got)
	}
	d.Press("ctrl+z").See("Angenommen 42").See("Wieder ungelesen.")
	d.Press("f10").See("Abmelden?").Press("j").See("Loginname")
	d.Run(d.Sh.Enter(desk.Desk()))
	d.See("Angenommen 42").Press("down", "down", "down", "down", "enter").See("Übertragung").Press("esc").See("Fehlt 1  Gehalten 1")
}

// What is missing for ever ends with a reason, what cannot be done yet comes up again,
// and both can be taken back.
func TestTasksEndWithAReasonOrADay(t *testing.T) {
	t.Parallel()
	desk := &stage.DeskDouble{DeskWork: stage.DeskWork{Tasks: stage.SomeTasks()}}
	d := signedIn(t, desk)
	d.See("Fehlt 1").Press("down", "down", "down", "delete").See("Aufgabe erledigen").See("1  anderswo behandelt").Press("1", "enter")
	d.See("4 Aufgaben").See("Erledigt 1").See("Erledigt: anderswo behandelt. Strg+Z nimmt es zurück.")
	if strings.Contains(d.Screen(), "Müller, Anna") {
		t.Errorf("the settled task is still in sight:\n%s", d.Screen())
	}
	d.Press("shift+tab").See("[Erledigt 1]").See("Müller, Anna").See("anderswo behandelt · Meier")
	d.Press("insert").See("5 Aufgaben").See("Die Aufgabe ist wieder offen.").Press("ctrl+z").See("Erledigt 1").Press("ctrl+z").See("nichts zurückzunehmen")
	d.Press("tab").See("[Abgelehnt 1]").Press("alt+w").See("Wiedervorlage").Press("Rückruf", "enter", "1", "enter").See("kein Tag")
	d.Press("ctrl+u", "+14", "enter").See("3 Aufgaben").See("Wiedervorlage am 06.12.2026").See("Aufgeschoben 1").Press("ctrl+z").See("Abgelehnt 1")
}

// The work list is looked through as every list is; letters still find people.
func TestTasksAreSearchedFilteredSortedAndCounted(t *testing.T) {
	t.Parallel()
	tasks := stage.SomeTasks()
	settled := tasks[3]
	settled.Art, settled.Person, settled.Entscheid = worklist.AufgabeErledigt, "Rot, Ida", &worklist.Entscheid{Grund: "verzogen", Von: "Meier", Am: stage.Today}
	desk := &stage.DeskDouble{DeskWork: stage.DeskWork{Tasks: append(tasks, settled)}}
	d := signedIn(t, desk)
	d.See("5 Aufgaben").Press("/", "strahl").See("Suche: strahl").Press("enter").See("1 von 7").See("Suche: strahl (Esc zeigt alle)").See("▸ ? fehlt")
	d.Press("esc").See("5 Aufgaben").Press("/", "enter").See("Häufigkeiten · Aufgabe").See("2  28,6 %").See("erledigt")
	d.Press("enter").See("2 von 7").See("Aufgabe: Frist").See("Baum, Eva").Press("/", "down", ">", "esc").See("Name↓").See("▸ ! Frist      Wolf, Karl")
	d.Press("/", "f2").See("Filter merken").Press("Meine Fristen", "enter").See("Gemerkt: Meine Fristen.").Press("esc", "esc").See("5 Aufgaben")
	d.Press("#").See("Filtern und sortieren").Press("end").See("▸ Meine Fristen").Press("enter").See("2 von 7")
	d.Press("esc").See("5 Aufgaben")
	d.Press("/", "enter").See("6 Werte").Do(func(d *stage.Desktop) { moveTo(t, d, "erledigt") }).Press("enter").See("Rot, Ida").See("1 von 7").Press("f2").See("Liste speichern").Press("enter").See("Gespeichert:")
	for path, content := range desk.Files {
		if !strings.Contains(path, "arbeitsliste-") || strings.Count(content, "\r\n") != 2 || !strings.Contains(content, ";verzogen;Meier") {
			t.Errorf("%s: want heads and the one in sight:\n%s", path, content)
		}
	}
}

// Marked tasks are settled, put off, held back and deleted by one question that names how
// many there are, and one key takes it back.
func TestMarkedTasksEndTogether(t *testing.T) {
	t.Parallel()
	desk := &stage.DeskDouble{DeskWork: stage.DeskWork{Tasks: stage.SomeTasks()}}
	d := signedIn(t, desk)
	d.See("5 Aufgaben").Press("*").See("5 markiert, 5 Aufgaben").Press("esc").See("5 Aufgaben").Press("home", "+", "+", "+").See("3 markiert").See("×! abgelehnt")
	d.Press("delete").See("Aufgabe erledigen").See("Gilt für 3 Aufgaben.").Press("2", "enter").See("2 Aufgaben").See("3 Aufgaben: Erledigt. Strg+Z nimmt es zurück.")
	if strings.Contains(d.Screen(), "×") {
		t.Errorf("something is still marked:\n%s", d.Screen())
	}
	d.Press("ctrl+z").See("Zurückgenommen: 3 Aufgaben.").See("5 Aufgaben")
	d.Press("*", "ctrl+k").See("Entwurf löschen: 3 Aufgaben?").See("ohne 2 markierte Zeilen: Gelöscht werden können nur Entwürfe.").Press("n").See("5 markiert")
	d.Press("alt+w").See("Wiedervorlage").See("Gilt für 5 Aufgaben.").Press("esc").See("5 markiert")
}

// Two drafts of one report are no two equal lines.
func TestADraftBesideAnotherIsToldApart(t *testing.T) {
	t.Parallel()
	tasks := stage.SomeTasks()
	i := slices.IndexFunc(tasks, func(a worklist.Aufgabe) bool { return a.Art == worklist.AufgabeFrist })
	beside := tasks[i]
	beside.DraftID, beside.Fassung = "d-beside", "Fassung von Meier, 23.11.2026 10:41"
	d := signedIn(t, &stage.DeskDouble{DeskWork: stage.DeskWork{Tasks: slices.Insert(tasks, i+1, beside)}})
	d.See("Fassung von Meier").Press("tab", "tab").See("[Fristen 3]")
	if n := strings.Count(d.Screen(), "Fassung von"); n != 1 {
		t.Errorf("%d lines say whose they are, want one:\n%s", n, d.Screen())
	}
}

func TestWaitingTimesStandAboveWhatIsHeld(t *testing.T) {
	t.Parallel()
	d := signedIn(t, &stage.DeskDouble{DeskWork: stage.DeskWork{Tasks: stage.SomeTasks()}})
	d.See("Gehalten 1").Press("shift+tab").See("[Gehalten 1]").See("wartet auf Befund 1, Median 12 Tage")
}

func TestWaitingTimesHoldWhatWasLetGo(t *testing.T) {
	t.Parallel()
	d := signedIn(t, &stage.DeskDouble{DeskWork: stage.DeskWork{Tasks: stage.SomeTasks(), LetGo: []worklist.Gewartet{{Grund: "wartet auf Befund", Tage: 3}}}})
	d.See("Gehalten 1").Press("shift+tab").See("wartet auf Befund 1, Median 3 Tage (mit 1 beendeten)")
}

// A long list is held in parts: the cursor goes to its end and back, marks stay where they
// are, and what is searched is found in all of it.
func TestALongWorkListIsHeldInParts(t *testing.T) {
	t.Parallel()
	const n = 2600
	var all []worklist.Aufgabe
	for i := range n {
		task := stage.SomeTasks()[1]
		task.CaseID, task.Sache, task.DraftID = fmt.Sprint(i), fmt.Sprint(i), fmt.Sprint("d", i)
		task.Person = fmt.Sprintf("Lang, Nr%04d", i)
		all = append(all, task)
	}
	d := signedIn(t, &stage.DeskDouble{DeskWork: stage.DeskWork{Tasks: all}})
	list := d.Sh.Top().(*Worklist)
	d.See("von 2600 Aufgaben").See("▸ ! Frist      Lang, Nr0000").Press("+").See("1 markiert").Press("end").See("▸ ! Frist      Lang, Nr2599")
	if held := len(list.tasks.page.Tasks); held > pageSize {
		t.Errorf("%d tasks are held, want %d at the most", held, pageSize)
	}
	d.Press("pgup", "pgup").See("Lang, Nr2566").Press("home").See("▸×! Frist      Lang, Nr0000").See("1 markiert").Press("esc", "end").See("Lang, Nr2599")
	d.Press("/", "nr1234", "enter").See("1 von 2.600").See("▸ ! Frist      Lang, Nr1234").Press("esc").See("▸ ! Frist      Lang, Nr0000")
}

func TestOneKeyShowsWhatIsInOnesHands(t *testing.T) {
	t.Parallel()
	tasks := stage.SomeTasks()
	name := tasks[0].Person
	tasks[0].Zustaendig = "meier"
	d := signedIn(t, &stage.DeskDouble{DeskWork: stage.DeskWork{Tasks: tasks}})
	other := tasks[1].Person
	d.See("Gehalten 1").See(other).Press("=")
	d.Until(func() bool { return !strings.Contains(d.Screen(), other) })
	d.See("Zuständig: meier").See(name).Press("=").See(other)
}

func BenchmarkWorkListOfAThousandTasks(b *testing.B) {
	sh := shell.New(&work.Services{Now: stage.NowOfTests}, nil, rooms...)
	sh.Seat((&stage.DeskDouble{}).Desk(), nil)
	l := newWorklist(sh)
	var all []worklist.Aufgabe
	for i := range 1000 {
		task := stage.SomeTasks()[i%6]
		task.CaseID = fmt.Sprint(i)
		all = append(all, task)
	}
	sh.Stack = []kit.Screen{l}
	l.tasks.turnPage("", stage.PageOf(all, worklist.Span{N: wholeMost}))
	for b.Loop() {
		sh.Update(tea.KeyMsg{Type: tea.KeyDown})
		sh.View()
	}
}

// moveTo puts the cursor on the line with a word.
func moveTo(t *testing.T, d *stage.Desktop, word string) {
	t.Helper()
	d.Press("home")
	for range 40 {
		for l := range strings.SplitSeq(d.Screen(), "\n") {
			if strings.Contains(l, "▸") && strings.Contains(l, word) {
				return
			}
		}
		d.Press("down")
	}
	t.Fatalf("no line with %q:\n%s", word, d.Screen())
}

// What the registry lacks of nobody that is known begins her; of somebody known it opens her
// record. What is not for this house is answered.
func TestWhatTheRegistryLacksIsWrittenOrAnswered(t *testing.T) {
	t.Parallel()
	missed := &model.Rueckmeldung{Nummer: 7, Am: stage.Today, Art: model.RueckVermisst, Transaktionsnummer: "n1",
		Vermisst: &model.Vermisst{Grund: model.VermisstPathologie, Einsendenummer: "H/26/117", PatientID: "4711"}}
	task := worklist.Aufgabe{Art: worklist.AufgabeVermisst, Frage: worklist.FrageVermisst, Sache: "n1#7", Person: "H/26/117", Transaktionsnummer: "n1", Vermisst: missed,
		Text: "Pathologie ohne Meldung. Einsendenummer H/26/117, Patient-ID 4711"}
	known := stage.CaseOf("c1", "Müller")
	known.Patient.PatientID = "4711"
	desk := &stage.DeskDouble{Person: known, DeskWork: stage.DeskWork{Persons: []model.Case{known}, Tasks: []worklist.Aufgabe{task}}}
	desk.Came = []model.Rueckmeldung{*missed}
	d := signedIn(t, desk)
	d.See("[Alle 1]").See("? vermisst").See("Pathologie ohne Meldung").See("Einsendenummer H/26/117, Patient-ID 4711")
	d.Press("enter").See("Müller, Anna").See("Entwürfe und").Press("f10").See("Arbeitsliste")
	d.Press("alt+n").See("Nicht bei uns").See("Pathologie ohne Meldung: Einsendenummer").Press("f2").See("Die Antwort wird übermittelt.")
	if got := desk.Came[0].Antwort; got == nil || got.Text != "Nicht bei uns." {
		t.Errorf("answered %+v", got)
	}

	nobody := &stage.DeskDouble{DeskWork: stage.DeskWork{Tasks: []worklist.Aufgabe{task}}}
	signedIn(t, nobody).See("1 Aufgabe").Press("enter").See("Neue Person").See("4711").See("Hier ist dazu niemand bekannt.").Press("f10").See("Arbeitsliste")
	if cases := nobody.Persons; len(cases) != 0 {
		t.Errorf("who was left unwritten became %+v", cases)
	}
}
