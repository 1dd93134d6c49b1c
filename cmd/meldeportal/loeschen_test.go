package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// A person is deleted by her number, with a reason; what is left is told, an export has
// her no more, and a backup from before comes back without her.
func TestAPersonIsDeletedByNumber(t *testing.T) {
	t.Parallel()
	dir := newDemo(t).dir
	exported := func() string {
		out := t.TempDir()
		letIn(t, 0, dir, "export", "--out", out)
		var all strings.Builder
		paths, err := filepath.Glob(filepath.Join(out, "*"))
		if err != nil || len(paths) == 0 {
			t.Fatalf("exported: %q, %v", paths, err)
		}
		for _, path := range paths {
			content, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			all.Write(content)
		}
		return all.String()
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
