package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"example.org/meldeportal/cmd/internal/hilfe"
)

func TestAmountsAreReadAsGermansWriteThem(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]int{"19,50": 1950, " 19,50 € ": 1950, "9": 900, "0,05": 5, "": 0, "0": 0, "19,5": 0, "19.50": 0, "-9": 0, "1,234": 0, "neun": 0, "99999999": 0} {
		if got := centsOf(text); got != want {
			t.Errorf("%q: got %d, want %d", text, got, want)
		}
	}
}

func TestABillingIsReadFromAFile(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	file := filepath.Join(dir, "quartal.csv")
	write := func(text string) {
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("\ufeffnummer;betrag\r\n1;19,50\r\n7;9\r\n")
	all, err := meldungVerguetet{Datei: file, Text: "1. Quartal"}.payments()
	if err != nil || len(all) != 2 || all[0].Number != "1" || all[0].Cents != 1950 || all[1].Text != "1. Quartal" {
		t.Errorf("read %+v, %v", all, err)
	}
	for _, wrong := range []string{"1;viel\n", "1\n", ";9\n", ""} {
		write(wrong)
		if code, _, said := said(t, dir, "meldung", "verguetet", "--datei", file); code != hilfe.ExitFailure || !strings.Contains(said, "nummer;betrag") {
			t.Errorf("%q: %d, %q", wrong, code, said)
		}
	}
	if code, _, said := said(t, dir, "meldung", "verguetet", "1", "--betrag", "9,00"); code != hilfe.ExitFailure || !strings.Contains(said, "liegt keine Meldung vor") {
		t.Errorf("an unknown number: %d, %q", code, said)
	}
}
