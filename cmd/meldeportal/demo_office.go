package main

import (
	"context"
	"errors"
	"time"

	"example.org/meldeportal/model/worklist"
	"example.org/meldeportal/sync/store"
)

// The demo's office: a report somebody has handed to the first user, as he may not
// complete it himself, and one that is open at a colleague's.

// handOver gives a draft to the first user, with a word to her.
func handOver(ctx context.Context, s *store.Store, by demoUser) error {
	v, err := s.Unlock(ctx, by.login, by.password)
	if err != nil {
		return err
	}
	drafts, err := v.Drafts(ctx, "")
	if err != nil || len(drafts) < 2 {
		return err
	}
	d := drafts[len(drafts)-2]
	return v.Decide(ctx, d.PatientID, worklist.FrageEntwurf, d.ID,
		&worklist.Entscheid{An: demoUsers[0].login, Grund: "Fertig bis auf das Absenden, dafür fehlt mir die Rolle.", Von: by.name, Am: time.Now()})
}

// demoDay is how long the colleague is believed to have it open: nobody sits there who
// would say so again.
const demoDay = 12 * time.Hour

// openElsewhere has the second user sit at the draft nobody has written on for longest.
func (d *demo) openElsewhere(ctx context.Context) (err error) {
	options := d.stored().options(demoCost, nil)
	now := options.Now
	options.Now = func() time.Time { return now().Add(demoDay) }
	s, err := store.Open(ctx, d.stored().place(), options)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	who := demoUsers[1]
	// What an update leaves to be brought over is told to whoever signs in.
	v, err := s.Enter(ctx, store.Site{MelderID: demoSite.MelderID, Name: demoSite.Name}, who.login, who.password)
	if err != nil {
		return err
	}
	drafts, err := v.Drafts(ctx, "")
	if err != nil || len(drafts) == 0 {
		return err
	}
	return v.MarkEditing(ctx, "vorfuehrung", drafts[len(drafts)-1].ID)
}
