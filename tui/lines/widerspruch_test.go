package lines

import (
	"strings"
	"testing"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/worklist"
	"example.org/meldeportal/tui/stage"
	"example.org/meldeportal/tui/wording"
)

func TestObjectionIsReadOut(t *testing.T) {
	t.Parallel()
	const means, file = "Widerspruch: Weiter melden, nicht mit I.", "Widerspruch: Identitätsdaten dieser Person"
	for _, c := range []model.Case{stage.Objector("c1", "Birke"), stage.CaseOf("c1", "Ahorn")} {
		z, heard, desk := lineDesk(t, "anna\n1\n1\n:xml meldung.xml\n")
		draft := stage.NewDraft()
		desk.Persons, desk.Person, desk.Open, desk.Stored = []model.Case{c}, c, []model.Draft{draft}, draft
		_ = z.worklist() // ends with the answers
		for _, want := range []string{", Widerspruch", means, file} {
			if strings.Contains(heard.String(), want) != c.Widerspruch {
				t.Errorf("%q read out, marked %v:\n%s", want, c.Widerspruch, heard)
			}
		}
		if len(desk.Files) != 1 {
			t.Errorf("files = %v, want the document saved", desk.Files)
		}
	}
}

// Where the last code is long ago a file wants a fresh one.
func TestInLineModeAFileWantsAFreshCode(t *testing.T) {
	t.Parallel()
	for code, files := range map[string]int{"123456": 1, "654321": 0} {
		z, heard, desk := lineDesk(t, "anna\n1\n1\n:xml meldung.xml\ngeheim\n"+code+"\n")
		draft, c := stage.NewDraft(), stage.CaseOf("c1", "Ahorn")
		desk.Code, desk.Persons, desk.Person, desk.Open, desk.Stored = "123456", []model.Case{c}, c, []model.Draft{draft}, draft
		_ = z.worklist() // ends with the answers
		if said := heard.String(); len(desk.Files) != files || !strings.Contains(said, "verlässt den verschlossenen Speicher") || strings.Contains(said, "geheim") {
			t.Errorf("%s: %d files, want %d\n%s", code, len(desk.Files), files, said)
		}
	}
}

func TestObjectionIsReadOutWithTheTask(t *testing.T) {
	t.Parallel()
	z, _, _ := lineDesk(t, "")
	a := worklist.Aufgabe{Art: worklist.AufgabeEntwurf, Person: "Birke, Anna", Widerspruch: true, Text: "fortsetzen"}
	if got, want := wording.TaskSentence(&a, z.Services.Now()), "Entwurf, Birke, Anna. Widerspruch. fortsetzen"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
