package tui

import (
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/model/rule"
)

func TestConfirmedFieldIsSavedAtOnceWithItsCursor(t *testing.T) {
	t.Parallel()
	d := newDesktop(t, &deskDouble{})
	d.open(NewEditor(d.sh, newDraft())).press("pgdown", "i", "enter").see("gespeichert 10:41:07")
	_, saved := d.desk.state()
	if got := saved.Report.Meldung.Meldebegruendung; got != "I" || saved.Cursor != "Eigene_Leistung" {
		t.Errorf("saved: got %q at %q, want I at Eigene_Leistung", got, saved.Cursor)
	}
}

func TestHalfTypedTextIsSavedAfterAMoment(t *testing.T) {
	t.Parallel()
	d := newDesktop(t, &deskDouble{})
	d.open(NewEditor(d.sh, newDraft())).press("pgdown", "pgdown", "1205").see("gespeichert")
	for { // the cursor's own save may come first
		if _, saved := d.desk.state(); saved.Report.Meldung.Tumorzuordnung.Diagnosedatum == "1205" {
			break
		}
		d.give(<-d.msgs)
	}
	_, saved := d.desk.state()
	again := newDesktop(t, &deskDouble{})
	again.open(NewEditor(again.sh, saved)).press("26", "enter").see("12.05.2026   Di, vor 194 Tagen")
}

func TestEscapeRestoresWhatStoodInTheFieldAndF10KeepsWhatIsTyped(t *testing.T) {
	t.Parallel()
	draft := newDraft()
	draft.Report.Meldung.Tumorzuordnung.PrimaertumorICD = model.ICD{Code: "C16.0", Version: "10 2026 GM"}
	draft.Report.Meldung.Tumorzuordnung.Diagnosedatum = "2026-05-14"
	d := newDesktop(t, &deskDouble{})
	e := NewEditor(d.sh, draft)
	d.open(e).press("pgdown", "pgdown", "tab", "f4", "lunge").see("Lungenkrebs").press("esc").see("C16.0").see("Strg+Y holt zurück")
	if got := e.report.Meldung.Tumorzuordnung.PrimaertumorICD.Code; got != "C16.0" {
		t.Errorf("after Esc: got %q, want C16.0", got)
	}
	d.press("shift+tab", "27", "esc").see("14.05.2026").press("tab", "lunge", "f10").see("lunge        ? nicht in der Liste").press("esc").see("C16.0")
}

func TestUndoGoesOnAfterTheDraftWasOpenedAgain(t *testing.T) {
	t.Parallel()
	d := newDesktop(t, &deskDouble{})
	d.open(NewEditor(d.sh, newDraft())).press("pgdown", "i", "enter", "j", "enter").see("gespeichert")
	if err := d.sh.FlushDrafts(); err != nil {
		t.Fatal(err)
	}
	_, saved := d.desk.state()
	again := newDesktop(t, &deskDouble{})
	e := NewEditor(again.sh, saved)
	again.open(e).press("ctrl+z", "ctrl+z")
	if m := &e.report.Meldung; m.Meldebegruendung != "" || m.EigeneLeistung != "" {
		t.Errorf("after undo: got %q and %q, want nothing", m.Meldebegruendung, m.EigeneLeistung)
	}
}

func TestValuesAFreshDraftBeginsWithShowWhereTheyComeFrom(t *testing.T) {
	t.Parallel()
	draft, last := newDraft(), newDraft()
	for _, r := range []*model.Report{&draft.Report, &last.Report} {
		r.Meldung.Tumorzuordnung.Diagnosedatum = "2026-05-14"
	}
	d := newDesktop(t, &deskDouble{past: []rule.Past{{Report: &last.Report}}})
	d.open(NewEditor(d.sh, draft)).press("pgdown", "pgdown").see("← Diagnose 14.05.2026")
}

func TestFlushSavesWhatIsHalfTyped(t *testing.T) {
	t.Parallel()
	d := newDesktop(t, &deskDouble{})
	d.open(NewEditor(d.sh, newDraft())).press("pgdown", "pgdown", "12")
	if err := d.sh.FlushDrafts(); err != nil {
		t.Fatal(err)
	}
	if _, saved := d.desk.state(); saved.Report.Meldung.Tumorzuordnung.Diagnosedatum != "12" {
		t.Errorf("saved date: got %q, want 12", saved.Report.Meldung.Tumorzuordnung.Diagnosedatum)
	}
}

