package main

import (
	"os"
	"path/filepath"
	"testing"
)

func TestAWorkstationKeepsItsKey(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	key := workstation(dir)
	info, err := os.Stat(filepath.Join(dir, fileWorkstation))
	if err != nil || info.Mode().Perm() != 0o600 || len(key) < 26 {
		t.Fatalf("got %d characters in a file of mode %v, %v", len(key), info, err)
	}
	if again := workstation(dir); string(again) != string(key) {
		t.Error("the second time it is another key")
	}
	if other := workstation(t.TempDir()); string(other) == string(key) {
		t.Error("two folders have the same key")
	}
	if none := workstation(filepath.Join(dir, "nowhere")); none != "" {
		t.Error("a folder that is not there has a key")
	}
}
