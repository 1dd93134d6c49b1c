package admission

import (
	"context"
	"errors"
	"strings"

	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/tui/wording"
	"example.org/meldeportal/tui/work"
)

// SignIn is the sitting before the workplace: which step follows which, what is asked
// again and what a refusal means. What a step asks of the portal is prepared here and may
// run beside the sitting.
type SignIn struct {
	Services *work.Services
	Step     SignInStep
	Login    string // who signs in
	password string
	Waits    bool // the account's second factor was shown, and no code was accepted since
	Refused  bool // a code was not taken; name and password stand
	Away     bool // the portal could not be reached; name and password stand

	// scanned is whose second factor was just confirmed: her account still waits for its
	// first code, so asking the portal again would only show the same one.
	scanned string
}

// SignInStep is what is asked next.
type SignInStep int

const (
	SignInName   SignInStep = iota // name and password
	SignInFactor                   // to put the second factor into the app
	SignInCode                     // the one-time code
	SignInDone
)

// The sentences of the steps.
const (
	namesMissing = "Bitte Loginname und Passwort eingeben."
	codeMissing  = "Bitte den Code aus der Authenticator-App eingeben."
	factorGone   = "Der Schlüssel wird nicht mehr gezeigt: Ein Code wurde schon angenommen, oder Loginname oder Passwort stimmen nicht."
	onceMore     = "Bitte melden Sie sich erneut an; danach wird der Code aus der App verlangt."
)

// Begin goes back to the first step. What was typed is forgotten.
func (s *SignIn) Begin() {
	s.Step, s.password, s.Refused, s.Waits, s.Away = SignInName, "", false, false, false
}

// Name takes name and password. wrong says what is missing; ask is what the portal has to
// be asked, nil where the code follows at once.
func (s *SignIn) Name(login, password string) (wrong string, ask *Enrolling) {
	if login = strings.TrimSpace(login); login == "" || password == "" {
		return namesMissing, nil
	}
	s.Begin()
	s.Login, s.password = login, password
	if s.Services.Aid != nil {
		s.Services.Aid.For(login)
	}
	if login == s.scanned {
		s.Step, s.Waits = SignInCode, true
		return "", nil
	}
	return "", s.Enrol()
}

// Enrolling is the question whether an account still waits for its second factor.
type Enrolling struct {
	gate            work.Gate
	login, password string
	found           *answer.Enrolment
	Err             error
}

// Enrol prepares it. As long as no code was accepted it always finds the same one.
func (s *SignIn) Enrol() *Enrolling {
	return &Enrolling{gate: s.Services.Gate, login: s.Login, password: s.password}
}

// Do asks the portal.
func (e *Enrolling) Do(ctx context.Context) { e.found, e.Err = e.gate.Enrol(ctx, e.login, e.password) }

// Enrolled takes the answer: a second factor to be shown, or nil. Asked for at the second
// step, said tells why there is none.
func (s *SignIn) Enrolled(e *Enrolling) (found *answer.Enrolment, said string, err error) {
	again := s.Step == SignInCode
	switch {
	case e.Err != nil && again:
		return nil, "", e.Err
	case e.Err != nil:
		if s.Away = portalAway(e.Err); !s.Away {
			s.Begin()
		}
		return nil, "", e.Err
	case e.found == nil && again:
		s.Waits = false
		return nil, factorGone, nil
	case e.found == nil:
		s.Step = SignInCode
	case !again:
		s.Step = SignInFactor
	}
	return e.found, "", nil
}

// Confirmed hears that the second factor is in the app. Shown before the second step,
// name and password are asked again, and said tells so.
func (s *SignIn) Confirmed() (said string) {
	if s.Step != SignInFactor {
		return ""
	}
	s.scanned = s.Login
	s.Begin()
	return onceMore
}

// Entering is the last step.
type Entering struct {
	services              *work.Services
	login, password, code string
	alone                 bool   // by password, without a code
	left                  []byte // by a locked workplace, nil = there was none
	Desk                  *work.Desk
	News                  string // of the program, since the person was here last
	Err                   error
}

// Code takes the one-time code; wrong says why it is none.
func (s *SignIn) Code(code string) (wrong string, enter *Entering) {
	if strings.TrimSpace(code) == "" {
		return codeMissing, nil
	}
	return "", &Entering{services: s.Services, login: s.Login, password: s.password, code: code}
}