func TestOfWaitingStatesOnlyTheLatestIsWritten(t *testing.T) {
	t.Parallel()
	desk := &deskDouble{slow: make(chan struct{})}
	d := newDesktop(t, desk)
	d.open(NewEditor(d.sh, newDraft())).press(tumour...).see("speichert …")
	close(desk.slow)
	d.see("gespeichert 10:41:07")
	saves, saved := desk.state()
	if got := saved.Report.Meldung.Tumorzuordnung.MorphologieICDO; got == nil || got.Code != "8500/3" {
		t.Errorf("saved morphology: got %v, want 8500/3", got)
	}
	if saves > 3 {
		t.Errorf("saves: got %d, want at most 3", saves)
	}
}

func TestFailedSaveIsToldAndTriedAgain(t *testing.T) {
	t.Parallel()
	desk := &deskDouble{fail: &answer.Failure{Kind: answer.FailDiskFull}}
	d := newDesktop(t, desk)
	d.open(NewEditor(d.sh, newDraft())).press("pgdown", "i", "enter").see("NICHT GESPEICHERT – F2").see("Die Festplatte ist voll")
	d.press("f10").see("Trotzdem verlassen?").press("n").see("Meldebegründung")
	desk.mu.Lock()
	desk.fail = nil
	desk.mu.Unlock()
	d.press("f2").see("gespeichert 10:41:07")
}

func TestLeavingWaitsForTheLastSave(t *testing.T) {
	t.Parallel()
	desk := &deskDouble{slow: make(chan struct{})}
	d := newDesktop(t, desk)
	d.open(NewEditor(d.sh, newDraft())).press("pgdown", "i", "f10", "f10")
	if !d.sh.Top().Busy() {
		t.Fatal("left before the report was saved")
	}
	close(desk.slow)
	d.see("Loginname")
	if _, saved := desk.state(); saved.Report.Meldung.Meldebegruendung != "I" {
		t.Errorf("saved: got %q, want I", saved.Report.Meldung.Meldebegruendung)
	}
}

func TestChangedStammdatenReachTheCase(t *testing.T) {
	t.Parallel()
	desk := &deskDouble{}
	d := newDesktop(t, desk)
	d.open(NewEditor(d.sh, newDraft())).press("enter", "-Wolf", "enter").see("gespeichert")
	if got := desk.person.Patient.Stammdaten.Nachname; got != "Müller-Wolf" {
		t.Errorf("name in the case: got %q, want Müller-Wolf", got)
	}
}

func TestReviewBlocksOnFehlerAndJumpsToTheField(t *testing.T) {
	t.Parallel()
	d := newDesktop(t, &deskDouble{})
	d.open(NewEditor(d.sh, newDraft())).press(tumour...).press("f12").see("NICHT abschließbar").see("Leistungszustand fehlt.")
	d.press("f12").see("muss zuerst behoben werden").press("enter").see("Leistungszustand *")
	if got := d.sh.Top().(*Editor).form.Cursor(); got != "Diagnose.Allgemeiner_Leistungszustand" {
		t.Errorf("cursor: got %s", got)
	}
}

func TestCompletedReportShowsItsReceiptAsItComes(t *testing.T) {
	t.Parallel()
	desk := &deskDouble{}
	d := newDesktop(t, desk)
	d.open(NewEditor(d.sh, newDraft())).press(tumour...).press("f8", "0", "f12").see("Prüfen ·")
	review := d.sh.Top().(*Review)
	if _, open := review.count(); open > 0 {
		d.press("f12").see("zu bestätigen").press("f7")
	}
	d.press("f12").see("wartet").see("0b6e1f7c-rev-")
	desk.mu.Lock()
	desk.deliveries[0].State = model.StateAccepted
	desk.deliveries[0].Receipt = &model.Receipt{ReceivedAt: today.Add(123 * time.Millisecond), Digest: strings.Repeat("8f", 32), LogIndex: 42}
	desk.mu.Unlock()
	d.give(answer.News{Cases: []string{"c1"}})
	d.see("angenommen").see("10:41:07,123").see("8f8f8f8f8f8f8f8f")
	d.see("Übertragung · Diagnose · Müller, Anna").press("f6").see("Person").see("Hauptstraße").press("esc").see("Stand")
	d.press("f10").see("Loginname")
}

func TestTransmissionsNameThePersonAndLeadToTheRecord(t *testing.T) {
	t.Parallel()
	desk := &deskDouble{person: model.Case{ID: "c1", Patient: newDraft().Report.Patient}, deliveries: []model.Delivery{
		{Transaktionsnummer: "0b6e1f7c", CaseID: "c1", Typ: model.TypDiagnose, Date: "2026-05-14", State: model.StateRejected,
			Reason: "Die Tumor_ID gehört zu einer anderen Person."}}}
	d := newDesktop(t, desk)
	d.open(NewTransmissions(d.sh)).see("Müller, Anna").see("abgelehnt: Die Tumor_ID gehört zu einer anderen Person.")
	d.press("enter").see("Müller, Anna *12.03.1950").press("enter").see("Entwürfe und übermittelte Meldungen")
}

