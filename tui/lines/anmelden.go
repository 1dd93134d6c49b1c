package lines

import (
	"errors"
	"strings"
	"time"

	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/tui/ask"
	"example.org/meldeportal/tui/wording"
	"example.org/meldeportal/tui/work"
)

// setUp asks at the first start where the portal is and how it is recognised.
func (z *line) setUp() error {
	for z.Services.Setup != nil {
		z.Say("Einrichtung, erster Start. Die Angaben stehen im Schreiben der Vertrauensstelle.")
		answers, err := z.setupAnswers()
		if err != nil {
			return err
		}
		z.Say("Die Verbindung wird geprüft.")
		if err := z.Services.Setup.Try(z.During, answers); err != nil {
			z.Fail(err)
			continue
		}
		z.Services.Setup = nil
		z.Say("Das Portal ist erreichbar und das richtige. Die Angaben sind abgelegt.")
	}
	return nil
}

func (z *line) setupAnswers() (a work.Answers, err error) {
	for _, q := range []struct {
		text string
		into *string
	}{
		{"Adresse des Portals, zum Beispiel https://meldeportal.example:8443. Pflichtfeld.", &a.Portal},
		{"CA-Datei, eine PEM-Datei. Enter allein nimmt die Zertifikate des Systems.", &a.CADatei},
		{"Fingerabdruck, 64 Zeichen. Enter allein: keiner.", &a.Fingerabdruck},
	} {
		text, err := z.Answer(q.text)
		if err != nil {
			return a, err
		}
		*q.into = strings.TrimSpace(text)
	}
	return a, nil
}

// signIn asks for the credentials until they open the workplace. The account's
// first sign-in shows the second factor first.
func (z *line) signIn() error {
	scanned := ""
	for z.Desk == nil {
		z.Say("Anmeldung am Portal %s.", z.Services.Place)
		z.sayAid()
		login, password, err := z.credentials()
		switch {
		case errors.Is(err, ask.ErrAgain):
			continue
		case err != nil:
			return err
		}
		if login != scanned {
			next, err := z.enrol(login, password)
			if err != nil {
				return err
			}
			if next == keyShown {
				scanned = login
			}
			if next != codeNext {
				continue
			}
		}
		if err := z.enterCode(login, password, login == scanned); err != nil {
			return err
		}
	}
	who := z.Desk.Station.Who()
	z.Say("Angemeldet als %s, %s.", who.Name, who.Einrichtung)
	if news := work.UnseenNews(z.During, z.Desk, &z.Services.About); news != "" {
		z.sayNews(news)
	}
	return nil
}

// credentials are asked for until both are there.
func (z *line) credentials() (login, password string, err error) {
	reset := ask.Command{Name: "zuruecksetzen", Help: "Handy verloren: sperrt den alten zweiten Faktor und beantragt bei der Vertrauensstelle einen neuen.",
		Do: func(string) error { return z.requestReset() }}
	if login, err = z.Answer("Loginname. Pflichtfeld.", reset); err != nil {
		return "", "", err
	}
	if password, err = z.Secret("Passwort. Pflichtfeld; die Eingabe wird nicht angezeigt. Enter allein geht zurück."); err != nil {
		return "", "", err
	}
	if login = strings.TrimSpace(login); login == "" || password == "" {
		z.Say("Bitte Loginname und Passwort eingeben.")
		return "", "", ask.ErrAgain
	}
	return login, password, nil
}

func (z *line) requestReset() error {
	login, err := z.Answer("Loginname, dessen zweiter Faktor zurückgesetzt werden soll.")
	if err != nil {
		return err
	}
	password, err := z.Secret("Passwort dazu. Enter allein geht zurück.")
	if err != nil || password == "" {
		return err
	}
	if sure, err := z.Sure(wording.ResetMeans + " Zweiten Faktor zurücksetzen?"); err != nil || !sure {
		return ask.Stay(err)
	}
	if err := z.Services.Gate.RequestReset(z.During, strings.TrimSpace(login), password); err != nil {
		z.Fail(err)
		return nil
	}
	z.Say(wording.ResetAsked)
	return nil
}

// afterPassword says what follows the credentials.
type afterPassword int

const (
	codeNext   afterPassword = iota // the one-time code
	keyShown                        // the second factor was shown: sign in again
	notReached                      // the portal did not answer: sign in again
)

// enrol shows the second factor of an account that has none yet, as text.
func (z *line) enrol(login, password string) (afterPassword, error) {
	e, err := z.Services.Gate.Enrol(z.During, login, password)
	if err != nil {
		z.Fail(err)
		return notReached, nil
	}
	if e == nil {
		return codeNext, nil
	}
	if err := z.showKey(e); err != nil {
		return notReached, err
	}
	z.Say("Bitte melden Sie sich erneut an; danach wird der Code aus der App verlangt.")
	return keyShown, nil
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
	if err := z.Services.Aid.Scanned(); err != nil {
		z.Fail(err)
	}
	return nil
}

// keyAgain is the command that tells the second factor once more, as long as no
// code was accepted.
func (z *line) keyAgain(login, password string) ask.Command {
	return ask.Command{Name: "schluessel", Help: "Nennt den Schlüssel für die App noch einmal, solange noch kein Code angenommen wurde.",
		Do: func(string) error {
			e, err := z.Services.Gate.Enrol(z.During, login, password)
			switch {
			case err != nil:
				z.Fail(err)
			case e == nil:
				z.Say("Der Schlüssel wird nicht mehr genannt: Ein Code wurde schon angenommen, oder Loginname oder Passwort stimmen nicht.")
			default:
				return z.showKey(e)
			}
			return nil
		}}
}

// enterCode asks for the one-time code; waits says that none was accepted yet.
func (z *line) enterCode(login, password string, waits bool) error {
	z.sayAid()
	question, own := "OTP-Code, 6 Ziffern aus der Authenticator-App. Er zählt nur einmal. Enter allein beginnt neu.", []ask.Command(nil)
	if waits {
		question += " Das Konto steht noch in keiner App? :schluessel nennt den Schlüssel noch einmal."
		own = append(own, z.keyAgain(login, password))
	}
	for {
		code, err := z.Code(question, own...)
		if err != nil || strings.TrimSpace(code) == "" {
			return err
		}
		if z.Desk, err = z.Services.Gate.SignIn(z.During, login, password, code); err == nil {
			return nil
		}
		if z.Fail(err); !work.AsksForTheNextCode(err) {
			return nil
		}
		question = "Den nächsten OTP-Code; Loginname und Passwort stehen noch. Enter allein beginnt neu."
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
