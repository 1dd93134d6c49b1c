package main

import (
	"regexp"
	"strings"
	"testing"
)

// A person is deleted by her number, with a reason; what is left is told, an export has
// her no more, and a backup from before comes back without her.
func TestAPersonIsDeletedByNumber(t *testing.T) {
	t.Parallel()
	d, _ := outward(t, newDemo(t).dir)
	dir := d.dir
	exported := func() string {
		out := t.TempDir()
		d.letOut(0, "export", "--out", out)
		return allIn(t, out)
	}
	found := regexp.MustCompile(`Patient_ID="([^"]+)"`).FindStringSubmatch(exported())
	if found == nil {
		t.Fatal("nobody is in the export before: the test looks at nothing")
	}
	her := found[1]
	backup, _, _ := strings.Cut(runs(t, 0, "sicherung", "--dir", dir).out, "\n")

	contains(t, "without a reason", letIn(t, 2, dir, "loeschen", "person", her).err, "--grund")
	contains(t, "nobody", letIn(t, 1, dir, "loeschen", "person", "P-KEINE", "--grund", "frist").err, "entfernt oder abgeschlossen")
	letIn(t, 0, dir, "nutzer", "rollen", "meier", "verwaltung")
	contains(t, "without the role", letIn(t, 1, dir, "loeschen", "person", her, "--grund", "frist").err, "Stammdaten")
	letIn(t, 0, dir, "nutzer", "rollen", "meier", "alle")
	contains(t, "the dry run", letIn(t, 0, dir, "loeschen", "frist").out, "0 Personen; gelöscht wurde nichts")
	contains(t, "deleting", letIn(t, 0, dir, "loeschen", "person", her, "--grund", "anordnung").out, her, "gelöscht")
	contains(t, "what is left", letIn(t, 0, dir, "loeschen", "liste").out, "Anordnung der Leitung")
	contains(t, "what was done", letIn(t, 0, dir, "protokoll", "--handlung", "Person gelöscht").out, "Person gelöscht", "anordnung")
	if strings.Contains(exported(), `"`+her+`"`) {
		t.Error("she is exported")
	}
	contains(t, "the restore", letIn(t, 0, dir, "wiederherstellen", backup).out, "1 Person war seit der Sicherung gelöscht worden und ist es wieder")
	if strings.Contains(exported(), `"`+her+`"`) {
		t.Error("she came back with the backup")
	}
}
