package entrance

import (
	"strings"
	"testing"

	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/model/rights"
	"example.org/meldeportal/tui/place"
	"example.org/meldeportal/tui/stage"
)

// Where a person is signed in is seen, and one session or all others ended after a question.
func TestOwnSessionsAreEndedOnTheScreen(t *testing.T) {
	t.Parallel()
	desk := &stage.DeskDouble{DeskWork: stage.DeskWork{Sessions: stage.SomeSessions()}}
	d := watched(t, desk)
	d.Open(d.Sh.Screen(place.Sessions{})).See("Altes/1, seit").See("drei offene Sitzungen").CursorOn("the sessions")
	d.Press("ctrl+k").See("gerade arbeiten").Press("down", "ctrl+k").See("Sitzung beenden?").See("verliert nichts").Press("j").See("1 Sitzung beendet.")
	if len(desk.Sessions) != 1 || strings.Contains(d.Screen(), "Altes/1") {
		t.Errorf("left are %+v:\n%s", desk.Sessions, d.Screen())
	}
}

// The data of the Einrichtung are changed Angabe by Angabe, judged while they are typed, asked
// for together, and the sheet is written.
func TestTheEinrichtungIsChangedOnTheScreen(t *testing.T) {
	t.Parallel()
	desk := &stage.DeskDouble{DeskWork: stage.DeskWork{Einrichtung: stage.SomeSite()}}
	d := watched(t, desk)
	d.Open(d.Sh.Screen(place.Site{})).See("Lindenallee 3").Press("end").See("20.03.2099").CursorOn("the Einrichtung")
	d.Press("f12").See("nichts geändert").Press("f2").See("beantragten Änderung").Press("home", "down", "down", "down", "down", "enter").See("Einrichtung: Postleitzahl")
	d.Press("x").See("nicht fünf Ziffern").Press("enter").See("Einrichtung: Postleitzahl").Press("esc").See("Lindenallee 3")
	d.Press("down", "down", "enter").See("Bisher: 0641 000").Press("ctrl+u", "0641 111", "enter").See("neu: 0641 111").See("1 geänderte Angabe")
	d.Press("esc").See("Ohne Antrag zurück?").Press("n").See("neu: 0641 111")
	d.Press("f12").See("Telefon: 0641 111 statt 0641 000").Press("j").See("Beantragt unter 4711-1")
	d.Press("end", "up").See("beantragt am 22.11.2026 von meier").Press("f2").See("Änderungsformular").Press("ctrl+u", "formular.txt", "enter").See("Gespeichert: /heim/formular.txt")
	if text := desk.Files["/heim/formular.txt"]; !strings.Contains(text, "bisher  0641 000") || !strings.Contains(text, "neu     0641 111") {
		t.Errorf("the sheet is\n%s", text)
	}
}

// Where money goes wants password and code; nobody without the role Verwaltung changes anything,
// and a portal that does not answer is asked again.
func TestWhereMoneyGoesWantsAFreshCode(t *testing.T) {
	t.Parallel()
	is := stage.SomeSite()
	is.Daten["bank"] = "Erfundene Bank"
	desk := &stage.DeskDouble{DeskWork: stage.DeskWork{Einrichtung: is}}
	d := watched(t, desk)
	d.Open(d.Sh.Screen(place.Site{})).See("Lindenallee 3")
	for range 13 {
		d.Press("down")
	}
	d.Press("enter").See("Einrichtung: Bank").Press("ctrl+u", "Andere Bank", "enter").See("neu: Andere Bank").Press("f12").See("Andere Bank statt Erfundene Bank").Press("j").See("wohin Geld geht")
	d.Press("falsch", "enter", "123456", "enter").See("Anmeldung nicht möglich").See("neu: Andere Bank")
	d.Press("f12").See("statt").Press("j").See("wohin Geld geht").Press("geheim", "enter", "123456", "enter").See("Beantragt unter 4711-1")
	desk.Change(func() { desk.Lacking = rights.Verwaltung })
	d.Press("enter").See("Rolle")
	desk.Fails(&answer.Failure{Kind: answer.FailUnreachable})()
	d.Press("esc").Open(d.Sh.Screen(place.Site{})).See("Das Portal hat nicht geantwortet")
	desk.Fails(nil)()
	d.Press("enter").See("Lindenallee 3")
}
