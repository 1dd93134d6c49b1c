package lines

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"regexp"
	"strings"
	"testing"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/tui/ask"
	"example.org/meldeportal/tui/followups"
	"example.org/meldeportal/tui/report"
	"example.org/meldeportal/tui/stage"
	"example.org/meldeportal/tui/work"
)

// step is an answer, and what happens before it is given.
type step struct {
	before func()
	answer string
}

// told gives out answers one by one, each when it is asked for.
type told struct{ steps []step }

func (t *told) Read(b []byte) (int, error) {
	if len(t.steps) == 0 {
		return 0, io.EOF
	}
	s := t.steps[0]
	t.steps = t.steps[1:]
	if s.before != nil {
		s.before()
	}
	return copy(b, s.answer+"\n"), nil
}

// scriptedDesk is the line mode with answers between which things happen.
func scriptedDesk(t *testing.T, steps func(*stage.DeskDouble) []step) (*line, *bytes.Buffer, *stage.DeskDouble) {
	t.Helper()
	z, heard, desk := lineDesk(t, "")
	z.In.Reader = bufio.NewReader(&told{steps(desk)})
	return z, heard, desk
}

// completeDraft is a report that can be completed.
func completeDraft(t *testing.T) model.Draft {
	t.Helper()
	d := newDesktop(t, &stage.DeskDouble{})
	d.Open(report.NewEditor(d.Sh, stage.NewDraft())).Press(stage.Tumour...).Press("f8", "0", "f12").See("Prüfen ·")
	if err := d.Sh.FlushDrafts(); err != nil {
		t.Fatal(err)
	}
	_, saved := d.Desk.State()
	return saved
}

// key names of the drawn program, which the line mode does not have.
var drawnKey = regexp.MustCompile(`\bF\d+\b|Strg\+|Alt\+|Esc\b|Leertaste`)

func TestLineModeSaysGespeichertOnlyOfWhatIs(t *testing.T) {
	t.Parallel()
	for _, kind := range []answer.Kind{answer.FailDiskFull, answer.FailReadOnly, answer.FailStale, answer.FailBusy, answer.FailDamaged, answer.FailInternal, "unexpected"} {
		z, heard, desk := scriptedDesk(t, func(d *stage.DeskDouble) []step {
			return []step{{answer: ":feld diagnosedatum"}, {d.Fails(&answer.Failure{Kind: kind}), "14.05.2026"}, {answer: ""}, {answer: "15.05.2026"}, {answer: ":speichern"}}
		})
		z.editReport(model.Draft{ID: "d", Report: *stage.NewTyped(model.TypDiagnose)})
		if strings.Contains(heard.String(), "Gespeichert") {
			t.Errorf("%s: says Gespeichert of what is not:\n%s", kind, heard)
		}
		if got := strings.Count(heard.String(), "Noch nicht gesichert: Diagnosedatum, 1"); got != 4 {
			t.Errorf("%s: the question is asked again %d times, want 4:\n%s", kind, got, heard)
		}
		if said := drawnKey.FindString(heard.String()); said != "" {
			t.Errorf("%s: names the key %s", kind, said)
		}
		if saves, _ := desk.State(); saves != 0 {
			t.Errorf("%s: %d saves", kind, saves)
		}
	}
}

func TestLineModeKeepsTheAnswerThatCouldNotBeSaved(t *testing.T) {
	t.Parallel()
	for name, retry := range map[string]string{"Enter": "", ":speichern": ":speichern", "the next answer": ":feld leistungszustand\n0"} {
		z, heard, desk := scriptedDesk(t, func(d *stage.DeskDouble) []step {
			return []step{{answer: ":feld diagnosedatum"}, {d.Fails(stage.DiskFull), "14.05.2026"}, {d.Fails(nil), retry}}
		})
		if err := z.editReport(model.Draft{ID: "d", Report: *stage.NewTyped(model.TypDiagnose)}); !errors.Is(err, ask.ErrEnd) {
			t.Fatal(err)
		}
		z.sayEnd()
		if _, draft := desk.State(); draft.Report.Meldung.Tumorzuordnung.Diagnosedatum != "2026-05-14" {
			t.Errorf("%s: stored %q; heard:\n%s", name, draft.Report.Meldung.Tumorzuordnung.Diagnosedatum, heard)
		}
		if strings.Count(heard.String(), "Jetzt ist alles gesichert.") != 1 {
			t.Errorf("%s: that it is over is not said once:\n%s", name, heard)
		}
		if !strings.HasSuffix(heard.String(), "Alle Eingaben sind gesichert.\n") {
			t.Errorf("%s: the last word is another:\n%s", name, heard)
		}
	}
}

// Another process holds the store while an answer is given and the report is to be
// completed, and lets go before the person says yes.
func TestLineModeNeverCompletesWithoutTheUnsavedAnswer(t *testing.T) {
	t.Parallel()
	draft := completeDraft(t)
	for _, way := range []string{":pruefen", ":papier"} {
		z, heard, desk := scriptedDesk(t, func(d *stage.DeskDouble) []step {
			steps := []step{{answer: ":feld leistungszustand"}, {d.Fails(stage.DiskFull), "3"}, {answer: way}}
			for range 8 {
				steps = append(steps, step{d.Fails(nil), "ja"})
			}
			return steps
		})
		desk.Stored = draft
		z.editReport(draft)
		_, stored := desk.State()
		if ended := len(desk.Sendings) > 0 || strings.Contains(heard.String(), "Als auf Papier gemeldet"); ended && stored.Report.Meldung.Diagnose.AllgemeinerLeistungszustand != "3" {
			t.Errorf("%s: completed although the last answer was not saved:\n%s", way, heard)
		}
		if !strings.Contains(heard.String(), "Noch nicht gesichert: Leistungszustand, 3, ECOG 3") {
			t.Errorf("%s: the answer is not asked again:\n%s", way, heard)
		}
	}
}

