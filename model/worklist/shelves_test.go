package worklist

import (
	"fmt"
	"slices"
	"testing"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/rule"
)

// However much stands at one day, a page has as much read as it shows: of a day that stands
// in the order of its cases a part, and nothing of the days beside it.
func TestAPageReadsAPartOfALongDay(t *testing.T) {
	t.Parallel()
	const n, before = 5000, 7
	day := func(day model.Datum, n int, id int64) Counted {
		return Counted{Slot: Slot{Frage: FrageEntwurf, Tag: day}, ID: id, N: n}
	}
	s := NewPlaces("2026-05-14", rule.Config{}).Shelves(mayNoon, Gesehen{}, []Counted{day("2026-05-03", n, 1), day("2026-05-02", before, 2), day("2026-05-04", n, 3)})
	span := Span{From: 3000, N: 20}
	parts := s.Want(span)
	if len(parts) != 1 || !slices.Equal(parts[0].Slots, []int64{1}) || parts[0].From != 3000-before || parts[0].N != 20 {
		t.Fatalf("want %+v, of one day 20 from %d", parts, 3000-before)
	}
	parts[0].Begins(2990) // the first case has three questions more
	for i := range 23 {
		o := Offen{Vorgang: model.Vorgang{DraftID: fmt.Sprintf("d%05d", 2990+i), State: model.StateDraft}, Frage: FrageEntwurf}
		o.Date = "2026-05-03"
		parts[0].Put(Stand{CaseID: fmt.Sprintf("c%05d", 2990+max(3, i)), Offen: []Offen{o}})
	}
	if more := s.Want(span); len(more) != 0 {
		t.Fatalf("it wants %+v once more", more)
	}
	p := s.Page(span)
	if p.From != 3000 || p.Total != 2*n+before || len(p.Tasks) != 20 || p.Tasks[0].DraftID != "d02993" || p.Tasks[19].DraftID != "d03012" {
		t.Errorf("from %d of %d: %d tasks, %+v", p.From, p.Total, len(p.Tasks), p.Tasks[0])
	}
}

// What was seen makes room for more, and who has something there, too, stands once.
func TestACaseReadOnceMoreStandsOnce(t *testing.T) {
	t.Parallel()
	answer, therapy := Slot{Frage: FrageAbgelehnt, Art: model.SendungLoeschantrag, Tag: "2026-05-13"}, Slot{Frage: FrageEnde, Tag: "2024-05-01"}
	stands := map[int64][]Stand{}
	for i := range 3 {
		refused := Offen{Frage: FrageAbgelehnt, Vorgang: model.Vorgang{Art: model.SendungLoeschantrag, State: model.StateRejected, Transaktionsnummer: fmt.Sprint("t", i), Settled: endOf("2026-05-13")}}
		began := Offen{Frage: FrageEnde, Vorgang: model.Vorgang{Merkmale: model.Merkmale{Beginn: "2024-05-01"}}}
		s := Stand{CaseID: fmt.Sprint("c", i), Offen: []Offen{refused, began}}
		stands[1], stands[2] = append(stands[1], s), append(stands[2], s)
	}
	seen := LiesGesehen(nil)
	seen.Mark("2026-05-14", "t1")
	seen.Mark("2026-05-14", "t2")
	s, span, rounds := NewPlaces("2026-05-14", rule.Config{}).Shelves(mayNoon, seen, []Counted{{answer, 1, 3}, {therapy, 2, 3}}), Span{N: 3}, 0
	for parts := s.Want(span); len(parts) > 0; parts = s.Want(span) {
		rounds++
		for _, p := range parts {
			for _, slot := range p.Slots {
				for _, of := range stands[slot] {
					p.Put(of)
				}
			}
		}
	}
	if p := s.Page(span); rounds != 2 || p.Total != 4 || len(p.Tasks) != 3 || p.Tasks[0].Art != AufgabeAntwort || p.Tasks[1].Art != AufgabeGegenstueck {
		t.Errorf("%d rounds; %d tasks, %+v", rounds, p.Total, p.Tasks)
	}
}

// Another page of the same day is read with the first: what was wanted stays.
func TestMoreOfADayIsReadWithWhatWas(t *testing.T) {
	t.Parallel()
	s := NewPlaces("2026-05-14", rule.Config{}).Shelves(mayNoon, Gesehen{}, []Counted{{Slot{Frage: FrageEntwurf, Tag: "2026-05-03"}, 1, 1000}})
	for _, c := range []struct{ from, wantFrom, wantN int }{{500, 500, 20}, {505, 500, 25}, {490, 490, 35}} {
		parts := s.Want(Span{From: c.from, N: 20})
		if len(parts) != 1 || parts[0].From != c.wantFrom || parts[0].N != c.wantN {
			t.Fatalf("from %d it wants %+v, want %d from %d", c.from, parts, c.wantN, c.wantFrom)
		}
	}
	if parts := s.Want(Span{From: 495, N: 20}); len(parts) != 0 {
		t.Errorf("what was read is wanted again: %+v", parts)
	}
}
