package stage

import (
	"context"
	"slices"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/worklist"
)

func (d tasksDouble) FollowUps(_ context.Context, _ model.Datum, f func(worklist.Nachsorge) bool) error {
	for _, n := range d.Due {
		if !f(n) {
			break
		}
	}
	return nil
}

// Worklist leaves out the answers that were looked at, as the store does.
func (d tasksDouble) Worklist(ctx context.Context, _ func(int)) ([]worklist.Aufgabe, error) {
	if err := d.read(ctx, "Arbeitsliste"); err != nil {
		return nil, err
	}
	d.Mu.Lock()
	defer d.Mu.Unlock()
	seen := worklist.LiesGesehen(d.Remembrance[worklist.MerkGesehen])
	return slices.DeleteFunc(slices.Clone(d.Tasks), func(t worklist.Aufgabe) bool {
		return t.Angenommen != nil && !t.Angenommen.Bis.After(seen.Bis)
	}), nil
}

func (d tasksDouble) Waited(context.Context) ([]worklist.Gewartet, error) {
	d.Mu.Lock()
	defer d.Mu.Unlock()
	return slices.Clone(d.LetGo), nil
}

// WorklistPage is a part of them.
func (d tasksDouble) WorklistPage(ctx context.Context, span worklist.Span, told func(int)) (worklist.Page, error) {
	all, err := d.Worklist(ctx, told)
	return PageOf(all, span), err
}

// PageOf is a part of a work list that is held whole.
func PageOf(all []worklist.Aufgabe, span worklist.Span) worklist.Page {
	p := worklist.Page{Counts: worklist.Count(all)}
	for i := range all {
		if a := &all[i]; a.In(span.Art) {
			p.Tasks = append(p.Tasks, *a)
		}
		if all[i].Art == worklist.AufgabeGesperrt {
			p.Held = append(p.Held, all[i])
		}
	}
	p.Total = len(p.Tasks)
	p.From = max(0, min(span.From, p.Total-span.N))
	p.Tasks = p.Tasks[p.From:min(p.Total, p.From+span.N)]
	return p
}

// Decide does what the work list makes of it, as long as no day comes.
func (d tasksDouble) Decide(_ context.Context, a *worklist.Aufgabe, e *worklist.Entscheid) error {
	d.Mu.Lock()
	defer d.Mu.Unlock()
	if d.Fail != nil {
		return d.Fail
	}
	for i := range d.Tasks {
		t := &d.Tasks[i]
		if t.Frage != a.Frage || t.Sache != a.Sache {
			continue
		}
		if d.were == nil {
			d.were = map[string]worklist.Aufgabenart{}
		}
		if t.Entscheid == nil {
			d.were[t.Sache] = t.Art
		}
		switch t.Entscheid = e; {
		case e == nil:
			t.Art = d.were[t.Sache]
		case e.Settled():
			t.Art, e.Von, e.Am = worklist.AufgabeErledigt, "Meier", Today
		default:
			t.Art, e.Von, e.Am = worklist.AufgabeAufgeschoben, "Meier", Today
		}
	}
	return nil
}
