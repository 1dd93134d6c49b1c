package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// The README's units are ones that systemd takes as they stand.
func TestTheReadmesUnitsAreSystemds(t *testing.T) {
	t.Parallel()
	verify, err := exec.LookPath("systemd-analyze")
	if err != nil {
		t.Skip("systemd-analyze is missing")
	}
	dir := t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	check := func(paths ...string) (string, error) {
		out, err := exec.Command(verify, append([]string{"verify", "--man=no"}, paths...)...).CombinedOutput()
		return string(out), err
	}
	for _, name := range []string{"meldeportal-sync", "meldeportal-sicherung"} {
		unit := strings.ReplaceAll(readmeBlock(t, "/etc/systemd/system/"+name+".service"), "/usr/local/bin/meldeportal", os.Args[0])
		service, timer := write(name+".service", unit), write(name+".timer", readmeBlock(t, "/etc/systemd/system/"+name+".timer"))
		if out, err := check(service, timer); err != nil || out != "" {
			t.Errorf("%s: %v\n%s", name, err, out)
		}
	}
	if out, err := check(write("wrong.service", "[Service]\nExecStart=/no/such/program\nNoSuchSetting=yes\n")); err == nil && out == "" {
		t.Error("the control passes")
	}
}

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
