package lines

import (
	"bytes"
	"errors"
	"os"
	"strings"
	"testing"
	"time"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/model"
	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/model/catalog"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/rule"
	"example.org/meldeportal/tui/ask"
	"example.org/meldeportal/tui/interview"
	"example.org/meldeportal/tui/stage"
	"example.org/meldeportal/tui/work"
)

// lineDesk is the line mode on a workplace in memory; what it is told stands in
// the returned input, what it says in the buffer.
func lineDesk(t *testing.T, answers string) (*line, *bytes.Buffer, *stage.DeskDouble) {
	t.Helper()
	in, out, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	go func() {
		out.WriteString(answers)
		out.Close()
	}()
	t.Cleanup(func() { in.Close() })
	desk, heard := &stage.DeskDouble{}, &bytes.Buffer{}
	z := newLine(&work.Services{Lists: catalog.NewShelf(), Now: func() time.Time { return stage.Today }}, ask.Listen(in), heard)
	z.Desk, z.During = desk.Desk(), t.Context()
	t.Cleanup(z.In.Close)
	return z, heard, desk
}

// Whoever presses Enter only hears every question of the form, in its order.
func TestLineModeAsksEveryQuestionOfEveryType(t *testing.T) {
	t.Parallel()
	for _, typ := range []model.Zweig{model.TypDiagnose, model.TypPathologie, model.TypOP, model.TypST, model.TypSYST, model.TypVerlauf, model.TypTod, model.TypTumorkonferenz} {
		z, heard, desk := lineDesk(t, strings.Repeat("\n", 2000))
		want := questions(forms.New(dataset.Report, stage.EverythingAsked(typ), forms.Pages(typ), z.Env()))
		report := stage.EverythingAsked(typ)
		l := z.Asking(report, forms.New(dataset.Report, report, forms.Pages(typ), z.Env()), func() []rule.Finding { return nil })
		l.End, l.Finish = "Ende.", func() error { return ask.ErrBack }
		l.Write = work.SaveDraft(desk.Desk(), &model.Draft{})
		if err := l.Run(); err != nil {
			t.Fatalf("%s: %v", typ, err)
		}
		if missing := notHeard(heard.String(), want); missing != "" || len(want) < 10 {
			t.Errorf("%s: of %d questions, not heard in its place: %q", typ, len(want), missing)
		}
		if desk.Saves != 0 {
			t.Errorf("%s: Enter alone saved %d times, want never", typ, desk.Saves)
		}
	}
}

// The comparison above notices a question that is left out.
func TestAQuestionThatIsNotHeardIsNoticed(t *testing.T) {
	t.Parallel()
	z, _, _ := lineDesk(t, "")
	want := questions(forms.New(dataset.Report, stage.EverythingAsked(model.TypTod), forms.Pages(model.TypTod), z.Env()))
	for i := range want {
		heard := strings.Join(append(append([]string{}, want[:i]...), want[i+1:]...), "\n")
		if notHeard(heard, want) == "" && strings.Count(strings.Join(want, "\n"), want[i]) == 1 {
			t.Errorf("without %q nothing is missing", want[i])
		}
	}
}

func questions(f *forms.Form) (all []string) {
	for more := true; more; more = f.Forward() {
		all = append(all, ask.Spoken.Replace(interview.QuestionText(f.Question())))
	}
	return all
}

// notHeard is the first question that does not come in its order.
func notHeard(heard string, want []string) string {
	for _, q := range want {
		_, rest, ok := strings.Cut(heard, q)
		if !ok {
			return q
		}
		heard = rest
	}
	return ""
}

func TestLineModeSavesEachAnswerBeforeTheNextQuestion(t *testing.T) {
	t.Parallel()
	z, heard, desk := lineDesk(t, ":feld diagnosedatum\n14.05.2026\n")
	if err := z.editReport(model.Draft{ID: "d", Report: *stage.NewTyped(model.TypDiagnose)}); !errors.Is(err, ask.ErrEnd) {
		t.Fatalf("end of the input: got %v, want ask.ErrEnd", err)
	}
	if _, draft := desk.State(); draft.Report.Meldung.Tumorzuordnung.Diagnosedatum != "2026-05-14" {
		t.Errorf("saved: got %q", draft.Report.Meldung.Tumorzuordnung.Diagnosedatum)
	}
	if !strings.Contains(heard.String(), "Gespeichert: 14.05.2026") {
		t.Errorf("the answer was not confirmed:\n%s", heard)
	}
}

func TestLineModeUndoesAndRefusesInWords(t *testing.T) {
	t.Parallel()
	z, heard, desk := lineDesk(t, ":feld diagnosedatum\n14.05.2026\n:rueck\n:gibtsnicht\n:oeffnen\n::kein Befehl\n::kein Befehl\n")
	z.editReport(model.Draft{ID: "d", Report: *stage.NewTyped(model.TypDiagnose)})
	for _, want := range []string{"Zurückgenommen.", "Den Befehl :gibtsnicht gibt es hier nicht.", "Hier steht kein Eintrag einer Gruppe.", "Gespeichert: :kein Befehl"} {
		if !strings.Contains(heard.String(), want) {
			t.Errorf("%q is not said:\n%s", want, heard)
		}
	}
	if _, draft := desk.State(); draft.Report.Meldung.Tumorzuordnung.Diagnosedatum == "2026-05-14" {
		t.Error("the undone answer is still saved")
	}
}

