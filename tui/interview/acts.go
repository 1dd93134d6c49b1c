package interview

import (
	"errors"

	"example.org/meldeportal/tui/ask"
	"example.org/meldeportal/tui/wording"
	"example.org/meldeportal/tui/work"
)

// What a person can do comes from the sittings (work.Act); this face gives each act
// the command of its name, asks what has to be asked, and reads out what is only to
// be shown.

// Doing is how a place does the acts of its sitting.
type Doing struct {
	Shows map[string]func(arg string) error // what is only read out
	Args  map[string]string                 // what may be typed behind its command
	Save  func() error                      // puts on the disk what is being written, nil = nothing is written here
	Wrote func(work.Done) error             // does so after an act has written, and says so
	After func(work.Done) error             // takes what came of a deed
}

// Named is a sentence of a sitting with the commands of the acts it names.
func Named(text string) string {
	return work.Told(text, func(name string) string { return ":" + name })
}

// Commands are the commands of a sitting's acts.
func (z *Session) Commands(acts []work.Act, d Doing) (list []ask.Command) {
	for _, a := range acts {
		c := ask.Command{Name: a.Name, Arg: d.Args[a.Name], Help: Named(a.Help), Off: Named(a.Off)}
		if !a.Shown() || d.Shows[a.Name] != nil {
			c.Do = func(arg string) error { return z.Act(a, arg, d) }
		}
		if arg := argOf[a.Asks]; arg != "" {
			c.Arg = arg
		}
		list = append(list, c)
	}
	return list
}

// argOf is what may be typed behind the command of an act that asks for it.
var argOf = map[work.Asked]string{work.AskNote: "[TEXT]", work.AskFile: "DATEI"}

// EntryCommands are the commands of acts of which some are about one of n entries; acts
// and doing are asked for an entry, or with -1 for the whole. What is about an entry wants
// its number, and is off where it is so for that one.
func (z *Session) EntryCommands(n int, acts func(i int) []work.Act, doing func(i int) Doing) (list []ask.Command) {
	for _, a := range acts(-1) {
		c := z.Commands([]work.Act{a}, doing(-1))[0]
		if a.Row {
			c.Arg, c.Do = "NUMMER", z.OfEntry(a.Name, n, func(i int, rest string) error { return z.EntryAct(work.ActNamed(acts(i), a.Name), rest, doing(i)) })
			if a.Asks == work.AskName {
				c.Arg = "NUMMER NAME"
			}
			if n > 0 {
				c.Off = "" // that of its entry
			}
		}
		list = append(list, c)
	}
	return list
}

// Of makes of the acts of one thing, nil for none, those of entries for EntryCommands.
func Of[T any](all []T, acts func(*T) []work.Act) func(i int) []work.Act {
	return func(i int) []work.Act {
		if i < 0 {
			return acts(nil)
		}
		return acts(&all[i])
	}
}

// EntriesCommands are EntryCommands of acts that go over several entries at once: 3, or
// 1-5,8. acts are asked for entries, or with none for the whole.
func (z *Session) EntriesCommands(n int, acts func(entries []int) []work.Act, d Doing) (list []ask.Command) {
	for _, a := range acts(nil) {
		c := z.Commands([]work.Act{a}, d)[0]
		if a.Row {
			c.Arg, c.Do = "NUMMERN", z.OfEntries(a.Name, n, func(entries []int, rest string) error {
				return z.EntryAct(work.ActNamed(acts(entries), a.Name), rest, d)
			})
			if n > 0 {
				c.Off = "" // that of its entries
			}
		}
		list = append(list, c)
	}
	return list
}

// EntryAct does an act about an entry, or says why not.
func (z *Session) EntryAct(a work.Act, rest string, d Doing) error {
	if a.Off != "" {
		z.Say("%s", Named(a.Off))
		return ask.ErrSaid
	}
	return z.Act(a, rest, d)
}

// Act does an act after its questions.
func (z *Session) Act(a work.Act, arg string, d Doing) error {
	if a.Shown() {
		if err := z.saved(&a, d); err != nil {
			return err
		}
		return ask.Stay(d.Shows[a.Name](arg))
	}
	given, err := z.given(a, arg)
	if err != nil {
		return ask.Stay(err)
	}
	if a.Sure != nil {
		if sure, err := z.Sure(Named(a.Sure.Text) + " " + a.Sure.Title); err != nil || !sure {
			return ask.Stay(err)
		}
	}
	if err := z.saved(&a, d); err != nil {
		return err
	}
	if a.Write != nil {
		return d.Wrote(a.Write(given))
	}
	done, err := a.Do(z.During, given)
	if err != nil {
		return z.Failed(err, nil)
	}
	if done.Said != "" && !done.Underway { // what is underway is waited for, and that is said
		z.Say("%s", Named(done.Said))
	}
	return d.After(done)
}

