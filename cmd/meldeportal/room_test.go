package main

import (
	"os"
	"path/filepath"
	"testing"

	"example.org/meldeportal/model/judges"
)

// A report may take 5 kB of the file, with the person, the document that is sent and
// all that lists read of it; the invented ones are short.
func TestAReportTakesLittleRoom(t *testing.T) {
	judges.Alone(t)
	t.Parallel()
	const reports, most = 3000, 4000
	d := newDemo(t)
	before := d.size()
	d.sentMany(reports)
	took := (d.size() - before) / reports
	t.Logf("%d bytes a report", took)
	if took > most {
		t.Errorf("a report takes %d bytes of the file, want at most %d", took, most)
	}
}

func (d *desktop) size() int64 {
	d.t.Helper()
	info, err := os.Stat(filepath.Join(d.dir, "meldeportal.db"))
	if err != nil {
		d.t.Fatal(err)
	}
	return info.Size()
}
