package main

import (
	"path/filepath"
	"strings"
	"testing"

	"example.org/meldeportal/tui/tuitest"
)

// substanzen is the platform's list with so many invented substances.
func substanzen(n int, more string) string {
	var b strings.Builder
	b.WriteString("Therapieart laut UL;Substanzbezeichnung;gültig bis;ATC-Code;ATC-Code gültig bis;Änderungsvermerk\n")
	for i := range n {
		b.WriteString("CH;Erfundin " + strings.Repeat("x", i+1) + ";;;;\n")
	}
	return b.String() + "IM;Pentostatin;;L01XX08;;\n" + more
}

func TestAnImportOfListsSaysWhatItChangesAndCanBeTakenBack(t *testing.T) {
	t.Parallel()
	files, dir := t.TempDir(), t.TempDir()
	whole := put(t, files, "liste_2026-01.csv", substanzen(400, ""))
	half := put(t, files, "neu_2026-01.csv", substanzen(40, "ZS;Neuinib;;;;\n"))
	if got := names(t, dir); len(got) != 0 {
		t.Fatalf("the folder holds %q, want nothing", got)
	}
	contains(t, "look", runs(t, 0, "katalog", "import", "--ansehen", "--dir", dir, whole).out, "neu:", "Erfundin x")
	if got := names(t, dir); len(got) != 0 {
		t.Errorf("looking left %q, want nothing", got)
	}
	runs(t, 0, "katalog", "import", "--ja", "--dir", dir, whole)
	o := runs(t, 1, "katalog", "import", "--dir", dir, half)
	contains(t, "a cut file", o.out+o.err, "1 neu", "360 fallen weg", "Neuinib", "vollständig", "--ja")
	runs(t, 0, "katalog", "import", "--ja", "--dir", dir, half)
	contains(t, "back", runs(t, 0, "katalog", "zurück", "--dir", dir).out, "2 Listen")
	contains(t, "list", runs(t, 0, "katalog", "list", "--dir", dir).out, "2026-01    401")
	contains(t, "nothing to take back", runs(t, 1, "katalog", "zurueck", "--dir", dir).err, "keinen Import")
}

func TestAtTheTerminalAnImportOfListsIsAsked(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	path := put(t, t.TempDir(), "geschlecht.csv", sexes)
	term := tuitest.Start(t, program(t, "katalog", "import", "--dir", dir, path), 100, 24)
	term.See("Übernehmen (j/n)?")
	term.Type("n\r")
	term.See("Nichts übernommen")
	if got := names(t, filepath.Join(dir)); len(got) != 0 {
		t.Errorf("after a no there is %q, want nothing", got)
	}
}

func TestTheRulesFollowTheImportedLists(t *testing.T) {
	t.Parallel()
	files, dir := t.TempDir(), t.TempDir()
	op := strings.Replace(operation("M1", "C18.7"), "5-455.75", "5-984", 1)
	report := put(t, files, "m.xml", obdsText("3.0.4", patient("P1", op)))
	if found := ofRule(checked(t, 0, "--dir", dir, report), "P-173"); len(found) != 0 {
		t.Errorf("without a list 5-984 is blamed: %+v", found)
	}
	ops := put(t, files, "ops2026syst_kodes.txt", "4;N;X;5;5-98;5-98;5-984;N;Erfundener Titel;Erfunden;;;J;N;N\n5;T;X;5;5-98;5-98;5-984.0;J;Erfunden: klein;Erfunden;klein;;J;N;N\n")
	runs(t, 0, "katalog", "import", "--dir", dir, ops)
	if found := ofRule(checked(t, 0, "--dir", dir, report), "P-173"); len(found) != 1 {
		t.Errorf("the OPS of 2026 divides 5-984 and P-173 = %+v, want one", found)
	}
}
