package lines

import (
	"example.org/meldeportal/model"
	"example.org/meldeportal/model/people"
	"example.org/meldeportal/model/rule"
	"example.org/meldeportal/tui/ask"
	"example.org/meldeportal/tui/interview"
	"example.org/meldeportal/tui/wording"
	"example.org/meldeportal/tui/work"
)

// linePerson are the Stammdaten of a person, asked line by line.
type linePerson struct {
	*interview.Sheet
	z       *line
	sitting *work.Person
	index   *people.Index
	open    string // the known case to go to instead
}

// newPerson asks for the Stammdaten of somebody new and opens the record.
func (z *line) newPerson() error {
	begun, err := work.BegunPerson(z.During, z.Desk)
	if z.Fail(err); begun != nil {
		z.Say("Fortgesetzt: eine Person, die angefangen und nicht fertig wurde. :verwerfen verwirft sie.")
		return z.editPerson(model.Case{Patient: *begun})
	}
	z.Say("Neue Person.")
	if preset := work.PresetPerson(z.During, z.Desk); preset != nil {
		return z.editPerson(model.Case{Patient: *preset})
	}
	return z.editPerson(model.Case{})
}

func (z *line) editPerson(c model.Case) error {
	s := work.OpenPerson(z.Services, z.Desk, c, z.Env())
	p := &linePerson{z: z, sitting: s}
	p.Sheet = z.Asking(s.Report, s.Form, func() []rule.Finding { p.compare(); return s.Judge() })
	p.Write, p.End, p.Begun, p.Aside = s.Save, "Ende der Stammdaten. Enter geht zur Akte.", s.IsNew, s.Aside
	p.Answered, p.More = p.warn, p.commands
	p.Finish, p.Parting = func() error { return ask.ErrBack }, p.becomeCase
	if err := p.Run(); err != nil {
		return err
	}
	switch {
	case p.open != "":
		return z.record(p.open)
	case s.IsNew && s.Id() != "":
		return z.record(s.Id())
	}
	return nil
}

func (p *linePerson) commands() []ask.Command {
	if !p.Begun {
		return p.z.Commands(p.sitting.Acts(), interview.Doing{Shows: map[string]func(string) error{"beide": func(string) error { return p.Choose() }}})
	}
	return []ask.Command{{Name: "verwerfen", Help: "Verwirft die neue Person; es entsteht keine Akte.", Do: func(string) error { return p.forget() }}}
}

// forget drops the begun person and goes back.
func (p *linePerson) forget() error {
	if err := p.sitting.Forget(p.z.During); err != nil {
		return p.z.Failed(err, ask.ErrAgain)
	}
	p.Begun = false
	p.Over()
	return ask.ErrBack
}

// compare looks up who may be the same as a new person.
func (p *linePerson) compare() {
	if !p.sitting.IsNew {
		return
	}
	if !p.sitting.Asked() {
		if p.people() == nil {
			return
		}
		p.sitting.Compare(p.index)
	}
	p.Begun = p.Begun && p.sitting.StaysBegun()
}

// people are read once, when the first name is there. Whoever cannot be read among
// them may be this person.
func (p *linePerson) people() *people.Index {
	if p.index == nil {
		p.index = p.z.People()
		if p.index != nil && p.index.Damaged > 0 {
			p.z.Say("Warnung: %s %s", wording.DamagedCases(p.index.Damaged), wording.DamagedAdvice)
		}
	}
	return p.index
}

// warn tells who may be the same person and asks what to do.
func (p *linePerson) warn() error {
	found := p.sitting.Found
	if len(found) == 0 {
		return nil
	}
	p.z.Say("Warnung: Diese Person gibt es vielleicht schon.")
	i, err := p.z.Choose("Nummer öffnet die vorhandene Akte, Enter allein: Es ist eine andere Person.", len(found),
		func(i int) string { return wording.PersonWords(&found[i].Row) + ", " + found[i].Why })
	switch {
	case err == nil:
		p.open = found[i].Row.ID
		if p.Begun {
			return p.forget()
		}
		return ask.ErrBack
	case ask.Stay(err) != nil:
		return err
	}
	p.sitting.Others()
	p.compare()
	p.Touch()
	return p.Keep()
}

// becomeCase says that the new person who is left becomes a case, if anything was
// written of her.
func (p *linePerson) becomeCase() bool {
	becomes := p.Begun && !p.sitting.Empty()
	p.Begun = p.Begun && !becomes
	return becomes
}
