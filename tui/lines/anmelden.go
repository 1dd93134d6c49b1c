package lines

import (
	"errors"
	"strings"
	"time"

	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/tui/wording"
	"example.org/meldeportal/tui/work"
)

// setUp asks at the first start where the portal is and how it is recognised.
func (z *line) setUp() error {
	for z.services.Setup != nil {
		z.say("Einrichtung, erster Start. Die Angaben stehen im Schreiben der Vertrauensstelle.")
		answers, err := z.setupAnswers()
		if err != nil {
			return err
		}
		z.say("Die Verbindung wird geprüft.")
		if err := z.services.Setup.Try(z.during, answers); err != nil {
			z.fail(err)
			continue
		}
		z.services.Setup = nil
		z.say("Das Portal ist erreichbar und das richtige. Die Angaben sind abgelegt.")
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
		text, err := z.answer(q.text, nil)
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
	for z.desk == nil {
		z.say("Anmeldung am Portal %s.", z.services.Place)
		z.sayAid()
		login, password, err := z.credentials()
		switch {
		case errors.Is(err, errAgain):
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
	who := z.desk.Station.Who()
	z.say("Angemeldet als %s, %s.", who.Name, who.Einrichtung)
	if news := work.UnseenNews(z.during, z.desk, &z.services.About); news != "" {
		z.sayNews(news)
	}
	return nil
}

// credentials are asked for until both are there.
func (z *line) credentials() (login, password string, err error) {
	reset := command{name: "zuruecksetzen", help: "Handy verloren: sperrt den alten zweiten Faktor und beantragt bei der Vertrauensstelle einen neuen.",
		do: func(string) error { return z.requestReset() }}
	if login, err = z.answer("Loginname. Pflichtfeld.", []command{reset}); err != nil {
		return "", "", err
	}
	if password, err = z.answerSecret("Passwort. Pflichtfeld; die Eingabe wird nicht angezeigt. Enter allein geht zurück."); err != nil {
		return "", "", err
	}
	if login = strings.TrimSpace(login); login == "" || password == "" {
		z.say("Bitte Loginname und Passwort eingeben.")
		return "", "", errAgain
	}
	return login, password, nil
}

func (z *line) requestReset() error {
	login, err := z.answer("Loginname, dessen zweiter Faktor zurückgesetzt werden soll.", nil)
	if err != nil {
		return err
	}
	password, err := z.answerSecret("Passwort dazu. Enter allein geht zurück.")
	if err != nil || password == "" {
		return err
	}
	if sure, err := z.sure(wording.ResetMeans + " Zweiten Faktor zurücksetzen?"); err != nil || !sure {
		return stay(err)
	}
	if err := z.services.Gate.RequestReset(z.during, strings.TrimSpace(login), password); err != nil {
		z.fail(err)
		return nil
	}
	z.say(wording.ResetAsked)
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
	e, err := z.services.Gate.Enrol(z.during, login, password)
	if err != nil {
		z.fail(err)
		return notReached, nil
	}
	if e == nil {
		return codeNext, nil
	}
	if err := z.showKey(e); err != nil {
		return notReached, err
	}
	z.say("Bitte melden Sie sich erneut an; danach wird der Code aus der App verlangt.")
	return keyShown, nil
}

// showKey tells the second factor and waits until it is in the app.
func (z *line) showKey(e *answer.Enrolment) error {
	z.say("Zweiten Faktor einrichten. Bitte jetzt auf allen Geräten eintragen, auch auf denen der Vertretungen:")
	z.say("Später gibt es einen neuen Schlüssel nur über die Vertrauensstelle.")
	z.say("Schlüssel in Vierergruppen: %s", strings.Join(wording.Groups(e.Secret), " "))
	z.say("Dasselbe als Adresse für die App: %s", e.URI)
	if _, err := z.answer("Enter, wenn das Konto in der App steht.", nil); err != nil {
		return err
	}
	if z.services.Aid == nil {
		return nil
	}
	if err := z.services.Aid.Scanned(); err != nil {
		z.fail(err)
	}
	return nil
}

// keyAgain is the command that tells the second factor once more, as long as no
// code was accepted.
func (z *line) keyAgain(login, password string) command {
	return command{name: "schluessel", help: "Nennt den Schlüssel für die App noch einmal, solange noch kein Code angenommen wurde.",
		do: func(string) error {
			e, err := z.services.Gate.Enrol(z.during, login, password)
			switch {
			case err != nil:
				z.fail(err)
			case e == nil:
				z.say("Der Schlüssel wird nicht mehr genannt: Ein Code wurde schon angenommen, oder Loginname oder Passwort stimmen nicht.")
			default:
				return z.showKey(e)
			}
			return nil
		}}
}

// enterCode asks for the one-time code; waits says that none was accepted yet.
func (z *line) enterCode(login, password string, waits bool) error {
	z.sayAid()
	question, own := "OTP-Code, 6 Ziffern aus der Authenticator-App. Er zählt nur einmal. Enter allein beginnt neu.", []command(nil)
	if waits {
		question += " Das Konto steht noch in keiner App? :schluessel nennt den Schlüssel noch einmal."
		own = append(own, z.keyAgain(login, password))
	}
	code, err := z.answerCode(question, own)
	if err != nil || strings.TrimSpace(code) == "" {
		return err
	}
	desk, err := z.services.Gate.SignIn(z.during, login, password, code)
	if err != nil {
		z.fail(err)
		return nil
	}
	z.desk = desk
	return nil
}

// sayAid tells the demo's invented access data.
func (z *line) sayAid() {
	if z.services.Aid == nil {
		return
	}
	login, password, code, left := z.services.Aid.Access(z.services.Now())
	z.say("Vorführung mit erfundenen Daten. Loginname %s, Passwort %s.", login, password)
	if code != "" {
		z.say("Laufender OTP-Code %s, noch %d Sekunden.", code, int(left/time.Second))
	}
}
