package store

import (
	"fmt"
	"testing"

	"example.org/meldeportal/model"
)

// Page after page gives the list that Deliveries gives whole, from whichever end.
func TestPagesAreTheWholeList(t *testing.T) {
	t.Parallel()
	v := newVault(t)
	a, b := newCase(t, v, "Ahorn"), newCase(t, v, "Birke")
	const n = 25
	for i := range n {
		queue(t, v, []string{a.ID, b.ID}[i%2], fmt.Sprintf("t%02d", i))
	}
	claim(t, v, later(0), 1)
	whole := must(v.Deliveries(t.Context(), ""))(t)
	for from := -3; from < n+3; from += 2 {
		p := must(v.DeliveryPage(t.Context(), from, 7))(t)
		if p.Total() != n || p.Counts[model.StateQueued] != n-1 || p.Counts[model.StateSending] != 1 {
			t.Errorf("counts from %d = %v, want %d of which one is on its way", from, p.Counts, n)
		}
		if len(p.Deliveries) != 7 {
			t.Errorf("page from %d has %d deliveries, want 7", from, len(p.Deliveries))
		}
		for i := max(0, from); i < min(n, from+7); i++ {
			got := p.At(i)
			if got == nil || got.Transaktionsnummer != whole[i].Transaktionsnummer || got.State != whole[i].State {
				t.Errorf("page from %d: delivery %d = %+v, want %s", from, i, got, whole[i].Transaktionsnummer)
				continue
			}
			if who := p.People[got.CaseID]; who.Patient.Stammdaten.Nachname == "" || who.ID != got.CaseID {
				t.Errorf("page from %d: delivery %d is about %+v", from, i, who)
			}
		}
	}
	if p := must(v.DeliveryPage(t.Context(), 0, 1000))(t); len(p.Deliveries) != n || p.From != 0 {
		t.Errorf("a page larger than the list has %d from %d, want all", len(p.Deliveries), p.From)
	}
	if p := must(newVault(t).DeliveryPage(t.Context(), 5, 7))(t); p.Total() != 0 || len(p.Deliveries) != 0 {
		t.Errorf("page of an empty list = %+v", p)
	}
}

func TestLatestDraftIsTheOneSavedLast(t *testing.T) {
	t.Parallel()
	v := newVault(t)
	if d := must(v.LatestDraft(t.Context()))(t); d != nil {
		t.Errorf("latest draft of an empty store = %+v", d)
	}
	c := newCase(t, v, "Muster")
	first := newDraft(t, v, c.ID, "eins")
	newDraft(t, v, c.ID, "zwei")
	if err := v.SaveDraft(t.Context(), &first); err != nil {
		t.Fatal(err)
	}
	if d := must(v.LatestDraft(t.Context()))(t); d == nil || d.ID != first.ID {
		t.Errorf("latest draft = %+v, want %s", d, first.ID)
	}
}
