package main

import (
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"example.org/meldeportal/cmd/internal/hilfe"
)

var registerLineShape = regexp.MustCompile(`(?m)^ *Registerschlüssel  ((?:[A-Z2-7]{4} ){7}[A-Z2-7]{4})$`)

func TestTheLetterNamesTheRegistersKey(t *testing.T) {
	t.Parallel()
	dir, keys := t.TempDir(), filepath.Join(t.TempDir(), "ablage")
	mustSay(t, dir, "einrichtung", "add", "HE-00000001", "--name", "Klinikum Musterstadt")
	if code, _, said := said(t, dir, "schluessel", "zeigen"); code != hilfe.ExitFailure || !strings.Contains(said, "noch keine Schlüssel") {
		t.Errorf("without keys: got %d, %q", code, said)
	}
	if text := mustSay(t, dir, "zertifikat"); strings.Contains(text, "Registerschlüssel") {
		t.Error("a portal without keys names one")
	}
	made := registerLineShape.FindStringSubmatch(mustSay(t, dir, "schluessel", "neu", "--ablage", keys))
	if made == nil {
		t.Fatal("no fingerprint was printed")
	}
	for _, args := range [][]string{{"zertifikat"}, {"schluessel", "zeigen"}, {"user", "add", "anna", "--name", "Anna", "--einrichtung", "HE-00000001"}, {"user", "passwort", "anna"}} {
		if got := registerLineShape.FindStringSubmatch(mustSay(t, dir, args...)); got == nil || got[1] != made[1] {
			t.Errorf("%s: got %q, want %q", strings.Join(args, " "), got, made[1])
		}
	}
}

var keyShape = regexp.MustCompile(`(?m)^  ((?:[A-Z2-7]{4} ){7}[A-Z2-7]{4})$`)

func TestKeysAreChangedAtTheDesk(t *testing.T) {
	t.Parallel()
	dir, keys := t.TempDir(), filepath.Join(t.TempDir(), "ablage")
	at := func(args ...string) string {
		return mustSay(t, dir, append(append([]string{"schluessel"}, args...), "--ablage", keys, "--durch", "Eins")...)
	}
	first := keyShape.FindAllStringSubmatch(at("neu"), -1)
	if text := at("wechseln", "vertrauensstelle"); !strings.Contains(text, "Fassung 2") || !strings.Contains(text, "läuft aus am") {
		t.Errorf("changed: got\n%s", text)
	}
	groups := strings.Fields(first[0][1])
	if text := at("beenden", groups[6], groups[7], "--widerrufen"); !strings.Contains(text, "Fassung 3") || !strings.Contains(text, "widerrufen") {
		t.Errorf("revoked: got\n%s", text)
	}
	if text := at("erneuern"); !strings.Contains(text, "Fassung 4") {
		t.Errorf("renewed: got\n%s", text)
	}
	if text := mustSay(t, dir, "protokoll"); strings.Count(text, "schluesselliste-veroeffentlicht") != 4 || !strings.Contains(text, "Eins") {
		t.Errorf("what staff did: got\n%s", text)
	}
	if code, _, said := said(t, dir, "schluessel", "neu", "--ablage", dir); code != hilfe.ExitFailure || !strings.Contains(said, "schon Schlüssel") {
		t.Errorf("made again: got %d, %q", code, said)
	}
	other := t.TempDir()
	if code, _, said := said(t, other, "schluessel", "neu", "--ablage", filepath.Join(other, "keys")); code != hilfe.ExitFailure || !strings.Contains(said, "nicht in den Ordner des Portals") {
		t.Errorf("in the portal's folder: got %d, %q", code, said)
	}
	if text := mustSay(t, dir, "einrichtung", "schluessel", "list"); !strings.Contains(text, "noch keine Einrichtung") {
		t.Errorf("keys of sites: got %q", text)
	}
	if code, _, said := said(t, dir, "einrichtung", "schluessel", "bestaetigen", "HE-1", "AAAA", "BBBB"); code != hilfe.ExitFailure || !strings.Contains(said, "nicht gemeldet") {
		t.Errorf("a key nobody named: got %d, %q", code, said)
	}
}
