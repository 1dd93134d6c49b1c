package main

import (
	"testing"

	"example.org/meldeportal/model"
	"example.org/meldeportal/tui/tuitest"
)

func TestFourProcessesOnOneFolderDoNotOverwriteEachOther(t *testing.T) {
	t.Parallel()
	d := newDemo(t)
	caseID := d.newPerson("Zwetschgenbaum").ID
	var terms [4]*tuitest.Terminal
	for i, who := range []int{0, 1, 2, 0} { // the first one is host of the portal, one person sits twice
		terms[i] = d.start()
		d.signIn(terms[i], user(who))
		terms[i].Type("zwetschgen")
		terms[i].See("1 von")
	}
	one, two, list, four := terms[0], terms[1], terms[2], terms[3]

	one.Press("enter")
	one.See("Strg+N beginnt eine Meldung")
	beginDiagnosis(one)
	list.See("1 Entwurf") // without a key
	one.Press("pgdown")
	one.See("Meldebegründung")
	one.Type("i\t")
	one.See(" gespeichert ")

	two.Press("enter")
	two.See("zuletzt ")
	two.Press("enter")
	two.See("Eigene Leistung")
	two.Type("n\t")
	two.See(" gespeichert ")

	one.Type("j\t")
	one.See("Anderswo geändert")
	one.See("Fassung v")
	kept := map[model.Code]bool{}
	for _, draft := range d.drafts(user(0), caseID) {
		kept[draft.Report.Meldung.EigeneLeistung] = true
	}
	if len(kept) != 2 || !kept["N"] || !kept["J"] {
		t.Errorf("Eigene Leistung on the disk: %v, want the colleague's N and, as a draft of her own, the second one's J", kept)
	}
	list.See("2 Entwürfe")
	one.Press("f10")
	one.See("Fassung von Martina Meier")

	four.Press("enter")
	four.See("zuletzt ")
	beginDiagnosis(four)
	list.See("3 Entwürfe")
}
