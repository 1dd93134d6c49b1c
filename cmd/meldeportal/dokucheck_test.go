package main

import (
	"fmt"
	"strings"
	"testing"
)

// What is wrong most often in the own reports is told by rule, with its share, without a
// word about a person, and the numbers of those a rule speaks of on demand.
func TestTheOwnReportsAreChecked(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	runs(t, 0, "demo", "--zugang", "--dir", dir)
	told := letIn(t, 0, dir, "doku-check").out
	contains(t, "all", told, "120 eigene Meldungen geprüft", "Anteil", "P-145", "Zahl der untersuchten Lymphknoten fehlt")
	if strings.Contains(told, "Knieriem") || strings.Contains(told, "{") {
		t.Errorf("it names a patient, or a blank is left:\n%s", told)
	}
	row := ""
	for line := range strings.Lines(told) {
		if strings.Contains(line, "P-145") {
			row = line
		}
	}
	numbers := letIn(t, 0, dir, "doku-check", "--regel", "p-145").out
	if n, _, _ := strings.Cut(row, " "); n == "" || n == "0" || fmt.Sprint(strings.Count(numbers, "\n")) != n {
		t.Errorf("%d numbers of P-145, the table says %q", strings.Count(numbers, "\n"), row)
	}
	if none := letIn(t, 0, dir, "doku-check", "--seit", "2999-01-01").out; !strings.HasPrefix(none, "0 eigene Meldungen geprüft") {
		t.Errorf("since a day to come: %s", none)
	}
	if csv := letIn(t, 0, dir, "doku-check", "--csv").out; !strings.HasPrefix(csv, "\ufeffMeldungen;Anteil") {
		t.Errorf("CSV: %.80q", csv)
	}
	letIn(t, 2, dir, "doku-check", "--seit", "gestern")
}
