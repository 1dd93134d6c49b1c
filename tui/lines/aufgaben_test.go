package lines

import (
	"errors"
	"strings"
	"testing"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/rule"
	"example.org/meldeportal/model/worklist"
	"example.org/meldeportal/tui/ask"
	"example.org/meldeportal/tui/stage"
)

// heardAtTheTasks gives answers at the work list.
func heardAtTheTasks(t *testing.T, answers string) (string, *stage.DeskDouble) {
	t.Helper()
	z, heard, desk := lineDesk(t, answers)
	desk.Tasks = stage.SomeTasks()
	if err := z.worklist(); !errors.Is(err, ask.ErrEnd) {
		t.Fatalf("%v; heard:\n%s", err, heard)
	}
	return heard.String(), desk
}

func TestLineModeEndsTasksWithAReasonOrADay(t *testing.T) {
	t.Parallel()
	heard, desk := heardAtTheTasks(t, ":erledigen 4\n1\n:wiedervorlage 1\n5\nRückruf\nnie\n+14\n:rueckgaengig\n:abgelegt\n:wiederaufnehmen 1\n\n:wartezeiten\n:erledigen 5\n")
	for _, want := range []string{"Arbeitsliste, 5 Aufgaben", "42 angenommen seit gestern", "Erledigt: anderswo behandelt. :rueckgaengig nimmt es zurück.",
		"Arbeitsliste, 4 Aufgaben", "Das ist kein Tag", "Wiedervorlage am 06.12.2026", "Zurückgenommen: Stein, Ute", "Abgelegt, 1 Aufgabe", "Die Aufgabe ist wieder offen.",
		"wartet auf Befund 1, Median 12 Tage", "Gesehen. :rueckgaengig nimmt es zurück."} {
		if !strings.Contains(heard, want) {
			t.Errorf("%q is not heard:\n%s", want, heard)
		}
	}
	if got := worklist.LiesGesehen(desk.Remembered(worklist.MerkGesehen)); !got.Bis.Equal(stage.Today) {
		t.Errorf("remembered: %v, want all answers until today", got)
	}
}

func TestLineModeTellsWhatWasLetGo(t *testing.T) {
	t.Parallel()
	z, heard, desk := lineDesk(t, ":wartezeiten\n")
	desk.Tasks, desk.LetGo = stage.SomeTasks(), []worklist.Gewartet{{Grund: "wartet auf Befund", Tage: 4}, {Grund: "wartet auf Befund", Tage: 2}}
	if err := z.worklist(); !errors.Is(err, ask.ErrEnd) || !strings.Contains(heard.String(), "wartet auf Befund 1, Median 4 Tage (mit 2 beendeten).") {
		t.Errorf("%v; heard:\n%s", err, heard)
	}
}

func TestLineModeShowsWhatIsInOnesHands(t *testing.T) {
	t.Parallel()
	z, heard, desk := lineDesk(t, ":meine\n:meine\n")
	desk.Tasks = stage.SomeTasks()
	desk.Tasks[0].Zustaendig = "meier"
	if err := z.worklist(); !errors.Is(err, ask.ErrEnd) || !strings.Contains(heard.String(), "Arbeitsliste, 1 Aufgabe. ") ||
		!strings.Contains(heard.String(), "Gezeigt: Zuständig: meier.") || strings.Count(heard.String(), "Arbeitsliste, 5 Aufgaben.") != 2 {
		t.Errorf("%v; heard:\n%s", err, heard)
	}
}

