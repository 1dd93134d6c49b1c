package ask

import (
	"errors"
	"slices"
	"strconv"
	"strings"
)

// Portion is how many entries of a list are read out at once.
const Portion = 9

// Place is somewhere a person stays until an answer or a command leads away: what is
// said there, the entries that are read out with their numbers, what can be done, and
// what an answer means.
type Place struct {
	Tell     func() error                            // says what there is now, an error leaves; nil = nothing
	List     func() (n int, text func(i int) string) // the entries, nil = there are none
	Mark     string                                  // before each number, so that no number is taken for another answer
	Question string
	Commands func() []Command          // nil = none
	Pick     func(i int) error         // takes an entry
	Take     func(answer string) error // takes any other answer, nil = none is one; ErrSaid where nothing came of it
	Enter    func() error              // Enter alone, nil = it leads back
}

// entries are how far those of a place have been read out.
type entries struct {
	n, from int
	text    func(i int) string
	said    bool // there is nothing new to read out before the next question
}

// ErrChosen leaves a place with what was chosen.
var ErrChosen = errors.New("chosen")

// Chosen is how a place was left where something is chosen: nil when it was.
func Chosen(err error) error {
	if errors.Is(err, ErrChosen) {
		return nil
	}
	return err
}

// StayAt shows a place after each thing done there. It returns what led away.
func (t *Talk) StayAt(p Place) error {
	for at := (&entries{}); ; {
		if err := t.show(&p, at); err != nil {
			return err
		}
		answer, err := t.Ask(p.Question, t.commands(&p, at))
		if err == nil {
			err = t.taken(&p, at, strings.TrimSpace(answer))
		}
		at.said = errors.Is(err, ErrSaid)
		if err != nil && !errors.Is(err, ErrAgain) {
			return err
		}
	}
}

func (t *Talk) show(p *Place, at *entries) error {
	if at.said {
		return nil
	}
	if p.Tell != nil {
		if err := p.Tell(); err != nil {
			return err
		}
	}
	if p.List == nil {
		return nil
	}
	if at.n, at.text = p.List(); at.from >= at.n {
		at.from = 0
	}
	t.enumerate(p.Mark, at)
	return nil
}

// enumerate prints a portion of the entries and says how to go on.
func (t *Talk) enumerate(mark string, at *entries) {
	to := min(at.n, at.from+Portion)
	for i := at.from; i < to; i++ {
		t.Say("%s%d: %s", mark, i+1, at.text(i))
	}
	if to < at.n {
		t.Say("Noch %d weitere; :mehr nennt sie.", at.n-to)
	}
}

func (t *Talk) commands(p *Place, at *entries) (list []Command) {
	if p.List != nil {
		list = append(list, Command{Name: "mehr", Help: "Nennt die nächsten Einträge.", Do: func(string) error {
			if at.from += Portion; at.from >= at.n {
				at.from = 0
			}
			t.enumerate(p.Mark, at)
			return ErrSaid
		}})
	}
	if p.Commands != nil {
		list = append(list, p.Commands()...)
	}
	return list
}

// taken gives an answer to the place.
func (t *Talk) taken(p *Place, at *entries, answer string) error {
	digits, marked := strings.CutPrefix(answer, p.Mark)
	i, isNumber := Number(digits, at.n)
	switch {
	case answer == "" && p.Enter == nil:
		return ErrBack
	case answer == "":
		return Stay(p.Enter())
	case marked && isNumber:
		return Stay(p.Pick(i))
	case p.Take != nil:
		return Stay(p.Take(answer))
	case at.n > 0:
		t.Say("Bitte eine Nummer von 1 bis %d oder Enter; :hilfe nennt die Befehle.", at.n)
	default:
		t.Say("Hier gibt es nichts einzugeben; Befehle beginnen mit einem Doppelpunkt.")
	}
	return ErrSaid
}

// Number reads an answer as the number of one of n entries.
func Number(text string, n int) (i int, ok bool) {
	i, err := strconv.Atoi(strings.TrimSpace(text))
	return i - 1, err == nil && i >= 1 && i <= n
}

// Choose lets a person choose from a list by number; it returns ErrBack for
// Enter alone.
func (t *Talk) Choose(question string, n int, text func(i int) string, own ...Command) (chosen int, err error) {
	err = t.StayAt(Place{Question: question, List: func() (int, func(int) string) { return n, text },
		Commands: func() []Command { return append(own, Back("Nichts wählen.")) },
		Pick:     func(i int) error { chosen = i; return ErrChosen }})
	return chosen, Chosen(err)
}

// ChooseFrom is Choose among words.
func (t *Talk) ChooseFrom(question string, words []string) (chosen int, err error) {
	return t.Choose(question, len(words), func(i int) string { return words[i] })
}

// emptyList is said where there is no entry a number could mean.
const emptyList = "Die Liste zeigt keine Zeile."

// OfEntry makes a command's Do of something that is about one of n entries, by the
// number written behind the command; rest is what is written behind that.
func (t *Talk) OfEntry(name string, n int, do func(i int, rest string) error) func(string) error {
	return func(arg string) error {
		first, rest, _ := strings.Cut(arg, " ")
		i, ok := Number(first, n)
		switch {
		case n == 0:
			t.Say(emptyList)
			return ErrSaid
		case !ok:
			t.Say("Bitte die Nummer dazuschreiben, von 1 bis %d, zum Beispiel :%s 1.", n, name)
			return ErrSaid
		}
		return Stay(do(i, strings.TrimSpace(rest)))
	}
}

// OfEntries is OfEntry for a Do about one or several entries: 3, or 1-5,8.
func (t *Talk) OfEntries(name string, n int, do func(entries []int, rest string) error) func(string) error {
	return func(arg string) error {
		first, rest, _ := strings.Cut(arg, " ")
		entries, ok := Numbers(first, n)
		switch {
		case n == 0:
			t.Say(emptyList)
			return ErrSaid
		case !ok:
			t.Say("Bitte die Nummer dazuschreiben, von 1 bis %d, zum Beispiel :%s 1; mehrere als :%s 1-3,5.", n, name, name)
			return ErrSaid
		}
		return Stay(do(entries, strings.TrimSpace(rest)))
	}
}

// Numbers reads numbers of n entries, counted from one: 3, or 1-5,8. Each is there once,
// in the order of the list.
func Numbers(text string, n int) (entries []int, ok bool) {
	for part := range strings.SplitSeq(text, ",") {
		from, to, several := strings.Cut(part, "-")
		a, okFrom := Number(from, n)
		b, okTo := a, true
		if several {
			b, okTo = Number(to, n)
		}
		if !okFrom || !okTo || a > b {
			return nil, false
		}
		for i := a; i <= b; i++ {
			entries = append(entries, i)
		}
	}
	slices.Sort(entries)
	return slices.Compact(entries), true
}
