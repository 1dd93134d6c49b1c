package desk

import (
	"context"
	"errors"
	"maps"
	"sync"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/people"
	"example.org/meldeportal/model/worklist"
	"example.org/meldeportal/sync/store"
)

// openTasks is the work list as it was read last. Only the first reading of a day
// walks through everything; afterwards the changed cases are enough.
type openTasks struct {
	mu    sync.Mutex
	list  *worklist.List
	mark  int64             // of the store's changes
	names map[string]listed // of the people it was about, by case
}

// listed is what the work list says of a person.
type listed struct {
	name    string
	objects bool
}

func listedAs(c *model.Case) listed {
	return listed{people.Name(c), c.Widerspruch && !c.Damaged}
}

// Worklist opens no report: the headers say enough.
func (d *Desk) Worklist(ctx context.Context) ([]worklist.Aufgabe, error) {
	memory, err := d.vault.Memory(ctx, worklist.MerkGesehen)
	if err != nil {
		return nil, Failure(err)
	}
	tasks, err := d.tasks(ctx, worklist.LiesGesehen(memory[worklist.MerkGesehen]))
	return tasks, Failure(err)
}

func (d *Desk) tasks(ctx context.Context, gesehen worklist.Gesehen) ([]worklist.Aufgabe, error) {
	d.open.mu.Lock()
	defer d.open.mu.Unlock()
	read := d.readChanged
	if l := d.open.list; l == nil || l.Day() != model.DatumOf(d.now()) {
		read = d.readAll
	}
	if err := read(ctx); err != nil {
		return nil, err
	}
	tasks := d.open.list.Aufgaben(gesehen)
	return tasks, d.name(ctx, tasks)
}

// readAll takes the mark first: what changes meanwhile is read again later.
func (d *Desk) readAll(ctx context.Context) error {
	mark, err := d.vault.Mark(ctx)
	if err != nil {
		return err
	}
	list := worklist.New(d.now(), d.sender.Rules)
	err = d.vault.Vorgaenge(ctx, func(fall []model.Vorgang) error {
		list.Put(fall[0].CaseID, fall)
		return nil
	})
	if err != nil {
		return err
	}
	d.open.list, d.open.mark, d.open.names = list, mark, map[string]listed{}
	return nil
}

func (d *Desk) readChanged(ctx context.Context) error {
	changes, err := d.vault.Changes(ctx, d.open.mark)
	if err != nil {
		return err
	}
	for i := range changes.Cases {
		fall, err := d.vault.VorgaengeOf(ctx, changes.Cases[i].ID)
		if err != nil {
			return err
		}
		d.open.list.Put(changes.Cases[i].ID, fall)
		delete(d.open.names, changes.Cases[i].ID)
	}
	for _, id := range changes.Removed {
		d.open.list.Put(id, nil)
	}
	d.open.mark = changes.Mark
	return nil
}

// name fills in who the tasks are about. Only names that are not known yet are read.
func (d *Desk) name(ctx context.Context, tasks []worklist.Aufgabe) error {
	unknown := map[string]listed{}
	for i := range tasks {
		if _, known := d.open.names[tasks[i].CaseID]; !known {
			unknown[tasks[i].CaseID] = listed{}
		}
	}
	if err := d.names(ctx, unknown); err != nil {
		return err
	}
	maps.Copy(d.open.names, unknown)
	for i := range tasks {
		who := d.open.names[tasks[i].CaseID]
		tasks[i].Person, tasks[i].Widerspruch = who.name, who.objects
	}
	return nil
}

// fewCases are looked up one by one; from there on reading all is faster.
const fewCases = 500

func (d *Desk) names(ctx context.Context, names map[string]listed) error {
	if len(names) <= fewCases {
		for id := range names {
			c, err := d.vault.Case(ctx, id)
			if errors.Is(err, store.ErrDamaged) {
				c, err = model.Case{ID: id, Damaged: true}, nil
			}
			if err != nil {
				return err
			}
			names[id] = listedAs(&c)
		}
		return nil
	}
	return d.vault.Cases(ctx, func(cases []model.Case) error {
		for i := range cases {
			if _, wanted := names[cases[i].ID]; wanted {
				names[cases[i].ID] = listedAs(&cases[i])
			}
		}
		return nil
	})
}
