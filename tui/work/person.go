package work

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
)

// Person is the sitting of somebody's Stammdaten, without any report (F-12). A new
// person becomes a case when it is known who she is and that she is no second record of
// somebody. Until then what was typed is remembered, so that it survives a lost
// connection without making a record.
type Person struct {
	Report *model.Report // around the Stammdaten
	Form   *forms.Form
	Save   func(context.Context, *Snapshot) error
	IsNew  bool
	Aside  *Aside // what gave way where a colleague changed the same, until the sitting ends

	Found  []people.Twin // who may be the same, without those who are other people
	Judged bool          // they were there when the person was opened: somebody let it be

	services *Services
	desk     *Desk
	id       atomic.Pointer[string] // of the case, "" until there is one; the writer sets it
	asked    string                 // what was looked up last
	others   map[string]bool        // cases somebody said are other people
}

// OpenPerson opens the Stammdaten of a case; an empty case is a new person.
func OpenPerson(services *Services, desk *Desk, c model.Case, env forms.Env) *Person {
	p := &Person{Report: field.Copy(&model.Report{Patient: c.Patient}), IsNew: c.ID == "", Aside: &Aside{}, services: services, desk: desk, others: map[string]bool{c.ID: true}}
	p.id.Store(&c.ID)
	env.Given = GivenPerson(&c.Patient)
	p.Form = forms.New(dataset.Report, p.Report, forms.Stammdaten(), env)
	p.Save = SaveCase(desk, c, &p.id)
	return p
}

// Acts are what can be done with the Stammdaten beside entering them.
func (p *Person) Acts() []Act { return []Act{bothValues(p.Aside)} }

// Id is that of the case, "" until there is one.
func (p *Person) Id() string { return *p.id.Load() }

// Judge looks at the person as she stands.
func (p *Person) Judge() []rule.Finding { return personFindings(p.services, p.Report) }

// Asked reports that her name, date and number were looked up as they stand.
func (p *Person) Asked() bool { return people.Traits(&p.Report.Patient.Stammdaten) == p.asked }

// Compare looks up who may be the same person, once for each name, date and number;
// it reports that it did.
func (p *Person) Compare(known *people.Index) bool {
	if p.Asked() {
		return false
	}
	s := &p.Report.Patient.Stammdaten
	p.Judged = p.asked == "" && !p.IsNew // what is stored already was judged when it was made
	p.asked = people.Traits(s)
	p.Found = slices.DeleteFunc(known.Twins(s, p.Id()), func(t people.Twin) bool { return p.others[t.Row.ID] })
	return true
}

// StaysBegun reports that a begun person is no case yet: it is not known who she is,
// or somebody known may be the same.
func (p *Person) StaysBegun() bool {
	return !people.Known(&p.Report.Patient.Stammdaten) || len(p.Found) > 0
}

// Others says that those who were found are other people.
func (p *Person) Others() {
	for _, t := range p.Found {
		p.others[t.Row.ID] = true
	}
	p.Found = nil
}

// Empty reports that nothing was written of her.
func (p *Person) Empty() bool { return reflect.DeepEqual(p.Report.Patient, model.Patient{}) }

// Forget drops the begun person: no case is made.
func (p *Person) Forget(ctx context.Context) error {
	return p.desk.Memory.Remember(ctx, MerkPerson, nil)
}
