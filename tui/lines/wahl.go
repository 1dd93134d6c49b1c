package lines

import (
	"errors"
	"strconv"
	"strings"
)

// portion is how many entries of a list are read out at once.
const portion = 9

// codeMark stands before the number of an entry in a list of codes, so that no
// number is taken for a code: "#2" is the second entry, "2" the code.
const codeMark = "#"

// enumerate prints a portion of a numbered list and says how to go on.
func (z *line) enumerate(mark string, n, from int, text func(i int) string) {
	to := min(n, from+portion)
	for i := from; i < to; i++ {
		z.say("%s%d: %s", mark, i+1, text(i))
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
func (z *line) pick(question string, n int, at *reading, text func(i int) string, own ...command) (i int, other string, err error) {
	return z.pickMarked("", question, n, at, text, own...)
}

// pickMarked is pick where each number has a mark before it.
func (z *line) pickMarked(mark, question string, n int, at *reading, text func(i int) string, own ...command) (i int, other string, err error) {
	more := command{name: "mehr", help: "Nennt die nächsten Einträge.", do: func(string) error {
		if at.from += portion; at.from >= n {
			at.from = 0
		}
		return errMore
	}}
	for {
		if !at.said {
			z.enumerate(mark, n, at.from, text)
		}
		answer, err := z.ask(question, append([]command{more}, own...))
		at.said = errors.Is(err, errSaid)
		switch {
		case at.said, errors.Is(err, errMore):
			continue
		case err != nil:
			return -1, "", err
		}
		answer = strings.TrimSpace(answer)
		if digits, marked := strings.CutPrefix(answer, mark); marked {
			if i, ok := number(digits, n); ok {
				return i, "", nil
			}
		}
		return -1, answer, nil
	}
}

// choose lets a person choose from a list by number; it returns errBack for
// Enter alone.
func (z *line) choose(question string, n int, text func(i int) string, own ...command) (int, error) {
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
func (z *line) notOne(n int, at *reading) {
	z.say("Bitte eine Nummer von 1 bis %d oder Enter; :hilfe nennt die Befehle.", n)
	at.said = true
}

// lineStay is somewhere a person stays until Enter leads back: what is said there,
// what can be done, and what an answer means.
type lineStay struct {
	tell     func() error // says what there is now, an error leaves
	question string
	commands func() []command
	take     func(answer string) error // errSaid where nothing came of it
}

// stayAt shows a place after each thing done there.
func (z *line) stayAt(p lineStay) error {
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
func (z *line) sure(question string) (bool, error) {
	return z.askYes(question+" ja oder nein; Enter allein heißt nein.", back("Nichts ändern."))
}

// askYes asks until the answer is a yes or a no.
func (z *line) askYes(question string, own ...command) (bool, error) {
	for {
		answer, err := z.answer(question, own)
		if err != nil {
			return false, err
		}
		if yes, ok := yesOrNo(answer); ok {
			return yes, nil
		}
		z.say("Bitte genau ja oder nein; Enter allein heißt nein.")
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
