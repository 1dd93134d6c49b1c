package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"example.org/meldeportal/sync/portal"
)

// What the command prints is a CA-Datei as it is, and what it says is the portal's.
func TestTheCertificateCommandPrintsWhatOpensTheDoor(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	printed := mustSay(t, dir, "zertifikat")
	if again := mustSay(t, dir, "zertifikat"); again != printed {
		t.Error("the second time it is something else")
	}
	file := filepath.Join(t.TempDir(), "ca.pem")
	if err := os.WriteFile(file, []byte(printed), 0o600); err != nil {
		t.Fatal(err)
	}
	url, stop := served(t, dir)
	defer stop()
	c, err := portal.New(portal.Config{URL: url, CAFile: file, Pins: [][]byte{letterPin(t, printed)}})
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	if err := c.Ready(t.Context()); err != nil {
		t.Errorf("with what it printed: %v", err)
	}
	for _, word := range []string{"Adresse ", "Fingerabdruck ", "CA-Datei "} {
		if !strings.Contains(printed, word) {
			t.Errorf("it does not say %q, the word of the first start", word)
		}
	}
}
