package main

import (
	"path/filepath"
	"strings"
	"testing"
)

// The command of the README's systemd unit makes a copy, without anybody's password.
func TestTheReadmesUnitMakesACopy(t *testing.T) {
	t.Parallel()
	unit, to := readmeBlock(t, "/etc/systemd/system/meldeportal-sicherung.service"), t.TempDir()
	_, rest, found := strings.Cut(unit, "ExecStart=/usr/local/bin/meldeportal ")
	command, _, _ := strings.Cut(rest, "\n")
	if !found || !strings.Contains(unit, "User=meldeportal") {
		t.Fatalf("the unit has no command:\n%s", unit)
	}
	for _, path := range []string{"/srv/meldeportal", "/srv/sicherungen"} {
		if !strings.Contains(unit, "ReadWritePaths=/srv/meldeportal /srv/sicherungen") || !strings.Contains(command, path) {
			t.Errorf("%s is not in %q, or may not be written to", path, command)
		}
	}
	runs(t, 0, strings.Fields(strings.NewReplacer("/srv/meldeportal", entered(t), "/srv/sicherungen", to).Replace(command))...)
	if made, err := filepath.Glob(filepath.Join(to, "meldeportal.db.sicherung-*")); err != nil || len(made) != 1 {
		t.Errorf("copies made: %q, %v", made, err)
	}
}
