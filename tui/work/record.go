package work

import (
	"context"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/rule"
	"example.org/meldeportal/tui/wording"
)

// Record is everything the record shows.
type Record struct {
	Desk       *Desk
	Person     model.Case
	Drafts     []model.Draft
	Deliveries []model.Delivery
	Past       []rule.Past
	Last       *Undo // of what was deleted here last, nil = nothing was
}

func ReadRecord(ctx context.Context, desk *Desk, id string) (c Record, err error) {
	c.Desk = desk
	if c.Person, err = desk.People.Case(ctx, id); wording.IsDamaged(err) {
		c.Person = model.Case{ID: id, Damaged: true} // her reports may be read all the same
	} else if err != nil {
		return c, err
	}
	if c.Drafts, err = desk.Drafts.DraftsOf(ctx, id); err != nil {
		return c, err
	}
	if c.Deliveries, err = desk.Sent.Deliveries(ctx, id); err != nil {
		return c, err
	}
	c.Past, err = desk.Reports.History(ctx, id, "")
	return c, err
}

// NotRemovable says why the record stays and what to do, "" when it can go.
func (c *Record) NotRemovable() string {
	switch {
	case c.Person.Damaged:
		return c.NotReadable()
	case len(c.Deliveries) > 0:
		return "Zu dieser Person wurde gemeldet; die Akte bleibt. {oeffnen} auf der Meldung, dann {loeschantrag}: Löschantrag."
	case len(c.Drafts) > 0:
		return "Die Akte hat noch " + wording.Plural(len(c.Drafts), "Entwurf", "Entwürfe") + ". Bitte erst mit {loeschen} löschen, dann die Akte."
	}
	return ""
}

const removalMeans = "Die Stammdaten dieser Person werden endgültig gelöscht. Gemeldet wurde zu ihr noch nichts."

// staysKnown says why not everything about the person can be deleted, "" when it can.
func (c *Record) staysKnown() string {
	if c.Person.Damaged {
		return c.NotReadable()
	}
	for i := range c.Deliveries {
		if s := c.Deliveries[i].State; s == model.StateQueued || s == model.StateSending {
			return wording.UnderwayText
		}
	}
	return ""
}

const forgettingMeans = "Stammdaten, Entwürfe, gesendete Meldungen und Quittungen werden hier endgültig gelöscht; das lässt sich nicht zurücknehmen. " +
	"Das Register behält, was es hat: Dort löscht nur ein Löschantrag."

// DamagedRows says how many drafts and deliveries of a record nobody can read, ""
// where there is none.
func (c *Record) DamagedRows() string {
	n := 0
	for i := range c.Drafts {
		if c.Drafts[i].Damaged {
			n++
		}
	}
	return wording.DamagedEntries(n + wording.CountDamaged(c.Deliveries))
}

// NotReadable says why nothing can be written about a person nobody can read.
func (c *Record) NotReadable() string {
	if !c.Person.Damaged {
		return ""
	}
	return wording.DamagedSentence("Akte", c.Person.ID)
}
