package lines

import (
	"errors"
	"io"
	"strings"
	"testing"

	"example.org/meldeportal/model/field"
	"example.org/meldeportal/tui/ask"
	"example.org/meldeportal/tui/stage"
)

func TestTheLineModeGoesOnInADraftOfItsOwn(t *testing.T) {
	t.Parallel()
	z, heard, desk := lineDesk(t, ":feld Meldebegründung\ni\nj\n")
	desk.Faster = true
	if err := z.editReport(stage.NewDraft()); err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, ask.ErrEnd) {
		t.Fatal(err)
	}
	if !strings.Contains(heard.String(), "zweiter Entwurf in der Akte") || !strings.Contains(heard.String(), "Gespeichert: I") {
		t.Errorf("heard:\n%s", heard)
	}
	if _, kept := desk.State(); kept.ID != "d2" || kept.Report.Meldung.Meldebegruendung != "I" {
		t.Errorf("kept: got %s with %q, want d2 with I", kept.ID, kept.Report.Meldung.Meldebegruendung)
	}
}

func TestTheLineModeTellsBothValues(t *testing.T) {
	t.Parallel()
	z, heard, desk := lineDesk(t, "Ahornbaum\n:beide\n1\n2\n")
	desk.Behind = stage.Overtaken().Behind
	if err := z.editPerson(stage.CaseOf("c1", "Ahorn")); err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, ask.ErrEnd) && !errors.Is(err, ask.ErrInputEnd) {
		t.Fatal(err)
	}
	for _, want := range []string{"Nachname wurde zugleich verschieden eingetragen: von Ihnen Ahornbaum, von schulz, ", " Ahorn-Birke. Es gilt Ihre Angabe; :beide lässt wählen", "Gespeichert: Ahornbaum", "Gespeichert: Nachname"} {
		if !strings.Contains(heard.String(), want) {
			t.Errorf("%q is not said; heard:\n%s", want, heard)
		}
	}
	if name := desk.Person.Patient.Stammdaten.Nachname; name != "Ahorn-Birke" {
		t.Errorf("stored %q, want theirs, which was chosen", name)
	}
}

// In line mode, too, what a colleague saved meanwhile is there and read out, and of what
// both changed one is chosen in words.
func TestTheLineModeTellsWhatAColleagueChanged(t *testing.T) {
	t.Parallel()
	z, heard, desk := lineDesk(t, ":feld Meldebegründung\ni\n:beide\n1\n2\n")
	draft := stage.NewDraft()
	theirs := draft
	theirs.Report = *field.Copy(&draft.Report)
	theirs.Report.Meldung.Meldebegruendung, theirs.Report.Meldung.Anmerkung = "A", "vom Kollegen"
	desk.Theirs = &theirs
	if err := z.editReport(draft); err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, ask.ErrEnd) {
		t.Fatal(err)
	}
	for _, want := range []string{"Von schulz eingetragen: Anmerkung, vom Kollegen.", "1: Meldebegründung wurde zugleich verschieden eingetragen: von Ihnen I", "von schulz, ", "Gespeichert: I", "Was gilt?"} {
		if !strings.Contains(heard.String(), want) {
			t.Errorf("%q is not said; heard:\n%s", want, heard)
		}
	}
	if _, kept := desk.State(); kept.Report.Meldung.Meldebegruendung != "A" || kept.Report.Meldung.Anmerkung != "vom Kollegen" || kept.Abweichungen[0].Wert != "I" {
		t.Errorf("stored %q and %q, kept %+v", kept.Report.Meldung.Meldebegruendung, kept.Report.Meldung.Anmerkung, kept.Abweichungen)
	}
}

// That a colleague has opened the report, too, is said before the next question, once.
func TestTheLineModeTellsThatAColleagueHasOpenedTheReport(t *testing.T) {
	t.Parallel()
	draft := stage.NewDraft()
	z, heard, _ := scriptedDesk(t, func(desk *stage.DeskDouble) []step {
		return []step{
			{nil, ":feld Meldebegründung"},
			{func() { desk.Change(func() { desk.OpenThere = map[string]string{draft.ID: "schulz"} }) }, "i"},
			{nil, "j"},
		}
	})
	if err := z.editReport(draft); err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, ask.ErrEnd) && !errors.Is(err, ask.ErrInputEnd) {
		t.Fatal(err)
	}
	if n := strings.Count(heard.String(), "schulz hat diese Meldung jetzt auch offen. Bitte einfach weiterschreiben: Was beide eingeben, bleibt."); n != 1 {
		t.Errorf("said %d times, want once; heard:\n%s", n, heard)
	}
}
