package report

import (
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/model/rule"
	"example.org/meldeportal/tui/kit"
	"example.org/meldeportal/tui/sent"
	"example.org/meldeportal/tui/shell"
	"example.org/meldeportal/tui/stage"
)

func TestConfirmedFieldIsSavedAtOnceWithItsCursor(t *testing.T) {
	t.Parallel()
	d := newDesktop(t, &stage.DeskDouble{})
	d.Open(NewEditor(d.Sh, stage.NewDraft())).Press("pgdown", "i", "enter").See("gespeichert 10:41:07")
	_, saved := d.Desk.State()
	if got := saved.Report.Meldung.Meldebegruendung; got != "I" || saved.Cursor != "Eigene_Leistung" {
		t.Errorf("saved: got %q at %q, want I at Eigene_Leistung", got, saved.Cursor)
	}
}

func TestHalfTypedTextIsSavedAfterAMoment(t *testing.T) {
	t.Parallel()
	d := newDesktop(t, &stage.DeskDouble{})
	d.Open(NewEditor(d.Sh, stage.NewDraft())).Press("pgdown", "pgdown", "1205").See("gespeichert")
	for { // the cursor's own save may come first
		if _, saved := d.Desk.State(); saved.Report.Meldung.Tumorzuordnung.Diagnosedatum == "1205" {
			break
		}
		d.Give(<-d.Msgs)
	}
	_, saved := d.Desk.State()
	again := newDesktop(t, &stage.DeskDouble{})
	again.Open(NewEditor(again.Sh, saved)).Press("26", "enter").See("12.05.2026   Di, vor 194 Tagen")
}

func TestEscapeRestoresWhatStoodInTheFieldAndF10KeepsWhatIsTyped(t *testing.T) {
	t.Parallel()
	draft := stage.NewDraft()
	draft.Report.Meldung.Tumorzuordnung.PrimaertumorICD = model.ICD{Code: "C16.0", Version: "10 2026 GM"}
	draft.Report.Meldung.Tumorzuordnung.Diagnosedatum = "2026-05-14"
	d := newDesktop(t, &stage.DeskDouble{})
	e := NewEditor(d.Sh, draft)
	d.Open(e).Press("pgdown", "pgdown", "tab", "f4", "lunge").See("Lungenkrebs").Press("esc").See("C16.0").See("Strg+Y holt zurück")
	if got := e.Report.Meldung.Tumorzuordnung.PrimaertumorICD.Code; got != "C16.0" {
		t.Errorf("after Esc: got %q, want C16.0", got)
	}
	d.Press("shift+tab", "27", "esc").See("14.05.2026").Press("tab", "lunge", "f10").See("lunge        ? nicht in der Liste").Press("esc").See("C16.0")
}

func TestUndoGoesOnAfterTheDraftWasOpenedAgain(t *testing.T) {
	t.Parallel()
	d := newDesktop(t, &stage.DeskDouble{})
	d.Open(NewEditor(d.Sh, stage.NewDraft())).Press("pgdown", "i", "enter", "j", "enter").See("gespeichert")
	if err := d.Sh.FlushDrafts(); err != nil {
		t.Fatal(err)
	}
	_, saved := d.Desk.State()
	again := newDesktop(t, &stage.DeskDouble{})
	e := NewEditor(again.Sh, saved)
	again.Open(e).Press("ctrl+z", "ctrl+z")
	if m := &e.Report.Meldung; m.Meldebegruendung != "" || m.EigeneLeistung != "" {
		t.Errorf("after undo: got %q and %q, want nothing", m.Meldebegruendung, m.EigeneLeistung)
	}
}

func TestValuesAFreshDraftBeginsWithShowWhereTheyComeFrom(t *testing.T) {
	t.Parallel()
	draft, last := stage.NewDraft(), stage.NewDraft()
	for _, r := range []*model.Report{&draft.Report, &last.Report} {
		r.Meldung.Tumorzuordnung.Diagnosedatum = "2026-05-14"
	}
	d := newDesktop(t, &stage.DeskDouble{Past: []rule.Past{{Report: &last.Report}}})
	d.Open(NewEditor(d.Sh, draft)).Press("pgdown", "pgdown").See("← Diagnose 14.05.2026")
}

func TestFlushSavesWhatIsHalfTyped(t *testing.T) {
	t.Parallel()
	d := newDesktop(t, &stage.DeskDouble{})
	d.Open(NewEditor(d.Sh, stage.NewDraft())).Press("pgdown", "pgdown", "12")
	if err := d.Sh.FlushDrafts(); err != nil {
		t.Fatal(err)
	}
	if _, saved := d.Desk.State(); saved.Report.Meldung.Tumorzuordnung.Diagnosedatum != "12" {
		t.Errorf("saved date: got %q, want 12", saved.Report.Meldung.Tumorzuordnung.Diagnosedatum)
	}
}

