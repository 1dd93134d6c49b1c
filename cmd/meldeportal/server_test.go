package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"example.org/meldeportal/model/judges"
)

// A store moves from its folder into a server, where another machine works with it, too,
// and back into a folder; while the server is away, that is said.
func TestAStoreMovesIntoAServerAndBack(t *testing.T) {
	t.Parallel()
	driven(t)
	p := judges.StartPostgres(t, judges.Fast...)
	config := fmt.Sprintf("store = %q\n", p.Address("meldeportal"))
	here, there := entered(t), t.TempDir()
	for _, dir := range []string{here, there} {
		if err := os.Chmod(dir, 0o700); err != nil {
			t.Fatal(err)
		}
	}
	report := func(number string) string {
		return put(t, t.TempDir(), "neu.xml", obdsText("3.0.4", patient("P-"+number, diagnose("M-"+number, "C18.7"))))
	}
	letIn(t, 0, here, "import", "--als", "entwurf", report("EINS"))
	backup := func(dir string) string {
		path, _, _ := strings.Cut(runs(t, 0, "sicherung", "--dir", dir).out, "\n")
		return path
	}
	copied := backup(here)
	put(t, here, "config.toml", config)
	put(t, there, "config.toml", config)
	contains(t, "an emptied server", runs(t, 1, "sicherung", "--dir", here).err, "fehlt, ist leer oder ausgetauscht")
	contains(t, "a server with nothing yet", runs(t, 1, "sicherung", "--dir", there).err, "noch keinen Speicher")
	contains(t, "into the server", letIn(t, 0, here, "wiederherstellen", copied).out, "Zurückgespielt: 1 Person, 1 Entwurf", "jedes Siegel geprüft")

	if err := os.Rename(filepath.Join(here, "meldeportal.db"), filepath.Join(here, "alt.db")); err != nil {
		t.Fatal(err)
	}
	letIn(t, 0, there, "import", "--als", "entwurf", report("ZWEI"))
	contains(t, "the same again", letIn(t, 0, here, "import", "--als", "entwurf", report("ZWEI")).out, "0 ")
	found := examined(t, 0, here, "--siegel")
	contains(t, "the doctor", found["Speicher"].Text, "PostgreSQL", "2 Personen, 2 Entwürfe", "jedes Siegel geprüft")
	contains(t, "what was deleted", letIn(t, 0, there, "loeschen", "person", "P-EINS", "--grund", "widerspruch").out+" ", " ")

	again := backup(there)
	contains(t, "an older copy", letIn(t, 0, here, "wiederherstellen", copied).out, "Seit der Sicherung fehlen: 1 Person", ".vorher-")
	contains(t, "a newer copy", letIn(t, 0, here, "wiederherstellen", again).out, "Zurückgespielt: 1 Person")
	put(t, here, "config.toml", "")
	contains(t, "back into a folder", letIn(t, 0, here, "wiederherstellen", again).out, "Zurückgespielt: 1 Person, 1 Entwurf")
	contains(t, "the folder's store", examined(t, 0, here, "--siegel")["Speicher"].Text, "1 Person, 1 Entwurf")

	p.Kill()
	contains(t, "no server", letIn(t, 1, there, "import", "--als", "entwurf", report("DREI")).err, "Der Datenbankserver mit dem Speicher antwortet nicht")
	if said := examined(t, 1, there)["Speicher"]; said.State != wrong || !strings.Contains(said.Text, "antwortet nicht") {
		t.Errorf("the doctor says of no server: %+v", said)
	}
}

// An address that leads nowhere, or over a net nobody has proven, is said where it stands.
func TestAnAddressOfAServerIsCheckedFirst(t *testing.T) {
	t.Parallel()
	for address, want := range map[string]string{
		"mysql://a@b/c": "Der Eintrag store in der Konfiguration geht nicht",
		"postgres://a:geheim@db.klinik.example/x?sslmode=require": "nur mit sslmode=verify-full",
		"postgres://a:geheim@:x/y":                                "führt zu keinem Speicher",
	} {
		dir := t.TempDir()
		put(t, dir, "config.toml", fmt.Sprintf("store = %q\n", address))
		said := execute(t, program(t, "sicherung", "--dir", dir))
		if contains(t, address, said.err, want); said.status == 0 {
			t.Errorf("%s: made a backup", address)
		}
		if strings.Contains(said.out+said.err, "geheim") {
			t.Errorf("%s: the password is told: %s", address, said.err)
		}
	}
}
