package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/check"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/judges"
	"example.org/meldeportal/model/obds"
)

// samplePackage writes one document of so many reports: the samples' patients
// over and over, with fresh ids.
func samplePackage(t testing.TB, reports int) string {
	t.Helper()
	patients, melder := samplePatients(t)
	path := filepath.Join(t.TempDir(), "package.xml")
	file, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	w := obds.NewWriter(file, dataset.Newest, model.Absender{AbsenderID: "A", SoftwareID: "S", SoftwareVersion: "1"}, "2026-05-14")
	written := 0
	for n := 0; written < reports; n++ {
		p := patients[n%len(patients)]
		p.PatientID = model.Text(fmt.Sprintf("P-%08d", n))
		for i := range p.Meldungen[:min(len(p.Meldungen), reports-written)] {
			m := p.Meldungen[i]
			m.MeldungID = model.Text(fmt.Sprintf("M-%010d", written))
			w.Add(&p.Patient, &m)
			written++
		}
	}
	if err := errors.Join(w.Close(melder), file.Close()); err != nil {
		t.Fatal(err)
	}
	return path
}

func samplePatients(t testing.TB) (patients []obds.Patient, melder []model.Melder) {
	t.Helper()
	known := map[model.Text]bool{}
	for _, path := range append(judges.Samples(t, judges.Own), judges.Samples(t, "oeffentlich")...) {
		if strings.HasPrefix(filepath.Base(path), "abdeckung_") {
			continue
		}
		file, err := os.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		d, err := obds.Read(bufio.NewReader(file), obds.Options{})
		if err := errors.Join(err, file.Close()); err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		patients = append(patients, d.Patients...)
		for _, m := range d.Melder {
			if !known[m.ID] {
				known[m.ID] = true
				melder = append(melder, m)
			}
		}
	}
	return patients, melder
}