func TestRefusedReportShowsWhatIsAgainstIt(t *testing.T) {
	t.Parallel()
	desk := &deskDouble{refuse: []rule.Finding{{Rule: "P-001", Severity: rule.Fehler, Text: "Inzwischen ist etwas anders.", Fields: []string{"Meldebegruendung"}}}}
	d := newDesktop(t, desk)
	d.open(NewEditor(d.sh, newDraft())).press(tumour...).press("f8", "0", "f12").see("Prüfen ·").press("f7", "f12").see("Inzwischen ist etwas anders.")
}

func TestPagesAreListedWithTheirStateAndOpened(t *testing.T) {
	t.Parallel()
	d := newDesktop(t, &deskDouble{})
	d.open(NewEditor(d.sh, newDraft())).press(tumour...).press("f6").see("Abschnitte").see("Leistungszustand, frühere Tumoren")
	d.press("down", "enter").see("[5/")
}

func TestEveryKeyOfTheEditorSaysWhyItIsOff(t *testing.T) {
	t.Parallel()
	d := newDesktop(t, &deskDouble{})
	e := NewEditor(d.sh, newDraft())
	d.open(e)
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
	d.press("ctrl+k").see("kein Listeneintrag")
}

func TestFieldIsFoundByThreeLettersAndEnter(t *testing.T) {
	t.Parallel()
	d := newDesktop(t, &deskDouble{})
	e := NewEditor(d.sh, newDraft())
	d.open(e).press("f3", "dsi").see("Diagnosesicherung").press("enter")
	if got := e.form.Cursor(); got != "Diagnose.Diagnosesicherung" {
		t.Errorf("cursor: got %s", got)
	}
	d.press("f3", "qqq", "enter").see("heißt so").press("esc").see("Diagnosesicherung")
}

func TestWholeReportOnOnePageKeepsTheFieldAndIsRemembered(t *testing.T) {
	t.Parallel()
	d := newDesktop(t, &deskDouble{})
	e := NewEditor(d.sh, newDraft())
	d.open(e).press("pgdown", "pgdown", "1405", "f5").see("Histologie ─").see("[3/").press("26", "enter").see("14.05.2026")
	if got := e.form.Cursor(); got != "Tumorzuordnung.Primaertumor_ICD" {
		t.Errorf("cursor: got %s", got)
	}
	for {
		if memory, _ := d.sh.Desk().Memory.Recall(t.Context(), tempoName); string(memory[tempoName]) == tempoWhole {
			break
		}
		d.give(<-d.msgs)
	}
	d.run(askTempo(d.sh.Desk()))
	d.press("f10").see("Loginname")
	d.open(NewEditor(d.sh, newDraft())).see("Person ─")
}

func TestWideWindowShowsFindingsAndSectionsBesideTheForm(t *testing.T) {
	t.Parallel()
	d := newDesktop(t, &deskDouble{})
	d.give(tea.WindowSizeMsg{Width: 120, Height: 40})
	d.open(NewEditor(d.sh, newDraft())).press(tumour...).see("✓ ").press("f8").see("▸! ").see("Leistungszustand fehlt.")
	for _, line := range strings.Split(d.screen(), "\n") {
		if n := len([]rune(line)); n > 120 {
			t.Errorf("line of %d cells: %s", n, line)
		}
	}
}

// F10 waits behind the keys that were typed before it; TestEscLeavesAScreenThatStaysBusy
// has the other side.
func TestGoingBackDoesNotOvertakeTypedKeys(t *testing.T) {
	t.Parallel()
	d := newDesktop(t, &deskDouble{})
	e := NewEditor(d.sh, newDraft())
	d.run(d.sh.Push(e)) // its past is not read yet
	d.press("tab", "i", "f10")
	if d.sh.Top() != Screen(e) {
		t.Fatal("F10 left the report before the keys typed ahead were answered")
	}
	for d.sh.Top() == Screen(e) {
		d.give(<-d.msgs)
	}
	if _, saved := d.desk.state(); saved.Report.Meldung.Meldebegruendung != "I" {
		t.Errorf("saved %q, want what was typed before F10", saved.Report.Meldung.Meldebegruendung)
	}
}
