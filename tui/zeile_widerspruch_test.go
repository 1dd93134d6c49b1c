package tui

import (
	"strings"
	"testing"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/worklist"
)

func TestObjectionIsReadOut(t *testing.T) {
	t.Parallel()
	const means, file = "Widerspruch: Weiter melden, nicht mit I.", "Widerspruch: Identitätsdaten dieser Person"
	for _, c := range []model.Case{objector("c1", "Birke"), caseOf("c1", "Ahorn")} {
		z, heard, desk := lineDesk(t, "anna\n1\n1\n:xml meldung.xml\n")
		draft := newDraft()
		desk.people, desk.person, desk.open, desk.draft = []model.Case{c}, c, []model.Draft{draft}, draft
		_ = z.worklist() // ends with the answers
		for _, want := range []string{", Widerspruch", means, file} {
			if strings.Contains(heard.String(), want) != c.Widerspruch {
				t.Errorf("%q read out, marked %v:\n%s", want, c.Widerspruch, heard)
			}
		}
		if len(desk.files) != 1 {
			t.Errorf("files = %v, want the document saved", desk.files)
		}
	}
}

func TestObjectionIsReadOutWithTheTask(t *testing.T) {
	t.Parallel()
	z, _, _ := lineDesk(t, "")
	a := worklist.Aufgabe{Art: worklist.AufgabeEntwurf, Person: "Birke, Anna", Widerspruch: true, Text: "fortsetzen"}
	if got, want := z.taskWords(&a), "Entwurf, Birke, Anna. Widerspruch. fortsetzen"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
