package lines

import (
	"context"
	"reflect"
	"slices"
	"sync/atomic"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/model"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/field"
	"example.org/meldeportal/model/people"
	"example.org/meldeportal/model/rule"
	"example.org/meldeportal/tui/ask"
	"example.org/meldeportal/tui/wording"
	"example.org/meldeportal/tui/work"
)

// linePerson are the Stammdaten of a person, asked line by line. A new person
// becomes a case as in the drawn program: when it is known who she is and that
// she is no second record of somebody; until then she is remembered.
type linePerson struct {
	*lineForm
	id     atomic.Pointer[string]
	isNew  bool
	index  *people.Index
	asked  string          // what was looked up last
	found  []people.Twin   // by it
	others map[string]bool // cases somebody said are other people
	open   string          // the known case to go to instead
}

// newPerson asks for the Stammdaten of somebody new and opens the record.
func (z *line) newPerson() error {
	begun, err := work.BegunPerson(z.during, z.desk)
	if err != nil {
		z.Fail(err)
	}
	if begun != nil {
		z.Say("Fortgesetzt: eine Person, die angefangen und nicht fertig wurde. :verwerfen verwirft sie.")
		return z.editPerson(model.Case{Patient: *begun})
	}
	z.Say("Neue Person.")
	return z.editPerson(model.Case{})
}

func (z *line) editPerson(c model.Case) error {
	report := field.Copy(&model.Report{Patient: c.Patient})
	p := &linePerson{isNew: c.ID == "", others: map[string]bool{c.ID: true}}
	p.id.Store(&c.ID)
	env := z.lineEnv()
	env.Given = work.GivenPerson(&c.Patient)
	p.lineForm = &lineForm{z: z, report: report, form: forms.New(dataset.Report, report, forms.Stammdaten(), env),
		end: "Ende der Stammdaten. Enter geht zur Akte.", write: work.SaveCase(z.desk, c, &p.id), begun: p.isNew}
	p.judge = func() []rule.Finding {
		p.compare()
		return work.PersonFindings(z.services, report)
	}
	p.answered, p.more = p.warn, p.commands
	p.finish, p.parting = func() error { return ask.ErrBack }, p.becomeCase
	if err := p.run(); err != nil {
		return err
	}
	return p.openRecord()
}

func (p *linePerson) commands() []ask.Command {
	if !p.begun {
		return nil
	}
	return []ask.Command{{Name: "verwerfen", Help: "Verwirft die neue Person; es entsteht keine Akte.", Do: func(string) error { return p.forget() }}}
}

// forget drops the begun person and goes back.
func (p *linePerson) forget() error {
	if err := p.z.desk.Memory.Remember(p.z.during, work.MerkPerson, nil); err != nil {
		p.z.Fail(err)
		return ask.ErrAgain
	}
	p.begun, p.unsaved = false, nil
	p.write = func(context.Context, *work.Snapshot) error { return nil }
	return ask.ErrBack
}

// compare looks up who may be the same person and decides whether a new one
// becomes a case.
func (p *linePerson) compare() {
	if !p.isNew {
		return
	}
	s := &p.report.Patient.Stammdaten
	if asked := people.Traits(s); asked != p.asked {
		p.asked = asked
		if p.people() == nil {
			return
		}
		p.found = slices.DeleteFunc(p.index.Twins(s, *p.id.Load()), func(t people.Twin) bool { return p.others[t.Row.ID] })
	}
	p.begun = p.begun && (!people.Known(s) || len(p.found) > 0)
}

// people are read once, when the first name is there. Whoever cannot be read among
// them may be this person.
func (p *linePerson) people() *people.Index {
	if p.index == nil {
		p.index = p.z.people()
		if p.index != nil && p.index.Damaged > 0 {
			p.z.Say("Warnung: %s %s", wording.DamagedCases(p.index.Damaged), wording.DamagedAdvice)
		}
	}
	return p.index
}

// warn tells who may be the same person and asks what to do.
func (p *linePerson) warn() error {
	if len(p.found) == 0 {
		return nil
	}
	p.z.Say("Warnung: Diese Person gibt es vielleicht schon.")
	found := p.found
	i, err := p.z.Choose("Nummer öffnet die vorhandene Akte, Enter allein: Es ist eine andere Person.", len(found),
		func(i int) string { return rowWords(&found[i].Row) + ", " + found[i].Why })
	if err == nil {
		p.open = found[i].Row.ID
		if p.begun {
			return p.forget()
		}
		return ask.ErrBack
	}
	if ask.Stay(err) != nil {
		return err
	}
	for _, t := range found {
		p.others[t.Row.ID] = true
	}
	p.found, p.asked = nil, ""
	p.look()
	return p.save()
}

// becomeCase says that the new person who is left becomes a case, if anything was
// written of her.
func (p *linePerson) becomeCase() bool {
	becomes := p.begun && !reflect.DeepEqual(p.report.Patient, model.Patient{})
	p.begun = p.begun && !becomes
	return becomes
}

// openRecord goes to the record of the person, or of the one she turned out to be.
func (p *linePerson) openRecord() error {
	switch id := *p.id.Load(); {
	case p.open != "":
		return p.z.record(p.open)
	case p.isNew && id != "":
		return p.z.record(id)
	}
	return nil
}
