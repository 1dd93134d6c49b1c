package tui

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
func scriptedDesk(t *testing.T, steps func(*deskDouble) []step) (*zeile, *bytes.Buffer, *deskDouble) {
	t.Helper()
	z, heard, desk := lineDesk(t, "")
	z.in.reader = bufio.NewReader(&told{steps(desk)})
	return z, heard, desk
}

// completeDraft is a report that can be completed.
func completeDraft(t *testing.T) model.Draft {
	t.Helper()
	d := newDesktop(t, &deskDouble{})
	d.open(NewEditor(d.sh, newDraft())).press(tumour...).press("f8", "0", "f12").see("Prüfen ·")
	if err := d.sh.FlushDrafts(); err != nil {
		t.Fatal(err)
	}
	_, saved := d.desk.state()
	return saved
}

// key names of the drawn program, which the line mode does not have.
var drawnKey = regexp.MustCompile(`\bF\d+\b|Strg\+|Alt\+|Esc\b|Leertaste`)

func TestLineModeSaysGespeichertOnlyOfWhatIs(t *testing.T) {
	t.Parallel()
	for _, kind := range []answer.Kind{answer.FailDiskFull, answer.FailReadOnly, answer.FailStale, answer.FailBusy, answer.FailDamaged, answer.FailInternal, "unexpected"} {
		z, heard, desk := scriptedDesk(t, func(d *deskDouble) []step {
			return []step{{answer: ":feld diagnosedatum"}, {d.fails(&answer.Failure{Kind: kind}), "14.05.2026"}, {answer: ""}, {answer: "15.05.2026"}, {answer: ":speichern"}}
		})
		z.editReport(model.Draft{ID: "d", Report: *newTyped(model.TypDiagnose)})
		if strings.Contains(heard.String(), "Gespeichert") {
			t.Errorf("%s: says Gespeichert of what is not:\n%s", kind, heard)
		}
		if got := strings.Count(heard.String(), "Noch nicht gesichert: Diagnosedatum, 1"); got != 4 {
			t.Errorf("%s: the question is asked again %d times, want 4:\n%s", kind, got, heard)
		}
		if said := drawnKey.FindString(heard.String()); said != "" {
			t.Errorf("%s: names the key %s", kind, said)
		}
		if saves, _ := desk.state(); saves != 0 {
			t.Errorf("%s: %d saves", kind, saves)
		}
	}
}