// Do opens the session and the workplace; told is that of the Gate.
func (e *Entering) Do(ctx context.Context, told func(answer.Update)) {
	if e.alone {
		e.Desk, e.Err = e.services.Gate.Alone(ctx, e.login, e.password, e.left, told)
	} else {
		e.Desk, e.Err = e.services.Gate.SignIn(ctx, e.login, e.password, e.code, told)
	}
	if e.Err == nil {
		e.News = UnseenNews(ctx, e.Desk, &e.services.About)
	}
}

// Alone goes in without the portal, that did not answer to name and password.
func (s *SignIn) Alone() *Entering {
	return &Entering{services: s.Services, login: s.Login, password: s.password, alone: true}
}

// portalAway reports that nobody answered where the portal should be.
func portalAway(err error) bool {
	var f *answer.Failure
	return errors.As(err, &f) && (f.Kind == answer.FailUnreachable || f.Kind == answer.FailTimeout || f.Kind == answer.FailBusy)
}

// AloneText names the way in where the portal did not answer, "" where it did.
func (s *SignIn) AloneText() string {
	if !s.Away {
		return ""
	}
	return "Das Portal antwortet nicht. {ohneportal} öffnet den örtlichen Speicher mit dem Passwort allein."
}

// AloneActs are the way in where the portal did not answer.
func (s *SignIn) AloneActs() []work.Act {
	if !s.Away {
		return nil
	}
	return []work.Act{{Name: "ohneportal", Label: "Ohne Portal arbeiten", Help: "Öffnet den örtlichen Speicher mit dem Passwort allein, wenn das Portal nicht da ist und Ihre letzte Anmeldung nicht zu lange her ist. Was Sie abschließen, wartet; gesendet wird nach der nächsten Anmeldung mit Code."}}
}

// Entered takes what came of it. Where the code was refused the next one is asked for, and
// the portal is asked anew about the second factor; after anything else all is.
func (s *SignIn) Entered(e *Entering) error {
	switch {
	case e.Err == nil:
		s.Services.WritesIn(e.Desk.Edition)
		s.Begin()
		s.Step = SignInDone
	case asksForTheNextCode(e.Err):
		s.Refused, s.scanned = true, ""
	default:
		s.Begin()
		s.scanned = ""
	}
	return e.Err
}

// asksForTheNextCode reports that a sign-in was refused for what was typed: name and
// password may be right, so that the next code is asked for and not all three anew.
func asksForTheNextCode(err error) bool {
	var f *answer.Failure
	return errors.As(err, &f) && f.Kind == answer.FailCredentials
}

// Advice is for whoever has no code.
func (s *SignIn) Advice() string {
	switch {
	case s.Refused:
		return "Loginname und Passwort stehen noch: den nächsten Code eingeben. War es das Passwort, bitte zurückgehen."
	case s.Waits:
		return "Das Konto steht noch in keiner App? {schluessel} zeigt den QR-Code noch einmal, bis der erste Code angenommen ist."
	}
	return "Noch nie angemeldet und keinen QR-Code gesehen? Dann zurückgehen und Loginname und Passwort prüfen."
}

// Acts are what can be done at the second step.
func (s *SignIn) Acts() []work.Act {
	if !s.Waits {
		return nil
	}
	return []work.Act{{Name: "schluessel", Label: "QR-Code zeigen", Help: "Zeigt QR-Code oder Schlüssel für die App noch einmal, solange noch kein Code angenommen wurde."}}
}

// Reset is the act of whoever has lost her second factor.
func (s *SignIn) Reset(login, password string) work.Act {
	off, gate := "", s.Services.Gate
	if login = strings.TrimSpace(login); login == "" || password == "" {
		off = "Für den Reset bitte zuerst Loginname und Passwort eingeben."
	}
	return work.Act{Name: "zuruecksetzen", Label: "Zweiten Faktor zurücksetzen", Off: off,
		Help: "Handy verloren oder gestohlen: sperrt den alten zweiten Faktor und beantragt bei der Vertrauensstelle einen neuen.",
		Sure: &work.Sure{Title: "Zweiten Faktor zurücksetzen?", Text: wording.ResetMeans, Verb: "Zurücksetzen"},
		Do: func(ctx context.Context, _ work.Given) (work.Done, error) {
			return work.Done{Said: wording.ResetAsked}, gate.RequestReset(ctx, login, password)
		}}
}
