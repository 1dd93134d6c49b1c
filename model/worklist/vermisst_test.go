package worklist

import (
	"fmt"
	"slices"
	"testing"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/rule"
)

// What belongs to nobody stands in a page where it stands in the whole list.
func TestWhatIsMissedStandsInAPageWhereTheListHasIt(t *testing.T) {
	t.Parallel()
	missed := func(day, n int) model.Rueckmeldung {
		at := mayNoon.AddDate(0, 0, -day)
		return model.Rueckmeldung{Nummer: int64(n), Art: model.RueckVermisst, Transaktionsnummer: fmt.Sprint("t", n), Gekommen: at.Add(-1),
			Vermisst: &model.Vermisst{Grund: model.VermisstPathologie, Einsendenummer: model.Text(fmt.Sprint("H", n))}}
	}
	own := missed(2, 9)
	own.Vermisst = &model.Vermisst{Grund: model.VermisstEnde}
	ended := Stand{CaseID: "c1", Person: "Muster, Ute", Offen: []Offen{{Frage: FrageVermisst, Rueckfrage: &own, Vorgang: model.Vorgang{Transaktionsnummer: "t9",
		Merkmale: model.Merkmale{Typ: model.TypST, Meldeanlass: model.Behandlungsbeginn, Beginn: "2024-05-06"}}}}}
	nobody := Vermisste([]model.Rueckmeldung{missed(1, 1), missed(2, 2), missed(2, 3), missed(3, 4)})

	l := New(mayNoon, rule.Config{})
	l.Put(ended)
	l.Put(nobody)
	l.Put(nobody) // as it is read again
	s := NewPlaces("2026-05-14", rule.Config{}).Shelves(mayNoon, Gesehen{}, []Counted{{ended.Offen[0].Slot("c1"), 1, 1}})
	s.Miss(nobody)
	span := Span{N: 10}
	for parts := s.Want(span); len(parts) > 0; parts = s.Want(span) {
		for _, p := range parts {
			p.Put(ended)
		}
	}
	numbers := func(all []Aufgabe) (tnrs []string) {
		for i := range all {
			tnrs = append(tnrs, all[i].Transaktionsnummer)
		}
		return tnrs
	}
	page, whole := s.Page(span), l.Aufgaben(Gesehen{})
	if got, want := numbers(page.Tasks), numbers(whole); !slices.Equal(got, want) || !slices.Equal(want, []string{"t4", "t2", "t3", "t9", "t1"}) {
		t.Errorf("the page has %q, the list %q", got, want)
	}
	if page.Total != 5 || page.Counts[AufgabeVermisst] != 5 {
		t.Errorf("counted %d, %v", page.Total, page.Counts)
	}
	if a := whole[3]; a.Ziel() != ZielGegenstueck || a.Text != "Therapie ohne Ende. Begonnen am 06.05.2024." || a.Person != "Muster, Ute" {
		t.Errorf("of a therapy: %+v", a)
	}
	if a := whole[0]; a.Ziel() != ZielPerson || a.Text != "Pathologie ohne Meldung. Einsendenummer H4" || a.Person != "H4" || a.Vermisst == nil {
		t.Errorf("of nobody: %+v", a)
	}
}
