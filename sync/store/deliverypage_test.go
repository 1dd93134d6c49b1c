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
		p := must(v.DeliveryPage(t.Context(), model.DeliverySpan{From: from, N: 7}))(t)
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
	if p := must(v.DeliveryPage(t.Context(), model.DeliverySpan{N: 1000}))(t); len(p.Deliveries) != n || p.From != 0 {
		t.Errorf("a page larger than the list has %d from %d, want all", len(p.Deliveries), p.From)
	}
	if p := must(newVault(t).DeliveryPage(t.Context(), model.DeliverySpan{From: 5, N: 7}))(t); p.Total() != 0 || len(p.Deliveries) != 0 {
		t.Errorf("page of an empty list = %+v", p)
	}
}

// From wherever one is, a part is found from what is in sight, also when others came
// before it meanwhile or what was in sight has gone.
func TestAPartIsFoundFromTheOneBefore(t *testing.T) {
	t.Parallel()
	v := newVault(t)
	c := newCase(t, v, "Ahorn")
	for i := range 40 {
		queue(t, v, c.ID, fmt.Sprintf("t%02d", i))
	}
	p := must(v.DeliveryPage(t.Context(), model.DeliverySpan{N: 5}))(t)
	for _, step := range []int{4, 12, 19, 20, 18, 3, 39, 0, 25} {
		p = must(v.DeliveryPage(t.Context(), p.Near(step, 2)))(t)
		if d := p.At(step); d == nil || d.Transaktionsnummer != fmt.Sprintf("t%02d", 39-step) {
			t.Errorf("at %d is %+v, want t%02d", step, d, 39-step)
		}
	}
	for i := range 3 {
		queue(t, v, c.ID, fmt.Sprintf("u%02d", i))
	}
	p = must(v.DeliveryPage(t.Context(), p.Near(25, 2)))(t)
	if d := p.At(25); d == nil || d.Transaktionsnummer != "t17" {
		t.Errorf("at 25 after three others came is %+v, want t17", d)
	}
	gone := model.DeliverySpan{From: 20, N: 5, Near: "gone", Place: 20, Total: 43}
	if p = must(v.DeliveryPage(t.Context(), gone))(t); p.From != 0 || p.At(0).Transaktionsnummer != "u02" {
		t.Errorf("the part near one that has gone = %+v, want the newest", p)
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