func TestOfWaitingStatesOnlyTheLatestIsWritten(t *testing.T) {
	t.Parallel()
	desk := &stage.DeskDouble{Slow: make(chan struct{})}
	d := newDesktop(t, desk)
	d.Open(NewEditor(d.Sh, stage.NewDraft())).Press(stage.Tumour...).See("speichert …")
	close(desk.Slow)
	d.See("gespeichert 10:41:07")
	saves, saved := desk.State()
	if got := saved.Report.Meldung.Tumorzuordnung.MorphologieICDO; got == nil || got.Code != "8500/3" {
		t.Errorf("saved morphology: got %v, want 8500/3", got)
	}
	if saves > 3 {
		t.Errorf("saves: got %d, want at most 3", saves)
	}
}

func TestFailedSaveIsToldAndTriedAgain(t *testing.T) {
	t.Parallel()
	desk := &stage.DeskDouble{Fail: &answer.Failure{Kind: answer.FailDiskFull}}
	d := newDesktop(t, desk)
	d.Open(NewEditor(d.Sh, stage.NewDraft())).Press("pgdown", "i", "enter").See("NICHT GESPEICHERT – F2").See("Die Festplatte ist voll")
	d.Press("f10").See("Trotzdem verlassen?").Press("n").See("Meldebegründung")
	desk.Mu.Lock()
	desk.Fail = nil
	desk.Mu.Unlock()
	d.Press("f2").See("gespeichert 10:41:07")
}

func TestAFailureThatIsOverIsNotSaidAnyLonger(t *testing.T) {
	t.Parallel()
	desk := &stage.DeskDouble{Fail: &answer.Failure{Kind: answer.FailDiskFull}}
	d := newDesktop(t, desk)
	clock := &stage.HandClock{Time: stage.Today}
	d.Sh.Services().Clock = clock
	d.Open(NewEditor(d.Sh, stage.NewDraft())).Press("pgdown", "i", "enter").See("Die Festplatte ist voll")
	desk.Change(func() { desk.Fail = nil })
	if clock.GoOn(time.Minute) == 0 {
		t.Fatal("nothing is tried again")
	}
	d.Due()
	d.See("gespeichert 10:41:07")
	if strings.Contains(d.Screen(), "Festplatte") {
		t.Errorf("saved, and still said to be not:\n%s", d.Screen())
	}
}

func TestLeavingWaitsForTheLastSave(t *testing.T) {
	t.Parallel()
	desk := &stage.DeskDouble{Slow: make(chan struct{})}
	d := newDesktop(t, desk)
	d.Open(NewEditor(d.Sh, stage.NewDraft())).Press("pgdown", "i", "f10", "f10")
	if !d.Sh.Top().Busy() {
		t.Fatal("left before the report was saved")
	}
	close(desk.Slow)
	d.See("Loginname")
	if _, saved := desk.State(); saved.Report.Meldung.Meldebegruendung != "I" {
		t.Errorf("saved: got %q, want I", saved.Report.Meldung.Meldebegruendung)
	}
}

func TestChangedStammdatenReachTheCase(t *testing.T) {
	t.Parallel()
	desk := &stage.DeskDouble{}
	d := newDesktop(t, desk)
	d.Open(NewEditor(d.Sh, stage.NewDraft())).Press("enter", "-Wolf", "enter").See("gespeichert")
	if got := desk.Person.Patient.Stammdaten.Nachname; got != "Müller-Wolf" {
		t.Errorf("name in the case: got %q, want Müller-Wolf", got)
	}
}

func TestReviewBlocksOnFehlerAndJumpsToTheField(t *testing.T) {
	t.Parallel()
	d := newDesktop(t, &stage.DeskDouble{})
	d.Open(NewEditor(d.Sh, stage.NewDraft())).Press(stage.Tumour...).Press("f12").See("NICHT abschließbar").See("Leistungszustand fehlt.")
	d.Press("f12").See("muss zuerst behoben werden").Press("enter").See("Leistungszustand *")
	if got := d.Sh.Top().(*Editor).Form.Cursor(); got != "Diagnose.Allgemeiner_Leistungszustand" {
		t.Errorf("cursor: got %s", got)
	}
}

