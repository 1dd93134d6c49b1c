package main

import (
	"testing"

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
	one.Press("pgdown")
	one.See("Meldebegründung")
	one.Type("i\t")
	one.See(" gespeichert ")
	list.See("1 Entwurf") // without a key

	two.Press("enter")
	two.See("zuletzt ")
	two.Press("enter")
	two.See("Eigene Leistung")
	two.Type("n\t")
	two.See(" gespeichert ")

	one.Type("j\t")
	one.See("Zugleich verschieden eingetragen")
	one.See("Von schulz, ")
	drafts := d.drafts(user(0), caseID)
	if len(drafts) != 1 || drafts[0].Report.Meldung.EigeneLeistung != "J" || len(drafts[0].Abweichungen) != 1 || drafts[0].Abweichungen[0].Wert != "N" {
		t.Errorf("on the disk: %d drafts, %q with %+v; want the second one's J and, beside it, the colleague's N",
			len(drafts), drafts[0].Report.Meldung.EigeneLeistung, drafts[0].Abweichungen)
	}
	one.Press("right") // takes the other one
	one.See("Es gilt die andere Angabe")
	one.See(" gespeichert ")
	one.Press("f10")
	one.See("Eigene Leistung")
	one.Press("f10")
	one.See("zuletzt ")

	four.Press("enter")
	four.See("zuletzt ")
	beginDiagnosis(four)
	four.Press("pgdown")
	four.See("Meldebegründung")
	four.Type("i\t")
	list.See("2 Entwürfe")
}