func TestLineModeAsksBeforeItLeavesWhatIsNotSaved(t *testing.T) {
	t.Parallel()
	for _, way := range []string{":verlassen", ":ende", ":abmelden"} {
		z, heard, _ := scriptedDesk(t, func(d *stage.DeskDouble) []step {
			return []step{{answer: ":feld diagnosedatum"}, {d.Fails(stage.DiskFull), "14.05.2026"}, {answer: way}, {answer: "nein"}, {answer: way}, {answer: "ja"}}
		})
		err := z.editReport(model.Draft{ID: "d", Report: *stage.NewTyped(model.TypDiagnose)})
		if err != nil && !errors.Is(err, ask.ErrEnd) && !errors.Is(err, errSignOut) || errors.Is(err, ask.ErrInputEnd) {
			t.Errorf("%s: %v; heard:\n%s", way, err, heard)
		}
		if got := strings.Count(heard.String(), "Trotzdem verlassen?"); got != 2 {
			t.Errorf("%s: asked %d times, want 2:\n%s", way, got, heard)
		}
		z.sayEnd()
		if strings.Contains(heard.String(), "Alle Eingaben sind gesichert") {
			t.Errorf("%s: what was given up is told as saved", way)
		}
	}
}

func TestLineModeTellsAtTheEndOfItsInputThatNotAllIsSaved(t *testing.T) {
	t.Parallel()
	z, heard, desk := lineDesk(t, ":feld diagnosedatum\n14.05.2026\n")
	desk.Fail = stage.DiskFull
	if err := z.editReport(model.Draft{ID: "d", Report: *stage.NewTyped(model.TypDiagnose)}); !errors.Is(err, ask.ErrEnd) {
		t.Fatal(err)
	}
	z.sayEnd()
	if !strings.HasSuffix(heard.String(), "was nicht gesichert war, ist verloren.\n") {
		t.Errorf("the last word:\n%s", heard)
	}
}

func TestLineModeKeepsNoteHoldAndNewPersonThatCouldNotBeSaved(t *testing.T) {
	t.Parallel()
	z, heard, desk := scriptedDesk(t, func(d *stage.DeskDouble) []step {
		return []step{{d.Fails(stage.DiskFull), ":notiz Arztbrief fehlt"}, {answer: ":zurueckhalten"}, {answer: "1"}, {answer: ""}, {d.Fails(nil), ""}}
	})
	z.editReport(model.Draft{ID: "d", Report: *stage.NewTyped(model.TypDiagnose)})
	if strings.Contains(heard.String(), work.NoteKept) || strings.Contains(heard.String(), "Die Meldung wird zurückgehalten") {
		t.Errorf("told as done:\n%s", heard)
	}
	if _, draft := desk.State(); draft.Notiz != "Arztbrief fehlt" || draft.Sperre == nil {
		t.Errorf("stored afterwards: note %q, hold %v; heard:\n%s", draft.Notiz, draft.Sperre, heard)
	}

	z, heard, desk = scriptedDesk(t, func(d *stage.DeskDouble) []step {
		return []step{{d.Fails(stage.DiskFull), "Zeilmann"}, {answer: ":verlassen"}, {answer: "nein"}, {d.Fails(nil), ":verlassen"}}
	})
	if err := z.newPerson(); err != nil && !errors.Is(err, ask.ErrEnd) {
		t.Fatal(err)
	}
	if got := desk.Person.Patient.Stammdaten.Nachname; got != "Zeilmann" || strings.Contains(heard.String(), "Gespeichert") {
		t.Errorf("the new person: stored %q; heard:\n%s", got, heard)
	}
}

func TestLineSeriesSaysGespeichertOnlyOfWhatIs(t *testing.T) {
	t.Parallel()
	desk := stage.NewSeriesDesk(1)
	z, heard := lineSeriesDesk(t, desk, "")
	var steps []step
	for _, answer := range strings.Split(strings.TrimSuffix(unremarkable+"personaa\n1\n2\n", "\n"), "\n") {
		steps = append(steps, step{answer: answer})
	}
	steps = append(steps, step{desk.Fails(stage.DiskFull), "T"}, step{answer: ""}, step{answer: ":zurueck"}, step{answer: ":abschliessen"},
		step{answer: ""}, step{answer: "nein"}, step{desk.Fails(nil), ""})
	z.In.Reader = bufio.NewReader(&told{steps})
	if err := z.series(); err != ask.ErrBack {
		t.Fatalf("%v; heard:\n%s", err, heard())
	}
	if strings.Contains(heard(), "Gespeichert: T") {
		t.Errorf("says Gespeichert of what is not:\n%s", heard())
	}
	if len(desk.Completed) > 0 {
		t.Errorf("completed without the unsaved value:\n%s", heard())
	}
	kept, err := followups.Read(context.Background(), desk.Desk())
	if err != nil || len(kept.Lines) != 1 || kept.Lines[0].Value("Verlauf.Gesamtbeurteilung_Tumorstatus") != "T" {
		t.Errorf("the value was not saved once that was possible; heard:\n%s", heard())
	}
}
