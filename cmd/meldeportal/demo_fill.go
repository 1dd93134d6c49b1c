package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"time"

	"github.com/gofrs/flock"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/model/einrichtung"
	"example.org/meldeportal/model/land"
	"example.org/meldeportal/model/rights"
	"example.org/meldeportal/sync/desk"
	"example.org/meldeportal/sync/outbox"
	"example.org/meldeportal/sync/portal"
	"example.org/meldeportal/sync/refportal"
	"example.org/meldeportal/sync/server"
	"example.org/meldeportal/sync/store"
)

// The demo's invented Einrichtung and users. The first one's access data stand
// on the login screen.
var (
	demoSite  = server.Site{MelderID: land.Default.MelderID(1), AbsenderID: land.Default.Kuerzel + "-DEMO", Name: "Musterklinik Demostadt (erfunden)"}
	demoUsers = []demoUser{
		{"meier", "Martina Meier", "demo-birke-wolke-tal", rights.All},
		{"schulz", "Sven Schulz", "demo-ahorn-regen-berg", rights.All &^ rights.Verwaltung},
		{"yildiz", "Yasemin Yıldız", "demo-linde-sonne-see", rights.Stammdaten | rights.Medizin},
	}
)

type demoUser struct {
	login, name, password string
	roles                 rights.Roles
}

// How much the demo invents.
const (
	demoPatients = 224
	demoSent     = 60 // of them with delivered reports
	demoDrafts   = 12 // of them with a draft
	demoSeed     = 20260401
)

// fill invents what the local store does not have yet; it is complete or empty. Of two
// demos on one folder the second waits for the first.
func (d *demo) fill(ctx context.Context) error {
	turn := flock.New(filepath.Join(d.data, "fill.lock"))
	if err := turn.Lock(); err != nil {
		return fmt.Errorf("wait for another demo: %w", err)
	}
	defer turn.Close()
	s, err := d.stored().open(demoCost)(ctx, nil)
	if err != nil {
		return err
	}
	users, err := s.Users(ctx)
	if err != nil {
		return errors.Join(err, s.Close())
	}
	if len(users) == len(demoUsers) {
		err = s.Close()
	} else {
		err = d.fillStore(ctx, s)
	}
	if err == nil {
		err = d.openElsewhere(ctx)
	}
	return err
}

func (d *demo) fillPortal(ctx context.Context) error {
	users, err := d.portal.Accounts(ctx)
	if err != nil || len(users) == len(demoUsers) {
		return err
	}
	sites, err := d.portal.Sites(ctx)
	if err == nil && len(sites) == 0 {
		err = errors.Join(d.portal.AddSite(ctx, demoSite), d.describeSite(ctx))
	}
	for _, u := range demoUsers[len(users):] {
		if err == nil {
			err = d.portal.AddAccount(ctx, server.Account{Login: u.login, Name: u.name, MelderID: demoSite.MelderID}, u.password)
		}
	}
	return err
}

// describeSite has the registry store invented data of the Einrichtung, and name a day of training.
func (d *demo) describeSite(ctx context.Context) error {
	err := d.portal.SetSiteData(ctx, demoSite.MelderID, map[string]string{"einrichtung": demoSite.Name, "abteilung": "Tumordokumentation", "arzt": "Dr. Erfunden", "anschrift": "Lindenallee 3", "plz": "35390", "ort": "Gießen",
		"telefon": "0641 000000", "email": "tumordoku@musterklinik.example", "fachgebiet": "Innere Medizin", einrichtung.Sektor: einrichtung.Stationaer, "iknr": "105313145",
		"bank": "Erfundene Bank", "kontoinhaber": "Musterklinik", "iban": "DE89370400440532013000", "bic": "HELADEF1XXX", "ansprechpartner": "Martina Meier", "uebertragung": "Online-Erfassung"})
	training := portal.Training{Am: time.Now().AddDate(0, 2, 0).Format(time.DateOnly), Text: "Meldeportal für Einsteiger, online, 14 Uhr (erfunden)"}
	return errors.Join(err, d.portal.SetTraining(ctx, training, true))
}