// The work list and the paper basket are looked through by the commands of every list.
func TestLineModeLooksThroughTasksAndTheBasket(t *testing.T) {
	t.Parallel()
	heard, _ := heardAtTheTasks(t, ":worte strahl\n:filter weg\n:filter aufgabe frist\n:sortieren name ab\n:merken Fristen\n:filter weg\n:gemerkt\n1\n:haeufigkeit grund\n\n:papierkorb\nmeier\n\n")
	rest := heard
	for _, want := range []string{"Arbeitsliste, 1 Aufgabe.", "Gezeigt: Suche: strahl.", "Arbeitsliste, 5 Aufgaben.", "Arbeitsliste, 2 Aufgaben.", "Gezeigt: Aufgabe: Frist, nach Name abwärts.",
		"1: Frist, Wolf, Karl", "Gemerkt: Fristen.", "Arbeitsliste, 5 Aufgaben.", "1: Fristen: Aufgabe: Frist", "Arbeitsliste, 2 Aufgaben.", "Häufigkeiten in Grund: 1 Wert.",
		"Papierkorb, 0 Entwürfe.", "Gezeigt: Suche: meier."} {
		at := strings.Index(rest, want)
		if at < 0 {
			t.Fatalf("%q is not said behind what was said before:\n%s", want, heard)
		}
		rest = rest[at+len(want):]
	}
}

// Acts go over several tasks by their numbers, with one question, and are taken back
// together.
func TestLineModeEndsSeveralTasksAtOnce(t *testing.T) {
	t.Parallel()
	heard, _ := heardAtTheTasks(t, ":erledigen 1-2,4\n1\n:rueckgaengig\n:erledigen 4-9\n:loeschen 1-4\nnein\n")
	rest := heard
	for _, want := range []string{"3 Aufgaben. Grund, warum nichts mehr zu tun ist", "3 Aufgaben: Erledigt. :rueckgaengig nimmt es zurück.", "Arbeitsliste, 2 Aufgaben",
		"Zurückgenommen: 3 Aufgaben.", "Arbeitsliste, 5 Aufgaben", "mehrere als :erledigen 1-3,5.", "2 Aufgaben, ohne 2 markierte Zeilen: Gelöscht werden können nur Entwürfe."} {
		at := strings.Index(rest, want)
		if at < 0 {
			t.Fatalf("%q is not said behind what was said before:\n%s", want, heard)
		}
		rest = rest[at+len(want):]
	}
}

func TestLineModeSaysWhyATaskCannotEnd(t *testing.T) {
	t.Parallel()
	heard, _ := heardAtTheTasks(t, ":wiedervorlage 5\n:wiederaufnehmen 1\n:erledigen\n:rueckgaengig\n")
	for _, want := range []string{"Eine Antwort des Registers wird gesehen: :erledigen.", "Die Aufgabe ist offen", "Bitte die Nummer dazuschreiben", "Hier ist nichts zurückzunehmen."} {
		if !strings.Contains(heard, want) {
			t.Errorf("%q is not heard:\n%s", want, heard)
		}
	}
}

func TestLineModeTakesADeletedDraftBack(t *testing.T) {
	t.Parallel()
	z, heard, desk := lineDesk(t, ":loeschen 1\nja\n:rueckgaengig\n:loeschen 1\nja\n:papierkorb\n1\n\n:rueckgaengig\n")
	desk.Open, desk.Person = []model.Draft{stage.NewDraft()}, stage.CaseOf("c1", "Müller")
	if err := z.record("c1"); !errors.Is(err, ask.ErrEnd) {
		t.Fatalf("%v; heard:\n%s", err, heard)
	}
	for _, want := range []string{"Der Papierkorb behält den Entwurf 30 Tage (:papierkorb)", "Gelöscht: Diagnose, Müller, Anna. :papierkorb holt zurück.", "Zurückgeholt: Diagnose, Müller, Anna.",
		"Papierkorb, 1 Entwurf. Nach 30 Tagen", "endgültig am 22.12.2026", "Papierkorb, 0 Entwürfe"} {
		if !strings.Contains(heard.String(), want) {
			t.Errorf("%q is not heard:\n%s", want, heard)
		}
	}
	if len(desk.Open) != 1 || len(desk.Thrown) != 0 {
		t.Errorf("drafts %d, basket %d: want the draft back", len(desk.Open), len(desk.Thrown))
	}
}

