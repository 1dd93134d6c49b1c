package obds_test

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"example.org/meldeportal/model/judges"
	"example.org/meldeportal/model/obds"
)

// writePackage writes one document with a number of reports: the samples'
// patients over and over, with fresh ids.
func writePackage(t testing.TB, reports int) (path string, size int64) {
	t.Helper()
	var patients []*node
	melder := map[string]*node{}
	for _, folder := range []string{judges.Own, "oeffentlich"} {
		for _, file := range judges.Samples(t, folder) {
			if strings.HasPrefix(filepath.Base(file), "abdeckung_") {
				continue
			}
			root := parse(t, readFile(t, file))
			root.tidy()
			patients = append(patients, root.child("Menge_Patient").kids...)
			for _, m := range root.child("Menge_Melder").kids {
				melder[*m.attr("ID")] = m
			}
		}
	}
	path = filepath.Join(t.TempDir(), "package.xml")
	file, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	out := bufio.NewWriter(file)
	fmt.Fprint(out, `<?xml version="1.0" encoding="UTF-8"?>
<oBDS xmlns="http://www.basisdatensatz.de/oBDS/XML" Schema_Version="3.0.4">
<Absender Absender_ID="A" Software_ID="S" Software_Version="1"/><Meldedatum>2026-05-14</Meldedatum>
<Menge_Patient>
`)
	written := 0
	for n := 0; written < reports; n++ {
		p := patients[n%len(patients)]
		*p.attr("Patient_ID") = fmt.Sprintf("P-%08d", n)
		list := p.child("Menge_Meldung")
		all := list.kids
		list.kids = all[:min(len(all), reports-written)]
		for _, m := range list.kids {
			*m.attr("Meldung_ID") = fmt.Sprintf("M-%010d", written)
			written++
		}
		fmt.Fprint(out, p)
		list.kids = all
	}
	fmt.Fprint(out, "</Menge_Patient><Menge_Melder>")
	for _, m := range melder {
		fmt.Fprint(out, m)
	}
	fmt.Fprint(out, "</Menge_Melder></oBDS>\n")
	if err := errors.Join(out.Flush(), file.Close()); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	return path, info.Size()
}

// BenchmarkCheckAgainstXmllint judges one package of 14,000 reports and says
// how many times as fast as xmllint that is.
func BenchmarkCheckAgainstXmllint(b *testing.B) {
	judge, there := officialJudge(b)
	if !there {
		return
	}
	path, size := writePackage(b, 14_000)
	b.SetBytes(size)
	var ours, theirs time.Duration
	for b.Loop() {
		begin := time.Now()
		checkFile(b, path)
		ours += time.Since(begin)
		begin = time.Now()
		if out, err := exec.Command(judge.xmllint, "--stream", "--noout", "--schema", judge.newest(), path).CombinedOutput(); err != nil {
			b.Fatalf("xmllint: %v: %.500s", err, out)
		}
		theirs += time.Since(begin)
	}
	b.ReportMetric(theirs.Seconds()/ours.Seconds(), "times-xmllint")
	b.ReportMetric(ours.Seconds()/float64(b.N), "s-ours")
	b.ReportMetric(theirs.Seconds()/float64(b.N), "s-xmllint")
}

func BenchmarkCheck(b *testing.B) {
	path, size := writePackage(b, 14_000)
	b.SetBytes(size)
	b.ReportAllocs()
	for b.Loop() {
		checkFile(b, path)
	}
}

func BenchmarkRead(b *testing.B) {
	path, size := writePackage(b, 14_000)
	b.SetBytes(size)
	b.ReportAllocs()
	for b.Loop() {
		readAll(b, path)
	}
}

// BenchmarkMemory judges and reads a package of 200,000 reports and says how
// much memory that took at most.
func BenchmarkMemory(b *testing.B) {
	path, size := writePackage(b, 200_000)
	for name, work := range map[string]func(){
		"check": func() { checkFile(b, path) },
		"read":  func() { readAll(b, path) },
	} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(size)
			for b.Loop() {
				b.ReportMetric(float64(peakMemory(work))/(1<<20), "MiB")
			}
		})
	}
}

// peakMemory is the most memory the process had from the system while work ran.
func peakMemory(work func()) uint64 {
	done := make(chan struct{})
	peak := make(chan uint64)
	go func() {
		var most uint64
		var stats runtime.MemStats
		for {
			select {
			case <-done:
				peak <- most
				return
			case <-time.After(5 * time.Millisecond):
				runtime.ReadMemStats(&stats)
				most = max(most, stats.Sys-stats.HeapReleased)
			}
		}
	}()
	work()
	close(done)
	return <-peak
}

func checkFile(t testing.TB, path string) {
	t.Helper()
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	n, err := obds.Check(file, obds.Options{Problem: func(p obds.Problem) { t.Fatalf("%s in line %d: %s", p.ID, p.Line, p.Text) }})
	if n > 0 || err != nil {
		t.Fatalf("%d problems, %v; want none", n, err)
	}
}

func readAll(t testing.TB, path string) (reports int) {
	t.Helper()
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	r, err := obds.NewReader(file, obds.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for {
		switch _, err := r.Next(); {
		case errors.Is(err, io.EOF):
			return reports
		case err != nil:
			t.Fatal(err)
		}
		reports++
	}
}