// fillStore lets the users in and imports the invented people in one act; the
// last user comes last, so that a start that was cut off is taken up again.
func (d *demo) fillStore(ctx context.Context, s *store.Store) error {
	door := desk.Entrance{Folder: d.data, Log: d.log, Open: func(context.Context, func(int)) (*store.Store, error) { return s, nil }}
	archive, err := door.Enter(ctx, store.Site{MelderID: demoSite.MelderID, Name: demoSite.Name}, demoUsers[0].login, demoUsers[0].password, func(answer.Update) {})
	if err != nil {
		return err
	}
	err = d.importPeople(ctx, archive)
	for _, u := range demoUsers[1:] {
		if err == nil {
			err = d.letIn(ctx, s, archive, u)
		}
		if err == nil && !u.roles.Has(rights.Absenden) {
			err = handOver(ctx, s, u)
		}
	}
	return errors.Join(err, archive.Close())
}

// letIn does at once what asking in, somebody's own first sign-in and letting her in do.
func (d *demo) letIn(ctx context.Context, s *store.Store, by *desk.Archive, u demoUser) error {
	if err := by.Invite(ctx, u.login, u.roles); err != nil {
		return err
	}
	recipient, err := s.Present(ctx, store.Site{MelderID: demoSite.MelderID, Name: demoSite.Name}, u.login, u.password, func(string) error { return nil })
	if err != nil {
		return err
	}
	return by.LetIn(ctx, u.login, recipient)
}

func (d *demo) importPeople(ctx context.Context, archive *desk.Archive) error {
	if empty, err := archive.Empty(ctx); err != nil || !empty {
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
	for i := range people {
		for j := range people[i].Sent {
			people[i].Sent[j].Receipt, receipts = receipts[0], receipts[1:]
		}
	}
	if _, err = archive.Take(ctx, people); err != nil {
		return err
	}
	return d.comeBack(ctx, past)
}

// comeBack has the registry say something about the last reports that were sent: it took
// one with a Hinweis, and asks about another one. It is read at the first sign-in.
func (d *demo) comeBack(ctx context.Context, past []refportal.Delivery) error {
	staff, last := server.By(ctx, "Demo"), len(past)-1
	err := d.portal.Tell(staff, past[last].Transaktionsnummer, portal.Event{Kind: portal.EventResult, Ergebnis: string(model.ErgebnisHinweis), Text: "Bitte bei der nächsten Meldung beachten.",
		Findings: []portal.Finding{{Rule: "R-101", Field: "Tumorzuordnung.Diagnosedatum", Text: "Zu diesem Diagnosedatum nennt eine andere Einrichtung einen anderen Tag."}}})
	if err == nil {
		err = d.portal.Tell(staff, past[last-1].Transaktionsnummer, portal.Event{Kind: portal.EventQuestion, Feld: "Tumorzuordnung.Seitenlokalisation", Text: "Stimmt die Seite?"})
	}
	return err
}

// inventAll invents the demo's people; the first ones have delivered reports,
// those after them a draft. past are the deliveries, in the order of people.
func inventAll(now time.Time) (people []store.Import, past []refportal.Delivery, err error) {
	v := newInventor(demoSeed)
	sender := outbox.Sender{Absender: model.Absender{AbsenderID: model.Text(demoSite.AbsenderID), SoftwareID: softwareID, SoftwareVersion: model.Text(version)},
		Melder: model.Melder{ID: model.Text(demoSite.MelderID), KHAbtStationPraxis: model.Text(demoSite.Name)}}
	for i := range demoPatients {
		p := store.Import{Patient: v.person()}
		switch {
		case i < demoSent:
			sent, delivered, err := v.sent(sender, v.story(i, p.Patient, workday(now, demoSent-i)))
			if err != nil {
				return nil, nil, err
			}
			p.Sent, past = sent, append(past, delivered...)
		case i < demoSent+demoDrafts:
			p.Drafts = []model.Report{v.begun(i-demoSent, p.Patient, now)}
			if i == demoSent+demoDrafts-1 {
				p.Drafts[0].Meldung.Anmerkung = demoRefused
			}
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

// sent completes the reports of a story as they were when they were delivered.
func (v *inventor) sent(sender outbox.Sender, story []toldReport) (here []store.Arrived, there []refportal.Delivery, err error) {
	for _, s := range story {
		c, err := sender.Complete(&s.report, s.at)
		if err != nil {
			return nil, nil, fmt.Errorf("complete invented report: %w", err)
		}
		here = append(here, store.Arrived{Completed: c})
		there = append(there, refportal.Delivery{Transaktionsnummer: c.Transaktionsnummer, MelderID: demoSite.MelderID, Document: c.Document, ReceivedAt: s.at})
	}
	return here, there, nil
}
