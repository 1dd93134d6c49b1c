package main

import (
	"regexp"
	"strings"
	"testing"
)

// The receipts are told with all that stands in them, as text and as a table, and to who may read
// the audit alone; so is what reports earn.
func TestReceiptsAndFeesAreTold(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	runs(t, 0, "demo", "--zugang", "--dir", dir)
	all := letIn(t, 0, dir, "protokoll", "--quittungen").out
	contains(t, "all", all, "Eintrag", "Transaktionsnummer", "Eingang", "Prüfsumme (SHA-256)", "Unterschrift")
	line := regexp.MustCompile(`(?m)^\d+ +([0-9a-f-]{36}) +\d\d\.\d\d\.\d{4} \d\d:\d\d:\d\d,\d{3} +[0-9a-f]{64} +\S`)
	found := line.FindAllStringSubmatch(all, -1)
	if len(found) < 50 || len(found) != strings.Count(all, "\n")-1 {
		t.Fatalf("%d receipts of so many lines:\n%.2000s", len(found), all)
	}
	number := found[len(found)/2][1]
	one := letIn(t, 0, dir, "protokoll", "--quittungen", "--meldung", number).out
	if strings.Count(one, "\n") != 2 || !strings.Contains(one, number) {
		t.Errorf("one:\n%s", one)
	}
	if csv := letIn(t, 0, dir, "protokoll", "--quittungen", "--csv").out; !strings.HasPrefix(csv, "\ufeffEintrag;Transaktionsnummer;Eingang") {
		t.Errorf("CSV: %.80q", csv)
	}
	if none := letIn(t, 0, dir, "protokoll", "--quittungen", "--bis", "2020-01-01").out; strings.Count(none, "\n") != 1 {
		t.Errorf("until long ago:\n%s", none)
	}
	contains(t, "the fees", letIn(t, 0, dir, "verguetung").out, "Quartal", "erwartet", "noch offen", "Zusammen ", "vergütet 0 mit 0,00 €")
	if csv := letIn(t, 0, dir, "verguetung", "--csv").out; !strings.HasPrefix(csv, "\ufeffQuartal;Meldungen;erwartet") {
		t.Errorf("CSV: %.80q", csv)
	}
	letIn(t, 2, dir, "protokoll", "--quittungen", "--seit", "gestern")
	letIn(t, 0, dir, "nutzer", "rollen", "schulz", "alle")
	letIn(t, 0, dir, "nutzer", "rollen", "meier", "medizin")
	contains(t, "without the role", letIn(t, 1, dir, "protokoll", "--quittungen").err, "fehlt Ihnen die Rolle Verwaltung")
}
