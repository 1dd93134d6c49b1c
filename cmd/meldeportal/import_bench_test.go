package main

import (
	"path/filepath"
	"testing"

	"example.org/meldeportal/sync/store"
)

// BenchmarkImportCommand takes a package in, as drafts: 50,000 reports may take 25 s
// and 300 MiB. How a colleague fares meanwhile is BenchmarkImport in sync/store.
func BenchmarkImportCommand(b *testing.B) {
	path := samplePackage(b, importedReports)
	for b.Loop() {
		dir := b.TempDir()
		s, err := openStore(filepath.Join(dir, "meldeportal.db"), demoCost)(b.Context(), nil)
		if err == nil {
			_, err = s.Enter(b.Context(), store.Site{MelderID: demoSite.MelderID, Name: demoSite.Name}, demoUsers[0].login, demoUsers[0].password)
			_ = s.Close()
		}
		if err != nil {
			b.Fatal(err)
		}
		cmd := program(b, "import", "--als", "entwurf", path, "--dir", dir)
		cmd.Env = append(cmd.Env, "MELDEPORTAL_LOGIN="+demoUsers[0].login, passwordVariable+"="+demoUsers[0].password)
		took, most := timed(b, cmd)
		if code := cmd.ProcessState.ExitCode(); code != 0 {
			b.Fatalf("ended with %d", code)
		}
		used := cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
		b.ReportMetric(took.Seconds(), "s")
		b.ReportMetric(used.Seconds(), "cpu-s")
		b.ReportMetric(most, "peak-MiB")
	}
	b.ReportMetric(0, "ns/op")
}
