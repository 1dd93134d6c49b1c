package lines

import (
	"strings"
	"testing"

	"example.org/meldeportal/model"
	"example.org/meldeportal/tui/account"
	"example.org/meldeportal/tui/stage"
)

// What the portal keeps is heard and changed line by line.
func TestInLineModeTheEinrichtungIsChanged(t *testing.T) {
	t.Parallel()
	z, heard, desk := lineDesk(t, ":einrichtung\n5\nx\n\n7\n0641 111\n:beantragen\nja\n:mehr\n:mehr\n:formular 21 formular.txt\n7\n0641 222\n\nnein\n\nja\n:sitzungen\n1\n2\nja\n\n")
	desk.Einrichtung, desk.Sessions = stage.SomeSite(), stage.SomeSessions()
	_ = z.worklist() // ends with the input
	for _, said := range []string{"Postleitzahl: 35390", "nicht fünf Ziffern", "1 geänderte Angabe ist noch nicht beantragt", "Telefon: 0641 111 statt 0641 000", "Beantragt unter 4711-1", ":formular schreibt es",
		"Änderungen, Telefon: beantragt am 22.11.2026 von meier", "Zurück gehen und das vergessen?", "Das Formular steht in /heim/formular.txt.", "gerade arbeiten", "1 Sitzung beendet."} {
		if !strings.Contains(heard.String(), said) {
			t.Errorf("%q is not said:\n%s", said, heard)
		}
	}
	if len(desk.Sessions) != 1 || len(desk.Einrichtung.Aenderungen) != 1 || !strings.Contains(desk.Files["/heim/formular.txt"], "neu     0641 111") {
		t.Errorf("sessions %+v, changes %+v, files %v", desk.Sessions, desk.Einrichtung.Aenderungen, desk.Files)
	}
}

// What the rules say of the own reports is told line by line, and leads to the reports.
func TestInLineModeTheOwnReportsAreChecked(t *testing.T) {
	t.Parallel()
	z, heard, desk := lineDesk(t, ":dokucheck\n:worte ersatzkode\n1\n\n\n")
	desk.Sendings = []model.Delivery{stage.AcceptedDelivery(), stage.AcceptedDelivery()}
	desk.Sendings[1].Transaktionsnummer = "anders"
	desk.Own, desk.Unread = stage.SomeOwnErrors(desk.Sendings[0].Transaktionsnummer), 2
	_ = z.worklist() // ends with the input
	for _, said := range []string{"Doku-Check, Person 1 von 3", "1 eigene Meldung geprüft.", "2 Meldungen sind nicht lesbar", "1: 1 Meldung, 100,0 %. P-016, Hinweis. Ersatzkode.", "2026-Q4 100,0 %", "Übertragung, 1 Meldung."} {
		if !strings.Contains(heard.String(), said) {
			t.Errorf("%q is not said:\n%s", said, heard)
		}
	}
}

// The ways there are in both faces.
func TestWhatThePortalKeepsIsInBothFaces(t *testing.T) {
	t.Parallel()
	z, _, desk := lineDesk(t, "")
	desk.Einrichtung, desk.Sessions = stage.SomeSite(), stage.SomeSessions()
	d := newDesktop(t, desk)
	inBoth(t, account.HomeActs(), d.Sh.HouseActions(), z.startCommands())
}

// A package is judged and sent line by line.
func TestInLineModeAPackageIsSent(t *testing.T) {
	t.Parallel()
	z, heard, desk := lineDesk(t, ":upload\npaket.xml\n1\n:absenden\nja\n:absenden\n\n")
	desk.Package = stage.SomePackage()
	_ = z.worklist() // ends with the input
	for _, said := range []string{"Die Lieferung wird geprüft, Datei 3 von 4, 12 Meldungen.", "3 Meldungen, 2 gültig, 1 fehlerhaft", "1: Meldung K-3", "2 gültige Meldungen gehen an das Register", "2 Meldungen: 1 angenommen, 0 abgelehnt, 1 warten", "Protokoll: /heim/senden.txt",
		"1: angenommen, K-1, n-1", "schon gesendet"} {
		if !strings.Contains(heard.String(), said) {
			t.Errorf("%q is not said:\n%s", said, heard)
		}
	}
}
