package main

import (
	"path/filepath"
	"strings"
	"testing"

	"example.org/meldeportal/cmd/internal/hilfe"
)

func TestStaffTellWhatIsMissing(t *testing.T) {
	t.Parallel()
	dir, keys := t.TempDir(), filepath.Join(t.TempDir(), "ablage")
	mustSay(t, dir, "einrichtung", "add", "HE-00000001", "--name", "Klinikum Musterstadt")
	if list := mustSay(t, dir, "meldung", "fehlt", "list"); !strings.Contains(list, "noch nichts") {
		t.Errorf("at first: %q", list)
	}
	mustSay(t, dir, "meldung", "fehlt", "pathologie", "HE-00000001", "--einsendenummer", "H/26/117", "--befunddatum", "2026-02-03", "--stelle", "Pathologie am Markt", "--durch", "Eins")
	if list := mustSay(t, dir, "meldung", "fehlt", "list"); !strings.Contains(list, "HE-00000001") || !strings.Contains(list, "Pathologie ohne Meldung  H/26/117") {
		t.Errorf("then: %q", list)
	}
	if log := mustSay(t, dir, "protokoll"); !strings.Contains(log, "vermisst-mitgeteilt") || !strings.Contains(log, "Eins") {
		t.Errorf("written down: %q", log)
	}
	if code, _, said := said(t, dir, "meldung", "fehlt", "pathologie", "HE-00000001"); code != hilfe.ExitFailure || !strings.Contains(said, "--einsendenummer") {
		t.Errorf("nothing to go by: %d, %q", code, said)
	}
	number, _, _ := strings.Cut(mustSay(t, dir, "meldung", "fehlt", "list"), " ")
	mustSay(t, dir, "meldung", "fehlt", "zuruecknehmen", number, "--text", "Die Einsendenummer war eine andere.")
	if list := mustSay(t, dir, "meldung", "fehlt", "list"); !strings.Contains(list, "(zurückgenommen)") {
		t.Errorf("taken back: %q", list)
	}
	if code, _, said := said(t, dir, "meldung", "fehlt", "zuruecknehmen", number); code != hilfe.ExitFailure || !strings.Contains(said, "zurückgenommen") {
		t.Errorf("taken back twice: %d, %q", code, said)
	}
	mustSay(t, dir, "schluessel", "neu", "--ablage", keys)
	if found := mustSay(t, dir, "meldung", "fehlt", "suchen", "--ablage", keys); !strings.Contains(found, "Neu mitgeteilt: 0.") {
		t.Errorf("looked for: %q", found)
	}
}
