package tui

import (
	"context"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/rule"
)

// caseContent is everything the record shows.
type caseContent struct {
	person     model.Case
	drafts     []model.Draft
	deliveries []model.Delivery
	past       []rule.Past
}

func readCase(desk *Desk, id string) (c caseContent, err error) {
	ctx := context.Background()
	if c.person, err = desk.People.Case(ctx, id); isDamaged(err) {
		c.person = model.Case{ID: id, Damaged: true} // her reports may be read all the same
	} else if err != nil {
		return c, err
	}
	if c.drafts, err = desk.Drafts.DraftsOf(ctx, id); err != nil {
		return c, err
	}
	if c.deliveries, err = desk.Sent.Deliveries(ctx, id); err != nil {
		return c, err
	}
	c.past, err = desk.Reports.History(ctx, id, "")
	return c, err
}

// notRemovable says why the record stays and what to do, "" when it can go.
func (c *caseContent) notRemovable() string {
	switch {
	case c.person.Damaged:
		return c.notReadable()
	case len(c.deliveries) > 0:
		return "Zu dieser Person wurde gemeldet; die Akte bleibt. Enter auf der Meldung, dann F8: Löschantrag."
	case len(c.drafts) > 0:
		return "Die Akte hat noch " + plural(len(c.drafts), "Entwurf", "Entwürfe") + ". Bitte erst mit Strg+K löschen, dann die Akte."
	}
	return ""
}

const removalMeans = "Die Stammdaten dieser Person werden endgültig gelöscht. Gemeldet wurde zu ihr noch nichts."

// damagedRows says how many drafts and deliveries of a record nobody can read, ""
// where there is none.
func (c *caseContent) damagedRows() string {
	n := 0
	for i := range c.drafts {
		if c.drafts[i].Damaged {
			n++
		}
	}
	return damagedEntries(n + countDamaged(c.deliveries))
}

// notReadable says why nothing can be written about a person nobody can read.
func (c *caseContent) notReadable() string {
	if !c.person.Damaged {
		return ""
	}
	return damagedSentence("Akte", c.person.ID)
}