func TestLineModeKeepsTheAnswerThatCouldNotBeSaved(t *testing.T) {
	t.Parallel()
	for name, retry := range map[string]string{"Enter": "", ":speichern": ":speichern", "the next answer": ":feld leistungszustand\n0"} {
		z, heard, desk := scriptedDesk(t, func(d *deskDouble) []step {
			return []step{{answer: ":feld diagnosedatum"}, {d.fails(diskFull), "14.05.2026"}, {d.fails(nil), retry}}
		})
		if err := z.editReport(model.Draft{ID: "d", Report: *newTyped(model.TypDiagnose)}); !errors.Is(err, errEnd) {
			t.Fatal(err)
		}
		z.sayEnd()
		if _, draft := desk.state(); draft.Report.Meldung.Tumorzuordnung.Diagnosedatum != "2026-05-14" {
			t.Errorf("%s: stored %q; heard:\n%s", name, draft.Report.Meldung.Tumorzuordnung.Diagnosedatum, heard)
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
		z, heard, desk := scriptedDesk(t, func(d *deskDouble) []step {
			steps := []step{{answer: ":feld leistungszustand"}, {d.fails(diskFull), "3"}, {answer: way}}
			for range 8 {
				steps = append(steps, step{d.fails(nil), "ja"})
			}
			return steps
		})
		desk.draft = draft
		z.editReport(draft)
		_, stored := desk.state()
		if ended := len(desk.deliveries) > 0 || strings.Contains(heard.String(), "Als auf Papier gemeldet"); ended && stored.Report.Meldung.Diagnose.AllgemeinerLeistungszustand != "3" {
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
		z, heard, _ := scriptedDesk(t, func(d *deskDouble) []step {
			return []step{{answer: ":feld diagnosedatum"}, {d.fails(diskFull), "14.05.2026"}, {answer: way}, {answer: "nein"}, {answer: way}, {answer: "ja"}}
		})
		err := z.editReport(model.Draft{ID: "d", Report: *newTyped(model.TypDiagnose)})
		if err != nil && !errors.Is(err, errEnd) && !errors.Is(err, errSignOut) || errors.Is(err, errInputEnd) {
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
	desk.fail = diskFull
	if err := z.editReport(model.Draft{ID: "d", Report: *newTyped(model.TypDiagnose)}); !errors.Is(err, errEnd) {
		t.Fatal(err)
	}
	z.sayEnd()
	if !strings.HasSuffix(heard.String(), "was nicht gesichert war, ist verloren.\n") {
		t.Errorf("the last word:\n%s", heard)
	}
}

func TestLineModeKeepsNoteHoldAndNewPersonThatCouldNotBeSaved(t *testing.T) {
	t.Parallel()
	z, heard, desk := scriptedDesk(t, func(d *deskDouble) []step {
		return []step{{d.fails(diskFull), ":notiz Arztbrief fehlt"}, {answer: ":zurueckhalten"}, {answer: "1"}, {answer: ""}, {d.fails(nil), ""}}
	})
	z.editReport(model.Draft{ID: "d", Report: *newTyped(model.TypDiagnose)})
	if strings.Contains(heard.String(), noteKept) || strings.Contains(heard.String(), "Die Meldung wird zurückgehalten") {
		t.Errorf("told as done:\n%s", heard)
	}
	if _, draft := desk.state(); draft.Notiz != "Arztbrief fehlt" || draft.Sperre == nil {
		t.Errorf("stored afterwards: note %q, hold %v; heard:\n%s", draft.Notiz, draft.Sperre, heard)
	}

	z, heard, desk = scriptedDesk(t, func(d *deskDouble) []step {
		return []step{{d.fails(diskFull), "Zeilmann"}, {answer: ":verlassen"}, {answer: "nein"}, {d.fails(nil), ":verlassen"}}
	})
	if err := z.newPerson(); err != nil && !errors.Is(err, errEnd) {
		t.Fatal(err)
	}
	if got := desk.person.Patient.Stammdaten.Nachname; got != "Zeilmann" || strings.Contains(heard.String(), "Gespeichert") {
		t.Errorf("the new person: stored %q; heard:\n%s", got, heard)
	}
}

func TestLineSeriesSaysGespeichertOnlyOfWhatIs(t *testing.T) {
	t.Parallel()
	desk := newSeriesDesk(1)
	z, heard := lineSeriesDesk(t, desk, "")
	var steps []step
	for _, answer := range strings.Split(strings.TrimSuffix(unremarkable+"personaa\n1\n2\n", "\n"), "\n") {
		steps = append(steps, step{answer: answer})
	}
	steps = append(steps, step{desk.fails(diskFull), "T"}, step{answer: ""}, step{answer: ":zurueck"}, step{answer: ":abschliessen"},
		step{answer: ""}, step{answer: "nein"}, step{desk.fails(nil), ""})
	z.in.reader = bufio.NewReader(&told{steps})
	if err := z.series(); err != errBack {
		t.Fatalf("%v; heard:\n%s", err, heard())
	}
	if strings.Contains(heard(), "Gespeichert: T") {
		t.Errorf("says Gespeichert of what is not:\n%s", heard())
	}
	if len(desk.completed) > 0 {
		t.Errorf("completed without the unsaved value:\n%s", heard())
	}
	kept, err := readSeries(context.Background(), desk.desk())
	if err != nil || len(kept.lines) != 1 || kept.lines[0].value("Verlauf.Gesamtbeurteilung_Tumorstatus") != "T" {
		t.Errorf("the value was not saved once that was possible; heard:\n%s", heard())
	}
}
