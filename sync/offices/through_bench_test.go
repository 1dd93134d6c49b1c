package offices_test

import (
	"context"
	"database/sql"
	"fmt"
	"net"
	"sync"
	"testing"
	"time"

	"example.org/meldeportal/sync/offices"
	"example.org/meldeportal/sync/seal"
)

// throughReports go through all offices in BenchmarkThroughAllOffices, of half as many people.
const throughReports = 2000

// BenchmarkThroughAllOffices: how many sealed reports a second end as cases whose results have
// come back, with each office on a file of its own and TLS between them.
func BenchmarkThroughAllOffices(b *testing.B) {
	for b.Loop() {
		b.StopTimer()
		r := newRegistry(b, newKeys(b), nil)
		links := linked(b)
		var all []offices.Eingang
		for n := range throughReports {
			document := report(b, townsman(n/2), "M-"+number(n), nil)
			all = append(all, offices.Eingang{Art: offices.Meldung, Melder: site, Nummer: number(n), Eingang: moment, LogIndex: int64(n + 1), Schluessel: r.site.Public(), Umschlag: r.sealed(b, number(n), document)})
		}
		ctx, stop := context.WithCancel(b.Context())
		var running sync.WaitGroup
		for o, at := range map[offices.Office]struct {
			desk    *offices.Handover
			receive offices.Receiving
		}{offices.Annahme: {r.annahme, r.hear}, offices.Vertrauen: {r.vertrauen.Desk(), r.vertrauen.Receive}, offices.Kontrollnummern: {r.kontrollnummern.Desk(), r.kontrollnummern.Receive},
			offices.Auswertung: {r.auswertung.Desk(), r.auswertung.Receive}} {
			running.Go(func() { _ = links[o].link.Serve(ctx, links[o].ln, at.receive) })
			for _, to := range offices.To(o) {
				running.Go(func() { at.desk.Deliver(ctx, to, links[o].link.Send(to), nil) })
			}
		}
		b.StartTimer()
		begun := time.Now()
		for from := 0; from < len(all); from += 64 { // as the portal commits what comes at once
			if err := r.db.Write(ctx, func(tx *sql.Tx) error {
				for _, e := range all[from:min(from+64, len(all))] {
					if err := r.annahme.Leave(tx, offices.Vertrauen, e); err != nil {
						return err
					}
				}
				return nil
			}); err != nil {
				b.Fatal(err)
			}
			r.annahme.Wake()
		}
		for done := int64(0); done < throughReports; time.Sleep(5 * time.Millisecond) {
			var err error
			if done, err = r.annahme.Taken(ctx, offices.Vertrauen); err != nil {
				b.Fatal(err)
			}
			if time.Since(begun) > 5*time.Minute {
				b.Fatalf("results of %d reports came back", done)
			}
		}
		b.ReportMetric(throughReports/time.Since(begun).Seconds(), "reports/s")
		b.ReportMetric(0, "ns/op")
		stop()
		running.Wait()
	}
}

// townsman is the nth of many invented people.
func townsman(n int) person {
	const syllables = "babedidofugahekimolunaperisotuvawezi"
	name := ""
	for rest := n*7919 + 17; len(name) < 8; rest /= 17 {
		name += syllables[rest%17*2 : rest%17*2+2]
	}
	return person{"B" + name, [...]string{"Anna", "Berta", "Carla", "Dora", "Emma", "Frieda", "Gerda", "Hanna", "Ida", "Jana", "Klara"}[n%11], "", fmt.Sprintf("19%02d-%02d-%02d", 30+n%61, 1+n%12, 1+n%28), "", fmt.Sprintf("P-%d", n)}
}

// onNet is an office on the net.
type onNet struct {
	link *offices.Link
	ln   net.Listener
}

func linked(b *testing.B) map[offices.Office]onNet {
	b.Helper()
	all, peers, signers := map[offices.Office]onNet{}, map[offices.Office]offices.Peer{}, map[offices.Office]*seal.Signer{}
	for _, o := range offices.All() {
		ln := must[net.Listener](b)(net.Listen("tcp", "127.0.0.1:0"))
		signers[o] = must[*seal.Signer](b)(seal.NewSigner())
		all[o], peers[o] = onNet{ln: ln}, offices.Peer{Public: signers[o].Public(), Address: ln.Addr().String()}
	}
	for o, at := range all {
		at.link = must[*offices.Link](b)(offices.NewLink(o, signers[o], peers, time.Now()))
		all[o] = at
	}
	return all
}
