package admission

import (
	"context"
	"strings"

	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/tui/work"
)

// EndedText is what is said once of a session that is over, "" where there is one. Who was
// let in without the portal hears of it when it is back.
func EndedText(l answer.Link) string {
	switch {
	case !l.Ended || l.Alone && !l.Online:
		return ""
	case l.Alone:
		return "Das Portal ist wieder da. {neuanmelden} meldet hier an, dann wird gesendet, was wartet; alles bleibt offen."
	}
	return "Die Sitzung beim Portal ist beendet. {neuanmelden} meldet hier wieder an; alles bleibt offen."
}

// EndedActs are what can be done about a session that is over, wherever one is.
func EndedActs(desk *work.Desk) []work.Act {
	if !desk.Station.Link().Ended {
		return nil
	}
	return []work.Act{{Name: "neuanmelden", Label: "Neu anmelden", Help: "Meldet am Portal an, weil es dort keine Sitzung gibt: Sie ist beendet, oder das Portal war bei der Anmeldung nicht da. Nichts wird geschlossen, nichts Getipptes geht verloren."}}
}

// SignInAgain is signing in where one is.
type SignInAgain struct {
	desk           *work.Desk
	password, code string
	next           dataset.Chosen
	Err            error
}

// AgainAdvice is for whoever cannot.
const AgainAdvice = "Das Konto hat einen neuen zweiten Faktor? Dann bitte abmelden: Die Anmeldung zeigt seinen QR-Code."

// NewSignInAgain takes password and code; wrong says what is missing.
func NewSignInAgain(desk *work.Desk, password, code string) (wrong string, s *SignInAgain) {
	if password == "" || strings.TrimSpace(code) == "" {
		return "Bitte Passwort und Code eingeben.", nil
	}
	return "", &SignInAgain{desk: desk, password: password, code: code}
}

// Do opens the session. It may run beside whatever is open.
func (s *SignInAgain) Do(ctx context.Context) {
	s.next, s.Err = s.desk.Station.SignInAgain(ctx, s.password, s.code)
}

// Said is what came of it. Where the code was refused the password stands and the next
// code is asked for.
func (s *SignInAgain) Said() (said string, nextCode bool) {
	if s.Err != nil {
		return "", asksForTheNextCode(s.Err)
	}
	return "Wieder angemeldet. Was wartet, wird gesendet." + s.otherEdition(), false
}

// otherEdition says that the portal wants another edition by now. What is open was asked
// and judged in the one she signed in with.
func (s *SignInAgain) otherEdition() string {
	now := s.desk.Edition.Edition
	if s.next.Edition == now {
		return ""
	}
	return " Das Portal nimmt jetzt oBDS " + dataset.Version(s.next.Edition) + ": So wird nach dem nächsten Abmelden geschrieben, bis dahin " + dataset.Version(now) + "."
}