func TestLineModeAsksHowOneLikesToWork(t *testing.T) {
	t.Parallel()
	heard, desk := heardAtTheTasks(t, ":einstellungen\n2\n2\nDeutschland\nDE\n\n")
	for _, want := range []string{"Meldebegründung. Womit eine neue Meldung beginnt", "2: I, informiert", "Land: zwei Großbuchstaben", "Einstellungen gespeichert."} {
		if !strings.Contains(heard, want) {
			t.Errorf("%q is not heard:\n%s", want, heard)
		}
	}
	if got := string(desk.Remembered("einstellungen")); got != `{"Meldebegruendung":"I","EigeneLeistung":"J","Land":"DE","Start":"","Tasten":""}` {
		t.Errorf("remembered: %s", got)
	}
}

// A task that says what is missing asks for that, at its tumour, as the drawn list does; who
// goes back is at the record.
func TestLineModeBeginsWhatATaskSaysIsMissing(t *testing.T) {
	t.Parallel()
	for likely, test := range map[string]struct {
		frage worklist.Frage
		typ   model.Zweig
		past  func(*model.Meldung)
	}{
		"Wahrscheinlich ist 3, OP.": {worklist.FrageTherapie, model.TypDiagnose, func(m *model.Meldung) { m.Typ = model.TypDiagnose }},
		"Wahrscheinlich ist 5, Strahlentherapie Ende (begonnen 01.07.2026).": {worklist.FrageEnde, model.TypST, stage.Radiation},
	} {
		z, heard, desk := lineDesk(t, "1\n\n")
		desk.Person = stage.CaseOf("c1", "Müller")
		desk.Past = []rule.Past{stage.SentReport("T1", "C50.4", "2026-07-01", test.past)}
		desk.Tasks = []worklist.Aufgabe{{Art: worklist.AufgabeGegenstueck, Frage: test.frage, CaseID: "c1", TumorID: "T1", Typ: test.typ}}
		if err := z.worklist(); !errors.Is(err, ask.ErrEnd) {
			t.Fatal(err)
		}
		if asked, _, record := strings.Cut(heard.String(), likely); !strings.Contains(asked, "Akte Müller, ") || !record {
			t.Errorf("%q is not heard:\n%s", likely, heard)
		}
	}
}

func TestLineModeAnswersWhatTheRegistryLacks(t *testing.T) {
	t.Parallel()
	missed := &model.Rueckmeldung{Nummer: 7, Am: stage.Today, Art: model.RueckVermisst, Transaktionsnummer: "n1",
		Vermisst: &model.Vermisst{Grund: model.VermisstPathologie, Einsendenummer: "H/26/117", PatientID: "4711"}}
	z, heard, desk := lineDesk(t, "1\n:verlassen\n:nichtbeiuns 1\n\n:nichtbeiuns 1\nDie Praxis Nord meldet.\n")
	desk.Tasks = []worklist.Aufgabe{{Art: worklist.AufgabeVermisst, Frage: worklist.FrageVermisst, Sache: "n1#7", Person: "H/26/117", Transaktionsnummer: "n1", Vermisst: missed,
		Text: "Pathologie ohne Meldung. Einsendenummer H/26/117, Patient-ID 4711"}}
	desk.Came = []model.Rueckmeldung{*missed}
	err := z.worklist()
	for _, want := range []string{"vermisst, H/26/117. Pathologie ohne Meldung. Einsendenummer H/26/117, Patient-ID 4711", "Das Register vermisst: Pathologie ohne Meldung, Einsendenummer H/26/117, Patient-ID 4711. Hier ist dazu niemand bekannt.",
		"Die Antwort wird übermittelt."} {
		if !strings.Contains(heard.String(), want) {
			t.Errorf("%q is not heard (%v):\n%s", want, err, heard)
		}
	}
	if got := desk.Came[0].Antwort; got == nil || got.Text != "Die Praxis Nord meldet." {
		t.Errorf("answered %+v", got)
	}
	if len(desk.Persons) != 0 {
		t.Errorf("who was left unwritten became %+v", desk.Persons)
	}
}
