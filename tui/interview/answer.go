package interview

import (
	"errors"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/tui/ask"
	"example.org/meldeportal/tui/wording"
)

// What becomes of an answer in line mode. In a field with a list the very code
// wins over everything, the only hit is taken, and among several one has to be
// chosen; what is odd is taken only when it is said twice. Until then the field
// keeps what it had.

// enterValue takes an answer as the value of the field; it returns ask.ErrAgain where
// the field keeps what it had.
func (l *Sheet) enterValue(text string) error {
	if hits := l.Form.Answer(text); len(hits) > 0 {
		l.withdraw()
		return l.chooseHit(text, hits)
	}
	if h := l.Form.Heard(); h != nil {
		l.sayHeard(h)
	}
	return l.doubt(text)
}

// doubt takes back an answer that is no code of its list, no date or no number, the
// first time it is given.
func (l *Sheet) doubt(text string) error {
	q := l.Form.Question()
	given := [2]string{q.ID, text}
	if !q.Doubt || l.doubted == given {
		l.doubted = [2]string{}
		return nil
	}
	odd := ValueText(q)
	l.withdraw()
	l.doubted = given
	l.z.Say("%s", wording.Sentences("Nicht übernommen: "+odd, "Es bleibt: "+wording.OrEmpty(ValueText(l.Form.Question())), "Dieselbe Antwort noch einmal behält sie trotzdem"))
	return ask.ErrAgain
}

// withdraw makes the field what it was before the answer.
func (l *Sheet) withdraw() {
	l.Form.Withdraw()
	l.Look()
}

// sayHeard says what a TNM line was understood as.
func (l *Sheet) sayHeard(h *forms.Heard) {
	var parts []string
	for _, p := range []struct{ what, said string }{{h.Understood, "Verstanden: "}, {h.Kept, "Es bleibt: "}, {h.Gone, "Es entfällt: "}, {h.Not, "Nicht verstanden: "}, {h.Why, ""}} {
		if p.what != "" {
			parts = append(parts, p.said+p.what)
		}
	}
	l.z.Say("%s", wording.Sentences(parts...))
}

// chooseHit lets the person choose among several hits. Another text is another
// answer; Enter alone leaves the field as it is.
func (l *Sheet) chooseHit(text string, hits []forms.Choice) error {
	question, own := "Ein Code oder #Nummer wählt, ein anderes Wort sucht neu, Enter allein lässt das Feld, wie es ist.", []ask.Command{ask.Back("Nichts wählen.")}
	if l.Form.Question().Own {
		question += " :text behält den eigenen Text."
		own = append(own, ask.Command{Name: "text", Help: "Behält den Text so, wie er eingegeben wurde.", Do: func(string) error { return errOwn }})
	}
	l.z.Say("%s für „%s“.", wording.Plural(len(hits), "Treffer", "Treffer"), text)
	i, other, err := l.chooseCode(question, hits, own...)
	switch {
	case errors.Is(err, errOwn):
		l.Form.Answer(text)
		return nil
	case err != nil:
		return err
	case i >= 0:
		l.Form.Answer(text)
		l.Form.Choose(i)
		return nil
	}
	return l.enterValue(other)
}

// errOwn keeps a text that is none of the hits.
var errOwn = errors.New("own text")

// chooseCode reads out entries of a list and asks for one: by its number with the
// mark before it, or by anything else, which is handed back. It returns ask.ErrAgain
// for nothing.
func (l *Sheet) chooseCode(question string, hits []forms.Choice, own ...ask.Command) (i int, other string, err error) {
	i = -1
	err = l.z.StayAt(ask.Place{Mark: codeMark, Question: question,
		List:     func() (int, func(int) string) { return len(hits), func(i int) string { return choiceWords(hits[i]) } },
		Commands: func() []ask.Command { return own },
		Pick:     func(chosen int) error { i = chosen; return ask.ErrChosen },
		Take:     func(text string) error { other = text; return ask.ErrChosen }})
	switch {
	case errors.Is(err, ask.ErrChosen):
		return i, other, nil
	case errors.Is(err, ask.ErrBack):
		l.z.Say("Nichts gewählt. Es bleibt: %s.", wording.OrEmpty(ValueText(l.Form.Question())))
		err = ask.ErrAgain
	}
	return -1, "", err
}

// codeMark stands before the number of an entry in a list of codes, so that no
// number is taken for a code: "#2" is the second entry, "2" the code.
const codeMark = "#"

// list reads out the list of the field, or the part of it that fits a word.
func (l *Sheet) list(word string) error {
	hits := l.Form.Choices(word)
	if len(hits) == 0 {
		l.z.Say("Kein Treffer.")
		return nil
	}
	i, other, err := l.chooseCode("Ein Code oder #Nummer wählt, ein anderes Wort sucht, Enter allein lässt das Feld, wie es ist.", hits, ask.Back("Nichts wählen."))
	switch {
	case err != nil:
		return err
	case i < 0:
		if err := l.enterValue(other); err != nil {
			return err
		}
	default:
		l.Form.Choices(word)
		l.Form.Choose(i)
	}
	if err := l.Confirm(); err != nil {
		return err
	}
	return l.goOn()
}
