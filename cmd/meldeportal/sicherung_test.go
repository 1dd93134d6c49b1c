package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A backup needs nobody, holds everything, and comes back with a word on what is
// missing since.
func TestABackupIsMadeByNobodyAndPutBackBySomebody(t *testing.T) {
	t.Parallel()
	d, _ := outward(t, newDemo(t).dir)
	dir := d.dir
	was := d.letOut(0, "export", "--out", t.TempDir()).out
	made := runs(t, 0, "sicherung", "--dir", dir).out
	contains(t, "the backup", made, "Personen", "Entwürfe", "Meldungen", "Aufbau geprüft; die Siegel prüft --siegel")
	path, _, _ := strings.Cut(made, "\n")
	if filepath.Dir(path) != filepath.Join(dir, "sicherungen") {
		t.Errorf("the backup is %s", path)
	}
	kept := filepath.Join(t.TempDir(), "kopie")
	if err := os.Rename(path, kept); err != nil {
		t.Fatal(err)
	}
	contains(t, "the proven backup", d.letOut(0, "sicherung", "--siegel", "--ziel", t.TempDir()).out, "jedes Siegel geprüft")

	in := put(t, t.TempDir(), "neu.xml", obdsText("3.0.4", patient("P-NEU", diagnose("M-NEU", "C18.7"))))
	letIn(t, 0, dir, "import", "--als", "entwurf", in)
	said := letIn(t, 0, dir, "wiederherstellen", kept).out
	contains(t, "the restore", said, "Zurückgespielt", "jedes Siegel geprüft",
		"Seit der Sicherung fehlen: 1 Person, 1 neuer oder geänderter Entwurf, 0 abgeschlossene Meldungen", ".vorher-")
	if now := d.letOut(0, "export", "--out", t.TempDir()).out; lastLine(now) != lastLine(was) {
		t.Errorf("exported: %q, before: %q", lastLine(now), lastLine(was))
	}
	if left, err := filepath.Glob(filepath.Join(dir, "*.zurueck*")); err != nil || len(left) > 0 {
		t.Errorf("left behind: %q, %v", left, err)
	}
}

func TestARestoreThatCannotBeSaysWhy(t *testing.T) {
	t.Parallel()
	dir := entered(t)
	contains(t, "no file", runs(t, 2, "wiederherstellen", "fehlt", "--dir", dir).err, "Die Datei gibt es nicht")
	contains(t, "no store", letIn(t, 1, dir, "wiederherstellen", put(t, t.TempDir(), "text", strings.Repeat("kein Speicher ", 999))).err, "kein Speicher dieses Programms")
	contains(t, "another store", letIn(t, 1, dir, "wiederherstellen", filepath.Join(entered(t), "meldeportal.db")).err, "gehört zu einem anderen Speicher")
	contains(t, "nothing to back up", runs(t, 1, "sicherung", "--dir", t.TempDir()).err, "noch keinen Speicher")
	contains(t, "none is to stay", runs(t, 2, "sicherung", "--anzahl", "0", "--dir", dir).err, "--anzahl")
}

func lastLine(text string) string {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	return lines[len(lines)-1]
}
