package desk

import (
	"context"
	"encoding/json"
	"time"

	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/sync/portal"
	"example.org/meldeportal/sync/store"
)

// confirmed is what the portal said of a person when it let her in last. It stands sealed
// among what her program remembers: by it she works where the portal is away.
type confirmed struct {
	At          time.Time `json:"zeit"`
	Name        string    `json:"name"`
	Einrichtung string    `json:"einrichtung"`
	MelderID    string    `json:"melder_id"`
	AbsenderID  string    `json:"absender_id"`
	Editions    []string  `json:"fassungen"`
}

const confirmedName = "anmeldung"

func keepConfirmed(ctx context.Context, v *store.Vault, s portal.Session, now time.Time) error {
	text, err := json.Marshal(confirmed{now, s.Name, s.Einrichtung, s.MelderID, s.AbsenderID, s.Editions})
	if err != nil {
		return err
	}
	return v.Remember(ctx, confirmedName, text)
}

// lastConfirmed is zero where the portal never let the person in from here.
func lastConfirmed(ctx context.Context, v *store.Vault) (c confirmed, err error) {
	known, err := v.Memory(ctx, confirmedName)
	if err != nil || known[confirmedName] == nil {
		return c, err
	}
	return c, json.Unmarshal(known[confirmedName], &c)
}

// session is what was said, without a session.
func (c *confirmed) session() portal.Session {
	return portal.Session{Name: c.Name, Einrichtung: c.Einrichtung, MelderID: c.MelderID, AbsenderID: c.AbsenderID, Editions: c.Editions}
}

// clockSlack is how far a clock may be put back without anybody being asked.
const clockSlack = time.Hour

// refused is why the portal's word does not count any more, nil where it does. A clock
// that was put back would make it count for ever.
func (c *confirmed) refused(now time.Time, most time.Duration) error {
	at := c.At.Local().Format("02.01.2006")
	switch {
	case c.MelderID == "":
		return &answer.Failure{Kind: answer.FailNeverHere}
	case c.At.After(now.Add(clockSlack)):
		return &answer.Failure{Kind: answer.FailClockBack, Detail: at}
	case now.Sub(c.At) > most:
		return &answer.Failure{Kind: answer.FailLongAgo, Detail: at}
	}
	return nil
}

// Edition is the newest that the portal named when this person signed in last.
func (a *Archive) Edition(ctx context.Context) (dataset.Chosen, error) {
	c, err := lastConfirmed(ctx, a.vault)
	return dataset.Choose(0, c.Editions), Failure(err)
}
