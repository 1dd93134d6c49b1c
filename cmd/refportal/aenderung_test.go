package main

import (
	"strings"
	"testing"

	"example.org/meldeportal/cmd/internal/hilfe"
)

// Staff are told what of the data of a site would not do, and what a command expects.
func TestStaffAreToldWhatDoesNotDo(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	mustSay(t, dir, "einrichtung", "add", "HE-00000001", "--name", "Praxis")
	for want, args := range map[string][]string{
		"BSNR":              {"einrichtung", "daten", "HE-00000001", "sektor=ambulant"},
		"ANGABE=WERT":       {"einrichtung", "daten", "HE-00000001", "farbe=rot"},
		"gibt es nicht":     {"einrichtung", "daten", "HE-00000009"},
		"wartet nicht":      {"einrichtung", "aenderung", "uebernehmen", "x"},
		"braucht einen Tag": {"schulung", "add", "morgen", "Text"},
	} {
		if code, _, said := said(t, dir, args...); code != hilfe.ExitFailure || !strings.Contains(said, want) {
			t.Errorf("%s: got %d, %q, want %q", strings.Join(args, " "), code, said, want)
		}
	}
	if text := mustSay(t, dir, "einrichtung", "aenderung", "list"); !strings.Contains(text, "keine Änderung beantragt") {
		t.Errorf("got %q", text)
	}
	mustSay(t, dir, "schulung", "add", "2099-01-20", "Online")
	if text := mustSay(t, dir, "schulung", "weg", "2099-01-20"); !strings.Contains(text, "kein Termin") {
		t.Errorf("got %q", text)
	}
}
