package main

import (
	"strings"
	"testing"
	"time"
)

// A session that the Vertrauensstelle has ended is told as such, and what its
// program has completed leaves by a colleague's on the same store.
func TestAnEndedSessionIsToldAndAColleagueDelivers(t *testing.T) {
	t.Parallel()
	s := newServer(t, "anna", "berta")
	s.start()
	d := newReal(t, s)
	anna, berta := s.letter["anna"], s.letter["berta"]
	d.fill(anna, "Apfelbaum", "Birnbaum")
	d.admit(anna, berta)
	ended, live := d.start(), d.start()
	d.signIn(ended, anna)
	d.signIn(live, berta)
	s.renew(anna.login)

	openCase(ended, "Apfelbaum")
	finish(ended)
	start := time.Now()
	ended.See("Sitzung beendet: bitte neu anmelden")
	ended.See("angenommen") // by the colleague's program, without a key
	t.Logf("delivered by the other program %v after completing", time.Since(start).Round(100*time.Millisecond))
	if screen := ended.Screen(); strings.Contains(screen, "offline") || !strings.Contains(screen, "Eingang beim Register") {
		t.Errorf("want the receipt and no lost connection:\n%s", screen)
	}
	ended.Press("f10")
	ended.See("Entwürfe und übermittelte Meldungen")
	ended.Press("f10")
	ended.See("Suche:")
	ended.Press("f6")
	ended.See("bis dahin wird von hier nichts gesendet") // not cut off
	ended.Press("f5")
	ended.See("Die Sitzung beim Portal ist beendet.")
	ended.Gone("angestoßen")
	live.See("verbunden")
	if list := s.desk("meldung", "list"); strings.Count(list, site) != 1 {
		t.Errorf("portal has\n%swant one report", list)
	}
}