// saved saves first what an act wants on the disk.
func (z *Session) saved(a *work.Act, d Doing) error {
	if a.Saved == "" {
		return nil
	}
	err := d.Save()
	if err != nil {
		z.Say("%s", a.Saved)
	}
	return err
}

// given asks what a deed needs to be told; it returns ask.ErrBack for nothing.
func (z *Session) given(a work.Act, arg string) (work.Given, error) {
	if a.Asks == work.AskNote {
		text, err := z.askNote(a.Now.Text, arg)
		return work.Given{Text: text}, err
	}
	if a.Asks == work.AskFile && arg == "" {
		z.Say("Bitte den Namen der Datei dazuschreiben, zum Beispiel :%s meldung.xml.", a.Name)
		return work.Given{}, ask.ErrSaid
	}
	if a.Asks == work.AskFile {
		return z.GivenFile(arg)
	}
	if a.Asks == work.AskName && arg != "" {
		return work.Given{Text: arg}, nil
	}
	questions, given := a.Questions(z.Services.Now())
	answers, err := z.Answers(questions)
	if err != nil {
		return work.Given{}, err
	}
	return given(answers), nil
}

// GivenFile is a file of that name, and what is asked before it may be written.
func (z *Session) GivenFile(name string) (work.Given, error) {
	answers, err := z.Answers(work.FileQuestions(z.Desk))
	if err != nil || len(answers) == 0 {
		return work.Given{Text: name}, err
	}
	return work.Given{Text: name, Password: answers[0], Code: answers[1]}, nil
}

// Answers asks one question after the other; it returns ask.ErrBack when there is to be
// nothing.
func (z *Session) Answers(questions []work.Question) (all []string, err error) {
	for i := range questions {
		text, err := z.AnswerTo(&questions[i], all)
		if err != nil {
			return nil, err
		}
		all = append(all, text)
	}
	return all, nil
}

// AnswerTo asks one of them.
func (z *Session) AnswerTo(q *work.Question, before []string) (string, error) {
	if q.Secret {
		text, err := z.Secret(wording.Sentences(q.Label, "Die Eingabe wird nicht angezeigt; Enter allein geht zurück"))
		if err == nil && text == "" {
			err = ask.ErrBack
		}
		return text, err
	}
	if len(q.Options) > 0 {
		i, err := z.ChooseFrom(q.Label+": Nummer wählt, Enter allein geht zurück.", q.Choices())
		if err != nil || i < len(q.Options) {
			return q.Choices()[i], err
		}
		return z.Words(q.Label+" in eigenen Worten. Enter allein geht zurück.", "Nichts ändern.")
	}
	empty := ""
	if q.Empty != nil {
		empty = q.Empty(before)
	}
	answer := func() (string, error) {
		if empty == "" {
			return z.Words(wording.Sentences(q.Label, "Enter allein geht zurück"), "Nichts ändern.")
		}
		return z.Answer(wording.Sentences(q.Label, "Enter allein: "+empty), ask.Back("Nichts ändern."))
	}
	for {
		text, err := answer()
		if err != nil || q.Wrong == nil || q.Wrong(text) == "" {
			return text, err
		}
		z.Say("%s", q.Wrong(text))
	}
}

// errEmpty is the answer that there is to be no text.
var errEmpty = errors.New("empty")

// askNote asks for a note, unless it was given with the command.
func (z *Session) askNote(present, text string) (string, error) {
	remove := ask.Command{Name: "leer", Help: "Entfernt die Notiz.", Do: func(string) error { return errEmpty }}
	text, err := z.WordsOr(text, "Interne Notiz, wird nie übermittelt. Bisher "+wording.OrEmpty(present)+". Ein Text ersetzt sie, :leer entfernt sie, Enter lässt sie so.",
		"Die Notiz bleibt, wie sie ist.", remove)
	if errors.Is(err, errEmpty) {
		return "", nil
	}
	return text, err
}
