package store

import (
	"testing"

	"example.org/meldeportal/model"
)

// BenchmarkDeliveryPage turns pages in a long list of deliveries, also in the
// middle of it.
func BenchmarkDeliveryPage(b *testing.B) {
	v := newVault(b)
	insertManySent(b, v, pagedDeliveries)
	middle := must(v.DeliveryPage(b.Context(), model.DeliverySpan{From: pagedDeliveries / 2, N: 201}))(b)
	for name, span := range map[string]model.DeliverySpan{
		"first": {N: 201}, "last": {From: pagedDeliveries, N: 201}, "next in the middle": middle.Near(pagedDeliveries/2+300, 100),
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if p, err := v.DeliveryPage(b.Context(), span); err != nil || len(p.Deliveries) != 201 {
					b.Fatal(len(p.Deliveries), err)
				}
			}
		})
	}
}
