package lines

import (
	"errors"

	"example.org/meldeportal/model"
	"example.org/meldeportal/tui/ask"
	"example.org/meldeportal/tui/wording"
	"example.org/meldeportal/tui/work"
)

// What a person can do comes from the sittings (work.Act); this face gives each act
// the command of its name, asks what has to be asked, and reads out what is only to
// be shown.

// doing is how a place does the acts of its sitting.
type doing struct {
	shows map[string]func(arg string) error // what is only read out
	args  map[string]string                 // what may be typed behind its command
	save  func(anew bool) error             // puts on the disk what is being written, nil = nothing is written here
	after func(work.Done) error             // takes what came of a deed
}

// named is a sentence of a sitting with the commands of the acts it names.
func named(text string) string {
	return work.Told(text, func(name string) string { return ":" + name })
}

// commandsOf are the commands of a sitting's acts.
func (z *line) commandsOf(acts []work.Act, d doing) (list []ask.Command) {
	for _, a := range acts {
		c := ask.Command{Name: a.Name, Arg: d.args[a.Name], Help: named(a.Help), Off: named(a.Off)}
		if !a.Shown() || d.shows[a.Name] != nil {
			c.Do = func(arg string) error { return z.act(a, arg, d) }
		}
		if a.Asks == work.AskNote {
			c.Arg = "[TEXT]"
		}
		list = append(list, c)
	}
	return list
}

// act does an act after its questions.
func (z *line) act(a work.Act, arg string, d doing) error {
	if a.Shown() {
		if err := z.saved(&a, d); err != nil {
			return err
		}
		return ask.Stay(d.shows[a.Name](arg))
	}
	given, err := z.given(a, arg)
	if err != nil {
		return ask.Stay(err)
	}
	if a.Sure != nil {
		if sure, err := z.Sure(named(a.Sure.Text) + " " + a.Sure.Title); err != nil || !sure {
			return ask.Stay(err)
		}
	}
	if err := z.saved(&a, d); err != nil {
		return err
	}
	if a.Write != nil {
		done := a.Write(given)
		if err := d.save(true); err != nil {
			return err
		}
		z.Say("%s", named(done.Said))
		return nil
	}
	done, err := a.Do(z.during, given)
	if err != nil {
		z.Fail(err)
		return nil
	}
	if done.Said != "" && !done.Underway { // what is underway is waited for, and that is said
		z.Say("%s", named(done.Said))
	}
	return d.after(done)
}

// saved saves first what an act wants on the disk.
func (z *line) saved(a *work.Act, d doing) error {
	if a.Saved == "" {
		return nil
	}
	err := d.save(false)
	if err != nil {
		z.Say("%s", a.Saved)
	}
	return err
}

// given asks what a deed needs to be told; it returns ask.ErrBack for nothing.
func (z *line) given(a work.Act, arg string) (g work.Given, err error) {
	switch a.Asks {
	case work.AskNote:
		g.Text, err = z.askNote(a.Now.Text, arg)
	case work.AskSperre:
		g.Sperre, err = z.askSperre()
	}
	return g, err
}

// errEmpty is the answer that there is to be no text.
var errEmpty = errors.New("empty")

// askNote asks for a note, unless it was given with the command.
func (z *line) askNote(present, text string) (string, error) {
	if text != "" {
		return text, nil
	}
	remove := ask.Command{Name: "leer", Help: "Entfernt die Notiz.", Do: func(string) error { return errEmpty }}
	text, err := z.Words("Interne Notiz, wird nie übermittelt. Bisher "+wording.OrEmpty(present)+". Ein Text ersetzt sie, :leer entfernt sie, Enter lässt sie so.",
		"Die Notiz bleibt, wie sie ist.", remove)
	if errors.Is(err, errEmpty) {
		return "", nil
	}
	return text, err
}

// askSperre asks for a reason and a day to hold back; it returns ask.ErrBack when
// there is to be none.
func (z *line) askSperre() (*model.Sperre, error) {
	reason, err := z.askReason()
	if err != nil {
		return nil, err
	}
	until, err := z.askUntil()
	if err != nil {
		return nil, err
	}
	return &model.Sperre{Grund: reason, Bis: until}, nil
}

func (z *line) askReason() (string, error) {
	i, err := z.Choose("Grund: Nummer wählt, Enter allein geht zurück.", len(work.HoldReasons)+1, func(i int) string {
		if i == len(work.HoldReasons) {
			return "anderer Grund"
		}
		return work.HoldReasons[i]
	})
	if err != nil {
		return "", err
	}
	if i < len(work.HoldReasons) {
		return work.HoldReasons[i], nil
	}
	return z.Words("Grund in eigenen Worten. Enter allein geht zurück.", "Nicht zurückhalten.")
}

func (z *line) askUntil() (model.Datum, error) {
	for {
		text, err := z.Answer("Bis zu welchem Tag? Zum Beispiel 01.12.2026 oder +14. Enter allein: bis jemand sie aufhebt.", ask.Back("Nicht zurückhalten."))
		if err != nil {
			return "", err
		}
		until, wrong := work.HoldUntil(text, z.services.Now())
		if wrong == "" {
			return until, nil
		}
		z.Say("%s", wrong)
	}
}
