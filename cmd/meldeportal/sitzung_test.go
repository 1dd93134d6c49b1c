package main

import (
	"strings"
	"testing"
)

// A person sees where she is signed in and ends that from elsewhere; a colleague's sessions are
// none of hers.
func TestOwnSessionsAreListedAndEnded(t *testing.T) {
	t.Parallel()
	s, d, anna, term := office(t, "Apfelbaum")
	list := d.allowed(t, anna, 0, "sitzung").out
	id, rest, _ := strings.Cut(list, "  ")
	if strings.Count(list, "\n") != 1 || len(id) != 36 || !strings.Contains(rest, "Meldeportal/") || !strings.Contains(rest, "endet ohne Tastendruck") {
		t.Fatalf("listed:\n%s", list)
	}
	contains(t, "neither", runs(t, 2, "sitzung", "beenden", "--dir", d.dir).err, "oder --alle")
	s.register("berta", site)
	contains(t, "somebody else's", d.allowed(t, s.letter["berta"], 1, "sitzung", "beenden", id).err, "Eine offene Sitzung mit dieser Nummer gibt es nicht.")
	contains(t, "her own", d.allowed(t, anna, 0, "sitzung", "beenden", id).out, "1 Sitzung beendet.")
	term.See("Sitzung beendet: bitte neu anmelden")
	contains(t, "afterwards", d.allowed(t, anna, 0, "sitzung", "liste").out, "Keine andere Sitzung ist offen.")
}
