package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// examined is what the doctor says, by what was looked at.
func examined(t *testing.T, status int, dir string, args ...string) map[string]symptom {
	t.Helper()
	found := map[string]symptom{}
	for line := range strings.Lines(letIn(t, status, dir, append([]string{"doctor", "--json"}, args...)...).out) {
		var s symptom
		if err := json.Unmarshal([]byte(line), &s); err != nil {
			t.Fatalf("%v: %s", err, line)
		}
		found[s.What] = s
	}
	return found
}

// Whoever looks at an empty place finds nothing wrong there, and leaves nothing.
func TestTheDoctorChangesNothing(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "neu")
	found := examined(t, 0, dir)
	for what, want := range map[string]state{"Konfiguration": mind, "Ordner": mind, "Platz": fine, "Festplatte": fine, "Portal": mind, "Speicher": mind, "Sicherung": mind} {
		if found[what].State != want {
			t.Errorf("%s: %+v, want %s", what, found[what], want)
		}
	}
	if _, err := os.Stat(dir); err == nil {
		t.Error("the doctor made the folder")
	}
}

// Each thing that is put out of order is named where it stands, and nothing else is.
func TestTheDoctorNamesWhatIsWrong(t *testing.T) {
	t.Parallel()
	s := newServer(t, "anna")
	s.start()
	d := newReal(t, s)
	sound := func() string {
		dir := entered(t)
		config, err := os.ReadFile(filepath.Join(d.dir, "config.toml"))
		if err != nil {
			t.Fatal(err)
		}
		put(t, dir, "config.toml", string(config))
		if err := os.Chmod(dir, 0o700); err != nil {
			t.Fatal(err)
		}
		return dir
	}
	const wantSound = "Konfiguration Ordner Platz Festplatte Portal Speicher"
	dir := sound()
	found := examined(t, 0, dir, "--siegel")
	for what := range strings.FieldsSeq(wantSound) {
		if found[what].State != fine {
			t.Errorf("%s: %+v, want %s", what, found[what], fine)
		}
	}
	contains(t, "the store", found["Speicher"].Text, "jedes Siegel geprüft")
	old := time.Now().AddDate(0, 0, -3).Format("2006-01-02T150405")
	for name, c := range map[string]struct {
		what, say string
		state     state
		spoil     func(dir string)
	}{
		"another key":      {"Portal", "Falsches Zertifikat", wrong, func(string) {}},
		"an unknown entry": {"Konfiguration", "unbekannten Eintrag", wrong, func(dir string) { replaceIn(t, dir, "config.toml", "portal =", "prtal = \"\"\nportal =") }},
		"an open folder":   {"Ordner", "drwxr-xr-x", wrong, func(dir string) { must0(t, os.Chmod(dir, 0o755)) }},
		"an open file":     {"Ordner", "meldeportal.db", wrong, func(dir string) { must0(t, os.Chmod(filepath.Join(dir, "meldeportal.db"), 0o644)) }},
		"a lost store":     {"Speicher", "fehlt, ist leer oder ausgetauscht", wrong, func(dir string) { must0(t, os.Remove(filepath.Join(dir, "meldeportal.db"))) }},
		"an old backup": {"Sicherung", "noch täglich", mind, func(dir string) {
			must0(t, os.Mkdir(filepath.Join(dir, backupFolder), 0o700))
			put(t, filepath.Join(dir, backupFolder), "meldeportal.db.sicherung-"+old, "x")
		}},
		"a torn code list": {"Codelisten", "Nicht zu gebrauchen", wrong, func(dir string) {
			must0(t, os.Mkdir(filepath.Join(dir, catalogFolderName), 0o700))
			put(t, filepath.Join(dir, catalogFolderName), "icd10"+keptEnding, "{")
		}},
	} {
		dir := sound()
		c.spoil(dir)
		status := 0
		if c.state == wrong {
			status = 1
		}
		var args []string
		if name == "another key" {
			args = []string{"--fingerabdruck", strings.Repeat("0", 64)}
		}
		found := examined(t, status, dir, args...)
		if found[c.what].State != c.state || !strings.Contains(found[c.what].Text, c.say) {
			t.Errorf("%s: %+v, want %s with %q", name, found[c.what], c.state, c.say)
		}
		for what := range strings.FieldsSeq(wantSound) {
			if what != c.what && found[what].State != fine && !(c.what == "Konfiguration" && what == "Portal") {
				t.Errorf("%s: %s is %+v, too", name, what, found[what])
			}
		}
	}
}

// Which edition is written, and why, is told; where the portal refuses it, what to do.
func TestTheDoctorNamesTheEdition(t *testing.T) {
	t.Parallel()
	s := newServer(t)
	s.args = []string{"--fassung", "3.0.4"}
	s.start()
	d := newReal(t, s)
	for _, c := range []struct {
		entry, say string
		state      state
	}{
		{"", "geschrieben wird oBDS 3.0.4 laut Portal; die Uhren", fine},
		{`fassung = "3.0.4"`, "oBDS 3.0.4 laut Konfiguration; die Uhren", fine},
		{`fassung = "3.0.5"`, "Bitte den Eintrag fassung aus der Konfiguration nehmen", mind},
	} {
		dir := t.TempDir()
		must0(t, os.Chmod(dir, 0o700))
		config, err := os.ReadFile(filepath.Join(d.dir, "config.toml"))
		must0(t, err)
		put(t, dir, "config.toml", c.entry+"\n"+strings.Replace(string(config), `fassung = ""`, "", 1))
		if found := examined(t, 0, dir)["Portal"]; found.State != c.state || !strings.Contains(found.Text, c.say) {
			t.Errorf("%s: %+v, want %s with %q", c.entry, found, c.state, c.say)
		}
	}
}

func must0(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func replaceIn(t *testing.T, dir, name, from, to string) {
	t.Helper()
	path := filepath.Join(dir, name)
	text, err := os.ReadFile(path)
	must0(t, err)
	if !strings.Contains(string(text), from) {
		t.Fatalf("%s lacks %q:\n%s", name, from, text)
	}
	must0(t, os.WriteFile(path, []byte(strings.Replace(string(text), from, to, 1)), 0o600))
}
