package catalog

import (
	"crypto/sha256"
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"example.org/meldeportal/model/judges"
)

// The RKI's files, and the list of substances of the Umsetzungsleitfaden, may lie
// beside the repository and are no part of it. What was
// last compared with them stands in a record: how many lines of ours, and their
// digest. So no code and no fact changes unnoticed where those files are not.
//
//	go test ./model/catalog -run Official -update
//
// compares with the files and writes the record anew.
const recordFile = "testdata/official.tsv"

var update = flag.Bool("update", false, "write the record of what was compared anew")

// leitfaden is the list of substances that the registries' platform keeps.
const leitfaden = "substanzen/umsetzungsleitfaden_2025-08.csv"

// officialFile is the path of one of the official files, if it is here: of the
// RKI's where no folder is named.
func officialFile(t *testing.T, file string) (path string, there bool) {
	t.Helper()
	if strings.Contains(file, "/") {
		return judges.File(t, file)
	}
	return judges.File(t, "klassifikationen/"+file)
}

// columnsOf reads columns of an official file, a row for each line; there are
// none where the file is not here.
func columnsOf(t *testing.T, file string, names ...string) [][]string {
	t.Helper()
	path, there := officialFile(t, file)
	if !there {
		return nil
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(strings.TrimPrefix(string(raw), "\uFEFF")), "\n")
	head := strings.Split(lines[0], ";")
	var rows [][]string
	for _, line := range lines[1:] {
		cells := strings.Split(line, ";")
		var row []string
		for _, name := range names {
			row = append(row, strings.Join(strings.Fields(cells[slices.Index(head, name)]), " "))
		}
		rows = append(rows, row)
	}
	return rows
}

// compared holds our lines to the record of what was compared with an official
// file; with -update it writes the record, when that file is here and the test
// has found nothing.
func compared(t *testing.T, file, what string, ours []string) {
	t.Helper()
	slices.Sort(ours)
	digest := sha256.Sum256([]byte(strings.Join(ours, "\n")))
	_, there := officialFile(t, file)
	judges.Recorded(t, recordFile, what, fmt.Sprintf("%d\t%x", len(ours), digest[:8]), *update && there && !t.Failed())
}

// factsOf says of each code of a list what a function knows of it.
func factsOf[F any](t *testing.T, list string, know func(code string) (F, bool)) (lines []string) {
	t.Helper()
	for _, code := range codesOf(t, list) {
		facts, ok := know(code)
		lines = append(lines, fmt.Sprintf("%s %+v %v", code, facts, ok))
	}
	return lines
}
