package work

import (
	"context"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/rights"
)

// Draft is a draft among the others of its person, not opened.
type Draft struct {
	Desk *Desk
	model.Draft
}

// Acts are what can be done with a draft without opening it.
func (d *Draft) Acts() []Act {
	saved := func(change func(*model.Draft)) func(context.Context) error {
		return func(ctx context.Context) error {
			changed := d.Draft
			change(&changed)
			return d.Desk.Drafts.SaveDraft(ctx, &changed)
		}
	}
	beside := &aside{does: inDraft, notiz: d.Notiz, sperre: d.Sperre, lifted: "Die Sperre ist aufgehoben.",
		note: func(ctx context.Context, text string) error {
			return saved(func(d *model.Draft) { d.Notiz = text })(ctx)
		},
		hold: func(ctx context.Context, s *model.Sperre) error {
			return saved(func(d *model.Draft) { d.Sperre = s })(ctx)
		}}
	return Allowed(d.Desk, append(beside.acts(), d.paper(), d.remove(), handDraft(d.Desk, func() *model.Draft { return &d.Draft })))
}

func (d *Draft) paper() Act {
	id, rev := d.ID, d.Rev
	return onPaper(func(ctx context.Context) error {
		_, err := d.Desk.Reports.MarkPaper(ctx, id, rev)
		return err
	})
}

func (d *Draft) remove() Act {
	id, rev := d.ID, d.Rev
	return throwAway(d.Desk, &d.Draft, func() (string, int) { return id, rev })
}

// onPaper asks before a report counts as reported on paper (F-26).
func onPaper(do func(context.Context) error) Act {
	return Act{Name: "papier", Does: rights.AufPapier, Label: "Auf Papier gemeldet", Help: "Der Anlass wird nicht noch einmal gesendet.", Menu: true,
		Sure: &Sure{"Bereits auf Papier gemeldet?", "Wurde dieser Meldeanlass bereits auf Papier gemeldet? Dann wird er nicht erneut gesendet und zählt als Vorgeschichte der Person. " +
			"In der Akte lässt sich das zurücknehmen ({papier}).", "Auf Papier gemeldet"},
		Do: ending("Als auf Papier gemeldet vermerkt; es wird nicht gesendet.", do)}
}

// ending is a deed behind which the draft is one no longer.
func ending(said string, do func(context.Context) error) func(context.Context, Given) (Done, error) {
	return func(ctx context.Context, _ Given) (Done, error) { return Done{Said: said, Gone: true}, do(ctx) }
}
