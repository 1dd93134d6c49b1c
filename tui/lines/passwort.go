package lines

import (
	"example.org/meldeportal/tui/ask"
	"example.org/meldeportal/tui/wording"
)

// changePassword changes the password of whoever sits here.
func (z *line) changePassword() error {
	var answers []string
	for _, q := range wording.PasswordAsks() {
		question := q.Label + ". " + q.Hint + ". Enter allein geht zurück."
		answer, err := "", error(nil)
		if q.Secret {
			answer, err = z.Secret(question)
		} else {
			answer, err = z.Answer(question, ask.Back("Das bisherige Passwort bleibt."))
		}
		if err != nil || answer == "" {
			return err
		}
		answers = append(answers, answer)
	}
	if _, wrong := wording.PasswordWrong(answers); wrong != "" {
		z.Say("%s", wrong)
		return nil
	}
	if err := z.Desk.Access.ChangePassword(z.During, answers[0], answers[3], answers[1]); err != nil {
		return z.Failed(err, nil)
	}
	z.Say("%s", wording.PasswordChanged)
	return nil
}