// timed runs a command that may end with status 1 and says how long it took
// and how much memory it had at most, in MiB. Its own high-water mark is read while
// it runs: what wait4(2) tells counts the memory of the test that started it, too.
func timed(b *testing.B, cmd *exec.Cmd) (time.Duration, float64) {
	b.Helper()
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	begin := time.Now()
	if err := cmd.Start(); err != nil {
		b.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	look := time.NewTicker(5 * time.Millisecond)
	defer look.Stop()
	for most := 0; ; {
		select {
		case <-look.C:
			most = max(most, status(b, cmd.Process.Pid, "VmHWM"))
		case err := <-ended:
			if err != nil && cmd.ProcessState.ExitCode() != 1 {
				b.Fatalf("%s: %v: %.500s", cmd.Path, err, &out)
			}
			return time.Since(begin), float64(most)
		}
	}
}

// BenchmarkCheckAgainstXmllint runs both programs on one package of 14,000
// reports and says how many times as fast as xmllint ours is.
func BenchmarkCheckAgainstXmllint(b *testing.B) {
	schema, there := judges.Schema(b, dataset.Version(dataset.Newest))
	if !there {
		return
	}
	xmllint := judges.Program(b, "xmllint")
	path := samplePackage(b, 14_000)
	for _, kind := range []struct {
		name  string
		flags []string
	}{{"shape", []string{"check", "--nur-schema"}}, {"all rules", []string{"check", "--json"}}} {
		b.Run(kind.name, func(b *testing.B) {
			var ours, theirs time.Duration
			for b.Loop() {
				mine, _ := timed(b, program(b, append(kind.flags, path)...))
				other, _ := timed(b, exec.Command(xmllint, "--stream", "--noout", "--schema", schema, path))
				ours, theirs = ours+mine, theirs+other
			}
			b.ReportMetric(theirs.Seconds()/ours.Seconds(), "times-xmllint")
			b.ReportMetric(ours.Seconds()/float64(b.N), "s-ours")
			b.ReportMetric(theirs.Seconds()/float64(b.N), "s-xmllint")
		})
	}
}

// BenchmarkCheckMemory runs the program on a package of 200,000 reports (aim:
// at most 100 MiB).
func BenchmarkCheckMemory(b *testing.B) {
	path := samplePackage(b, 200_000)
	for _, flags := range [][]string{{"check", "--nur-schema"}, {"check"}} {
		b.Run(strings.Join(flags, " "), func(b *testing.B) {
			for b.Loop() {
				took, most := timed(b, program(b, append(flags, path)...))
				b.ReportMetric(most, "MiB")
				b.ReportMetric(took.Seconds(), "s")
			}
		})
	}
}

// BenchmarkCheckAgainstExpat says what a package of 14,000 reports, indented as other
// systems write them, costs this process in seconds of the processor (aim: at most what
// expat takes that only reads it), what it costs the program by all rules, printed
// (aim: at most 1), and what expat takes in the same run. The least of all runs counts:
// the others were disturbed.
func BenchmarkCheckAgainstExpat(b *testing.B) {
	python := judges.Program(b, "python3")
	plain := samplePackage(b, 14_000)
	path := filepath.Join(b.TempDir(), "indented.xml")
	if out, err := exec.Command(judges.Program(b, "xmllint"), "--format", "--output", path, plain).CombinedOutput(); err != nil {
		b.Fatalf("xmllint: %v: %.500s", err, out)
	}
	info, err := os.Stat(path)
	if err != nil {
		b.Fatal(err)
	}
	spendMemory() // as the program does
	shape, rules, expat := time.Hour, time.Hour, time.Hour
	for b.Loop() {
		begin := processorTime(b)
		readShape(b, path)
		shape = min(shape, processorTime(b)-begin)
		cmd := program(b, "check", path)
		timed(b, cmd)
		rules = min(rules, cmd.ProcessState.UserTime()+cmd.ProcessState.SystemTime())
		expat = min(expat, expatTime(b, python, path))
	}
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(float64(info.Size())/1e6, "MB")
	b.ReportMetric(shape.Seconds(), "cpu-s-shape")
	b.ReportMetric(rules.Seconds(), "cpu-s-all-rules")
	b.ReportMetric(expat.Seconds(), "cpu-s-expat")
	b.ReportMetric(shape.Seconds()/expat.Seconds(), "shape/expat")
	b.ReportMetric(rules.Seconds()/expat.Seconds(), "all-rules/expat")
}

func readShape(b *testing.B, path string) {
	b.Helper()
	file, err := os.Open(path)
	if err != nil {
		b.Fatal(err)
	}
	judge := &check.Judge{Today: "2026-05-14", OnlyShape: true}
	_, err = judge.Document(file, func(found []check.Finding) { b.Fatalf("%+v", found[0]) })
	if err := errors.Join(err, file.Close()); err != nil {
		b.Fatal(err)
	}
}

// expatTime is what Python's expat takes for a file, without Python's own start.
func expatTime(b *testing.B, python, path string) time.Duration {
	b.Helper()
	out, err := exec.Command(python, "-c", `
import sys, time, xml.parsers.expat
parser = xml.parsers.expat.ParserCreate()
begin = time.process_time()
parser.ParseFile(open(sys.argv[1], "rb"))
print(time.process_time() - begin)`, path).Output()
	if err != nil {
		b.Fatal(err)
	}
	seconds, err := strconv.ParseFloat(strings.TrimSpace(string(out)), 64)
	if err != nil {
		b.Fatal(err)
	}
	return time.Duration(seconds * float64(time.Second))
}

// BenchmarkJudge is the work of a full check alone, within this process, with its
// seconds of the processor (aim: at most 1).
func BenchmarkJudge(b *testing.B) {
	path := samplePackage(b, 14_000)
	spendMemory() // as the program does
	judge := &check.Judge{Today: "2026-05-14"}
	for b.Loop() {
		begin := processorTime(b)
		file, err := os.Open(path)
		if err != nil {
			b.Fatal(err)
		}
		found := 0
		reports, err := judge.Document(file, func(f []check.Finding) { found += len(f) })
		if err := errors.Join(err, file.Close()); err != nil || reports != 14_000 || found == 0 {
			b.Fatalf("%d reports, %d findings, %v", reports, found, err)
		}
		b.ReportMetric(float64(found)/float64(reports), "findings/report")
		b.ReportMetric((processorTime(b) - begin).Seconds(), "cpu-s")
	}
}

// processorTime is how long this process was at work.
func processorTime(b *testing.B) time.Duration {
	b.Helper()
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		b.Fatal(err)
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}