func TestCompletedReportShowsItsReceiptAsItComes(t *testing.T) {
	t.Parallel()
	desk := &stage.DeskDouble{}
	d := newDesktop(t, desk)
	d.Open(NewEditor(d.Sh, stage.NewDraft())).Press(stage.Tumour...).Press("f8", "0", "f12").See("Prüfen ·")
	review := d.Sh.Top().(*Review)
	if len(review.Open()) > 0 {
		d.Press("f12").See("zu bestätigen").Press("*")
	}
	d.Press("f12").See("wartet").See("0b6e1f7c-rev-")
	desk.Mu.Lock()
	desk.Sendings[0].State = model.StateAccepted
	desk.Sendings[0].Receipt = &model.Receipt{ReceivedAt: stage.Today.Add(123 * time.Millisecond), Digest: strings.Repeat("8f", 32), LogIndex: 42}
	desk.Mu.Unlock()
	d.Give(answer.News{Cases: []string{"c1"}})
	d.See("angenommen").See("10:41:07,123").See("8f8f8f8f8f8f8f8f")
	d.See("Übertragung · Diagnose · Müller, Anna").Press("f6").See("Person").See("Hauptstraße").Press("esc").See("Stand")
	d.Press("f10").See("Loginname")
}

func TestTransmissionsNameThePersonAndLeadToTheRecord(t *testing.T) {
	t.Parallel()
	desk := &stage.DeskDouble{Person: model.Case{ID: "c1", Patient: stage.NewDraft().Report.Patient}, Sendings: []model.Delivery{
		{Transaktionsnummer: "0b6e1f7c", CaseID: "c1", Typ: model.TypDiagnose, Date: "2026-05-14", State: model.StateRejected,
			Reason: "Die Tumor_ID gehört zu einer anderen Person."}}}
	d := newDesktop(t, desk)
	d.Open(sent.NewTransmissions(d.Sh)).See("Müller, Anna").See("abgelehnt: Die Tumor_ID gehört zu einer anderen Person.")
	d.Press("enter").See("Müller, Anna *12.03.1950").Press("enter").See("Entwürfe und übermittelte Meldungen")
}

func TestRefusedReportShowsWhatIsAgainstIt(t *testing.T) {
	t.Parallel()
	desk := &stage.DeskDouble{Refuse: []rule.Finding{{Rule: "P-001", Severity: rule.Fehler, Text: "Inzwischen ist etwas anders.", Fields: []string{"Meldebegruendung"}}}}
	d := newDesktop(t, desk)
	d.Open(NewEditor(d.Sh, stage.NewDraft())).Press(stage.Tumour...).Press("f8", "0", "f12").See("Prüfen ·").Press("*", "f12").See("Inzwischen ist etwas anders.")
}

func TestPagesAreListedWithTheirStateAndOpened(t *testing.T) {
	t.Parallel()
	d := newDesktop(t, &stage.DeskDouble{})
	d.Open(NewEditor(d.Sh, stage.NewDraft())).Press(stage.Tumour...).Press("f6").See("Abschnitte").See("Leistungszustand, frühere Tumoren")
	d.Press("down", "enter").See("[5/")
}

func TestEveryKeyOfTheEditorSaysWhyItIsOff(t *testing.T) {
	t.Parallel()
	d := newDesktop(t, &stage.DeskDouble{})
	e := NewEditor(d.Sh, stage.NewDraft())
	d.Open(e)
	seen := map[string]string{}
	for _, a := range e.Actions() {
		if len(a.Keys) == 0 || a.Label == "" || a.Help == "" || a.Do == nil {
			t.Errorf("action %v is not complete", a)
		}
		for _, k := range a.Keys {
			if before := seen[k]; before != "" {
				t.Errorf("key %s belongs to %s and to %s", k, before, a.Label)
			}
			seen[k] = a.Label
		}
	}
	d.Press("ctrl+k").See("kein Listeneintrag")
}

func TestFieldIsFoundByThreeLettersAndEnter(t *testing.T) {
	t.Parallel()
	d := newDesktop(t, &stage.DeskDouble{})
	e := NewEditor(d.Sh, stage.NewDraft())
	d.Open(e).Press("f3", "dsi").See("Diagnosesicherung").Press("enter")
	if got := e.Form.Cursor(); got != "Diagnose.Diagnosesicherung" {
		t.Errorf("cursor: got %s", got)
	}
	d.Press("f3", "qqq", "enter").See("heißt so").Press("esc").See("Diagnosesicherung")
}

