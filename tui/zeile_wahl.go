package tui

import (
	"errors"
	"strconv"
	"strings"
)

// portion is how many entries of a list are read out at once.
const portion = 9

// enumerate prints a portion of a numbered list and says how to go on.
func (z *zeile) enumerate(n, from int, text func(i int) string) {
	to := min(n, from+portion)
	for i := from; i < to; i++ {
		z.say("%d: %s", i+1, text(i))
	}
	if to < n {
		z.say("Noch %d weitere; :mehr nennt sie.", n-to)
	}
}

// number reads an answer as the number of one of n entries.
func number(text string, n int) (i int, ok bool) {
	i, err := strconv.Atoi(strings.TrimSpace(text))
	return i - 1, err == nil && i >= 1 && i <= n
}

// errMore reads out the next portion of a list.
var errMore = errors.New("more")

// reading is how far a list has been read out.
type reading struct {
	from int
	said bool // nothing new to read out before the next question
}

// pick reads out a list, a portion at a time, and asks for one of its numbers.
// Any other answer is handed back with -1.
func (z *zeile) pick(question string, n int, at *reading, text func(i int) string, own ...command) (i int, other string, err error) {
	more := command{name: "mehr", help: "Nennt die nächsten Einträge.", do: func(string) error {
		if at.from += portion; at.from >= n {
			at.from = 0
		}
		return errMore
	}}
	for {
		if !at.said {
			z.enumerate(n, at.from, text)
		}
		answer, err := z.ask(question, append([]command{more}, own...))
		at.said = errors.Is(err, errSaid)
		switch {
		case at.said, errors.Is(err, errMore):
			continue
		case err != nil:
			return -1, "", err
		}
		if i, ok := number(answer, n); ok {
			return i, "", nil
		}
		return -1, strings.TrimSpace(answer), nil
	}
}

// choose lets a person choose from a list by number; it returns errBack for
// Enter alone.
func (z *zeile) choose(question string, n int, text func(i int) string, own ...command) (int, error) {
	for at := (reading{}); ; {
		i, other, err := z.pick(question, n, &at, text, append(own, back("Nichts wählen."))...)
		switch {
		case errors.Is(err, errAgain):
			continue
		case err != nil:
			return 0, err
		case i >= 0:
			return i, nil
		case other == "":
			return 0, errBack
		}
		z.notOne(n, &at)
	}
}

// notOne says that an answer is none of the numbers of a list.
func (z *zeile) notOne(n int, at *reading) {
	z.say("Bitte eine Nummer von 1 bis %d oder Enter; :hilfe nennt die Befehle.", n)
	at.said = true
}

// place is somewhere a person stays until Enter leads back: what is said there,
// what can be done, and what an answer means.
type place struct {
	tell     func() error // says what there is now, an error leaves
	question string
	commands func() []command
	take     func(answer string) error // errSaid where nothing came of it
}

// stayAt shows a place after each thing done there.
func (z *zeile) stayAt(p place) error {
	for said := false; ; {
		if !said {
			if err := p.tell(); err != nil {
				return err
			}
		}
		text, err := z.ask(p.question, p.commands())
		said = errors.Is(err, errSaid)
		switch {
		case errors.Is(err, errAgain):
			continue
		case err != nil:
			return err
		case strings.TrimSpace(text) == "":
			return errBack
		}
		err = stay(p.take(strings.TrimSpace(text)))
		if said = errors.Is(err, errSaid); err != nil && !errors.Is(err, errAgain) {
			return err
		}
	}
}

// sure asks before something that cannot be taken back, or that changes much.
func (z *zeile) sure(question string) (bool, error) {
	answer, err := z.answer(question+" ja oder nein; Enter allein heißt nein.", []command{back("Nichts ändern.")})
	return err == nil && yes(answer), err
}

func yes(answer string) bool {
	return strings.HasPrefix(strings.ToLower(strings.TrimSpace(answer)), "j")
}
