package desk

import (
	"context"
	"sync"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/rule"
	"example.org/meldeportal/model/worklist"
)

// openTasks is the whole work list as it was read last, for whoever filters or sorts it.
// Only the first reading of a day reads all that is to be done; afterwards the changed
// cases are enough.
type openTasks struct {
	mu   sync.Mutex
	list *worklist.List
	mark int64 // of the store's changes
}

// dayPlaces are the places of the day that were read last.
type dayPlaces struct {
	mu  sync.Mutex
	day *worklist.Places
}

func (p *dayPlaces) shelves(now time.Time, config rule.Config, gesehen worklist.Gesehen, slots []worklist.Counted) *worklist.Shelves {
	p.mu.Lock()
	defer p.mu.Unlock()
	if today := model.DatumOf(now); p.day == nil || p.day.Day() != today {
		p.day = worklist.NewPlaces(today, config)
	}
	return p.day.Shelves(now, gesehen, slots)
}

// Worklist opens no report and reads no history: the store keeps what is to be done.
func (d *Desk) Worklist(ctx context.Context, told func(left int)) ([]worklist.Aufgabe, error) {
	memory, err := d.vault.Memory(ctx, worklist.MerkGesehen)
	if err != nil {
		return nil, Failure(err)
	}
	tasks, err := d.tasks(ctx, worklist.LiesGesehen(memory[worklist.MerkGesehen]), told)
	d.inHands(nil, tasks)
	return tasks, Failure(err)
}

// WorklistPage reads what stands there, and counts the rest.
func (d *Desk) WorklistPage(ctx context.Context, span worklist.Span, told func(left int)) (worklist.Page, error) {
	memory, err := d.vault.Memory(ctx, worklist.MerkGesehen)
	if err == nil {
		err = d.vault.CatchUp(ctx, told)
	}
	if err != nil {
		return worklist.Page{}, Failure(err)
	}
	missing, err := d.vault.Missing(ctx)
	if err != nil {
		return worklist.Page{}, Failure(err)
	}
	page, err := d.vault.TaskPage(ctx, span, func(slots []worklist.Counted) *worklist.Shelves {
		shelves := d.places.shelves(d.now(), d.sender.Rules, worklist.LiesGesehen(memory[worklist.MerkGesehen]), slots)
		shelves.Miss(worklist.Vermisste(missing))
		return shelves
	})
	d.inHands(nil, page.Tasks)
	d.inHands(nil, page.Held)
	return page, Failure(err)
}

func (d *Desk) tasks(ctx context.Context, gesehen worklist.Gesehen, told func(left int)) ([]worklist.Aufgabe, error) {
	d.open.mu.Lock()
	defer d.open.mu.Unlock()
	if err := d.vault.CatchUp(ctx, told); err != nil {
		return nil, err
	}
	read := d.readChanged
	if l := d.open.list; l == nil || l.Day() != model.DatumOf(d.now()) {
		read = d.readAll
	}
	if err := read(ctx); err != nil {
		return nil, err
	}
	missing, err := d.vault.Missing(ctx)
	if err != nil {
		return nil, err
	}
	d.open.list.Put(worklist.Vermisste(missing))
	return d.open.list.Aufgaben(gesehen), nil
}

// Waited are the holds of the last year that are over.
func (d *Desk) Waited(ctx context.Context) ([]worklist.Gewartet, error) {
	return told(d.vault.Waited(ctx))
}

// readAll takes the mark first: what changes meanwhile is read again later.
func (d *Desk) readAll(ctx context.Context) error {
	mark, err := d.vault.Mark(ctx)
	if err != nil {
		return err
	}
	list := worklist.New(d.now(), d.sender.Rules)
	err = d.vault.Staende(ctx, func(s worklist.Stand) error {
		list.Put(s)
		return nil
	})
	if err != nil {
		return err
	}
	d.open.list, d.open.mark = list, mark
	return nil
}

func (d *Desk) readChanged(ctx context.Context) error {
	changes, err := d.vault.Changes(ctx, d.open.mark)
	if err != nil {
		return err
	}
	for i := range changes.Cases {
		s, err := d.vault.Stand(ctx, changes.Cases[i].ID)
		if err != nil {
			return err
		}
		d.open.list.Put(s)
	}
	for _, id := range changes.Removed {
		d.open.list.Put(worklist.Stand{CaseID: id})
	}
	d.open.mark = changes.Mark
	return nil
}

// Decide keeps what somebody decided about a question, nil = it is open again. Who
// decides now, and when, is told here.
func (d *Desk) Decide(ctx context.Context, a *worklist.Aufgabe, e *worklist.Entscheid) error {
	if e != nil && e.Am.IsZero() {
		e.Von, e.Am = d.who.Name, d.now()
	}
	return Failure(d.vault.Decide(ctx, a.CaseID, a.Frage, a.Sache, e))
}
