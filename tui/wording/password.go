package wording

import (
	"strings"

	"example.org/meldeportal/forms"
)

// PasswordAsks are what is asked to change one's own password, in this order.
func PasswordAsks() []forms.Ask {
	return []forms.Ask{
		{Label: "Bisheriges Passwort", Hint: "Ihr Passwort, wie es jetzt gilt", Secret: true},
		{Label: "Neues Passwort", Hint: "Mindestens 15 Zeichen, zum Beispiel vier Wörter; kein häufiges, nicht Ihr Name", Secret: true},
		{Label: "Neues noch einmal", Hint: "Dasselbe noch einmal", Secret: true},
		freshCode("ändert das Passwort"),
	}
}

// LoginAsks are who somebody is; does is what Enter does behind them.
func LoginAsks(does string) []forms.Ask {
	return []forms.Ask{{Label: "Loginname", Hint: "Ihr Loginname aus dem Schreiben der Vertrauensstelle"},
		{Label: "Passwort", Hint: "Ihr Passwort; Enter " + does, Secret: true}}
}

// FreshAsks are password and a fresh code of whoever sits here; does is what Enter does
// behind them.
func FreshAsks(does string) []forms.Ask {
	return []forms.Ask{{Label: "Passwort", Hint: "Ihr Passwort am Portal", Secret: true}, freshCode(does)}
}

func freshCode(does string) forms.Ask {
	return forms.Ask{Label: "OTP-Code (6 Ziffern)", Hint: "Code aus der Authenticator-App, der noch nicht gebraucht wurde; Enter " + does}
}

// PasswordChanged is said of one that was changed.
const PasswordChanged = "Das Passwort ist geändert, am Portal und im Speicher. Das bisherige gilt nicht mehr."

// PasswordWrong says what is missing in the answers, and in which of them, "" when nothing
// is.
func PasswordWrong(answers []string) (at int, wrong string) {
	for i, text := range answers {
		if strings.TrimSpace(text) == "" {
			return i, "Bitte alle vier Zeilen ausfüllen."
		}
	}
	if answers[1] != answers[2] {
		return 2, "Die beiden neuen Passwörter sind verschieden. Bitte noch einmal."
	}
	return 0, ""
}
