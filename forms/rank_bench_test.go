package forms

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"example.org/meldeportal/model/catalog"
)

// BenchmarkRankedSearch searches 35,000 codes in their order of likelihood. It
// is the greater part of a key in the open picker, which has 16 ms.
func BenchmarkRankedSearch(b *testing.B) {
	entries := make([]catalog.Entry, 35_000)
	for i := range entries {
		entries[i] = catalog.Entry{Code: fmt.Sprintf("5-%03d.%02d", i/100, i%100), Label: fmt.Sprintf("Operation an der Brust mit Lymphknoten, Art %d", i)}
	}
	l := catalog.NewList(catalog.List{Name: "OPS"}, entries)
	env := testEnv()
	env.Used = counts{"OPS 5-100.01": 2}
	r := ranked{source: listed{list: l}, list: "OPS", form: &Form{report: breast(), env: env}}
	var took []time.Duration
	for b.Loop() {
		for _, q := range []string{"b", "br", "brust", "lymph 3", "5", "5-87", "art 77"} {
			from := time.Now()
			r.search(q, most)
			took = append(took, time.Since(from))
		}
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds()), "p99-µs/search")
	b.ReportMetric(0, "ns/op")
}
