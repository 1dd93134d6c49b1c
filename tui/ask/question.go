package ask

import (
	"errors"
	"strings"

	"example.org/meldeportal/tui/terminal"
)

// Ask prints a question and reads its answer. A command is carried out, after
// which it returns ErrAgain or what the command says.
func (t *Talk) Ask(question string, own []Command) (string, error) {
	if t.Before != nil {
		if err := t.Before(); err != nil {
			return "", err
		}
	}
	t.Say("%s", question)
	text, err := t.understood(t.In.line())
	switch {
	case err != nil:
		return "", err
	case strings.HasPrefix(text, "::"):
		return text[1:], nil
	case strings.HasPrefix(text, ":"):
		return "", t.obey(text[1:], own)
	}
	return text, nil
}

// Answer asks until the question is answered or left: a command that has done
// or said something leads back to it.
func (t *Talk) Answer(question string, own ...Command) (string, error) {
	return untilAnswered(func() (string, error) { return t.Ask(question, own) })
}

// Secret is Answer for what nobody may look at, also when it is answered the
// moment the question is seen. Every secret there can be is an answer: none is
// taken for a command, and none is said again.
func (t *Talk) Secret(question string) (string, error) {
	return untilAnswered(func() (string, error) {
		show := terminal.Hush(t.In.file)
		t.Say("%s", question)
		defer show() // also when the wait is cut short
		return t.understood(t.In.secret())
	})
}

// Code is Answer for a one-time code. It is shown while it is typed; only the very
// name of a command does something else, and nothing is said again.
func (t *Talk) Code(question string, own ...Command) (string, error) {
	return untilAnswered(func() (string, error) {
		t.Say("%s", question)
		text, err := t.understood(t.In.line())
		name, isCommand := strings.CutPrefix(strings.TrimSpace(text), ":")
		if err != nil || !isCommand {
			return text, err
		}
		for _, c := range t.all(own) {
			if c.Name == name {
				return "", t.obey(name, own)
			}
		}
		t.Say("Das ist kein Code; er hat 6 Ziffern.")
		return "", ErrSaid
	})
}

// understood says why a line that was read is no answer.
func (t *Talk) understood(text string, err error) (string, error) {
	var odd *Odd
	if !errors.As(err, &odd) {
		return text, err
	}
	t.Say("%s", odd.Why)
	return "", ErrSaid
}

func untilAnswered(ask func() (string, error)) (string, error) {
	for {
		if text, err := ask(); !errors.Is(err, ErrAgain) {
			return text, err
		}
	}
}

// Words asks for a text; it returns ErrBack for Enter alone. back is what going back
// means.
func (t *Talk) Words(question, back string, own ...Command) (string, error) {
	text, err := t.Answer(question, append(own, Back(back))...)
	if text = strings.TrimSpace(text); err == nil && text == "" {
		err = ErrBack
	}
	return text, err
}

// WordsOr is Words where the text was not written behind the command already.
func (t *Talk) WordsOr(written, question, back string, own ...Command) (string, error) {
	if written != "" {
		return written, nil
	}
	return t.Words(question, back, own...)
}

// Sure asks before something that cannot be taken back, or that changes much.
func (t *Talk) Sure(question string) (bool, error) {
	return t.Yes(question+" ja oder nein; Enter allein heißt nein.", Back("Nichts ändern."))
}

// Yes asks until the answer is a yes or a no.
func (t *Talk) Yes(question string, own ...Command) (bool, error) {
	for {
		answer, err := t.Answer(question, own...)
		if err != nil {
			return false, err
		}
		if yes, ok := yesOrNo(answer); ok {
			return yes, nil
		}
		t.Say("Bitte genau ja oder nein; Enter allein heißt nein.")
	}
}

// yesOrNo is whether an answer is a yes, ok that it is one of the two. What only
// begins so, as "jetzt nicht", is neither.
func yesOrNo(answer string) (yes, ok bool) {
	switch strings.ToLower(strings.TrimSpace(answer)) {
	case "ja", "j":
		return true, true
	case "nein", "n", "":
		return false, true
	}
	return false, false
}
