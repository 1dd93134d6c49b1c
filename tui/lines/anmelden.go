package lines

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/tui/admission"
	"example.org/meldeportal/tui/ask"
	"example.org/meldeportal/tui/interview"
	"example.org/meldeportal/tui/wording"
	"example.org/meldeportal/tui/work"
)

// setUp asks at the first start where the portal is and how it is recognised.
func (z *line) setUp() error {
	for z.Services.Setup != nil {
		z.Say("Einrichtung, erster Start. Die Angaben stehen im Schreiben der Vertrauensstelle.")
		answers, err := z.SetupAnswers()
		if err != nil {
			return err
		}
		z.Say("Die Verbindung wird geprüft.")
		if z.Fail(z.Services.Setup.Try(z.During, answers)) {
			continue
		}
		z.Services.Setup = nil
		z.Say("%s", wording.SetUp(answers.Store != ""))
	}
	return nil
}

// signIn asks for the credentials until they open the workplace. The account's
// first sign-in shows the second factor first.
func (z *line) signIn() error {
	s := &lineSignIn{z: z, SignIn: &admission.SignIn{Services: z.Services}}
	for s.Step != admission.SignInDone {
		if err := s.step(); err != nil && !errors.Is(err, ask.ErrAgain) {
			return err
		}
	}
	who := z.Desk.Station.Who()
	z.Say("Angemeldet als %s, %s.", who.Name, who.Einrichtung)
	z.sayNews(s.news)
	if z.Desk.Older > 0 {
		z.Say("%s. %s", wording.OlderTitle, strings.Join(wording.OlderText(z.Desk.Older), " "))
	}
	if said := wording.ApartText(&z.Desk.Apart); len(said) > 0 {
		z.Say("%s. %s", wording.ApartTitle, strings.Join(said, " "))
	}
	if z.Desk.Paper != "" {
		z.SayLines(wording.PaperText(z.Desk.Paper)...)
	}
	return nil
}

// unlock asks for the password of whoever locked the workplace.
func (z *line) unlock() error {
	u := &admission.Unlock{Services: z.Services, Locked: *z.Services.Locked}
	z.Say("%s", u.Text())
	for {
		password, err := z.Secret("Passwort; die Eingabe wird nicht angezeigt. Enter allein geht zur Anmeldung.")
		if err != nil {
			return err
		}
		_, enter := u.Password(password)
		if enter == nil {
			z.Services.Locked = nil
			return z.signIn()
		}
		enter.Do(z.During, interview.NowAndThen(z.Session, wording.BringsOver))
		if z.Fail(u.Entered(enter)) {
			continue
		}
		z.Desk = enter.Desk
		z.Say("Wieder offen für %s.", u.Locked.Name)
		return nil
	}
}

// lineSignIn is the sign-in as a conversation.
type lineSignIn struct {
	*admission.SignIn
	z    *line
	news string
}

func (s *lineSignIn) step() error {
	if s.Step == admission.SignInCode {
		return s.enterCode()
	}
	s.z.Say("Anmeldung am Portal %s.", s.Services.Place)
	s.z.sayAid()
	return s.credentials()
}

// credentials are asked for, and what follows them is looked up.
func (s *lineSignIn) credentials() error {
	commands := []ask.Command{{Name: "zuruecksetzen", Help: s.Reset("", "").Help, Do: func(string) error { return s.requestReset() }}}
	for _, a := range s.AloneActs() {
		commands = append(commands, ask.Command{Name: a.Name, Help: a.Help, Do: func(string) error { return cmp.Or(s.enterWith(s.Alone()), ask.ErrBack) }})
	}
	s.z.SayLines(interview.Named(s.AloneText()))
	login, err := s.z.Answer("Loginname. Pflichtfeld.", commands...)
	if err != nil {
		return ask.Stay(err) // inside
	}
	password, err := s.z.Secret("Passwort. Pflichtfeld; die Eingabe wird nicht angezeigt. Enter allein geht zurück.")
	if err != nil {
		return err
	}
	wrong, asked := s.Name(login, password)
	if wrong != "" {
		s.z.Say("%s", wrong)
	}
	if asked == nil {
		return nil
	}
	return s.enrol(asked)
}

func (s *lineSignIn) requestReset() error {
	answers, err := s.z.Answers(work.OneByOne(wording.LoginAsks("geht weiter")))
	if err != nil {
		return err
	}
	return s.z.Act(s.Reset(answers[0], answers[1]), "", goesOn)
}

// enrol shows the second factor where the account still waits for it, as text.
func (s *lineSignIn) enrol(asked *admission.Enrolling) error {
	asked.Do(s.z.During)
	found, said, err := s.Enrolled(asked)
	switch {
	case s.z.Fail(err):
	case found != nil:
		if err := s.z.showKey(found); err != nil {
			return err
		}
		said = s.Confirmed()
	}
	s.z.SayLines(said)
	return nil
}