func TestWholeReportOnOnePageKeepsTheFieldAndIsRemembered(t *testing.T) {
	t.Parallel()
	d := newDesktop(t, &stage.DeskDouble{})
	e := NewEditor(d.Sh, stage.NewDraft())
	d.Open(e).Press("pgdown", "pgdown", "1405", "alt+g").See("Histologie ─").See("[3/").Press("26", "enter").See("14.05.2026")
	if got := e.Form.Cursor(); got != "Tumorzuordnung.Primaertumor_ICD" {
		t.Errorf("cursor: got %s", got)
	}
	for {
		if memory, _ := d.Sh.Desk().Memory.Recall(t.Context(), shell.TempoName); string(memory[shell.TempoName]) == shell.TempoWhole {
			break
		}
		d.Give(<-d.Msgs)
	}
	d.Run(d.Sh.AskTempo())
	d.Press("f10").See("Loginname")
	d.Open(NewEditor(d.Sh, stage.NewDraft())).See("Person ─")
}

func TestWideWindowShowsFindingsAndSectionsBesideTheForm(t *testing.T) {
	t.Parallel()
	d := newDesktop(t, &stage.DeskDouble{})
	d.Give(tea.WindowSizeMsg{Width: 120, Height: 40})
	d.Open(NewEditor(d.Sh, stage.NewDraft())).Press(stage.Tumour...).See("✓ ").Press("f8").See("▸! ").See("Leistungszustand fehlt.")
	for _, line := range strings.Split(d.Screen(), "\n") {
		if n := len([]rune(line)); n > 120 {
			t.Errorf("line of %d cells: %s", n, line)
		}
	}
}

// F10 waits behind the keys that were typed before it; TestEscLeavesAScreenThatStaysBusy
// has the other side.
func TestGoingBackDoesNotOvertakeTypedKeys(t *testing.T) {
	t.Parallel()
	d := newDesktop(t, &stage.DeskDouble{})
	e := NewEditor(d.Sh, stage.NewDraft())
	d.Run(d.Sh.Push(e)) // its past is not read yet
	d.Press("tab", "i", "f10")
	if d.Sh.Top() != kit.Screen(e) {
		t.Fatal("F10 left the report before the keys typed ahead were answered")
	}
	for d.Sh.Top() == kit.Screen(e) {
		d.Give(<-d.Msgs)
	}
	if _, saved := d.Desk.State(); saved.Report.Meldung.Meldebegruendung != "I" {
		t.Errorf("saved %q, want what was typed before F10", saved.Report.Meldung.Meldebegruendung)
	}
}

func TestANumberOrALetterOpensASection(t *testing.T) {
	t.Parallel()
	d := newDesktop(t, &stage.DeskDouble{})
	e := NewEditor(d.Sh, stage.NewDraft())
	d.Open(e).Press("f6").See("Abschnitte")
	all := e.Form.Steps()
	if len(all) < 10 || len(all) > 19 {
		t.Fatalf("%d sections, want some with two digits", len(all))
	}
	opened := func(want int) {
		t.Helper()
		if _, _, title := e.Form.Page(); title != all[want].Title {
			t.Errorf("open is %q, want %q", title, all[want].Title)
		}
	}
	d.Press("3")
	opened(2)
	d.Press("f6").See("Abschnitte").Press("1").See("Abschnitte").Press("0")
	opened(9)
	d.Press("f6").See("Abschnitte").Press("1", "enter")
	opened(0)
	d.Press("f6").See("Abschnitte").Press(all[4].Title[:1], "enter")
	if _, _, title := e.Form.Page(); title[:1] != all[4].Title[:1] || title == all[0].Title {
		t.Errorf("%q leads to %q", all[4].Title[:1], title)
	}
}

// A colleague who has the draft open stands in the head of the form; that it is open here
// is told as long as it is.
func TestAColleagueInTheSameDraftStandsInTheHead(t *testing.T) {
	t.Parallel()
	desk := &stage.DeskDouble{OpenThere: map[string]string{"d": "berta"}}
	d := newDesktop(t, desk)
	e := NewEditor(d.Sh, model.Draft{ID: "d", Report: *stage.NewTyped(model.TypDiagnose)})
	d.Open(e).See("wird gerade bearbeitet von berta")
	if desk.OpenHere != "d" {
		t.Errorf("open here: %q", desk.OpenHere)
	}
	desk.Change(func() { desk.OpenThere = nil })
	d.Press("down")
	if strings.Contains(d.Screen(), "bearbeitet von") {
		t.Errorf("she has left:\n%s", d.Screen())
	}
	desk.Change(func() { desk.OpenThere = map[string]string{"d": "schulz"} })
	d.Give(shell.NewsMsg{Desk: d.Sh.Desk()})
	d.See("schulz hat diese Meldung jetzt auch offen. Bitte einfach weiterschreiben")
	if e.Leave(); desk.OpenHere != "" {
		t.Errorf("left, and open still: %q", desk.OpenHere)
	}
}
