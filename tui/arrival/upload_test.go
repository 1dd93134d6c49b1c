package arrival

import (
	"testing"

	"example.org/meldeportal/model/intake"
	"example.org/meldeportal/model/rights"
	"example.org/meldeportal/tui/entrance"
	"example.org/meldeportal/tui/place"
	"example.org/meldeportal/tui/stage"
)

func chosen(t *testing.T, desk *stage.DeskDouble) *stage.Desktop {
	t.Helper()
	d := stage.NewDesktop(t, desk, entrance.Places, Places).Watched()
	return d.Open(d.Sh.Screen(place.Uploads{})).See("Welches Paket").Press("enter").See("Bitte eine Datei").Press("paket.xml", "enter")
}

// A package is judged with a look at how far that is, sent after a question with its progress,
// and accounted for; Esc calls either off.
func TestAPackageIsJudgedAndSentOnTheScreen(t *testing.T) {
	t.Parallel()
	desk := &stage.DeskDouble{DeskWork: stage.DeskWork{Package: stage.SomePackage()}}
	desk.ShutGate()
	d := chosen(t, desk).See("wird geprüft, Datei 3 von 4, 12 Meldungen").Press("esc").See("nichts gesendet")
	desk.OpenGate()
	d.Press("enter").See("1 Datei geprüft: 3 Meldungen, 2 gültig, 1 fehlerhaft.").See("Meldung K-3 (paket.xml, Zeile 40): P-001 Das Datum fehlt.").CursorOn("the package")
	desk.ShutGate()
	d.Press("f12").See("2 gültige Meldungen gehen").See("1 fehlerhafte bleibt draußen").Press("j").See("wird gesendet, 1 von 2 Meldungen").See("[########################........................]")
	d.Press("esc").See("Abgebrochen. 2 Meldungen: 1 angenommen").See("Dasselbe Paket sendet den Rest").See("angenommen · K-1 · n-1").See("gesendet")
	d.Press("f12").See("schon gesendet")
}

// Without the roles nothing is sent, nor of a package with a file that is none.
func TestAPackageThatCannotBeSentSaysWhy(t *testing.T) {
	t.Parallel()
	desk := &stage.DeskDouble{Lacking: rights.Absenden, DeskWork: stage.DeskWork{Package: stage.SomePackage()}}
	chosen(t, desk).See("2 gültig").Press("f12").See("Absenden")
	whole := &stage.DeskDouble{DeskWork: stage.DeskWork{Package: stage.SomePackage()}}
	whole.Package.Faulty = append(whole.Package.Faulty, intake.Faulty{At: intake.Place{Name: "leer.xml"}, Maengel: []intake.Mangel{{Text: "Die Datei ist leer."}}})
	chosen(t, whole).See("1 Datei geprüft. Ein Fehler betrifft").See("ganze Datei (leer.xml): Die Datei ist leer.").Press("f12").See("Nichts lässt sich senden")
}