// showKey tells the second factor and waits until it is in the app.
func (z *line) showKey(e *answer.Enrolment) error {
	z.Say("Zweiten Faktor einrichten. Bitte jetzt auf allen Geräten eintragen, auch auf denen der Vertretungen:")
	z.Say("Später gibt es einen neuen Schlüssel nur über die Vertrauensstelle.")
	z.Say("Schlüssel in Vierergruppen: %s", strings.Join(wording.Groups(e.Secret), " "))
	z.Say("Dasselbe als Adresse für die App: %s", e.URI)
	if _, err := z.Answer("Enter, wenn das Konto in der App steht."); err != nil {
		return err
	}
	if z.Services.Aid == nil {
		return nil
	}
	z.Fail(z.Services.Aid.Scanned())
	return nil
}

// enterCode asks for the one-time code.
func (s *lineSignIn) enterCode() error {
	question := "OTP-Code, 6 Ziffern aus der Authenticator-App. Er zählt nur einmal. Enter allein beginnt neu."
	switch {
	case s.Refused:
		question = "Den nächsten OTP-Code; Loginname und Passwort stehen noch. Enter allein beginnt neu."
	case s.Waits:
		question = wording.Sentences(question, interview.Named(s.Advice()))
	}
	if !s.Refused {
		s.z.sayAid()
	}
	commands := s.z.Commands(s.Acts(), interview.Doing{Shows: map[string]func(string) error{"schluessel": func(string) error { return s.enrol(s.Enrol()) }}})
	code, err := s.z.Code(question, commands...)
	if err != nil {
		return err
	}
	wrong, enter := s.Code(code)
	if wrong != "" {
		s.Begin()
		return nil
	}
	return s.enterWith(enter)
}

// enterWith opens the workplace.
func (s *lineSignIn) enterWith(enter *admission.Entering) error {
	enter.Do(s.z.During, interview.NowAndThen(s.z.Session, wording.BringsOver))
	if err := s.Entered(enter); err != nil {
		return s.z.Failed(err, nil)
	}
	s.z.Desk, s.news = enter.Desk, enter.News
	return nil
}

// sayEnded says once, before the next question, that the session at the portal is over.
func (z *line) sayEnded() error {
	if z.Desk == nil {
		return nil
	}
	z.asked.Store(z.Services.Now().UnixNano())
	z.Desk.Station.Typed()
	text := admission.EndedText(z.Desk.Station.Link())
	if text != "" && text != z.ended {
		z.Say("%s", interview.Named(text))
	}
	z.ended = text
	z.SayBeside()
	return nil
}

// errOut is errSignOut where somebody's access was taken away.
var errOut = fmt.Errorf("access taken away: %w", errSignOut)

// outEvery is how often it is looked for.
const outEvery = 3 * time.Second

// watchOut leads away from any question once the person's access was taken away, or she
// has not answered for so long that the workplace locks.
func (z *line) watchOut(ctx context.Context, desk *work.Desk) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-z.Services.Timer().After(outEvery):
		}
		if desk.Station.Link().Out {
			z.In.Interrupt(errOut)
			return
		}
		if left, locks := admission.IdleLeft(z.Services, z.Services.Now().Sub(time.Unix(0, z.asked.Load()))); locks && left == 0 {
			z.In.Interrupt(errLock)
			return
		}
	}
}

// signInAgain signs in where one is; the question that was asked is asked again.
func (z *line) signInAgain() error {
	z.sayAid()
	password, err := z.Secret("Passwort von " + z.Desk.Station.Who().Name + "; die Eingabe wird nicht angezeigt. Enter allein geht zurück.")
	if err != nil || password == "" {
		return cmp.Or(err, ask.ErrSaid)
	}
	for question := "OTP-Code, 6 Ziffern aus der Authenticator-App."; ; question = "Den nächsten OTP-Code; das Passwort steht noch." {
		code, err := z.Code(question + " Enter allein geht zurück.")
		if err != nil || strings.TrimSpace(code) == "" {
			return cmp.Or(err, ask.ErrSaid)
		}
		_, deed := admission.NewSignInAgain(z.Desk, password, code)
		deed.Do(z.During)
		said, nextCode := deed.Said()
		if deed.Err == nil {
			z.Say("%s", said)
			return ask.ErrSaid
		}
		if z.Fail(deed.Err); !nextCode {
			z.Say("%s", admission.AgainAdvice)
			return ask.ErrSaid
		}
	}
}

// sayAid tells the demo's invented access data.
func (z *line) sayAid() {
	if z.Services.Aid == nil {
		return
	}
	login, password, code, left := z.Services.Aid.Access(z.Services.Now())
	z.Say("Vorführung mit erfundenen Daten. Loginname %s, Passwort %s.", login, password)
	if code != "" {
		z.Say("Laufender OTP-Code %s, noch %d Sekunden.", code, int(left/time.Second))
	}
}
