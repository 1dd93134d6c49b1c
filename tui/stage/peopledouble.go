package stage

import (
	"context"
	"slices"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/people"
)

func (d peopleDouble) Case(context.Context, string) (model.Case, error) {
	d.Mu.Lock()
	defer d.Mu.Unlock()
	return d.Person, nil
}

func (d peopleDouble) SaveCase(_ context.Context, c *model.Case, was *model.Patient) error {
	d.Mu.Lock()
	defer d.Mu.Unlock()
	if d.Fail != nil {
		return d.Fail
	}
	if c.ID == "" {
		c.ID = "new"
	}
	if was != nil {
		d.Was = append(d.Was, *was)
	}
	d.Person, d.Saves = *c, d.Saves+1
	if over := d.Behind; over != nil {
		d.Behind = nil
		return over
	}
	return nil
}

func (d peopleDouble) Index(ctx context.Context, _ func(*people.Index, int, int)) (*people.Index, int64, error) {
	if err := d.read(ctx, "Patienten"); err != nil {
		return nil, 0, err
	}
	d.Mu.Lock()
	defer d.Mu.Unlock()
	d.Walks++
	rows := make([]people.Row, len(d.Persons))
	for i := range d.Persons {
		rows[i] = people.RowOf(&d.Persons[i])
	}
	return people.NewIndex(rows), 0, nil
}

func (d peopleDouble) Changes(ctx context.Context, _ int64) (model.Changes, error) {
	if err := d.read(ctx, "Patienten"); err != nil {
		return model.Changes{}, err
	}
	d.Mu.Lock()
	defer d.Mu.Unlock()
	return model.Changes{Cases: slices.Clone(d.Persons), Removed: slices.Clone(d.removed)}, nil
}

func (d peopleDouble) DeleteCase(_ context.Context, id string) error {
	d.Mu.Lock()
	defer d.Mu.Unlock()
	if d.Fail != nil {
		return d.Fail
	}
	d.Ended = "case " + id
	d.Remove(id)
	return nil
}

func (d peopleDouble) Forget(_ context.Context, id string, why model.Loeschgrund) error {
	d.Mu.Lock()
	defer d.Mu.Unlock()
	if d.Fail != nil {
		return d.Fail
	}
	d.Ended = "everything about " + id + ", " + string(why)
	d.Remove(id)
	return nil
}

// Remove takes a person out of the store, as DeleteCase does in any program.
func (d *DeskDouble) Remove(id string) {
	d.Persons = slices.DeleteFunc(slices.Clone(d.Persons), func(c model.Case) bool { return c.ID == id })
	d.removed = append(d.removed, id)
}
