package store

import (
	"reflect"
	"slices"
	"testing"
	"time"

	"example.org/meldeportal/model"
)

func TestRowsOfDeliveriesAreReadByTheirTransaktionsnummern(t *testing.T) {
	t.Parallel()
	v := newVault(t)
	c := newCase(t, v, "Anna")
	for _, tnr := range []string{"t1", "t2", "t3"} {
		queue(t, v, c.ID, tnr)
	}
	claim(t, v, later(0), 1)
	if err := v.Accept(t.Context(), "t1", receipt("t1")); err != nil {
		t.Fatal(err)
	}
	p, err := v.DeliveriesOf(t.Context(), []string{"t1", "t3", "gone"})
	if err != nil || p.Counts[model.StateAccepted] != 1 || p.Total() != 3 {
		t.Errorf("counts = %v, %v, want 1 accepted of 3", p.Counts, err)
	}
	for _, d := range p.Deliveries {
		one, err := v.Delivery(t.Context(), d.Transaktionsnummer)
		if err != nil || !reflect.DeepEqual(d, one) {
			t.Errorf("row %+v, want %+v, %v", d, one, err)
		}
	}
	if got := tnrs(p.Deliveries); !slices.Equal(slices.Sorted(slices.Values(got)), []string{"t1", "t3"}) {
		t.Errorf("rows = %q, want the two that are there", got)
	}
	if p, err := v.DeliveriesOf(t.Context(), nil); err != nil || len(p.Deliveries) != 0 || p.Total() != 3 {
		t.Errorf("of none: %+v, %v, want the counts", p, err)
	}
}

func TestDeliveriesAreWalkedAndReadByTheirNumbers(t *testing.T) {
	t.Parallel()
	v := newVault(t)
	anna, bert := newCase(t, v, "Anna"), newCase(t, v, "Bert")
	for _, s := range []struct{ of, tnr string }{{anna.ID, "t1"}, {bert.ID, "t2"}, {anna.ID, "t3"}, {bert.ID, "t4"}} {
		queue(t, v, s.of, s.tnr)
	}
	claim(t, v, later(0), 9)
	claim(t, v, later(0), 9)
	if err := v.Accept(t.Context(), "t1", receipt("t1")); err != nil {
		t.Fatal(err)
	}
	walked := func(q model.DeliveryQuery, most int) (numbers []int64, names []string) {
		t.Helper()
		err := v.WalkDeliveries(t.Context(), q, func(l *model.DeliveryLine) bool {
			numbers, names = append(numbers, l.Row), append(names, l.Transaktionsnummer)
			if l.Typ != model.TypDiagnose || l.ICD != "C50.4" || l.Completed.IsZero() {
				t.Errorf("line = %+v, want what its report is about", l)
			}
			return len(names) < most
		})
		if err != nil {
			t.Fatal(err)
		}
		return numbers, names
	}
	all, names := walked(model.DeliveryQuery{}, 9)
	if want := []string{"t4", "t3", "t2", "t1"}; !slices.Equal(names, want) {
		t.Errorf("all: got %q, want %q", names, want)
	}
	if _, names := walked(model.DeliveryQuery{}, 2); len(names) != 2 {
		t.Errorf("walked on to %q when two were enough", names)
	}
	if _, names := walked(model.DeliveryQuery{Cases: []string{anna.ID}}, 9); !slices.Equal(names, []string{"t3", "t1"}) {
		t.Errorf("of Anna: got %q", names)
	}
	if _, names := walked(model.DeliveryQuery{States: []model.State{model.StateAccepted}, Cases: []string{anna.ID, bert.ID}}, 9); !slices.Equal(names, []string{"t1"}) {
		t.Errorf("accepted: got %q", names)
	}
	if _, names := walked(model.DeliveryQuery{Cases: []string{}}, 9); len(names) != 0 {
		t.Errorf("of nobody: got %q", names)
	}
	page := must(v.DeliveriesAt(t.Context(), []int64{all[3], 99, all[0]}))(t)
	if got := tnrs(page.Deliveries); !slices.Equal(got, []string{"t1", "t4"}) || page.People[anna.ID].ID == "" || page.Deliveries[0].Receipt == nil {
		t.Errorf("at: got %+v, want t1 with its receipt, t4, and whom they are about", page)
	}
}

// BenchmarkWalkDeliveries goes through a long list once, and reads a page of what was
// found in it.
func BenchmarkWalkDeliveries(b *testing.B) {
	v := newVault(b)
	insertManySent(b, v, pagedDeliveries)
	numbers := make([]int64, 0, pagedDeliveries)
	for b.Loop() {
		numbers = numbers[:0]
		begun, first := time.Now(), time.Duration(0)
		err := v.WalkDeliveries(b.Context(), model.DeliveryQuery{}, func(l *model.DeliveryLine) bool {
			if numbers = append(numbers, l.Row); len(numbers) == 50 {
				first = time.Since(begun)
			}
			return true
		})
		if err != nil || len(numbers) != pagedDeliveries {
			b.Fatal(len(numbers), err)
		}
		b.ReportMetric(float64(first.Microseconds())/1000, "first-ms")
		b.ReportMetric(float64(time.Since(begun).Milliseconds()), "all-ms")
		begun = time.Now()
		if p, err := v.DeliveriesAt(b.Context(), numbers[pagedDeliveries/2:pagedDeliveries/2+201]); err != nil || len(p.Deliveries) != 201 {
			b.Fatal(len(p.Deliveries), err)
		}
		b.ReportMetric(float64(time.Since(begun).Microseconds())/1000, "page-ms")
	}
	b.ReportMetric(0, "ns/op")
}
