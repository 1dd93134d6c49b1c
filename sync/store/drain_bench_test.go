package store

import (
	"database/sql"
	"fmt"
	"sync"
	"testing"
	"time"

	"example.org/meldeportal/model"
)

// insertManyWaiting makes n deliveries that wait, two for each case, with a report
// and a document of usual size.
func insertManyWaiting(t testing.TB, v *Vault, n int) {
	t.Helper()
	insertMany(t, v, n/2)
	document := make([]byte, 4000)
	err := v.store.write(t.Context(), func(tx *sql.Tx) error {
		for i := range n {
			tnr, r := fmt.Sprintf("%036d", i), testReport("x")
			r.Meldung.MeldungID = model.Text(fmt.Sprintf("M-%014d", i))
			w := waybill{tnr: tnr, caseID: fmt.Sprintf("id%d", i/2+1), art: model.SendungMeldung, state: model.StateQueued,
				digest: "digest-" + tnr, entry: entry{Merkmale: v.store.opt.Merkmale(&r)}}
			if err := v.insertDelivery(tx, w, int64(n+i)); err != nil {
				return err
			}
			if err := v.insertBody(tx, &model.Completed{Report: r, Frozen: model.Frozen{Transaktionsnummer: tnr, Document: document}}, nil); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatalf("insert %d waiting deliveries: %v", n, err)
	}
}

// BenchmarkDrain carries reports away as the outbox does, eight at a time, from
// queues of several lengths. A report has to cost the same in each.
func BenchmarkDrain(b *testing.B) {
	for _, n := range drainSizes {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			v := newVault(b)
			v.store.opt.Now = time.Now
			insertManyWaiting(b, v, n)
			carried, from := 0, time.Now()
			for b.Loop() {
				for range 50 {
					carried += drainSome(b, v)
				}
			}
			b.ReportMetric(float64(carried)/time.Since(from).Seconds(), "reports/s")
			b.ReportMetric(0, "ns/op")
		})
	}
}

func drainSome(b *testing.B, v *Vault) int {
	if _, _, err := v.Waiting(b.Context()); err != nil {
		b.Fatal(err)
	}
	due := claim(b, v, time.Now(), 8)
	var all sync.WaitGroup
	for _, d := range due {
		all.Go(func() {
			if _, err := v.Document(b.Context(), d.Transaktionsnummer); err != nil {
				b.Error(err)
			}
			if err := v.Accept(b.Context(), d.Transaktionsnummer, receipt(d.Transaktionsnummer)); err != nil {
				b.Error(err)
			}
		})
	}
	all.Wait()
	return len(due)
}
