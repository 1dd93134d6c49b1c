package main

import (
	"database/sql"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"example.org/meldeportal/tui/tuitest"
)

// BenchmarkDrain has the program carry a queue to a portal that is a process of its
// own, with a list in front and somebody at the keys: at least 400 reports a second,
// however long the queue is, and a key within 16 ms.
func BenchmarkDrain(b *testing.B) {
	for _, front := range []string{"Patienten", "Übertragung"} {
		for _, n := range drained {
			b.Run(fmt.Sprintf("%s/%d", front, n), func(b *testing.B) {
				for b.Loop() {
					drain(b, front, n)
				}
			})
		}
	}
}

func drain(b *testing.B, front string, n int) {
	d := newDemo(b)
	d.waitMany(n, time.Now().Add(time.Hour)) // F5 has them tried
	d.database(func(db *sql.DB) error { return db.QueryRow("SELECT count(*) FROM patient_case").Scan(&d.people) })
	portal := d.portalApart(b)
	term := tuitest.Start(b, program(b, "--dir", d.dir), 80, 24)
	defer term.Kill()
	d.signIn(term, user(0))
	if front == "Übertragung" {
		term.Press("f6")
		term.See(front)
	}
	quiet := pressed(term, 60)
	cpu, cpuPortal, begun, most := cpuOf(b, term.PID()), cpuOf(b, portal.process.Process.Pid), time.Now(), 0
	term.Press("f5")
	var keys []time.Duration
	for d.open() > 0 {
		most = max(most, status(b, term.PID(), "VmRSS"))
		keys = append(keys, pressed(term, 5)...)
	}
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(float64(n)/time.Since(begun).Seconds(), "reports/s")
	b.ReportMetric((cpuOf(b, term.PID())-cpu)*1000/float64(n), "cpu-ms/report")
	b.ReportMetric((cpuOf(b, portal.process.Process.Pid)-cpuPortal)*1000/float64(n), "portal-cpu-ms/report")
	b.ReportMetric(millisOf(at(keys, 50)), "key-p50-ms")
	b.ReportMetric(millisOf(at(keys, 99)), "key-p99-ms")
	b.ReportMetric(millisOf(at(quiet, 99)), "quiet-key-p99-ms")
	b.ReportMetric(float64(most), "most-MiB")
}

// pressed presses a key some times and tells when the answers began.
func pressed(term *tuitest.Terminal, times int) (keys []time.Duration) {
	for range times {
		time.Sleep(40 * time.Millisecond)
		if took, ok := term.FirstByte(tuitest.Sequences["down"]); ok {
			keys = append(keys, took)
		}
	}
	return keys
}

// portalApart has the demo's portal answer as a process of its own, and the real
// program use it.
func (d *desktop) portalApart(b *testing.B) *realPortal {
	b.Helper()
	s := &realPortal{t: b, dir: d.portal, url: nobody(b)}
	s.address = s.url[len("https://"):]
	s.start()
	if err := saveConfig(filepath.Join(d.dir, "config.toml"), Config{Portal: s.url, CADatei: s.caFile(), Fingerabdruck: []string{s.pin()}}); err != nil {
		b.Fatal(err)
	}
	return s
}

// open counts what has no answer yet.
func (d *desktop) open() (n int) {
	d.database(func(db *sql.DB) error {
		return db.QueryRow("SELECT coalesce(sum(n), 0) FROM delivery_count WHERE state IN ('queued', 'sending')").Scan(&n)
	})
	return n
}
