package main

import (
	"context"
	"fmt"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/sync/outbox"
	"example.org/meldeportal/sync/refportal"
	"example.org/meldeportal/sync/store"
)

// The demo's invented Einrichtung and users. The first one's access data stand
// on the login screen.
var (
	demoSite  = refportal.Site{MelderID: "HE-00000001", AbsenderID: "HE-DEMO", Name: "Musterklinik Demostadt (erfunden)"}
	demoUsers = []struct{ login, name, password string }{
		{"meier", "Martina Meier", "demo-birke-wolke-tal"},
		{"schulz", "Sven Schulz", "demo-ahorn-regen-berg"},
		{"yildiz", "Yasemin Yıldız", "demo-linde-sonne-see"},
	}
)

// How much the demo invents.
const (
	demoPatients = 224
	demoSent     = 60 // of them with a delivered report
	demoDrafts   = 12 // of them with a draft
	demoSeed     = 20260401
)

// fill invents what the folder does not have yet: first the portal's side, then
// the local store, which is complete or empty.
func (d *demo) fill(ctx context.Context) error {
	if err := d.fillPortal(ctx); err != nil {
		return err
	}
	s, err := openStore(d.storePath(), demoCost)(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	users, err := s.Users(ctx)
	if err != nil || len(users) == len(demoUsers) {
		return err
	}
	return d.fillStore(ctx, s, len(users))
}

func (d *demo) fillPortal(ctx context.Context) error {
	users, err := d.portal.Users(ctx)
	if err != nil || len(users) == len(demoUsers) {
		return err
	}
	sites, err := d.portal.Sites(ctx)
	if err == nil && len(sites) == 0 {
		err = d.portal.AddSite(ctx, demoSite)
	}
	for _, u := range demoUsers[len(users):] {
		if err == nil {
			err = d.portal.AddUser(ctx, refportal.User{Login: u.login, Name: u.name, MelderID: demoSite.MelderID}, u.password)
		}
	}
	return err
}

// fillStore lets the users in, then imports the invented people in one act; the
// last user comes last, so that a start that was cut off is taken up again.
func (d *demo) fillStore(ctx context.Context, s *store.Store, known int) error {
	var vault *store.Vault
	var err error
	if known == 0 {
		vault, err = s.Create(ctx, demoUsers[0].login, demoUsers[0].password)
	} else {
		vault, err = s.Unlock(ctx, demoUsers[0].login, demoUsers[0].password)
	}
	if err != nil {
		return err
	}
	if err := d.importPeople(ctx, vault); err != nil {
		return err
	}
	for _, u := range demoUsers[1:] {
		if err := vault.Admit(ctx, u.login, u.password); err != nil {
			return err
		}
	}
	return nil
}

func (d *demo) importPeople(ctx context.Context, vault *store.Vault) error {
	there := false
	if err := vault.Cases(ctx, func([]model.Case) error { there = true; return nil }); err != nil || there {
		return err
	}
	people, past, err := inventAll(time.Now())
	if err != nil {
		return err
	}
	receipts, err := d.portal.Seed(ctx, past)
	if err != nil {
		return err
	}
	for i := range receipts {
		people[i].Sent[0].Receipt = receipts[i]
	}
	_, err = vault.Import(ctx, people)
	return err
}

// inventAll invents the demo's people; the first ones have a delivered report,
// those after them a draft. past are the deliveries, in the order of people.
func inventAll(now time.Time) (people []store.Import, past []refportal.Delivery, err error) {
	v := newInventor(demoSeed)
	sender := outbox.Sender{Absender: model.Absender{AbsenderID: model.Text(demoSite.AbsenderID), SoftwareID: softwareID, SoftwareVersion: model.Text(version)},
		Melder: model.Melder{ID: model.Text(demoSite.MelderID), KHAbtStationPraxis: model.Text(demoSite.Name)}}
	for i := range demoPatients {
		p := store.Import{Patient: v.person()}
		switch {
		case i < demoSent:
			at := workday(now, demoSent-i)
			sent, err := v.sent(sender, p.Patient, at)
			if err != nil {
				return nil, nil, err
			}
			p.Sent = []store.Arrived{{Completed: sent}}
			past = append(past, refportal.Delivery{Transaktionsnummer: sent.Tnr, MelderID: demoSite.MelderID, Document: sent.Document, ReceivedAt: at})
		case i < demoSent+demoDrafts:
			r := v.halfTyped(p.Patient, now)
			number(&r.Meldung, model.TypDiagnose, model.Text(demoSite.MelderID))
			p.Drafts = []model.Report{r}
		}
		people = append(people, p)
	}
	return people, past, nil
}

// workday is the moment of the n-th last delivery: four a day, in the morning.
func workday(now time.Time, n int) time.Time {
	y, m, d := now.AddDate(0, 0, -1-n/4).Date()
	return time.Date(y, m, d, 11-n%4, 7*n%60, 13*n%60, n*int(time.Millisecond), now.Location())
}

func (v *inventor) sent(sender outbox.Sender, p model.Patient, at time.Time) (store.Completed, error) {
	r := v.diagnosis(p, at)
	number(&r.Meldung, model.TypDiagnose, model.Text(demoSite.MelderID))
	c, err := sender.Complete(&r, at)
	if err != nil {
		return store.Completed{}, fmt.Errorf("complete invented report: %w", err)
	}
	return store.Completed{Tnr: c.Transaktionsnummer, Document: c.Document, Digest: c.Digest, Report: c.Report}, nil
}