func TestLineModeSaysWhenNothingCanBeSaved(t *testing.T) {
	t.Parallel()
	z, heard, desk := lineDesk(t, ":feld diagnosedatum\n14.05.2026\n:speichern\n")
	desk.Fail = &answer.Failure{Kind: answer.FailDiskFull}
	z.editReport(model.Draft{ID: "d", Report: *stage.NewTyped(model.TypDiagnose)})
	if got := strings.Count(heard.String(), "Die Festplatte ist voll"); got < 2 {
		t.Errorf("the full disk is told %d times, want at the answer and at :speichern:\n%s", got, heard)
	}
}

func TestLineModeKeepsNoteAndHold(t *testing.T) {
	t.Parallel()
	z, heard, desk := lineDesk(t, ":notiz Rückruf am Montag\n:zurueckhalten\n2\n+14\n")
	z.editReport(model.Draft{ID: "d", Report: *stage.NewTyped(model.TypTod)})
	_, draft := desk.State()
	if draft.Notiz != "Rückruf am Montag" || draft.Sperre == nil || draft.Sperre.Grund != work.HoldReasons[1] || draft.Sperre.Bis != "2026-12-06" {
		t.Errorf("kept: note %q, hold %+v; heard:\n%s", draft.Notiz, draft.Sperre, heard)
	}
	again, said, _ := lineDesk(t, ":aufheben\n:notiz\n\n:pruefen\n")
	again.Desk = desk.Desk()
	again.editReport(draft)
	if _, draft = desk.State(); draft.Sperre != nil || draft.Notiz == "" {
		t.Errorf("after lifting: note %q, hold %+v; heard:\n%s", draft.Notiz, draft.Sperre, said)
	}
	if !strings.Contains(said.String(), "Mindestanforderung") && !strings.Contains(said.String(), "erfüllt") {
		t.Errorf("the review does not say how complete the report is:\n%s", said)
	}
}

func TestLineModeWritesNoEscapeSequence(t *testing.T) {
	t.Parallel()
	z, heard, _ := lineDesk(t, ":hilfe\n:hilfe datum\n:erklaerung\n:version\n:abschnitt\n\n:maengel\n\n:vorschau\n:pruefen\n\n")
	z.Services.About.Changes = "# Neuigkeiten\n\n## 1.0\n\n- Altes\x1b[31m\n"
	draft := stage.NewDraft()
	draft.Report.Meldung.Anmerkung = "\x1b[2J"
	z.editReport(draft)
	if at := strings.IndexByte(heard.String(), 0x1b); at >= 0 {
		t.Errorf("an escape sequence was written: %q", heard.String()[max(0, at-40):at+10])
	}
	for _, want := range []string{"h heute, g gestern", "Altes", "Abschnitt Person:", "Prüfen."} {
		if !strings.Contains(heard.String(), want) {
			t.Errorf("%q is not said", want)
		}
	}
}

func TestLineModeTakesOverWhatIsEmpty(t *testing.T) {
	t.Parallel()
	z, heard, desk := lineDesk(t, ":uebernehmen\n1\nja\n")
	last := stage.NewTyped(model.TypDiagnose)
	last.Meldung.Tumorzuordnung = model.Tumorzuordnung{TumorID: "T1", Diagnosedatum: "2026-05-14", Seitenlokalisation: "L"}
	desk.Past = []rule.Past{{Report: last, Sent: true}}
	now := stage.NewTyped(model.TypVerlauf)
	now.Meldung.Tumorzuordnung = model.Tumorzuordnung{TumorID: "T1", Seitenlokalisation: "R"}
	z.editReport(model.Draft{ID: "d", Report: *now})
	_, draft := desk.State()
	if got := draft.Report.Meldung.Tumorzuordnung; got.Diagnosedatum != "2026-05-14" || got.Seitenlokalisation != "R" {
		t.Errorf("taken over: got %+v, want the date and the side that stood here; heard:\n%s", got, heard)
	}
}

func TestLineModeAsksAgainForTheReasonAndTheDay(t *testing.T) {
	t.Parallel()
	z, heard, desk := lineDesk(t, ":zurueckhalten\n5\n:hilfe\nArzt im Urlaub\n01.01.2020\n+14\n:zurueckhalten\n5\n\n")
	z.editReport(model.Draft{ID: "d", Report: *stage.NewTyped(model.TypTod)})
	_, draft := desk.State()
	if draft.Sperre == nil || draft.Sperre.Grund != "Arzt im Urlaub" || draft.Sperre.Bis != "2026-12-06" {
		t.Errorf("kept: %+v; heard:\n%s", draft.Sperre, heard)
	}
	if !strings.Contains(heard.String(), "01.01.2020 liegt nicht in der Zukunft") {
		t.Errorf("the past day is not said:\n%s", heard)
	}
}

func TestLineModeWritesTheNoteOfASentReportAnew(t *testing.T) {
	t.Parallel()
	z, heard, desk := lineDesk(t, ":notiz\nRückruf am Montag\n:notiz\n:leer\n:notiz Akte 7\n\n")
	desk.Sendings = []model.Delivery{stage.AcceptedDelivery()}
	z.delivery(desk.Sendings[0])
	if got := desk.Sendings[0].Notiz; got != "Akte 7" {
		t.Errorf("kept: %q; heard:\n%s", got, heard)
	}
	for _, want := range []string{"Bisher leer. Ein Text ersetzt sie", "Interne Notiz: Rückruf am Montag.", "Interne Notiz: Akte 7."} {
		if !strings.Contains(heard.String(), want) {
			t.Errorf("%q is not said:\n%s", want, heard)
		}
	}
}
